"""Property certificates, old and new, and register extracts: a function a layout, each Paper from facts."""

import homes
from paper import HEI, KAI, MONO, SONG, Paper, chinese_date, qr_png, qr_uri, spread


def _stack(text: str) -> str:
    return "<br>".join(text)


def _holder(p, f, style=""):
    return p.v("holder", "、".join(f.holders), style=style)


def _separate(p, f, style=""):
    """The address in two cells; the whole is recorded without a place."""
    site, inside = p.v("_site", f.site, style=style), p.v("room_part", f.inside, style=style)
    p.fields["address"] = homes.join(f.site, f.inside)
    return site, inside


def _period(f, verb="至", end="止"):
    return f"{chinese_date(f.term_from)}{verb}{chinese_date(f.term_to)}{end}"


# Old certificates


def old_spread(f, rng):
    """The opened book: land on the left page, house on the right, vertical headers."""
    p = Paper("property_certificate", rng)
    p.background = rng.choice(["#f3f6ea", "#f7f3e4", "#eef3ea", "#fbf9f2"])
    site, inside = _separate(p, f)
    left = f"""<table class=grid style='height:128mm'><tr><td colspan=3 style='width:30%'>权 利 人</td><td colspan=3>{_holder(p, f)}</td></tr>
    <tr><td colspan=3>房地坐落</td><td colspan=3>{site}</td></tr>
    <tr><td rowspan=6 class=side>{_stack('土地状况')}</td><td colspan=2>权属性质</td><td colspan=3>国有建设用地使用权</td></tr>
    <tr><td colspan=2>使用权取得方式</td><td>{rng.choice(['出让', '划拨', '转让'])}</td><td>用途</td><td>{p.v('land_usage', f.land_usage)}</td></tr>
    <tr><td colspan=2>宗 地 号</td><td colspan=3>{f.district}{f.town}{f.block}街坊{f.lot}丘</td></tr>
    <tr><td colspan=2>宗地(丘)面积</td><td colspan=3>{f.land_area}</td></tr>
    <tr><td rowspan=2 class=side>{_stack('使用权')}</td><td>面积</td><td>独用</td><td>{'&nbsp;'}</td><td>分摊</td></tr>
    <tr><td>期限</td><td colspan=3>{_period(f)}</td></tr></table>"""
    right = f"""<table class=grid style='height:96mm'><tr><td rowspan=6 class=side>{_stack('房屋状况')}</td><td>幢　　号</td><td>{f.home.number}</td></tr>
    <tr><td>室号或部位</td><td>{inside}</td></tr><tr><td>建筑面积</td><td>{p.v('area', f.area)}</td></tr>
    <tr><td>建筑类型</td><td>{p.v('building_type', f.building_type)}</td></tr><tr><td>用　　途</td><td>{p.v('usage', f.usage)}</td></tr>
    <tr><td>总层数／竣工日期</td><td>{f.floors}／{f.built}年</td></tr></table>
    <p class=r style='margin-top:12mm'>登记日：{chinese_date(f.registered)}<br>填证单位：{f.district}房地产登记处</p>"""
    body = f"<div style='width:126mm;float:left'><p class=r>{p.v('certificate_number', f.old_number)}</p>{left}</div><div style='width:118mm;float:right'><p>（房屋状况续）</p>{right}</div>"
    p.seal("round", "上海市房地产登记处", (1, rng.uniform(225, 250), rng.uniform(150, 165)), foot="登记专用章")
    css = ".grid td{border-color:#3a7a4e}" if rng.random() < 0.6 else ""
    return p.set_html(body, css, "A4 landscape", "16mm 18mm", rng.choice(SONG), 11.5)


