"""The filing of a lease under its three names, as notice, proof and registration."""

import datetime as dt
import random

import people
import third_page as t

UNDER = ["住房租赁备案", "上海市住房租赁公共服务平台", "仅供办理居住证使用"]
PALE = ["#dfe9f3", "#e4efe0", "#f0e6d8"]


def _bureau(f, rng: random.Random) -> tuple:
    """Who files, with the words on the seal's rim and below its star."""
    town = {"浦东新区": "川沙新镇", "闵行区": "莘庄镇", "松江区": "九里亭街道", "徐汇区": "漕河泾街道"}.get(f.printed.district, "")
    bureau = f"上海市{f.printed.district}房屋管理局"
    if f.printed.district == "浦东新区":
        bureau = "上海市浦东新区建设和交通委员会"
    choices = [(bureau, "租赁备案专用章"), (bureau, "房屋租赁专用章"), (f"上海市{f.printed.district}房地产交易中心", "租赁备案专用章"), (bureau, "")]
    if town:
        choices.append((f"{f.printed.district}{town}社区事务受理服务中心", "业务专用章"))
    return rng.choice(choices)


def _seal(sheet, rng: random.Random, name: str, below: str, style: str) -> str:
    if below and rng.random() < 0.22:
        return sheet.seal(t.oval_seal(rng, name, below, 44), name, style)
    return sheet.seal(t.round_seal(rng, name, below, rng.choice([38, 40, 42])), name, style)


def _tenant(sheet, f, joint: str = "、") -> str:
    return sheet.v("tenant", f.holder_text(joint), f.holder_text())


def _before(rng: random.Random, f) -> str:
    return rng.choice(["上海市" + f.printed.district] * 3 + [f.printed.district] * 2 + [""])


def _paper_number(f, rng: random.Random) -> str:
    """The number of the person's paper beside the tenant: often masked; a firm has its code."""
    if any("公司" in name for name in f.holders):
        return f"91310{rng.randrange(100, 120)}MA1{rng.randrange(10**6):06d}XQ"[:18]
    return people.masked(f.person_id) if rng.random() < 0.6 else f.person_id


def _rent(rng: random.Random) -> str:
    return f"{rng.randrange(26, 120) * 100}"


def _months(f) -> int:
    end = f.end + dt.timedelta(days=1)
    return (end.year - f.start.year) * 12 + end.month - f.start.month


