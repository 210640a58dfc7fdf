"""Lease filing papers: notices, certificates, letters, print-outs, a contract with its filing page."""

import homes
from paper import HEI, KAI, MONO, SONG, Paper, chinese_date, qr_png, qr_uri, spread


def _place(p, f, style=""):
    """The address in one line, or with the part that is let apart; gives both texts."""
    if f.part_apart:
        site, inside = p.v("_site", f.site, style=style), p.v("room_part", f.inside, style=style)
        p.fields["address"] = homes.join(f.site, f.inside)
        return site, inside
    part = p.v("room_part", f.part_let, style=style) if f.part_let else ""
    return p.v("address", f.site_line, style=style), part or "全部"


def _term(p, f, form, style=""):
    return p.v("lease_start", form(f.lease_start), f.lease_start.isoformat(), style), p.v("lease_end", form(f.lease_end), f.lease_end.isoformat(), style)


def _office(p, f, at, foot="租赁备案专用章"):
    p.seal("round", f.office, at, foot=foot)


def _month(f):
    return f"{(f.lease_end.year - f.lease_start.year) * 12 + f.lease_end.month - f.lease_start.month + (1 if f.lease_end.day >= 27 or f.lease_end.day > f.lease_start.day else 0)}个月" if not f.months_said else f.months_said


def notice(f, rng):
    """A notice with numbered clauses, in Word."""
    p = Paper("lease_registration", rng).word((28, 24, 24, 26), rng.choice(SONG + KAI), 12)
    p.para("住房租赁合同登记备案通知书", "center", 20, after=4, bold=rng.random() < 0.5)
    p.para(f"备案编号：{p.v('filing_number', f.filing_number)}", "right", 10.5)
    tenant, landlord = p.v("tenant", f.tenant), p.v("landlord", f.landlord)
    p.para(f"{landlord}、{tenant}：", after=4)
    p.para("你们共同提交的住房租赁合同登记备案申请收悉。经核对，所报材料齐全，现予备案，并将有关事项通知如下：", indent=2, line=1.6)
    where, part = _place(p, f)
    a, b = _term(p, f, chinese_date)
    for i, text in enumerate([f"房屋坐落：{where}" + (f"，租赁部位：{part}" if part != "全部" else "。"), f"租赁用途：{p.v('usage', f.lease_usage)}；建筑面积：{p.v('area', f.area)}平方米。", f"租赁期限：自{a}起至{b}止。", f"月租金：人民币{f.rent}元。"], 1):
        p.para(f"{'一二三四'[i - 1]}、{text}", indent=2, line=1.6, after=2)
    p.para("租赁期限届满，本备案自行失效；续租或者变更的，应当重新办理。本通知书不作为居住登记凭证。", indent=2, line=1.6, before=4)
    p.para(p.v("issuer", f.office), "right", before=26, after=2)
    p.para(p.v("issued_on", chinese_date(f.filed), f.filed.isoformat()), "right")
    _office(p, f, "issued_on")
    if f.code_text:
        p.picture(qr_png(f.code_text), 24, "left")
    return p


def certificate_table(f, rng):
    """A filing certificate as a ruled table with a double frame."""
    p = Paper("lease_registration", rng)
    p.background = rng.choice(["#ffffff", "#fbfaf2", "#f4f8fb"])
    where, part = _place(p, f)
    form = rng.choice([chinese_date, lambda d: d.isoformat(), lambda d: f"{d:%Y.%m.%d}", lambda d: f"{d:%Y/%m/%d}"])
    a, b = _term(p, f, form)
    rows = [
        ("出租人", p.v("landlord", f.landlord), "承租人", p.v("tenant", f.tenant)),
        ("房屋坐落", where, None, None),
        ("租赁部位", part, "租赁用途", p.v("usage", f.lease_usage)),
        ("租赁面积", p.v("area", f.area) + "㎡", "租　　金", f"{f.rent}元/月"),
        ("起租日期", a, "终止日期", b),
        ("产权证号", f.new_number_printed, "备案日期", p.v("issued_on", form(f.filed), f.filed.isoformat())),
    ]
    table = "".join(f"<tr><th>{k}</th><td colspan=3>{v}</td></tr>" if k2 is None else f"<tr><th>{k}</th><td>{v}</td><th>{k2}</th><td>{v2}</td></tr>" for k, v, k2, v2 in rows)
    code = f"<img src=\"{qr_uri(f.code_text)}\" style='width:25mm;position:absolute;left:22mm;bottom:20mm'>" if f.code_text else ""
    body = f"""<div style='border:1.2mm double #444;padding:9mm;height:{rng.choice([150, 170, 235])}mm'><h1 style='font-size:19pt'>上海市住房租赁合同登记备案证明</h1><p class=c>{p.v('filing_number', f.filing_number)}</p>
    <table class=grid>{table}</table><p style='text-indent:2em'>依据《上海市住房租赁条例》，上述租赁合同已办理登记备案，特此证明。</p><p class=r>{p.v('issuer', f.office)}（章）</p></div>{code}"""
    _office(p, f, "issuer")
    return p.set_html(body, "th{font-weight:normal;width:24mm}.grid td,.grid th{height:9mm}", "A4", "20mm", rng.choice(SONG + HEI), 11.5)


