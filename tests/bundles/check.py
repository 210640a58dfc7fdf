"""Whether case folders keep the contract's keys, and whether truth and application agree."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import homes
from cases import FAULTS
from persons import check_digit

KINDS = set("property_certificate property_register_extract lease_registration dormitory_certificate kinship_statement letter_of_authority id_card household_register business_licence unknown".split())
FIELDS = set(
    "address room_part usage usage_class land_usage building_type holder co_ownership certificate_number unit_number area landlord tenant lease_start lease_end filing_number resident resident_id_number issuer issuing_department issued_on seal".split()
)
NEEDED = {
    "property_certificate": "address holder certificate_number land_usage",
    "property_register_extract": "address holder usage certificate_number land_usage",
    "lease_registration": "address tenant landlord usage lease_start lease_end filing_number issuer issued_on",
    "dormitory_certificate": "address resident resident_id_number issuer issued_on",
}
APPLICATION = set("id service channel submitted_on applicant agent residence registered_address registered_on permit_expires_on documents".split())
TRUTH = {"split", "layout", "kind", "damage", "faults", "acceptable", "verdicts", "documents"}
RULES = {rule for rule, *_ in FAULTS.values()} | {"address.undetermined"}
SERVICES = {"registration", "permit", "endorsement", "address_change"}


def problems_of(folder: Path) -> list:
    """What is wrong with one case folder, in words."""
    try:
        a, t = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("application.json", "truth.json"))
    except (OSError, ValueError) as error:
        return [str(error)]
    handed_in = sorted(p.name for p in folder.iterdir() if p.suffix != ".json")
    found = [f"files {names} instead of {handed_in}" for names in (a.get("documents", handed_in), {d["file"] for d in t["documents"]}) if sorted(names) != handed_in]
    found += [f"{name} is too small to be a page" for name in handed_in if (folder / name).stat().st_size < 5000]
    return found + _application(a, t) + _truth(t) + _agreement(a, t)


def _application(a: dict, t: dict) -> list:
    found = [f"unknown key {key}" for key in a.keys() - APPLICATION] + [f"{key} is missing" for key in {"id", "service", "submitted_on", "applicant", "residence"} - a.keys()]
    found += [f"{key} is no date" for key in ("submitted_on", "registered_on", "permit_expires_on") if key in a and not _is_date(a[key])]
    number = a["applicant"]["id_number"]
    if (check_digit(number[:17]) == number[17:]) == ("identity.id_number_invalid" in t["faults"]):
        found.append("the identity number's check digit and the faults disagree")
    if number[2:6] != "0000":
        found.append("an identity number of a county that exists")
    if a["service"] not in SERVICES or a["residence"]["basis"] not in ("owned", "leased", "dormitory"):
        found.append("service or basis is unknown")
    return found


def _truth(t: dict) -> list:
    found = [f"keys {sorted(t)}"] if t.keys() != TRUTH else []
    found += [f"unknown rule {rule}" for rule in set(t["faults"]) - RULES]
    if t["acceptable"] != (not t["faults"]) or t["acceptable"] != (t["verdicts"][0] == "accept") or t["split"] != "bundles":
        found.append(f"faults {t['faults']} and verdicts {t['verdicts']}")
    for d in t["documents"]:
        if d["kind"] not in KINDS or not d["pages"]:
            found.append(f"{d['file']}: kind {d['kind']}, pages {d['pages']}")
        found += [f"{d['file']}: field {k} is unknown or empty" for k, v in d["fields"].items() if k not in FIELDS or not v]
        found += [f"{d['file']}: {k} is no date" for k in ("lease_start", "lease_end", "issued_on") if k in d["fields"] and not _is_date(d["fields"][k])]
        found += [f"{d['file']}: region of {k}, which is no field, or off its pages" for k, r in d["regions"].items() if k not in d["fields"] or r["page"] not in d["pages"]]
        found += [f"{d['file']}: region of {k} lies outside" for k, r in d["regions"].items() if min(min(p) for p in r["region"]) < -30]
    lacking = set(NEEDED.get(t["kind"], "").split()) - proof_fields(t).keys()
    return found + ([f"the proof lacks {sorted(lacking)}"] if lacking else [])


def proof_fields(t: dict) -> dict:
    """The fields of the proof, from all files that it is spread over."""
    out = {}
    for d in t["documents"]:
        if d["kind"] == t["kind"]:
            out = d["fields"] | out
    return out


def _agreement(a: dict, t: dict) -> list:
    """Whether the fields really are right or wrong in the way the faults say."""
    fields, faults, today = proof_fields(t), set(t["faults"]), a["submitted_on"]
    if t["kind"] == "unknown" or {"document.wrong_kind", "document.missing"} & faults:
        return []
    applicant, holder, basis = a["applicant"]["name"], a["residence"].get("holder_name"), a["residence"]["basis"]
    kinds = {d["kind"] for d in t["documents"]}
    names = (fields.get("holder") or fields.get("tenant") or "").split("、")
    claims = {
        "usage.non_residential": fields.get("usage_class") == "non_residential" or "地下" in fields.get("room_part", "") or fields.get("room_part") in ("车库", "厨房", "阳台"),
        "dormitory.resident_mismatch": basis == "dormitory" and (applicant not in fields["resident"].split("、") or a["applicant"]["id_number"] != fields["resident_id_number"]),
        "dormitory.seal_missing": basis == "dormitory" and "seal" not in fields,
        "dormitory.issuer_missing": basis == "dormitory" and "issuing_department" not in fields,
    }
    if "document.dates_contradict" not in faults:
        claims |= {"lease.expired": fields.get("lease_end", today) < today, "lease.not_started": fields.get("lease_start", today) > today}
    if basis != "dormitory":
        if not {"holder.is_unit", "tenant.is_unit"} & faults:
            claims["holder.mismatch"] = holder not in names
        if a["residence"]["holder_relation"] == "self":
            claims["kinship.missing"] = False
        elif not kinds & {"kinship_statement", "household_register"}:
            claims["kinship.missing"] = True
    if "address.undetermined" not in faults:
        claims["address.mismatch"] = homes.bare(fields["address"]) != homes.bare(a["residence"]["address"])
    if a["service"] == "permit":
        passed = (dt.date.fromisoformat(today) - dt.date.fromisoformat(a["registered_on"])).days
        claims |= {"registration.too_recent": passed < 181, "registration.expired": passed > 366}
    if "permit_expires_on" in a:
        claims["window.early"] = (dt.date.fromisoformat(a["permit_expires_on"]) - dt.date.fromisoformat(today)).days > 30
    return [f"{rule}: truth and papers disagree" for rule, real in claims.items() if real != (rule in faults)]


def _is_date(text) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except (TypeError, ValueError):
        return False


def check(folder: Path) -> int:
    """Print what is wrong below `folder` and how the set is made up; gives the number of faulty folders."""
    found = sorted(p.parent for p in folder.glob("*/truth.json"))
    if not found:
        print(f"no case folder below {folder}")
        return 1
    bad, counts = 0, {key: Counter() for key in ("kind", "damage", "layout", "fault", "acceptable", "papers", "files")}
    for case in found:
        problems = problems_of(case)
        bad += bool(problems)
        for problem in problems:
            print(f"{case.name}: {problem}")
        truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
        for key in ("kind", "damage", "layout", "acceptable"):
            counts[key][truth[key]] += 1
        counts["fault"].update(truth["faults"] or ["(none)"])
        counts["papers"].update(d["kind"] for d in truth["documents"])
        files = Counter(d["file"] for d in truth["documents"])
        pages = [d["pages"] for d in truth["documents"]]
        forms = []
        if max(files.values()) > 1:
            forms.append("several papers in a file")
        if sum(d["kind"] == truth["kind"] and truth["kind"] != "id_card" for d in truth["documents"]) > 1 and truth["kind"] != "unknown":
            forms.append("a proof over several files")
        if any(p != sorted(p) or max(p) - min(p) >= len(p) for p in pages):
            forms.append("pages out of order")
        counts["files"].update(forms or ["a file a paper"])
    print(f"{len(found)} cases, {bad} with problems")
    for key, counter in counts.items():
        print(f"  {key}: " + ", ".join(f"{name} {n}" for name, n in counter.most_common()))
    return bad
