"""The second family's dormitory certificates: letterhead with a table, list, boxes, student, letter of introduction."""

import people
from dormitory import SCHOOL_WORDS
from seals import oval_seal, round_seal
from second_common import boxes, day, office, tick
from typeset import HEI, KAI, SONG, Paper, cell, quote, table, title


def _seal(p: Paper, f, rng, dx: float, dy: float) -> str:
    if "no_seal" in f.flags:
        return ""
    if f.department and rng.random() < 0.25:
        return p.seal(oval_seal(rng, f.issuer, f.department if len(f.department) <= 6 else ""), dx, dy)
    return p.seal(round_seal(rng, f.issuer), dx, dy)


def _department(p: Paper, f) -> str:
    return p.v("issuing_department", f.department) if f.department else ""


def letterhead_table(f, rng) -> Paper:
    """Name and address of the unit at the head; a small table inside the letter."""
    p = Paper(rng, font=HEI[rng.randrange(2)], size="11.5pt", margin="(x: 24mm, y: 18mm)")
    colour = rng.choice(["#1b4f8a", "#2c6b4f", "#333333"])
    label = lambda t: cell(quote(t), align="center + horizon", fill='rgb("#f1f1f1")')
    p.add(
        f'#text(size: 17pt, weight: "bold", fill: rgb("{colour}"))[{p.v("issuer", f.issuer)}]#linebreak()',
        f"#text(size: 8.5pt)[{quote('地址：' + office(rng) + '　电话：' + people.phone(rng))}]",
        f'#v(1mm)#line(length: 100%, stroke: 1.2pt + rgb("{colour}"))#v(8mm)',
        title("员工集体宿舍居住证明" if not f.issuer.endswith(SCHOOL_WORDS) else "集体宿舍居住证明", 17, gap="7mm"),
        quote("有关部门："),
        "",
        quote("　　下列人员居住在我单位集体宿舍，具体情况如下："),
        "#v(3mm)",
        table(
            "(34mm, 1fr)",
            [
                c
                for k, v in (
                    ("居住人员", p.v("resident", f.holders[0])),
                    ("证件号码", p.v("resident_id_number", f.person_id)),
                    ("宿舍地点", p.v("address", f.printed.district + f.whole())),
                    ("入住时间", day(p, "", f.issued.replace(year=f.issued.year - 1, day=1), "dot1")),
                )
                for c in (label(k), v)
            ],
            inset="8pt",
            stroke="0.5pt",
        ),
        "#v(4mm)",
        quote("　　我单位对以上内容的真实性负责。"),
        "#v(24mm)",
        *([f"#align(right)[{_department(p, f)}#h(10mm)]\n"] if f.department else []),
        f"#align(right)[{day(p, 'issued_on', f.issued, rng.choice(['slash', 'dot1', 'cn']))}#h(8mm)]",
        _seal(p, f, rng, 128, -12),
    )
    return p


def resident_list(f, rng) -> Paper:
    """Everybody in one room, a row each; the truth of `resident` is all names in their order, joined with 、."""
    p = Paper(rng, font=SONG[rng.randrange(2)], size="11pt", margin="22mm")
    names = [f.holders[0]]
    while len(names) < rng.choice([3, 4, 5]):
        other = people.name(rng)
        if other not in names and other != f.applicant:
            names.append(other)
    rng.shuffle(names)
    head = [cell(f"#strong[{quote(t)}]", align="center + horizon") for t in ("序号", "姓名", "性别", "工号", "证件号后四位", "入住日期")]
    rows = []
    for i, name in enumerate(names, 1):
        own = name == f.holders[0]
        number = f.person_id if own else people.id_number(rng)
        rows += [
            quote(str(i)),
            p.v("resident" if own else "", name),
            quote("男" if int(number[16]) % 2 else "女"),
            quote(f"{rng.randrange(10**5):05d}"),
            quote(number[-4:]),
            day(p, "", f.issued.replace(year=f.issued.year - 1, day=rng.randrange(1, 29)), "dot1"),
        ]
    p.fields["resident"] = "、".join(names)
    address = "上海市" + f.printed.district + f.whole()
    p.add(
        title("集体宿舍居住人员名单", 18, gap="6mm"),
        f"{quote('单位名称：')}{p.v('issuer', f.issuer)}",
        "",
        f"{quote('宿舍地址：')}{p.v('address', address)}",
        "#v(2mm)",
        table("(13mm, 1fr, 15mm, 1fr, 1.2fr, 1.2fr)", head + rows, inset="7pt", align="center + horizon"),
        "#v(3mm)",
        quote(f"以上共{len(names)}人，均居住于本单位集体宿舍，情况属实，特此证明。"),
        "#v(18mm)",
        *([f"{quote('出具部门：')}{_department(p, f)}\n"] if f.department else []),
        f"{quote('出具日期：')}{day(p, 'issued_on', f.issued, rng.choice(['dash', 'dot1', 'cn']))}#h(1fr){quote('（公章）')}#h(20mm)",
        "",
        _seal(p, f, rng, 122, -12),
    )
    return p


