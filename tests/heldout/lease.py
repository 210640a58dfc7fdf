"""Lease filing papers under the three names in use, in six layouts.

No official layout is public, so each is a different office's idea of the same facts; labels differ.
"""

from property import CREAM, GREEN, WHITE, Paper, background, whole
from seals import seal
from sheet import BLACK, Sheet, watermark
from values import cn_date

KIND = "lease_registration"


def fields_of(v, **more) -> dict:
    out = {"address": v.street + v.room, "usage": v.usage, "usage_class": v.usage_class, "landlord": v.landlord, "tenant": v.tenant,
           "lease_start": v.start.isoformat(), "lease_end": v.end.isoformat(), "filing_number": v.filing, **more}
    return {key: value for key, value in out.items() if value}


def authority_seal(rng, type_, v):
    return seal(type_, rng, f"上海市{v.authority}", rng.choice(["租赁备案专用章", "房屋租赁合同备案专用章", "业务专用章", ""]))


def notice_grid(rng, type_, v):
    """通知书 as a ruled form with vertical party headers, QR code, small-print notes."""
    s = Sheet(type_, paper=WHITE)
    s.text(105, 26, "上海市住房租赁合同登记备案通知书", "song_bold", 19, spacing=0.6, align="m")
    s.qr(171, 31, 22, f"https://zl.example/v?{v.filing}")
    s.text(20, 42, f"备案通知书编号：{v.filing}", "song", 10.5)
    s.text(20, 50, f"网签合同编号：{v.contract}", "song", 10.5)
    role, size = rng.choice(["song", "kai", "fang"]), rng.choice([10.5, 11, 12])
    y = 56
    def party(title, name, number, phone, mark):
        nonlocal y
        s.cell(18, y, 12, 22, "", "song")
        s.vertical(24, y + 4, title, "song", 11, pitch=1.2)
        s.cell(30, y, 30, 11, "姓名（名称）", "song", 10, "m")
        s.cell(60, y, 60, 11, name, role, size, mark=mark)
        s.cell(120, y, 26, 11, "证件类型", "song", 10, "m")
        s.cell(146, y, 46, 11, "居民身份证" if number else "营业执照", role, 10)
        s.cell(30, y + 11, 30, 11, "证件号码", "song", 10, "m")
        s.cell(60, y + 11, 60, 11, number or v.credit, role, 10)
        s.cell(120, y + 11, 26, 11, "联系电话", "song", 10, "m")
        s.cell(146, y + 11, 46, 11, phone, role, 10)
        y += 22
    party("出租人", v.landlord, v.landlord_id, v.phones[0], "landlord")
    party("承租人", v.tenant, v.tenant_id, v.phones[1], "tenant")
    def row(*pairs, h=11.5):
        nonlocal y
        x, w = 18, 174 / len(pairs)
        for caption, text, mark in pairs:
            s.cell(x, y, 32, h, caption, "song", 10, "m")
            s.cell(x + 32, y, w - 32, h, text, role, size, mark=mark)
            x += w
        y += h
    row(("房屋坐落", v.street, "address"), h=14)
    row(("室号部位", v.room, "room"), ("租赁部位", v.part, None))
    row(("租赁面积", f"{v.area} ㎡", None), ("租赁用途", v.usage, "usage"))
    row(("租赁期限", f"{cn_date(v.start)} 至 {cn_date(v.end)}", "term"), h=13)
    row(("月租金", f"人民币 {v.rent} 元", None), ("付款方式", v.payment, None))
    s.paragraph(20, y + 9, 170, "上述住房租赁合同已办理登记备案，特此通知。", "song", 11)
    s.text(186, y + 30, f"{v.authority}（盖章）", "song", 11, align="r")
    s.text(186, y + 39, cn_date(v.filed), "song", 11, align="r")
    s.image(138, y + 10, 42, 42, authority_seal(rng, type_, v))
    notes = ["本通知书仅证明租赁合同已登记备案，不作为房屋权属凭证，不作为居住登记凭证。", "租赁期限届满后本备案自行失效；合同变更、提前终止的，当事人应当及时办理变更或者注销手续。",
             "违反规定将居住房屋改为非居住使用的，依法承担相应责任。"]
    y = 250
    s.line(18, y - 6, 192, y - 6, 0.2)
    for k, note in enumerate(notes):
        y = s.paragraph(20, y, 170, f"{k + 1}．{note}", "song", 8, 1.5, 0)
    return Paper(KIND, [s], fields_of(v, area=str(v.area), issued_on=v.filed.isoformat()), "备案通知书")


