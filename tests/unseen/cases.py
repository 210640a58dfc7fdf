"""Which cases a set has: layout, damage and fault of each, and the facts that make the fault true."""

import datetime as dt
import random
from dataclasses import dataclass

import dormitory
import dwellings
import facts as fact
import lease_forms
import lease_sheets
import other_papers
import people
import property_new
import property_old
import register
import second_dormitory
import second_lease
import second_old
import second_property
import second_register
import third_dormitory
import third_lease
import third_new
import third_old
import third_other
import third_register

DAMAGES = ["clean", "scan", "seal", "photocopy", "photo"]
LAYOUTS = {
    "property_certificate": [
        property_new.spread_pages,
        property_new.portrait_table,
        property_new.combined_units,
        property_new.electronic,
        property_new.see_annex,
        property_new.two_columns,
        property_old.green_book,
        property_old.green_spread,
        property_old.filled_by_hand,
        property_old.typed_card,
    ],
    "property_register_extract": [register.house_and_owner, register.query_result, register.register_page],
    "lease_registration": [
        lease_forms.filing_notice,
        lease_forms.proof_of_registration,
        lease_forms.address_in_parts,
        lease_forms.pen_filled,
        lease_forms.two_party_columns,
        lease_sheets.letter,
        lease_sheets.electronic_licence,
        lease_sheets.system_printout,
        lease_sheets.filed_contract,
    ],
    "dormitory_certificate": [
        dormitory.plain_letter,
        dormitory.letterhead,
        dormitory.two_column_form,
        dormitory.school_letter,
        dormitory.ruled_sheet,
        dormitory.pen_blank,
    ],
}
SECOND_LAYOUTS = {
    "property_certificate": [
        second_property.inner_page,
        second_property.receipt,
        second_property.annex_list,
        second_property.labels_above,
        second_property.two_on_a_sheet,
        second_old.typed_rows,
        second_old.house_first,
    ],
    "property_register_extract": [second_register.bracket_blocks, second_register.search_letter, second_register.three_pairs],
    "lease_registration": [
        second_lease.numbered_notice,
        second_lease.grouped_table,
        second_lease.card,
        second_lease.web_page,
        second_lease.months_and_days,
        second_lease.two_languages,
        second_lease.one_row,
    ],
    "dormitory_certificate": [
        second_dormitory.letterhead_table,
        second_dormitory.resident_list,
        second_dormitory.tick_form,
        second_dormitory.student,
        second_dormitory.introduction,
    ],
}
THIRD_LAYOUTS = {
    "property_certificate": third_old.LAYOUTS + third_new.LAYOUTS,
    "property_register_extract": third_register.LAYOUTS,
    "lease_registration": third_lease.LAYOUTS,
    "dormitory_certificate": third_dormitory.LAYOUTS,
}
FAMILIES = {"first": LAYOUTS, "second": SECOND_LAYOUTS, "third": THIRD_LAYOUTS}
OLD_MODULES = ("property_old", "second_old", "third_old")
WITH_ANNEX = (property_new.see_annex, second_property.annex_list, third_new.new_see_annex)
NO_PROOF = [other_papers.electricity_bill, other_papers.committee_letter]
THIRD_NO_PROOF = [third_other.gas_bill, third_other.rent_receipt]
# What can be wrong with a paper of a kind; the commoner, the more often it is named.
OWNED = [
    "other_home",
    "other_home",
    "other_home",
    "not_residential",
    "not_residential",
    "not_residential",
    "mixed",
    "land_disagrees",
    "other_holder",
    "other_holder",
    "unit_owner",
    "no_kinship",
    "wrong_basis",
    "no_room_declared",
]
WRONGS = {
    "property_certificate": OWNED,
    "property_register_extract": OWNED,
    "lease_registration": [
        "other_home",
        "other_home",
        "other_home",
        "not_residential",
        "not_residential",
        "mixed",
        "other_holder",
        "other_holder",
        "unit_tenant",
        "no_kinship",
        "expired",
        "expired",
        "not_started",
        "wrong_basis",
        "no_proof",
        "building_word",
    ],
    "dormitory_certificate": [
        "other_home",
        "other_home",
        "other_home",
        "no_seal",
        "no_seal",
        "no_department",
        "no_department",
        "other_resident",
        "other_resident",
        "estate",
        "estate",
        "wrong_basis",
        "no_proof",
    ],
}
RULES = {
    "other_home": "address.mismatch",
    "not_residential": "usage.non_residential",
    "mixed": "usage.undetermined",
    "land_disagrees": "usage.undetermined",
    "other_holder": "holder.mismatch",
    "unit_owner": "holder.is_unit",
    "unit_tenant": "tenant.is_unit",
    "no_kinship": "kinship.missing",
    "wrong_basis": "document.wrong_kind",
    "no_proof": "document.wrong_kind",
    "no_room_declared": "address.undetermined",
    "building_word": "address.undetermined",
    "expired": "lease.expired",
    "not_started": "lease.not_started",
    "no_seal": "dormitory.seal_missing",
    "no_department": "dormitory.issuer_missing",
    "other_resident": "dormitory.resident_mismatch",
    "estate": "dormitory.residential_estate",
    "annex_missing": "usage.undetermined",
}
VERDICT = {
    "usage.non_residential": "refuse",
    "usage.undetermined": "review",
    "address.undetermined": "review",
    "dormitory.residential_estate": "review",
}
RELATIONS = ["spouse", "spouse", "parent", "parent", "child", "grandparent", "grandchild", "sibling"]
DEPARTMENTS = ["人事部", "人力资源部", "人事科", "保卫科", "保卫处", "安全保卫部", "人事处"]