def tick_form(f, rng) -> Paper:
    """A form with boxes to tick and one box for each figure of the identity number."""
    p = Paper(rng, font=rng.choice([SONG[0], HEI[1]]), size="10.5pt", margin="20mm")
    style = rng.choice(["glyph", "square", "drawn"])
    label = lambda t: cell(quote(t), align="center + horizon")
    wide = lambda code: cell(code, colspan=3)
    figures = '#mark("resident_id_number")' + "".join(
        f"#box(width: 5.6mm, height: 6mm, stroke: 0.4pt, align(center + horizon)[{quote(c)}])" for c in f.person_id
    )
    p.fields["resident_id_number"] = f.person_id
    street = "上海市" + f.printed.district + f.street()
    cells = [
        label("单位全称"),
        wide(p.v("issuer", f.issuer)),
        label("居住人姓名"),
        p.v("resident", f.holders[0]),
        label("性别"),
        boxes(["男", "女"], "男" if int(f.person_id[16]) % 2 else "女", style),
        label("证件类型"),
        wide(boxes(["居民身份证", "护照", "其他"], "居民身份证", style)),
        label("证件号码"),
        wide(figures),
        label("居住方式"),
        wide(boxes(["集体宿舍", "其他"], "集体宿舍", style)),
        label("宿舍地址"),
        wide(p.v("address", street, street + f.room_text())),
        label("房　号"),
        p.v("room_part", f.room_text()),
        label("宿舍来源"),
        boxes(["自有", "租用"], rng.choice(["自有", "租用"]), style),
    ]
    if f.department:
        cells += [label("出证部门"), wide(_department(p, f))]
    cells += [
        label("填表日期"),
        day(p, "issued_on", f.issued, rng.choice(["slash1", "cn0", "dash"])),
        label("联系电话"),
        quote(people.phone(rng)),
    ]
    p.add(
        title("单位集体宿舍居住情况证明", 17, gap="2mm"),
        f"#align(center, text(size: 9pt)[{quote('（请在所选项目前的方框内打勾）')}])",
        "#v(4mm)",
        table("(26mm, 1.2fr, 24mm, 1fr)", cells, inset="7pt", rows="13mm"),
        "#v(5mm)",
        f"{tick(True, style)}{quote(' 本单位确认上述内容属实。')}",
        f"#v(18mm)#align(right)[{quote('单位盖章处')}#h(24mm)]",
        _seal(p, f, rng, 134, -2),
    )
    return p


def student(f, rng) -> Paper:
    """A school's certificate: student number, grounds, building and room apart."""
    if not f.issuer.endswith(SCHOOL_WORDS):
        f.issuer = people.school(rng)
        f.department = f.department and rng.choice(["保卫处", "人事处", "安全保卫处"])
    p = Paper(rng, font=rng.choice([KAI[0], "LXGW WenKai"]), size="13pt", margin="(x: 28mm, y: 26mm)")
    block = getattr(f.printed, "block", "")
    whole, street = f.printed.district + f.whole(), f.street()
    cut = len(street) - len(block)
    entered = f.issued.year - rng.randrange(1, 3)
    lines = [
        ("学　　生", p.v("resident", f.holders[0])),
        ("学　　号", quote(f"{entered}{rng.randrange(10**5):06d}")),
        ("身份证号", p.v("resident_id_number", f.person_id)),
        ("校区地址", p.v("address", f.printed.district + street[:cut], whole)),
        *([("宿舍楼栋", quote(street[cut:]))] if block else []),
        ("寝室号", p.v("room_part", f.room_text() if rng.random() < 0.5 else f.room())),
    ]
    form = rng.choice(["han", "cn", "gap"])
    p.add(
        title("学生住宿证明", 21, HEI[0], gap="9mm"),
        quote(f"下列学生于{entered}年9月入学，在读期间住校内学生集体宿舍。"),
        "#v(4mm)",
        *[
            f"#grid(columns: (32mm, 1fr), [{quote(k)}], box(width: 100%, stroke: (bottom: 0.4pt), inset: (bottom: 3pt))[{v}])\n#v(2mm)"
            for k, v in lines
        ],
        "#v(4mm)",
        quote("特此证明。"),
        "#v(24mm)",
        f"#align(right)[{p.v('issuer', f.issuer)}]\n",
        *([f"#align(right)[{_department(p, f)}#h(6mm)]\n"] if f.department else []),
        f"#align(right)[{day(p, 'issued_on', f.issued, form)}]",
        _seal(p, f, rng, 112, -12),
    )
    return p


def introduction(f, rng) -> Paper:
    """A letter of introduction: the unit only in the head, with its own address there; days in Chinese numerals."""
    p = Paper(rng, font=SONG[rng.randrange(3)], size="13.5pt", width=210, height=230, margin="(x: 26mm, y: 18mm)")
    where = rng.choice(["", "上海市"]) + f.printed.district + f.whole()
    p.add(
        f"#align(center, text(size: 20pt, tracking: 2pt)[{p.v('issuer', f.issuer)}])",
        f"#v(1mm)#align(center, text(size: 9.5pt)[{quote(office(rng) + '　　邮政编码 200000')}])",
        "#line(length: 100%, stroke: 0.7pt)#v(-3mm)#line(length: 100%, stroke: 0.7pt)",
        f"#align(right, text(size: 10.5pt)[{quote(f'证字第{rng.randrange(1, 400):04d}号')}])",
        f"#v(4mm){quote(f.printed.district + '公安分局人口管理部门：')}",
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 1.3em)",
        "",
        f"{quote('兹介绍我单位' + ('学生' if f.issuer.endswith(SCHOOL_WORDS) else '员工'))}{p.v('resident', f.holders[0])}{quote('同志（公民身份号码')}{p.v('resident_id_number', f.person_id)}{quote('）前来办理居住登记。该同志住在我单位安排的集体宿舍，住宿地址是')}{p.v('address', where)}{quote('，请予接洽。')}",
        "",
        quote("（有效期十五天）"),
        "#v(16mm)",
        *([f"#align(right)[{quote('经办部门：')}{_department(p, f)}]\n"] if f.department else []),
        f"#align(right)[{day(p, 'issued_on', f.issued, rng.choice(['han', 'han', 'wide']))}]",
        _seal(p, f, rng, 118, -10),
    )
    return p
