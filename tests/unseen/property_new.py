"""Certificates of the national form (不动产权证书) with Shanghai contents."""

from ornament import emblem, frame, guilloche, squares
from seals import round_seal
from typeset import HEI, KAI, SONG, Paper, cell, quote, spread, table, title

REGISTRY = "上海市自然资源确权登记局"


def _registry_seal(f, rng):
    return round_seal(rng, *rng.choice([("上海市不动产登记专用章", ""), (REGISTRY, "不动产登记专用章"), (REGISTRY, "")]), 44)


def _street(f, rng) -> str:
    prefix = rng.choice(["", f.printed.district, "上海市" + f.printed.district, f.printed.district])
    return prefix + f.street()


def _split_address(p: Paper, f, key_street: str) -> str:
    """The street in one cell; the whole dwelling is the truth, the room stands elsewhere."""
    return p.v("address", key_street, key_street + f.room_text())


def _areas(f, rng) -> str:
    return f"宗地面积：{rng.randrange(4000, 160000)}.00平方米/建筑面积：{f.area}平方米"


def _term(f, rng, form: str = "国有建设用地使用权使用期限：{}起{}止") -> str:
    start = f"{rng.randrange(1994, 2016)}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日"
    return form.format(start, f"{int(start[:4]) + 70}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日")


def _others(p: Paper, f, rng, room: str) -> str:
    """权利其他状况 as Shanghai prints it: one run of text, the room in the middle."""
    head = f"土地状况：地号：{f.lot()}；使用权面积：相应的土地面积；独用面积：；分摊面积：；房屋状况：室号部位："
    tail = f"；总层数：{rng.randrange(6, 33)}；竣工日期：{rng.randrange(1994, 2021)}年。"
    return quote(head) + p.v("room_part", room) + quote("；类型：") + p.v("building_type", f.building_type) + quote(tail)


def _certificate(p: Paper, f, gap: str = " ") -> str:
    shown = f.certificate.replace("字不动产权", f"字{gap}不动产权")
    return p.v("certificate_number", shown, f.certificate)


def spread_pages(f, rng) -> Paper:
    """Both inner pages side by side: the table left, 附记 right."""
    p = Paper(rng, font=rng.choice(SONG + KAI[:1]), size="10.5pt", width=364, height=257, margin="16mm")
    p.background = guilloche(rng, 364, 257) + frame("#b9a26a", 7)
    street = _street(f, rng)
    usage = quote("土地用途：") + p.v("land_usage", f.land_usage) + quote("/房屋用途：") + p.usage(f.usage, f.usage_class)
    rows = [
        ("权利人", p.v("holder", f.holder_text())),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐落", _split_address(p, f, street)),
        ("不动产单元号", p.v("unit_number", f.unit_number)),
        ("权利类型", quote("国有建设用地使用权/房屋所有权")),
        ("权利性质", quote("土地权利性质：出让")),
        ("用途", usage),
        ("面积", quote(f"宗地面积：{rng.randrange(4000, 160000)}.00平方米/建筑面积：") + p.v("area", f"{f.area}平方米")),
        ("使用期限", quote(_term(f, rng))),
        ("权利其他状况", _others(p, f, rng, f.room())),
    ]
    cells = [part for label, value in rows for part in (quote(spread(label, 6) if len(label) < 4 else label), value)]
    heights = "(" + "11mm, " * 9 + "62mm)"
    left = f"#align(center)[#text(size: 13pt)[{_certificate(p, f)}]]\n#v(4mm)\n" + table(
        "(30mm, 1fr)", cells, inset="5pt", rows=heights, stroke='0.7pt + rgb("#5a4a3a")'
    )
    right = (
        '#align(center, text(size: 16pt, tracking: 20pt)[附记])\n#v(6mm)\n#rect(width: 100%, height: 170mm, stroke: 0.7pt + rgb("#5a4a3a"), inset: 8mm)['
        + quote(rng.choice(["以下空白。", "预告登记转本登记。\n业务受理日期见登记簿。", "房屋已设立抵押的，以登记簿记载为准。"]))
        + f"#v(1fr)#align(right)[{quote('登记机构（章）')}#h(24mm)]#v(8mm)#align(right)[{p.date('issued_on', f.issued)}#h(18mm)]"
        + p.seal(_registry_seal(f, rng), 112, -14)
        + "]"
    )
    p.add(f"#grid(columns: (1fr, 1fr), column-gutter: 24mm, [{left}], [{right}])")
    return p


