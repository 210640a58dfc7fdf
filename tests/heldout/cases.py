"""Which cases there are: people, homes, papers, what is wrong with them and what is right to answer."""

import datetime as dt
import json
import random
from dataclasses import replace
from types import SimpleNamespace

import damage
from dormitory import DORMITORY
from lease import LEASE
from others import KINSHIP, WRONG
from property import NEW, OLD, REGISTER
from seals import seal
from sheet import Type
from values import (AGENCIES, DISTRICTS, NEIGHBOURS, SCHOOLS, another, broken_id, certificate_number, company, declared, dwelling,
                    filing_number, id_number, masked, old_certificate_number, person, printed, relative_of, unit_number)

REFUSE, SUPPLEMENT, REVIEW = "refuse", "supplement", "review"
# Fault: (rules that fail, right answer, bases it can happen to). The order is that of first use; a
# set of n faulty cases takes the first n after the repeats below have been shuffled in behind it.
FAULTS = {
    "non_residential": (["usage.non_residential"], REFUSE, ["property", "lease"]),
    "mixed_usage": (["usage.undetermined"], REVIEW, ["property", "lease"]),
    "land_disagrees": (["usage.undetermined"], REVIEW, ["property"]),
    "usage_absent": (["usage.undetermined"], REVIEW, ["register"]),
    "other_room": (["address.mismatch"], SUPPLEMENT, ["property", "lease"]),
    "other_number": (["address.mismatch"], SUPPLEMENT, ["property", "lease", "dormitory"]),
    "other_lane": (["address.mismatch"], SUPPLEMENT, ["property", "lease"]),
    "other_road": (["address.mismatch"], SUPPLEMENT, ["property", "lease"]),
    "other_suffix": (["address.mismatch"], SUPPLEMENT, ["property", "lease"]),
    "room_undeclared": (["address.undetermined"], REVIEW, ["property", "lease"]),
    "district_contradicts": (["address.undetermined"], REVIEW, ["property", "lease"]),
    "lease_expired": (["lease.expired"], SUPPLEMENT, ["lease"]),
    "lease_not_started": (["lease.not_started"], SUPPLEMENT, ["lease"]),
    "other_holder": (["holder.mismatch"], SUPPLEMENT, ["property"]),
    "other_tenant": (["holder.mismatch"], SUPPLEMENT, ["lease"]),
    "no_kinship_paper": (["kinship.missing"], SUPPLEMENT, ["property", "lease"]),
    "unit_owns": (["holder.is_unit"], SUPPLEMENT, ["property"]),
    "unit_rents": (["tenant.is_unit"], SUPPLEMENT, ["lease"]),
    "no_seal": (["dormitory.seal_missing"], SUPPLEMENT, ["dormitory"]),
    "no_department": (["dormitory.issuer_missing"], SUPPLEMENT, ["dormitory"]),
    "other_resident": (["dormitory.resident_mismatch"], SUPPLEMENT, ["dormitory"]),
    "dormitory_in_estate": (["dormitory.residential_estate"], REVIEW, ["dormitory"]),
    "wrong_paper": (["document.wrong_kind"], SUPPLEMENT, ["property", "lease", "dormitory"]),
    "no_paper": (["document.missing"], SUPPLEMENT, ["property", "lease", "dormitory"]),
    "bad_id_number": (["identity.id_number_invalid"], SUPPLEMENT, ["property", "lease"]),
}
REPEATS = (["non_residential"] * 9 + ["other_room"] * 3 + ["other_number"] * 2 + ["mixed_usage"] * 2 + ["other_lane", "other_road", "lease_expired",
           "lease_not_started", "other_holder", "other_tenant", "no_kinship_paper", "wrong_paper", "no_paper", "no_department", "other_resident", "bad_id_number"])

# (房屋用途, 土地用途, 类型)
HOMES = [("居住", "住宅", "公寓")] * 6 + [("居住", "住宅用地", "新工房"), ("居住", "住宅", "联列住宅"), ("住宅", "城镇住宅用地", "公寓"), ("居住用房", "住宅用地", "公寓"),
         ("成套住宅", "住宅", "公寓"), ("居住", "住宅", "花园住宅"), ("居住", "住宅用地", "新式里弄"), ("居住", "住宅", "老式公寓"), ("住宅", "住宅用地", "多层")]