def old_sheet(f, rng):
    """One upright sheet with spread-out labels, typewriter values above ruled lines."""
    p = Paper("property_certificate", rng)
    p.background = rng.choice(["#fdfcf4", "#f4f8ef", "#ffffff"])
    site, inside = _separate(p, f)
    gap = rng.choice([" ", "　", ""])
    number = f.old_number if rng.random() < 0.5 else " ".join(f.old_number[:5]) + " " + f.old_number[5:]
    rows = lambda pairs: "".join(f"<tr><td style='width:34mm'>{spread(k, gap) if len(k) < 5 else k}</td><td style='border-bottom:.25mm solid'>{v}</td></tr>" for k, v in pairs)
    land = rows([("用途", p.v("land_usage", f.land_usage)), ("宗地号", f"{f.district}{f.block}街坊{f.lot}丘"), ("宗地面积", f"{f.land_area}"), ("使用期限", _period(f))])
    house = rows(
        [("室号或部位", inside), ("建筑面积", p.v("area", f.area)), ("建筑类型", p.v("building_type", f.building_type)), ("用途", p.v("usage", f.usage)), ("总层数", f.floors), ("竣工日期", f"{f.built}年")]
    )
    head = rows([("权利人", _holder(p, f)), ("房地坐落", site), ("权属性质", "国有建设用地使用权"), ("使用权取得方式", "出让")])
    block = lambda title, inner: f"<table style='margin-top:5mm'><tr><td class=side style='border:.4mm solid;font-size:13pt'>{_stack(title)}</td><td style='border:.4mm solid'><table>{inner}</table></td></tr></table>"
    body = f"<h1 style='font-size:21pt;letter-spacing:4pt'>上海市房地产权证</h1><p class=c>{p.v('certificate_number', number, f.old_number)}</p><table>{head}</table>{block('土地状况', land)}{block('房屋状况', house)}"
    body += f"<p class=r style='margin-top:14mm'>发证日期：{p.v('issued_on', chinese_date(f.registered), f.registered.isoformat())}</p>"
    p.seal("round", "上海市房地产登记专用章", "issued_on")
    return p.set_html(body, "", "A4", "22mm 26mm", rng.choice(SONG + KAI[:2]), 12)


def old_two_pages(f, rng):
    """Statement page with the number first, then a dense table with both usages on one row."""
    p = Paper("property_certificate", rng)
    p.background = rng.choice(["#eef5ee", "#fbfbf7"])
    site, inside = _separate(p, f)
    tint = rng.choice(["#2f6b45", "#333", "#6a5a2a"])
    first = f"""<div style='border:1mm double {tint};height:212mm;padding:14mm'><h1 style='font-size:26pt;margin-top:30mm'>上海市房地产权证</h1>
    <p style='text-indent:2em;margin-top:24mm;line-height:2.1;font-size:13pt'>根据《中华人民共和国物权法》、《上海市房地产登记条例》等法律、法规的规定，为保护房地产权利人的合法权益，对房地产权利人申请登记的本证所列房地产，经审核，准予登记，颁发此证。</p>
    <p class=c style='margin-top:26mm;font-size:14pt'>{p.v('certificate_number', f.old_number)}</p></div>"""
    second = f"""<p style='text-align:right;font-size:9pt'>房屋与土地登记信息</p><table class=grid style='border:.6mm solid {tint}'>
    <tr><th colspan=2>权利人</th><td colspan=4>{_holder(p, f)}</td></tr><tr><th colspan=2>房地坐落</th><td colspan=4>{site}</td></tr>
    <tr><th rowspan=4 class=side>{_stack('土地状况')}</th><th>用途</th><td>{p.v('land_usage', f.land_usage)}</td><th rowspan=4 class=side>{_stack('房屋状况')}</th><th>用途</th><td>{p.v('usage', f.usage)}</td></tr>
    <tr><th>宗地号</th><td>{f.block}街坊{f.lot}丘</td><th>室号或部位</th><td>{inside}</td></tr>
    <tr><th>面积</th><td>{f.land_area}</td><th>建筑面积</th><td>{p.v('area', f.area)}</td></tr>
    <tr><th>使用期限</th><td>{_period(f)}</td><th>建筑类型</th><td>{p.v('building_type', f.building_type)}</td></tr>
    <tr><th colspan=2>共有情况</th><td>{p.v('co_ownership', f.co_ownership)}</td><th colspan=2>总层数</th><td>{f.floors}</td></tr></table><p style='margin-top:8mm'>附记：{rng.choice(['以下空白', '无', '—————'])}</p>"""
    p.seal("round", "上海市房地产登记处", (1, 105, 205), foot="发证专用章")
    return p.set_html(first + "<div class=pb></div>" + second, f".grid td,.grid th{{border-color:{tint};font-weight:normal;height:11mm}}", "A4", "24mm 20mm", rng.choice(SONG), 11)


