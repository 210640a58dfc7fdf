"""Lease filing papers in ruled forms: notice, proof, sheet with the address in parts, and a blank filled by pen."""

from ornament import barcode, frame, squares
from people import masked
from seals import oval_seal, round_seal
from typeset import HEI, KAI, SONG, Paper, amount, cell, quote, spread, table, title


def office_seal(f, rng):
    d = f.printed.district
    return rng.choice(
        [
            lambda: round_seal(rng, f"上海市{d}住房保障和房屋管理局", "租赁合同备案专用章", 42),
            lambda: round_seal(rng, f"上海市{d}社区事务受理服务中心", "业务专用章", 40),
            lambda: oval_seal(rng, f"上海市{d}房屋租赁合同备案专用章", ""),
        ]
    )()


def full_address(f, rng) -> str:
    return rng.choice(["上海市", "上海市", ""]) + f.printed.district + f.whole()


def rent(rng) -> str:
    return amount(rng.choice([2600, 3200, 4500, 5800, 6700, 8300]))


def filing_notice(f, rng) -> Paper:
    """Title, a line of address to the parties, then a table of two columns."""
    p = Paper(rng, font=SONG[0], size="11pt", margin="24mm")
    p.add(
        title(rng.choice(["上海市住房租赁合同备案通知书", "住房租赁合同网签备案通知书"]), 19, gap="5mm"),
        f"#align(right)[{quote('备案编号：')}{p.v('filing_number', f.filing)}]",
        "#v(3mm)",
        f"#par(first-line-indent: 2em)[{quote('经审核，下列住房租赁合同信息齐全，已予备案，特此通知。')}]",
        "#v(3mm)",
    )
    form = rng.choice(["cn", "dash"])
    rows = [
        ("出租人", p.v("landlord", f.landlord)),
        ("承租人", p.v("tenant", f.holder_text())),
        ("承租人证件号码", quote(masked(f.person_id))),
        ("房屋坐落", p.v("address", full_address(f, rng))),
        ("建筑面积", p.v("area", f"{f.area}平方米")),
        ("租赁用途", p.usage(f.usage, f.usage_class)),
        ("租赁方式", quote("整套出租")),
        ("租赁期限", quote("自 ") + p.date("lease_start", f.start, form) + quote(" 起至 ") + p.date("lease_end", f.end, form) + quote(" 止")),
        ("月租金", quote(f"人民币{rent(rng)}元")),
    ]
    p.add(
        table("(40mm, 1fr)", [c for k, v in rows for c in (quote(k), v)], inset="8.5pt"),
        "#v(4mm)",
        quote("本通知书不作为不动产权属或者居住登记的凭证。租期届满的，备案自行失效。"),
        f"#v(1fr)#grid(columns: (1fr, auto), align: (left + bottom, right), [{squares(rng, 20)}], [{quote('备案机构（章）')}#h(12mm)\\ #v(8mm){p.date('issued_on', f.issued)}#h(8mm)])",
        p.seal(office_seal(f, rng), 132, -12),
    )
    return p


