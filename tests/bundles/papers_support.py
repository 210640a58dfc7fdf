"""Supporting papers: kinship, identity, household register, authority, licence and others; and papers that prove no home."""

from paper import HEI, KAI, MONO, SONG, Paper, chinese_date, qr_png

OFFICES = ["清河县公安局", "东平县公安局", "望江县公安局", "南陵县公安局", "固安县公安局"]
WORDS = {"spouse": ("夫妻", {"男": "夫", "女": "妻"}), "parent": ("父母子女", {"男": "父", "女": "母"}), "child": ("父母子女", {"男": "子", "女": "女"}), "grandparent": ("祖孙", {"男": "祖父", "女": "祖母"}), "grandchild": ("祖孙", {"男": "孙", "女": "孙女"}), "sibling": ("兄弟姐妹", {"男": "兄弟", "女": "姐妹"})}


def _signed(p, f):
    return p.v("issued_on", chinese_date(f.signed), f.signed.isoformat(), p.rng.choice(["", "h"]))


def _signer(f) -> str:
    """A guardian signs for a child."""
    return f.agent.name if f.agent and f.agent_relation == "guardian" else f.kin[0].name


# Kinship: f.kin is the pair of people the paper is about (applicant and holder, but for one fault)


def kinship_word(f, rng):
    p = Paper("kinship_statement", rng).word((30, 26, 26, 28), rng.choice(SONG + KAI), 13)
    a, b = f.kin
    p.para(rng.choice(["亲属关系承诺书", "近亲属关系承诺书"]), "center", 20, after=16)
    p.para(f"本人{a.name}（身份证号：{a.number}），与房屋{'承租人' if f.basis == 'leased' else '权利人'}{b.name}（身份证号：{b.number}）系{WORDS[f.relation][0]}关系，{b.name}是本人的{WORDS[f.relation][1][b.sex]}。", "both", indent=2, line=1.8)
    p.para("本人承诺以上内容真实，如有隐瞒或者虚假，愿意承担由此引起的法律责任，并接受相关信用记录。", "both", indent=2, line=1.8)
    p.para(f"承诺人（签名）：{p.plain(_signer(f), 'h')}", "right", before=30)
    p.para(_signed(p, f), "right")
    return p


def kinship_table(f, rng):
    p = Paper("kinship_statement", rng)
    a, b = f.kin
    h = rng.choice(["", "h"])
    body = f"""<h1 style='font-size:19pt'>亲属关系声明</h1><table class=grid><tr><th></th><th>姓名</th><th>性别</th><th>公民身份号码</th></tr><tr><td>申请人</td><td>{p.plain(a.name, h)}</td><td>{a.sex}</td><td>{a.number}</td></tr><tr><td>{'承租人' if f.basis == 'leased' else '产权人'}</td><td>{p.plain(b.name, h)}</td><td>{b.sex}</td><td>{b.number}</td></tr>
    <tr><td>关系</td><td colspan=3>产权人（承租人）系申请人的 {p.plain(WORDS[f.relation][1][b.sex], h)}</td></tr></table><p style='text-indent:2em;line-height:2'>声明人对上述亲属关系的真实性负责。虚假声明的，已办理的登记予以撤销。</p><p>申请人签名：{p.plain(_signer(f), 'h')}　　　亲属签名：{p.plain(b.name, 'h')}</p><p class=r>{_signed(p, f)}</p>"""
    return p.set_html(body, "th{font-weight:normal}.grid td,.grid th{height:11mm;text-align:center}", "A4", "26mm 22mm", rng.choice(SONG + HEI), 12)


