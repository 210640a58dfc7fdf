"""The second family's extracts of the register: running lines under 【 】, a letter, a table of three pairs a row."""

from dwellings import DISTRICTS
from second_common import day, joined, registry_seal
from typeset import HEI, KAI, SONG, Paper, cell, quote, table, title


def bracket_blocks(f, rng) -> Paper:
    """A fixed-pitch print: 【 】 heads, several pairs in one line, no rules."""
    p = Paper(rng, font=rng.choice(["Noto Sans Mono CJK SC", "LXGW WenKai Mono"]), size="10.5pt", margin="(x: 20mm, y: 18mm)")
    stars = quote("*" * 60)
    street = f.printed.district + f.street()
    gap = "#h(9mm)"
    line = lambda *pairs: gap.join(f"{quote(k + ':')}{v}" for k, v in pairs) + "#linebreak()"
    number = f"{DISTRICTS[f.printed.district][0]}{f.issued.year}{f.certificate[-7:-1]}"
    head = lambda t: f"#linebreak(){quote('【' + t + '】')}#linebreak()"
    p.add(
        f"#align(center)[#text(size: 15pt)[{quote('上海市不动产登记簿（摘录）')}]]",
        "#v(3mm)#set par(leading: 0.95em)",
        stars + "#linebreak()",
        quote(f"查询单号:{f.today.strftime('%Y%m%d')}{rng.randrange(10**4):05d}")
        + gap
        + quote(f"查询日期:{f.today.year}.{f.today.month}.{f.today.day}"),
        head("产权人信息"),
        line(("产权人", joined(p, f, rng.choice([",", "、"])))),
        line(("共有方式", p.v("co_ownership", f.co_ownership)), ("产权证号", p.v("certificate_number", number))),
        line(("核准日期", day(p, "issued_on", f.issued, rng.choice(["dot1", "slash1", "dash"]))), ("登记原因", quote("转移登记"))),
        head("房屋信息"),
        line(("房屋坐落", p.v("address", street, street + f.room_text()))),
        line(("部位", p.v("room_part", f.room())), ("层数", quote(str(rng.randrange(5, 30)))), ("建筑面积", p.v("area", f"{f.area}平方米"))),
        line(
            ("类型", p.v("building_type", f.building_type)),
            ("房屋用途", p.usage(f.usage, f.usage_class)),
            ("竣工", quote(str(rng.randrange(1990, 2020)))),
        ),
        head("土地信息"),
        line(("地号", quote(f.lot()))),
        line(("土地用途", p.v("land_usage", f.land_usage)), ("来源", quote("出让"))),
        head("权利限制信息"),
        quote("查无抵押记录。查无查封记录。查无异议登记。") + "#linebreak()",
        stars + "#linebreak()",
        f"#v(10mm)#align(right)[{quote('（查询专用章）')}#h(18mm)]",
        p.seal(registry_seal(f, rng, "查询专用章"), 136, -4),
    )
    return p


def search_letter(f, rng) -> Paper:
    """The answer to a search, in sentences."""
    p = Paper(rng, font=rng.choice([SONG[1], KAI[0]]), size="13pt", margin="(x: 28mm, y: 28mm)")
    form = rng.choice(["cn", "han"])
    p.add(
        title("不动产登记资料查询结果证明", 19, gap="3mm"),
        f"#align(center, text(size: 10.5pt)[{quote(f'沪不动产查〔{f.today.year}〕{rng.randrange(100, 9999)}号')}])",
        "#v(6mm)#set par(first-line-indent: (amount: 2em, all: true), leading: 1.15em, justify: true)",
        quote("根据申请人的查询申请，经查阅本市不动产登记簿，现将截至出具之日的登记情况说明如下："),
        "",
        f"{quote('位于')}{p.v('address', '上海市' + f.printed.district + f.whole())}{quote('的房屋，登记的权利人为')}{joined(p, f, '、')}{quote('，共有情况为')}{p.v('co_ownership', f.co_ownership)}{quote('，不动产权证号为')}{p.v('certificate_number', f.certificate)}{quote('，于')}{day(p, '', f.issued, form)}{quote('核准登记。')}",
        "",
        f"{quote('该房屋建筑面积')}{p.v('area', f.area + '平方米')}{quote('，房屋类型为')}{p.v('building_type', f.building_type)}{quote('，登记的房屋用途为')}{p.usage(f.usage, f.usage_class)}{quote('；所占土地的用途为')}{p.v('land_usage', f.land_usage)}{quote('。')}",
        "",
        quote("未查见抵押权登记、查封登记及异议登记。"),
        "",
        quote("本结果仅供参考。"),
        "#v(20mm)",
        f"#align(right)[{quote('上海市' + f.printed.district + '不动产登记事务中心')}]\n",
        f"#align(right)[{quote(f'{f.today.year}年{f.today.month}月{f.today.day}日')}#h(8mm)]",
        p.seal(registry_seal(f, rng, "资料查询专用章"), 116, -12),
    )
    return p


def three_pairs(f, rng) -> Paper:
    """A table of three label and value pairs a row, small print, landscape."""
    p = Paper(rng, font=HEI[rng.randrange(2)], size="9.5pt", width=297, height=210, margin="15mm")
    label = lambda t: cell(quote(t), align="center + horizon", fill='rgb("#e9eef5")')
    wide = lambda code, n: cell(code, colspan=n)
    cells = [
        label("房屋座落"),
        wide(p.v("address", rng.choice(["上海市", ""]) + f.printed.district + f.whole()), 3),
        label("室号部位"),
        p.v("room_part", f.room()),
        label("不动产单元号"),
        wide(p.v("unit_number", f.unit_number), 3),
        label("建筑面积"),
        p.v("area", f"{f.area}㎡"),
        label("房屋用途"),
        p.usage(f.usage, f.usage_class),
        label("房屋类型"),
        p.v("building_type", f.building_type),
        label("土地用途"),
        p.v("land_usage", f.land_usage),
        label("总层数"),
        quote(str(rng.randrange(5, 31))),
        label("竣工年份"),
        quote(str(rng.randrange(1990, 2021))),
        label("房屋结构"),
        quote("钢混"),
        label("权利人"),
        joined(p, f, rng.choice(["、", "，"])),
        label("共有情况"),
        p.v("co_ownership", f.co_ownership),
        label("登簿日期"),
        day(p, "issued_on", f.issued, rng.choice(["slash", "slash1", "clock"])),
        label("权证号"),
        wide(p.v("certificate_number", f.certificate), 3),
        label("权利状态"),
        quote("现势"),
        label("抵押情况"),
        quote("无"),
        label("查封情况"),
        quote("无"),
        label("异议情况"),
        quote("无"),
    ]
    p.add(
        title("不动产登记信息查询结果", 16, gap="2mm"),
        f"#text(size: 8.5pt)[{quote('查询事由：本人查询')}#h(1fr){quote('打印：' + f.today.isoformat())}]",
        table("(27mm, 1.1fr, 27mm, 1fr, 27mm, 1.1fr)", cells, inset="6.5pt"),
        f"#v(6mm)#text(size: 8.5pt)[{quote('说明：查询结果为查询时点的登记信息，涂改无效。')}]",
        "",
        p.seal(registry_seal(f, rng, "查询专用章"), 232, 6),
    )
    return p
