"""The second family's certificates: national form by other print programs, and older Shanghai ones in `second_old`."""

from ornament import barcode, frame, guilloche, squares
from second_common import day, joined, registry_seal
from typeset import HEI, KAI, SONG, Paper, cell, quote, table, title

MONO = "Noto Sans Mono CJK SC"
DASHES = '#line(length: 100%, stroke: (paint: black, thickness: 0.6pt, dash: "dashed"))'


def _uses(p: Paper, f, words: tuple) -> str:
    return quote(words[0]) + p.v("land_usage", f.land_usage) + quote(words[1]) + p.usage(f.usage, f.usage_class)


def _until(rng) -> str:
    return f"{rng.randrange(2062, 2089)}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日"


def inner_page(f, rng) -> Paper:
    """One landscape leaf: the rows at the left, 附记 in a tall cell of the same table at the right."""
    p = Paper(rng, font=rng.choice([SONG[1], KAI[0]]), size="10.5pt", width=297, height=210, margin="(x: 14mm, top: 13mm, bottom: 8mm)")
    p.background = guilloche(rng, 297, 210)
    line = '0.6pt + rgb("#4a4a55")'
    street = "上海市" + f.printed.district + f.street()
    more = [
        quote(f"地号：{f.lot()}"),
        quote("室号部位：") + p.v("room_part", f.room_text() if rng.random() < 0.5 else f.room()),
        quote("类型：") + p.v("building_type", f.building_type),
        quote(f"总层数：{rng.randrange(6, 33)}层"),
        quote(f"竣工日期：{rng.randrange(1994, 2021)}年"),
        quote("分摊土地面积：以登记簿为准"),
    ]
    rows = [
        ("权利人", joined(p, f, rng.choice(["，", "、", " "]))),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐落", p.v("address", street, street + f.room_text())),
        ("不动产\n单元号", p.v("unit_number", " ".join([f.unit_number[:12], f.unit_number[12:19], f.unit_number[19:]]), f.unit_number)),
        ("权利类型", quote("国有建设用地使用权/房屋（构筑物）所有权")),
        ("权利性质", quote("出让/市场化商品房")),
        ("用途", _uses(p, f, ("土地：", "；房屋："))),
        ("面积", quote(f"土地使用权面积 {rng.randrange(4000, 160000)}.00㎡；房屋建筑面积 ") + p.v("area", f"{f.area}㎡")),
        ("使用期限", quote("至") + quote(_until(rng))),
        ("权利其他\n状况", "#linebreak()".join(more)),
    ]
    label = lambda t: cell("#linebreak()".join(quote(part) for part in t.split("\n")), align="center + horizon")
    note = (
        quote(rng.choice(["首次登记", "转移登记（买卖）", "变更登记；原证收回。"]))
        + f"#v(120mm)#align(center)[{quote('登记机构　')}#h(8mm){day(p, 'issued_on', f.issued, rng.choice(['cn0', 'han', 'dot1']))}]"
        + p.seal(registry_seal(f, rng), 62, -10)
    )
    cells = []
    for i, (k, v) in enumerate(rows):
        cells += [label(k), v]
        if i == 0:
            cells += [
                cell(quote("附") + "#linebreak()#v(20mm)" + quote("记"), rowspan=10, align="center + horizon"),
                cell(note, rowspan=10, align="left + top"),
            ]
    p.add(
        f"#grid(columns: (1fr, 1fr), [{p.v('certificate_number', f.certificate)}], align(right, text(size: 8.5pt)[{quote('业务编号 ' + f.issued.strftime('%Y%m') + str(rng.randrange(10**5, 10**6)))}]))",
        "#v(2mm)",
        table("(22mm, 1.35fr, 10mm, 1fr)", cells, inset="5pt", stroke=line, rows="(auto, auto, 13mm, auto, auto, auto, auto, auto, auto, 76mm)"),
    )
    return p


