"""The old 上海市房地产权证: the green book's inner page, the open book, and the statement with its record page."""

import random

import third_page as t

LAW = "根据《中华人民共和国宪法》、《中华人民共和国物权法》、《中华人民共和国土地管理法》、《中华人民共和国城市房地产管理法》和《上海市房地产登记条例》的规定，为保护房地产权利人的合法权益，对权利人申请登记的本证所列房地产，经审查，准予登记，颁发此证。"
GREENS = ["#d5e8d6", "#cfe6dc", "#dcebd3"]


def _number(sheet, f, rng: random.Random) -> str:
    """沪 房 地 奉 字 (2014) 第 001234 号, with the gaps of a form that was typed into."""
    bare = f.certificate
    wide = bare.replace("沪房地", "沪 房 地 ").replace("字", " 字 ").replace("第", " 第 ").replace("号", " 号")
    return sheet.v("certificate_number", rng.choice([wide, wide, bare.replace("第", " 第"), bare]), bare)


def _seal(f, rng: random.Random) -> tuple:
    return rng.choice(
        [
            (f"上海市{f.printed.district}房地产登记处", "登记专用章"),
            (f"上海市{f.printed.district}房地产登记处", ""),
            ("上海市房地产登记处", "登记专用章"),
        ]
    )


def _place(sheet, f, rng: random.Random) -> tuple:
    """The place without the room, and the room, as two cells."""
    before = t.place(rng, f, 0.1)
    room = f.room_text() if rng.random() < 0.3 else f.room()
    return sheet.v("address", before + f.street(), f.whole(before)), sheet.v("room_part", room)


def _parts(sheet, f, rng: random.Random) -> dict:
    start, end = t.land_term(rng, f)
    street, room = _place(sheet, f, rng)
    joint = rng.choice(["、", "、", "，"])
    return {
        "holder": sheet.v("holder", f.holder_text(joint), f.holder_text()),
        "street": street,
        "room": room,
        "land_usage": sheet.v("land_usage", f.land_usage),
        "usage": sheet.usage(f),
        "type": sheet.v("building_type", f.building_type),
        "area": sheet.v("area", f.area),
        "lot": f.lot(),
        "land": t.land_area(rng),
        "term": f"{t.day_text(start)}至{t.day_text(end)}止",
        "floors": str(t.floors(rng, f)),
        "built": f"{min(f.issued.year - 1, max(1982, start.year + rng.randrange(1, 5)))}年",
        "got": rng.choice(["出让", "出让", "划拨", "转让"]),
        "nature": rng.choice(["国有建设用地使用权", "国有", "国有建设用地使用权"]),
    }


def _table(p: dict, spread: str = "") -> str:
    """The ruled table with its side headers."""

    def label(text: str) -> str:
        return f'<td class="l {spread}">{text}</td>'

    return (
        f'<table class="main"><colgroup><col style="width:9mm"><col style="width:24%"><col><col style="width:20%"><col></colgroup>'
        f'<tr><td colspan="2" class="l {spread}">权利人</td><td colspan="3">{p["holder"]}</td></tr>'
        f'<tr><td colspan="2" class="l {spread}">房地坐落</td><td colspan="3">{p["street"]}</td></tr>'
        f'<tr><td colspan="2" class="l {spread}">权属性质</td><td>{p["nature"]}</td>{label("使用权取得方式")}<td>{p["got"]}</td></tr>'
        f'<tr><td rowspan="4" class="side">土地状况</td>{label("用途")}<td>{p["land_usage"]}</td>{label("宗地号")}<td>{p["lot"]}</td></tr>'
        f'<tr>{label("宗地(丘)面积")}<td>{p["land"]}</td><td class="l" rowspan="2">使用权面积</td><td>独用：</td></tr>'
        f"<tr>{label('使用期限')}<td>{p['term']}</td><td>分摊：</td></tr>"
        f"<tr>{label('土地等级')}<td></td>{label('其他')}<td></td></tr>"
        f'<tr><td rowspan="3" class="side">房屋状况</td>{label("室号或部位")}<td>{p["room"]}</td>{label("建筑面积")}<td>{p["area"]}</td></tr>'
        f"<tr>{label('建筑类型')}<td>{p['type']}</td>{label('用途')}<td>{p['usage']}</td></tr>"
        f"<tr>{label('总层数')}<td>{p['floors']}</td>{label('竣工日期')}<td>{p['built']}</td></tr></table>"
    )


def old_inner_page(f, rng: random.Random) -> t.Sheet:
    """One page of the book: number, table, day of registration, the office."""
    sheet = t.Sheet(186, 262, rng.choice(t.SONG), 11)
    values = rng.choice([sheet.face, rng.choice(t.KAI), rng.choice(t.HEI)])
    sheet.css = f".main td{{height:{rng.choice([11, 13, 15])}mm}}.v{{font-family:{values}}}.l{{font-size:10.5pt}}"
    p = _parts(sheet, f, rng)
    name, below = _seal(f, rng)
    office = rng.choice([f.printed.district, f"{f.printed.district}房地产登记处"])
    body = (
        f'<div class="c" style="font-size:13pt;margin-bottom:6mm">{_number(sheet, f, rng)}</div>'
        + _table(p, rng.choice(["", "spread", "c"]))
        + f'<div style="position:relative;margin-top:8mm;display:flex;justify-content:space-between"><div>登记日：{sheet.day("issued_on", f.issued)}</div>'
        f'<div style="padding-right:12mm">填证单位：{office}{sheet.seal(t.round_seal(rng, name, below, 38), name, "right:2mm;top:-16mm")}</div></div>'
    )
    sheet.page(body, "17mm 13mm", t.lattice(rng, rng.choice(GREENS)) if rng.random() < 0.6 else "", rng.choice(["#fff", "#f6fbf4", "#fdfdf6"]))
    return sheet