def old_word(f, rng):
    """A re-issued sheet from the archive: four-column table in Word, side headers in merged cells."""
    p = Paper("property_certificate", rng).word((22, 20, 20, 20), rng.choice(SONG + KAI), 11)
    site, inside = _separate(p, f)
    p.para("上海市房地产权证（存档页）", "center", 18, after=4)
    p.para(f"证号：{p.v('certificate_number', f.old_number)}", "left", 11)
    rows = [
        ["权利人", None, _holder(p, f), None, None],
        ["房地坐落", None, site, None, None],
        ["土\n地\n状\n况".replace("\n", " "), "用 途", p.v("land_usage", f.land_usage), "权属性质", "国有"],
        [None, "地 号", f"{f.block}街坊{f.lot}丘", "取得方式", "出让"],
        [None, "宗地面积", str(f.land_area), "使用期限", f"至{chinese_date(f.term_to)}"],
        ["房 屋 状 况", "室号或部位", inside, "建筑面积", p.v("area", f.area)],
        [None, "用 途", p.v("usage", f.usage), "建筑类型", p.v("building_type", f.building_type)],
        [None, "总层数", str(f.floors), "竣工日期", f"{f.built}年"],
    ]
    p.table(rows, [12, 28, 52, 28, 50], merges=[(0, 0, 0, 1), (0, 2, 0, 4), (1, 0, 1, 1), (1, 2, 1, 4), (2, 0, 4, 0), (5, 0, 7, 0)], height=13)
    p.para(f"登记日期：{p.v('issued_on', f'{f.registered:%Y-%m-%d}', f.registered.isoformat())}　　登记机构：{f.district}房地产登记处", after=4, before=12)
    if rng.random() < 0.7:
        p.seal("round", f"{f.district}房地产登记处", "issued_on", foot="档案专用章")
    return p


# New certificates


def _usage(p, f, sep="/"):
    return f"土地用途：{p.v('land_usage', f.land_usage)}{sep}房屋用途：{p.v('usage', f.usage)}"


def _number(p, f):
    return p.v("certificate_number", f.new_number_printed, f.new_number)


def _unit(p, f, groups=None):
    u = f.unit_number
    groups = p.rng.random() < 0.5 if groups is None else groups
    return p.v("unit_number", f"{u[:6]} {u[6:12]} {u[12:19]} {u[19:]}" if groups else u, u)


def _front(p, f, red=False):
    """The certificate's own first page: statement, registry, date."""
    law, ministry = ("物权法", "国土资源部") if f.registered.year < 2021 else ("民法典", "自然资源部")
    p.seal("round", "上海市不动产登记专用章", "issued_on", foot=f"{f.district[:2]}")
    return f"""<div style='height:{'168' if p.size == 'A5' else '240'}mm;padding:8mm;border:.6mm solid #b9a36a'><p style='text-indent:2em;line-height:2.2;font-size:14pt;margin-top:24mm'>根据《中华人民共和国{law}》等法律法规，为保护不动产权利人合法权益，对不动产权利人申请登记的本证所列不动产权利，经审查核实，准予登记，颁发此证。</p>
    <p class=r style='margin-top:36mm;font-size:13pt'>登记机构（章）　　　　<br><br>{p.v('issued_on', chinese_date(f.registered), f.registered.isoformat())}</p>
    <p style='margin-top:24mm;font-size:10pt'>中华人民共和国{ministry}监制　　　编号 NO D31{f.serial}</p></div><div class=pb></div>"""


