"""Lease filing papers without a form: letter, electronic licence, print-out of the system, first page of a filed contract."""

from lease_forms import full_address, office_seal, rent
from ornament import squares
from people import masked
from seals import box_stamp
from typeset import HEI, SONG, Paper, quote, spread, title


def letter(f, rng) -> Paper:
    """One paragraph that says everything."""
    p = Paper(rng, font=SONG[2] if rng.random() < 0.4 else SONG[0], size="13pt", margin="(x: 28mm, y: 30mm)")
    p.add(
        title("住房租赁合同备案证明", 22, gap="5mm"),
        f"#align(right, text(size: 11pt)[{p.v('filing_number', f.filing)}])",
        "#v(6mm)",
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 1.25em, justify: true)",
    )
    p.add(
        f"{quote('兹有出租人')}{p.v('landlord', f.landlord)}{quote('与承租人')}{p.v('tenant', f.holder_text())}{quote('就坐落于')}{p.v('address', full_address(f, rng))}{quote('的房屋（建筑面积')}{p.v('area', f'{f.area}平方米')}{quote('，房屋用途为')}{p.usage(f.usage, f.usage_class)}"
        f"{quote('）签订租赁合同，租赁期限自')}{p.date('lease_start', f.start)}{quote('起至')}{p.date('lease_end', f.end)}{quote('止。该合同已办理登记备案。')}",
        "",
        quote("特此证明。"),
        "#v(26mm)",
        f"#align(right)[{quote(f.printed.district + '社区事务受理服务中心')}]",
        "",
        f"#align(right)[{p.date('issued_on', f.issued)}]",
        p.seal(office_seal(f, rng), 118, -14),
    )
    return p


def electronic_licence(f, rng) -> Paper:
    """A licence shown by an app and saved: narrow page, grey labels, large code."""
    p = Paper(rng, font=HEI[0], size="10.5pt", width=150, height=235, margin="(x: 13mm, y: 12mm)")
    p.background = '#place(top + left, rect(width: 100%, height: 30mm, fill: gradient.linear(rgb("#2f6fd0"), rgb("#5a9bf0"))))#place(top + left, dy: 26mm, dx: 5mm, rect(width: 140mm, height: 200mm, radius: 3mm, fill: white, stroke: 0.4pt + rgb("#dddddd")))'
    p.fill = 'rgb("#f2f4f8")'
    p.add(
        f'#text(fill: white, size: 15pt, weight: "bold")[{quote("住房租赁合同备案通知书")}]',
        "#v(13mm)",
        f'#text(size: 9pt, fill: rgb("#888888"))[{quote("备案编号")}]#h(4mm){p.v("filing_number", f.filing)}',
        "#v(2mm)#line(length: 100%, stroke: 0.4pt + luma(210))#v(1mm)",
    )
    form = rng.choice(["dash", "slash"])
    period = p.date("lease_start", f.start, form) + quote(" 至 ") + p.date("lease_end", f.end, form)
    rows = [
        ("承租人", p.v("tenant", f.holder_text())),
        ("证件号码", quote(masked(f.person_id))),
        ("出租人", p.v("landlord", f.landlord)),
        ("房屋地址", p.v("address", full_address(f, rng))),
        ("房屋用途", p.usage(f.usage, f.usage_class)),
        ("租赁面积", p.v("area", f"{f.area}㎡")),
        ("租赁期限", period),
        ("备案日期", p.date("issued_on", f.issued, form)),
        ("备案状态", quote("已备案")),
    ]
    cells = ", ".join(f'text(fill: rgb("#8a8f99"))[{quote(k)}], [{v}]' for k, v in rows)
    p.add(
        f"#grid(columns: (28mm, 1fr), row-gutter: 6mm, {cells})",
        "#v(9mm)",
        f"#align(center)[{squares(rng, 34)}]",
        f'#align(center, text(size: 8pt, fill: rgb("#888888"))[{quote("扫码核验 · 电子证照与纸质证照具有同等效力")}])',
        p.seal(office_seal(f, rng), 100, -26),
    )
    return p


