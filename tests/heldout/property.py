"""Property papers: the old 房地产权证, the 不动产权证书 and the register extract.

Each layout takes the values to print and gives its pages and the fields that a perfect reader
finds on them.
"""

from dataclasses import dataclass, field

from seals import seal
from sheet import BLACK, Sheet, guilloche, watermark
from values import DISTRICTS, cn_date

GREEN, PINK, CREAM, WHITE = (236, 245, 234), (250, 238, 238), (252, 250, 241), (255, 255, 255)


@dataclass
class Paper:
    kind: str
    sheets: list
    fields: dict = field(default_factory=dict)
    name: str = "材料"
    # The page that alone holds every field, where the pages may come as separate files.
    main: int | None = None


def whole(street: str, room: str) -> str:
    """The address in one line, as papers without a cell for the room print it."""
    return street + (room if not room or room.endswith("室") else room + "室")


def fields_of(v, **more) -> dict:
    # A room in a cell of its own is joined to the street as it is printed. An extract's 301(复式)
    # can be joined with or without its remark, so no one reading is called right.
    out = {"address": "" if "(" in v.room else v.street + v.room, "holder": v.holder, "usage": v.usage, "usage_class": v.usage_class}
    out.update({key: value for key, value in more.items() if value})
    return {key: value for key, value in out.items() if value}


def office_seal(rng, type_, district, ring=None):
    ring = ring or rng.choice(["上海市不动产登记专用章", "不动产登记专用章", f"上海市{district}不动产登记专用章"])
    return seal(type_, rng, ring, rng.choice(["", "", f"（{rng.randint(1, 30)}）", "登记专用"]))


def old_seal(rng, v):
    return rng.choice(["上海市房地产登记专用章", f"上海市{v.district}房地产登记处", "上海市房地产登记发证专用章"])


def background(rng, sheet, color, strength=60):
    sheet.image(0, 0, sheet.width, sheet.height, guilloche(sheet.width, sheet.height, color, rng, density=rng.randint(18, 34), strength=strength))


# The old certificate

def old_upright(rng, type_, v):
    """The book's inner page: vertical side headers, four columns, values overprinted."""
    s = Sheet(type_, 178, 252, rng.choice([GREEN, (240, 247, 240), CREAM]))
    background(rng, s, (120, 170, 130))
    ink, fill = rng.choice([(40, 84, 58), (40, 40, 42)]), BLACK
    shift = (rng.uniform(-0.6, 1.2), rng.uniform(-0.8, 0.9))
    label = dict(role="song", size=rng.choice([10, 10.5, 11]), align="m", color=ink, rule=ink, border=0.3)
    value = dict(role=rng.choice(["song", "fang", "hei"]), size=rng.choice([11, 12]), color=fill, rule=ink, border=0.3, shift=shift)
    wide = rng.choice([0, 1.6])
    s.text(89, 19, "上海市房地产权证", "song_bold", 17, ink, 1.2, "m")
    number = v.number.replace("沪房地", "沪 房 地 ").replace("字", " 字 ").replace("（", "（ ").replace("）", " ） ")
    s.text(rng.uniform(40, 60), 31, number.replace("第", "第 ").replace("号", " 号"), "song", 11.5)
    x, y, side, lab, right = 14, 38, 9, 29, 150
    def row(h, left_label, left_value, mark=None, right_label="", right_value="", right_mark=None, indent=0.0, more=""):
        nonlocal y
        begin = x + indent
        half = (x + right - begin) / 2 if right_label else x + right - begin
        s.cell(begin, y, lab, h, left_label, spacing=wide if len(left_label) <= 4 else 0, **label)
        s.cell(begin + lab, y, half - lab, h, left_value, mark=mark, **value)
        if right_label:
            s.cell(begin + half, y, lab - 4, h, right_label, **label)
            s.cell(begin + half + lab - 4, y, half - lab + 4, h, right_value, mark=right_mark, **value)
        y += h
    row(13, "权利人", v.holder, "holder")
    row(14, "房地坐落", v.street, "address")
    top = y
    row(11, "权属性质", "国有建设用地使用权" if rng.random() < 0.7 else "国有", right_label="使用权取得方式", right_value=v.nature, indent=side)
    row(11, "用途", v.land, "land", "宗地号", v.lot, indent=side)
    row(10, "宗地（丘）面积", v.lot_area, right_label="使用权面积", right_value=rng.choice(["", "相应的土地面积"]), indent=side)
    row(10, "其中：独用面积", "", right_label="分摊面积", right_value=rng.choice(["", v.share_area]), indent=side)
    row(13, "使用期限", f"{cn_date(v.land_start)}至{cn_date(v.land_end)}止", indent=side)
    s.cell(x, top, side, y - top, "", **label)
    s.vertical(x + side / 2, top + (y - top - 24) / 2, "土地状况", "song", 12, ink, 1.4)
    top = y
    row(12, "室号或部位", v.room, "room", "建筑面积", v.area, indent=side)
    row(12, "建筑类型", v.type, right_label="用途", right_value=v.usage, right_mark="usage", indent=side)
    row(12, "总层数", v.floors, right_label="竣工日期", right_value=f"{v.built}年", indent=side)
    row(10, "幢号", v.block, right_label="填证人", right_value="", indent=side)
    s.cell(x, top, side, y - top, "", **label)
    s.vertical(x + side / 2, top + (y - top - 24) / 2, "房屋状况", "song", 12, ink, 1.4)
    s.cell(x, y, right, 24, "附记：" + rng.choice(["", f"1、共有情况：{v.co}。2、本证记载面积以登记册为准。", "原权证注销。"]), valign="t", **{**label, "align": "l", "size": 9})
    s.text(x + 4, y + 36, f"登记日：{cn_date(v.issued)}", "song", 11)
    s.text(x + right - 4, y + 36, f"填证单位（盖章）：{v.district}", "song", 11, align="r")
    s.image(x + right - 52, y + 8, 40, 40, office_seal(rng, type_, v.district, old_seal(rng, v)))
    s.text(89, 246, f"— {rng.randint(1, 4)} —", "song", 8, ink, align="m")
    return Paper("property_certificate", [s], fields_of(v, land_usage=v.land, building_type=v.type, certificate_number=v.number, area=v.area), "房产证")