def _plan(p, f):
    """A plan page; its figures are no field."""
    rng = p.rng
    points = " ".join(f"{x + rng.randrange(-30, 30)},{y + rng.randrange(-30, 30)}" for x, y in [(90, 80), (420, 70), (440, 260), (300, 300), (270, 420), (80, 400)])
    boxes = "".join(f"<rect x='{rng.randrange(110, 330)}' y='{rng.randrange(110, 330)}' width='{rng.randrange(30, 70)}' height='{rng.randrange(20, 40)}' fill='none' stroke='#555'/>" for _ in range(6))
    return f"""<div class=pb></div><h2>宗 地 图</h2><p style='font-size:9pt'>宗地代码：{f.unit_number[:19]}　　单位：m、m²</p><svg viewBox='0 0 520 500' width='150mm' height='145mm' xmlns='http://www.w3.org/2000/svg'>
    <polygon points='{points}' fill='none' stroke='#222' stroke-width='2'/>{boxes}<path d='M480 80 l0 -50 l-8 14 m8 -14 l8 14' stroke='#222' fill='none' stroke-width='2'/></svg><p class=r style='font-size:9pt'>绘图员　　　　审核员　　　　比例尺 1:{rng.choice([500, 1000, 2000])}</p>"""


def _others(f, inside, kind, sep="；"):
    return f"土地状况：地号：{f.district}{f.town}{f.block}街坊{f.lot}丘{sep}使用权面积：相应的土地面积{sep}房屋状况：室号部位：{inside}{sep}类型：{kind}{sep}总层数：{f.floors}{sep}竣工日期：{f.built}年。"


def new_inner(f, rng):
    """The inner page as a ruled table of ten rows."""
    p = Paper("property_certificate", rng)
    p.background = rng.choice(["#fdf6ee", "#fbf4f2", "#ffffff", "#f9f7ea"])
    p.size = "A4"
    front = _front(p, f) if f.front else ""
    site, inside = _separate(p, f)
    kind = p.v("building_type", f.building_type)
    rows = [
        ("权利人", _holder(p, f)),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐落", site),
        ("不动产单元号", _unit(p, f)),
        ("权利类型", "国有建设用地使用权/房屋所有权"),
        ("权利性质", f"土地权利性质：{rng.choice(['出让', '划拨', '出让/市场化商品房'])}"),
        ("用途", _usage(p, f)),
        ("面积", f"宗地面积：{f.land_area}平方米/建筑面积：{p.v('area', f.area)}平方米"),
        ("使用期限", f"国有建设用地使用权使用期限：{_period(f, '起至')}"),
        ("权利其他状况", _others(f, inside, kind)),
    ]
    line = rng.choice(["#a33", "#222", "#8a6d3b"])
    table = "".join(f"<tr><td style='width:31mm' class=c>{k}</td><td style='height:{28 if k == '权利其他状况' else 10}mm'>{v}</td></tr>" for k, v in rows)
    head = f"<p class={rng.choice(['r', 'c'])}>{_number(p, f)}</p>"
    code = f"<img src=\"{qr_uri(f.code_text)}\" style='width:22mm;float:right'>" if f.code_text else ""
    if not f.front and rng.random() < 0.4:
        p.seal("round", "上海市自然资源确权登记事务中心" if rng.random() < 0.4 else "上海市不动产登记专用章", (1, rng.uniform(140, 175), rng.uniform(225, 250)), foot="")
    body = front + head + f"<table class=grid>{table}</table>{code}" + (_plan(p, f) if f.plan else "")
    return p.set_html(body, f".grid td{{border-color:{line}}}", "A4", "24mm 21mm", rng.choice(SONG + HEI[:1]), rng.choice([11, 11.5, 12]))


