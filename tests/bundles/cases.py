"""Which cases a set has, what is wrong with each, and the facts that its papers print."""

import datetime as dt
import random
from dataclasses import replace
from types import SimpleNamespace

import homes
import papers_dormitory as dorm
import papers_lease as lease
import papers_property as prop
import persons

PROPERTY = prop.OLD + prop.NEW
KIND = {layout: kind for kind, layouts in {"property_certificate": PROPERTY, "property_register_extract": prop.REGISTER, "lease_registration": lease.LEASE, "dormitory_certificate": dorm.DORMITORY}.items() for layout in layouts}
GROUPS = [(prop.OLD, 18), (prop.NEW, 30), (prop.REGISTER, 12), (lease.LEASE, 24), (dorm.DORMITORY, 16)]
DAMAGES = ["clean", "scan", "seal", "photocopy", "photo"]

SUPPLEMENT, REVIEW, REFUSE, EITHER = ["supplement"], ["review"], ["refuse"], ["review", "supplement"]
# name: (rule, verdicts, kinds it suits: P property, R register, L lease, D dormitory)
FAULTS = {
    "other_home": ("address.mismatch", SUPPLEMENT, "PRLD", 5),
    "room_undeclared": ("address.undetermined", REVIEW, "PRL", 1),
    "usage_not_residential": ("usage.non_residential", REFUSE, "PRL", 4),
    "usage_part": ("usage.non_residential", ["refuse", "review"], "L", 1),
    "usage_mixed": ("usage.undetermined", REVIEW, "PRL", 2),
    "usage_disagrees": ("usage.undetermined", REVIEW, "PR", 2),
    "other_holder": ("holder.mismatch", SUPPLEMENT, "PRL", 4),
    "holder_unit": ("holder.is_unit", SUPPLEMENT, "PR", 2),
    "tenant_unit": ("tenant.is_unit", SUPPLEMENT, "L", 2),
    "no_kinship": ("kinship.missing", SUPPLEMENT, "PRL", 2),
    "kinship_of_others": ("kinship.missing", ["supplement", "review"], "PRL", 2),
    "lease_expired": ("lease.expired", SUPPLEMENT, "L", 2),
    "lease_future": ("lease.not_started", SUPPLEMENT, "L", 1),
    "no_seal": ("dormitory.seal_missing", SUPPLEMENT, "D", 1),
    "no_department": ("dormitory.issuer_missing", SUPPLEMENT, "D", 1),
    "other_resident": ("dormitory.resident_mismatch", SUPPLEMENT, "D", 2),
    "other_number": ("dormitory.resident_mismatch", SUPPLEMENT, "D", 1),
    "estate": ("dormitory.residential_estate", REVIEW, "D", 1),
    "wrong_kind": ("document.wrong_kind", SUPPLEMENT, "PRLD", 2),
    "no_proof": ("document.wrong_kind", SUPPLEMENT, "PL", 2),
    "only_support": ("document.missing", SUPPLEMENT, "PL", 1),
    "annex_missing": ("usage.undetermined", REVIEW, "A", 1),
    "code_mismatch": ("document.code_mismatch", EITHER, "Q", 2),
    "unit_elsewhere": ("document.number_malformed", EITHER, "N", 2),
    "dates_contradict": ("document.dates_contradict", EITHER, "L", 2),
    "child_alone": ("agent.required", SUPPLEMENT, "PL", 1),
    "agent_no_papers": ("agent.papers_missing", SUPPLEMENT, "PL", 2),
    "id_invalid": ("identity.id_number_invalid", SUPPLEMENT, "PRL", 2),
    "early": ("window.early", REFUSE, "PRL", 1),
    "too_recent": ("registration.too_recent", REFUSE, "PRL", 1),
    "registration_expired": ("registration.expired", SUPPLEMENT, "PRL", 1),
}
WITH_CODE = {prop.new_inner, prop.new_spread, prop.new_combined, prop.new_blocks, lease.notice, lease.certificate_table, lease.phone}
WITH_UNIT = {prop.new_inner, prop.new_spread, prop.new_combined, prop.new_blocks, prop.new_booklet, prop.register_list}
NON_RESIDENTIAL = [("商业用地", "办公", "办公楼"), ("其它商服用地", "办公", "公寓"), ("商务金融用地", "酒店式公寓", "酒店式公寓"), ("工业用地", "厂房", "厂房"), ("其它商服用地", "店铺", "店铺"), ("商业", "商业", "商场"), ("科研设计用地", "科研", "研发楼"), ("其它商服用地", "旅馆", "公寓"), ("工业用地", "仓储", "仓库"), ("商业用地", "公寓式办公", "公寓")]
MIXED = [("住宅", "居住、商业", "店铺"), ("商住用地", "商住", "公寓"), ("综合用地", "综合", "公寓"), ("住宅", "办公/居住", "公寓")]
DISAGREE = [("工业用地", "居住", "公寓"), ("其它商服用地", "居住", "公寓"), ("商业用地", "居住", "公寓")]