def old_ledger(rng, type_, v):
    """The earlier form: one line a dwelling under column heads, statement and remarks on a second page."""
    ink = rng.choice([(36, 70, 52), (60, 40, 40), (35, 35, 38)])
    first = Sheet(type_, 184, 260, rng.choice([GREEN, (244, 248, 238)]))
    background(rng, first, (150, 185, 140), 45)
    first.text(92, 30, "上海市房地产权证", "song_bold", 22, ink, 2, "m")
    first.text(92, 42, v.number, "song", 13, align="m")
    first.paragraph(22, 62, 140, "根据《中华人民共和国物权法》《中华人民共和国土地管理法》《中华人民共和国城市房地产管理法》及《上海市房地产登记条例》等法律、法规的规定，为保护房地产权利人的合法权益，对权利人申请登记的本证所列房地产，经审查核实，准予登记，发给此证。", "song", 12, 1.9, color=ink)
    first.text(150, 150, rng.choice(["上海市住房保障和房屋管理局", "上海市规划和国土资源管理局"]), "song", 12, align="r")
    first.text(150, 162, cn_date(v.issued), "song", 12, align="r")
    first.image(108, 138, 42, 42, office_seal(rng, type_, v.district, "上海市房地产登记发证专用章"))
    first.text(92, 240, "请妥善保管，遗失应即申报", "kai", 9, ink, align="m")
    s = Sheet(type_, 260, 184, first.paper)
    background(rng, s, (150, 185, 140), 45)
    head = dict(role="song", size=10, align="m", color=ink, rule=ink)
    cell = dict(role=rng.choice(["kai", "song", "hei"]), size=10.5, align="m", rule=ink, shift=(rng.uniform(-0.5, 0.5), rng.uniform(-0.7, 0.7)))
    s.text(14, 13, v.number, "song", 9)
    y = 17
    for caption, text, mark in (("权 利 人", v.holder, "holder"), ("房 地 坐 落", v.street, "address")):
        s.cell(12, y, 34, 12, caption, **head)
        s.cell(46, y, 202, 12, text, mark=mark, **{**cell, "align": "l"})
        y += 12
    def ledger(caption, names, widths, rows, marks):
        nonlocal y
        s.cell(12, y, 236, 7.5, caption, **{**head, "spacing": 3})
        y += 7.5
        x = 12
        for name, w in zip(names, widths):
            s.cell(x, y, w, 9, name, **head)
            x += w
        y += 9
        for r, values in enumerate(rows):
            x = 12
            for k, w in enumerate(widths):
                s.cell(x, y, w, 10.5, values[k], mark=marks.get(k) if r == 0 else None, **cell)
                x += w
            y += 10.5
    ledger("土地状况", ["权属性质", "取得方式", "用途", "宗地号", "宗地（丘）面积", "使用期限"], [30, 26, 30, 52, 32, 66],
           [["国有建设用地使用权", v.nature, v.land, v.lot, v.lot_area, f"{cn_date(v.land_start)}至{cn_date(v.land_end)}止"]], {2: "land"})
    rows = [[v.block, v.room, v.area, v.type, v.usage, v.floors, str(v.built)]]
    if v.extra_unit:
        rows.append([v.block, v.extra_unit[0], v.extra_unit[1], "其他", v.extra_unit[2], "-2", str(v.built)])
    rows += [["以下空白"] + [""] * 6] + [[""] * 7] * (2 - len(rows))
    ledger("房屋状况", ["幢号", "室号或部位", "建筑面积（㎡）", "建筑类型", "用途", "总层数", "竣工日期"], [36, 36, 34, 34, 34, 28, 34], rows, {1: "room", 4: "usage"})
    s.cell(12, y, 16, 178 - y, "附\n记", **head)
    s.cell(28, y, 220, 178 - y, rng.choice([f"共有情况：{v.co}", "房屋以实测面积登记。", ""]), valign="t", **{**cell, "align": "l", "size": 9})
    s.image(196, 136, 38, 38, office_seal(rng, type_, v.district, old_seal(rng, v)))
    return Paper("property_certificate", [first, s], fields_of(v, land_usage=v.land, building_type=v.type, certificate_number=v.number, area=v.area), "产证", main=1)