def receipt(f, rng) -> Paper:
    """An electronic licence from a counter machine: a strip with dashes, keys left and values right."""
    p = Paper(rng, font=rng.choice([MONO, HEI[1]]), size="10pt", width=130, height=205, margin="(x: 11mm, y: 12mm)")
    p.add(
        title("上海市不动产电子证照", 15, gap="2mm"),
        f"#align(center, text(size: 8.5pt)[{quote('证照类型：不动产权证书')}])",
        "#v(2mm)",
        DASHES,
    )
    address = rng.choice(["", "上海市"]) + f.printed.district + f.whole()
    form = rng.choice(["slash1", "dot1", "dash"])
    rows = [
        ("证照编号", p.v("certificate_number", f.certificate)),
        ("持证人", joined(p, f, rng.choice(["/", "，", "、"]))),
        ("共有方式", p.v("co_ownership", f.co_ownership)),
        ("房屋地址", p.v("address", address)),
        ("房屋用途", p.usage(f.usage, f.usage_class)),
        ("土地用途", p.v("land_usage", f.land_usage)),
        ("房屋类型", p.v("building_type", f.building_type)),
        ("建筑面积", p.v("area", f"{f.area}㎡")),
        ("单元号", f"#text(size: 8pt)[{p.v('unit_number', f.unit_number)}]"),
        ("登簿日期", day(p, "issued_on", f.issued, form)),
    ]
    body = ", ".join(f"[{quote(k)}], align(right)[{v}]" for k, v in rows)
    p.add(
        f"#v(2mm)#grid(columns: (22mm, 1fr), row-gutter: 5mm, {body})",
        "#v(2mm)",
        DASHES,
        f"#v(3mm)#grid(columns: (auto, 1fr), column-gutter: 8mm, [{squares(rng, 24)}], text(size: 8pt)[{quote('打印时间 ' + f.today.isoformat())}#linebreak(){quote('扫描左侧二维码核对证照状态')}#linebreak(){quote('证照状态：有效')}])",
        p.seal(registry_seal(f, rng, "电子印章"), 76, -14),
    )
    return p


def annex_list(f, rng) -> Paper:
    """A leaf whose cells point to the annex, and the annex as a numbered list, unless it is lacking."""
    p = Paper(rng, font=SONG[0], size="11pt", width=195, height=270, margin="18mm")
    p.background = guilloche(rng, 195, 270) + frame("#9a8a9a", 6, False)
    lacking, pointer = "annex_missing" in f.flags, rng.choice(["详见附表", "见附页", "详见附记页"])
    street = f.printed.district + f.street()
    rows = [
        ("权 利 人", joined(p, f, "、")),
        ("共 有 情 况", p.v("co_ownership", f.co_ownership)),
        ("坐　　　落", p.v("address", street, street if lacking else street + f.room_text())),
        ("不动产单元号", quote(pointer)),
        ("权 利 类 型", quote("国有建设用地使用权/房屋所有权")),
        ("权 利 性 质", quote("出让")),
        ("用　　　途", quote(pointer)),
        ("面　　　积", quote(pointer)),
        ("使 用 期 限", quote("详见登记簿")),
        ("权利其他状况", quote(f"房屋状况{pointer}。")),
    ]
    p.add(
        title("不 动 产 权", 20, KAI[0], gap="3mm"),
        f"#align(right)[{p.v('certificate_number', f.certificate)}]",
        table("(34mm, 1fr)", [c for k, v in rows for c in (quote(k), v)], inset="8pt", stroke="(x: none, y: 0.5pt)"),
        f"#v(1fr)#align(right)[{day(p, 'issued_on', f.issued, rng.choice(['han', 'gap']))}#h(12mm)]",
        p.seal(registry_seal(f, rng), 122, -9),
    )
    if lacking:
        return p
    items = [
        quote("不动产单元号　") + p.v("unit_number", f.unit_number),
        quote("室号部位　") + p.v("room_part", f.room()),
        _uses(p, f, ("土地用途　", "　　房屋用途　")),
        quote("建筑面积　") + p.v("area", f"{f.area}平方米"),
        quote("房屋类型　")
        + p.v("building_type", f.building_type)
        + quote(f"　　层数　{rng.randrange(5, 33)}　　竣工　{rng.randrange(1994, 2020)}年"),
    ]
    p.add(
        "#pagebreak()",
        f"#text(size: 9.5pt)[{quote('（续）' + f.certificate)}]",
        title("附　表", 16, gap="6mm"),
        *[f"#grid(columns: (10mm, 1fr), [{quote(str(i) + '.')}], [{item}])\n#v(4mm)" for i, item in enumerate(items, 1)],
        quote("—— 以下空白 ——"),
    )
    return p


