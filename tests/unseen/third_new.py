"""The 不动产权证书 as Shanghai fills it in, where one cell often holds a sentence."""

import datetime as dt
import random

import people
import third_page as t

PALE = ["#f3dcdc", "#dfe9f3", "#efe3cf", "#e4efe0"]
PAPER = ["#fff", "#fff", "#fffaf3", "#fdf7f4", "#f8fbf6"]


def _number(sheet, f, rng: random.Random) -> str:
    return sheet.v(
        "certificate_number",
        rng.choice([f.certificate, f.certificate.replace("字不动产", "字 不动产"), f.certificate.replace("第", "第 ")]),
        f.certificate,
    )


def _unit(sheet, f, grouped: bool) -> str:
    n = f.unit_number
    return sheet.v("unit_number", f"{n[:6]} {n[6:12]} {n[12:19]} {n[19:]}" if grouped else n, n)


def _term(rng: random.Random, f) -> str:
    start, end = t.land_term(rng, f)
    return f"国有建设用地使用权使用期限：{t.day_text(start)}起{t.day_text(end)}止"


def _built(rng: random.Random, f) -> int:
    return rng.randrange(1988, min(2020, f.issued.year))


def _usage(sheet, f) -> str:
    return f"土地用途：{sheet.v('land_usage', f.land_usage)}/房屋用途：{sheet.usage(f)}"


def _area(sheet, f, rng: random.Random) -> str:
    return f"宗地面积：{t.land_area(rng)}平方米/建筑面积：{sheet.v('area', f.area + '平方米')}"


def _others(sheet, f, rng: random.Random, room: str, building_type: str) -> str:
    """The cell 权利其他状况, one running text."""
    return (
        f"土地状况：地号：{f.lot()}；使用权面积：相应的土地面积；独用面积：{rng.choice(['', '/'])}；分摊面积：{rng.choice(['', '/'])}；"
        f"{rng.choice(['', '<br>'])}房屋状况：室号部位：{room}；类型：{building_type}；总层数：{t.floors(rng, f)}；竣工日期：{_built(rng, f)}年。"
    )


def _apart(sheet, f, rng: random.Random, before: str) -> tuple:
    return sheet.v("address", before + f.street(), f.whole(before)), sheet.v("room_part", f.room())


def _values(sheet, f, rng: random.Random, joint: str = "、", grouped: bool = False) -> dict:
    before = t.place(rng, f)
    if rng.random() < 0.25:
        # Some clerks write the room behind the door number as well.
        street, room = sheet.v("address", f.whole(before)), sheet.v("room_part", f.room())
    else:
        street, room = _apart(sheet, f, rng, before)
    return {
        "权利人": sheet.v("holder", f.holder_text(joint), f.holder_text()),
        "共有情况": sheet.v("co_ownership", f.co_ownership),
        "坐落": street,
        "不动产单元号": _unit(sheet, f, grouped),
        "权利类型": "国有建设用地使用权/房屋所有权",
        "权利性质": "土地权利性质：" + rng.choice(["出让", "出让", "划拨"]),
        "用途": _usage(sheet, f),
        "面积": _area(sheet, f, rng),
        "使用期限": _term(rng, f),
        "权利其他状况": _others(sheet, f, rng, room, sheet.v("building_type", f.building_type)),
    }


def _rows(values: dict, heights: dict, spread: str = "") -> str:
    return "".join(
        f'<tr><td class="l {spread}">{label}</td><td style="height:{heights.get(label, heights[""])}mm">{value}</td></tr>'
        for label, value in values.items()
    )


def _office(f, rng: random.Random) -> tuple:
    return rng.choice(
        [
            ("上海市自然资源确权登记局", "不动产登记专用章"),
            (f"上海市{f.printed.district}自然资源确权登记事务中心", ""),
            (f"上海市{f.printed.district}不动产登记事务中心", "登记专用章"),
            ("上海市不动产登记专用章", ""),
        ]
    )


