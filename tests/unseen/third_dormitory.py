"""The 集体宿舍证明 as letters, forms and tables that units and schools make themselves."""

import random

import people
import third_page as t

UNDER = ["仅供办理居住证使用", "仅限居住登记使用"]


def _before(rng: random.Random, f) -> str:
    return rng.choice(["上海市" + f.printed.district] * 4 + [f.printed.district])


def _address(sheet, f, rng: random.Random) -> str:
    return sheet.v("address", f.whole(_before(rng, f)))


def _we(f) -> str:
    return "我校" if f.issuer in people.SCHOOLS else "我院" if "院" in f.issuer[-3:] else "我公司"


def _school(f, rng: random.Random) -> None:
    """The paper is a school's own: a unit is exchanged for one, with the office that writes such papers there."""
    if f.issuer not in people.SCHOOLS:
        f.issuer = people.school(rng)
    if f.department:
        f.department = rng.choice(["保卫处", "保卫处", "人事处"])


def _department(sheet, f) -> str:
    return sheet.v("issuing_department", f.department) if f.department else ""


def _seal(sheet, f, rng: random.Random, style: str, size: float = 40) -> str:
    """The unit's seal, or its department's; nothing where the fault is that there is none."""
    if "no_seal" in f.flags:
        return ""
    below = ""
    if f.department and rng.random() < 0.35:
        below = f.department if rng.random() < 0.5 else "人事专用章" if "人" in f.department else "保卫专用章"
    return sheet.seal(t.round_seal(rng, f.issuer, below, size), f.issuer, style)


def _sex(f) -> str:
    return "男女"[people.is_woman(f.person_id)]


def _job(f, rng: random.Random) -> str:
    if f.issuer in people.SCHOOLS:
        return rng.choice(["讲师", "实验员", "辅导员", "后勤管理员"])
    return "护士" if "院" in f.issuer[-3:] else rng.choice(["操作工", "技术员", "仓库管理员", "质检员", "销售主管", "维修工"])


