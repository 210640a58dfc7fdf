"""Certificates of a bed in a unit's own dormitory: letters, forms and a table; there is no fixed form."""

from ornament import frame
from seals import round_seal
from typeset import HEI, KAI, SONG, Paper, cell, quote, table, title

SCHOOL_WORDS = ("学院", "大学", "学校")


def _where(f, rng) -> str:
    return rng.choice(["上海市", "上海市", ""]) + f.printed.district + f.whole()


def _unit_seal(p: Paper, f, rng, dx: float, dy: float) -> str:
    if "no_seal" in f.flags:
        return ""
    bottom = f.department if f.department and len(f.department) <= 6 and rng.random() < 0.35 else ""
    return p.seal(round_seal(rng, f.issuer, bottom), dx, dy)


def _department(p: Paper, f, before: str = "") -> str:
    return quote(before) + p.v("issuing_department", f.department) if f.department else ""


def _resident_word(f) -> str:
    return "学生" if f.issuer.endswith(SCHOOL_WORDS) else "职工"


def plain_letter(f, rng) -> Paper:
    """Heading, one paragraph, unit and department and date at the right foot."""
    p = Paper(rng, font=rng.choice(SONG), size="14pt", margin="(x: 28mm, y: 32mm)")
    p.add(
        title(rng.choice(["集体宿舍证明", "证　　明", "集体宿舍居住证明"]) if f.department else "集体宿舍证明", 22, gap="12mm"),
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 1.35em, justify: true)",
    )
    p.add(
        f"{quote('兹证明')}{p.v('resident', f.holders[0])}{quote('，身份证号码')}{p.v('resident_id_number', f.person_id)}{quote('，系我单位在职' if _resident_word(f) == '职工' else '，系我校在读')}{quote(_resident_word(f) + '，现住我单位集体宿舍，地址为')}{p.v('address', _where(f, rng))}{quote('。')}",
        "",
        quote("特此证明。"),
        "#v(30mm)",
    )
    foot = [p.v("issuer", f.issuer)] + ([_department(p, f)] if f.department else []) + [p.date("issued_on", f.issued)]
    p.add(*[f"#align(right)[{line}]\n" for line in foot], _unit_seal(p, f, rng, 98, -14))
    return p


def letterhead(f, rng) -> Paper:
    """Red heading of the unit, blanks underlined, contact line."""
    p = Paper(rng, font=SONG[0], size="13pt", margin="(x: 26mm, y: 20mm)")
    p.add(
        f'#align(center, text(size: 24pt, fill: rgb("#c3202c"), weight: "bold", tracking: 3pt)[{p.v("issuer", f.issuer)}])',
        '#v(2mm)#line(length: 100%, stroke: 1.6pt + rgb("#c3202c"))#v(10mm)',
        title("集体宿舍住宿证明", 19, gap="9mm"),
        "#set par(leading: 1.5em)",
    )
    line = lambda w, c: f"#under({w}, [{c}])"
    p.hand = rng.random() < 0.4
    p.add(
        f"{quote('公安派出所（社区事务受理服务中心）：')}",
        "",
        f"{quote('　　我单位员工')}{line('32mm', p.v('resident', f.holders[0]))}{quote('（身份证号：')}{line('66mm', p.v('resident_id_number', f.person_id))}{quote('）自')}{line('48mm', p.date('', f.issued.replace(year=f.issued.year - 1)))}{quote('起居住于本单位集体宿舍，宿舍地址：')}",
        "",
        line("150mm", p.v("address", _where(f, rng))) + quote("。"),
        "",
        quote("　　以上情况属实，如有不实，由我单位承担相应责任。"),
        "#v(24mm)",
    )
    p.hand = False
    if f.department:
        p.add(f"#align(right)[{_department(p, f, '出具部门：')}#h(14mm)]\n")
    p.add(
        f"#align(right)[{quote('（单位盖章）')}#h(20mm)]\n",
        f"#align(right)[{p.date('issued_on', f.issued, 'gap')}#h(8mm)]",
        _unit_seal(p, f, rng, 126, -12),
        f"#place(bottom + left, text(size: 9pt)[{quote('地址：' + f.printed.district + f.printed.road + f.printed.number + '号　　邮编：200000')}])",
    )
    return p


def two_column_form(f, rng) -> Paper:
    """A table of labels and values, the unit's opinion in the last row."""
    p = Paper(rng, font=SONG[1], size="12pt", margin="22mm")
    p.add(title("单位集体宿舍证明表", 20, gap="7mm"))
    label = lambda t: cell(quote(t), align="center + horizon")
    opinion = (
        quote("该同志确系本单位人员并居住在上述宿舍，情况属实。")
        + "#v(14mm)#align(right)["
        + quote("（盖章）")
        + "#h(22mm)\\ "
        + p.date("issued_on", f.issued)
        + "#h(12mm)]"
        + _unit_seal(p, f, rng, 82, -10)
    )
    head = (label("出具部门"), cell(_department(p, f), colspan=3)) if f.department else (label("联系电话"), cell(quote("021-50001234"), colspan=3))
    cells = [
        label("姓　　名"),
        p.v("resident", f.holders[0]),
        label("性　　别"),
        quote("男" if int(f.person_id[16]) % 2 else "女"),
        label("身份证号"),
        cell(p.v("resident_id_number", f.person_id), colspan=3),
        label("单位名称"),
        cell(p.v("issuer", f.issuer), colspan=3),
        *head,
        label("宿舍地址"),
        cell(p.v("address", _where(f, rng)), colspan=3),
        label("入住日期"),
        p.date("", f.issued.replace(year=f.issued.year - 1), "dash"),
        label("同住人数"),
        quote(str(rng.randrange(2, 6))),
        label("单位意见"),
        cell(opinion, colspan=3),
    ]
    p.add(table("(30mm, 1fr, 26mm, 1fr)", cells, inset="9pt", rows="(14mm, 14mm, 14mm, 14mm, 18mm, 14mm, 70mm)"))
    return p