def _front(sheet, f, rng: random.Random, day_field: bool = True) -> str:
    """The statement, the office's seal, the day, who had it printed and the number of the blank."""
    law = "《中华人民共和国民法典》" if f.issued.year > 2020 else "《中华人民共和国物权法》"
    ministry = "中华人民共和国自然资源部监制" if f.issued.year > 2018 else "中华人民共和国国土资源部监制"
    name, below = _office(f, rng)
    day = sheet.day("issued_on", f.issued, rng.choice(["{0}年{1}月{2}日", "{0} 年 {1:02d} 月 {2:02d} 日"])) if day_field else t.day_text(f.issued)
    return (
        f'<p style="text-indent:2em;line-height:2.2;font-size:14pt">根据{law}等法律法规，为保护不动产权利人合法权益，对不动产权利人申请登记的本证所列不动产权利，经审查核实，准予登记，颁发此证。</p>'
        f'<div style="position:relative;margin:26mm 0 0 38%;font-size:13pt;line-height:2">登记机构（章）<br>{day}{sheet.seal(t.round_seal(rng, name, below, 42), name, "left:4mm;top:-13mm")}</div>'
        f'<div class="c" style="margin-top:22mm">{ministry}</div><div class="c" style="margin-top:4mm">编号 NO D31{rng.randrange(10**8, 10**9)}</div>'
    )


def new_inner_sentences(f, rng: random.Random) -> t.Sheet:
    """The inner page alone, upright."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 12)
    sheet.css = f".l{{width:30mm;text-align:center}}.v,td+td{{font-family:{rng.choice(t.SONG + t.KAI + t.HEI)}}}td{{border-color:{rng.choice(['#222', '#6b3b34', '#444'])}}}"
    values = _values(sheet, f, rng)
    body = (
        f'<div class="r" style="font-size:13pt;margin-bottom:3mm;padding-right:4mm">{_number(sheet, f, rng)}</div>'
        f"<table>{_rows(values, {'': rng.choice([14, 16]), '权利其他状况': 62})}</table>"
    )
    sheet.page(body, "22mm 20mm", t.maybe_under(rng, [], PALE, 0.4), rng.choice(PAPER))
    return sheet


def new_spread(f, rng: random.Random) -> t.Sheet:
    """Inner page and 附记 side by side, unit number in groups."""
    sheet = t.Sheet(297, 210, rng.choice(t.SONG), 10.5)
    sheet.css = f".half{{position:absolute;top:0;bottom:0;width:148mm;padding:14mm 13mm}}.l{{width:27mm;text-align-last:justify;padding:1mm 3mm}}.v,td+td{{font-family:{rng.choice(t.SONG + t.KAI)}}}"
    values = _values(sheet, f, rng, grouped=True)
    color = rng.choice(["#111", "#9a2b22", "#111"])
    note = [
        f"业务编号：{f.issued.year}{rng.randrange(10**7):08d}",
        f"登记日：{t.day_text(f.issued)}",
        rng.choice(["", "原权证号：" + f"沪房地{f.certificate[7]}字（{f.issued.year - 6}）第{rng.randrange(10**5):06d}号"]),
    ]
    body = (
        f'<div class="half" style="left:0"><div style="color:{color};margin-bottom:2mm">{_number(sheet, f, rng)}</div>'
        f"<table>{_rows(values, {'': 10.5, '权利其他状况': 44})}</table></div>"
        f'<div class="half" style="left:149mm;border-left:.2mm dashed #bbb"><div class="c" style="font-size:15pt;letter-spacing:1em;margin-bottom:3mm;color:{color}">附记</div>'
        f'<div style="border:.3mm solid #222;height:158mm;padding:4mm;line-height:1.9">{"<br>".join(note)}</div>'
        '</div><div style="height:200mm"></div>'
    )
    sheet.page(body, "0", t.maybe_under(rng, [], PALE, 0.4), rng.choice(PAPER))
    return sheet


def new_front_and_inner(f, rng: random.Random) -> t.Sheet:
    """Statement, inner page and plan of the flat, three pages in one file."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 12)
    sheet.css = f".l{{width:32mm;text-align:center}}.v,td+td{{font-family:{rng.choice(t.SONG + t.KAI)}}}"
    sheet.page('<div style="height:40mm"></div>' + _front(sheet, f, rng), "20mm 30mm", t.maybe_under(rng, [], PALE, 0.4))
    values = _values(sheet, f, rng, rng.choice(["、", "，"]), rng.random() < 0.4)
    sheet.page(
        f'<div style="margin-bottom:3mm;text-align:center">{_number(sheet, f, rng)}</div><table>{_rows(values, {"": 15, "权利其他状况": 58})}</table>',
        "24mm 22mm",
    )
    if rng.random() < 0.5:
        plan = "".join(
            f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="none" stroke="#333" stroke-width="1.4"/>'
            for x, y, w, h in ((20, 20, 90, 70), (110, 20, 60, 110), (20, 90, 90, 90), (110, 130, 60, 50))
        )
        sheet.page(
            f'<div class="c" style="font-size:16pt;letter-spacing:1em">附图页</div><div class="c" style="margin-top:6mm">房屋分层分户平面图</div>'
            f'<div class="c" style="margin-top:14mm"><svg width="120mm" height="130mm" viewBox="0 0 190 200">{plan}</svg>'
            '</div><div class="r">比例尺 1：200</div>',
            "24mm 22mm",
        )
    return sheet