def new_spread(f, rng):
    """Two facing pages: rows on dotted lines on the left, 附记 with the room on the right."""
    p = Paper("property_certificate", rng)
    p.background = rng.choice(["#fff8f0", "#fcfaf5", "#f7f1ec"])
    site, inside = _separate(p, f)
    line = lambda k, v: f"<div style='border-bottom:.25mm dotted #777;padding:2mm 0'><span style='display:inline-block;width:29mm;color:#7a2222'>{k}</span><span style='display:inline-block;width:86mm;vertical-align:top'>{v}</span></div>"
    left = "".join(
        line(k, v)
        for k, v in [
            ("权 利 人", _holder(p, f)),
            ("共有情况", p.v("co_ownership", f.co_ownership)),
            ("坐　　落", site),
            ("不动产单元号", _unit(p, f, True)),
            ("权利类型", "国有建设用地使用权／房屋所有权"),
            ("权利性质", "出让"),
            ("用　　途", _usage(p, f, "／")),
            ("面　　积", f"宗地面积：{f.land_area}平方米／建筑面积：{p.v('area', f.area)}平方米"),
            ("使用期限", _period(f, "起")),
            ("权利其他状况", "见附记栏"),
        ]
    )
    right = f"<p class=c style='letter-spacing:12pt'>附　记</p><p style='line-height:2.1'>{_others(f, inside, p.v('building_type', f.building_type), '；<br>')}</p><p>房屋编码：{f.serial}</p>"
    code = f"<img src=\"{qr_uri(f.code_text)}\" style='width:20mm;margin-top:20mm'>" if f.code_text else ""
    body = f"<div style='float:left;width:120mm'><p>{_number(p, f)}</p>{left}</div><div style='float:right;width:100mm;border-left:.2mm solid #aaa;padding-left:8mm;height:160mm'>{right}{code}</div>"
    p.seal("round", "上海市不动产登记专用章", (1, rng.uniform(230, 255), rng.uniform(130, 165)), foot="附记章" if rng.random() < 0.3 else "")
    return p.set_html(body, "", "A4 landscape", "17mm 18mm", rng.choice(SONG), 10.5)


def new_annex(f, rng):
    """详见附记 in the cells that decide; the values are in a table on the next page with other units."""
    p = Paper("property_certificate", rng)
    p.background = rng.choice(["#fffdf8", "#f8f4ee"])
    word = rng.choice(["详见附记", "详见附页", "详见附表"])
    p.fields["address"] = homes.join(f.site, f.inside)
    rows = [
        ("权利人", _holder(p, f)),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐落", p.v("_site", f.site)),
        ("不动产单元号", word),
        ("权利类型", "国有建设用地使用权/房屋所有权"),
        ("权利性质", "土地权利性质：出让"),
        ("用途", f"土地用途：{p.v('land_usage', f.land_usage)}/房屋用途：{word}"),
        ("面积", f"宗地面积：{f.land_area}平方米/建筑面积：{p.v('area', f.area)}平方米"),
        ("使用期限", _period(f, "起至")),
        ("权利其他状况", f"地号：{f.block}街坊{f.lot}丘；房屋状况：{word}"),
    ]
    table = "".join(f"<tr><td style='width:33mm'>{k}</td><td style='height:13mm'>{v}</td></tr>" for k, v in rows)
    cells = [p.v("unit_number", f.unit_number), p.v("room_part", f.inside), f.area, p.v("usage", f.usage), p.v("building_type", f.building_type), f"{f.floors}", f"{f.built}年"]
    heads = ["不动产单元号", "室号部位", "建筑面积", "房屋用途", "类型", "总层数", "竣工日期"]
    annex = f"""<div class=pb></div><h2 style='letter-spacing:14pt'>{word[2:] if word != '详见附记' else '附记'}</h2><p>{f.new_number_printed}</p>
    <table class='grid c' style='font-size:9pt'><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr><tr>{''.join(f"<td style='word-break:break-all'>{c}</td>" for c in cells)}</tr>
    <tr><td>合计</td><td>1</td><td>{f.area}</td><td></td><td></td><td></td><td></td></tr></table><p>以下空白</p>"""
    if rng.random() < 0.5:
        p.seal("round", "上海市不动产登记专用章", (1, 150, rng.uniform(228, 250)))
    body = f"<p>{_number(p, f)}</p><table class=grid>{table}</table>{annex if not f.annex_missing else ''}"
    if f.annex_missing:
        for key in ("unit_number", "room_part", "usage", "building_type", "usage_class"):
            p.fields.pop(key, None)
        p.fields["address"] = f.site
    p.no_class = f.annex_missing
    return p.set_html(body, "", "A4", "22mm 20mm", rng.choice(SONG), 11)