def notice_letter(rng, type_, v):
    """通知书 as a letter to both parties: every fact inside running text."""
    s = Sheet(type_, paper=rng.choice([WHITE, CREAM]))
    red = (190, 30, 35)
    s.text(105, 32, f"上海市{v.authority}", "song_bold", 22, red, 1.5, "m")
    s.line(22, 38, 188, 38, 0.8, red)
    s.text(105, 56, "住房租赁合同备案通知书", "song_bold", 18, align="m")
    s.text(188, 67, v.filing, "fang", 11, align="r")
    role = rng.choice(["fang", "kai", "song"])
    s.text(26, 82, f"{v.landlord}、{v.tenant}：", role, 14)
    y = s.paragraph(26, 93, 160, f"你方于{cn_date(v.filed)}提交的住房租赁合同（合同编号：{v.contract}）备案申请收悉。经审核，予以备案，有关事项通知如下：", role, 14, 1.75)
    items = [f"一、出租方（甲方）：{v.landlord}" + (f"，身份证号{v.landlord_id}；" if v.landlord_id else "；"), f"二、承租方（乙方）：{v.tenant}" + (f"，身份证号{v.tenant_id}；" if v.tenant_id else "；"),
             f"三、房屋地址：{whole(v.street, v.room)}，建筑面积{v.area}平方米；", f"四、房屋用途：{v.usage}；", f"五、租期：自{cn_date(v.start)}起至{cn_date(v.end)}止，共计{v.months}个月。"]
    for item in items:
        y = s.paragraph(26, y, 160, item, role, 14, 1.75, marks={"address": v.street if "地址" in item else "", "usage": v.usage if "用途" in item else ""})
    y = s.paragraph(26, y, 160, "租赁当事人应当遵守《上海市住房租赁条例》的规定，不得擅自改变房屋用途。", role, 14, 1.75)
    s.text(180, y + 16, v.authority, role, 14, align="r")
    s.text(180, y + 27, cn_date(v.filed), role, 14, align="r")
    s.image(138, y - 4, 42, 42, authority_seal(rng, type_, v))
    s.text(26, 284, "抄送：街道（镇）社区事务受理服务中心", "song", 9)
    return Paper(KIND, [s], fields_of(v, address=whole(v.street, v.room), area=str(v.area), issued_on=v.filed.isoformat()), "租赁备案")


def proof_blanks(rng, type_, v):
    """备案证明 as a preprinted form: underlined blanks, filled in another face."""
    s = Sheet(type_, paper=rng.choice([WHITE, (247, 251, 247)]))
    s.text(105, 34, "住房租赁合同备案证明", "hei_bold", 20, spacing=1.4, align="m")
    s.text(105, 44, f"（ {v.filed.year} ）沪房租备证字第 {rng.randint(1, 99999):05d} 号", "song", 10.5, align="m")
    hand = rng.choice(["kai", "song", "hand", "hei"])
    drop = rng.uniform(-1.0, 0.2)
    y, x0, x1 = 64, 26, 184
    def blank(x, label, text, until, mark=None, tail=""):
        w = s.text(x, y, label, "song", 12)
        s.text(x + w + 2.5, y + drop, text, hand, 12.5, (20, 24, 60) if hand == "hand" else BLACK, mark=mark)
        stop = until - s.advance(tail, "song", 12)
        s.line(x + w + 0.5, y + 1.2, stop, y + 1.2, 0.2)
        s.text(stop + 0.5, y, tail, "song", 12)
    blank(x0, "甲方（出租人）：", v.landlord, 108)
    blank(110, "证件号：", v.landlord_id or "", x1)
    y += 13
    blank(x0, "乙方（承租人）：", v.tenant, 108, "tenant")
    blank(110, "证件号：", v.tenant_id or v.credit, x1)
    y += 13
    address = f"{v.street}" if s.advance(v.street, hand, 12.5) < 118 else v.street
    blank(x0, "坐落地址：", address, 150, "address")
    blank(152, "室号：", v.room, x1, "room")
    y += 13
    blank(x0, "出租部位：", v.part, 92)
    blank(94, "面积：", str(v.area), 138, tail="平方米")
    blank(140, "用途：", v.usage, x1, "usage")
    y += 13
    blank(x0, "租赁期间：自", cn_date(v.start, "spaced"), 104)
    blank(105, "起至", cn_date(v.end, "spaced"), 170, "term", "止")
    y += 13
    blank(x0, "月租金（元）：", str(v.rent), 92)
    blank(94, "备案号：", v.filing, x1)
    y += 18
    y = s.paragraph(x0, y, 158, "上述住房租赁合同经登记，依据《上海市住房租赁合同网签备案操作规定》办理备案，特此证明。", "song", 12, 1.8)
    s.text(174, y + 22, f"备案机关：{v.authority}", "song", 12, align="r")
    s.text(174, y + 33, f"备案日期：{cn_date(v.filed)}", "song", 12, align="r")
    s.image(128, y + 2, 41, 41, authority_seal(rng, type_, v))
    s.qr(26, y + 6, 24, v.contract)
    s.text(38, y + 33, "扫一扫查询", "hei", 7.5, align="m")
    s.text(105, 285, "第一联 当事人留存", "song", 8, align="m")
    return Paper(KIND, [s], fields_of(v, area=str(v.area), issued_on=v.filed.isoformat()), "备案证明")