def lease_notice_table(f, rng: random.Random) -> t.Sheet:
    """上海市住房租赁合同登记备案通知书: a paragraph, a table of two pairs a row, what to mind, seal and code."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 11.5)
    sheet.css = f".l{{width:27mm;background:{rng.choice(['#fff', '#f3f3f3', '#fff'])}}}td{{height:{rng.choice([10.5, 12])}mm}}.v{{font-family:{rng.choice([sheet.face, *t.KAI[:1], *t.HEI[:1]])}}}"
    name, below = _bureau(f, rng)
    red, before = rng.choice(["#111", "#111", "#c3161c"]), _before(rng, f)
    whole = rng.random() < 0.6
    address = sheet.v("address", f.whole(before)) if whole else sheet.v("address", before + f.street(), f.whole(before))
    part = rng.choice(["整套", "全部", "整套出租"]) if whole else sheet.v("room_part", f.room_text())
    form = rng.choice(["{0}年{1}月{2}日", "{0}-{1:02d}-{2:02d}", "{0}年{1:02d}月{2:02d}日"])

    def row(*pairs: tuple) -> str:
        return (
            "<tr>"
            + "".join(f'<td class="l">{label}</td><td colspan="{3 if len(pairs) == 1 else 1}">{value}</td>' for label, value in pairs)
            + "</tr>"
        )

    body = (
        f'<div class="c" style="font-size:19pt;font-weight:600;color:{red}">上海市住房租赁合同登记备案通知书</div><div class="r" style="margin:4mm 0">编号：{sheet.v("filing_number", f.filing)}</div>'
        f'<p style="text-indent:2em;margin-bottom:3mm">根据《上海市住房租赁条例》等规定，出租人与承租人签订的住房租赁合同经审核，准予登记备案，主要内容如下：</p><table>'
        + row(("出租人", sheet.v("landlord", f.landlord)), ("联系电话", people.phone(rng)))
        + row(("承租人", _tenant(sheet, f)), ("证件号码", _paper_number(f, rng)))
        + row(("房屋坐落", address))
        + row(("租赁部位", part), (rng.choice(["租赁面积", "建筑面积"]), sheet.v("area", f.area + rng.choice(["平方米", "㎡"]))))
        + row((rng.choice(["租赁用途", "房屋用途"]), sheet.usage(f)), ("月租金", _rent(rng) + "元"))
        + row(("租赁期限", f"{sheet.day('lease_start', f.start, form)} 至 {sheet.day('lease_end', f.end, form)}"))
        + f'</table><div style="font-size:9.5pt;margin-top:4mm;line-height:1.7">注意事项：<br>1、租赁合同变更、解除的，双方应当及时办理变更或者注销备案。<br>2、本通知书不作为权属证明，租赁期限届满后自动失效。<br>3、扫描二维码可核验备案信息。</div>'
        f'<div style="display:flex;justify-content:space-between;margin-top:8mm"><div>{t.code(rng, 23)}</div>'
        f'<div style="position:relative;text-align:center;margin-right:14mm;padding-top:8mm">{name}<br>{sheet.day("issued_on", f.issued)}{_seal(sheet, rng, name, below, "left:8mm;top:-9mm")}</div>'
        "</div>"
    )
    sheet.page(body, "22mm 20mm", t.maybe_under(rng, UNDER, PALE))
    return sheet


def lease_notice_letter(f, rng: random.Random) -> t.Sheet:
    """住房租赁合同备案通知书 as a letter, the values underlined in sentences."""
    sheet = t.Sheet(210, 297, rng.choice(t.FANG + t.SONG[:1]), 14)
    sheet.css = (
        f".v{{border-bottom:.2mm solid #222;padding:0 1.2mm;font-family:{rng.choice(t.KAI + [sheet.face])}}}p{{text-indent:2em;line-height:2.15}}"
    )
    name, below = _bureau(f, rng)
    before = _before(rng, f)
    city = "" if before.startswith("上海") else rng.choice(["", "本市"])
    body = (
        f'<div class="c" style="font-size:21pt;letter-spacing:.1em;font-weight:600;font-family:{t.SONG[0]}">住房租赁合同备案通知书</div>'
        f'<div class="c" style="margin:3mm 0 8mm;font-size:12pt">备案号：{sheet.v("filing_number", f.filing)}</div>'
        f"<div>{_tenant(sheet, f)}：</div>"
        f"<p>你（单位）与出租人{sheet.v('landlord', f.landlord)}就坐落于{city}{sheet.v('address', f.whole(before))}的房屋（建筑面积{sheet.v('area', f.area + '平方米')}）签订的住房租赁合同，已于{sheet.day('issued_on', f.issued)}完成网签备案。"
        f"该房屋租赁用途为{sheet.usage(f)}，租赁期限自{sheet.day('lease_start', f.start)}起至{sheet.day('lease_end', f.end)}止，月租金人民币{_rent(rng)}元。</p>"
        f"<p>租赁期内合同内容发生变更或者提前解除的，请及时到房屋所在地办理变更、注销手续。</p><p>特此通知。</p>"
        f'<div style="position:relative;margin:18mm 6mm 0 0;text-align:right">{name}<br>{t.day_text(f.issued)}{_seal(sheet, rng, name, below, "right:10mm;top:-12mm")}</div>'
    )
    sheet.page(body, "30mm 27mm", t.maybe_under(rng, UNDER, PALE))
    return sheet


def lease_proof_form(f, rng: random.Random) -> t.Sheet:
    """住房租赁合同备案证明: a district's form made in a word processor, one label a row."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG + t.FANG), 12)
    sheet.css = f".l{{width:38mm;text-align:center}}td{{height:{rng.choice([11, 12.5, 14])}mm}}.v{{font-family:{rng.choice(t.KAI + t.SONG[:1] + [sheet.face])}}}"
    name, below = _bureau(f, rng)
    before = _before(rng, f)
    spread = rng.choice(["", " spread"])
    rows = [
        ("备案编号", sheet.v("filing_number", f.filing)),
        ("出租方（甲方）", sheet.v("landlord", f.landlord)),
        ("承租方（乙方）", _tenant(sheet, f, rng.choice(["、", "，"]))),
        ("乙方证件号码", _paper_number(f, rng)),
        ("房屋地址", sheet.v("address", f.whole(before))),
        ("建筑面积", sheet.v("area", f.area + "平方米")),
        ("房屋用途", sheet.usage(f)),
        ("租赁期限", f"自{sheet.day('lease_start', f.start)}起<br>至{sheet.day('lease_end', f.end)}止"),
        ("月租金", f"{_rent(rng)}元/月"),
        ("备案日期", sheet.day("issued_on", f.issued)),
        ("备　　注", rng.choice(["", "整套出租", "合同期内有效"])),
    ]
    body = (
        '<div class="c" style="font-size:22pt;letter-spacing:.15em;margin-bottom:8mm">住房租赁合同备案证明</div><table>'
        + "".join(f'<tr><td class="l{spread}">{label}</td><td>{value}</td></tr>' for label, value in rows)
        + f'</table><p style="margin-top:6mm;text-indent:2em">经审核，上述住房租赁合同符合备案条件，予以备案，特此证明。</p>'
        f'<div style="position:relative;margin:14mm 0 0 92mm;text-align:center">备案机关（盖章）：{name if rng.random() < 0.6 else ""}<br>{t.day_text(f.issued)}{_seal(sheet, rng, name, below, "left:16mm;top:-12mm")}</div>'
    )
    sheet.page(body, "26mm 24mm", t.maybe_under(rng, UNDER, PALE, 0.2))
    return sheet


