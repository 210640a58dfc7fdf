"""Dormitory certificates: letters, forms, lists, a school's, a slip with its stub."""

import homes
from paper import HAND, HEI, KAI, SONG, Paper, chinese_date, qr_png, spread


def _end(p, f, docx=True):
    """Unit, department and date with the seal over them, as far as the case has them."""
    unit = p.v("issuer", f.company)
    department = p.v("issuing_department", f.department) if f.department else ""
    day = p.v("issued_on", chinese_date(f.dorm_issued), f.dorm_issued.isoformat())
    if not f.seal_missing:
        p.seal(p.rng.choice(["round", "round", "round", "oval"]), f.company, p.rng.choice(["issued_on", "issuer"]), foot=f.department or "")
    return unit, department, day


def letter(f, rng):
    """A paragraph under a title, in Word."""
    p = Paper("dormitory_certificate", rng).word((32, 28, 28, 30), rng.choice(SONG + KAI), rng.choice([12, 14, 15]))
    p.para(rng.choice(["集体宿舍证明", "集 体 宿 舍 居 住 证 明", "证　明", "员工集体宿舍居住证明"]), "center", 22, after=20, bold=rng.random() < 0.4)
    if rng.random() < 0.5:
        p.para(f"{f.home.district}{rng.choice(['公安分局', '社区事务受理服务中心'])}：")
    who, number = p.v("resident", f.resident), p.v("resident_id_number", f.resident_number)
    where = p.v("address", f.site_line)
    text = rng.choice(
        [
            f"兹证明{who}（身份证号码：{number}）系我单位在职员工，自{chinese_date(f.moved_in)}起居住在我单位集体宿舍，地址为{where}。",
            f"兹有我公司职工{who}，公民身份号码{number}，现住本公司集体宿舍，宿舍地址：{where}，情况属实。",
            f"{who}，身份证号{number}，为我单位正式职工，由我单位安排住宿，住宿地址为{where}。该处系单位自有集体宿舍，非居住小区。",
        ]
    )
    p.para(text, "both", indent=2, line=1.9)
    p.para("特此证明。", indent=2)
    unit, department, day = _end(p, f)
    p.para(unit + (f"（盖章）" if rng.random() < 0.4 else ""), "right", before=36, after=2)
    if department:
        p.para(department, "right", after=2)
    p.para(day, "right")
    return p


def form(f, rng):
    """A unit's form with rules, filled by hand."""
    p = Paper("dormitory_certificate", rng)
    h = "h" if rng.random() < 0.75 else ""
    unit, department, day = _end(p, f)
    rows = [
        ("姓　名", p.v("resident", f.resident, style=h), "性　别", f.applicant.sex),
        ("身份证号", p.v("resident_id_number", f.resident_number, style=h), None, None),
        ("宿舍地址", p.v("address", f.site_line, style=h), None, None),
        ("入住日期", p.plain(chinese_date(f.moved_in), h), "联系电话", f"021-5{rng.randrange(10**6, 10**7)}"),
        ("所在单位", unit, None, None),
        ("出具部门", department or "　", "经办人", p.plain(rng.choice("张王李陈刘") + rng.choice("敏伟静勇"), "h")),
    ]
    table = "".join(f"<tr><th>{k}</th><td colspan=3>{v}</td></tr>" if k2 is None else f"<tr><th>{k}</th><td>{v}</td><th>{k2}</th><td>{v2}</td></tr>" for k, v, k2, v2 in rows)
    tail = f"<tr><th>单位意见</th><td colspan=3 style='height:44mm;vertical-align:bottom'><p>以上人员居住在本单位集体宿舍，情况属实。</p><p class=r>（单位人事或保卫部门盖章）<br>{day}</p></td></tr>"
    body = f"<h1 style='font-size:19pt'>集体宿舍居住证明表</h1><p class=r style='font-size:9.5pt'>编号：{f.dorm_issued.year}-{rng.randrange(100, 999)}</p><table class=grid>{table}{tail}</table><p style='font-size:9pt'>注：本表由单位人事或者保卫部门填写，涂改无效。</p>"
    return p.set_html(body, "th{font-weight:normal;width:25mm}.grid td,.grid th{height:12mm}", "A4", "24mm 22mm", rng.choice(SONG), 12)


def roll(f, rng):
    """A list of several residents with a room each, in Word; the applicant is one of them."""
    p = Paper("dormitory_certificate", rng).word((24, 20, 20, 22), rng.choice(SONG + HEI), 11.5)
    p.para("集体宿舍住宿人员证明", "center", 19, after=8)
    p.para(f"下列人员系我单位职工，现居住于我单位位于{f.site}的集体宿舍，具体房间如下：", "both", indent=2, line=1.6)
    rows = [["序号", "姓名", "公民身份号码", "房间号", "入住时间"]]
    names = []
    for i, (name, number, room) in enumerate(f.roll, 1):
        mine = number == f.resident_number
        names.append(name)
        rows.append([str(i), p.v("_name", name), p.v("resident_id_number", number) if mine else number, p.v("room_part", room) if mine else room, f"{f.moved_in:%Y-%m}"])
    p.fields["resident"] = "、".join(names)
    p.fields["address"] = homes.join(f.site, f.inside)
    p.table(rows, [14, 30, 62, 28, 30], height=9)
    p.para(f"以上共{len(f.roll)}人。特此证明。", indent=2, before=8)
    unit, department, day = _end(p, f)
    p.para(unit, "right", before=26, after=2)
    if department:
        p.para(department, "right", after=2)
    p.para(day, "right")
    return p


