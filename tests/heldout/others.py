"""Kinship statements and papers that do not prove a residence."""

from property import CREAM, WHITE, Paper
from seals import box_seal, seal
from sheet import BLACK, Sheet
from values import cn_date, company, person

BLUE = (24, 32, 96)


def kinship_letter(rng, type_, v):
    s = Sheet(type_, paper=WHITE)
    s.text(105, 40, rng.choice(["亲属关系承诺书", "近亲属关系承诺书"]), "song_bold", 20, spacing=1.5, align="m")
    y = s.paragraph(28, 64, 154, f"本人{v.applicant}，身份证号码{v.applicant_id}，因办理居住登记需要，现就亲属关系承诺如下：", "song", 14, 1.9)
    y = s.paragraph(28, y, 154, f"{v.relative}系本人的{v.relation}，双方系近亲属关系，本人居住于其名下（承租）的房屋。", "song", 14, 1.9)
    y = s.paragraph(28, y, 154, "以上承诺内容真实，如有虚假，本人愿意承担由此产生的法律责任，并接受纳入公共信用信息平台等处理。", "song", 14, 1.9)
    s.text(112, y + 18, "承诺人（签名）：", "song", 13)
    s.text(152, y + 17, v.applicant, "hand", 17, BLUE)
    s.text(112, y + 30, f"日期：{cn_date(v.day)}", "song", 13)
    return Paper("kinship_statement", [s], {}, "亲属关系承诺书")


def kinship_form(rng, type_, v):
    s = Sheet(type_, paper=rng.choice([WHITE, CREAM]))
    s.text(105, 28, "亲属关系承诺书", "hei_bold", 18, align="m")
    s.text(105, 36, "（居住登记、居住证业务适用）", "song", 10, align="m")
    y = 42
    for title, name, number in (("承诺人", v.applicant, v.applicant_id), ("亲属", v.relative, "")):
        s.cell(24, y, 26, 13, f"{title}姓名", "song", 11, "m")
        s.cell(50, y, 42, 13, name, "hand", 14, color=BLUE, rule=BLACK)
        s.cell(92, y, 26, 13, "证件号码", "song", 11, "m")
        s.cell(118, y, 68, 13, number, "hand", 12, color=BLUE, rule=BLACK)
        y += 13
    s.cell(24, y, 26, 15, "关系", "song", 11, "m")
    mine = {"配偶": 0, "父亲": 1, "母亲": 1, "儿子": 2, "女儿": 2, "祖父": 3, "祖母": 3, "兄弟": 4, "姐妹": 4}.get(v.relation, 5)
    boxes = ["配偶", "父母", "子女", "（外）祖父母", "兄弟姐妹"]
    s.cell(50, y, 136, 15, "　".join(("☑" if k == mine else "□") + b for k, b in enumerate(boxes)), "song", 11)
    y += 15
    s.cell(24, y, 162, 58, f"本人承诺：{v.relative}与本人为{v.relation}关系。上述信息真实、准确、完整、有效，不实承诺的法律后果由本人承担。", "song", 12, valign="t", leading=1.8)
    s.text(108, y + 50, "签名：", "song", 12)
    s.text(122, y + 49, v.applicant, "hand", 16, BLUE)
    y += 58
    s.text(24, y + 10, f"填写日期：{cn_date(v.day, 'spaced')}", "song", 11)
    s.text(24, y + 18, "注：本承诺书可以替代亲属关系证明材料，受理部门可以依法核查。", "song", 9)
    return Paper("kinship_statement", [s], {}, "承诺书")