def dorm_company_letter(f, rng: random.Random) -> t.Sheet:
    """Personnel's letter under the firm's head."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG + t.FANG + t.HEI[:1]), rng.choice([13, 14]))
    color = rng.choice(["#111", "#c3161c", "#1f4e9a"])
    sheet.css = "p{text-indent:2em;line-height:2.1}"
    name = sheet.v("resident", f.holders[0])
    since = f"{f.today.year - rng.randrange(0, 3)}年{rng.randrange(1, 6)}月"
    title = rng.choice(["集体宿舍证明", "集体宿舍居住证明", "员工集体宿舍证明"])
    text = rng.choice(
        [
            f"兹证明{name}（身份证号：{sheet.v('resident_id_number', f.person_id)}）系{_we(f)}职工，自{since}起居住在{_we(f)}集体宿舍，地址：{_address(sheet, f, rng)}。",
            f"兹有{_we(f)}员工{name}，{_sex(f)}，身份证号码{sheet.v('resident_id_number', f.person_id)}，任{_job(f, rng)}一职，现居住于{_we(f)}集体宿舍，具体地址为{_address(sheet, f, rng)}，该宿舍由{_we(f)}统一管理。",
        ]
    )
    contact = f"联系人：{people.name(rng)}　　联系电话：{people.phone(rng)}"
    body = (
        f'<div class="c" style="color:{color};font-size:20pt;font-weight:600;letter-spacing:.06em">{f.issuer}</div>'
        f'<div style="border-top:.8mm solid {color};border-bottom:.2mm solid {color};height:1.4mm;margin:3mm 0 16mm">'
        "</div>"
        f'<div class="c" style="font-size:21pt;letter-spacing:.25em;margin-bottom:12mm">{title}</div><p>{text}</p>'
        f"<p>{rng.choice(['以上情况属实，如有不实，本单位愿承担相应责任。', '本证明仅用于办理居住登记及居住证。'])}</p><p>特此证明。</p>"
        f'<div style="position:relative;margin:16mm 6mm 0 0;text-align:right;line-height:1.9">{sheet.v("issuer", f.issuer)}{"（盖章）" if rng.random() < 0.5 else ""}<br>{_department(sheet, f) + "<br>" if f.department else ""}{sheet.day("issued_on", f.issued)}{_seal(sheet, f, rng, "right:10mm;top:-8mm")}</div>'
        f'<div style="margin-top:16mm;font-size:11pt">{contact}</div>'
    )
    sheet.page(body, "24mm 27mm", t.maybe_under(rng, UNDER, [], 0.2))
    return sheet


def dorm_school_letter(f, rng: random.Random) -> t.Sheet:
    """A school's short letter to the police station."""
    _school(f, rng)
    sheet = t.Sheet(210, 297, rng.choice(t.FANG + t.KAI[:1]), 16)
    sheet.css = "p{text-indent:2em;line-height:2}"
    who = rng.choice(
        [
            f"系我校{rng.randrange(2022, 2026)}级学生，学号{rng.randrange(2022, 2026)}{rng.randrange(10**5):05d}",
            f"系我校在职教职工，现任{_job(f, rng)}",
            "系我校在校学生",
        ]
    )
    department = f"{sheet.v('issuing_department', f.department)}" if f.department else ""
    body = (
        f'<div class="c" style="font-size:24pt;letter-spacing:.5em;font-family:{t.SONG[0]};font-weight:600;margin-bottom:14mm">{rng.choice(["证明", "集体宿舍证明"])}</div>'
        f"<div>{rng.choice(['派出所：', '社区事务受理服务中心：'])}</div>"
        f"<p>兹证明{sheet.v('resident', f.holders[0])}同志（身份证号码：{sheet.v('resident_id_number', f.person_id)}），{who}，居住在我校集体宿舍：{_address(sheet, f, rng)}。</p><p>特此证明。</p>"
        f'<div style="position:relative;margin:26mm 4mm 0 0;text-align:right">{sheet.v("issuer", f.issuer)}{department}<br>{sheet.day("issued_on", f.issued)}{_seal(sheet, f, rng, "right:14mm;top:-14mm", 42)}</div>'
    )
    sheet.page(body, "34mm 28mm", t.maybe_under(rng, UNDER, [], 0.15))
    return sheet


def _form(rows: list, spread: bool = False) -> str:
    """Rows of label and value, one or two pairs each."""
    out = ""
    for row in rows:
        wide = 3 if len(row) == 1 else 1
        out += (
            "<tr>"
            + "".join(f'<td class="l{" spread" if spread else ""}">{label}</td><td colspan="{wide}">{value}</td>' for label, value in row)
            + "</tr>"
        )
    return f"<table>{out}</table>"


def dorm_university_form(f, rng: random.Random) -> t.Sheet:
    """A university's form: who, where, a promise, and the office's opinion at the foot."""
    _school(f, rng)
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 12)
    sheet.css = (
        f".l{{width:30mm;text-align:center}}td{{height:12mm}}.v{{font-family:{rng.choice(t.KAI + t.SONG[:1])}}}.big{{height:46mm;vertical-align:top}}"
    )
    opinion = f"{f.department}意见" if f.department else "学校意见"
    rows = [
        [("姓名", sheet.v("resident", f.holders[0])), ("性别", _sex(f))],
        [("身份证号", sheet.v("resident_id_number", f.person_id))],
        [("学号/工号", f"{rng.randrange(2019, 2026)}{rng.randrange(10**5):05d}"), ("联系电话", people.phone(rng))],
        [
            ("所在学院", rng.choice(["机械与动力学院", "经济管理学院", "外国语学院", "信息工程学院"])),
            ("类别", rng.choice(["☑学生　□教职工", "□学生　☑教职工"])),
        ],
        [("宿舍地址", _address(sheet, f, rng))],
        [("办理事项", rng.choice(["居住登记", "居住证申领", "居住登记、居住证"]))],
    ]
    signed = (
        f"{sheet.v('issuer', f.issuer)}{_department(sheet, f)}"
        if rng.random() < 0.5
        else f"{sheet.v('issuer', f.issuer)}" + (f"<br>{_department(sheet, f)}" if f.department else "")
    )
    body = (
        f'<div class="c" style="font-size:20pt;margin-bottom:2mm">{f.issuer}</div><div class="c" style="font-size:17pt;letter-spacing:.2em;margin-bottom:7mm">集体宿舍居住证明</div>{_form(rows, rng.random() < 0.4)}'
        f'<table style="margin-top:-.3mm"><tr><td class="l">本人承诺</td><td style="height:22mm">以上所填内容真实有效，如有虚假，本人承担一切责任。<div class="r">承诺人：{f.holders[0]}</div>'
        "</td></tr>"
        f'<tr><td class="l">{opinion}</td><td class="big">经核实，该同志确系我校集体宿舍住宿人员，情况属实。<div style="position:relative;text-align:right;margin:9mm 8mm 0 0">{signed}<br>{sheet.day("issued_on", f.issued)}{_seal(sheet, f, rng, "right:10mm;top:-12mm", 40)}</div>'
        "</td></tr></table>"
    )
    sheet.page(body, "22mm 20mm", t.maybe_under(rng, UNDER, [], 0.15))
    return sheet