@dataclass
class Plan:
    kind: str
    layout: object
    damage: str
    wrong: str
    family: str = "first"


def _deck(rng: random.Random, items: list, count: int) -> list:
    """`count` items, each as often as the others, in a random order."""
    out = []
    while len(out) < count:
        out += rng.sample(items, len(items))
    return out[:count]


def stream(family: str, *numbers: int) -> random.Random:
    """The random numbers of a family's set or case."""
    return random.Random(" ".join(["unseen"] + [family] * (family != "first") + [str(n) for n in numbers]))


def plans(seed: int, count: int, family: str = "first", share: float = 0.45) -> list:
    rng = stream(family, seed)
    layouts = _deck(rng, [(kind, layout) for kind, group in FAMILIES[family].items() for layout in group], count)
    damages = _deck(rng, DAMAGES, count)
    faulty = set(rng.sample(range(count), round(count * share)))
    decks = {kind: _deck(rng, wrongs, count) for kind, wrongs in WRONGS.items()}
    out = []
    for i, ((kind, layout), damage) in enumerate(zip(layouts, damages)):
        wrong = decks[kind].pop(0) if i in faulty else ""
        if wrong == "no_seal" and damage == "seal":
            # Another stamp on the page would leave it open whether the seal is missing.
            wrong = "no_department"
        if wrong == "mixed" and layout in WITH_ANNEX:
            wrong = "annex_missing"
        if wrong == "land_disagrees" and kind == "property_register_extract" and layout is register.house_and_owner:
            wrong = "mixed"
        out.append(Plan(kind, layout, damage, wrong, family))
    return out


def _later(day: dt.date, years: int) -> dt.date:
    """The last day of a term of whole years."""
    return _years(day, years) - dt.timedelta(days=1)