NOT_HOMES = [("办公", "商务金融用地", "办公楼"), ("办公", "其它商服用地", "公寓"), ("商业", "商业服务业设施用地", "店铺"), ("店铺", "住宅", "店铺"), ("工业", "工业用地", "厂房"),
             ("仓储", "物流仓储用地", "仓库"), ("酒店式公寓", "住宿餐饮用地", "公寓"), ("公寓式办公", "商务金融用地", "公寓"), ("非居住", "住宅", "公寓"),
             ("科研设计", "科研用地", "其他"), ("旅馆", "住宿餐饮用地", "旅馆"), ("文化", "科教文卫用地", "其他"), ("商业服务", "其它商服用地", "公寓"), ("医疗卫生", "科教文卫用地", "其他")]
MIXED = [("居住/办公", "综合用地", "公寓"), ("商住", "住宅、商业", "公寓"), ("综合", "综合用地", "公寓"), ("办公、居住", "其它商服用地", "公寓")]
LEASE_NOT_HOMES = ["非居住", "办公", "商业", "非居住（办公）", "仓储", "酒店式公寓", "商业经营", "非住宅"]
LEASE_MIXED = ["居住、办公", "商住两用", "居住兼办公"]
RELATIONS = {"spouse": "配偶", "parent": "父亲", "child": "儿子", "sibling": "兄弟", "grandparent": "祖父"}