def proof_of_registration(f, rng) -> Paper:
    """The older proof: blocks for both parties, four columns."""
    p = Paper(rng, font=SONG[1], size="11.5pt", margin="(x: 20mm, y: 24mm)")
    p.background = frame("#a04040", 10) if rng.random() < 0.5 else ""
    p.add(title("房屋租赁合同登记备案证明", 22, gap="4mm"), f"#align(center)[{quote('备案号：')}{p.v('filing_number', f.filing)}]", "#v(5mm)")
    label = lambda t: cell(quote(t), align="center + horizon")
    whole = rng.random() < 0.5
    prefix = "上海市" + f.printed.district
    address = (
        [label("房屋坐落"), cell(p.v("address", prefix + f.whole()), colspan=3)]
        if whole
        else [
            label("房屋坐落"),
            p.v("address", prefix + f.street(), prefix + f.whole()),
            label("室号部位"),
            p.v("room_part", f.room_text() if rng.random() < 0.5 else f.room()),
        ]
    )
    cells = [
        label("出 租 人"),
        p.v("landlord", f.landlord),
        label("证件号码"),
        quote("见登记档案"),
        label("承 租 人"),
        p.v("tenant", f.holder_text()),
        label("证件号码"),
        f"#text(size: 9.5pt)[{quote(masked(f.person_id))}]",
    ] + address
    cells += [
        label("房屋用途"),
        p.usage(f.usage, f.usage_class),
        label("租赁面积"),
        p.v("area", f"{f.area}㎡"),
        label("租赁起始日"),
        p.date("lease_start", f.start),
        label("租赁终止日"),
        p.date("lease_end", f.end),
        label("月 租 金"),
        quote(f"{rent(rng)}元"),
        label("合同登记日"),
        p.date("issued_on", f.issued),
        label("备　　注"),
        cell("#v(18mm)", colspan=3),
    ]
    p.add(
        table("(28mm, 1.15fr, 28mm, 1fr)", cells, inset="7.5pt"),
        "#v(8mm)",
        f"#align(right)[{quote('登记备案机关（盖章）')}#h(12mm)]",
        p.seal(office_seal(f, rng), 134, 6),
    )
    return p


def address_in_parts(f, rng) -> Paper:
    """A sheet whose address stands in boxes: district, road, lane, number, room."""
    p = Paper(rng, font=HEI[0], size="10.5pt", margin="18mm")
    p.add(
        title(("居住" if f.usage_class == "residential" else "") + "房屋租赁合同信息登记备案表", 17, gap="4mm"),
        f"#grid(columns: (1fr, 1fr), [{quote('编号 ')}{p.v('filing_number', f.filing)}], align(right)[{quote('登记日期 ')}{p.date('issued_on', f.issued, 'slash')}])",
        "#v(2mm)",
    )
    h = f.printed
    label = lambda t, n=1: cell(quote(t), align="center + horizon", colspan=n, fill='rgb("#eeeeee")')
    p.fields["address"] = h.district + h.street() + h.room_text()
    parts = [
        p.v("", h.district),
        p.v("", h.road),
        quote(f"{h.lane}弄" if h.lane else "/") + (quote(f"{h.sublane}支弄") if h.sublane else ""),
        quote(f"{h.number}号"),
        p.v("room_part", h.room_text()),
    ]
    cells = (
        [label("房屋地址", 6)]
        + [label("行政区"), label("路（街、村）"), label("弄"), label("号"), label("室", 2)]
        + parts[:4]
        + [cell(parts[4], colspan=2)]
    )
    cells += [
        label("出租人"),
        cell(p.v("landlord", f.landlord), colspan=2),
        label("承租人"),
        cell(p.v("tenant", f.holder_text()), colspan=2),
        label("房屋用途"),
        cell(p.usage(f.usage, f.usage_class), colspan=2),
        label("建筑面积"),
        cell(p.v("area", f"{f.area}平方米"), colspan=2),
    ]
    cells += [
        label("租期开始"),
        cell(p.date("lease_start", f.start, "dash"), colspan=2),
        label("租期结束"),
        cell(p.date("lease_end", f.end, "dash"), colspan=2),
        label("租金（元/月）"),
        cell(quote(rent(rng)), colspan=2),
        label("居住人数"),
        cell(quote(str(rng.randrange(1, 4))), colspan=2),
    ]
    p.add(
        table("(26mm, 1.3fr, 1fr, 24mm, 0.9fr, 0.9fr)", cells, inset="7pt", align="center + horizon"),
        "#v(6mm)",
        quote("经办人：　　　　　　　　复核人："),
        "#v(16mm)",
        f"#align(right)[{quote('受理单位盖章')}#h(18mm)]",
        p.seal(office_seal(f, rng), 130, -4),
    )
    return p