# The new certificate

def sentences(v, annex=False):
    see = v.placeholder if annex else None
    return [
        ("权利人", v.holder, "holder"), ("共有情况", v.co, None), ("坐落", v.street, "address"),
        ("不动产单元号", see or v.unit_printed, None), ("权利类型", "国有建设用地使用权/房屋所有权", None),
        ("权利性质", f"土地权利性质：{v.nature}", None), ("用途", see or f"土地用途：{v.land}/房屋用途：{v.usage}", "usage"),
        ("面积", f"宗地面积：{v.lot_area}平方米/建筑面积：{v.area}平方米", None),
        ("使用期限", f"国有建设用地使用权使用期限：{cn_date(v.land_start)}起{cn_date(v.land_end)}止", None),
    ]


def condition(v, with_room=True):
    room = f"室号部位：{v.room}；" if with_room else ""
    return (f"土地状况：\n地号：{v.lot}；\n使用权面积：相应的土地面积；\n独用面积：；\n分摊面积：{v.share_area}；\n"
            f"房屋状况：\n{room}类型：{v.type}；总层数：{v.floors}；\n竣工日期：{v.built}年。")


def inner_table(rng, s, v, x, y, w, annex=False, lab=28, ink=BLACK, tall=1.0):
    spread = rng.random() < 0.6
    style = dict(role=rng.choice(["song", "fang", "hei", "kai"]), size=rng.choice([10.5, 11]), rule=ink, shift=(rng.uniform(-0.4, 0.4), rng.uniform(-0.5, 0.5)))
    for caption, text, mark in sentences(v, annex):
        h = (13 if len(text) < 22 else 15) * tall
        s.cell(x, y, lab, h, caption, role="song", size=10.5, align="m", color=ink, rule=ink, spacing={2: 6, 3: 2.5, 4: 1}.get(len(caption), 0) if spread else 0)
        s.cell(x + lab, y, w - lab, h, text, mark=mark, **style)
        y += h
    h = 62 * tall
    s.cell(x, y, lab, h, "权利其他状况" if rng.random() < 0.6 else "权利其他\n状    况", role="song", size=10.5, align="m", color=ink, rule=ink)
    s.cell(x + lab, y, w - lab, h, condition(v, not annex), mark="room", leading=1.45, **style)
    return y + h