def old_proof(rng, type_, v):
    """房屋租赁合同登记备案证明 on security paper, a boxed certificate with wide margins."""
    s = Sheet(type_, 260, 184, rng.choice([GREEN, (240, 246, 250), (252, 247, 238)]))
    background(rng, s, rng.choice([(120, 170, 140), (120, 150, 190), (190, 160, 110)]), 70)
    rule = rng.choice([(50, 90, 60), (60, 60, 65)])
    s.rect(9, 9, 242, 166, 0.9, rule)
    s.rect(11.5, 11.5, 237, 161, 0.25, rule)
    s.text(130, 26, "房屋租赁合同登记备案证明", "song_bold", 21, spacing=1.5, align="m")
    s.text(240, 35, f"登记备案号：{v.filing}", "song", 10, align="r")
    role = rng.choice(["kai", "song", "hei"])
    value = dict(role=role, size=11.5, rule=rule, shift=(rng.uniform(-0.6, 0.6), rng.uniform(-0.8, 0.8)))
    label = dict(role="song", size=11, align="m", rule=rule, color=rule)
    y = 40
    for left, lv, lm, right, rv, rm in (("出 租 人", v.landlord, None, "承 租 人", v.tenant, "tenant"), ("证件号码", v.landlord_id or v.credit, None, "证件号码", v.tenant_id or v.credit, None)):
        s.cell(18, y, 30, 12, left, **label)
        s.cell(48, y, 82, 12, lv, mark=lm, **value)
        s.cell(130, y, 30, 12, right, **label)
        s.cell(160, y, 82, 12, rv, mark=rm, **value)
        y += 12
    for caption, text, mark, h in (("房 屋 坐 落", whole(v.street, v.room), "address", 13), ):
        s.cell(18, y, 30, h, caption, **label)
        s.cell(48, y, 194, h, text, mark=mark, **value)
        y += h
    x = 18
    for caption, text, w, mark in (("出租面积", f"{v.area}平方米", 74, None), ("房屋类型", v.type, 74, None), ("用途", v.usage, 76, "usage")):
        s.cell(x, y, 30 if w != 76 else 24, 12, caption, **label)
        s.cell(x + (30 if w != 76 else 24), y, w - (30 if w != 76 else 24), 12, text, mark=mark, **value)
        x += w
    y += 12
    s.cell(18, y, 30, 24, "租赁期限", **label)
    s.cell(48, y, 82, 12, f"起租日：{cn_date(v.start)}", **value)
    s.cell(130, y, 112, 12, f"终止日：{cn_date(v.end)}", mark="term", **value)
    s.cell(48, y + 12, 194, 12, f"续租情况：{rng.choice(['无', '——', '/'])}      租金：每月 {v.rent} 元（{v.payment}）", **value)
    y += 24
    s.cell(18, y, 30, 18, "备    注", **label)
    s.cell(48, y, 194, 18, rng.choice(["经审核，符合登记备案条件，准予登记备案。", "转租须另行办理登记备案。", ""]), **{**value, "size": 10})
    s.text(176, 152, "登记备案机关（章）", "song", 11)
    s.text(180, 163, cn_date(v.filed, "spaced"), "song", 11)
    s.image(172, 128, 42, 42, authority_seal(rng, type_, v))
    s.text(20, 168, "本证明涂改、复印无效（复印件加盖公章的除外）", "song", 8, rule)
    return Paper(KIND, [s], fields_of(v, address=whole(v.street, v.room), building_type=v.type, area=str(v.area), issued_on=v.filed.isoformat()), "租赁登记备案证明")