def _years(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _term(rng: random.Random, today: dt.date, wrong: str) -> tuple:
    """Start, end and filing day of a lease."""
    years = rng.choice([1, 1, 1, 2])
    if wrong == "expired":
        end = today - dt.timedelta(days=rng.choice([1, 2, 5, 12, 30, 75]))
        start = _years(end, -years) + dt.timedelta(days=1)
    elif wrong == "not_started":
        start = today + dt.timedelta(days=rng.choice([2, 5, 11, 26, 45]))
        end = _later(start, years)
    else:
        start = today - dt.timedelta(days=rng.randrange(12, 300))
        end = _later(start, years)
    issued = min(today - dt.timedelta(days=1), start + dt.timedelta(days=rng.randrange(-12, 10)))
    return start, end, issued


def _home(rng: random.Random, plan: Plan):
    if plan.kind == "dormitory_certificate":
        if plan.wrong != "estate":
            return dwellings.dormitory(rng)
        found = dwellings.home(rng)
        while not (found.lane and not found.sublane and found.room.isdigit()):
            found = dwellings.home(rng)
        return found
    old = plan.layout.__module__ in OLD_MODULES or plan.layout is lease_forms.proof_of_registration
    if old and rng.random() < 0.3:
        return dwellings.old_lane_house(rng)
    found = dwellings.home(rng)
    while plan.wrong == "building_word" and not (found.lane and found.number.isdigit()):
        found = dwellings.home(rng)
    return found


def build(rng: random.Random, plan: Plan) -> tuple:
    """The facts as the paper shows them, and the home as the applicant declares it."""
    today = dt.date(2026, 1, 12) + dt.timedelta(days=rng.randrange(0, 160))
    applicant, number = people.name(rng), people.id_number(rng)
    home = _home(rng, plan)
    printed = dwellings.near_miss(rng, home) if plan.wrong == "other_home" else home
    f = fact.Facts(rng, printed, applicant, number, today, [applicant], person_id=number)
    if plan.kind != "dormitory_certificate" and (plan.wrong == "no_kinship" or (plan.wrong in ("", "other_home") and rng.random() < 0.22)):
        f.relation = rng.choice(RELATIONS)
        family = people.name(rng)
        f.holders = [family if f.relation == "spouse" else applicant[0] + family[1:] if family != applicant else family]
        f.relative = f.holders[0]
        f.person_id = people.id_number(rng)
    {"property_certificate": _own, "property_register_extract": _own, "lease_registration": _lease, "dormitory_certificate": _dormitory}[plan.kind](
        rng, plan, f
    )
    if rng.random() < 0.07:
        f.flags.add("full_width")
    return f, home


def _use(rng: random.Random, plan: Plan, family: str, f) -> None:
    f.usage_class = {"not_residential": "non_residential", "mixed": "mixed"}.get(plan.wrong, "residential")
    f.land_usage, f.usage = fact.usage_for(rng, family, f.usage_class)
    if plan.wrong == "land_disagrees":
        f.land_usage = rng.choice(["其它商服用地", "商业用地", "工业用地"])
    f.building_type = fact.building_type(rng, f.usage)


def _own(rng: random.Random, plan: Plan, f) -> None:
    old = plan.layout.__module__ in OLD_MODULES
    _use(rng, plan, "old" if old else "new", f)
    first, last = ((1998, 2010) if plan.layout in (property_old.filled_by_hand, second_old.typed_rows) else (2003, 2016)) if old else (2017, 2026)
    f.issued = dt.date(rng.randrange(first, last), rng.randrange(1, 13), rng.randrange(1, 29))
    f.certificate = fact.certificate_number(rng, f.printed.district, f.issued, old)
    f.unit_number, f.area = fact.unit_number(rng, f.printed.district), f"{rng.uniform(31, 148):.2f}"
    if plan.wrong == "annex_missing":
        f.flags.add("annex_missing")
    if plan.wrong == "unit_owner":
        f.holders = [rng.choice([people.firm, people.landlord_firm])(rng)]
    elif plan.wrong == "other_holder":
        f.holders = [people.similar_name(rng, f.applicant)]
    elif plan.wrong == "wrong_basis":
        f.holders = [people.name(rng)]
    else:
        f.holders, f.co_ownership = fact.owners(rng, f.holders[0])


def _lease(rng: random.Random, plan: Plan, f) -> None:
    _use(rng, plan, "lease", f)
    f.start, f.end, f.issued = _term(rng, f.today, plan.wrong)
    f.filing, f.area = fact.filing_number(rng, f.printed.district, f.issued.year), f"{rng.uniform(28, 132):.2f}"
    f.landlord = people.landlord_firm(rng) if rng.random() < 0.35 else people.name(rng)
    if plan.wrong == "unit_tenant":
        f.holders = [people.firm(rng)]
    elif plan.wrong == "other_holder":
        f.holders = [people.similar_name(rng, f.applicant)]
    elif f.relation == "self" and rng.random() < 0.1:
        f.holders = rng.sample([f.applicant, people.name(rng)], 2)


def _dormitory(rng: random.Random, plan: Plan, f) -> None:
    f.issued = f.today - dt.timedelta(days=rng.randrange(1, 24))
    f.issued = f.issued.replace(day=min(f.issued.day, 28))
    f.issuer = rng.choice([people.firm, people.firm, people.school, lambda r: r.choice(people.HOSPITALS)])(rng)
    f.department = "" if plan.wrong == "no_department" else rng.choice(DEPARTMENTS)
    if plan.wrong == "no_seal":
        f.flags.add("no_seal")
    if plan.wrong == "other_resident":
        f.holders = [people.similar_name(rng, f.applicant)]
        f.person_id = people.id_number(rng)


def agent(rng: random.Random, plan: Plan, f) -> tuple:
    """Somebody who applies for an applicant of 65 or more: name, identity number and kinship; seldom, and never beside a fault."""
    if plan.family != "third" or plan.wrong or plan.kind == "dormitory_certificate" or f.relation != "self" or rng.random() > 0.12:
        return ()
    f.applicant_id = f.person_id = people.id_number(rng, 66, 79)
    number = people.id_number(rng, 30, 45)
    return people.name(rng), number, ["儿子", "女儿"][people.is_woman(number)]


def declared_address(rng: random.Random, plan: Plan, home) -> str:
    if plan.wrong == "no_room_declared":
        return "上海市" + home.district + home.street()
    if plan.wrong == "building_word":
        return "上海市" + home.district + home.street()[:-1] + "号楼" + home.room_text()
    return dwellings.declared(rng, home)


def basis(rng: random.Random, plan: Plan) -> str:
    if plan.wrong == "wrong_basis":
        return {
            "property_certificate": "leased",
            "property_register_extract": "leased",
            "lease_registration": rng.choice(["owned", "dormitory"]),
            "dormitory_certificate": "leased",
        }[plan.kind]
    return {"lease_registration": "leased", "dormitory_certificate": "dormitory"}.get(plan.kind, "owned")