def spaced_number(rng, v):
    return v.number.replace("字不动产", rng.choice(["字不动产", "字 不动产", "字  不动产"]))


def new_inner(rng, type_, v):
    """The right-hand page of the certificate alone."""
    s = Sheet(type_, 182, 257, rng.choice([PINK, (253, 245, 244), CREAM]))
    background(rng, s, (214, 150, 150), 48)
    s.text(22, 20, spaced_number(rng, v), "song", 12)
    end = inner_table(rng, s, v, 16, 27, 150, ink=rng.choice([(110, 40, 45), BLACK]))
    s.text(150, end + 9, f"{rng.randint(1, 3)}", "song", 8)
    if rng.random() < 0.6:
        s.image(rng.uniform(110, 126), rng.uniform(198, 212), 40, 40, office_seal(rng, type_, v.district))
    return Paper("property_certificate", [s], fields_of(v, land_usage=v.land, building_type=v.type, certificate_number=v.number, unit_number=v.unit), "不动产权证")


def annex_table(rng, s, v, x, y, w):
    names = ["序号", "不动产单元号", "室号部位", "建筑面积（㎡）", "房屋用途", "类型", "总层数", "竣工日期"]
    share = [0.06, 0.30, 0.11, 0.12, 0.13, 0.11, 0.08, 0.09]
    rows = [["1", v.unit, v.room, v.area, v.usage, v.type, v.floors, str(v.built)]]
    total = float(v.area)
    if v.extra_unit:
        rows.append(["2", v.unit[:-4] + f"{rng.randint(401, 999):04d}", *v.extra_unit, "其他", "-2", str(v.built)])
        total += float(v.extra_unit[1])
    rows.append(["合计", "", "", f"{total:.2f}", "", "", "", ""])
    for r, values in enumerate([names] + rows):
        cx = x
        for k, (value, part) in enumerate(zip(values, share)):
            s.cell(cx, y, w * part, 11, value, "song", 7.5 if r else 8, "m", pad=0.6, mark={2: "room", 4: "usage"}.get(k) if r == 1 else None)
            cx += w * part
        y += 11
    return y


def new_spread(rng, type_, v):
    """Both facing pages in one picture; the usage stands in the table of the remarks page."""
    s = Sheet(type_, 364, 257, rng.choice([PINK, (253, 246, 244)]))
    background(rng, s, (214, 150, 150), 42)
    s.line(182, 0, 182, 257, 0.5, (205, 190, 190))
    s.text(24, 20, spaced_number(rng, v), "song", 12)
    inner_table(rng, s, v, 18, 27, 148, annex=True)
    s.text(273, 22, "附    记", "song", 15, align="m")
    s.rect(196, 28, 154, 214, 0.3)
    s.text(200, 37, rng.choice(["不动产单元明细表", "房屋状况附表", "附表一：房屋状况"]), "hei", 10)
    y = annex_table(rng, s, v, 199, 41, 148)
    s.paragraph(200, y + 10, 146, f"土地用途：{v.land}。业务编号：{v.issued:%Y%m%d}{rng.randint(1000, 99999)}", "song", 9.5, indent=0)
    s.image(300, 190, 42, 42, office_seal(rng, type_, v.district))
    s.text(345, 250, "第 1 页  共 1 页", "song", 7.5, align="r")
    return Paper("property_certificate", [s], fields_of(v, land_usage=v.land, building_type=v.type, certificate_number=v.number, unit_number=v.unit), "不动产权证书")


