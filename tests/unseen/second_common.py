"""What the papers of the second family share: more ways to write a day, boxes to tick, seals of other offices."""

import datetime as dt

import dwellings
from seals import oval_seal, round_seal
from typeset import Paper, cell, quote

DIGITS = "〇一二三四五六七八九"


def _han(number: int) -> str:
    """A number below 100 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def han_day(day: dt.date) -> str:
    return "".join(DIGITS[int(c)] for c in str(day.year)) + f"年{_han(day.month)}月{_han(day.day)}日"


def day(p: Paper, key: str, when: dt.date, form: str) -> str:
    """A date as `Paper.date` does, in forms the first family does not have."""
    texts = {
        "han": han_day(when),
        "dot1": f"{when.year}.{when.month}.{when.day}",
        "slash1": f"{when.year}/{when.month}/{when.day}",
        "clock": when.isoformat() + " 00:00:00",
        "wide": dwellings.full_width(f"{when.year}年{when.month}月{when.day}日"),
    }
    return p.v(key, texts[form], when.isoformat()) if form in texts else p.date(key, when, form)


def tick(on: bool, style: str) -> str:
    """A box, ticked or not: as a glyph, as a filled square, or as a drawn frame with a tick in it."""
    if style == "glyph":
        return quote("☑" if on else "☐")
    if style == "square":
        return quote("■" if on else "□")
    mark = 'place(center + horizon, dy: -1pt, text(size: 1.15em, "√"))' if on else ""
    return "#box(width: 0.85em, height: 0.85em, baseline: 0.08em, stroke: 0.6pt, {" + mark + "})"


def boxes(options: list, chosen: str, style: str) -> str:
    return "#h(5mm)".join(tick(t == chosen, style) + quote(" " + t) for t in options)


def usage_boxes(p: Paper, f, style: str) -> str:
    """The use as boxes; what is not on the form is written behind 其他."""
    options = [f.usage if f.usage_class == "residential" else "居住", "办公", "商业"]
    out = [tick(t == f.usage, style) + " " + (p.usage(t, f.usage_class) if t == f.usage else quote(t)) for t in options]
    other = f.usage not in options
    out.append(tick(other, style) + quote(" 其他") + (quote("（") + p.usage(f.usage, f.usage_class) + quote("）") if other else ""))
    return "#h(5mm)".join(out)


def stacked(text: str, rows: int, fill: str = "none") -> str:
    """A table cell of `rows` rows with its letters below one another."""
    return cell("#linebreak()".join(quote(c) for c in text), rowspan=rows, align="center + horizon", fill=fill)


def joined(p: Paper, f, joint: str) -> str:
    """Several owners printed with another joint; the truth joins them with 、."""
    return p.v("holder", f.holder_text(joint), f.holder_text())


def months(f) -> int:
    return max(1, round((f.end - f.start).days / 30.44))


def office(rng) -> str:
    """Where a unit has its desk: never where its people sleep."""
    home = dwellings.home(rng)
    return f"上海市{home.district}{home.road}{rng.randrange(30, 990)}号{rng.randrange(2, 20)}楼"


def lease_seal(f, rng):
    d = f.printed.district
    return rng.choice(
        [
            lambda: round_seal(rng, f"上海市{d}房屋管理局", "租赁备案专用章", 40),
            lambda: round_seal(rng, f"{d}住房租赁管理服务中心", "合同备案章", 42),
            lambda: oval_seal(rng, f"{d}房屋租赁登记备案专用章", ""),
        ]
    )()


def registry_seal(f, rng, bottom: str = "登记专用章"):
    d = f.printed.district
    return rng.choice(
        [
            lambda: round_seal(rng, f"上海市{d}不动产登记事务中心", bottom, 42),
            lambda: round_seal(rng, f"上海市{d}自然资源确权登记事务中心", bottom, 44),
        ]
    )()
