"""Whether case folders keep the contract's keys, and whether truth and application agree."""

import datetime as dt
import json
import unicodedata
from collections import Counter
from pathlib import Path

from dwellings import DISTRICTS, NEIGHBOUR_ROADS, ROADS, TOWNS
from people import check_digit

KINDS = {"property_certificate", "property_register_extract", "lease_registration", "dormitory_certificate", "kinship_statement", "id_card", "letter_of_authority", "unknown"}
FIELDS = set(
    "address room_part usage usage_class land_usage building_type holder co_ownership certificate_number unit_number area landlord tenant lease_start lease_end filing_number resident resident_id_number issuer issuing_department issued_on seal".split()
)
NEEDED = {
    "property_certificate": {"address", "holder", "certificate_number"},
    "property_register_extract": {"address", "holder", "usage"},
    "lease_registration": {"address", "tenant", "landlord", "usage", "lease_start", "lease_end", "seal"},
    "dormitory_certificate": {"address", "resident", "issuer", "issued_on"},
    "kinship_statement": set(),
    "id_card": set(),
    "letter_of_authority": set(),
    "unknown": set(),
}
APPLICATION = {
    "id",
    "service",
    "channel",
    "submitted_on",
    "applicant",
    "agent",
    "residence",
    "registered_address",
    "registered_on",
    "permit_expires_on",
    "documents",
}
TRUTH = {"split", "layout", "kind", "damage", "faults", "acceptable", "verdicts", "documents"}
SERVICES = {"registration", "permit", "endorsement", "address_change", "expedited_new", "expedited_replacement", "kiosk"}
SUPPLEMENTS = set(
    "address.mismatch holder.mismatch holder.is_unit tenant.is_unit kinship.missing lease.expired lease.not_started document.wrong_kind dormitory.seal_missing dormitory.issuer_missing dormitory.resident_mismatch".split()
)
REVIEWS = {"usage.undetermined", "address.undetermined", "dormitory.residential_estate"}


def problems_of(folder: Path) -> list:
    """What is wrong with one case folder, in words."""
    try:
        a, t = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("application.json", "truth.json"))
    except (OSError, ValueError) as error:
        return [str(error)]
    handed_in = sorted(p.name for p in folder.iterdir() if p.suffix != ".json")
    found = [
        f"files {names} instead of {handed_in}"
        for names in (a.get("documents", handed_in), [d["file"] for d in t["documents"]])
        if sorted(names) != handed_in
    ]
    found += [f"{name} is too small to be a page" for name in handed_in if (folder / name).stat().st_size < 5000]
    return found + _application(a) + _truth(t) + _agreement(a, t)


def _application(a: dict) -> list:
    found = [f"unknown key {key}" for key in a.keys() - APPLICATION] + [
        f"{key} is missing" for key in {"id", "service", "submitted_on", "applicant", "residence"} - a.keys()
    ]
    found += [f"{key} is no date" for key in ("submitted_on", "registered_on", "permit_expires_on") if key in a and not _is_date(a[key])]
    number = a["applicant"]["id_number"]
    if check_digit(number[:17]) != number[17:]:
        found.append("the identity number's check digit is wrong")
    if a["service"] not in SERVICES or a["residence"]["basis"] not in ("owned", "leased", "dormitory"):
        found.append("service or basis is unknown")
    return found


def _truth(t: dict) -> list:
    found = [f"keys {sorted(t)}"] if t.keys() != TRUTH else []
    right = "accept"
    if t["faults"]:
        right = "refuse" if "usage.non_residential" in t["faults"] else "supplement" if SUPPLEMENTS & set(t["faults"]) else "review"
    found += [f"unknown rule {rule}" for rule in set(t["faults"]) - SUPPLEMENTS - REVIEWS - {"usage.non_residential"}]
    if t["verdicts"] != [right] or t["acceptable"] != (right == "accept") or t["split"] != "unseen":
        found.append(f"faults {t['faults']} lead to {right}, not to {t['verdicts']}")
    for d in t["documents"]:
        lacking = NEEDED.get(d["kind"], {"a known kind"}) - d["fields"].keys()
        found += [f"{d['file']} lacks {sorted(lacking)}"] if lacking else []
        found += [f"{d['file']}: field {k} is unknown or empty" for k, v in d["fields"].items() if k not in FIELDS or not v]
        found += [
            f"{d['file']}: {k} is no date" for k in ("lease_start", "lease_end", "issued_on") if k in d["fields"] and not _is_date(d["fields"][k])
        ]
    return found


