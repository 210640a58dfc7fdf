"""上海市房地产权证, the green book issued until 2016, and its older printings."""

from ornament import frame, guilloche, watermark
from seals import round_seal
from typeset import HEI, KAI, SONG, Paper, cell, quote, spread, table, title


def _seal(f, rng):
    return round_seal(rng, f"上海市{f.printed.district}房地产登记处", "登记专用章", 40)


def _street(f, rng) -> str:
    return rng.choice([f.printed.district, f.printed.district, "", "上海市" + f.printed.district]) + f.street()


def _spaced_number(p: Paper, f) -> str:
    """沪 房 地 徐 字 (2014) 第 001234 号, with the gaps of the printed blank."""
    head, rest = f.certificate[:3], f.certificate[3:]
    shown = " ".join(head) + f" {rest[0]} 字 {rest[2:8]} 第 {rest[9:-1]} 号"
    return p.v("certificate_number", shown, f.certificate)


def _side(text: str, rows: int) -> str:
    return cell("#linebreak()".join(quote(c) for c in text), rowspan=rows, align="center + horizon")


def _term(rng) -> str:
    year = rng.randrange(1993, 2013)
    return f"{year}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日至{year + 70}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日止"


def green_book(f, rng) -> Paper:
    """The usual page: vertical side headers, 用途 twice."""
    p = Paper(rng, font=rng.choice(SONG), size="10.5pt", width=185, height=258, margin="(x: 15mm, top: 18mm, bottom: 10mm)")
    p.background = guilloche(rng, 185, 258)
    street = _street(f, rng)
    wide = lambda code: cell(code, colspan=4)
    name = lambda t: cell(quote(t), colspan=2, align="center + horizon")
    land = [
        _side("土地状况", 5),
        quote("用　途"),
        wide(p.v("land_usage", f.land_usage)),
        quote("宗地号"),
        wide(quote(f.lot())),
        quote("宗地(丘)面积"),
        wide(quote(str(rng.randrange(2000, 99000)))),
        quote("使用权面积"),
        quote("独用"),
        quote(""),
        quote("分摊"),
        quote(""),
        quote("使用期限"),
        wide(quote(_term(rng))),
    ]
    house = [
        _side("房屋状况", 5),
        quote("室号或部位"),
        wide(p.v("room_part", f.room())),
        quote("建筑面积"),
        wide(p.v("area", f.area)),
        quote("建筑类型"),
        wide(p.v("building_type", f.building_type)),
        quote("用　途"),
        wide(p.usage(f.usage, f.usage_class)),
        quote("总层数"),
        quote(str(rng.randrange(5, 30))),
        quote(""),
        quote("竣工日期"),
        quote(f"{rng.randrange(1988, 2012)}年"),
    ]
    head = [
        name("权　利　人"),
        wide(p.v("holder", f.holder_text())),
        name("房地坐落"),
        wide(p.v("address", street, street + f.room_text())),
        name("权 属 性 质"),
        wide(quote("国有建设用地使用权")),
        name("使用权取得方式"),
        wide(quote(rng.choice(["出让", "划拨", "转让"]))),
    ]
    foot = [name("登　记　日"), cell(p.date("issued_on", f.issued), colspan=2), quote("填证单位"), quote(f.printed.district)]
    p.add(
        f"#align(center, text(size: 12pt)[{_spaced_number(p, f)}])\n#v(4mm)",
        table("(9mm, 27mm, 1fr, 1fr, 1fr, 1fr)", head + land + house + foot, inset="5.5pt", rows="13mm", stroke='0.7pt + rgb("#2f5a3c")'),
        p.seal(_seal(f, rng), 128, -16),
    )
    return p