def kinship_hand(f, rng):
    """Written by hand on lined paper."""
    p = Paper("kinship_statement", rng)
    p.background = rng.choice(["#ffffff", "#fdfbf0"])
    a, b = f.kin
    lines = "background-image:linear-gradient(to bottom,transparent 95%,#9ab 95%);background-size:100% 13mm"
    text = f"本人{a.name}，身份证号{a.number}，是{b.name}（身份证号{b.number}）的{WORDS[f.back][1][a.sex]}。现住在{b.name}的房屋内，以上情况属实，如有虚假本人承担责任。"
    body = f"<p class=c style='font-size:18pt'>{p.plain('亲属关系承诺书', 'h')}</p><div style='line-height:13mm;{lines};font-size:14pt'>　　{p.plain(text, 'h')}</div><p class=r style='margin-top:16mm'>{p.plain('承诺人：' + _signer(f), 'h')}<br>{p.v('issued_on', chinese_date(f.signed), f.signed.isoformat(), 'h')}</p>"
    return p.set_html(body, "", "A4", "26mm 24mm", rng.choice(SONG), 13)


# Papers of state. f.holder_of_card is set by the case


def _card_front(p, person, width="86mm"):
    return f"""<div class=card style='width:{width}'><div style='float:left;width:57mm'><div class=l><i>姓名</i>{person.name}</div><div class=l><i>性别</i>{person.sex}　　<i>民族</i>{person.nation}</div><div class=l><i>出生</i>{person.born.year} 年 {person.born.month} 月 {person.born.day} 日</div><div class=l><i style='float:left'>住址</i><div style='margin-left:10.5mm'>{person.home_place}</div></div></div>
    <div style='float:right;width:22mm;height:28mm;background:#ccd3d8;margin-top:2mm'><svg viewBox='0 0 22 28' width='22mm' height='28mm' xmlns='http://www.w3.org/2000/svg'><circle cx='11' cy='10' r='6' fill='#8b7a6a'/><path d='M2 28 a9 9 0 0 1 18 0z' fill='#3d4a5c'/></svg></div><div style='clear:both;padding-top:3mm'><i>公民身份号码</i>　<b style='font-size:11pt;letter-spacing:.6pt'>{person.number}</b></div></div>"""


def _card_back(p, person, rng, width="86mm"):
    start = rng.randrange(2012, 2024)
    return f"""<div class=card style='width:{width}'><div style='float:left;width:18mm;height:18mm;border:.8mm solid #b03030;border-radius:10mm;margin-right:4mm'></div><div style='font-size:14pt;padding-top:1mm'>中华人民共和国</div><div style='font-size:18pt;letter-spacing:3pt'>居民身份证</div><div style='clear:both;padding-top:11mm'><i>签发机关</i>　{rng.choice(OFFICES)}</div><div><i>有效期限</i>　{start}.03.1{rng.randrange(10)}-{start + 20}.03.1{rng.randrange(10)}</div></div>"""


CARD = ".card{border:.25mm solid #99a;border-radius:3mm;background:#eef4f6;padding:4mm;height:46mm;font-size:9.5pt;margin:0 auto 14mm auto;overflow:hidden}.card i{font-style:normal;color:#2a6f9a;font-size:8.5pt;margin-right:2mm}.l{margin-bottom:1.6mm}"


def id_both(f, rng, person=None):
    """Both sides on one sheet."""
    p = Paper("id_card", rng)
    person = person or f.applicant
    order = [_card_front(p, person), _card_back(p, person, rng)]
    if rng.random() < 0.3:
        order.reverse()
    note = rng.choice(["", "<p class=c style='font-size:10pt'>（身份证复印件　仅供办理居住登记使用）</p>"])
    return p.set_html(f"<div style='height:{rng.randrange(10, 50)}mm'></div>{order[0]}{order[1]}{note}", CARD, "A4", "22mm", rng.choice(HEI), 10)


def id_pages(f, rng, person=None):
    """Front and back on two small pages."""
    p = Paper("id_card", rng)
    person = person or f.applicant
    return p.set_html(f"{_card_front(p, person)}<div class=pb></div>{_card_back(p, person, rng)}", CARD, "110mm 74mm", "8mm", rng.choice(HEI + SONG[:1]), 10)


