"""Whether case folders keep the contract's keys and the form of truth.json."""

import datetime as dt
import json
from pathlib import Path

from values import id_check_digit

SERVICES = {"registration", "permit", "endorsement", "address_change", "expedited_new", "expedited_replacement", "kiosk"}
CHANNELS = {"online", "counter", "kiosk", "batch"}
BASES = {"owned", "leased", "dormitory"}
RELATIONS = {"self", "spouse", "parent", "child", "grandparent", "grandchild", "sibling", "other"}
KINDS = {"property_certificate", "property_register_extract", "lease_registration", "dormitory_certificate", "kinship_statement",
         "letter_of_authority", "id_card", "household_register", "business_licence", "unknown"}
FIELDS = {"address", "room_part", "usage", "land_usage", "building_type", "holder", "co_ownership", "certificate_number", "unit_number", "area", "landlord",
          "tenant", "lease_start", "lease_end", "filing_number", "resident", "resident_id_number", "issuer", "issuing_department", "issued_on", "seal", "usage_class"}
SEVERITY = {"usage.non_residential": "refuse", "usage.undetermined": "review", "address.undetermined": "review", "dormitory.residential_estate": "review"} | dict.fromkeys(
    ["document.missing", "document.unreadable", "document.wrong_kind", "address.mismatch", "holder.mismatch", "holder.is_unit", "tenant.is_unit", "kinship.missing", "lease.expired",
     "lease.not_started", "dormitory.seal_missing", "dormitory.issuer_missing", "dormitory.resident_mismatch", "registration.expired", "agent.required", "identity.id_number_invalid"], "supplement")
APPLICATION = {"id", "service", "channel", "submitted_on", "applicant", "agent", "residence", "registered_address", "registered_on", "permit_expires_on", "documents"}
TRUTH = {"split", "layout", "kind", "damage", "faults", "acceptable", "verdicts", "documents"}


def problems_of(folder: Path) -> list:
    """What is wrong with one case folder, in words."""
    try:
        application = json.loads((folder / "application.json").read_text(encoding="utf-8"))
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [str(error)]
    found = [f"application.json: {p}" for p in application_problems(application)] + [f"truth.json: {p}" for p in truth_problems(truth)]
    files = {p.name for p in folder.iterdir()} - {"application.json", "truth.json"}
    for source, names in (("application.json", application.get("documents", sorted(files))), ("truth.json", [d["file"] for d in truth.get("documents", [])])):
        if sorted(names) != sorted(files):
            found.append(f"{source} names {sorted(names)}, the folder holds {sorted(files)}")
    found += [f"{name} is empty" for name in files if (folder / name).stat().st_size == 0]
    number = application.get("applicant", {}).get("id_number", "")
    if (id_check_digit(number[:17]) != number[17:]) != ("identity.id_number_invalid" in truth.get("faults", [])):
        found.append("the identity number's check digit and the faults disagree")
    return found


def application_problems(a: dict) -> list:
    found = [f"unknown key {key}" for key in a.keys() - APPLICATION]
    found += [f"{key} is missing" for key in ("id", "service", "submitted_on", "applicant", "residence") if key not in a]
    residence = a.get("residence", {})
    found += [f"unknown key residence.{key}" for key in residence.keys() - {"address", "basis", "holder_name", "holder_relation"}]
    found += [f"unknown key applicant.{key}" for key in a.get("applicant", {}).keys() - {"name", "id_number", "disabled"}]
    for value, allowed in ((a.get("service"), SERVICES), (a.get("channel"), CHANNELS | {None}), (residence.get("basis"), BASES), (residence.get("holder_relation"), RELATIONS | {None})):
        if value not in allowed:
            found.append(f"{value!r} is not one of {sorted(map(str, allowed))}")
    for key in ("submitted_on", "registered_on", "permit_expires_on"):
        if key in a and not is_date(a[key]):
            found.append(f"{key} is not a date such as 2026-03-05: {a[key]!r}")
    return found


def truth_problems(t: dict) -> list:
    found = [f"keys {sorted(t)} instead of {sorted(TRUTH)}"] if t.keys() != TRUTH else []
    if t.get("damage") not in {"clean", "scan", "seal", "photocopy", "photo"} or t.get("split") != "held" or t.get("kind") not in KINDS:
        found.append("split, kind or damage has an unknown value")
    faults, verdicts = t.get("faults", []), t.get("verdicts", [])
    found += [f"unknown rule {rule}" for rule in faults if rule not in SEVERITY]
    order = ["accept", "review", "supplement", "refuse"]
    right = max((SEVERITY.get(rule, "accept") for rule in faults), key=order.index, default="accept")
    if right not in verdicts or t.get("acceptable") != ("accept" in verdicts) or t.get("acceptable") != (not faults):
        found.append(f"faults {faults} lead to {right}, not to {verdicts}")
    for document in t.get("documents", []):
        fields = document.get("fields", {})
        found += [f"unknown field {key}" for key in fields.keys() - FIELDS] + [f"empty field {key}" for key, value in fields.items() if not value]
        found += [f"{key} is not a date" for key in ("lease_start", "lease_end", "issued_on") if key in fields and not is_date(fields[key])]
        if document.get("kind") not in KINDS or ("usage" in fields) != ("usage_class" in fields):
            found.append(f"{document.get('file')}: unknown kind, or usage without its class")
    return found


def is_date(text) -> bool:
    try:
        return isinstance(text, str) and dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check(folder: Path) -> int:
    """Print what is wrong below `folder` and how the set is made up; gives the number of faulty folders."""
    cases = sorted(p.parent for p in folder.glob("*/truth.json"))
    if not cases:
        print(f"no case folder below {folder}")
        return 1
    bad, counts = 0, {}
    for case in cases:
        problems = problems_of(case)
        bad += bool(problems)
        for problem in problems:
            print(f"{case.name}: {problem}")
        truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
        for key in ("damage", "kind", "layout"):
            counts.setdefault(key, {}).setdefault(truth[key], 0)
            counts[key][truth[key]] += 1
        for rule in truth["faults"] or ["(none)"]:
            counts.setdefault("fault", {}).setdefault(rule, 0)
            counts["fault"][rule] += 1
    print(f"{len(cases)} cases, {bad} with problems")
    for key, values in counts.items():
        print(f"  {key}: " + ", ".join(f"{name} {n}" for name, n in sorted(values.items(), key=lambda item: -item[1])))
    return bad