def new_combined(f, rng):
    """The combined form: rights above, a table of units with usage and area below, in Word."""
    p = Paper("property_certificate", rng).word((20, 18, 18, 20), rng.choice(SONG + HEI), 10.5)
    site, inside = _separate(p, f)
    p.para("不动产权证书（集成版）", "center", 17, spacing=3, after=3)
    p.para(_number(p, f), "right", 11)
    rows = [
        ["权利人", _holder(p, f), None, None],
        ["共有情况", p.v("co_ownership", f.co_ownership), None, None],
        ["坐落", site, None, None],
        ["权利类型", "国有建设用地使用权/房屋所有权", None, None],
        ["权利性质", "出让", None, None],
        ["使用期限", _period(f, "起至"), None, None],
        ["不动产单元号", "用途", "面积（㎡）", "备注"],
        [_unit(p, f, False), f"土地用途：{p.v('land_usage', f.land_usage)}/房屋用途：{p.v('usage', f.usage)}", p.v("area", f.area), f"室号部位：{inside}；类型：{p.v('building_type', f.building_type)}；总层数：{f.floors}"],
    ]
    p.table(rows, [46, 48, 26, 52], merges=[(i, 1, i, 3) for i in range(6)], height=12)
    p.para(f"{rng.choice(['附记', '备注'])}：{f.town}{f.block}街坊{f.lot}丘。本页无其他记载。", before=8)
    if f.code_text:
        p.picture(qr_png(f.code_text), 22, rng.choice(["left", "right"]))
    p.seal("round", "上海市不动产登记专用章", (1, rng.uniform(140, 175), rng.uniform(215, 245)), foot=f"{f.district[:2]}")
    return p


def new_booklet(f, rng):
    """A narrow book page in Kaiti without rules; 坐落 carries the room."""
    p = Paper("property_certificate", rng)
    p.background = rng.choice(["#fbf3ea", "#fefcf6"])
    p.size = "A5"
    front = _front(p, f) if f.front else ""
    line = f.site_line
    pairs = [
        ("权利人", _holder(p, f)),
        ("共有情况", p.v("co_ownership", f.co_ownership)),
        ("坐落", p.v("address", line)),
        ("不动产单元号", _unit(p, f, False)),
        ("权利类型", "国有建设用地使用权/房屋所有权"),
        ("权利性质", "土地权利性质：出让"),
        ("用途", _usage(p, f)),
        ("面积", f"宗地面积：{f.land_area}平方米/建筑面积：{p.v('area', f.area)}平方米"),
        ("使用期限", f"国有建设用地使用权使用期限：{_period(f, '起至')}"),
        ("权利其他状况", f"房屋状况：类型：{p.v('building_type', f.building_type)}；总层数：{f.floors}；竣工日期：{f.built}年。"),
    ]
    rows = "".join(f"<tr><td style='width:26mm;font-size:9pt;vertical-align:top'>{k}</td><td>{v}</td></tr>" for k, v in pairs)
    body = front + f"<p style='font-size:10pt'>{_number(p, f)}</p><table>{rows}</table>" + (_plan(p, f).replace("150mm", "105mm").replace("145mm", "100mm") if f.plan else "")
    return p.set_html(body, "td{padding:1.1mm 1mm}", "A5", "14mm 13mm", rng.choice(KAI), 10.5)


def new_blocks(f, rng):
    """Labels above their values in boxes, two to a row: a copy issued by a terminal."""
    p = Paper("property_certificate", rng)
    site, inside = _separate(p, f)
    box = lambda k, v, w=46: f"<div style='float:left;width:{w}%;margin:1.2%;border:.2mm solid #9aa;border-radius:2mm;padding:2mm'><div style='font-size:8.5pt;color:#567'>{k}</div>{v}</div>"
    body = f"<h2 style='font-size:17pt;border-bottom:1mm solid #a22;padding-bottom:2mm'>不动产权证书</h2><p class=c>{_number(p, f)}</p>"
    body += box("权利人", _holder(p, f)) + box("共有情况", p.v("co_ownership", f.co_ownership)) + box("坐落", site, 96) + box("不动产单元号", _unit(p, f), 96)
    body += box("权利类型", "国有建设用地使用权/房屋所有权") + box("权利性质", "出让") + box("用途", _usage(p, f), 96) + box("面积", f"建筑面积：{p.v('area', f.area)}平方米")
    body += box("使用期限", f"{f.term_to.isoformat()} 止") + box("权利其他状况", f"室号部位：{inside}<br>类型：{p.v('building_type', f.building_type)}<br>总层数：{f.floors}　竣工日期：{f.built}年", 96)
    code = f"<img src=\"{qr_uri(f.code_text)}\" style='width:24mm'>" if f.code_text else ""
    body += f"<div style='clear:both;padding-top:6mm'>{code}<span style='font-size:8.5pt'>　打印时间 {f.today.isoformat()} 09:{rng.randrange(10, 59)}　自助终端 {rng.randrange(100, 999)}</span></div>"
    p.seal("round", "上海市不动产登记专用章", (1, rng.uniform(150, 178), rng.uniform(225, 250)))
    return p.set_html(body, "", "A4", "18mm 17mm", rng.choice(HEI), 11)