def green_spread(f, rng) -> Paper:
    """The open book: owner and land on the left page, the house on the right one."""
    p = Paper(rng, font=SONG[1], size="11.5pt", width=360, height=252, margin="(x: 20mm, y: 20mm)")
    p.background = guilloche(rng, 360, 252) + frame("#3f7a52", 6)
    colon = rng.choice(["：", ""])
    labels = [("房 地 坐 落" if rng.random() < 0.5 else "房地坐落") + colon, "权 利 人" + colon]
    street = _street(f, rng)
    left = [
        labels[1],
        p.v("holder", f.holder_text()),
        "共 有 情 况" + colon,
        p.v("co_ownership", f.co_ownership),
        labels[0],
        p.v("address", street, street + f.room_text()),
        "权 属 性 质" + colon,
        quote("国有建设用地使用权"),
        "土 地 用 途" + colon,
        p.v("land_usage", f.land_usage),
        "宗 地 号" + colon,
        quote(f.lot()),
        "使 用 期 限" + colon,
        quote(_term(rng)),
    ]
    right = [
        "室号或部位" + colon,
        p.v("room_part", f.room()),
        "建 筑 面 积" + colon,
        p.v("area", f"{f.area}平方米"),
        "房 屋 类 型" + colon,
        p.v("building_type", f.building_type),
        "房 屋 用 途" + colon,
        p.usage(f.usage, f.usage_class),
        "总 层 数" + colon,
        quote(str(rng.randrange(4, 30))),
        "竣 工 日 期" + colon,
        quote(f"{rng.randrange(1985, 2012)}年"),
        "登 记 日" + colon,
        p.date("issued_on", f.issued),
    ]
    page = lambda head, items: (
        f"#text(size: 15pt, tracking: 6pt)[{quote(head)}]\n#v(6mm)\n"
        + table("(37mm, 1fr)", [c if i % 2 else quote(c) for i, c in enumerate(items)], inset="8pt", stroke='0.6pt + rgb("#3f7a52")', rows="18mm")
    )
    p.add(
        f"#align(center, text(size: 12pt)[{_spaced_number(p, f)}])\n#v(5mm)",
        f"#grid(columns: (1fr, 1fr), column-gutter: 30mm, align(center)[{page('权利人及土地状况', left)}], align(center)[{page('房屋状况', right)}])",
        p.seal(_seal(f, rng), 285, -18),
    )
    return p


def filled_by_hand(f, rng) -> Paper:
    """An early blank, filled by pen; no side headers, lines to write on."""
    p = Paper(rng, font=SONG[1], size="12pt", width=190, height=265, margin="20mm")
    p.background = guilloche(rng, 190, 265)
    p.add(title("上海市房地产权证", 20, gap="4mm"))
    number = _spaced_number(p, f)
    p.hand = True
    street = _street(f, rng)
    line = lambda label, code: (
        f"#grid(columns: (36mm, 1fr), align: bottom, [{quote(label)}], box(width: 100%, stroke: (bottom: 0.5pt), inset: (bottom: 3pt, x: 4pt))[{code}])\n#v(3.6mm)"
    )
    rows = [
        ("房地产权利人", p.v("holder", f.holder_text())),
        ("房地坐落", p.v("address", street, street + f.room_text())),
        ("室号或部位", p.v("room_part", f.room())),
        ("土地用途", p.v("land_usage", f.land_usage)),
        ("房屋类型", p.v("building_type", f.building_type)),
        ("房屋用途", p.usage(f.usage, f.usage_class)),
        ("建筑面积（平方米）", p.v("area", f.area)),
        ("竣工日期", p.filled(f"{rng.randrange(1975, 2002)}年")),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("发证日期", p.date("issued_on", f.issued)),
    ]
    p.add(
        f"#align(center)[{number}]\n#v(8mm)",
        *[line(k, v) for k, v in rows],
        f"#v(1fr)#align(right)[{quote('发证机关（盖章）')}#h(18mm)]#v(14mm)",
        p.seal(_seal(f, rng), 122, -14),
    )
    return p


def typed_card(f, rng) -> Paper:
    """A copy of a typed page with a copy stamp line, values in Kai, labels in Hei; two values a row."""
    p = Paper(rng, font=KAI[0], size="11pt", width=210, height=297, margin="24mm")
    if rng.random() < 0.5:
        p.foreground = watermark(rng)
    p.add(title("上海市房地产权证", 22, HEI[1], gap="2mm"), f"#align(center)[{_spaced_number(p, f)}]", "#v(5mm)")
    label = lambda t: cell(f'#text(font: "{HEI[1]}", size: 10pt)[{quote(t)}]', align="center + horizon")
    street = _street(f, rng)
    cells = [
        label(spread("权利人", 5)),
        cell(p.v("holder", f.holder_text()), colspan=3),
        label("房地坐落"),
        cell(p.v("address", street, street + f.room_text()), colspan=3),
        label("室号或部位"),
        p.v("room_part", f.room()),
        label("建筑面积"),
        p.v("area", f"{f.area}平方米"),
        label("房屋类型"),
        p.v("building_type", f.building_type),
        label("房屋用途"),
        p.usage(f.usage, f.usage_class),
        label("土地用途"),
        p.v("land_usage", f.land_usage),
        label("土地来源"),
        quote(rng.choice(["出让", "划拨"])),
        label("权属性质"),
        quote("国有"),
        label("总 层 数"),
        quote(str(rng.randrange(4, 30))),
        label("共有人及份额"),
        cell(p.v("co_ownership", f.co_ownership), colspan=3),
        label("登记日期"),
        cell(p.date("issued_on", f.issued), colspan=3),
    ]
    p.add(
        table("(30mm, 1fr, 28mm, 1fr)", cells, inset="9pt"),
        "#v(12mm)",
        f"#align(right)[{quote('填证单位：' + f.printed.district + '房地产登记处')}]",
        p.seal(_seal(f, rng), 128, -4),
    )
    return p
