"""The second family's lease filing papers: list, grouped table, card, web page, sentences, two languages, one row."""

from lease_forms import rent
from ornament import barcode, squares
from people import masked, phone
from second_common import day, lease_seal, months, stacked, usage_boxes
from typeset import HEI, KAI, SONG, Paper, cell, quote, spread, table, title


def numbered_notice(f, rng) -> Paper:
    """Addressed to the tenant; what was filed follows as 一、二、三."""
    p = Paper(rng, font=rng.choice([SONG[0], KAI[0]]), size="12.5pt", margin="(x: 26mm, y: 24mm)")
    form = rng.choice(["cn", "han", "dot1"])
    city = rng.choice(["本市", "上海市"])
    address = city.replace("本市", "") + f.printed.district + f.whole()
    items = [
        quote("出租人：") + p.v("landlord", f.landlord) + quote("；承租人：") + p.v("tenant", f.holder_text()) + quote("。"),
        quote("租赁房屋位于" + city.replace("上海市", ""))
        + p.v("address", address)
        + quote("，建筑面积")
        + p.v("area", f"{f.area}平方米")
        + quote("。"),
        quote("房屋用途为") + p.usage(f.usage, f.usage_class) + quote("。"),
        quote("租赁期限：") + day(p, "lease_start", f.start, form) + quote("至") + day(p, "lease_end", f.end, form) + quote("。"),
        quote(f"租金标准：每月人民币{rent(rng)}元。"),
        quote("租赁合同变更、续订或者提前解除的，应当自变更之日起三十日内办理变更或注销备案。"),
    ]
    p.add(
        title("租赁合同登记备案通知书", 21, gap="3mm"),
        f"#align(center, text(size: 11pt)[{p.v('filing_number', f.filing)}])",
        "#v(6mm)#set par(leading: 1.1em)",
        quote("租赁当事人："),
        "",
        quote("　　你们提交的房屋租赁合同备案申请收悉，现予备案，有关事项通知如下："),
        "",
        *[f"#grid(columns: (18mm, 1fr), align(right)[{quote(n + '、')}], [{item}])\n" for n, item in zip("一二三四五六", items)],
        "#v(18mm)",
        f"#align(right)[{quote('备案部门（印章）')}#h(10mm)]\n",
        f"#align(right)[{day(p, 'issued_on', f.issued, form)}#h(8mm)]",
        p.seal(lease_seal(f, rng), 122, -12),
    )
    return p


def grouped_table(f, rng) -> Paper:
    """A column of upright group names at the left; the use is ticked."""
    p = Paper(rng, font=SONG[rng.randrange(2)], size="10.5pt", margin="18mm")
    style, form = rng.choice(["glyph", "square", "drawn"]), rng.choice(["dot", "slash1", "cn0"])
    label = lambda t: cell(quote(t), align="center + horizon")
    wide = lambda code: cell(code, colspan=3)
    prefix = "上海市" + f.printed.district
    cells = [
        stacked("出租方", 2),
        label("姓名/名称"),
        wide(p.v("landlord", f.landlord)),
        label("联系电话"),
        quote(phone(rng)),
        label("经办人"),
        quote("/"),
        stacked("承租方", 2),
        label("姓名/名称"),
        wide(p.v("tenant", f.holder_text())),
        label("证件类型"),
        quote("居民身份证"),
        label("证件号码"),
        f"#text(size: 8.5pt)[{quote(masked(f.person_id))}]",
        stacked("房屋情况", 3),
        label("坐落位置"),
        wide(p.v("address", prefix + f.street(), prefix + f.whole())),
        label("室号部位"),
        p.v("room_part", f.room_text()),
        label("建筑面积"),
        p.v("area", f"{f.area}㎡"),
        label("使用用途"),
        wide(usage_boxes(p, f, style)),
        stacked("租赁情况", 3),
        label("起租日期"),
        day(p, "lease_start", f.start, form),
        label("到期日期"),
        day(p, "lease_end", f.end, form),
        label("月租金"),
        quote(f"{rent(rng)}元"),
        label("押　金"),
        quote("一个月租金"),
        label("合同形式"),
        wide(quote("网上签约")),
    ]
    p.add(
        title("房屋租赁合同登记备案表", 18, HEI[0], gap="4mm"),
        f"#text(size: 9.5pt)[{quote('备案编号：')}{p.v('filing_number', f.filing)}#h(1fr){quote('备案日期：')}{day(p, 'issued_on', f.issued, form)}]",
        table("(10mm, 25mm, 1fr, 25mm, 1fr)", cells, inset="6pt", rows="13mm"),
        "#v(6mm)",
        quote("备案意见：材料齐全，准予备案。"),
        "#v(18mm)",
        f"#align(right)[{quote('（备案机关盖章）')}#h(14mm)]",
        p.seal(lease_seal(f, rng), 138, -4),
    )
    return p