def counter_slip(rng, type_, v):
    """Half a page from a counter printer: label columns without rules, dotted separators."""
    s = Sheet(type_, 210, 150, WHITE)
    s.image(50, 30, 110, 90, watermark("房屋管理", type_, (120, 160, 130), 120, 20, 26))
    role = rng.choice(["hei", "mono", "song"])
    s.text(105, 15, "住房租赁合同备案通知书", "hei_bold", 15, align="m")
    s.line(12, 19, 198, 19, 0.3, BLACK, 1)
    left = [("备案编号", v.filing, None), ("承租方", v.tenant, "tenant"), ("房屋地址", whole(v.street, v.room), "address"), ("房屋用途", v.usage, "usage"),
            ("起租日期", v.start.isoformat(), None), ("到期日期", v.end.isoformat(), "term"), ("租金(元/月)", f"{v.rent}.00", None)]
    right = [("受理号", v.contract[-10:], None), ("出租方", v.landlord, None), None, ("建筑面积", f"{v.area}㎡", None), ("出租类型", v.part, None), ("居住人数", str(rng.randint(1, 4)), None), ("付款", v.payment, None)]
    y = 29
    for a, b in zip(left, right):
        s.text(16, y, a[0], role, 10.5)
        s.text(46, y, a[1], role, 11, mark=a[2])
        if b:
            s.text(122, y, b[0], role, 10.5)
            s.text(150, y, b[1], role, 11)
        y += 11
    s.line(12, y - 3, 198, y - 3, 0.3, BLACK, 1)
    s.text(16, y + 6, f"经办窗口：{rng.randint(1, 28):02d}号    打印时间：{v.filed.isoformat()} {rng.randint(9, 16):02d}:{rng.randint(0, 59):02d}", role, 9)
    s.text(16, y + 13, "本备案于租赁期限届满之日自动失效；如有变更请于三十日内重新办理。", role, 8.5)
    s.text(190, y + 20, f"{v.authority}", role, 11, align="r")
    s.image(146, y - 8, 38, 38, authority_seal(rng, type_, v))
    s.qr(16, y + 17, 18, v.filing)
    return Paper(KIND, [s], fields_of(v, address=whole(v.street, v.room), area=str(v.area), issued_on=v.filed.isoformat()), "备案回执")


def two_column_proof(rng, type_, v):
    """备案证明 with shaded captions above their values, as a web system prints it."""
    s = Sheet(type_, paper=WHITE)
    shade, ink = rng.choice([(228, 236, 246), (235, 235, 235), (243, 236, 226)]), BLACK
    s.text(18, 24, "上海市住房租赁合同登记备案证明", "hei_bold", 17)
    s.text(18, 32, f"备案证明编号 {v.filing}    出证日期 {v.filed.isoformat()}", "hei", 9, (90, 90, 90))
    role = rng.choice(["hei", "song"])
    y = 40
    def block(items):
        nonlocal y
        x = 18
        for caption, text, w, mark in items:
            s.rect(x, y, w, 7, 0.15, (150, 150, 150), shade)
            s.text(x + 2, y + 5, caption, "hei", 8.5, (70, 70, 80))
            s.cell(x, y + 7, w, 11, text, role, 11.5, rule=(150, 150, 150), border=0.15, mark=mark)
            x += w
        y += 18
    block([("承租人（乙方）", v.tenant, 58, "tenant"), ("证件号码", v.tenant_id or v.credit, 72, None), ("同住人", rng.choice(["无", "0 人", "1 人"]), 44, None)])
    block([("出租人（甲方）", v.landlord, 58, None), ("权属证明编号", v.deed, 116, None)])
    block([("房屋坐落地址", v.street, 124, "address"), ("室号", v.room, 50, "room")])
    block([("租赁用途", v.usage, 44, "usage"), ("租赁方式", v.part, 44, None), ("建筑面积（平方米）", str(v.area), 44, None), ("居室", f"{rng.randint(1, 3)}室{rng.randint(1, 2)}厅", 42, None)])
    block([("租赁开始日期", v.start.isoformat(), 44, None), ("租赁结束日期", v.end.isoformat(), 44, "term"), ("月租金", f"{v.rent} 元", 44, None), ("支付", v.payment, 42, None)])
    y = s.paragraph(18, y + 12, 174, f"兹证明上列住房租赁合同已在本市住房租赁公共服务平台完成网签备案。备案有效期与租赁期限一致。", "song", 11, 1.7)
    s.qr(18, y + 4, 28, v.contract)
    s.text(182, y + 20, v.authority, "song", 12, align="r")
    s.image(140, y, 42, 42, authority_seal(rng, type_, v))
    s.text(105, 286, f"打印流水号 {rng.randrange(10**12):012d}　第1页/共1页", "hei", 7.5, (110, 110, 110), align="m")
    return Paper(KIND, [s], fields_of(v, area=str(v.area), issued_on=v.filed.isoformat()), "租房备案证明")


LEASE = [notice_grid, notice_letter, proof_blanks, old_proof, counter_slip, two_column_proof]