def household_leaf(f, rng):
    """Head page and a leaf: the holder is head, the applicant belongs to the household (or the other way round)."""
    p = Paper("household_register", rng)
    a, b = f.kin
    p.background = "#fbf6ee"
    relation = WORDS[f.back][1][a.sex]
    cell = lambda k, v, span=1: f"<td class=k>{k}</td><td colspan={span}>{v}</td>"

    def leaf(person, word):
        return f"""<h2 style='font-size:14pt'>常住人口登记卡</h2><table class=grid><tr>{cell('姓　名', person.name)}{cell('户主或与户主关系', word)}</tr><tr>{cell('曾用名', '')}{cell('性　别', person.sex)}</tr><tr>{cell('出生地', person.home_place[:6])}{cell('民　族', '汉')}</tr><tr>{cell('籍　贯', person.home_place[:6])}{cell('出生日期', chinese_date(person.born))}</tr><tr>{cell('公民身份证件编号', person.number, 3)}</tr><tr>{cell('文化程度', rng.choice(['大学本科', '高中', '初中', '大专']))}{cell('婚姻状况', '')}</tr><tr>{cell('何时由何地迁来本址', '', 3)}</tr></table><p class=r style='font-size:9pt'>承办人签章：　　　　登记日期：{rng.randrange(2008, 2022)}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日</p>"""

    head = f"""<h2 style='font-size:14pt'>居民户口簿</h2><table class=grid><tr>{cell('户　别', '家庭户')}{cell('户主姓名', b.name)}</tr><tr>{cell('户　号', str(rng.randrange(10**8, 10**9)))}{cell('住　址', b.home_place)}</tr></table><p class=c>省级公安机关户口专用章　　　户口登记机关户口专用章</p><div class=pb></div>"""
    p.seal("round", f"{b.home_place[3:6]}公安局", (1, 120, 60), foot="户口专用章", recorded=False)
    return p.set_html(head + leaf(b, "户主") + "<div class=pb></div>" + leaf(a, relation), ".k{width:24mm;font-size:9pt;color:#543}.grid td{height:8.5mm}", "A5 landscape", "10mm 12mm", rng.choice(SONG), 10)


def birth_certificate(f, rng):
    """A child's birth certificate, when kin are parent and child."""
    p = Paper("unknown", rng)
    a, b = f.kin
    child, parent = (a, b) if a.born > b.born else (b, a)
    other = f.other_parent
    mother, father = (parent, other) if parent.sex == "女" else (other, parent)
    p.background = rng.choice(["#f3f8ee", "#fdf3ee"])
    u = lambda t: f"<span class=u>{t}</span>"
    body = f"""<div style='border:1.2mm double #7a9;padding:8mm'><h1 style='font-size:20pt'>出生医学证明</h1><p class=c style='font-size:9pt'>BIRTH CERTIFICATE</p><p style='line-height:2.3'>新生儿姓名 {u(child.name)} 性别 {u(child.sex)} 出生时间 {u(chinese_date(child.born))}<br>出生孕周 {u(str(rng.randrange(37, 42)))} 周　体重 {u(str(rng.randrange(2700, 4100)))} 克　身长 {u(str(rng.randrange(48, 53)))} 厘米<br>母亲姓名 {u(mother.name)} 有效身份证件号码 {u(mother.number)}<br>父亲姓名 {u(father.name)} 有效身份证件号码 {u(father.number)}<br>接生机构名称 {u(rng.choice(['清河县妇幼保健院', '东平县人民医院', '望江县中医院']))}</p><p class=r>出生证编号 {rng.choice('RSTUV')}{rng.randrange(10**8, 10**9)}</p></div>"""
    return p.set_html(body, "", "A4", "25mm 20mm", rng.choice(SONG + KAI), 12)


