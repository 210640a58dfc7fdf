"""The second family's 上海市房地产权证: a typed one with a row for each part, and one that begins with the house."""

from ornament import frame, guilloche
from seals import round_seal
from second_common import day, joined, stacked
from typeset import KAI, SONG, Paper, cell, quote, table, title


def _seal(f, rng):
    return round_seal(rng, f"上海市{f.printed.district}房地产登记处", "", 38)


def typed_rows(f, rng) -> Paper:
    """A typewriter's page: owner and place above, then a table of 室号部位 with several rows, ruled off below."""
    p = Paper(rng, font=rng.choice(["LXGW WenKai Mono", SONG[2]]), size="11pt", width=195, height=265, margin="(x: 17mm, y: 16mm)")
    p.background = frame("#5d7f63", 6)
    street = rng.choice(["", f.printed.district]) + f.street()
    year = rng.randrange(1982, 2004)
    form = rng.choice(["han", "dot1", "gap", "wide"])
    head = [
        ("权 利 人", joined(p, f, rng.choice([" ", "、"]))),
        ("共有方式", p.v("co_ownership", f.co_ownership)),
        ("房地坐落", p.v("address", street, street + f.room_text())),
        ("土地用途", p.v("land_usage", f.land_usage)),
        ("地　　号", quote(f.lot())),
        ("取得方式", quote(rng.choice(["买卖", "出让", "划拨", "继承"]))),
    ]
    small = lambda t: cell(f"#text(size: 9.5pt)[{quote(t)}]", align="center + horizon")
    part = [
        p.v("room_part", f.room()),
        p.v("building_type", f.building_type),
        quote(str(rng.randrange(4, 25))),
        p.v("area", f.area),
        p.usage(f.usage, f.usage_class),
        quote(str(year)),
    ]
    extra = [
        quote(rng.choice(["地下车位12", "底层自行车棚", "附属汽车间"])),
        quote("其他"),
        quote("1"),
        quote(f"{rng.randrange(11, 30)}.{rng.randrange(10, 99)}"),
        quote("附属"),
        quote(str(year)),
    ]
    off = [cell(quote("（以下空白）"), colspan=6, align="center + horizon")]
    p.add(
        title("上海市房地产权证", 19, gap="3mm"),
        f"#align(center)[{p.v('certificate_number', f.certificate.replace('第', ' 第'), f.certificate)}]",
        "#v(4mm)",
        *[
            f"#grid(columns: (27mm, 1fr), [{quote(k)}], box(width: 100%, stroke: (bottom: 0.4pt), inset: (bottom: 2.5pt))[{v}])\n#v(2.4mm)"
            for k, v in head
        ],
        "#v(3mm)",
        table(
            "(1.5fr, 1.1fr, 0.8fr, 1.1fr, 1.1fr, 1fr)",
            [small(t) for t in ("室号部位", "类　型", "层数", "建筑面积", "用　途", "竣工年份")]
            + part
            + (extra if rng.random() < 0.55 else [])
            + off,
            inset="7pt",
            align="center + horizon",
        ),
        f"#v(5mm)#text(size: 9.5pt)[{quote('面积单位：平方米')}]",
        f"#v(1fr)#grid(columns: (1fr, 1fr), [{quote('填发单位　上海市' + f.printed.district + '房地产登记处')}], align(right)[{quote('发证日期　')}{day(p, 'issued_on', f.issued, form)}])",
        "#v(6mm)",
        p.seal(_seal(f, rng), 118, -16),
    )
    return p


def house_first(f, rng) -> Paper:
    """Landscape: the house, then the land, then the owner, with side headers at the left and values below their labels."""
    p = Paper(rng, font=rng.choice([SONG[0], KAI[0]]), size="11pt", width=258, height=185, margin="(x: 14mm, y: 12mm)")
    p.background = guilloche(rng, 258, 185)
    street = f.printed.district + f.street()
    label = lambda t, n=1: cell(f"#text(size: 9pt)[{quote(t)}]", colspan=n, align="center + horizon")
    value = lambda code, n=1: cell(code, colspan=n, align="center + horizon")
    cells = [
        stacked("房屋状况", 4),
        label("坐　落", 3),
        label("室号或部位"),
        label("房屋用途"),
        value(p.v("address", street, street + f.room_text()), 3),
        value(p.v("room_part", f.room_text() if rng.random() < 0.5 else f.room())),
        value(p.usage(f.usage, f.usage_class)),
        label("类　型"),
        label("总层数"),
        label("建筑面积（平方米）"),
        label("竣工日期"),
        label("幢号"),
        value(p.v("building_type", f.building_type)),
        value(quote(str(rng.randrange(4, 30)))),
        value(p.v("area", f.area)),
        value(quote(f"{rng.randrange(1984, 2012)}年")),
        value(quote("/")),
        stacked("土地", 2),
        label("地　号", 2),
        label("土地用途"),
        label("使用权来源"),
        label("使用期限至"),
        value(quote(f.lot()), 2),
        value(p.v("land_usage", f.land_usage)),
        value(quote(rng.choice(["出让", "划拨", "转让"]))),
        value(quote(f"{rng.randrange(2058, 2080)}.{rng.randrange(1, 13)}.{rng.randrange(1, 28)}")),
        stacked("权利人", 2),
        label("姓名或名称", 3),
        label("共有情况"),
        label("登记日"),
        value(joined(p, f, "、"), 3),
        value(p.v("co_ownership", f.co_ownership)),
        value(day(p, "issued_on", f.issued, rng.choice(["cn", "dot1", "dash"]))),
    ]
    p.add(
        f"#grid(columns: (1fr, 1fr), [#text(size: 15pt)[{quote('上海市房地产权证')}]], align(right + horizon)[{p.v('certificate_number', f.certificate)}])",
        "#v(3mm)",
        table("(11mm, 1fr, 0.8fr, 1.25fr, 1.1fr, 1.1fr)", cells, inset="5pt", rows="(8mm, 15mm, 8mm, 12mm, 8mm, 13mm, 9mm, 17mm)"),
        f"#v(5mm)#text(size: 9pt)[{quote('附注：本证不得涂改。')}]",
        "",
        p.seal(_seal(f, rng), 186, 6),
    )
    return p