# Register extracts


def register_blocks(f, rng):
    """Two titled blocks, house and land, then what burdens the home."""
    p = Paper("property_register_extract", rng)
    site, inside = _separate(p, f)
    no = f"{f.today:%Y%m%d}{rng.randrange(1000, 9999)}"
    body = f"""<h1 style='font-size:18pt'>上海市不动产登记簿</h1><p class=r>NO.{no}</p><h2 style='font-size:13pt'>房屋状况及产权人信息</h2><table class=grid>
    <tr><td>房屋坐落</td><td colspan=3>{site}</td></tr><tr><td>幢号</td><td>{f.home.number}</td><td>部位</td><td>{inside}</td></tr>
    <tr><td>建筑面积</td><td>{p.v('area', f.area)}</td><td>房屋类型</td><td>{p.v('building_type', f.building_type)}</td></tr><tr><td>房屋用途</td><td>{p.v('usage', f.usage)}</td><td>总层数</td><td>{f.floors}</td></tr>
    <tr><td>权利人</td><td>{_holder(p, f)}</td><td>共有情况</td><td>{p.v('co_ownership', f.co_ownership)}</td></tr><tr><td>房地产权证号</td><td colspan=3>{p.v('certificate_number', f.short_number)}</td></tr>
    <tr><td>受理日期</td><td>{f.registered.replace(day=1)}</td><td>核准日期</td><td>{f.registered}</td></tr></table>
    <h2 style='font-size:13pt'>土地状况信息</h2><table class=grid><tr><td>土地用途</td><td>{p.v('land_usage', f.land_usage)}</td><td>宗地号</td><td>{f.block}街坊{f.lot}丘</td></tr><tr><td>使用期限</td><td colspan=3>{_period(f)}</td></tr></table>
    <h2 style='font-size:13pt'>房地产抵押状况信息</h2><p>　　{rng.choice(['无', '截至查询时间，未查到抵押登记'])}</p><p style='font-size:9pt'>查询时间：{f.today.isoformat()} {rng.randrange(9, 17)}:{rng.randrange(10, 59)}　　本信息仅供参考</p>"""
    if rng.random() < 0.6:
        p.seal("round", f"{f.district}不动产登记事务中心", (1, rng.uniform(140, 170), rng.uniform(240, 262)), foot="查询专用章")
    return p.set_html(body, ".grid td:nth-child(odd){background:#eee}" if rng.random() < 0.4 else "", "A4", "20mm 20mm", rng.choice(SONG), 11)


def register_list(f, rng):
    """A line printer's list: label, colon, value, in two columns without rules."""
    p = Paper("property_register_extract", rng)
    line = f.site_line
    pair = lambda k, v: f"<div>{k}：{v}</div>"
    body = f"""<div class=c style='font-size:15pt'>不 动 产 登 记 簿 信 息 摘 要</div><div>流水号：{f.today:%Y%m%d}{rng.randrange(1000, 9999)}　　打印机构：{f.district}自然资源确权登记事务中心</div><div>{'=' * 64}</div>
    {pair('不动产坐落', p.v('address', line))}{pair('不动产单元号', _unit(p, f, False))}<div style='float:left;width:50%'>{pair('权 利 人', _holder(p, f))}{pair('共有方式', p.v('co_ownership', f.co_ownership))}{pair('房屋用途', p.v('usage', f.usage))}{pair('建筑面积', p.v('area', f.area) + ' 平方米')}</div>
    <div style='float:right;width:48%'>{pair('权证号码', p.v('certificate_number', f.new_number_printed.replace(' ', ''), f.new_number))}{pair('房屋类型', p.v('building_type', f.building_type))}{pair('土地用途', p.v('land_usage', f.land_usage))}{pair('竣工年份', f.built)}</div>
    <div style='clear:both'>{'-' * 64}</div>{pair('抵押信息', '无')}{pair('查封信息', '无')}{pair('异议登记', '无')}{pair('居住权信息', '无')}<div>{'=' * 64}</div><div>经办：{rng.randrange(1000, 9999)}　　日期：{f.today.isoformat()}　　第 1 页 共 1 页</div>"""
    return p.set_html(body, "", "A4", "20mm 15mm", rng.choice(MONO), 10.5)