def marriage_certificate(f, rng):
    p = Paper("unknown", rng)
    a, b = f.kin
    p.background = "#fdf0ee"
    one = lambda x: f"<p style='line-height:1.9'>姓名　{x.name}　　性别　{x.sex}<br>国籍　中国　　出生日期　{chinese_date(x.born)}<br>身份证件号　{x.number}</p>"
    if rng.random() < 0.5:
        body = f"<div style='float:left;width:70mm'><h2 style='font-size:15pt'>结 婚 证</h2><p>结婚申请，符合《中华人民共和国民法典》规定，予以登记，发给此证。</p><p class=r>登记机关（章）</p></div><div style='float:right;width:100mm'><p>持证人　{a.name}<br>登记日期　{rng.randrange(2008, 2024)}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日<br>结婚证字号　J{a.number[:6]}-{rng.randrange(2008, 2024)}-{rng.randrange(10**5, 10**6)}</p>{one(a)}{one(b)}</div>"
        p.set_html(body, "", "A5 landscape", "14mm", rng.choice(SONG), 11)
    else:
        body = f"<h1 style='color:#a11'>结婚证</h1><table class=grid><tr><td>持证人</td><td>{a.name}</td></tr><tr><td>登记日期</td><td>{rng.randrange(2008, 2024)}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日</td></tr><tr><td>结婚证字号</td><td>J{a.number[:6]}-{rng.randrange(2008, 2024)}-{rng.randrange(10**5, 10**6)}</td></tr></table>{one(a)}{one(b)}<p>备注：</p>"
        p.set_html(body, "", "A5", "14mm", rng.choice(KAI + SONG), 11)
    p.seal("round", f"{a.home_place[3:6]}民政局", (1, 60, 110), foot="婚姻登记专用章", recorded=False)
    return p


def authority_word(f, rng):
    p = Paper("letter_of_authority", rng).word((28, 25, 25, 27), rng.choice(SONG + KAI), 13)
    a, g = f.applicant, f.agent
    p.para(rng.choice(["授权委托书", "委 托 书"]), "center", 20, after=14)
    p.para(f"委托人：{a.name}　　身份证号码：{a.number}")
    p.para(f"受托人：{g.name}　　身份证号码：{g.number}")
    p.para(f"委托人因{rng.choice(['年事已高、行动不便', '身体原因行动不便'])}，不能亲自办理居住登记（居住证）有关手续，现委托受托人作为代理人，代为提交材料、签署文书、领取证件。受托人在上述权限内所签署的一切文件，委托人均予承认。", "both", indent=2, line=1.7)
    p.para(f"委托期限：自签署之日起至上述事项办结之日止。", indent=2)
    p.para(f"委托人（签名或捺印）：{p.plain(a.name, 'h')}", before=24)
    p.para(f"受托人（签名）：{p.plain(g.name, 'h')}")
    p.para(_signed(p, f), "right")
    return p


def authority_form(f, rng):
    p = Paper("letter_of_authority", rng)
    a, g = f.applicant, f.agent
    h = rng.choice(["", "h"])
    body = f"""<h1 style='font-size:19pt'>居住证业务授权委托书</h1><table class=grid><tr><td rowspan=2 class=side>委<br>托<br>人</td><td>姓名</td><td>{p.plain(a.name, h)}</td><td>年龄</td><td>{(f.today - a.born).days // 365}</td></tr><tr><td>证件号码</td><td colspan=3>{p.plain(a.number, h)}</td></tr><tr><td rowspan=2 class=side>代<br>理<br>人</td><td>姓名</td><td>{p.plain(g.name, h)}</td><td>关系</td><td>近亲属</td></tr><tr><td>证件号码</td><td colspan=3>{p.plain(g.number, h)}</td></tr><tr><td colspan=2>委托事项</td><td colspan=3>☑居住登记　☑居住证申领　□签注　☑代领证件</td></tr></table><p style='margin-top:14mm'>委托人签名：{p.plain(a.name, 'h')}　　　　代理人签名：{p.plain(g.name, 'h')}</p><p class=r>{_signed(p, f)}</p>"""
    return p.set_html(body, ".grid td{height:11mm}", "A4", "24mm 22mm", rng.choice(SONG + HEI), 12)