def dorm_unit_form(f, rng: random.Random) -> t.Sheet:
    """A unit's form with the dormitory's keeper and the responsible office."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG + t.HEI[:2]), 11.5)
    sheet.css = f".l{{width:32mm;background:{rng.choice(['#fff', '#efefef', '#fff'])}}}td{{height:{rng.choice([12, 13.5])}mm}}.v{{font-family:{rng.choice([sheet.face, *t.KAI[:2]])}}}"
    rows = [
        [("单位名称", sheet.v("issuer", f.issuer))],
        [("住宿人员姓名" if rng.random() < 0.5 else "姓名", sheet.v("resident", f.holders[0])), ("性别", _sex(f))],
        [("身份证号码", sheet.v("resident_id_number", f.person_id))],
        [("岗位", _job(f, rng)), ("入住时间", f"{f.today.year - rng.randrange(0, 2)}年{rng.randrange(1, 7)}月")],
        [("集体宿舍地址", _address(sheet, f, rng))],
        [("宿舍性质", rng.choice(["单位自有", "单位租用", "园区配套"])), ("每间人数", f"{rng.choice([2, 4, 4, 6])}人")],
        [("宿舍管理员", people.name(rng)), ("联系电话", people.phone(rng))],
    ]
    if f.department:
        rows.append([("出具部门", _department(sheet, f)), ("经办人", people.name(rng))])
    body = (
        f'<div class="c" style="font-size:20pt;letter-spacing:.15em;font-weight:600;margin-bottom:8mm">{rng.choice(["单位集体宿舍证明", "集体宿舍证明"])}</div>{_form(rows)}'
        f'<p style="margin-top:7mm;text-indent:2em">上述人员现居住在我单位集体宿舍，情况属实，特此证明。</p>'
        f'<div style="position:relative;margin:16mm 0 0 98mm;line-height:2">单位（盖章）：<br>日期：{sheet.day("issued_on", f.issued)}{_seal(sheet, f, rng, "left:14mm;top:-14mm")}</div>'
    )
    sheet.page(body, "24mm 22mm", t.maybe_under(rng, UNDER, [], 0.2))
    return sheet


def dorm_list(f, rng: random.Random) -> t.Sheet:
    """A letter with a list of who shares the room."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG + t.FANG), 12.5)
    sheet.css = "p{text-indent:2em;line-height:1.9}td,th{text-align:center;height:10mm}"
    names = [f.holders[0], *(people.name(rng) for _ in range(rng.choice([0, 1, 2, 3])))]
    rng.shuffle(names)
    alone = len(names) == 1
    rows = ""
    for i, name in enumerate(names):
        number = sheet.v("resident_id_number", f.person_id) if alone else f"{rng.randrange(1000, 99999):05d}"
        rows += f"<tr><td>{i + 1}</td><td>{sheet.show('resident', name)}</td><td>{number}</td><td>{rng.choice(['男', '女']) if not alone else _sex(f)}</td><td>{f.today.year - rng.randrange(1, 4)}-{rng.randrange(1, 13):02d}</td></tr>"
    sheet.fields["resident"] = "、".join(names)
    body = (
        f'<div class="c" style="font-size:21pt;letter-spacing:.2em;margin-bottom:10mm">集体宿舍证明</div><p>下列{"人员" if alone else f"{len(names)}名人员"}系{_we(f)}职工，居住在{_we(f)}集体宿舍，宿舍地址：{_address(sheet, f, rng)}，名单如下：</p>'
        f'<table style="margin:6mm 0"><tr><th style="width:14mm">序号</th><th>姓名</th><th>{"身份证号码" if alone else "工号"}</th>'
        f'<th style="width:16mm">性别</th><th>入住年月</th></tr>{rows}</table><p>特此证明。</p>'
        f'<div style="position:relative;margin:20mm 8mm 0 0;text-align:right;line-height:1.9">{sheet.v("issuer", f.issuer)}<br>{_department(sheet, f) + "<br>" if f.department else ""}{sheet.day("issued_on", f.issued)}{_seal(sheet, f, rng, "right:12mm;top:-9mm")}</div>'
    )
    sheet.page(body, "28mm 24mm", t.maybe_under(rng, UNDER, [], 0.15))
    return sheet