def prose(f, rng):
    """Everything in one sentence, in Word."""
    p = Paper("lease_registration", rng).word((34, 28, 30, 30), rng.choice(KAI + SONG), 14)
    p.para(rng.choice(["住房租赁合同备案证明", "房屋租赁登记备案证明", "房屋租赁合同登记备案证明"]), "center", 22, after=18, spacing=2)
    where, part = _place(p, f)
    a, b = _term(p, f, chinese_date)
    if f.part_apart:
        where = where + p.plain("（部位：") + part + p.plain("）")
    elif part != "全部":
        where += "之" + part
    p.para(f"兹证明出租人{p.v('landlord', f.landlord)}将坐落于{where}的房屋出租给承租人{p.v('tenant', f.tenant)}使用，房屋用途为{p.v('usage', f.lease_usage)}，租赁面积{p.v('area', f.area)}平方米，租赁期限自{a}至{b}，共计{_month(f)}。双方已向我中心办理租赁合同登记备案，备案号为{p.v('filing_number', f.filing_number)}。", "both", indent=2, line=1.9)
    p.para("特此证明。", indent=2)
    p.para(p.v("issuer", f.office), "right", before=40, after=4)
    p.para(p.v("issued_on", chinese_date(f.filed), f.filed.isoformat()), "right")
    _office(p, f, rng.choice(["issued_on", "issuer"]))
    return p


def screen(f, rng):
    """A print-out of the filing system's detail page."""
    p = Paper("lease_registration", rng, ink=(28, 28, 36))
    tint = rng.choice(["#2b6cb0", "#1f7a6d", "#444b5a", "#b5462f"])
    where, part = _place(p, f)
    a, b = _term(p, f, lambda d: d.isoformat())
    item = lambda k, v: f"<td class=k>{k}</td><td>{v}</td>"
    rows = [
        item("备案编号", p.v("filing_number", f.filing_number)) + item("备案状态", "<b>已备案</b>"),
        item("出租方", p.v("landlord", f.landlord)) + item("承租方", p.v("tenant", f.tenant)),
        f"<td class=k>房屋地址</td><td colspan=3>{where}</td>",
        item("出租部位", part) + item("房屋用途", p.v("usage", f.lease_usage)),
        item("租赁起始日", a) + item("租赁终止日", b),
        item("租赁面积", p.v("area", f.area) + " ㎡") + item("月租金", f"{f.rent}.00"),
        item("受理机构", p.v("issuer", f.office)) + item("备案时间", p.v("issued_on", f.filed.isoformat(), f.filed.isoformat()) + f" {rng.randrange(9, 17)}:{rng.randrange(10, 59)}:{rng.randrange(10, 59)}"),
    ]
    body = f"""<div style='background:{tint};color:white;padding:3mm 5mm;font-size:13pt'>上海市住房租赁公共服务平台</div><p style='color:#888;font-size:8.5pt'>首页 &gt; 网签备案 &gt; 合同查询 &gt; 详情</p>
    <h2 style='text-align:left;font-size:13pt;border-left:1.2mm solid {tint};padding-left:3mm'>住房租赁合同备案信息</h2><table>{''.join(f'<tr>{r}</tr>' for r in rows)}</table>
    <p style='font-size:8pt;color:#666;margin-top:70mm'>https://zlba.example.sh.cn/detail?id={rng.randrange(10**7, 10**8)}　　{f.today.isoformat()}　　1/1</p>"""
    _office(p, f, (1, rng.uniform(130, 165), rng.uniform(120, 150)))
    return p.set_html(body, f"table td{{border-bottom:.2mm solid #ccc;height:9mm}}.k{{color:#667;width:26mm}}", "A4", "15mm", rng.choice(HEI), 10.5)