def school_letter(f, rng) -> Paper:
    """A list of labels between two sentences, as a school's security office writes it."""
    p = Paper(rng, font=KAI[0], size="13.5pt", margin="(x: 30mm, y: 28mm)")
    p.background = frame("#27408b", 12, False) if rng.random() < 0.5 else ""
    student = _resident_word(f) == "学生"
    p.add(
        title("住宿情况证明（集体宿舍）", 20, HEI[0], gap="10mm"),
        quote("兹有下列" + ("学生系我校在籍学生，住校内集体宿舍：" if student else "人员系我单位员工，住单位集体宿舍：")),
        "#v(5mm)",
    )
    colon = rng.choice(["：", "："])
    rows = [
        ("姓名", p.v("resident", f.holders[0])),
        ("学号" if student else "工号", quote(f"{rng.randrange(10**6):07d}")),
        ("公民身份号码", p.v("resident_id_number", f.person_id)),
        ("宿舍地址", p.v("address", _where(f, rng))),
        ("入住时间", p.date("", f.issued.replace(year=f.issued.year - 1), "cn")),
    ]
    p.add(
        *[f"#grid(columns: (42mm, 1fr), [{quote(k + colon)}], [{v}])\n#v(2mm)" for k, v in rows],
        "#v(5mm)",
        quote("本证明仅供办理居住登记、居住证使用，有效期三十日。"),
        "#v(28mm)",
    )
    p.add(
        f"#align(right)[{p.v('issuer', f.issuer)}{_department(p, f, '　')}]\n",
        f"#align(right)[{p.date('issued_on', f.issued)}]",
        _unit_seal(p, f, rng, 104, 2),
    )
    return p


def ruled_sheet(f, rng) -> Paper:
    """A sheet in three blocks: the person, the dormitory, the unit, with headings across."""
    p = Paper(rng, font=HEI[0], size="10.5pt", margin="20mm")
    p.add(title("集体宿舍证明", 18, gap="2mm"), f"#align(center, text(size: 9pt)[{quote('（供办理《上海市居住证》使用）')}])", "#v(5mm)")
    head = lambda t: cell(f"#strong[{quote(t)}]", colspan=4, fill='rgb("#e6ebf2")')
    address = f.printed.district + f.street()
    prefix = "上海市"
    cells = (
        [
            head("一、居住人"),
            quote("姓名"),
            p.v("resident", f.holders[0]),
            quote("证件号码"),
            f"#text(size: 9.5pt)[{p.v('resident_id_number', f.person_id)}]",
            head("二、宿舍"),
            quote("地址"),
            cell(p.v("address", prefix + address, prefix + address + f.room_text()), colspan=3),
            quote("房间号"),
            p.v("room_part", f.room()),
            quote("床位"),
            quote(f"{rng.randrange(1, 7)}号床"),
            head("三、出具单位"),
            quote("单位名称"),
            cell(p.v("issuer", f.issuer), colspan=3),
        ]
        + ([quote("部门"), cell(_department(p, f), colspan=3)] if f.department else [])
        + [quote("联系人"), quote(rng.choice(["李老师", "王主管", "陈经理"])), quote("开具日期"), p.date("issued_on", f.issued, "dash")]
    )
    p.add(
        table("(26mm, 1fr, 26mm, 1.3fr)", cells, inset="8pt"),
        "#v(12mm)",
        f"#align(right)[{quote('单位公章')}#h(26mm)]",
        _unit_seal(p, f, rng, 132, 2),
    )
    return p


def pen_blank(f, rng) -> Paper:
    """A blank of the unit, filled by pen, half a page high."""
    p = Paper(rng, font=SONG[0], size="12pt", width=210, height=170, margin="(x: 24mm, y: 18mm)")
    p.add(title("集体宿舍证明", 20, gap="7mm"), "#set par(leading: 1.45em)")
    p.hand = True
    line = lambda w, c: f"#under({w}, [{c}])"
    p.add(
        f"{quote('　　')}{line('30mm', p.v('resident', f.holders[0]))}{quote('同志（身份证号')}{line('70mm', p.v('resident_id_number', f.person_id))}{quote('）为我单位职工，')}",
        "",
        f"{quote('现居住于')}{line('134mm', p.v('address', _where(f, rng)))}",
        "",
        quote("（我单位集体宿舍）。特此证明。"),
        "#v(9mm)",
    )
    p.hand = False
    p.add(
        f"#align(right)[{quote('单位：')}{p.v('issuer', f.issuer)}{_department(p, f, '　部门：')}]\n",
        f"#align(right)[{p.date('issued_on', f.issued)}]",
        _unit_seal(p, f, rng, 104, 2),
    )
    return p