def card(f, rng) -> Paper:
    """A card with a code of squares; the term stands on two lines."""
    p = Paper(rng, font=HEI[rng.randrange(2)], size="9.5pt", width=160, height=110, margin="(x: 10mm, top: 9mm, bottom: 6mm)")
    p.background = '#place(top, rect(width: 100%, height: 20mm, fill: rgb("#e8f0e4")))'
    form = rng.choice(["dash", "dot1", "slash"])
    rows = [
        ("凭证编号", p.v("filing_number", f.filing)),
        ("承租方", p.v("tenant", f.holder_text())),
        ("出租方", p.v("landlord", f.landlord)),
        ("房屋地址", p.v("address", f.printed.district + f.whole())),
        ("房屋用途", p.usage(f.usage, f.usage_class)),
        ("起　租", day(p, "lease_start", f.start, form)),
        ("止　租", day(p, "lease_end", f.end, form)),
        ("发证日期", day(p, "issued_on", f.issued, form)),
    ]
    body = ", ".join(f"[{quote(k)}], [{v}]" for k, v in rows)
    p.add(
        title("房屋租赁合同备案凭证", 15, gap="9mm"),
        f"#grid(columns: (1fr, 34mm), column-gutter: 4mm, grid(columns: (20mm, 1fr), row-gutter: 3.6mm, {body}), align(center)[{squares(rng, 30)}#linebreak()#text(size: 7pt)[{quote('扫码查验')}]])",
        p.seal(lease_seal(f, rng), 104, -8),
    )
    return p


