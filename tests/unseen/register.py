"""Extracts of the real estate register (产调)."""

from seals import round_seal
from typeset import HEI, SONG, Paper, cell, quote, table, title


def _query_seal(rng):
    return round_seal(rng, "上海市不动产登记资料查询专用章", "", 40)


def _query_number(p, f) -> str:
    return quote(f"NO.{f.today.strftime('%Y%m%d')}{p.rng.randrange(1, 9999):04d}")


def house_and_owner(f, rng) -> Paper:
    p = Paper(rng, font=SONG[0], size="11pt", margin="22mm")
    p.add(
        title("上海市不动产登记簿", 20, gap="3mm"), title("房屋状况及产权人信息", 14, gap="3mm"), f"#align(right)[{_query_number(p, f)}]", "#v(3mm)"
    )
    house = f"{f.printed.lane}弄{f.printed.number}号" if f.printed.lane else f"{f.printed.number}号"
    street = f.printed.district + f.street()
    usage = p.usage(f.usage, f.usage_class)
    rows = [
        ("房屋坐落", p.v("address", street, street + f.room_text())),
        ("幢号", quote(house)),
        ("部位", p.v("room_part", f.room())),
        ("建筑面积", p.v("area", f"{f.area}平方米")),
        ("房屋类型", p.v("building_type", f.building_type)),
        ("房屋用途", usage),
        ("权利人", p.v("holder", f.holder_text())),
        ("共有人及共有情况", p.v("co_ownership", f.co_ownership)),
        ("房地产权证号", p.v("certificate_number", f.certificate)),
        ("受理日期", quote(f.issued.replace(day=1).isoformat())),
        ("核准日期", p.date("issued_on", f.issued, "dash")),
    ]
    p.add(
        table("(44mm, 1fr)", [c for k, v in rows for c in (quote(k), v)], inset="8pt"),
        "#v(6mm)",
        quote("注：本资料仅反映查询时点的登记情况。"),
        f"#v(14mm)#align(right)[{quote('查询机构（盖章）')}#h(20mm)]",
        p.seal(_query_seal(rng), 120, -2),
    )
    return p


def query_result(f, rng) -> Paper:
    """A list of blocks printed by the query machine: two columns, a heading for each block."""
    p = Paper(rng, font=HEI[0], size="10pt", margin="(x: 20mm, y: 16mm)")
    p.add(
        title("不动产登记信息查询结果", 17, gap="2mm"),
        f"#align(center, text(size: 8.5pt)[{quote('查询时间：' + f.today.isoformat() + f' {rng.randrange(9, 17):02d}:{rng.randrange(60):02d}')}])",
        "#v(4mm)#line(length: 100%, stroke: 0.8pt)",
    )
    head = lambda t: f'#v(3mm)#text(weight: "bold", size: 11pt)[{quote("【" + t + "】")}]\n#v(1mm)'
    pair = lambda items: (
        "#grid(columns: (1fr, 1fr), row-gutter: 4.2mm, column-gutter: 8mm, " + ", ".join(f"[{quote(k + '：')}{v}]" for k, v in items) + ")"
    )
    address = "上海市" + f.printed.district + f.whole()
    p.add(
        head("房屋状况信息"),
        f"{quote('坐落：')}{p.v('address', address)}\n#v(1.2mm)",
        pair(
            [
                ("不动产单元号", f"#text(size: 8.5pt)[{p.v('unit_number', f.unit_number)}]"),
                ("建筑面积", p.v("area", f"{f.area}㎡")),
                ("房屋类型", p.v("building_type", f.building_type)),
                ("房屋用途", p.usage(f.usage, f.usage_class)),
                ("总层数", quote(str(rng.randrange(5, 31)))),
                ("竣工日期", quote(f"{rng.randrange(1990, 2021)}年")),
            ]
        ),
    )
    p.add(
        head("土地状况信息"),
        pair(
            [
                ("地号", quote(f.lot())),
                ("土地用途", p.v("land_usage", f.land_usage)),
                ("权利性质", quote("出让")),
                ("使用期限", quote(f"至{rng.randrange(2062, 2088)}-12-31")),
            ]
        ),
    )
    p.add(
        head("产权人信息"),
        pair(
            [
                ("权利人", p.v("holder", f.holder_text("、"))),
                ("共有情况", p.v("co_ownership", f.co_ownership)),
                ("登记证明号", f"#text(size: 8.5pt)[{p.v('certificate_number', f.certificate)}]"),
                ("核准日期", p.date("issued_on", f.issued, "dash")),
            ]
        ),
    )
    for block in ("抵押状况信息", "限制状况信息", "异议登记信息"):
        p.add(head(block), quote("无"))
    p.add(
        "#v(8mm)#line(length: 100%, stroke: 0.5pt)",
        quote("以上信息摘自上海市不动产登记簿，仅供参考，与登记簿不一致的以登记簿为准。"),
        "#v(16mm)",
        p.seal(_query_seal(rng), 140, -8),
    )
    return p