def disability_card(f, rng):
    p = Paper("unknown", rng)
    a = f.applicant
    kind = rng.choice([("视力", "13"), ("肢体", "42"), ("听力", "22"), ("言语", "33")])
    body = f"<div class=card style='width:90mm;height:52mm;background:#f2efe6'><p class=c style='font-size:13pt;margin:0'>中华人民共和国残疾人证</p><p style='line-height:1.7'>姓名 {a.name}　性别 {a.sex}　民族 汉<br>出生日期 {chinese_date(a.born)}<br>残疾类别 {kind[0]}　残疾等级 {rng.choice('一二三四')}级<br>证号 {a.number}{kind[1]}<br>签发日期 {rng.randrange(2015, 2024)}年{rng.randrange(1, 13)}月　有效期十年</p></div>"
    return p.set_html(body, CARD, "120mm 85mm", "12mm", rng.choice(SONG + HEI), 10)


def licence_wide(f, rng):
    p = Paper("business_licence", rng)
    p.background = rng.choice(["#fdfbf3", "#ffffff"])
    rows = [("名　　称", f.company), ("类　　型", rng.choice(["有限责任公司（自然人投资或控股）", "有限责任公司（法人独资）"])), ("法定代表人", f.boss.name), ("经 营 范 围", "许可项目以外的一般项目：技术服务、货物进出口、仓储服务（依法须经批准的项目除外）。")]
    more = [("注册资本", f"人民币{rng.choice([100, 500, 1000, 2000])}.0000万元整"), ("成立日期", f"{rng.randrange(2003, 2021)}年{rng.randrange(1, 13):02d}月{rng.randrange(1, 28):02d}日"), ("住　　所", f"上海市{f.home.district}{f.home.road}{f.home.number}号")]
    t = lambda items: "".join(f"<p><span style='display:inline-block;width:25mm;vertical-align:top'>{k}</span><span style='display:inline-block;width:88mm'>{v}</span></p>" for k, v in items)
    body = f"<div style='border:1.6mm double #a8843a;padding:8mm;height:156mm'><h1 style='font-size:34pt;letter-spacing:14pt'>营业执照</h1><p class=c style='font-size:10pt'>（副　本）　　统一社会信用代码　{f.credit_code}</p><div style='float:left;width:118mm'>{t(rows)}</div><div style='float:right;width:118mm'>{t(more)}</div><p style='clear:both;text-align:right;padding-top:12mm'>登记机关　{f.home.district}市场监督管理局<br>{rng.randrange(2021, 2025)}年{rng.randrange(1, 13):02d}月{rng.randrange(1, 28):02d}日</p></div>"
    p.seal("round", f"{f.home.district}市场监督管理局", (1, 235, 165), recorded=False)
    return p.set_html(body, "", "A4 landscape", "14mm 16mm", rng.choice(SONG), 11)


def licence_tall(f, rng):
    p = Paper("business_licence", rng).word((30, 24, 24, 26), rng.choice(SONG + KAI), 12)
    p.para("营 业 执 照", "center", 30, after=6, bold=True)
    p.para(f"统一社会信用代码 {f.credit_code}", "center", 11, after=12)
    for k, v in [("名　　称", f.company), ("类　　型", "有限责任公司"), ("住　　所", f"上海市{f.home.district}{f.home.road}{f.home.number}号"), ("法定代表人", f.boss.name), ("注册资本", "人民币500.0000万元整"), ("成立日期", f"{rng.randrange(2003, 2021)}年{rng.randrange(1, 13)}月{rng.randrange(1, 28)}日"), ("营业期限", "长期")]:
        p.para(f"{k}　　{v}", line=1.6, after=2)
    p.para(f"登记机关　{f.home.district}市场监督管理局", "right", before=30)
    p.seal("round", f"{f.home.district}市场监督管理局", (1, 150, 205), recorded=False)
    return p


# Papers that prove no home