def labels_above(f, rng) -> Paper:
    """No table: a small label over each value, in three columns, as a portal renders the certificate."""
    p = Paper(rng, font=HEI[0], size="11pt", width=297, height=210, margin="(x: 22mm, y: 16mm)")
    p.background = frame("#b03a2e", 6, False)
    small = lambda t: f'#text(size: 8.5pt, fill: rgb("#777777"))[{quote(t)}]#linebreak()'
    address = "上海市" + f.printed.district + f.whole()
    items = [
        ("权利人", joined(p, f, rng.choice(["、", "，"])), 1),
        ("共有情况", p.v("co_ownership", f.co_ownership), 1),
        ("证号", f"#text(size: 10pt)[{p.v('certificate_number', f.certificate)}]", 1),
        ("不动产坐落", p.v("address", address), 2),
        ("登记时间", day(p, "issued_on", f.issued, rng.choice(["slash", "dash", "dot1"])), 1),
        ("房屋规划用途", p.usage(f.usage, f.usage_class), 1),
        ("土地用途", p.v("land_usage", f.land_usage), 1),
        ("房屋类型", p.v("building_type", f.building_type), 1),
        ("不动产单元号", p.v("unit_number", f.unit_number), 2),
        ("建筑面积（平方米）", p.v("area", f.area), 1),
        ("权利类型", quote("国有建设用地使用权/房屋所有权"), 2),
        ("土地使用期限止", quote(_until(rng)), 1),
    ]
    cells = ", ".join(f"grid.cell(colspan: {n})[{small(k)}{v}]" for k, v, n in items)
    p.add(
        f'#grid(columns: (auto, 1fr), align: (left, right), [#text(size: 20pt, weight: "bold", fill: rgb("#b03a2e"))[{quote("不动产权证")}]], [{barcode(rng, 50, 8)}])',
        "#v(5mm)",
        f"#grid(columns: (1fr, 1fr, 1fr), row-gutter: 8mm, column-gutter: 8mm, {cells})",
        f'#v(1fr)#text(size: 8.5pt, fill: rgb("#777777"))[{quote("本页由登记系统生成，与纸质证书具有相同内容。")}]',
        "",
        p.seal(registry_seal(f, rng), 222, -12),
    )
    return p


def two_on_a_sheet(f, rng) -> Paper:
    """A copy shop's sheet: the front page with the seal above, the inner page below, both reduced."""
    p = Paper(rng, font=SONG[0], size="9.5pt", margin="(x: 26mm, y: 12mm)")
    law = "民法典" if f.issued.year > 2020 else "物权法"
    ministry = "自然资源部" if f.issued.year > 2018 else "国土资源部"
    front = (
        f"#v(2mm)#par(first-line-indent: 2em)[{quote('根据《中华人民共和国' + law + '》等法律法规，为保护不动产权利人合法权益，对不动产权利人申请登记的本证所列不动产权利，经审查核实，准予登记，颁发此证。')}]"
        + f"#v(26mm)#align(right)[{quote('登记机构（章）')}#h(14mm)#linebreak()#v(3mm){day(p, 'issued_on', f.issued, rng.choice(['cn', 'gap', 'han']))}#h(10mm)]"
        + p.seal(registry_seal(f, rng), 106, -8)
        + f"#v(8mm)#text(size: 8pt)[{quote('中华人民共和国' + ministry + '监制')}#h(1fr){quote(f'编号 NO D31{rng.randrange(10**9):09d}')}]"
    )
    street = rng.choice(["", f.printed.district]) + f.street()
    rows = [
        ("权 利 人", joined(p, f, " ")),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐 落", p.v("address", street, street + f.room_text())),
        ("不动产单元号", p.v("unit_number", f.unit_number)),
        ("权利类型", quote("国有建设用地使用权/房屋所有权")),
        ("权利性质", quote("土地权利性质：出让")),
        ("用 途", _uses(p, f, ("土地用途:", "/房屋用途:"))),
        ("面 积", quote(f"宗地面积:{rng.randrange(4000, 99000)}.00平方米/建筑面积:") + p.v("area", f"{f.area}平方米")),
        ("使用期限", quote(f"国有建设用地使用权使用期限:{rng.randrange(1994, 2015)}年3月6日起{_until(rng)}止")),
        (
            "权利其他状况",
            quote("室号部位:")
            + p.v("room_part", f.room())
            + quote(";类型:")
            + p.v("building_type", f.building_type)
            + quote(f";总层数:{rng.randrange(5, 34)};竣工日期:{rng.randrange(1994, 2020)}年;地号:{f.lot()}。"),
        ),
    ]
    p.add(
        f"#rect(width: 100%, height: 108mm, stroke: 0.5pt + luma(120), inset: 9mm)[{front}]",
        "#v(4mm)",
        f"#align(center)[{p.v('certificate_number', f.certificate.replace('字', '字 '), f.certificate)}]",
        table("(27mm, 1fr)", [c for k, v in rows for c in (quote(k), v)], inset="5.5pt", stroke="0.5pt", rows="(" + "auto, " * 9 + "26mm)"),
    )
    return p