def portrait_table(f, rng) -> Paper:
    """The left page alone, narrow, so that long values wrap."""
    p = Paper(rng, font=rng.choice(KAI + SONG[2:]), size="11.5pt", width=190, height=262, margin="(x: 17mm, top: 20mm, bottom: 12mm)")
    p.background = guilloche(rng, 190, 262) + emblem("#e9dfc8")
    street = _street(f, rng)
    whole = rng.random() < 0.5
    address = p.v("address", street + f.room_text()) if whole else _split_address(p, f, street)
    rows = [
        ("权 利 人", p.v("holder", f.holder_text())),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐　　落", address),
        (
            "不动产单元号",
            p.v("unit_number", " ".join([f.unit_number[:6], f.unit_number[6:12], f.unit_number[12:19], f.unit_number[19:]]), f.unit_number),
        ),
        ("权利类型", quote("国有建设用地使用权/房屋所有权")),
        ("权利性质", quote("土地权利性质：出让/市场化商品房")),
        ("用　　途", quote("土地用途：") + p.v("land_usage", f.land_usage) + quote(" / 房屋用途：") + p.usage(f.usage, f.usage_class)),
        ("面　　积", quote(f"宗地面积：{rng.randrange(3000, 90000)}.00平方米 / 建筑面积：") + p.v("area", f"{f.area}平方米")),
        ("使用期限", quote(_term(f, rng))),
        ("权利其他状况", _others(p, f, rng, f.room())),
    ]
    p.add(f"#align(center, text(size: 13pt)[{_certificate(p, f, '　')}])\n#v(5mm)")
    cells = [part for label, value in rows for part in (cell(quote(label), align="center + horizon"), value)]
    p.add(
        table("(31mm, 1fr)", cells, inset="6pt", rows="(auto, auto, auto, auto, auto, auto, auto, auto, auto, 88mm)", stroke='0.8pt + rgb("#6b4b44")')
    )
    return p


def combined_units(f, rng) -> Paper:
    """Several units under one right: a block of labels above a table with a row for each."""
    p = Paper(rng, font=SONG[0], size="10pt", width=210, height=280, margin="18mm")
    p.background = guilloche(rng, 210, 280)
    street = _street(f, rng)
    p.add(title("不 动 产 权 证 书", 18, gap="5mm"), f"#align(right)[{_certificate(p, f)}]\n#v(3mm)")
    block = [
        ("权利人", p.v("holder", f.holder_text(" "), f.holder_text())),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐落", _split_address(p, f, street)),
        ("权利类型", quote("国有建设用地使用权/房屋所有权")),
        ("权利性质", quote("出让/市场化商品房")),
        ("使用期限", quote(_term(f, rng, "{}起{}止"))),
    ]
    p.add(table("(28mm, 1fr)", [part for k, v in block for part in (quote(k), v)], inset="7pt"))
    home_row = [
        f"#text(size: 7.4pt)[{p.v('unit_number', f.unit_number)}]",
        p.v("room_part", f.room()),
        p.v("land_usage", f.land_usage) + quote("/") + p.usage(f.usage, f.usage_class),
        p.v("area", f.area),
        quote(""),
    ]
    park = [
        "#text(size: 7.4pt)[" + quote(f.unit_number[:-4] + "0901") + "]",
        quote(f"地下{rng.randrange(1, 3)}层车位{rng.randrange(2, 420)}"),
        quote(f"{f.land_usage}/特种用途（车位）"),
        quote(f"{rng.randrange(22, 39)}.{rng.randrange(10, 99)}"),
        quote("人防除外"),
    ]
    rows = [home_row, park] if rng.random() < 0.7 else [home_row]
    head = [quote(t) for t in ("不动产单元号", "室号部位", "用途", "建筑面积（平方米）", "备注")]
    p.add(
        "#v(4mm)",
        "#text(size: 8.5pt)["
        + table("(49mm, 25mm, 1fr, 23mm, 18mm)", head + [c for r in rows for c in r] + [""] * 5, align="center + horizon", inset="6pt")
        + "]",
        "#v(10mm)",
        f"#align(right)[{quote('登记机构（盖章）')}#h(30mm)\\ #v(6mm){p.date('issued_on', f.issued)}#h(28mm)]"
        + p.seal(_registry_seal(f, rng), 140, -12),
    )
    return p