def contract(f, rng):
    """A contract of two pages and the filing page at its end, in Word."""
    p = Paper("lease_registration", rng).word((24, 22, 22, 24), rng.choice(SONG), 11)
    where = p.plain(f.site_line if not f.part_apart else homes.join(f.site, f.inside))
    p.para("上海市住房租赁合同", "center", 20, after=6, bold=True)
    p.para(f"合同编号：{rng.randrange(10**9, 10**10)}", "right", 10)
    p.para(f"出租人（甲方）：{f.landlord}", after=2)
    p.para(f"承租人（乙方）：{f.tenant}", after=8)
    clauses = [
        f"1.1 甲方将坐落于本市 {where} 的房屋（以下简称该房屋）出租给乙方。",
        f"1.2 该房屋用途：{f.lease_usage}。乙方不得擅自改变房屋用途。",
        f"2.1 租赁期限自{chinese_date(f.lease_start)}起至{chinese_date(f.lease_end)}止。",
        f"3.1 月租金为人民币{f.rent}元，乙方应于每月{rng.randrange(1, 28)}日前支付。",
        "3.2 租赁期间的水、电、燃气、有线电视、宽带费用由乙方承担；物业服务费由甲方承担。",
        f"4.1 甲方应于签约日向乙方收取押金人民币{f.rent}元，租赁期满时无息退还。",
        "5.1 甲方应保证房屋及附属设施处于可正常使用的状态；乙方应合理使用并妥善保管。",
        "5.2 居住人数与人均居住面积应符合本市规定。厨房、卫生间、阳台和地下储藏室不得出租供人员居住。",
        "6.1 未经甲方书面同意，乙方不得将房屋转租他人。",
        "7.1 任何一方提前解除合同，应提前三十日书面通知对方。",
        "8.1 本合同自双方签字之日起生效。双方应当自合同订立之日起三十日内办理登记备案。",
        "9.1 因本合同发生的争议由双方协商解决；协商不成的，可向房屋所在地人民法院起诉。",
    ]
    for c in clauses:
        p.para(c, "both", indent=2, line=1.7, after=3)
    p.para(f"甲方（签字）：{p.plain(f.landlord, 'h')}　　　　乙方（签字）：{p.plain(f.tenant, 'h')}", before=16)
    p.para(f"签订日期：{chinese_date(f.filed)}", "right").paragraph_format.page_break_before = False
    p.para("合同登记备案页", "center", 17, after=10).paragraph_format.page_break_before = True
    where, part = _place(p, f)
    a, b = _term(p, f, chinese_date)
    rows = [
        ["备案号", p.v("filing_number", f.filing_number)],
        ["出租人", p.v("landlord", f.landlord)],
        ["承租人", p.v("tenant", f.tenant)],
        ["房屋坐落", where],
        ["租赁部位", part],
        ["房屋用途", p.v("usage", f.lease_usage)],
        ["租赁期限", f"{a} 至 {b}"],
        ["备案机构", p.v("issuer", f.office)],
        ["备案日期", p.v("issued_on", chinese_date(f.filed), f.filed.isoformat())],
    ]
    p.table(rows, [40, 115], align="left", height=11)
    _office(p, f, "issued_on")
    return p


def phone(f, rng):
    """A phone's page, printed: one card on a grey ground with a barcode of the filing number."""
    p = Paper("lease_registration", rng, ink=(32, 32, 36))
    where, part = _place(p, f)
    a, b = _term(p, f, lambda d: f"{d:%Y.%m.%d}")
    item = lambda k, v: f"<div class=i><div class=k>{k}</div><div class=w>{v}</div></div>"
    items = [("承租人", p.v("tenant", f.tenant)), ("出租人", p.v("landlord", f.landlord)), ("房屋地址", where), ("租赁部位", part), ("用途", p.v("usage", f.lease_usage)), ("租期", f"{a} - {b}"), ("备案日期", p.v("issued_on", f"{f.filed:%Y.%m.%d}", f.filed.isoformat())), ("发证机关", p.v("issuer", f.office))]
    code = f"<div class=c><img src=\"{qr_uri(f.code_text or f.filing_number)}\" style='width:34mm'></div>"
    body = f"""<div style='width:104mm;margin:0 auto;border:.3mm solid #bbb;background:#eef1f5'><div style='padding:2mm 4mm;font-size:8pt'>{rng.randrange(8, 20)}:{rng.randrange(10, 59)}<span style='float:right'>5G ▮▮▯</span></div>
    <div class=c style='padding:3mm;background:#fff;font-size:12pt'>‹　电子证照详情</div><div style='background:#fff;margin:4mm;border-radius:4mm;padding:5mm'><div class=c style='font-size:13pt'>住房租赁合同备案通知书</div><div class=c style='font-size:9pt;color:#777'>{p.v('filing_number', f.filing_number)}</div>{''.join(item(*i) for i in items)}{code}</div>
    <div class=c style='font-size:8pt;color:#889;padding:3mm'>截屏打印件 · 有效期至租期届满</div></div>"""
    _office(p, f, (1, rng.uniform(125, 145), rng.uniform(150, 185)), "")
    return p.set_html(body, ".i{clear:both;padding:1.6mm 0;border-bottom:.2mm solid #e3e6ea;overflow:hidden}.k{float:left;width:22mm;color:#778}.w{margin-left:24mm}", "A4", "14mm", rng.choice(HEI), 10.5)