def web_page(f, rng) -> Paper:
    """A page of the portal, printed by the browser: head and foot lines, bars for the sections."""
    p = Paper(rng, font=HEI[0], size="10pt", margin="(x: 15mm, top: 10mm, bottom: 10mm)")
    form = rng.choice(["dash", "slash1", "clock"])
    bar = lambda t: (
        f'#v(4mm)#block(width: 100%, fill: rgb("#e6f0fb"), inset: 5pt, stroke: (left: 3pt + rgb("#1f6fd6")))[#text(weight: "bold", fill: rgb("#1f4f96"))[{quote(t)}]]#v(1mm)'
    )
    pair = lambda k, v: f'#text(fill: rgb("#666666"))[{quote(k + "：")}]{v}'
    two = lambda *items: "#grid(columns: (1fr, 1fr), row-gutter: 4.5mm, column-gutter: 6mm, " + ", ".join(f"[{pair(k, v)}]" for k, v in items) + ")"
    one = lambda k, v: pair(k, v) + "\n#v(1.2mm)\n"
    p.add(
        f"#text(size: 7.5pt)[{quote(f'{f.today.year}/{f.today.month}/{f.today.day} {rng.randrange(8, 20)}:{rng.randrange(10, 60)}')}#h(1fr){quote('随申办 - 我的租赁备案 - 详情')}]",
        f'#v(2mm)#block(width: 100%, fill: rgb("#1f6fd6"), inset: 8pt)[#text(fill: white, size: 14pt)[{quote("上海市住房租赁合同备案")}]#h(1fr)#text(fill: white, size: 9pt)[{quote("首页　办事　我的")}]]',
        f'#v(2mm)#text(size: 8.5pt, fill: rgb("#888888"))[{quote("当前位置：首页 > 我的租赁备案 > 备案详情")}]',
        bar("备案信息"),
        two(
            ("备案编号", p.v("filing_number", f.filing)),
            ("备案状态", quote("备案通过")),
            ("备案时间", day(p, "issued_on", f.issued, form)),
            ("备案方式", quote("网上办理")),
        ),
        bar("承租人信息"),
        two(("承租人", p.v("tenant", f.holder_text())), ("证件号码", quote(masked(f.person_id)))),
        bar("出租人信息"),
        two(("出租人", p.v("landlord", f.landlord)), ("联系电话", quote(phone(rng)[:4] + "****"))),
        bar("房屋信息"),
        one("房屋坐落", p.v("address", "上海市" + f.printed.district + f.whole())),
        two(
            ("建筑面积", p.v("area", f"{f.area}㎡")),
            ("房屋用途", p.usage(f.usage, f.usage_class)),
            ("出租方式", quote("整租")),
            ("装修情况", quote("简装")),
        ),
        bar("租期与租金"),
        two(
            ("租期开始", day(p, "lease_start", f.start, form)),
            ("租期结束", day(p, "lease_end", f.end, form)),
            ("月租金", quote(f"{rent(rng)}元")),
            ("付款方式", quote("付三押一")),
        ),
        "#v(10mm)",
        f"#grid(columns: (auto, 1fr), column-gutter: 6mm, [{squares(rng, 22)}], text(size: 8pt)[{quote('本页面信息由备案系统提供，加盖电子印章后有效。')}])",
        p.seal(lease_seal(f, rng), 142, -14),
        f"#v(1fr)#text(size: 7.5pt)[{quote('https://example.sh.cn/zfzl/record/detail?id=' + str(rng.randrange(10**7, 10**8)))}#h(1fr){quote('1/1')}]",
    )
    return p


def months_and_days(f, rng) -> Paper:
    """Sentences: so many months, beginning on one day; the last day has a sentence of its own."""
    p = Paper(rng, font=rng.choice(SONG), size="13pt", margin="(x: 27mm, y: 28mm)")
    form = rng.choice(["cn", "han", "gap"])
    p.add(
        title("房屋租赁合同备案通知书", 21, gap="8mm"),
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 1.2em)",
        f"{quote('承租人')}{p.v('tenant', f.holder_text())}{quote('（证件号码：' + masked(f.person_id) + '）向出租人')}{p.v('landlord', f.landlord)}{quote('承租房屋一处。')}",
        "",
        f"{quote('房屋座落在')}{p.v('address', '上海市' + f.printed.district + f.whole())}{quote('，面积')}{p.v('area', f.area + '平方米')}{quote('，作')}{p.usage(f.usage, f.usage_class)}{quote('使用。')}",
        "",
        f"{quote(f'租期共{months(f)}个月。起租日为')}{day(p, 'lease_start', f.start, form)}{quote('。')}",
        "",
        f"{quote('租期于')}{day(p, 'lease_end', f.end, form)}{quote('届满，届满后备案自动失效。')}",
        "",
        f"{quote('合同已于')}{day(p, 'issued_on', f.issued, form)}{quote('备案，备案号为')}{p.v('filing_number', f.filing)}{quote('。')}",
        "",
        quote("特此通知。"),
        "#v(20mm)",
        f"#align(right)[{quote('上海市' + f.printed.district + '住房租赁管理服务中心')}]",
        p.seal(lease_seal(f, rng), 118, -4),
    )
    return p


