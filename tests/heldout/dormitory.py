"""Dormitory certificates: letters, a form, a table and a campus card, each in its own words."""

from property import CREAM, WHITE, Paper
from seals import seal
from sheet import BLACK, Sheet
from values import cn_date, id_number, person

KIND = "dormitory_certificate"


def fields_of(v) -> dict:
    out = {"address": v.address, "resident": v.resident, "resident_id_number": v.resident_id, "issuer": v.issuer,
           "issuing_department": v.department, "issued_on": v.issued.isoformat(), "seal": v.seal_name}
    return {key: value for key, value in out.items() if value}


def sign(rng, s, type_, v, y, role, size, right=176, caption=False):
    """Issuer, department and date at the foot, with the seal over them where there is one."""
    lines = [("出具单位：" if caption else "") + v.issuer] + ([("经办部门：" if caption else "") + v.department] if v.department else []) + [cn_date(v.issued, rng.choice(["年", "spaced"]))]
    for k, line in enumerate(lines):
        s.text(right, y + k * size * 0.72, line, role, size, align="r")
    if v.seal_name:
        s.image(right - 50 + rng.uniform(-4, 6), y + size * 0.7 - 22, 42, 42, v.seal_image(type_, rng))
    return y + len(lines) * size * 0.72


def letter(rng, type_, v):
    s = Sheet(type_, paper=WHITE)
    role, size = rng.choice(["song", "fang", "kai"]), rng.choice([14, 15, 16])
    s.text(105, 48, rng.choice(["集体宿舍证明", "集 体 宿 舍 证 明", "居住集体宿舍证明"]), "song_bold", 22, align="m")
    text = rng.choice([
        f"兹证明{v.resident}（身份证号码：{v.resident_id}）系我单位职工，自{cn_date(v.since)}起居住在我单位集体宿舍，地址为{v.address}。",
        f"兹有我公司员工{v.resident}，{v.gender}，身份证号{v.resident_id}，现住我公司集体宿舍（{v.address}），情况属实。",
        f"{v.resident}同志（公民身份号码{v.resident_id}）为本单位在册员工，由本单位统一安排住宿，宿舍地址：{v.address}。"])
    y = s.paragraph(30, 74, 150, text, role, size, 1.9, marks={"address": v.address})
    y = s.paragraph(30, y, 150, "特此证明。", role, size, 1.9)
    y = sign(rng, s, type_, v, y + 26, role, size)
    s.text(30, 262, f"联系人：{v.contact}    联系电话：{v.phone}", role, 11)
    return Paper(KIND, [s], fields_of(v), "宿舍证明")


def letterhead(rng, type_, v):
    """On the unit's own paper, addressed to the community service centre."""
    s = Sheet(type_, paper=rng.choice([WHITE, CREAM]))
    ink = rng.choice([(170, 30, 35), (25, 60, 120), BLACK])
    s.text(105, 24, v.issuer, "song_bold", 17, ink, 1, "m")
    s.line(20, 29, 190, 29, 0.6, ink)
    s.text(20, 35, f"地址：上海市　电话：{v.phone}", "song", 8.5, (90, 90, 90))
    s.text(105, 58, "证　明", "song_bold", 22, align="m")
    role = rng.choice(["song", "fang"])
    s.text(28, 78, rng.choice(["社区事务受理服务中心：", "尊敬的社区事务受理服务中心：", "公安派出所："]), role, 14)
    y = s.paragraph(28, 90, 154, f"我单位{v.department + '确认，' if v.department else '确认，'}以下人员居住于本单位管理的集体宿舍：", role, 14, 1.9)
    for caption, text in (("姓　　名", v.resident), ("身份证号", v.resident_id), ("宿舍地址", v.address), ("入住时间", cn_date(v.since))):
        s.text(40, y, f"{caption}：", role, 14)
        for line in s.wrap(text, role, 14, 112):
            s.text(70, y, line, role, 14, mark="address" if caption == "宿舍地址" else None)
            y += 9.5
    y = s.paragraph(28, y + 2, 154, "该员工在职期间可在上述宿舍居住。本证明仅用于办理居住登记，不作他用。", role, 14, 1.9)
    sign(rng, s, type_, v, y + 20, role, 14)
    return Paper(KIND, [s], fields_of(v), "单位住宿证明")