def _agreement(a: dict, t: dict) -> list:
    """Whether the fields really are right or wrong in the way the faults say."""
    fields, faults, today = t["documents"][0]["fields"], set(t["faults"]), a["submitted_on"]
    if t["kind"] == "unknown" or "document.wrong_kind" in faults:
        return []
    applicant, holder = a["applicant"]["name"], a["residence"].get("holder_name")
    names = (fields.get("holder") or fields.get("tenant") or "").split("、")
    claims = {
        "lease.expired": fields.get("lease_end", today) < today,
        "lease.not_started": fields.get("lease_start", today) > today,
        "usage.non_residential": fields.get("usage_class") == "non_residential",
        "dormitory.resident_mismatch": applicant not in fields.get("resident", applicant).split("、"),
        "dormitory.seal_missing": t["kind"] == "dormitory_certificate" and "seal" not in fields,
        "dormitory.issuer_missing": t["kind"] == "dormitory_certificate" and "issuing_department" not in fields,
    }
    if a["residence"]["basis"] != "dormitory" and not {"holder.is_unit", "tenant.is_unit"} & faults:
        claims["holder.mismatch"] = holder not in names
        needs = a["residence"]["holder_relation"] != "self"
        claims["kinship.missing"] = needs and all(d["kind"] != "kinship_statement" for d in t["documents"])
    if "address.undetermined" not in faults:
        claims["address.mismatch"] = not same_home(fields["address"], a["residence"]["address"])
    return [f"{rule}: truth and papers disagree" for rule, real in claims.items() if real != (rule in faults)]


def same_home(printed: str, typed: str) -> bool:
    """Equal once prefix, width and the usual short forms are taken away; enough for what is generated here."""
    return _bare(printed) == _bare(typed)


def _bare(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace(" ", "").replace("#", "号")
    for start in ("上海市", "上海"):
        text = text.removeprefix(start)
    for district in DISTRICTS:
        if text.startswith(district):
            text = text.removeprefix(district)
        elif text.startswith(district[:-1]) and district != "浦东新区" and not any(text.startswith(r) for r in _roads()):
            text = text.removeprefix(district[:-1])
    for town in TOWNS.values():
        if text.startswith(town) and any(r in text[len(town) :] for r in TOWNS):
            text = text.removeprefix(town)
    return text[:-1] if text[-1] in "室房" else text


def _roads() -> list:
    return " ".join(ROADS.values()).split() + list(NEIGHBOUR_ROADS.values())


def _is_date(text) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except (TypeError, ValueError):
        return False


def check(folder: Path) -> int:
    """Print what is wrong below `folder` and how the set is made up; gives the number of faulty folders."""
    cases = sorted(p.parent for p in folder.glob("*/truth.json"))
    if not cases:
        print(f"no case folder below {folder}")
        return 1
    bad, counts = 0, {key: Counter() for key in ("kind", "damage", "layout", "fault", "acceptable")}
    for case in cases:
        problems = problems_of(case)
        bad += bool(problems)
        for problem in problems:
            print(f"{case.name}: {problem}")
        truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
        for key in ("kind", "damage", "layout", "acceptable"):
            counts[key][truth[key]] += 1
        counts["fault"].update(truth["faults"] or ["(none)"])
    print(f"{len(cases)} cases, {bad} with problems")
    for key, counter in counts.items():
        print(f"  {key}: " + ", ".join(f"{name} {n}" for name, n in counter.most_common()))
    return bad