def pen_filled(f, rng) -> Paper:
    """A blank of the town's centre, filled by pen on lines."""
    p = Paper(rng, font=SONG[0], size="12pt", margin="26mm")
    p.add(
        title("房屋租赁合同登记备案证明", 20, gap="3mm"),
        "#align(center)[" + quote("（居住房屋）") + "]" if f.usage in ("居住", "住宅") else "",
        "#v(7mm)",
    )
    p.hand = True
    line = lambda width, code: f"#under({width}, [{code}])"
    address = f.printed.district + f.whole()
    day = lambda key, d: "".join(
        line(w, p.filled(t)) + quote(u) for w, t, u in (("14mm", str(d.year), "年"), ("9mm", str(d.month), "月"), ("9mm", str(d.day), "日"))
    )
    for key, d in (("lease_start", f.start), ("lease_end", f.end), ("issued_on", f.issued)):
        p.fields[key] = d.isoformat()
    p.add(
        "#set par(leading: 1.5em)",
        f"{quote('出租方：')}{line('46mm', p.v('landlord', f.landlord))}{quote('　承租方：')}{line('46mm', p.v('tenant', f.holder_text()))}",
        "",
        f"{quote('房屋地址：')}{line('118mm', p.v('address', address))}",
        "",
        f"{quote('房屋用途：')}{line('34mm', p.usage(f.usage, f.usage_class))}{quote('　租赁面积：')}{line('30mm', p.v('area', f.area))}{quote('平方米')}",
        "",
        f"{quote('租赁期限：自')}{day('lease_start', f.start)}",
        "",
        f"{quote('　　　　　至')}{day('lease_end', f.end)}{quote('止')}",
        "",
        f"{quote('登记备案编号：')}{line('60mm', p.v('filing_number', f.filing))}",
        "",
        quote("上述房屋租赁合同已经本中心登记备案，特此证明。"),
        "#v(22mm)",
        f"#align(right)[{quote('登记机构（盖章）')}#h(16mm)]",
        "",
        f"#align(right)[{day('issued_on', f.issued)}#h(6mm)]",
        p.seal(office_seal(f, rng), 120, -14),
    )
    return p


def two_party_columns(f, rng) -> Paper:
    """Parties side by side under column headings, the home and the lease below; a bar code on top."""
    p = Paper(rng, font=KAI[0], size="11pt", margin="20mm")
    p.add(
        f"#align(right)[{barcode(rng)}]",
        title("上海市房屋租赁合同登记备案通知书", 18, HEI[0], gap="4mm"),
        f"{quote('No. ')}{p.v('filing_number', f.filing)}",
        "#v(2mm)",
    )
    h = lambda t, n=1: cell(f"#strong[{quote(t)}]", colspan=n, align="center + horizon")
    pad = lambda t: quote(spread(t, 4))
    prefix = "上海市" + f.printed.district
    cells = [
        h(""),
        h("出租方（甲方）"),
        h("承租方（乙方）"),
        pad("姓名"),
        p.v("landlord", f.landlord),
        p.v("tenant", f.holder_text()),
        pad("证件"),
        quote("（略）"),
        quote(masked(f.person_id)),
        pad("坐落"),
        cell(p.v("address", prefix + f.street(), prefix + f.whole()), colspan=2),
        pad("部位"),
        cell(p.v("room_part", f.room_text()), colspan=2),
        pad("用途"),
        cell(p.usage(f.usage, f.usage_class), colspan=2),
        pad("面积"),
        cell(p.v("area", f"{f.area}平方米"), colspan=2),
        pad("租期"),
        cell(p.date("lease_start", f.start, "dot") + quote(" — ") + p.date("lease_end", f.end, "dot"), colspan=2),
        pad("备案日"),
        cell(p.date("issued_on", f.issued, "dot"), colspan=2),
    ]
    p.add(
        table("(26mm, 1fr, 1fr)", cells, inset="9pt"), "#v(20mm)", f"#align(right)[{quote('备案机关')}#h(20mm)]", p.seal(office_seal(f, rng), 136, -4)
    )
    return p
