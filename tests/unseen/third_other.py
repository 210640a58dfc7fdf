"""Papers beside the proof: kinship statements, identity card, letter of authority, and papers that prove no residence."""

import datetime as dt
import random

import people
import third_page as t

# As a man and as a woman.
WORDS = {
    "spouse": ["丈夫", "妻子"],
    "parent": ["父亲", "母亲"],
    "child": ["儿子", "女儿"],
    "grandparent": ["祖父", "外祖母"],
    "grandchild": ["孙子", "外孙女"],
    "sibling": ["哥哥", "妹妹"],
}


def _home(sheet, f) -> str:
    return sheet.v("address", f.whole("上海市" + f.printed.district))


def _day(sheet, f, rng: random.Random) -> str:
    day = f.today - dt.timedelta(days=rng.randrange(0, 9))
    return sheet.day("issued_on", day)


def kinship_form(f, rng: random.Random) -> t.Sheet:
    """亲属关系承诺书 as the counter's form."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 12)
    sheet.css = f".l{{width:34mm;text-align:center}}td{{height:13mm}}.v,.w{{font-family:{rng.choice(t.KAI)}}}"
    body = (
        '<div class="c" style="font-size:22pt;letter-spacing:.3em;margin-bottom:9mm">亲属关系承诺书</div><table>'
        f'<tr><td class="l">申请人</td><td class="w">{f.applicant}</td><td class="l">身份证号码</td><td class="w">{f.applicant_id}</td>'
        "</tr>"
        f'<tr><td class="l">亲属姓名</td><td class="w">{f.relative}</td><td class="l">身份证号码</td><td class="w">{f.person_id}</td>'
        f'</tr><tr><td class="l">与申请人关系</td><td colspan="3" class="w">{WORDS[f.relation][people.is_woman(f.person_id)]}</td>'
        f'</tr><tr><td class="l">居住地址</td><td colspan="3">{_home(sheet, f)}</td></tr></table>'
        f'<p style="text-indent:2em;line-height:2;margin-top:8mm">本人承诺：上述亲属关系真实有效，如有虚假，愿意承担由此产生的法律责任，并同意记入个人信用档案。</p>'
        f'<div class="r" style="margin:16mm 10mm 0 0;line-height:2.2">承诺人（签名）：<span class="w">{f.applicant}</span><br>{_day(sheet, f, rng)}</div>'
    )
    sheet.page(body, "28mm 22mm")
    return sheet


def kinship_promise(f, rng: random.Random) -> t.Sheet:
    """The same promise as a written sentence."""
    sheet = t.Sheet(210, 297, rng.choice(t.FANG + t.SONG[:1]), 15)
    sheet.css = "p{text-indent:2em;line-height:2.1}"
    body = (
        f'<div class="c" style="font-size:23pt;margin-bottom:12mm">亲属关系承诺书</div><p>本人{f.applicant}（身份证号：{f.applicant_id}）因办理居住登记（居住证）需要，现承诺：{f.relative}系本人的{WORDS[f.relation][people.is_woman(f.person_id)]}，本人居住在其位于{_home(sheet, f)}的房屋内。</p>'
        f'<p>以上承诺真实，如有不实，本人自愿承担相应法律责任。</p><div class="r" style="margin:22mm 8mm 0 0;line-height:2.2">承诺人：<span style="font-family:{rng.choice(t.KAI)}">{f.applicant}</span>'
        f"<br>{_day(sheet, f, rng)}</div>"
    )
    sheet.page(body, "32mm 28mm")
    return sheet


def id_card(f, rng: random.Random, name: str = "", number: str = "") -> t.Sheet:
    """Both sides of an identity card copied onto one sheet."""
    name, number = name or f.applicant, number or f.applicant_id
    sheet = t.Sheet(210, 297, t.HEI[0], 10.5)
    born = dt.datetime.strptime(number[6:14], "%Y%m%d")
    sheet.css = ".card{width:85.6mm;height:54mm;border-radius:3mm;border:.2mm solid #9ab;margin:0 auto;position:relative;background:linear-gradient(120deg,#e8f2f7,#f7f0ea 60%,#e6f0ee)}.k{color:#2d6f9f;font-size:7.5pt;margin-right:2mm}.card>div{position:absolute}"
    home = rng.choice(
        ["安徽省合肥市庐江路{}号{}室", "江苏省南通市青年东路{}号{}室", "河南省信阳市民权路{}号{}室", "江西省上饶市滨江西路{}号{}室"]
    ).format(rng.randrange(2, 400), rng.randrange(101, 909))
    since = dt.date(rng.randrange(2014, 2024), rng.randrange(1, 13), rng.randrange(1, 29))
    sex = "男女"[people.is_woman(number)]
    portrait = '<svg width="22mm" height="28mm" viewBox="0 0 22 28"><rect width="22" height="28" fill="#eef3f6"/><circle cx="11" cy="10" r="5" fill="#c9a58a"/><path d="M2 28q1-11 9-11t9 11z" fill="#3c4654"/><path d="M6 9q0-6 5-6t5 6q-2-3-5-3t-5 3z" fill="#222"/></svg>'
    front = (
        f'<div class="card"><div style="left:6mm;top:6mm"><span class="k">姓名</span>{name}</div><div style="left:6mm;top:13mm">'
        f'<span class="k">性别</span>{sex}　<span class="k">民族</span>汉</div>'
        f'<div style="left:6mm;top:20mm"><span class="k">出生</span>{born.year} <span class="k">年</span>{born.month} <span class="k">月</span>{born.day} <span class="k">日</span>'
        "</div>"
        '<div style="left:6mm;top:27mm;width:48mm;padding-left:9mm;text-indent:-9mm;line-height:1.35;font-size:9.5pt">'
        f'<span class="k">住址</span>{home}</div><div style="left:6mm;bottom:5mm"><span class="k">公民身份号码</span>'
        f'<span style="letter-spacing:.1em">{number}</span></div><div style="right:5mm;top:8mm">{portrait}</div>'
        "</div>"
    )
    back = (
        '<div class="card" style="margin-top:16mm"><div style="left:26mm;top:9mm;font-size:12pt;letter-spacing:.12em">中华人民共和国</div>'
        '<div style="left:22mm;top:17mm;font-size:17pt;letter-spacing:.15em;font-weight:600">居民身份证</div><div style="left:7mm;top:9mm">'
        '<svg width="13mm" height="13mm" viewBox="-10 -10 20 20"><circle r="9" fill="none" stroke="#b33" stroke-width="1.5"/>'
        '<circle r="5" fill="#c55"/></svg></div>'
        f'<div style="left:20mm;top:36mm"><span class="k">签发机关</span>{home[3:6]}公安局</div><div style="left:20mm;top:43mm">'
        f'<span class="k">有效期限</span>{since:%Y.%m.%d}-{since.replace(year=since.year + 20):%Y.%m.%d}</div>'
        "</div>"
    )
    sheet.page(front + back, f"{rng.randrange(26, 60)}mm 20mm")
    return sheet


def agent_card(f, rng: random.Random) -> t.Sheet:
    return id_card(f, rng, *f.agent[:2])


def letter_of_authority(f, rng: random.Random) -> t.Sheet:
    """授权委托书 from the applicant to the agent, who is named in `f.agent`."""
    name, number, word = f.agent
    sheet = t.Sheet(210, 297, rng.choice(t.SONG + t.FANG), 14)
    sheet.css = f"p{{text-indent:2em;line-height:2}}.w{{border-bottom:.2mm solid #222;padding:0 2mm;font-family:{rng.choice(t.KAI)}}}"
    body = (
        f'<div class="c" style="font-size:23pt;letter-spacing:.3em;margin-bottom:12mm">{rng.choice(["授权委托书", "委托书"])}</div>'
        f'<div style="line-height:2">委托人：<span class="w">{f.applicant}</span>　身份证号：<span class="w">{f.applicant_id}</span>'
        f'<br>受托人：<span class="w">{name}</span>　身份证号：<span class="w">{number}</span><br>受托人与委托人关系：<span class="w">{word}</span>'
        "</div>"
        f'<p style="margin-top:6mm">本人因年老行动不便，不能亲自到场办理居住登记（居住证）相关手续，特委托{name}作为我的代理人，代为提交材料、签署有关文件、领取证件，代理人在委托权限内所签署的文件本人均予以承认。</p>'
        "<p>委托期限：自签署之日起至上述事项办结止。</p>"
        f'<div class="r" style="margin:16mm 6mm 0 0;line-height:2.3">委托人（签名）：<span class="w">{f.applicant}</span>'
        f'<br>受托人（签名）：<span class="w">{name}</span><br>{_day(sheet, f, rng)}</div>'
    )
    sheet.page(body, "30mm 25mm")
    return sheet


def gas_bill(f, rng: random.Random) -> t.Sheet:
    """A gas bill: it names the home and is no proof of residence."""
    sheet = t.Sheet(210, 140, rng.choice(t.HEI), 10.5)
    sheet.css = "td{height:9mm}.l{width:28mm;background:#f1f5f8}"
    body = (
        f'<div style="font-size:16pt;text-align:center;margin-bottom:4mm">燃气费账单</div><div class="r">户号：{rng.randrange(10**9, 10**10)}</div>'
        f'<table><tr><td class="l">户名</td><td>{f.applicant}</td><td class="l">账期</td><td>{f.today.year}年{f.today.month}月</td>'
        "</tr>"
        f'<tr><td class="l">用气地址</td><td colspan="3">{f.whole(f.printed.district)}</td></tr><tr><td class="l">上期读数</td>'
        f'<td>{(a := rng.randrange(200, 2000))}</td><td class="l">本期读数</td><td>{a + rng.randrange(5, 40)}</td>'
        f'</tr><tr><td class="l">应缴金额</td><td colspan="3">{rng.uniform(20, 120):.2f}元</td></tr></table><div style="margin-top:4mm;font-size:9pt">请于本月25日前缴纳。</div>'
    )
    sheet.page(body, "14mm 16mm")
    return sheet


def rent_receipt(f, rng: random.Random) -> t.Sheet:
    """A receipt for rent: money changed hands, nothing was filed."""
    sheet = t.Sheet(210, 140, rng.choice(t.SONG), 13)
    sheet.css = f".w{{border-bottom:.2mm solid #222;padding:0 2mm;font-family:{rng.choice(t.KAI)}}}"
    body = (
        f'<div class="c" style="font-size:22pt;letter-spacing:1em;margin-bottom:8mm">收据</div><p style="line-height:2.2;text-indent:2em">今收到<span class="w">{f.applicant}</span>交来<span class="w">{f.whole(f.printed.district)}</span>房屋{f.today.month}月份租金，计人民币<span class="w">{rng.randrange(20, 90)}00</span>元整。</p>'
        f'<div class="r" style="margin:10mm 10mm 0 0;line-height:2">收款人：<span class="w">{people.name(rng)}</span>'
        f"<br>{t.day_text(f.today - dt.timedelta(days=5))}</div>"
    )
    sheet.page(body, "16mm 22mm")
    return sheet


KINSHIP = [kinship_form, kinship_promise]
NO_PROOF = [gas_bill, rent_receipt]