def new_see_annex(f, rng: random.Random) -> t.Sheet:
    """用途 and 室号部位 refer to 附记, a table on the second page."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 12)
    sheet.css = f".l{{width:30mm;text-align:center}}.list td,.list th{{text-align:center;padding:1.6mm 1mm;font-size:10pt}}.v,td+td{{font-family:{rng.choice(t.SONG + t.HEI)}}}"
    word, before = rng.choice(["详见附记", "详见附记", "见附记", "详见附记页"]), t.place(rng, f)
    missing = "annex_missing" in f.flags
    values = {
        "权利人": sheet.v("holder", f.holder_text()),
        "共有情况": sheet.v("co_ownership", f.co_ownership),
        "坐落": sheet.v("address", before + f.street(), before + f.street() if missing else f.whole(before)),
        "不动产单元号": word,
        "权利类型": "国有建设用地使用权/房屋所有权",
        "权利性质": "土地权利性质：出让",
        "用途": word,
        "面积": f"宗地面积：{t.land_area(rng)}平方米/建筑面积：{word}",
        "使用期限": _term(rng, f),
        "权利其他状况": f"土地状况：地号：{f.lot()}；使用权面积：相应的土地面积；<br>房屋状况：{word}。",
    }
    sheet.page(
        f'<div class="c" style="font-size:13pt;margin-bottom:4mm">{_number(sheet, f, rng)}</div><table>{_rows(values, {"": 15, "权利其他状况": 54})}</table>',
        "22mm 20mm",
    )
    if missing:
        return sheet
    built, high = _built(rng, f), t.floors(rng, f)
    rows = [
        [
            _unit(sheet, f, False),
            sheet.v("room_part", f.room()),
            sheet.v("area", f.area),
            sheet.v("land_usage", f.land_usage),
            sheet.usage(f),
            sheet.v("building_type", f.building_type),
            high,
            f"{built}年",
        ]
    ]
    total = float(f.area)
    if rng.random() < 0.4 and f.usage_class == "residential":
        total += (extra := round(rng.uniform(11, 16), 2))
        number = f.unit_number[:-4] + f"{int(f.unit_number[-4:]) + 300:04d}"
        rows.append([number, f"地下1层车位{rng.randrange(1, 200)}", f"{extra:.2f}", f.land_usage, "特种用途", "车库", 1, f"{built}年"])
    heads = ["不动产单元号", "室号部位", "建筑面积", "土地用途", "房屋用途", "类型", "总层数", "竣工日期"]
    listed = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    widths = '<colgroup><col style="width:39mm"><col style="width:24mm"><col><col style="width:22mm"><col style="width:20mm"><col><col style="width:14mm"><col></colgroup>'
    sheet.page(
        f'<div class="c" style="font-size:17pt;letter-spacing:.8em;margin-bottom:5mm">附记</div><table class="list" style="word-break:break-all">{widths}<tr>{"".join(f"<th>{h}</th>" for h in heads)}</tr>{listed}'
        f'<tr><td colspan="2">合计</td><td>{total:.2f}</td><td colspan="5"></td></tr></table><div style="margin-top:6mm">业务编号：{f.issued.year}{rng.randrange(10**7):08d}</div>',
        "26mm 15mm",
    )
    return sheet


def new_combined_form(f, rng: random.Random) -> t.Sheet:
    """The combined blank: the rights above, a table of units below."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 11.5)
    sheet.css = f".l{{width:26mm;text-align:center}}.v{{font-family:{rng.choice(t.SONG + t.KAI)}}}.list td,.list th{{text-align:center}}"
    street, room = _apart(sheet, f, rng, t.place(rng, f))
    upper = {
        "权利人": sheet.v("holder", f.holder_text()),
        "共有情况": sheet.v("co_ownership", f.co_ownership),
        "坐落": street,
        "权利类型": "国有建设用地使用权/房屋所有权",
        "权利性质": "土地权利性质：出让",
        "使用期限": _term(rng, f),
    }
    usage = f"土地用途：{sheet.v('land_usage', f.land_usage)}<br>房屋用途：{sheet.usage(f)}"
    remark = f"室号部位：{room}；类型：{sheet.v('building_type', f.building_type)}；总层数：{t.floors(rng, f)}；竣工日期：{_built(rng, f)}年"
    lower = (
        f'<tr><td style="height:44mm;word-break:break-all">{_unit(sheet, f, True)}</td><td>{usage}</td><td>{sheet.v("area", f.area + rng.choice(["平方米", "㎡"]))}</td>'
        f'<td style="text-align:left">{remark}</td></tr>'
    )
    lower += '<tr><td style="height:12mm"></td><td></td><td></td><td></td></tr>' * rng.choice([1, 2, 3])
    name, below = _office(f, rng)
    body = (
        f'<div style="display:flex;justify-content:space-between;margin-bottom:3mm"><span>{_number(sheet, f, rng)}</span>'
        f"<span>NO. J{rng.randrange(10**10, 10**11)}</span></div>"
        f'<table>{_rows(upper, {"": 13})}</table><table class="list" style="margin-top:-.3mm"><tr><th style="width:46mm">不动产单元号</th>'
        f'<th style="width:42mm">用途</th><th>面积</th><th style="width:48mm">备注</th></tr>{lower}</table>'
        f'<div style="position:relative;margin:9mm 0 0 104mm">登记机构（章）<br>{sheet.day("issued_on", f.issued)}{sheet.seal(t.round_seal(rng, name, below, 40), name, "left:4mm;top:-14mm")}</div>'
    )
    sheet.page(body, "22mm 18mm", t.maybe_under(rng, [], PALE), rng.choice(PAPER))
    return sheet