def new_booklet(rng, type_, v):
    """Cover statement, inner page and remarks page as three pages of one file."""
    cover = Sheet(type_, 182, 257, PINK)
    background(rng, cover, (214, 150, 150), 60)
    body = rng.choice(["《中华人民共和国民法典》等法律法规", "《中华人民共和国物权法》等法律法规"])
    cover.text(91, 40, "中华人民共和国", "song_bold", 16, (140, 30, 35), 1, "m")
    cover.text(91, 55, "不动产权证书", "song_bold", 24, (140, 30, 35), 2, "m")
    cover.paragraph(24, 80, 134, f"根据{body}，为保护不动产权利人合法权益，对不动产权利人申请登记的本证所列不动产权利，经审查核实，准予登记，颁发此证。", "kai", 14, 1.9)
    cover.text(110, 168, "登记机构（章）", "song", 12)
    cover.text(108, 180, cn_date(v.issued, "spaced"), "song", 12)
    cover.image(106, 146, 44, 44, office_seal(rng, type_, v.district, "上海市不动产登记专用章"))
    cover.text(91, 224, rng.choice(["中华人民共和国自然资源部监制", "中华人民共和国国土资源部监制"]), "song", 10, align="m")
    cover.text(91, 233, f"编号 NO D31{rng.randrange(10**9):09d}", "song", 10, align="m")
    inner = Sheet(type_, 182, 257, PINK)
    background(rng, inner, (214, 150, 150), 45)
    inner.text(22, 20, spaced_number(rng, v), "song", 12)
    annex = v.extra_unit is not None
    inner_table(rng, inner, v, 16, 27, 150, annex=annex)
    notes = Sheet(type_, 182, 257, PINK)
    background(rng, notes, (214, 150, 150), 45)
    notes.text(91, 24, "附  记", "song", 15, align="m")
    notes.rect(14, 30, 154, 200)
    if annex:
        y = annex_table(rng, notes, v, 17, 36, 148)
        notes.text(18, y + 9, f"土地用途：{v.land}", "song", 9.5)
    else:
        notes.paragraph(19, 41, 140, rng.choice(["本不动产为首次登记后转移登记取得。", f"原产权证号已注销；{v.co}。", "房屋共有部分依法由全体业主共有。"]), "song", 10.5, indent=0)
    return Paper("property_certificate", [cover, inner, notes], fields_of(v, land_usage=v.land, building_type=v.type, certificate_number=v.number, unit_number=v.unit), "不动产权证书", main=None if annex else 1)


def new_combined(rng, type_, v):
    """The combined version: rows above, a table of units below."""
    s = Sheet(type_, 182, 257, rng.choice([PINK, CREAM]))
    background(rng, s, (205, 160, 140), 45)
    s.text(91, 20, "不动产权证书（集成版）" if rng.random() < 0.5 else "不 动 产 权 证 书", "song_bold", 15, align="m")
    s.text(166, 29, spaced_number(rng, v), "song", 11, align="r")
    y = 33
    value = dict(role=rng.choice(["song", "kai"]), size=11)
    for caption, text, mark in [r for r in sentences(v) if r[0] in ("权利人", "共有情况", "坐落", "权利类型", "权利性质", "使用期限")]:
        s.cell(16, y, 30, 13, caption, "song", 10.5, "m")
        s.cell(46, y, 120, 13, text, mark=mark, **value)
        y += 13
    columns = [("不动产单元号", 46), ("用途", 42), ("面积", 30), ("备注", 32)]
    rows = [[v.unit, f"{v.land}/{v.usage}", f"{v.area}㎡", f"室号部位：{v.room}\n类型：{v.type}"]]
    if v.extra_unit:
        rows.append([v.unit[:-4] + f"{rng.randint(401, 999):04d}", f"{v.land}/{v.extra_unit[2]}", f"{v.extra_unit[1]}㎡", f"部位：{v.extra_unit[0]}"])
    rows.append(["以下空白", "", "", ""])
    for r, values in enumerate([[c[0] for c in columns]] + rows):
        x = 16
        for k, (text, (_, w)) in enumerate(zip(values, columns)):
            s.cell(x, y, w, 18 if r else 10, text, "song", 9 if r else 10, "m", pad=1, mark={1: "usage", 3: "room"}.get(k) if r == 1 else None)
            x += w
        y += 18 if r else 10
    s.text(20, y + 12, "登记机构（章）：", "song", 10.5)
    s.text(120, y + 12, cn_date(v.issued, "spaced"), "song", 10.5)
    s.image(52, y + 1, 38, 38, office_seal(rng, type_, v.district))
    s.text(91, 247, f"编号 NO. J{rng.randrange(10**11):011d}", "song", 9, align="m")
    return Paper("property_certificate", [s], fields_of(v, land_usage=v.land, building_type=v.type, certificate_number=v.number, unit_number=v.unit), "权证")