def two_languages(f, rng) -> Paper:
    """Labels in Chinese and English, values at the right or below, days as figures."""
    p = Paper(rng, font=HEI[0], size="10.5pt", margin="(x: 22mm, y: 20mm)")
    form = rng.choice(["slash", "dot", "dash"])
    below = rng.random() < 0.4
    rows = [
        ("承租人", "Lessee", p.v("tenant", f.holder_text())),
        ("证件号码", "ID No.", quote(masked(f.person_id))),
        ("出租人", "Lessor", p.v("landlord", f.landlord)),
        ("房屋地址", "Address", p.v("address", f.printed.district + f.whole())),
        ("房屋用途", "Use of Premises", p.usage(f.usage, f.usage_class)),
        ("建筑面积", "Floor Area", p.v("area", f"{f.area}㎡")),
        ("租赁开始日期", "Commencement Date", day(p, "lease_start", f.start, form)),
        ("租赁结束日期", "Expiry Date", day(p, "lease_end", f.end, form)),
        ("备案日期", "Date of Filing", day(p, "issued_on", f.issued, form)),
    ]
    english = lambda t: f'#text(size: 8.5pt, fill: rgb("#555555"))[{quote(t)}]'
    if below:
        cells = ", ".join(f"[{quote(k + ' ')}{english(e)}#linebreak()#h(4mm){v}]" for k, e, v in rows)
        body = f"#grid(columns: (1fr,), row-gutter: 5.5mm, {cells})"
    else:
        body = table(
            "(58mm, 1fr)", [c for k, e, v in rows for c in (quote(k) + "#linebreak()" + english(e), v)], inset="6.5pt", stroke="0.5pt + luma(150)"
        )
    p.add(
        title("住房租赁合同备案证明", 18, gap="2mm"),
        f"#align(center, text(size: 11pt)[{quote('Certificate of Residential Lease Filing')}])",
        f"#v(4mm)#align(right)[{quote('编号 No. ')}{p.v('filing_number', f.filing)}]",
        "#v(3mm)",
        body,
        "#v(14mm)",
        f"#align(right)[{quote('备案机关（盖章） Filing Authority (Seal)')}]",
        p.seal(lease_seal(f, rng), 132, 3),
    )
    return p


def one_row(f, rng) -> Paper:
    """A row of the office's list: heads above, narrow columns, every value wraps."""
    p = Paper(rng, font=SONG[rng.randrange(2)], size="9.5pt", width=297, height=210, margin="(x: 14mm, y: 16mm)")
    form = rng.choice(["dash", "dot1", "slash1"])
    heads = ["备案号", "出租人", "承租人", "房屋坐落", "面积（㎡）", "用途", "起始日", "终止日", "月租金（元）"]
    values = [
        f"#text(size: 8pt)[{p.v('filing_number', f.filing)}]",
        p.v("landlord", f.landlord),
        p.v("tenant", f.holder_text()),
        p.v("address", f.printed.district + f.whole()),
        p.v("area", f.area),
        p.usage(f.usage, f.usage_class),
        day(p, "lease_start", f.start, form),
        day(p, "lease_end", f.end, form),
        quote(rent(rng)),
    ]
    blank = [""] * len(heads)
    p.add(
        f'#grid(columns: (1fr, auto), [#text(size: 16pt, weight: "bold")[{quote("住房租赁合同网签备案证明（单户）")}]], [{barcode(rng, 44, 7)}])',
        f"#v(2mm)#text(size: 9pt)[{quote('打印窗口：' + f.printed.district + '第' + str(rng.randrange(1, 9)) + '号')}#h(1fr){quote('备案日期：')}{day(p, 'issued_on', f.issued, form)}]",
        "#v(1mm)",
        table(
            "(36mm, 29mm, 21mm, 1fr, 18mm, 19mm, 23mm, 23mm, 20mm)",
            [cell(f"#strong[{quote(t)}]", align="center + horizon") for t in heads] + values + blank,
            inset="5pt",
            align="center + horizon",
            rows="(11mm, 22mm, 11mm)",
        ),
        f"#v(5mm){quote('以上信息与备案系统记录一致。')}",
        f"#v(18mm)#align(right)[{quote(spread('盖章', 4))}#h(26mm)]",
        p.seal(lease_seal(f, rng), 236, -6),
    )
    return p