def new_owners_listed(f, rng: random.Random) -> t.Sheet:
    """Several owners: one below the other, and their shares or kinship of rights told in 附记."""
    if len(f.holders) == 1 and "公司" not in f.holders[0]:
        f.holders, f.co_ownership = [f.holders[0], people.name(rng)], rng.choice(["共同共有", "共同共有", "按份共有"])
        rng.shuffle(f.holders)
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 11.5)
    sheet.css = (
        f".l{{width:31mm;text-align:center;background:{rng.choice(['#fff', '#f5f1ea', '#fff'])}}}.v,td+td{{font-family:{rng.choice(t.SONG + t.HEI)}}}"
    )
    joint = rng.choice([",", "，", "、", " "])
    values = _values(sheet, f, rng, joint)
    share = rng.choice([2, 3, 4])
    note = (
        "；".join(f"{name}：{share - 1 if i == 0 else 1}/{share}" for i, name in enumerate(f.holders[:2]))
        if f.co_ownership == "按份共有" and len(f.holders) == 2
        else "共有权利人各执证一本"
    )
    if len(f.holders) == 1:
        note = "无"
    body = (
        f'<div class="c" style="font-size:20pt;letter-spacing:.3em;margin-bottom:4mm;color:{rng.choice(["#b5121b", "#111"])}">不动产权证书</div>'
        f'<div class="r">{_number(sheet, f, rng)}</div>'
        f'<table style="margin-top:2mm">{_rows(values, {"": 12.5, "权利其他状况": 46})}<tr><td class="l">附记</td>'
        f'<td style="height:26mm;vertical-align:top">共有份额：{note}<br>登记日：{sheet.day("issued_on", f.issued)}</td>'
        "</tr></table>"
    )
    sheet.page(body, "20mm 20mm", t.maybe_under(rng, [], PALE), rng.choice(PAPER))
    return sheet