def new_printout(rng, type_, v):
    """A plain printed certificate: unruled label and value lines, QR code, small notes."""
    s = Sheet(type_, paper=rng.choice([WHITE, (250, 252, 255)]))
    s.image(25, 70, 160, 130, watermark(rng.choice(["上海不动产登记", "不动产登记"]), type_, (90, 130, 180), 110, 24, 24))
    blue = (30, 70, 130)
    s.rect(10, 10, 190, 277, 0.7, blue)
    s.rect(12, 12, 186, 273, 0.2, blue)
    s.text(105, 30, "中华人民共和国不动产权证书", "hei_bold", 20, blue, align="m")
    s.text(105, 41, spaced_number(rng, v), "song", 12.5, align="m")
    y = 54
    rows = [("权利人", v.holder, "holder"), ("共有情况", v.co, None), ("坐落", whole(v.street, v.room), "address"), ("不动产单元号", v.unit, None),
            ("权利类型", "国有建设用地使用权 / 房屋所有权", None), ("权利性质", f"{v.nature} / 市场化商品房", None), ("用途", f"{v.land} / {v.usage}", "usage"),
            ("面积", f"共用宗地面积：{v.lot_area}㎡ / 房屋建筑面积：{v.area}㎡", None), ("使用期限", f"{v.land_end:%Y-%m-%d} 止", None),
            ("权利其他状况", f"房间号：{v.room}  房屋总层数：{v.floors}层  竣工时间：{v.built}年  类型：{v.type}", None)]
    for caption, text, mark in rows:
        s.text(22, y, caption, "hei", 10.5, (80, 80, 90))
        for k, line in enumerate(s.wrap(text, "song", 12, 126)):
            s.text(58, y + 7 * k, line, "song", 12, mark=mark if k == 0 else None)
            y += 7 * (k > 0)
        y += 6
        s.line(20, y, 190, y, 0.15, (150, 165, 190), 1.2)
        y += 9
    s.text(22, y + 4, "附记", "hei", 10.5, (80, 80, 90))
    s.text(58, y + 4, rng.choice(["无", "——", "本证由登记机构打印"]), "song", 11)
    s.qr(24, 236, 30, f"BDC{v.unit}{rng.randrange(10**8)}")
    s.text(39, 270, "扫码核验登记信息", "hei", 7.5, align="m")
    s.text(186, 252, "登记机构：" + rng.choice(["上海市自然资源确权登记事务中心", f"{v.district}不动产登记事务中心"]), "song", 11, align="r")
    s.text(186, 262, "登簿日期：" + cn_date(v.issued), "song", 11, align="r")
    s.image(140, 228, 40, 40, office_seal(rng, type_, v.district))
    s.text(105, 282, "本证记载事项与不动产登记簿不一致的，除有证据证明登记簿确有错误外，以登记簿为准。", "song", 7, (90, 90, 90), align="m")
    return Paper("property_certificate", [s], fields_of(v, address=whole(v.street, v.room), land_usage=v.land, building_type=v.type, certificate_number=v.number, unit_number=v.unit), "不动产权证")


# The register extract

def short_number(rng, v):
    return f"{DISTRICTS[v.district][1]}{v.issued.year}{rng.randint(1, 119999):06d}"