def lease_proof_system(f, rng: random.Random) -> t.Sheet:
    """住房租赁合同备案证明 printed from the public service's page: blocks with coloured bars, no vertical rules."""
    sheet = t.Sheet(210, 297, rng.choice(t.HEI), 10.5)
    blue = rng.choice(["#2b6cb0", "#1f5fa8", "#3a7d44", "#444"])
    sheet.css = (
        f".bar{{border-left:1.6mm solid {blue};padding:1mm 3mm;margin:6mm 0 1mm;font-weight:600;background:#f2f6fa}}.g{{display:grid;grid-template-columns:30mm 1fr 30mm 1fr}}"
        ".g>div{border-bottom:.2mm solid #ccc;padding:2.6mm 1mm}.g>div:nth-child(odd){color:#555}.w{grid-column:span 3}"
    )
    name, below = _bureau(f, rng)
    before, apart = _before(rng, f), rng.random() < 0.5
    form = "{0}-{1:02d}-{2:02d}"

    def grid(*cells: tuple) -> str:
        return (
            '<div class="g">'
            + "".join(f"<div>{label}</div><div{'' if half else ' class=w'}>{value}</div>" for label, value, half in cells)
            + "</div>"
        )

    address = sheet.v("address", before + f.street(), f.whole(before)) if apart else sheet.v("address", f.whole(before))
    house = [("房屋坐落", address, False)]
    if apart:
        house += [("室号部位", sheet.v("room_part", f.room()), True), ("出租方式", rng.choice(["整租", "整套"]), True)]
    house += [("建筑面积", sheet.v("area", f.area + "㎡"), True), ("房屋用途", sheet.usage(f), True)]
    body = (
        f'<div style="display:flex;justify-content:space-between;align-items:center;border-bottom:.6mm solid {blue};padding-bottom:4mm">'
        '<div><div style="font-size:18pt;font-weight:600">住房租赁合同备案证明</div>'
        f'<div style="margin-top:2mm">备案编号：{sheet.v("filing_number", f.filing)}</div></div>{t.code(rng, 20)}</div>'
        + '<div class="bar">合同主体</div>'
        + grid(
            ("出租人", sheet.v("landlord", f.landlord), True),
            ("证件类型", "统一社会信用代码" if "公司" in f.landlord else "居民身份证", True),
            ("承租人", _tenant(sheet, f), True),
            ("证件号码", _paper_number(f, rng), True),
        )
        + '<div class="bar">房屋信息</div>'
        + grid(*house)
        + '<div class="bar">租赁信息</div>'
        + grid(
            ("起租日期", sheet.day("lease_start", f.start, form), True),
            ("终止日期", sheet.day("lease_end", f.end, form), True),
            ("租期", f"{_months(f)}个月", True),
            ("月租金（元）", _rent(rng) + ".00", True),
            ("备案日期", sheet.day("issued_on", f.issued, form), True),
            ("备案状态", "已备案", True),
        )
        + f'<div style="position:relative;margin:16mm 10mm 0 0;text-align:right">{name}{_seal(sheet, rng, name, below, "right:8mm;top:-15mm")}</div>'
        f'<div style="margin-top:22mm;color:#777;font-size:8.5pt">打印时间：{min(f.today, f.issued + dt.timedelta(days=rng.randrange(0, 30))).isoformat()}　本证明由系统自动生成，可在住房租赁公共服务平台核验。</div>'
    )
    sheet.page(body, "20mm 19mm", t.maybe_under(rng, UNDER, PALE))
    return sheet