def old_open_book(f, rng: random.Random) -> t.Sheet:
    """The book open on the glass: the statement on the left, labels and typed values without much ruling on the right."""
    sheet = t.Sheet(297, 210, rng.choice(t.SONG), 10.5)
    typed = rng.choice(["'WenQuanYi Zen Hei Mono'", "'AR PL UMing CN'", "'Noto Sans Mono CJK SC'"])
    sheet.css = (
        ".half{position:absolute;top:0;bottom:0;width:148mm;padding:15mm 14mm}.v,.typed{font-family:" + typed + ";letter-spacing:.03em}"
        ".row{display:flex;border-bottom:.25mm solid #333;min-height:9.4mm;align-items:center}.row>b{font-weight:normal;flex:none;white-space:pre}.row>span{flex:1;padding-left:1mm}"
        ".grp{display:flex;border-bottom:.25mm solid #333}.grp>.side{border-right:.25mm solid #333;flex:none;width:8mm}.grp>div:last-child{flex:1;padding-left:2mm}"
        ".grp .row:last-child{border-bottom:0}"
    )
    p = _parts(sheet, f, rng)

    def row(*pairs: tuple) -> str:
        return '<div class="row">' + "".join(f'<b>{label}：</b><span class="typed">{value}</span>' for label, value in pairs) + "</div>"

    name, below = _seal(f, rng)
    left = (
        f'<div class="half" style="left:0"><div class="c" style="font-size:24pt;letter-spacing:.3em;margin:14mm 0 12mm;color:{rng.choice(["#111", "#a5161b"])}">上海市房地产权证</div>'
        f'<div class="c" style="font-size:12pt;margin-bottom:12mm">{_number(sheet, f, rng)}</div><p style="text-indent:2em;line-height:2">{LAW}</p>'
        f'<div style="position:relative;margin:16mm 0 0 50mm">登记机构（盖章）<br><br>{t.day_text(f.issued)}{sheet.seal(t.round_seal(rng, name, below, 40), name, "left:4mm;top:-14mm")}</div>'
        "</div>"
    )
    wide = rng.random() < 0.5
    right = (
        '<div class="half" style="left:149mm;border-left:.2mm solid #bbb">'
        + row(("权　利　人" if wide else "权利人", p["holder"]))
        + row(("房 地 坐 落" if wide else "房地坐落", p["street"]))
        + row(("权属性质", p["nature"]), ("取得方式", p["got"]))
        + '<div class="grp"><div class="side">土地状况</div><div>'
        + row(("用途", p["land_usage"]), ("宗地号", p["lot"]))
        + row(("宗地(丘)面积", p["land"] + "平方米"))
        + row(("使用权面积　独用", "/"), ("分摊", "/"))
        + row(("使用期限", p["term"]))
        + '</div></div><div class="grp"><div class="side">房屋状况</div><div>'
        + row(("室号或部位", p["room"]), ("建筑类型", p["type"]))
        + row(("建筑面积", p["area"] + "平方米"), ("用途", p["usage"]))
        + row(("总层数", p["floors"]), ("竣工日期", p["built"]))
        + "</div></div>"
        + f'<div style="margin-top:7mm;display:flex;justify-content:space-between"><span>登记日：{sheet.day("issued_on", f.issued)}</span>'
        f"<span>填证单位：{f.printed.district}</span></div></div>"
    )
    sheet.page(left + right + '<div style="height:200mm"></div>', "0", t.maybe_under(rng, [], GREENS, 0.5), rng.choice(["#fff", "#f4faf2"]))
    return sheet


def old_statement_and_record(f, rng: random.Random) -> t.Sheet:
    """Two pages copied one after the other; the second has the record and what was noted later."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 12)
    sheet.css = f".main td{{height:{rng.choice([12, 14])}mm;border-width:.25mm}}.v{{font-family:{rng.choice(t.KAI + t.SONG[:1])};font-size:13pt}}"
    p = _parts(sheet, f, rng)
    name, below = _seal(f, rng)
    sheet.page(
        f'<div class="c" style="font-size:30pt;letter-spacing:.25em;margin:30mm 0 14mm">上海市房地产权证</div><div class="c" style="font-size:14pt">{_number(sheet, f, rng)}</div>'
        f'<p style="text-indent:2em;line-height:2.1;margin-top:16mm;font-size:14pt">{LAW}</p>'
        f'<div style="position:relative;margin:24mm 0 0 84mm;font-size:13pt">发证机关（章）<br>{sheet.day("issued_on", f.issued)}{sheet.seal(t.round_seal(rng, name, below, 42), name, "left:2mm;top:-15mm")}</div>',
        "20mm 26mm",
        t.maybe_under(rng, [], GREENS, 0.4),
    )
    note = rng.choice(["", "本房地产已设定抵押权，详见他项权利证明。", "附记：购入商品房。", "共有情况：" + f.co_ownership])
    sheet.page(
        _table(p) + '<table style="margin-top:-.3mm"><tr><td class="c" style="width:14mm;height:34mm">附<br><br>记</td>'
        f'<td style="vertical-align:top">{note}</td></tr></table>'
        f'<div style="margin-top:5mm">登记日：{t.day_text(f.issued)}<span style="float:right">填证单位：{f.printed.district}</span></div>',
        "22mm 18mm",
    )
    return sheet


LAYOUTS = [old_inner_page, old_open_book, old_statement_and_record]
