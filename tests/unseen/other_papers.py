"""Papers beside the proof (kinship statement) and papers that are no proof of residence at all."""

import datetime as dt

from ornament import barcode
from people import masked
from seals import round_seal
from typeset import HEI, KAI, SONG, Paper, cell, quote, table, title

WORDS = {"spouse": "配偶", "parent": "父母", "child": "子女", "grandparent": "祖父母", "grandchild": "孙子女", "sibling": "兄弟姐妹"}
TURNED = {
    "spouse": "夫妻",
    "parent": "父子（母子、父女、母女）",
    "child": "父子（母子、父女、母女）",
    "grandparent": "祖孙",
    "grandchild": "祖孙",
    "sibling": "兄弟姐妹",
}


def kinship_table(f, rng) -> Paper:
    p = Paper(rng, font=SONG[0], size="12pt", margin="24mm")
    p.add(title("亲属关系承诺书", 22, gap="8mm"))
    label = lambda t: cell(quote(t), align="center + horizon")
    cells = [
        label("承诺人"),
        quote(f.applicant),
        label("身份证号"),
        f"#text(size: 10pt)[{quote(f.applicant_id)}]",
        label("亲属姓名"),
        quote(f.relative),
        label("与承诺人关系"),
        quote(WORDS[f.relation]),
        label("居住地址"),
        cell(p.v("address", f.printed.full()), colspan=3),
    ]
    p.add(
        table("(28mm, 1fr, 30mm, 1.4fr)", cells, inset="9pt"),
        "#v(8mm)",
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 1.2em)",
        quote("本人承诺：以上所填亲属关系真实有效。如有虚假，愿意承担由此产生的一切法律责任，并退回已办理的证件。"),
        "#v(24mm)",
    )
    p.hand = True
    p.add(f"#align(right)[#text[{quote('承诺人（签名）：')}]{p.filled(f.applicant)}#h(16mm)]\n")
    p.hand = False
    p.add(f"#align(right)[{p.date('issued_on', f.today - dt.timedelta(days=rng.randrange(0, 9)))}#h(10mm)]")
    return p


def kinship_letter(f, rng) -> Paper:
    p = Paper(rng, font=KAI[0], size="14pt", margin="(x: 28mm, y: 30mm)")
    p.add(title("亲属关系承诺书", 21, HEI[0], gap="10mm"), "#set par(first-line-indent: (amount: 2em, all: true), leading: 1.35em)")
    p.add(
        quote(f"本人{f.applicant}（身份证号码：{f.applicant_id}）与{f.relative}系{TURNED[f.relation]}关系，现居住在")
        + p.v("address", f.printed.full())
        + quote("。"),
        "",
        quote("本人保证上述内容属实，如有隐瞒或提供虚假情况，承担相应法律责任。"),
        "#v(24mm)",
        f"#align(right)[{quote('承诺人：' + f.applicant)}]\n",
        f"#align(right)[{p.date('issued_on', f.today - dt.timedelta(days=rng.randrange(0, 9)))}]",
    )
    return p


def electricity_bill(f, rng) -> Paper:
    """A bill has the name and the address, and proves nothing."""
    p = Paper(rng, font=HEI[0], size="10.5pt", width=210, height=148, margin="14mm")
    p.add(f'#grid(columns: (1fr, auto), [#text(size: 16pt, weight: "bold")[{quote("电费账单")}]], [{barcode(rng)}])', "#v(4mm)")
    rows = [
        ("户名", f.applicant),
        ("用电地址", f.printed.full()),
        ("户号", f"00{rng.randrange(10**7):08d}"),
        ("账单月份", f.today.strftime("%Y年%m月")),
        ("用电性质", "居民生活"),
        ("本月用电量", f"{rng.randrange(60, 420)} 千瓦时"),
        ("应付电费", f"{rng.randrange(40, 300)}.{rng.randrange(10, 99)} 元"),
    ]
    p.add(
        table("(34mm, 1fr)", [c for k, v in rows for c in (quote(k), quote(v))], inset="6pt"),
        "#v(3mm)",
        "#text(size: 8pt)[" + quote("本账单仅作缴费通知，不作为报销凭证。") + "]",
    )
    return p


def committee_letter(f, rng) -> Paper:
    """A neighbourhood committee's letter: once accepted for lodging, no longer on the list."""
    p = Paper(rng, font=SONG[0], size="14pt", margin="(x: 28mm, y: 30mm)")
    committee = f"{f.printed.road[:2]}第{rng.choice('一二三四五六')}居民委员会"
    p.add(
        title("情况说明", 22, gap="10mm"),
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 1.35em)",
        quote(f"兹有{f.applicant}（证件号码{masked(f.applicant_id)}）反映其借住在{f.printed.full()}友人家中，我居委会予以知悉。"),
        "",
        quote("本说明不作其他用途。"),
        "#v(28mm)",
        f"#align(right)[{quote(committee)}]\n",
        f"#align(right)[{quote(f.today.strftime('%Y年%m月%d日'))}]",
        p.seal(round_seal(rng, committee), 122, -12, name=False),
    )
    return p