def electronic(f, rng) -> Paper:
    """An electronic certificate printed out: labels and values without rules, a code in the corner."""
    p = Paper(rng, font=HEI[0], size="11pt", margin="22mm")
    p.background = frame("#c9b37a", 9, False) + emblem("#f0e6d0", 120)
    p.add(
        title("中华人民共和国不动产权证书", 18, colour="#8a2a22", gap="3mm"),
        '#align(center, text(size: 11pt, fill: rgb("#8a2a22"))[（电子证照）])',
        "#v(6mm)",
    )
    address = f.prefix + f.printed.district + f.street() + f.room_text()
    colon = rng.choice(["：", ""])
    others = (
        quote(f"土地使用权面积：{rng.randrange(5, 30)}.{rng.randrange(10, 99)}㎡ 房间号：")
        + p.v("room_part", f.room())
        + quote(f" 房屋结构：钢筋混凝土结构 房屋总层数：{rng.randrange(6, 34)}层")
    )
    rows = [
        ("不动产权证号", _certificate(p, f, "")),
        ("权利人", p.v("holder", f.holder_text("，"), f.holder_text())),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐落", p.v("address", address)),
        ("不动产单元号", p.v("unit_number", f.unit_number)),
        ("权利类型", quote("国有建设用地使用权 / 房屋所有权")),
        ("权利性质", quote("出让 / 市场化商品房")),
        ("用途", p.v("land_usage", f.land_usage) + quote(" / ") + p.usage(f.usage, f.usage_class)),
        ("面积", quote(f"共用宗地面积：{rng.randrange(1000, 30000)}.{rng.randrange(10, 99)}㎡ / 房屋建筑面积：") + p.v("area", f"{f.area}㎡")),
        ("使用期限", quote(f"{rng.randrange(2064, 2089)}/{rng.randrange(1, 13)}/{rng.randrange(1, 28)}")),
        ("权利其他状况", others),
        ("附记", quote("无")),
    ]
    cells = ", ".join(f'[#text(fill: rgb("#6a6a6a"))[{quote(k + colon)}]], [{v}]' for k, v in rows)
    p.add(
        f"#grid(columns: (36mm, 1fr), row-gutter: 6.5mm, {cells})",
        "#v(14mm)",
        f"#grid(columns: (1fr, auto), align: (left + bottom, right), [{squares(rng)}], [{quote('登记机构')}#h(8mm){quote(REGISTRY)}\\ {quote('登记日期')}#h(8mm){p.date('issued_on', f.issued, 'dash')}{p.seal(round_seal(rng, REGISTRY, '不动产登记专用章', 42), -50, -9)}])",
    )
    return p