def licence(rng, type_, v):
    s = Sheet(type_, 297, 210, (250, 249, 242))
    s.rect(8, 8, 281, 194, 1.2, (180, 150, 80))
    s.text(148, 40, "营 业 执 照", "song_bold", 32, align="m")
    s.text(148, 50, "（副  本）", "song", 13, align="m")
    s.text(24, 62, f"统一社会信用代码  91310{rng.randrange(10**9):09d}MA{rng.randrange(100):02d}", "song", 11)
    left = [("名　　称", v.unit), ("类　　型", "有限责任公司（自然人投资或控股）"), ("住　　所", v.address), ("法定代表人", person(rng)), ("注册资本", f"人民币{rng.randint(50, 900)}.0000万元整")]
    y = 78
    for caption, text in left:
        s.text(28, y, caption, "song", 12)
        for line in s.wrap(text, "song", 12, 150):
            s.text(62, y, line, "song", 12)
            y += 7
        y += 7
    s.text(28, y, "经营范围", "song", 12)
    s.paragraph(62, y, 160, "一般项目：技术服务、技术开发、技术咨询；日用百货销售；企业管理咨询。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）", "song", 10.5, 1.5, 0)
    s.text(210, 178, "登记机关", "song", 13)
    s.text(200, 190, cn_date(v.day), "song", 12)
    s.image(206, 150, 42, 42, seal(type_, rng, f"上海市{v.district}市场监督管理局"))
    s.qr(252, 22, 26, f"GS{rng.randrange(10**12)}")
    return Paper("business_licence", [s], {}, "营业执照")


def electricity(rng, type_, v):
    s = Sheet(type_, 210, 150, WHITE)
    s.text(16, 20, "电费账单", "hei_bold", 18, (20, 110, 80))
    s.text(194, 20, f"户号：{rng.randrange(10**10):010d}", "hei", 10, align="r")
    s.line(14, 25, 196, 25, 0.8, (20, 110, 80))
    y = 36
    for caption, text in (("户　名", v.name), ("用电地址", v.address), ("用电类别", "城乡居民生活用电"), ("计费周期", f"{v.day.year}年{v.day.month}月"), ("本期电量", f"{rng.randint(80, 420)} 千瓦时"), ("应缴金额", f"{rng.randint(60, 400)}.{rng.randint(10, 99)} 元")):
        s.text(20, y, f"{caption}：", "hei", 11)
        s.text(50, y, text, "song", 11)
        y += 11
    s.text(20, 130, "请于交费截止日前交费，逾期按规定计收违约金。服务热线 95598", "hei", 8.5)
    return Paper("unknown", [s], {}, "电费单")


def receipt(rng, type_, v):
    s = Sheet(type_, 190, 100, rng.choice([WHITE, (253, 240, 240)]))
    s.text(95, 18, "收　　据", "song_bold", 20, spacing=2, align="m")
    s.text(176, 18, f"No {rng.randrange(10**7):07d}", "mono", 11, (180, 30, 30), align="r")
    s.text(120, 28, cn_date(v.day, "spaced"), "hand", 12, BLUE)
    for k, (caption, text) in enumerate((("今收到", v.name), ("交　来", f"{v.address} 房租"), ("金　额", f"人民币 {rng.randint(20, 90)}00 元整"), ("收款方式", rng.choice(["现金", "转账"])))):
        y = 42 + k * 11
        s.text(16, y, caption, "song", 12)
        s.text(40, y, text, "hand", 13, BLUE)
        s.line(36, y + 1.5, 174, y + 1.5, 0.2)
    s.text(100, 92, "收款人（签章）", "song", 11)
    s.image(136, 78, 15, 15, box_seal(type_, rng, person(rng)[:2] + "之印"))
    return Paper("unknown", [s], {}, "收据")


def management_notice(rng, type_, v):
    s = Sheet(type_, paper=WHITE)
    unit = company(rng).replace("有限公司", "物业管理有限公司")
    s.text(105, 40, "住户入住登记回执", "hei_bold", 20, align="m")
    y = s.paragraph(28, 66, 154, f"业主（住户）{v.name}：您好！您位于{v.address}的房屋已在我司办理入住登记，物业管理费自{cn_date(v.day)}起计收，标准为每月每平方米{rng.uniform(1, 5):.2f}元。", "song", 13, 1.9)
    s.paragraph(28, y, 154, "请遵守《业主临时管理规约》，装修前请至服务中心办理手续。", "song", 13, 1.9)
    s.text(180, 160, unit, "song", 13, align="r")
    s.text(180, 170, cn_date(v.day), "song", 13, align="r")
    s.image(132, 142, 42, 42, seal(type_, rng, unit))
    return Paper("unknown", [s], {}, "入住回执")


KINSHIP = [kinship_letter, kinship_form]
WRONG = [licence, electricity, receipt, management_notice]