def dorm_table(f, rng: random.Random) -> t.Sheet:
    """One table that holds everything, the sentence and the signature with it."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG + t.HEI[:1]), 12)
    sheet.css = f".l{{width:34mm;text-align:center}}td{{height:{rng.choice([11, 13])}mm}}.v{{font-family:{rng.choice([sheet.face, *t.KAI])}}}"
    place = _before(rng, f)
    apart = rng.random() < 0.5
    address = sheet.v("address", place + f.street(), f.whole(place)) if apart else sheet.v("address", f.whole(place))
    rows = [
        [("居住人", sheet.v("resident", f.holders[0])), ("证件类型", "居民身份证")],
        [("证件号码", sheet.v("resident_id_number", f.person_id))],
        [("工作单位" if f.issuer not in people.SCHOOLS else "所在学校", f.issuer)],
        [("宿舍地址", address)],
    ]
    if apart:
        rows.append([("房间号", sheet.v("room_part", f.room_text() if rng.random() < 0.5 else f.room())), ("床位", rng.choice("ABCD1234") + "床")])
    rows.append([("居住期限", f"{t.day_text(f.issued.replace(year=f.issued.year - 1, day=1))}起至今"), ("宿舍电话", people.phone(rng))])
    last = (
        f'<table style="margin-top:-.3mm"><tr><td style="height:62mm;vertical-align:top;line-height:1.9">　　兹证明上述人员居住在{_we(f)}集体宿舍，以上信息真实有效。'
        f'<div style="position:relative;margin:10mm 0 0 78mm">出具单位：{sheet.v("issuer", f.issuer)}<br>{"出具部门：" + _department(sheet, f) + "<br>" if f.department else ""}出具日期：{sheet.day("issued_on", f.issued, rng.choice(["{0}年{1}月{2}日", "{0}年{1:02d}月{2:02d}日", "{0}.{1}.{2}"]))}{_seal(sheet, f, rng, "left:24mm;top:-4mm")}</div>'
        "</td></tr></table>"
    )
    sheet.page(
        f'<div class="c" style="font-size:20pt;margin-bottom:7mm;font-weight:600">集体宿舍居住证明表</div>{_form(rows, rng.random() < 0.3)}{last}',
        "26mm 21mm",
        t.maybe_under(rng, UNDER, [], 0.2),
    )
    return sheet


LAYOUTS = [dorm_company_letter, dorm_school_letter, dorm_university_form, dorm_unit_form, dorm_list, dorm_table]