def bill(f, rng):
    p = Paper("unknown", rng, ink=(32, 32, 32))
    what, unit = rng.choice([("电费账单", "国网上海市电力公司"), ("水费账单", "上海城投水务供水分公司"), ("燃气费账单", "上海燃气有限公司"), ("固定电话费账单", "上海电信账务中心")])
    body = f"<div style='border-top:2mm solid #285;padding-top:3mm'><h2 style='text-align:left'>{unit}　{what}</h2><p>户名：{f.applicant.name}<br>户号：{rng.randrange(10**9, 10**10)}<br>用户地址：{f.site_line}</p><table class=grid><tr><td>账期</td><td>上期示数</td><td>本期示数</td><td>用量</td><td>金额（元）</td></tr><tr><td>{f.today:%Y年%m月}</td><td>{rng.randrange(1000, 2000)}</td><td>{rng.randrange(2000, 2400)}</td><td>{rng.randrange(80, 390)}</td><td>{rng.uniform(50, 300):.2f}</td></tr></table><p>请于账单日后十五日内缴费。服务热线 95598</p></div>"
    return p.set_html(body, "", rng.choice(["A5", "A4"]), "14mm", rng.choice(HEI + MONO), 10.5)


def receipt(f, rng):
    p = Paper("unknown", rng)
    h = lambda t: f"<span class=u>{p.plain(t, 'h')}</span>"
    body = f"<h2 style='font-size:18pt'>收　据</h2><p class=r>No. {rng.randrange(10**6, 10**7)}</p><p style='line-height:2.5'>今收到 {h(f.applicant.name)} 交来 {h(f.site_line)} {h('房屋租金')} 人民币 {h(str(f.rent) + '元')} ，租期三个月。</p><p>收款人 {h(f.landlord)}　　日期 {h(chinese_date(f.today))}</p>"
    return p.set_html(body, "", "A5 landscape", "14mm", rng.choice(SONG), 12)


def employment(f, rng):
    p = Paper("unknown", rng).word((30, 26, 26, 28), rng.choice(SONG), 13)
    p.para(rng.choice(["在职证明", "工作证明", "收入证明"]), "center", 22, after=16)
    p.para(f"兹证明{f.applicant.name}（身份证号：{f.applicant.number}）自{f.today.year - 2}年{rng.randrange(1, 13)}月起在我公司工作，任{rng.choice(['工程师', '销售专员', '会计', '操作工'])}一职，月收入约人民币{rng.randrange(60, 200) * 100}元。现居住地址：{f.site_line}。", "both", indent=2, line=1.8)
    p.para("特此证明。", indent=2)
    p.para(f.company, "right", before=30, after=2)
    p.para(chinese_date(f.today), "right")
    p.seal("round", f.company, (1, 155, 150), foot="人力资源部", recorded=False)
    return p


def cover(f, rng, papers):
    """A list of what is handed in, as the first sheet."""
    p = Paper("unknown", rng)
    names = {"property_certificate": "房地产权证明", "property_register_extract": "不动产登记簿信息", "lease_registration": "租赁合同备案证明", "dormitory_certificate": "集体宿舍证明", "kinship_statement": "亲属关系承诺书", "id_card": "居民身份证", "household_register": "户口簿", "letter_of_authority": "授权委托书", "business_licence": "营业执照", "unknown": "其他证明材料"}
    rows = "".join(f"<tr><td>{i}</td><td>{names[k]}</td><td>复印件</td><td>{n}</td><td>{rng.choice(['√', '✓', ''])}</td></tr>" for i, (k, n) in enumerate(papers, 1))
    body = f"<h2 style='font-size:18pt'>{rng.choice(['申请材料清单', '材 料 目 录', '居住登记收件材料清单'])}</h2><p>申请人：{f.applicant.name}　　收件日期：{f.today.isoformat()}</p><table class='grid c'><tr><td>序号</td><td>材料名称</td><td>形式</td><td>页数</td><td>核对</td></tr>{rows}</table><p class=r style='margin-top:10mm'>收件人：＿＿＿＿＿＿</p>"
    return p.set_html(body, ".grid td{height:9mm}", "A4", "24mm", rng.choice(SONG + HEI), 12)


KINSHIP = [kinship_word, kinship_table, kinship_hand]
CARDS = [id_both, id_pages]
AUTHORITY = [authority_word, authority_form]
LICENCE = [licence_wide, licence_tall]
NO_PROOF = [bill, receipt, employment]