def register_letter(f, rng):
    """The answer to an enquiry as a letter with a small table, in Word."""
    p = Paper("property_register_extract", rng).word((28, 24, 24, 26), rng.choice(SONG + KAI[:1]), 12)
    site, inside = _separate(p, f)
    p.para("不动产登记簿查询结果证明", "center", 19, after=4, bold=rng.random() < 0.5)
    p.para(f"查询编号：沪登查〔{f.today.year}〕{rng.randrange(10000, 99999)}号", "center", 10)
    p.para(f"{'、'.join(f.holders)}：", after=2)
    p.para(f"根据你于{chinese_date(f.today)}提出的申请，经查询上海市不动产登记簿，登记信息如下：", indent=2, line=1.5)
    rows = [
        ["权利人", _holder(p, f)],
        ["坐落", site],
        ["部位", inside],
        ["房屋用途", p.v("usage", f.usage)],
        ["房屋类型", p.v("building_type", f.building_type)],
        ["土地用途", p.v("land_usage", f.land_usage)],
        ["建筑面积", p.v("area", f.area) + "㎡"],
        ["不动产权证号", p.v("certificate_number", f.new_number_printed, f.new_number)],
        ["限制情况", "无抵押、查封、预告登记"],
    ]
    p.table(rows, [42, 110], align="left", height=9)
    p.para("以上信息以查询时登记簿记载为准。特此证明。", indent=2, before=10)
    p.para(f"上海市{f.district}自然资源确权登记事务中心", "right", before=22, after=2)
    p.para(p.v("issued_on", chinese_date(f.today), f.today.isoformat()), "right")
    p.seal("round", f"上海市{f.district}自然资源确权登记事务中心", "issued_on", foot="查询专用章")
    return p


def register_wide(f, rng):
    """A landscape table whose labels stand in the head row, values below, with other homes of nobody."""
    p = Paper("property_register_extract", rng)
    site, inside = _separate(p, f)
    number = p.v("certificate_number", f.short_number)
    heads = ["序号", "房屋坐落", "部位", "权利人", "共有情况", "房屋用途", "房屋类型", "建筑面积", "土地用途", "产权证号", "核准日期"]
    cells = ["1", site, inside, _holder(p, f), p.v("co_ownership", f.co_ownership), p.v("usage", f.usage), p.v("building_type", f.building_type), p.v("area", f.area), p.v("land_usage", f.land_usage), number, f.registered.isoformat()]
    row = lambda tag, items: "<tr>" + "".join(f"<{tag}>{i}</{tag}>" for i in items) + "</tr>"
    blank = row("td", ["&nbsp;"] * len(heads))
    body = f"<h2 style='font-size:16pt'>上海市不动产登记信息查询结果（权利人本人查询）</h2><p>查询人：{'、'.join(f.holders)}　　查询日期：{f.today.isoformat()}　　NO.{f.today:%Y%m%d}{rng.randrange(1000, 9999)}</p><table class='grid c'>{row('th', heads)}{row('td', cells)}{blank}{blank}</table><p>抵押：无　限制：无　租赁备案：无</p>"
    p.seal("oval", f"{f.district}不动产登记事务中心", (1, rng.uniform(215, 250), rng.uniform(120, 160)), foot="信息查询专用")
    return p.set_html(body, "th{font-weight:normal;background:#e8ecf0}", "A4 landscape", "18mm 15mm", rng.choice(HEI + SONG), 10)


OLD = [old_spread, old_sheet, old_two_pages, old_word]
NEW = [new_inner, new_spread, new_annex, new_combined, new_booklet, new_blocks]
REGISTER = [register_blocks, register_list, register_letter, register_wide]