def new_electronic_print(f, rng: random.Random) -> t.Sheet:
    """A print of the electronic licence: short values, sign of the state as a ring, code in the corner."""
    sheet = t.Sheet(210, 297, rng.choice(t.HEI), 10.5)
    red = rng.choice(["#b5121b", "#8f1d1d"])
    sheet.css = f".l{{width:32mm;background:{rng.choice(['#fbf3f0', '#fff', '#f4f6f9'])};color:{rng.choice(['#111', '#7a2a22'])}}}td{{border:.2mm solid {rng.choice(['#b98', '#999', '#c9a7a0'])};padding:2mm 3mm}}.v,td+td{{font-family:{rng.choice(t.SONG[:1] + t.HEI)}}}"
    before = t.place(rng, f, 0.75)
    start, end = t.land_term(rng, f)
    number = sheet.v("room_part", f.room())
    total, at = t.floors(rng, f), t.floor_of(f)
    values = {
        "权利人": sheet.v("holder", f.holder_text(rng.choice(["、", ","])), f.holder_text()),
        "共有情况": sheet.v("co_ownership", f.co_ownership),
        "坐落": sheet.v("address", f.whole(before)) if rng.random() < 0.6 else sheet.v("address", before + f.street(), f.whole(before)),
        "不动产单元号": _unit(sheet, f, False),
        "权利类型": "国有建设用地使用权 / 房屋所有权",
        "权利性质": rng.choice(["出让 / 市场化商品房", "出让 / 动迁房", "出让 / 配套商品房"]) if f.usage_class == "residential" else "出让",
        "用途": f"{sheet.v('land_usage', f.land_usage)} / {sheet.usage(f)}",
        "面积": f"共用宗地面积：{t.land_area(rng)}㎡ / 房屋建筑面积：{sheet.v('area', f.area + '㎡')}",
        "使用期限": f"{end.year}/{end.month}/{end.day}止",
        "权利其他状况": f"房间号：{number}<br>房屋结构：钢筋混凝土结构<br>房屋总层数：{total}层，所在层数：{at}层<br>房屋类型：{sheet.v('building_type', f.building_type)}　竣工日期：{_built(rng, f)}年",
    }
    name, below = _office(f, rng)
    printed = f.today - dt.timedelta(days=rng.randrange(1, 40))
    body = (
        f'<div style="position:absolute;right:18mm;top:14mm">{t.code(rng, 22)}</div><div class="c" style="color:{red};font-size:23pt;letter-spacing:.2em;margin-top:6mm">中华人民共和国<br>不动产权证书</div>'
        f'<div class="c" style="margin:1mm 0 6mm">（电子证照）</div><div style="margin-bottom:2mm">不动产权证号：{_number(sheet, f, rng)}</div>'
        f'<table>{_rows(values, {"": 10, "附记": 20})}<tr><td class="l">附记</td><td style="height:16mm"></td>'
        "</tr></table>"
        f'<div style="position:relative;margin:8mm 0 0 108mm">登记机构：{name if name.endswith(("局", "中心")) else "上海市自然资源确权登记局"}<br>登记日期：{sheet.day("issued_on", f.issued)}{sheet.seal(t.round_seal(rng, name, below, 40), name, "left:16mm;top:-13mm")}</div>'
        f'<div style="margin-top:14mm;font-size:8.5pt;color:#666">打印时间：{printed.isoformat()} {rng.randrange(9, 18):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}　本电子证照与纸质证书具有同等法律效力，可扫描二维码核验。</div>'
    )
    sheet.page(body, "14mm 18mm", t.maybe_under(rng, ["上海市一网通办", "不动产权电子证照"], PALE, 0.5))
    return sheet


LAYOUTS = [new_inner_sentences, new_spread, new_front_and_inner, new_see_annex, new_combined_form, new_owners_listed, new_electronic_print]