def see_annex(f, rng) -> Paper:
    """The cells say 详见附记; the values stand in a table on the second page, unless that page is lacking."""
    p = Paper(rng, font=rng.choice(SONG), size="10.5pt", width=190, height=262, margin="17mm")
    p.background = guilloche(rng, 190, 262)
    placeholder = rng.choice(["详见附记", "详见附页", "见附记"])
    lacking = "annex_missing" in f.flags
    street = _street(f, rng)
    address = p.v("address", street, street if lacking else street + f.room_text())
    rows = [
        ("权利人", p.v("holder", f.holder_text())),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐落", address),
        ("不动产单元号", quote(placeholder)),
        ("权利类型", quote("国有建设用地使用权/房屋所有权")),
        ("权利性质", quote("土地权利性质：出让")),
        ("用途", quote(placeholder)),
        ("面积", quote(placeholder)),
        ("使用期限", quote(_term(f, rng))),
        ("权利其他状况", quote(f"土地状况：地号：{f.lot()}；使用权面积：相应的土地面积；房屋状况：{placeholder}。")),
    ]
    p.add(
        f"#align(center, text(size: 12pt)[{_certificate(p, f)}])\n#v(4mm)",
        table(
            "(30mm, 1fr)",
            [part for k, v in rows for part in (quote(k), v)],
            inset="7pt",
            rows="(auto, auto, 12mm, auto, auto, auto, auto, auto, auto, 30mm)",
        ),
        f"#v(1fr)#align(right)[{quote('登记机构（章）')}#h(20mm)\\ {p.date('issued_on', f.issued)}#h(16mm)]"
        + p.seal(_registry_seal(f, rng), 120, -10),
    )
    if lacking:
        return p
    head = ["不动产单元号", "室号部位", "建筑面积", "房屋用途", "类型", "总层数", "竣工日期"]
    floors, year = str(rng.randrange(6, 33)), f"{rng.randrange(1996, 2021)}年"
    small = lambda code: f"#text(size: 6.6pt)[{code}]"
    home_row = [
        small(p.v("unit_number", f.unit_number)),
        p.v("room_part", f.room()),
        p.v("area", f.area),
        p.usage(f.usage, f.usage_class),
        p.v("building_type", f.building_type),
        quote(floors),
        quote(year),
    ]
    garage = [
        small(quote(f.unit_number[:-4] + "0777")),
        quote(f"地下车库{rng.randrange(2, 300)}"),
        quote(f"{rng.randrange(20, 40)}.{rng.randrange(10, 99)}"),
        quote("车库"),
        quote("其他"),
        quote("1"),
        quote(year),
    ]
    total = [cell(quote("合计"), colspan=2), quote(""), cell(quote(""), colspan=4)]
    p.add(
        "#pagebreak()",
        "#align(center, text(size: 15pt, tracking: 16pt)[附记])",
        "#v(5mm)",
        quote("土地用途：") + p.v("land_usage", f.land_usage) + quote("。房屋状况如下表："),
        "#v(3mm)",
        "#text(size: 8.5pt)["
        + table("(46mm, 1fr, 1fr, 1fr, 1fr, 12mm, 1fr)", [quote(t) for t in head] + home_row + garage + total, inset="4pt", align="center + horizon")
        + "]",
    )
    return p


def two_columns(f, rng) -> Paper:
    """A single sheet, landscape, four columns of labels and values."""
    p = Paper(rng, font=SONG[0], size="11pt", width=297, height=210, margin="(x: 20mm, top: 15mm, bottom: 10mm)")
    p.background = guilloche(rng, 297, 210) + frame("#a88a55", 8)
    p.add(title("不动产权证书", 22, colour="#7a2018", tracking="6pt", gap="3mm"), f"#align(center)[{_certificate(p, f)}]", "#v(4mm)")
    address = _street(f, rng) + f.room_text()
    label = lambda t: cell(quote(t), align="center + horizon", fill='rgb("#f4ead666")')
    cells = [
        label("权利人"),
        p.v("holder", f.holder_text()),
        label("共有情况"),
        p.v("co_ownership", f.co_ownership),
        label("坐落"),
        cell(p.v("address", address), colspan=3),
        label("不动产单元号"),
        cell(p.v("unit_number", f.unit_number), colspan=3),
        label("权利类型"),
        quote("国有建设用地使用权/房屋所有权"),
        label("权利性质"),
        quote("出让"),
        label("土地用途"),
        p.v("land_usage", f.land_usage),
        label("房屋用途"),
        p.usage(f.usage, f.usage_class),
        label("宗地面积"),
        quote(f"{rng.randrange(4000, 99000)}.00㎡"),
        label("建筑面积"),
        p.v("area", f"{f.area}㎡"),
        label("房屋类型"),
        p.v("building_type", f.building_type),
        label("竣工日期"),
        quote(f"{rng.randrange(1996, 2021)}年"),
        label("使用期限"),
        cell(quote(_term(f, rng, "{}起至{}止")), colspan=3),
        label("附记"),
        cell(quote("业务编号见登记簿。"), colspan=3),
    ]
    p.add(
        table("(31mm, 1fr, 31mm, 1fr)", cells, inset="7pt"),
        f"#v(1fr)#align(right)[{quote('登记机构')}#h(34mm)\\ {p.date('issued_on', f.issued, 'gap')}#h(20mm)]"
        + p.seal(_registry_seal(f, rng), 212, -20),
    )
    return p