def form(rng, type_, v):
    """A ruled form with a column of captions and a box for the unit's opinion."""
    s = Sheet(type_, paper=WHITE)
    s.text(105, 30, rng.choice(["单位集体宿舍居住证明表", "集体宿舍居住人员证明表", "集体宿舍证明（申请居住登记用）"]), "hei_bold", 17, align="m")
    s.text(188, 40, f"编号：{v.issued.year}-{rng.randint(1, 999):03d}", "song", 10, align="r")
    role = rng.choice(["song", "kai", "hand"])
    y = 44
    def row(h, *items):
        nonlocal y
        x = 22
        for caption, text, w, mark in items:
            s.cell(x, y, 30, h, caption, "song", 11, "m")
            s.cell(x + 30, y, w - 30, h, text, role, 12, mark=mark)
            x += w
        y += h
    row(13, ("居住人姓名", v.resident, 83, None), ("性　别", v.gender, 83, None))
    row(13, ("身份证号码", v.resident_id, 166, None))
    row(13, ("工作单位", v.issuer, 166, None))
    row(16, ("宿舍坐落", v.address, 166, "address"))
    row(13, ("入住日期", v.since.isoformat(), 83, None), ("房屋性质", "集体宿舍", 83, None))
    h = 62
    s.cell(22, y, 30, h, (v.department[-2:] if v.department else "单位") + "意见", "song", 11, "m")
    s.cell(52, y, 136, h, "", "song")
    s.paragraph(56, y + 11, 126, "经核实，该同志确系我单位人员，居住于上述集体宿舍，特此证明。", role, 12)
    s.text(96, y + 40, (f"{v.department}（盖章）" if v.department else "（盖章）"), "song", 12)
    s.text(130, y + 54, cn_date(v.issued, "spaced"), "song", 12)
    if v.seal_name:
        s.image(98 + rng.uniform(-4, 10), y + 18, 41, 41, v.seal_image(type_, rng))
    s.text(22, y + h + 9, f"经办人：{v.contact}　　电话：{v.phone}", "song", 10.5)
    s.text(22, y + h + 17, "说明：本表由用人单位或学校的人事、保卫部门填写，涂改无效。", "song", 9)
    return Paper(KIND, [s], fields_of(v), "集体宿舍证明表")


def roster(rng, type_, v):
    """A list of several residents; the applicant is one of them, all in one building."""
    s = Sheet(type_, 297, 210, WHITE)
    s.text(148, 24, f"{v.issuer}集体宿舍居住人员名单", "song_bold", 17, align="m")
    s.text(20, 35, "兹证明下列人员为我单位职工，居住于我单位集体宿舍：", "song", 12)
    people = [(person(rng), id_number(rng)) for _ in range(rng.randint(2, 5))]
    at = rng.randrange(len(people) + 1)
    people.insert(at, (v.resident, v.resident_id))
    stem, room = v.address_parts
    y = 40
    widths, names = [14, 30, 16, 58, 106, 34], ["序号", "姓名", "性别", "身份证号码", "宿舍地址", "入住日期"]
    for r, values in enumerate([names] + people):
        x = 20
        if r:
            here = room if r - 1 == at else f"{room[0]}{rng.randint(1, 28):02d}"
            values = [str(r), values[0], "男" if int(values[1][16]) % 2 else "女", values[1], f"{stem}{here}室", v.since.isoformat()]
        for k, (text, w) in enumerate(zip(values, widths)):
            s.cell(x, y, w, 11, text, "song" if r else "hei", 10.5, "m", mark="address" if k == 4 and r - 1 == at else None)
            x += w
        y += 11
    s.text(20, y + 10, f"以上共 {len(people)} 人。", "song", 11)
    sign(rng, s, type_, v, y + 24, "song", 12, right=268, caption=True)
    return Paper(KIND, [s], fields_of(v), "宿舍名单")


def campus(rng, type_, v):
    """A school's certificate with a counterfoil joined by a dashed cut."""
    s = Sheet(type_, paper=WHITE)
    s.text(105, 20, f"{v.issuer}集体宿舍证明（存根）", "song", 13, align="m")
    s.text(24, 33, f"姓名：{v.resident}　　宿舍：{v.address_parts[1]}室　　{cn_date(v.issued)}", "song", 11)
    s.line(12, 46, 198, 46, 0.3, BLACK, 2)
    s.text(105, 68, f"{v.issuer}", "kai", 20, align="m")
    s.text(105, 80, "集体宿舍证明", "song_bold", 19, align="m")
    role = rng.choice(["song", "fang"])
    y = s.paragraph(28, 98, 154, f"学生{v.resident}，{v.gender}，身份证号：{v.resident_id}，学号{rng.randrange(10**8):08d}，系我校全日制在读学生，现住我校学生集体宿舍。", role, 14, 2)
    y = s.paragraph(28, y, 154, f"住宿地址：{v.address}", role, 14, 2, marks={"address": v.address})
    y = s.paragraph(28, y, 154, "本证明自开具之日起三十日内有效，复印无效。", role, 14, 2)
    sign(rng, s, type_, v, y + 16, role, 14)
    return Paper(KIND, [s], fields_of(v), "学校宿舍证明")


DORMITORY = [letter, letterhead, form, roster, campus]