def register_page(f, rng) -> Paper:
    """The register's own page, landscape: an owner a row, a unit a row."""
    p = Paper(rng, font=SONG[2], size="10pt", width=297, height=210, margin="14mm")
    p.add(
        title("不动产登记簿", 18, gap="1mm"),
        f"#align(center, text(size: 9pt)[{quote('不动产单元号：')}{p.v('unit_number', f.unit_number)}#h(20mm){quote('第 1 页　共 1 页')}])",
        "#v(3mm)",
    )
    address = f.printed.district + f.street()
    shares = (
        ["全部"] if len(f.holders) == 1 else ([f"1/{len(f.holders)}"] * len(f.holders) if f.co_ownership == "按份共有" else ["/"] * len(f.holders))
    )
    label = lambda t, n=1: cell(quote(t), align="center + horizon", colspan=n)
    p.fields["holder"], p.fields["co_ownership"] = f.holder_text(), f.co_ownership
    owners = [
        c
        for person, share in zip(f.holders, shares)
        for c in (
            p.v("", person),
            quote("居民身份证" if len(person) < 5 else "营业执照"),
            quote(f.co_ownership),
            quote(share),
            p.date("issued_on", f.issued, "dot"),
        )
    ]
    p.add(
        table(
            "(1fr, 1fr, 1fr, 1fr, 1fr)",
            [label(t) for t in ("权利人", "证件种类", "共有情况", "份额", "登簿时间")] + owners,
            inset="5pt",
            align="center + horizon",
        ),
        "#v(3mm)",
    )
    unit = [
        p.v("address", address, address + f.room_text()),
        p.v("room_part", f.room_text()),
        p.usage(f.usage, f.usage_class),
        p.v("building_type", f.building_type),
        p.v("area", f.area),
        quote(str(rng.randrange(5, 30))),
    ]
    extra = [
        quote(f.printed.district + f.street()),
        quote(f"地下一层车位{rng.randrange(2, 300)}"),
        quote("车位"),
        quote("其他"),
        quote(f"{rng.randrange(24, 36)}.{rng.randrange(10, 99)}"),
        quote("1"),
    ]
    p.add(
        table(
            "(2.6fr, 1.4fr, 1fr, 1fr, 1fr, 0.8fr)",
            [label(t) for t in ("坐落", "室号部位", "房屋用途", "类型", "建筑面积（㎡）", "总层数")] + unit + (extra if rng.random() < 0.5 else []),
        )
    )
    p.add(
        "#v(3mm)",
        table(
            "(34mm, 1fr, 34mm, 1fr)",
            [
                label("土地用途"),
                p.v("land_usage", f.land_usage),
                label("权利性质"),
                quote("出让"),
                label("不动产权证号"),
                cell(p.v("certificate_number", f.certificate), colspan=3),
                label("附记"),
                cell("#v(14mm)", colspan=3),
            ],
            inset="5pt",
        ),
        p.seal(_query_seal(rng), 215, -8),
    )
    return p