def suits(fault: str, layout) -> bool:
    where = FAULTS[fault][2]
    letter = {"property_certificate": "P", "property_register_extract": "R", "lease_registration": "L", "dormitory_certificate": "D"}[KIND[layout]]
    return letter in where or ("A" in where and layout is prop.new_annex) or ("Q" in where and layout in WITH_CODE) or ("N" in where and layout in WITH_UNIT)


def plans(seed: int, count: int, faulty: float) -> list:
    """The layout, damage and fault of each case, as evenly spread as the count allows."""
    rng = random.Random(f"bundles {seed}")
    layouts = []
    decks = {i: [] for i in range(len(GROUPS))}
    for _ in range(count):
        i = rng.choices(range(len(GROUPS)), [w for _, w in GROUPS])[0]
        if not decks[i]:
            decks[i] = rng.sample(GROUPS[i][0], len(GROUPS[i][0]))
        layouts.append(decks[i].pop())
    damages = (DAMAGES * (count // 5 + 1))[:count]
    rng.shuffle(damages)
    wrong = set(rng.sample(range(count), round(faulty * count)))
    used = {name: 0 for name in FAULTS}
    out = []
    for i, (layout, damage) in enumerate(zip(layouts, damages)):
        fault = None
        if i in wrong:
            fit = [f for f in FAULTS if suits(f, layout)]
            fault = min(fit, key=lambda f: ((used[f] + rng.random()) / FAULTS[f][3]))
            used[fault] += 1
        if fault == "no_seal" and damage == "seal":
            damage = "scan"
        form = rng.choices(["apart", "together", "spread"], [44, 40, 16])[0]
        out.append(SimpleNamespace(layout=layout, kind=KIND[layout], damage=damage, fault=fault, index=i, form=form, look=f"look {seed} {i}"))
    return out


def _months(day: dt.date, n: int) -> dt.date:
    y, m = divmod(day.month - 1 + n, 12)
    return dt.date(day.year + y, m + 1, min(day.day, 28))


def build(seed: int, plan):
    """The facts of one case and its application."""
    rng = random.Random(f"bundles {seed} {plan.index}")
    fault, kind = plan.fault, plan.kind
    f = SimpleNamespace(fault=fault)
    f.today = dt.date(2026, 1, 5) + dt.timedelta(days=rng.randrange(0, 300))
    f.seal_missing = f.annex_missing = f.part_apart = False
    f.part_let, f.months_said, f.code_text = "", "", ""
    f.basis = {"lease_registration": "leased", "dormitory_certificate": "dormitory"}.get(kind, "owned")
    # Who
    role = "adult"
    if kind in ("property_certificate", "lease_registration", "property_register_extract"):
        roll = rng.random()
        role = "child" if fault == "child_alone" or roll < 0.07 else "old" if roll < 0.14 else "disabled" if roll < 0.17 else "adult"
        if fault == "agent_no_papers":
            role = rng.choice(["child", "old"])
        elif fault and fault != "child_alone" and roll >= 0.05:
            role = "adult"
        if fault in ("no_kinship", "kinship_of_others", "early", "too_recent", "registration_expired") and role != "adult":
            role = "adult"
    ages = {"adult": (23, 58), "old": (66, 84), "child": (2, 14), "disabled": (25, 60)}
    f.applicant = a = persons.person(rng, f.today, ages[role])
    f.relation = "self"
    if f.basis != "dormitory":
        if role == "child":
            f.relation = "parent"
        elif role == "adult" and (fault in ("no_kinship", "kinship_of_others") or fault not in ("holder_unit", "tenant_unit") and rng.random() < 0.27):
            f.relation = rng.choice(["spouse", "spouse", "parent", "child", "sibling", "grandparent"])
    holder = a
    if f.relation != "self":
        years = (f.today - a.born).days / 365
        low, high = {"spouse": (-4, 4), "parent": (22, 32), "child": (-26, -21), "sibling": (-7, 7), "grandparent": (46, 56)}[f.relation]
        if f.relation == "child" and years < 44:
            f.relation, low, high = "sibling", -7, 7
        age = max(20, min(90, years + rng.uniform(low, high)))
        same = f.relation in ("sibling", "grandparent") or f.relation == "parent" and rng.random() < 0.6
        sex = {"男": "女", "女": "男"}[a.sex] if f.relation == "spouse" else "男" if same else None
        surname = a.name[: 2 if a.name[:2] in persons.DOUBLE else 1] if same else None
        holder = persons.person(rng, f.today, (age - 0.5, age - 0.5), sex, surname, a.province)
    f.holder = holder
    f.back = {"parent": "child", "child": "parent", "spouse": "spouse", "sibling": "sibling", "grandparent": "grandchild"}.get(f.relation, "")
    f.kin = (a, holder)
    f.other_parent = persons.person(rng, f.today, (35, 48), {"男": "女", "女": "男"}[holder.sex])
    f.agent, f.agent_relation = None, ""
    if role == "child" and fault != "child_alone":
        f.agent, f.agent_relation = holder, "guardian"
    elif role in ("old", "disabled"):
        f.agent, f.agent_relation = persons.person(rng, f.today, (28, 55)), "relative"
    f.role = role
    # The home
    dormitory = f.basis == "dormitory"
    f.home = printed = homes.works_home(rng) if dormitory else homes.home(rng)
    if dormitory and fault == "estate":
        f.home = printed = homes.home(rng, "lane")
    f.steps = ""
    declared = homes.declared_text(rng, f.home)
    address_rule = None
    if fault == "other_home":
        if rng.random() < 0.5:
            printed, f.steps = homes.other_home(rng, f.home)
        else:
            other, f.steps = homes.other_home(rng, f.home)
            declared = homes.declared_text(rng, other)
        if f.steps == "district":
            address_rule = "address.undetermined"
            if not any(d in declared for d in homes.DISTRICTS):
                declared = f"上海市{printed.district if declared else ''}" + declared.removeprefix("上海市").removeprefix("上海")
                other_district = rng.choice([d for d in homes.DISTRICTS if d != printed.district and printed.road not in homes.ROADS[d]])
                declared = declared.replace(printed.district, other_district)
    if fault == "room_undeclared":
        declared = declared.rstrip() if not f.home.unit else f"上海市{f.home.district}{f.home.site}"
    f.home = printed
    f.district, f.town = printed.district, homes.ROADS[printed.district]["town"]
    f.site = homes.site_text(rng, printed)
    if f.steps == "district" and printed.district not in f.site:
        f.site = printed.district + printed.site
    f.inside = homes.inside_text(rng, printed)
    f.site_line = f.site + homes.inside_text(rng, printed, bare=False)
    # What the register knows
    code, letter = homes.DISTRICTS[printed.district]
    f.built = rng.randrange(1996, 2019)
    f.registered = dt.date(rng.randrange(2009, 2016), rng.randrange(1, 13), rng.randrange(1, 28)) if plan.layout in prop.OLD else dt.date(rng.randrange(max(2017, f.built + 1), 2026), rng.randrange(1, 13), rng.randrange(1, 28))
    if plan.layout in prop.OLD:
        f.built = min(f.built, f.registered.year - 1)
    six = f"{rng.randrange(1, 130000):06d}"
    f.old_number = f"沪房地{letter}字({f.registered.year})第{six}号"
    f.new_number = f"沪（{f.registered.year}）{letter}字不动产权第{six}号"
    f.new_number_printed = f.new_number.replace("字", "字 ") if rng.random() < 0.4 else f.new_number
    f.short_number = f"{letter}{f.registered.year}{six}"
    unit_code = code
    if fault == "unit_elsewhere":
        unit_code = rng.choice([c for c, _ in homes.DISTRICTS.values() if c != code])
    f.unit_number = f"{unit_code}{rng.randrange(1, 30):03d}{rng.randrange(1, 20):03d}GB{rng.randrange(1, 900):05d}F{rng.randrange(1, 30):04d}{rng.randrange(1, 400):04d}"
    f.serial = f"{rng.randrange(10**8, 10**9)}"
    f.block, f.lot = rng.randrange(2, 600), f"{rng.randrange(1, 30)}/{rng.randrange(1, 9)}"
    f.area, f.land_area = f"{rng.uniform(31, 168):.2f}", f"{rng.uniform(3000, 99000):.2f}"
    f.floors = rng.choice([6, 6, 11, 18, 24, 30]) if not printed.floor else max(int(printed.floor), rng.choice([6, 11, 18, 28]))
    f.term_from = dt.date(max(1992, f.built - 4), rng.randrange(1, 13), rng.randrange(1, 28))
    f.term_to = f.term_from.replace(year=f.term_from.year + 70) - dt.timedelta(days=1)
    f.front, f.plan = rng.random() < (0.8 if plan.form == "spread" else 0.3), rng.random() < 0.3
    f.land_usage, f.usage, f.building_type = rng.choice([("住宅", "居住", "公寓"), ("住宅", "居住", "公寓"), ("住宅用地", "居住", "公寓"), ("城镇住宅用地", "居住", "新工房"), ("住宅", "居住", "联列住宅"), ("城镇住宅用地", "住宅", "公寓"), ("住宅", "居住", "花园住宅")])
    f.lease_usage, f.usage_class = rng.choice(["居住", "居住", "居住用房", "住宅"]), "residential"
    if fault == "usage_not_residential":
        (f.land_usage, f.usage, f.building_type), f.usage_class = rng.choice(NON_RESIDENTIAL), "non_residential"
        f.lease_usage = rng.choice(["办公", "商业", "非居住", "仓储", "生产经营"])
    if fault == "usage_mixed":
        (f.land_usage, f.usage, f.building_type), f.usage_class = rng.choice(MIXED), "mixed"
        f.lease_usage = rng.choice(["居住兼办公", "商住", "居住/办公"])
    if fault == "usage_disagrees":
        (f.land_usage, f.usage, f.building_type), f.usage_class = rng.choice(DISAGREE), None
    f.annex_missing = fault == "annex_missing"
    if f.annex_missing:
        f.front = f.plan = False
    # Names on the paper
    name = holder.name
    if fault == "other_holder":
        name = persons.near_name(rng, name)
    f.holders, f.co_ownership = [name], "单独所有"
    if rng.random() < 0.3:
        mate = persons.person(rng, f.today, (30, 60)).name
        f.holders = [name, mate] if rng.random() < 0.6 else [mate, name]
        f.co_ownership = rng.choice(["共同共有", "按份共有"])
    f.company = persons.company(rng)
    if plan.layout is dorm.school:
        f.company = rng.choice(persons.SCHOOLS)
    if fault == "holder_unit":
        f.holders, f.co_ownership = [f.company], "单独所有"
    f.boss = persons.person(rng, f.today, (38, 60))
    f.credit_code = persons.credit_code(rng)
    # Lease
    f.tenant = f.company if fault == "tenant_unit" else name
    f.landlord = persons.company(rng) if rng.random() < 0.3 or plan.layout is lease.slip else persons.person(rng, f.today, (35, 70)).name
    length = rng.choice([12, 12, 12, 24, 18, 36])
    f.lease_start = f.today - dt.timedelta(days=rng.randrange(12, length * 30 - 40))
    f.lease_end = _months(f.lease_start, length) - dt.timedelta(days=1)
    if f.lease_end <= f.today:
        f.lease_end = f.today + dt.timedelta(days=60)
    if fault == "lease_expired":
        f.lease_end = f.today - dt.timedelta(days=rng.choice([1, 2, 5, 9, 28, 70, 365]))
        f.lease_start = _months(f.lease_end, -12) + dt.timedelta(days=1)
    if fault == "lease_future":
        f.lease_start = f.today + dt.timedelta(days=rng.choice([1, 3, 8, 20]))
        f.lease_end = _months(f.lease_start, 12) - dt.timedelta(days=1)
    f.filed = min(f.lease_start + dt.timedelta(days=rng.randrange(-6, 20)), f.today)
    f.over_three = False
    if fault == "dates_contradict":
        if rng.random() < 0.4:
            f.over_three, f.lease_start, f.lease_end = True, f.today - dt.timedelta(days=200), _months(f.today, 12 * rng.choice([4, 5, 9]))
            f.filed = f.lease_start + dt.timedelta(days=4)
        else:
            # The end stands where the beginning belongs.
            f.months_said, f.lease_start, f.lease_end = "12个月", f.lease_end, f.lease_start
    f.rent = rng.randrange(26, 98) * 100
    f.office = rng.choice([f"{f.district}房屋管理局", f"{f.district}住房租赁服务中心", f"上海市{f.district}房屋租赁管理中心"])
    f.filing_number = rng.choice([f"沪{letter}租备{f.filed.year}{rng.randrange(10**6, 10**7)}", f"{code}{f.filed:%Y%m%d}{rng.randrange(10**4, 10**5)}", f"沪租备（{f.filed.year}）{letter}字第{rng.randrange(10**5, 10**6)}号"])
    f.part_apart = not f.part_let and rng.random() < 0.35
    if fault == "usage_part":
        f.part_apart, f.part_let = False, rng.choice(["地下储藏室", "地下室", "车库", "厨房", "阳台"])
        f.usage_class = None
    # Dormitory
    f.resident, f.resident_number = a.name, a.number
    if fault == "other_resident":
        if rng.random() < 0.5:
            f.resident = persons.near_name(rng, a.name)
        else:
            f.resident, f.resident_number = (lambda o: (o.name, o.number))(persons.person(rng, f.today))
    if fault == "other_number":
        f.resident_number = persons.person(rng, f.today, (23, 50), a.sex, province=a.province).number
    f.department = rng.choice(["人事部", "人力资源部", "保卫科", "保卫处", "人事行政部"]) if plan.layout is not dorm.school else rng.choice(["保卫处", "人事处"])
    if fault == "no_department":
        f.department = ""
    f.seal_missing = fault == "no_seal"
    f.dorm_issued = f.today - dt.timedelta(days=rng.randrange(1, 25))
    f.moved_in = f.dorm_issued - dt.timedelta(days=rng.randrange(30, 600))
    f.roll = [(f.resident, f.resident_number, f.inside)]
    for _ in range(rng.randrange(2, 9)):
        o = persons.person(rng, f.today)
        f.roll.append((o.name, o.number, homes.works_home(rng).room))
    rng.shuffle(f.roll)
    f.signed = f.today - dt.timedelta(days=rng.randrange(0, 12))
    if fault == "kinship_of_others":
        other = persons.person(rng, f.today, (25, 60))
        f.kin = (other, persons.person(rng, f.today, (25, 60), province=other.province)) if rng.random() < 0.5 else (a, other)
    # A code on the paper agrees with its print, but for one fault
    if plan.layout in WITH_CODE and (fault == "code_mismatch" or rng.random() < 0.55):
        shown, usage = homes.join(printed.site, printed.inside), f.lease_usage if kind == "lease_registration" else f.usage
        number = f.filing_number if kind == "lease_registration" else f.new_number
        if fault == "code_mismatch":
            if rng.random() < 0.6:
                other = replace(printed, number=homes._digit(rng, printed.number))
                shown = homes.join(other.site, other.inside)
            else:
                usage = "办公"
        f.code_text = rng.choice([f"{number};{printed.district}{shown};{usage}", f"证号：{number}\n坐落：{printed.district}{shown}\n用途：{usage}"])
    rules = [address_rule or FAULTS[fault][0]] if fault else []
    verdicts = list(REVIEW if address_rule else FAULTS[fault][1]) if fault else ["accept"]
    if fault == "annex_missing":
        rules.append("address.undetermined")
    return rng, f, _application(rng, seed, plan, f, declared), rules, verdicts


def _application(rng, seed, plan, f, declared) -> dict:
    fault = f.fault
    service = rng.choice(["registration"] * 5 + ["address_change", "address_change", "permit", "permit", "endorsement"])
    if fault in ("early", "too_recent", "registration_expired"):
        service = {"early": "endorsement", "too_recent": "permit", "registration_expired": "permit"}[fault]
    elif f.role == "child" and service == "endorsement":
        service = "registration"
    number = persons.wrong_number(rng, f.applicant.number) if fault == "id_invalid" else f.applicant.number
    out = {"id": f"UB-{seed}-{plan.index:04d}", "service": service, "channel": rng.choice(["online", "online", "batch"]), "submitted_on": f.today.isoformat(), "applicant": {"name": f.applicant.name, "id_number": number}}
    if f.role == "disabled":
        out["applicant"]["disabled"] = True
    if f.agent:
        out["agent"] = {"name": f.agent.name, "id_number": f.agent.number, "relation": f.agent_relation}
    basis = f.basis
    if fault == "wrong_kind":
        basis = {"owned": rng.choice(["leased", "dormitory"]), "leased": rng.choice(["owned", "dormitory"]), "dormitory": rng.choice(["owned", "leased"])}[basis]
    out["residence"] = {"address": declared, "basis": basis}
    if basis != "dormitory":
        out["residence"] |= {"holder_name": f.holder.name, "holder_relation": f.relation}
    if service != "registration":
        days = {"too_recent": rng.choice([40, 120, 160, 176]), "registration_expired": rng.choice([370, 400, 520])}.get(fault, rng.randrange(200, 340))
        elsewhere = homes.home(rng)
        out |= {"registered_address": elsewhere.full, "registered_on": (f.today - dt.timedelta(days=days)).isoformat()}
    if service == "endorsement":
        ahead = rng.choice([31, 33, 45, 90]) if fault == "early" else rng.randrange(3, 28)
        out["permit_expires_on"] = (f.today + dt.timedelta(days=ahead)).isoformat()
    return out