def system_printout(f, rng) -> Paper:
    """What the filing system prints for the file: a list with spread labels, plain."""
    p = Paper(rng, font=rng.choice([HEI[1], SONG[1]]), size="11pt", margin="(x: 24mm, y: 20mm)")
    p.add(
        f"#text(size: 8.5pt, fill: luma(90))[{quote('上海市住房租赁公共服务平台　　打印时间 ' + f.today.isoformat())}]",
        "#v(2mm)#line(length: 100%)",
        title("租赁合同网签备案信息", 15, gap="5mm"),
    )
    form = rng.choice(["slash", "dash"])
    rows = [
        ("备案编号", p.v("filing_number", f.filing)),
        ("出租人", p.v("landlord", f.landlord)),
        ("承租人", p.v("tenant", f.holder_text())),
        ("坐落", p.v("address", full_address(f, rng))),
        ("用途", p.usage(f.usage, f.usage_class)),
        ("面积", p.v("area", f"{f.area}平方米")),
        ("租金", quote(f"{rent(rng)}元/月")),
        ("起始日期", p.date("lease_start", f.start, form)),
        ("终止日期", p.date("lease_end", f.end, form)),
        ("备案日期", p.date("issued_on", f.issued, form)),
        ("备案机构", quote(f"{f.printed.district}房屋租赁管理事务中心")),
    ]
    colon = rng.choice(["：", " ", ":"])
    p.add(
        "#v(3mm)",
        *[f"#grid(columns: (38mm, 1fr), [{quote(spread(k, 4) if len(k) < 4 else k)}{quote(colon)}], [{v}])\n#v(2.6mm)" for k, v in rows],
        "#line(length: 100%)",
        f"#v(16mm)#align(right)[{quote('（备案专用章）')}#h(16mm)]",
        p.seal(office_seal(f, rng), 134, -3),
    )
    return p


def filed_contract(f, rng) -> Paper:
    """First page of a contract signed through the platform, with its filing number and a 已备案 stamp."""
    p = Paper(rng, font=SONG[0], size="11pt", margin="(x: 25mm, y: 22mm)")
    p.add(
        f"#align(right, text(size: 9.5pt)[{quote('网签备案编号：')}{p.v('filing_number', f.filing)}\\ {quote('备案日期：')}{p.date('issued_on', f.issued, 'dash')}])",
        title("上海市住房租赁合同", 20, gap="2mm"),
        f"#align(center)[{quote('（网签备案版）')}]",
        "#v(5mm)",
        "#set par(leading: 0.95em, first-line-indent: (amount: 2em, all: true))",
    )
    months = max(1, round((f.end - f.start).days / 30.44))
    clauses = [
        quote("甲方（出租方）：") + p.v("landlord", f.landlord),
        quote("乙方（承租方）：") + p.v("tenant", f.holder_text()),
        quote("甲、乙双方经协商一致，就住房租赁事项订立本合同，并已通过网签备案系统备案。"),
        "#strong[" + quote("第一条　房屋基本情况") + "]",
        quote("1.1 甲方将坐落于 ")
        + p.v("address", full_address(f, rng))
        + quote(" 的房屋（以下简称该房屋）出租给乙方，建筑面积 ")
        + p.v("area", f"{f.area}平方米")
        + quote("。"),
        quote("1.2 房屋用途：") + p.usage(f.usage, f.usage_class) + quote("。租赁期内未经甲方同意不得改变。"),
        "#strong[" + quote("第二条　租赁期限") + "]",
        quote("2.1 租赁期限自 ")
        + p.date("lease_start", f.start)
        + quote(" 起至 ")
        + p.date("lease_end", f.end)
        + quote(f" 止，共计 {months} 个月。"),
        quote("2.2 租赁期满，乙方应如期返还该房屋。"),
        "#strong[" + quote("第三条　租金及支付方式") + "]",
        quote(f"3.1 月租金为人民币 {rent(rng)} 元，按月支付。"),
        quote("3.2 租赁保证金为一个月租金，期满后无息返还。"),
        "#strong[" + quote("第四条　其他") + "]",
        quote("4.1 居住人数不得超过规定标准，厨房、卫生间、阳台等不得出租供人员居住。"),
    ]
    p.add(
        *[c + "\n" for c in clauses],
        "#v(10mm)",
        f"#grid(columns: (1fr, 1fr), [{quote('甲方（签章）：')}], [{quote('乙方（签章）：')}])",
        p.seal(office_seal(f, rng), 60, 24),
    )
    stamp = box_stamp(rng, "已备案")
    p.add(p.seal(stamp, 26, -142, name=False))
    return p
