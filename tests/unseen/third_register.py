"""The register extract (产调): the bureau's own print in two looks, and one as an agency prints it."""

import datetime as dt
import random

import third_page as t


def _query(f, rng: random.Random) -> tuple:
    day = f.today - dt.timedelta(days=rng.randrange(1, 20))
    return day, f"{day:%Y%m%d}{rng.randrange(10**4):04d}"


def _room(sheet, f, rng: random.Random) -> str:
    note = rng.choice(["(复式)", "(跃层)"]) if rng.random() < 0.15 and f.printed.room[:1].isdigit() and f.usage_class == "residential" else ""
    return sheet.v("room_part", (f.room() if rng.random() < 0.7 else f.room_text()) + note)


def _block(f) -> str:
    """Lane and number once more, as the column 幢号 has them."""
    return f.street().replace(f.printed.road, "", 1)


def _short(f) -> str:
    """The number of the certificate as the register shortens it: district, year, six digits."""
    digits = "".join(c for c in f.certificate if c.isdigit())
    return f.certificate.split("字")[0][-1] + digits


def _days(sheet, f, rng: random.Random) -> tuple:
    return (f.issued - dt.timedelta(days=rng.randrange(3, 25))).isoformat(), f.issued.isoformat()


def register_blocks(f, rng: random.Random) -> t.Sheet:
    """Headed blocks on one or two pages, label and value on a line, as the bureau's counter prints them."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG), 11)
    sheet.css = f".row{{display:flex;line-height:{rng.choice([2.0, 2.2])}}}.row div{{flex:1}}.h{{font-size:13pt;text-align:center;margin:5mm 0 2mm;font-weight:600}}.rule{{border-top:.4mm solid #111}}"
    day, number = _query(f, rng)
    got, done = _days(sheet, f, rng)
    before = t.place(rng, f, 0.3)
    house = [
        [("房屋坐落", sheet.v("address", before + f.street(), f.whole(before)))],
        [("幢号", _block(f)), ("部位", _room(sheet, f, rng))],
        [("建筑面积", sheet.v("area", f.area)), ("房屋类型", sheet.v("building_type", f.building_type))],
        [("房屋用途", sheet.usage(f)), ("总层数", str(t.floors(rng, f)))],
        [("竣工日期", f"{rng.randrange(1985, min(2018, f.issued.year))}年"), ("房屋结构", rng.choice(["钢混", "混合", "钢筋混凝土"]))],
        [("权利人", sheet.v("holder", f.holder_text()))],
        [("共有情况", sheet.v("co_ownership", f.co_ownership)), ("房地产权证号", sheet.v("certificate_number", _short(f)))],
        [("受理日期", got), ("核准日期", done)],
    ]
    land = [
        [("土地用途", sheet.v("land_usage", f.land_usage)), ("地号", f.lot())],
        [("宗地面积", t.land_area(rng)), ("权属性质", "国有建设用地使用权")],
        [("取得方式", "出让"), ("使用期限", "{}年".format(rng.choice([50, 70])))],
    ]

    def rows(block: list) -> str:
        return "".join('<div class="row">' + "".join(f"<div>{label}：{value}</div>" for label, value in line) + "</div>" for line in block)

    head = (
        '<div class="c" style="font-size:19pt;letter-spacing:.12em">上海市不动产登记簿</div><div style="display:flex;justify-content:space-between;margin-top:4mm">'
        f"<span>查询日期：{day.isoformat()}</span><span>NO.{number}</span></div>"
    )
    first = head + '<div class="h">房屋状况及产权人信息</div><div class="rule"></div>' + rows(house)
    second = (
        '<div class="h">土地状况信息</div><div class="rule"></div>'
        + rows(land)
        + '<div class="h">房地产抵押状况信息</div><div class="rule"></div><div class="row">无</div><div class="h">房地产权利限制状况信息</div><div class="rule"></div><div class="row">无</div>'
    )
    name = f"上海市{f.printed.district}自然资源确权登记事务中心"
    seal = (
        f'<div style="position:relative;height:34mm;margin-top:4mm"><span style="position:absolute;right:10mm;top:12mm">{name}</span>{sheet.seal(t.round_seal(rng, name, rng.choice(["查询专用章", "", "档案专用章"]), 40), name, "right:22mm;top:-4mm")}</div>'
        if rng.random() < 0.75
        else ""
    )
    under = t.maybe_under(rng, ["上海市不动产登记簿", "仅供查询", "登记簿查询专用"], ["#e3ebf2"], 0.4)
    if rng.random() < 0.4:
        sheet.page(first, "20mm 20mm", under)
        sheet.page(head + second + seal, "20mm 20mm", under)
    else:
        sheet.page(first + second + seal, "16mm 20mm", under)
    return sheet


def register_table(f, rng: random.Random) -> t.Sheet:
    """One ruled table with grey heads."""
    sheet = t.Sheet(210, 297, rng.choice(t.SONG[:1] + t.HEI), 10.5)
    grey = rng.choice(["#e6e6e6", "#dde6ee", "#fff", "#eee"])
    sheet.css = f".b td{{background:{grey};text-align:center;letter-spacing:.2em;font-weight:600}}.l{{width:29mm;background:{rng.choice(['#fff', '#f6f6f6'])}}}td{{height:{rng.choice([9.5, 11])}mm}}"
    day, number = _query(f, rng)
    got, done = _days(sheet, f, rng)
    before = t.place(rng, f, 0.3)

    def row(*pairs: tuple) -> str:
        span = 3 if len(pairs) == 1 else 1
        return "<tr>" + "".join(f'<td class="l">{label}</td><td colspan="{span}">{value}</td>' for label, value in pairs) + "</tr>"

    def head(text: str) -> str:
        return f'<tr class="b"><td colspan="4">{text}</td></tr>'

    name = rng.choice([f"上海市{f.printed.district}自然资源确权登记事务中心", f"上海市{f.printed.district}不动产登记事务中心"])
    body = (
        '<div class="c" style="font-size:18pt;margin-bottom:1mm">上海市不动产登记簿信息</div><div class="c">（房屋状况及产权人信息）</div>'
        f'<div class="r" style="margin:2mm 0">NO.{number}</div><table>'
        + head("房屋状况")
        + row(("房屋坐落", sheet.v("address", before + f.street(), f.whole(before))))
        + row(("幢号", _block(f)), ("部位", _room(sheet, f, rng)))
        + row(("建筑面积", sheet.v("area", f.area + "平方米")), ("总层数", str(t.floors(rng, f))))
        + row(("房屋类型", sheet.v("building_type", f.building_type)), ("房屋用途", sheet.usage(f)))
        + head("土地状况")
        + row(("土地用途", sheet.v("land_usage", f.land_usage)), ("权属性质", "国有建设用地使用权"))
        + row(("地号", f.lot()), ("宗地面积", t.land_area(rng) + "平方米"))
        + head("权利人信息")
        + row(("权利人", sheet.v("holder", f.holder_text())), ("共有情况", sheet.v("co_ownership", f.co_ownership)))
        + row(("不动产权证号", sheet.v("certificate_number", f.certificate)))
        + row(("受理日期", got), ("核准日期", done))
        + head("抵押及限制")
        + row(("抵押状况", "无抵押登记信息"), ("限制状况", "无限制登记信息"))
        + f'</table><div style="position:relative;margin-top:9mm"><div>查询人：{f.applicant}　　查询时间：{day.isoformat()}</div>'
        f'<div class="r" style="padding-right:10mm;margin-top:5mm">{name}<br>{t.day_text(day)}</div>'
        f"{sheet.seal(t.round_seal(rng, name, '查询专用章', 38), name, 'right:16mm;top:-6mm')}</div>"
    )
    sheet.page(body, "18mm 18mm", t.maybe_under(rng, ["登记信息查询专用", "仅供参考"], ["#e3ebf2"], 0.3))
    return sheet


def register_agency_print(f, rng: random.Random) -> t.Sheet:
    """An agency's printer: narrow type, no rules, labels in a column, a footer with the page's address."""
    sheet = t.Sheet(210, 297, rng.choice(["'Noto Sans Mono CJK SC'", "'WenQuanYi Zen Hei Mono'", "'AR PL UMing CN'"]), 10.5)
    sheet.css = ".g{display:grid;grid-template-columns:38mm 1fr;row-gap:1.6mm}.h{margin:5mm 0 2mm;border-bottom:.25mm dashed #333}"
    day, number = _query(f, rng)
    got, done = _days(sheet, f, rng)
    before = t.place(rng, f, 0.4)
    colon = rng.choice(["：", ":", "："])

    def grid(pairs: list) -> str:
        return '<div class="g">' + "".join(f"<div>{label}{colon}</div><div>{value}</div>" for label, value in pairs) + "</div>"

    body = (
        f'<div style="font-size:14pt;text-align:center">上海市房地产登记册　房屋状况及产权人信息</div><div style="margin-top:4mm">查询编号{colon}{number}　　打印日期{colon}{day.isoformat()} {rng.randrange(9, 19):02d}:{rng.randrange(60):02d}</div>'
        + '<div class="h">【房屋信息】</div>'
        + grid(
            [
                ("房屋坐落", sheet.v("address", before + f.street(), f.whole(before))),
                ("幢号", _block(f)),
                ("室号部位", _room(sheet, f, rng)),
                ("房屋类型", sheet.v("building_type", f.building_type)),
                ("用途", sheet.usage(f)),
                ("建筑面积", sheet.v("area", f.area)),
                ("总层数", str(t.floors(rng, f))),
            ]
        )
        + '<div class="h">【产权人信息】</div>'
        + grid(
            [
                ("权利人", sheet.v("holder", f.holder_text(rng.choice(["、", ","])), f.holder_text())),
                ("共有方式", sheet.v("co_ownership", f.co_ownership)),
                ("产证编号", sheet.v("certificate_number", _short(f))),
                ("受理日期", got),
                ("核准日期", done),
            ]
        )
        + '<div class="h">【土地信息】</div>'
        + grid([("土地用途", sheet.v("land_usage", f.land_usage)), ("宗地号", f.lot()), ("使用权取得方式", "出让")])
        + '<div class="h">【抵押信息】</div><div>无</div><div class="h">【限制信息】</div><div>无</div>'
        + '<div style="margin-top:12mm;font-size:9pt">以上信息以不动产登记簿记载为准。　第1页 共1页</div>'
    )
    sheet.page(body, "18mm 22mm", t.maybe_under(rng, ["仅供内部参考"], [], 0.2))
    return sheet


LAYOUTS = [register_blocks, register_table, register_agency_print]