def school(f, rng):
    """A university's letterhead; student, college, campus dormitory."""
    p = Paper("dormitory_certificate", rng)
    tint = rng.choice(["#8a1c1c", "#1d3f7a", "#14614a"])
    unit, department, day = _end(p, f)
    who, number, where = p.v("resident", f.resident), p.v("resident_id_number", f.resident_number), p.v("address", f.site_line)
    body = f"""<div style='border-bottom:.8mm solid {tint};padding-bottom:3mm;color:{tint}'><span style='font-size:20pt;letter-spacing:3pt'>{f.company}</span><span style='float:right;font-size:9pt;padding-top:5mm'>校内公函 {f.dorm_issued.year}（{rng.randrange(10, 300)}）</span></div>
    <h2 style='font-size:18pt;margin-top:14mm'>学生集体宿舍证明</h2><p style='text-indent:2em;line-height:2.2'>{who}，{f.applicant.sex}，身份证号：{number}，系我校{rng.choice(['机械工程', '经济管理', '护理', '艺术设计', '外国语'])}学院{f.dorm_issued.year - 1}级{rng.choice(['本科', '硕士研究生', '专科'])}在读学生（学号{f.dorm_issued.year - 1}{rng.randrange(10**5, 10**6)}），现居住于我校学生宿舍：{where}。</p>
    <p style='text-indent:2em'>特此证明，仅供办理居住登记使用。</p><p class=r style='margin-top:20mm;line-height:1.9'>{unit}<br>{department}<br>{day}</p><p style='font-size:9pt;border-top:.2mm solid {tint};margin-top:40mm;color:{tint}'>学校地址：{f.site}　　值班电话：021-6{rng.randrange(10**6, 10**7)}</p>"""
    return p.set_html(body, "", "A4", "20mm 24mm", rng.choice(SONG + HEI[:2]), 12.5)


def stub(f, rng):
    """A numbered slip with its stub at the left, blanks filled by hand."""
    p = Paper("dormitory_certificate", rng)
    p.background = rng.choice(["#fdf8ec", "#f1f6fa", "#ffffff"])
    number = f"№ {rng.randrange(1000, 9999):07d}"
    unit, department, day = _end(p, f)
    u = lambda field, text: f"<span class=u>{p.v(field, text, style='h')}</span>"
    left = f"<div style='float:left;width:42mm;border-right:.4mm dashed #555;height:118mm;padding-right:4mm;font-size:9.5pt'><p class=c>存　根</p><p>{number}</p><p>姓名：<span class=h>{f.resident}</span></p><p>事由：居住登记</p><p>{f.dorm_issued.isoformat()}</p></div>"
    right = f"""<div style='margin-left:52mm'><p class=c style='font-size:16pt;letter-spacing:5pt'>住宿证明</p><p class=r style='font-size:9.5pt;color:#a22'>{number}</p><p style='line-height:2.5'>　　兹有 {u('resident', f.resident)} ，身份证号 {u('resident_id_number', f.resident_number)} ，系我单位职工，住单位集体宿舍 {u('address', f.site_line)} 。</p><p>　　特此证明。</p><p class=r style='line-height:1.8'>{unit}<br>{department}<br>{day}</p></div>"""
    return p.set_html(left + right, "", "A5 landscape", "11mm 10mm", rng.choice(SONG + KAI), 11)


def red_head(f, rng):
    """An official letter under a red head with document number and an attached data table, in Word."""
    p = Paper("dormitory_certificate", rng).word((26, 26, 26, 28), rng.choice(SONG), 14)
    p.para(f.company, "center", rng.choice([20, 24]), bold=True, after=4, spacing=2, rgb=(196, 16, 16), font=rng.choice(SONG[:2]))
    p.para(f"人字〔{f.dorm_issued.year}〕{rng.randrange(3, 99)}号", "center", 12, after=0)
    p.rule()
    p.para("关于出具集体宿舍证明的函", "center", 19, after=12)
    p.para(f"{f.home.district}人口管理部门：", after=4)
    p.para("现就我单位职工住宿情况证明如下：", indent=2, line=1.5)
    rows = [["姓名", p.v("resident", f.resident)], ["身份证号码", p.v("resident_id_number", f.resident_number)], ["宿舍地址", p.v("address", f.site_line)], ["住宿起始", chinese_date(f.moved_in)]]
    p.table(rows, [40, 110], align="left", height=11, size=13)
    p.para("该宿舍由我单位统一管理，请予办理。", indent=2, before=8)
    unit, department, day = _end(p, f)
    if department:
        p.para("经办部门：" + department, before=12, after=2)
    p.para(unit, "right", before=18, after=2)
    p.para(day, "right")
    return p


DORMITORY = [letter, form, roll, school, stub, red_head]