def lease_registration_sheet(f, rng: random.Random) -> t.Sheet:
    """房屋租赁合同登记备案证明 on a bordered blank across, with lines to fill in."""
    sheet = t.Sheet(260, 185, rng.choice(t.SONG), 12.5)
    color = rng.choice(["#8a1c1c", "#1f5f3a", "#222"])
    sheet.css = f".f{{display:flex;margin:2.3mm 0;align-items:flex-end}}.f b{{font-weight:normal;flex:none;white-space:pre}}.f span.u{{flex:1;border-bottom:.25mm solid #333;padding:0 3mm;min-width:0}}.v{{font-family:{rng.choice(t.KAI + t.SONG[:1])};font-size:13pt}}"
    name, below = _bureau(f, rng)
    before = _before(rng, f)

    def fill(*pairs: tuple) -> str:
        return '<div class="f">' + "".join(f'<b>{label}</b><span class="u">{value}</span>' for label, value in pairs) + "</div>"

    day = "{0} 年 {1} 月 {2} 日"
    body = (
        f'<div style="border:.9mm double {color};padding:8mm 13mm;min-height:160mm"><div class="c" style="color:{color};font-size:22pt;letter-spacing:.12em;font-weight:600">房屋租赁合同登记备案证明</div>'
        f'<div class="r" style="margin:2mm 0 3mm">{rng.choice(["登记备案号", "备案证号"])}：{sheet.v("filing_number", f.filing)}</div>'
        + fill(("出 租 人：", sheet.v("landlord", f.landlord)), ("承 租 人：", _tenant(sheet, f)))
        + fill(("房屋坐落：", sheet.v("address", f.whole(before))))
        + fill(("建筑面积：", sheet.v("area", f.area + " 平方米")), ("房屋用途：", sheet.usage(f)))
        + fill(("租赁期限：自 ", sheet.day("lease_start", f.start, day)), (" 起至 ", sheet.day("lease_end", f.end, day)), (" 止", "")).replace(
            '<span class="u"></span>', ""
        )
        + fill(("月 租 金：", f"{_rent(rng)} 元"), ("登记日期：", sheet.day("issued_on", f.issued, day)))
        + f'<div style="font-size:10pt;margin-top:4mm">本证明是租赁行为已登记备案的凭证。租赁期届满，本证明自行失效。</div>'
        f'<div style="position:relative;margin:7mm 18mm 0 0;text-align:right">登记备案机关（章）<br>{name}{_seal(sheet, rng, name, below, "right:2mm;top:-12mm")}</div>'
        "</div>"
    )
    sheet.page(body, "11mm 12mm", t.maybe_under(rng, [], PALE, 0.5), rng.choice(["#fff", "#fdfbf4"]))
    return sheet