def slip(f, rng):
    """A small landscape card from a rental housing operator's desk, filled by a dot printer."""
    p = Paper("lease_registration", rng)
    p.background = rng.choice(["#eef6f2", "#fdf7e8", "#f2f2fb"])
    where, part = _place(p, f)
    a, b = _term(p, f, lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日")
    u = lambda v: f"<span class=u>{v}</span>"
    body = f"""<div style='border:.5mm solid #375;padding:5mm;height:117mm'><table><tr><td><b style='font-size:15pt'>租赁合同备案回执</b><br><span style='font-size:9pt'>（保障性租赁住房）</span></td><td class=r>回执号 {p.v('filing_number', f.filing_number)}</td></tr></table>
    <p style='line-height:2.3'>承租人 {u(p.v('tenant', f.tenant))} 　出租人 {u(p.v('landlord', f.landlord))}<br>房屋坐落 {u(where)} 　部位 {u(part)}<br>房屋用途 {u(p.v('usage', f.lease_usage))} 　面积 {u(p.v('area', f.area))} 平方米<br>租赁期 {u(a)} 至 {u(b)}</p>
    <p class=r>受理单位：{p.v('issuer', f.office)}<br>{p.v('issued_on', chinese_date(f.filed), f.filed.isoformat())}</p></div>"""
    p.seal("square" if rng.random() < 0.3 else "round", f.office, "issued_on")
    return p.set_html(body, "", "A5 landscape", "9mm", rng.choice(MONO + SONG), 11)


def ticked(f, rng):
    """A form with boxes to tick, filled by hand, in Word."""
    p = Paper("lease_registration", rng).word((20, 18, 18, 18), rng.choice(SONG), 11)
    p.para("上海市住房租赁合同备案登记表", "center", 18, after=2)
    p.para(f"（备案机构留存、当事人各执一份）　编号：{p.v('filing_number', f.filing_number)}", "center", 9.5)
    where, part = _place(p, f, "h")
    a, b = _term(p, f, chinese_date, "h")
    living = f.usage_class == "residential"
    tick = rng.choice(["☑", "■"])
    if living or f.usage_class == "non_residential":
        said = "居住" if living else "非居住"
        marked = p.v("usage", said)
        usage = f"{tick}{marked}　□非居住" if living else f"□居住　{tick}{marked}"
    else:
        usage = f"□居住　□非居住　{tick}其他：{p.v('usage', f.lease_usage, style='h')}"
    rows = [
        ["出租人", p.v("landlord", f.landlord, style="h"), "承租人", p.v("tenant", f.tenant, style="h")],
        ["房屋坐落", where, None, None],
        ["租赁部位", part, "建筑面积", p.v("area", f.area, style="h") + "㎡"],
        ["租赁用途", usage, None, None],
        ["租赁期限", f"自 {a} 至 {b}", None, None],
        ["月租金", p.plain(str(f.rent), "h") + " 元", "付款方式", "□月付　☑季付　□其他"],
        ["备案意见", "材料齐全，准予备案。", None, None],
    ]
    p.table(rows, [26, 62, 26, 58], merges=[(1, 1, 1, 3), (3, 1, 3, 3), (4, 1, 4, 3), (6, 1, 6, 3)], align="left", height=14)
    p.para(f"备案机构：{p.v('issuer', f.office)}（盖章）", "right", before=16, after=3)
    p.para(f"备案日期：{p.v('issued_on', chinese_date(f.filed), f.filed.isoformat())}", "right")
    _office(p, f, "issued_on")
    return p


LEASE = [notice, certificate_table, prose, screen, contract, phone, slip, ticked]