def plan(count: int, rng: random.Random, share: float = 0.45) -> list:
    """(fault or None, damage) for each case: `share` of them faulty, damage balanced and independent of the fault."""
    faulty = round(count * share)
    singles, repeats = list(FAULTS), []
    while len(singles) + len(repeats) < faulty:
        repeats += rng.sample(REPEATS, len(REPEATS))
    if faulty < len(singles):
        singles = rng.sample(singles, faulty)
    faults = (singles + repeats)[:faulty]
    faults += [None] * (count - faulty)
    rng.shuffle(faults)
    kinds = (damage.KINDS * (count // 5 + 1))[:count]
    rng.shuffle(kinds)
    return list(zip(faults, kinds))


class Rotation:
    """Deals members of a list in a shuffled order, all of them before any again."""

    def __init__(self, rng):
        self.rng, self.decks = rng, {}

    def deal(self, name, members):
        deck = self.decks.setdefault(name, [])
        if not deck:
            deck += self.rng.sample(list(members), len(members))
        return deck.pop()


def build(index: int, fault, kind: str, rng: random.Random, rotation: Rotation, out):
    """Make one case folder below `out`."""
    basis = rotation.deal("basis" + str(fault), FAULTS[fault][2] if fault else ["property"] * 5 + ["register"] + ["lease"] * 5 + ["dormitory"] * 3)
    if fault == "no_seal" and kind == "seal":
        kind = "scan"
    case = start(index, fault, basis, rng)
    type_ = Type(rng, vector=kind == "clean" and rng.random() < 0.6)
    papers = {"property": property_papers, "register": property_papers, "lease": lease_papers, "dormitory": dormitory_papers}[basis](case, rng, rotation, type_)
    folder = out / f"held-{index:03d}"
    folder.mkdir(parents=True, exist_ok=True)
    truth = {"split": "held", "layout": case.layout, "kind": case.kind, "damage": kind, "faults": FAULTS[fault][0] if fault else [],
             "acceptable": fault is None, "verdicts": [FAULTS[fault][1]] if fault else ["accept"], "documents": []}
    if not fault and basis == "register":
        # The guide names certificates; whether an extract of the register serves alone is the office's choice.
        truth["verdicts"] = ["accept", "review"]
    names = []
    for paper in papers:
        for file, page in damage.write(paper, kind, rng, folder, stem(rng, paper, kind, len(names))):
            names.append(file)
            truth["documents"].append({"file": file, "kind": paper.kind, "fields": paper.fields if page in (None, paper.main) else {}})
    application = case.application
    if names and rng.random() < 0.7:
        application["documents"] = names
    for name, content in (("application.json", application), ("truth.json", truth)):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def stem(rng, paper, kind, position) -> str:
    camera = [f"IMG_2026{rng.randint(1, 6):02d}{rng.randint(1, 28):02d}_{rng.randrange(10**6):06d}", f"微信图片_{rng.randrange(10**14):014d}"]
    desk = [f"扫描件{rng.randint(1, 99):02d}", f"SKM_{rng.randrange(10**9):09d}", f"scan{rng.randint(1, 999):03d}"]
    choice = rng.choice((camera if kind == "photo" else desk) + [paper.name, f"{paper.name}{position + 1}"])
    return f"{choice}-{position}" if position else choice


def start(index, fault, basis, rng) -> SimpleNamespace:
    """The applicant, the home, who holds it, and the application as declared."""
    while True:
        home = dwelling(rng, dormitory=basis == "dormitory" and fault != "dormitory_in_estate")
        if fault == "other_suffix" and not home.suffix or fault in ("other_lane", "dormitory_in_estate") and not home.lane:
            continue
        if fault == "other_road" and home.road not in {r for pair in NEIGHBOURS for r in pair}:
            continue
        if fault == "no_department" and len(home.room) < 3:
            continue
        break
    case = SimpleNamespace(home=home, printed_home=home, declared_home=home, fault=fault, basis=basis, layout="", kind="unknown")
    case.day = dt.date(2026, 1, 6) + dt.timedelta(days=rng.randrange(170))
    case.applicant, case.applicant_id = person(rng), id_number(rng, 1988 if basis == "dormitory" else 1966)
    case.relation, case.holder = "self", case.applicant
    if basis != "dormitory" and (fault == "no_kinship_paper" or fault is None and rng.random() < 0.22):
        case.relation = rng.choice(list(RELATIONS))
        case.applicant_id = id_number(rng, *{"child": (1966, 1974), "parent": (1985, 2004), "grandparent": (1995, 2004)}.get(case.relation, (1966, 2004)))
        case.holder = relative_of(rng, case.applicant) if case.relation != "spouse" else person(rng)
    if fault and fault.startswith("other_") and fault[6:] in ("room", "number", "lane", "road", "suffix"):
        mistaken = another(rng, home, fault[6:])
        if rng.random() < 0.5:
            case.printed_home = mistaken
        else:
            case.declared_home = mistaken
    said = declared(rng, case.declared_home)
    if fault == "room_undeclared":
        said = declared(rng, replace(home, room=""))
    if fault == "district_contradicts":
        elsewhere = rng.choice([d for d in DISTRICTS if d != home.district and d not in ("崇明区", "金山区")])
        said = f"上海市{elsewhere}{home.street()}{home.room}室"
    service = rng.choices(["registration", "permit", "address_change"], [75, 15, 10])[0]
    if fault == "non_residential" and service == "address_change":
        service = "registration"
    number = broken_id(rng, case.applicant_id) if fault == "bad_id_number" else case.applicant_id
    application = {"id": rng.choice([f"SQ{case.day:%Y%m%d}{index:04d}", f"JZ-{case.day.year}-{7000 + index}"]), "service": service,
                   "channel": rng.choice(["online", "online", "counter", "batch"]), "submitted_on": case.day.isoformat(),
                   "applicant": {"name": case.applicant, "id_number": number},
                   "residence": {"address": said, "basis": {"property": "owned", "register": "owned", "lease": "leased"}.get(basis, "dormitory")}}
    if basis != "dormitory":
        application["residence"] |= {"holder_name": case.holder, "holder_relation": case.relation}
    if service != "registration":
        application["registered_address"] = declared(rng, dwelling(rng))
        application["registered_on"] = (case.day - dt.timedelta(days=rng.randint(205, 340))).isoformat()
    case.application = application
    return case


def kinship(case, rng, rotation, type_):
    day = case.day - dt.timedelta(days=rng.randint(0, 9))
    values = SimpleNamespace(applicant=case.applicant, applicant_id=case.applicant_id, relative=case.holder, relation=RELATIONS[case.relation], day=day)
    return rotation.deal("kinship", KINSHIP)(rng, type_, values)


def around(case, papers, rng, rotation, type_, kind, layout):
    """Replace or take away the proof where the fault says so, and add the kinship paper where it is due."""
    case.kind, case.layout = kind, layout
    if case.fault in ("wrong_paper", "no_paper"):
        papers = []
        case.layout = "none"
    if case.fault == "wrong_paper" and case.basis == "lease" and rng.random() < 0.5:
        # The landlord's own certificate of the right home: it proves who owns it, not who rents it.
        theirs = SimpleNamespace(**vars(case) | {"fault": None, "basis": "property", "holder": person(rng), "relation": "self"})
        papers = property_papers(theirs, rng, rotation, type_)
        case.kind, case.layout = theirs.kind, theirs.layout
    elif case.fault == "wrong_paper":
        makers = [m for m in WRONG if case.basis != "dormitory" or m.__name__ in ("licence", "receipt")]
        maker = rotation.deal("wrong" + case.basis, makers)
        day = case.day - dt.timedelta(days=rng.randint(5, 60))
        said = case.application["residence"]["address"]
        papers = [maker(rng, type_, SimpleNamespace(name=case.applicant, unit=company(rng), address=said, district=case.home.district, day=day))]
        case.kind, case.layout = papers[0].kind, maker.__name__
    if case.fault == "no_paper" and case.basis != "dormitory" and rng.random() < 0.5:
        case.relation, case.holder = "parent", relative_of(rng, case.applicant)
        case.application["residence"] |= {"holder_name": case.holder, "holder_relation": "parent"}
        papers = [kinship(case, rng, rotation, type_)]
        case.kind, case.layout = papers[0].kind, "kinship only"
    elif case.relation != "self" and case.fault != "no_kinship_paper":
        papers = papers + [kinship(case, rng, rotation, type_)]
    return papers


def property_papers(case, rng, rotation, type_):
    home, fault = case.printed_home, case.fault
    group = "register" if case.basis == "register" else rotation.deal("age", ["old"] * 3 + ["new"] * 6 + ["register"])
    layout = rotation.deal(group, {"old": OLD, "new": NEW, "register": REGISTER}[group])
    street, room = printed(rng, home)
    if fault == "district_contradicts" and not street.startswith((home.district, "上海市" + home.district)):
        street = home.district + street.removeprefix("上海市")
    room_printed = room + "(复式)" if group == "register" and not fault and rng.random() < 0.2 else room
    year = rng.randint(2005, 2015) if group == "old" else rng.randint(2016, 2025)
    issued = dt.date(year, rng.randint(1, 12), rng.randint(1, 28)) if (group != "new" or year > 2016) else dt.date(year, rng.randint(9, 12), rng.randint(1, 28))
    built = rng.randint(1988, max(1990, year - 1))
    land_start = dt.date(max(built - 3, 1990), rng.randint(1, 12), rng.randint(1, 28))
    usage, land, type_name = rng.choice(HOMES)
    usage_class = "residential"
    if fault == "non_residential":
        (usage, land, type_name), usage_class = rotation.deal("not home", NOT_HOMES), "non_residential"
    elif fault == "mixed_usage":
        (usage, land, type_name), usage_class = rotation.deal("mixed", MIXED), "mixed"
    elif fault == "land_disagrees":
        usage, land, type_name = "居住", "工业用地", "公寓"
    elif fault == "usage_absent":
        usage, usage_class, land, type_name = "", "", "", "公寓"
    holder, co = case.holder, rng.choice(["单独所有", "单独所有", "房屋单独所有"])
    if fault == "other_holder":
        holder = person(rng)
    elif fault == "unit_owns":
        holder, co = company(rng), "单独所有"
    elif rng.random() < 0.25:
        both = [holder, person(rng)]
        rng.shuffle(both)
        holder, co = "、".join(both), rng.choice(["共同共有", "共同共有", "按份共有"])
    extra = None
    if usage_class == "residential" and not fault and rng.random() < 0.3:
        extra = (rng.choice([f"地下1层车位{rng.randint(1, 300)}", f"车位{rng.randint(1, 300)}", f"B1-{rng.randint(1, 300)}"]), f"{rng.uniform(11, 16):.2f}", rng.choice(["车库", "车位", "特种用途"]))
    number = old_certificate_number if group == "old" else certificate_number
    values = SimpleNamespace(
        street=street, room=room_printed, holder=holder, co=co, usage=usage, usage_class=usage_class, land=land, type=type_name, district=home.district,
        number=number(rng, home.district, year), unit=unit_number(rng, home.district), nature=rng.choice(["出让", "出让", "划拨", "转让"]),
        lot=f"{home.district}{home.town}{rng.randint(1, 480)}街坊{rng.randint(1, 40)}/{rng.randint(1, 9)}丘", lot_area=f"{rng.randint(4000, 140000)}.{rng.randint(0, 99):02d}",
        share_area=f"{rng.uniform(5, 40):.1f}", area=f"{rng.uniform(36, 152):.2f}", floors=str(max(6, int(room.rstrip('ABCD')[:-2] or 1) + rng.randint(0, 8))), built=built,
        block=f"{home.number}号" if home.village else home.street().removeprefix(home.road), issued=issued, land_start=land_start, land_end=land_start.replace(year=land_start.year + 70) - dt.timedelta(days=1),
        placeholder=rng.choice(["详见附记", "详见附记页", "见附记"]), extra_unit=extra, printed_on=case.day - dt.timedelta(days=rng.randint(0, 25)))
    # The four groups of the number are often printed apart.
    unit = values.unit
    values.unit_printed = unit if rng.random() < 0.5 else f"{unit[:6]} {unit[6:12]} {unit[12:19]} {unit[19:]}"
    paper = layout(rng, type_, values)
    return around(case, [paper], rng, rotation, type_, paper.kind, layout.__name__)


def lease_papers(case, rng, rotation, type_):
    home, fault = case.printed_home, case.fault
    street, room = printed(rng, home)
    if fault == "district_contradicts" and not street.startswith((home.district, "上海市" + home.district)):
        street = home.district + street.removeprefix("上海市")
    usage, usage_class = rng.choice(["居住", "居住", "居住", "住宅", "居住用房"]), "residential"
    if fault == "non_residential":
        usage, usage_class = rotation.deal("lease not home", LEASE_NOT_HOMES), "non_residential"
    elif fault == "mixed_usage":
        usage, usage_class = rotation.deal("lease mixed", LEASE_MIXED), "mixed"
    months = rng.choice([12, 12, 12, 24, 36])
    begin = case.day - dt.timedelta(days=rng.randint(20, months * 30 - 60))
    if fault == "lease_expired":
        begin = case.day - dt.timedelta(days=months * 30 + rng.randint(20, 120))
    elif fault == "lease_not_started":
        begin = case.day + dt.timedelta(days=rng.randint(6, 60))
    begin = begin.replace(day=min(begin.day, 28))
    if fault == "lease_not_started" and begin <= case.day:
        begin += dt.timedelta(days=20)
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    end = dt.date(year, month + 1, begin.day) - dt.timedelta(days=1)
    tenant = {"other_tenant": person(rng), "unit_rents": company(rng)}.get(fault, case.holder)
    tenant_id = "" if fault == "unit_rents" else case.applicant_id if tenant == case.applicant else id_number(rng)
    unit_landlord = rng.random() < 0.2
    hide = fault == "bad_id_number" or rng.random() < 0.5
    authority = rng.choice(AGENCIES).format(d=home.district)
    filed = min(begin + dt.timedelta(days=rng.randint(-10, 18)), case.day - dt.timedelta(days=1))
    values = SimpleNamespace(
        street=street, room=room + rng.choice(["", "室"]), usage=usage, usage_class=usage_class, landlord=company(rng) if unit_landlord else person(rng), tenant=tenant,
        landlord_id="" if unit_landlord else masked(id_number(rng)), tenant_id=masked(tenant_id) if hide and tenant_id else tenant_id,
        credit=f"91310{rng.randrange(10**9):09d}MA{rng.randrange(100):02d}", phones=[f"1{rng.choice('3578')}{rng.randint(0, 9)}****{rng.randrange(10**4):04d}" for _ in range(2)],
        start=begin, end=end, months=months, filed=filed, filing=filing_number(rng, home.district, filed), contract=f"{filed:%Y%m%d}{rng.randrange(10**8):08d}",
        area=f"{rng.uniform(22, 130):.2f}", rent=rng.randint(18, 98) * 100, payment=rng.choice(["按月支付", "押一付三", "按季支付"]), part=rng.choice(["整套", "整套", "全部", "整租"]),
        type=rng.choice(["公寓", "新工房", "多层", "高层"]), authority=authority, deed=certificate_number(rng, home.district, rng.randint(2016, 2024)))
    layout = rotation.deal("lease", LEASE)
    paper = layout(rng, type_, values)
    return around(case, [paper], rng, rotation, type_, paper.kind, layout.__name__)


def dormitory_papers(case, rng, rotation, type_):
    home, fault = case.printed_home, case.fault
    layout = rotation.deal("dormitory no seal" if fault == "no_seal" else "dormitory", DORMITORY)
    school = layout.__name__ == "campus"
    issuer = rng.choice(SCHOOLS) if school else company(rng)
    department = rng.choice(["保卫处", "学生处保卫科", "安全保卫处"] if school else ["人力资源部", "人事部", "保卫科", "行政人事部", "安全保卫部", "人事科"])
    if fault == "no_department":
        department = ""
    stem_ = rng.choice(["", home.district, "上海市" + home.district, "上海市" + home.district + home.town]) + home.street()
    resident, resident_id = (person(rng), id_number(rng)) if fault == "other_resident" else (case.applicant, case.applicant_id)
    seal_name = "" if fault == "no_seal" else rng.choice([issuer, issuer + department if department else issuer])
    issued = case.day - dt.timedelta(days=rng.randint(1, 25))
    inks = rng.random()
    values = SimpleNamespace(
        address=f"{stem_}{home.room}室", address_parts=(stem_, home.room), resident=resident, resident_id=resident_id, gender="男" if int(resident_id[16]) % 2 else "女",
        issuer=issuer, department=department, seal_name=seal_name, seal_image=lambda t, r: seal(t, r, seal_name, wear=0.1 + 0.5 * inks), issued=issued,
        since=issued - dt.timedelta(days=rng.randint(30, 700)), contact=person(rng), phone=f"021-{rng.randint(5, 6)}{rng.randrange(10**7):07d}")
    paper = layout(rng, type_, values)
    return around(case, [paper], rng, rotation, type_, paper.kind, layout.__name__)