def lease_registration_grouped(f, rng: random.Random) -> t.Sheet:
    """房屋租赁合同登记备案证明 as a table with side heads for the parties, the house and the lease."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG + t.HEI[:1]), 11)
    sheet.css = f".l{{text-align:center}}.side{{letter-spacing:.05em;line-height:1.2}}td{{height:{rng.choice([10, 11.5])}mm}}.v{{font-family:{rng.choice([sheet.face, *t.KAI[:1]])}}}"
    name, below = _bureau(f, rng)
    before, apart = _before(rng, f), rng.random() < 0.55
    address = sheet.v("address", before + f.street(), f.whole(before)) if apart else sheet.v("address", f.whole(before))
    part = sheet.v("room_part", f.room_text()) if apart else "整套"

    def row(*pairs: tuple, side: str = "") -> str:
        head = f'<td class="side" rowspan="{side[-1]}">{side[:-1]}</td>' if side else ""
        return (
            "<tr>"
            + head
            + "".join(f'<td class="l">{label}</td><td colspan="{3 if len(pairs) == 1 else 1}">{value}</td>' for label, value in pairs)
            + "</tr>"
        )

    body = (
        f'<div class="c" style="font-size:20pt;letter-spacing:.1em;font-weight:{rng.choice([400, 600])}">房屋租赁合同登记备案证明</div>'
        f'<div style="display:flex;justify-content:space-between;margin:5mm 0 2mm"><span>备案编号：{sheet.v("filing_number", f.filing)}</span>'
        f'<span>备案日期：{sheet.day("issued_on", f.issued)}</span></div><table><colgroup><col style="width:11mm">'
        '<col style="width:28mm"><col><col style="width:28mm"><col></colgroup>'
        + row(("出租人", sheet.v("landlord", f.landlord)), side="双方当事人3")
        + row(("承租人", _tenant(sheet, f)), ("证件号码", _paper_number(f, rng)))
        + row(("联系地址", "同租赁房屋地址"), ("联系电话", people.phone(rng)))
        + row(("房屋坐落", address), side="房屋情况3")
        + row(("租赁部位", part), ("租赁面积", sheet.v("area", f.area + "平方米")))
        + row(("房屋用途", sheet.usage(f)), ("房屋类型", rng.choice(["公寓", "多层", "高层"]) if f.usage_class == "residential" else "/"))
        + row(("租赁期限", f"{sheet.day('lease_start', f.start)}至{sheet.day('lease_end', f.end)}"), side="租赁情况2")
        + row(("租金", f"每月{_rent(rng)}元"), ("支付方式", rng.choice(["按月支付", "按季支付"])))
        + f'</table><div style="position:relative;margin:18mm 0 0 100mm;text-align:center">{name}<br>（备案专用章）{_seal(sheet, rng, name, below, "left:18mm;top:-13mm")}</div>'
    )
    sheet.page(body, "24mm 19mm", t.maybe_under(rng, UNDER, PALE, 0.2))
    return sheet


LAYOUTS = [lease_notice_table, lease_notice_letter, lease_proof_form, lease_proof_system, lease_registration_sheet, lease_registration_grouped]