def register_blocks(rng, type_, v):
    """Ruled blocks of four columns, one block a subject."""
    s = Sheet(type_, paper=WHITE)
    s.text(105, 20, "上海市不动产登记簿", "song_bold", 18, spacing=1, align="m")
    s.text(105, 29, "房屋状况及产权人信息", "song", 13, align="m")
    s.text(192, 37, f"NO.{v.printed_on:%Y%m%d}{rng.randint(1, 9999):04d}", "mono", 9, align="r")
    y = 40
    style = dict(role=rng.choice(["song", "hei"]), size=10)
    number = short_number(rng, v)
    def rows(items):
        nonlocal y
        for group in items:
            x, h = 18, 10.5
            for caption, text, w, mark in group:
                s.cell(x, y, 29, h, caption, "song", 10, "m")
                s.cell(x + 29, y, w - 29, h, text, mark=mark, **style)
                x += w
            y += h
    rows([[("房屋坐落", v.street, 174, "address")], [("幢号", v.block, 87, None), ("部位", v.room, 87, "room")],
          [("建筑面积", v.area, 87, None), ("房屋类型", v.type, 87, None)], [("房屋用途", v.usage, 87, "usage"), ("所有权来源", "买卖", 87, None)],
          [("层数", v.floors, 87, None), ("竣工日期", f"{v.built}年", 87, None)], [("权利人", v.holder, 87, "holder"), ("共有人及共有情况", v.co, 87, None)],
          [("房地产权证号", number, 87, None), ("受理日期", v.issued.isoformat(), 87, None)], [("核准日期", v.issued.isoformat(), 87, None), ("备注", "", 87, None)]])
    for title, body in (("土地状况信息", None), ("房地产抵押状况信息", "无抵押登记信息"), ("房地产权利限制状况信息", "无限制登记信息"), ("房屋租赁状况信息", "无租赁登记信息")):
        y += 9
        s.text(105, y, title, "song", 12, align="m")
        y += 3
        if body:
            s.cell(18, y, 174, 10, body, "song", 10, "m")
            y += 10
        else:
            rows([[("宗地号", v.lot, 87, None), ("土地用途", v.land, 87, "land")], [("使用权取得方式", v.nature, 87, None), ("宗地面积", v.lot_area, 87, None)],
                  [("使用期限", f"{v.land_start.isoformat()} 至 {v.land_end.isoformat()}", 174, None)]])
    s.text(18, y + 10, "注：本资料反映打印当时登记簿记载的信息。", "song", 8.5)
    s.text(190, 276, f"打印日期：{cn_date(v.printed_on)}  操作员：{rng.randint(1001, 1099)}", "song", 8.5, align="r")
    s.image(142, 240, 40, 40, seal(type_, rng, rng.choice([f"上海市{v.district}不动产登记事务中心", "不动产登记资料查询专用章"]), "查询专用章"))
    return Paper("property_register_extract", [s], fields_of(v, land_usage=v.land, building_type=v.type), "产调")


def register_terminal(rng, type_, v):
    """A terminal's print: no rules between columns, a heading line a section, barcode-like foot."""
    s = Sheet(type_, paper=WHITE)
    role = rng.choice(["mono", "hei", "song"])
    s.text(20, 20, "上海市不动产登记簿", "hei_bold", 14)
    s.text(190, 20, f"NO.{v.printed_on:%Y%m%d}{rng.randint(1, 9999):04d}", role, 9, align="r")
    s.line(20, 23, 190, 23, 0.5)
    y = 31
    def section(title, pairs):
        nonlocal y
        s.text(20, y, f"【{title}】", "hei_bold", 11)
        y += 7.5
        for caption, text, mark in pairs:
            s.text(26, y, f"{caption}：", role, 10.5)
            for line in s.wrap(text or "——", role, 10.5, 116):
                s.text(66, y, line, role, 10.5, mark=mark)
                y += 6.6
        y += 3
        s.line(20, y - 4.5, 190, y - 4.5, 0.15, BLACK, 1)
        y += 3
    section("房屋状况及产权人信息", [("房屋坐落", v.street, "address"), ("部位", v.room, "room"), ("建筑面积", f"{v.area} 平方米", None), ("房屋类型", v.type, None),
            ("用途", v.usage, "usage"), ("权利人", v.holder, "holder"), ("共有情况", v.co, None), ("不动产权证号", v.number, None), ("核准日期", v.issued.isoformat(), None)])
    section("土地状况信息", [("地号", v.lot, None), ("土地用途", v.land, "land"), ("权利性质", v.nature, None), ("使用期限", f"{v.land_start.isoformat()}至{v.land_end.isoformat()}", None)])
    section("抵押信息", [("抵押权人", "", None), ("债权数额", "", None)])
    section("限制信息", [("限制类型", "无", None)])
    s.qr(20, 244, 24, f"DJB{v.printed_on:%Y%m%d}{rng.randrange(10**6):06d}")
    s.text(48, 252, f"查询时间：{v.printed_on.isoformat()} {rng.randint(9, 16):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}", role, 9)
    s.text(48, 258, "查询方式：自助终端    本页共 1 页 第 1 页", role, 9)
    s.image(146, 232, 38, 38, seal(type_, rng, "上海市自然资源确权登记事务中心", "查询专用"))
    return Paper("property_register_extract", [s], fields_of(v, land_usage=v.land, building_type=v.type, certificate_number=v.number), "登记簿")


OLD = [old_upright, old_ledger]
NEW = [new_inner, new_spread, new_booklet, new_combined, new_printout]
REGISTER = [register_blocks, register_terminal]
