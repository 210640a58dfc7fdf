"""A paper as HTML: marked values with their truth, seals in SVG, underprint, and small words that many papers share."""

import datetime as dt
import html
import math
import random

SONG = ["'Noto Serif CJK SC'", "'AR PL UMing CN'", "'AR PL SungtiL GB','Noto Serif CJK SC'"]
HEI = ["'Noto Sans CJK SC'", "'WenQuanYi Zen Hei'", "'WenQuanYi Micro Hei'"]
KAI = ["'AR PL KaitiM GB','AR PL UKai CN'", "'AR PL UKai CN'", "'LXGW WenKai'"]
# No FangSong is free to install; the light print face is the nearest.
FANG = ["'AR PL UMing CN'", "'AR PL SungtiL GB','Noto Serif CJK SC'"]
RED = ["#c3161c", "#d0202a", "#b5121b", "#c92a2a", "#d63031"]
CSS = """
*{box-sizing:border-box}
body{margin:0;color:#111;-webkit-print-color-adjust:exact}
.page{position:relative;overflow:hidden;background:#fff;break-after:page}
.page:last-child{break-after:auto}
.body{position:relative}
table{border-collapse:collapse;width:100%}
td,th{border:.3mm solid #222;padding:1.4mm 2mm;font-weight:normal;text-align:left;vertical-align:middle}
.c{text-align:center}.r{text-align:right}
.spread{text-align-last:justify}
.side{writing-mode:vertical-rl;text-align:center;padding:1mm;letter-spacing:.4em}
.under{position:absolute;inset:0;pointer-events:none}
.sealbox{position:absolute;mix-blend-mode:multiply;pointer-events:none;line-height:0}
.line{border-bottom:.25mm solid #222;padding:0 2mm}
p{margin:0}
"""


def esc(text: str) -> str:
    return html.escape(text)


class Sheet:
    """Pages of one paper, in millimetres, and what they say."""

    def __init__(self, width: float = 210, height: float = 297, face: str = SONG[0], size: float = 11.5):
        self.width, self.height, self.face, self.size = width, height, face, size
        self.css = ""
        self.pages = []
        self.fields = {}
        self.stamps = []  # the paper's own seals, which a careless clerk may press again

    def v(self, key: str, shown: str, truth: str = "") -> str:
        """A value as it is printed; `truth` where the field holds more or less than that (the room, no spaces)."""
        self.fields[key] = truth or shown
        return self.show(key, shown)

    def show(self, key: str, shown: str) -> str:
        return f'<span class="v" data-k="{key}">{esc(shown)}</span>'

    def day(self, key: str, day: dt.date, form: str = "{0}年{1}月{2}日") -> str:
        return self.v(key, form.format(day.year, day.month, day.day), day.isoformat())

    def usage(self, f, shown: str = "") -> str:
        self.fields["usage_class"] = f.usage_class
        return self.v("usage", shown or f.usage)

    def seal(self, drawing: str, name: str, style: str) -> str:
        self.fields["seal"] = name
        self.stamps.append(drawing)
        return f'<div class="sealbox" style="{style}">{drawing}</div>'

    def page(self, body: str, padding: str = "20mm", under: str = "", background: str = "#fff") -> None:
        self.pages.append(
            f'<section class="page" style="width:{self.width}mm;height:{self.height}mm;background:{background}">'
            f'{under}<div class="body" style="padding:{padding}">{body}</div></section>'
        )

    def html(self) -> str:
        base = f"body{{font-family:{self.face};font-size:{self.size}pt;line-height:1.45}}@page{{size:{self.width}mm {self.height}mm;margin:0}}"
        return (
            f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{CSS}{base}{self.css}</style><body>{"".join(self.pages)}</body></html>'
        )


def _ink(rng: random.Random, size: float, box: str, content: str, width: float, height: float) -> str:
    """A seal's outline and words with the ink uneven, a little turned."""
    name, color = f"ink{rng.randrange(10**9)}", rng.choice(RED)
    fine = (
        f'<filter id="{name}" x="-5%" y="-5%" width="110%" height="110%"><feTurbulence type="fractalNoise" baseFrequency="{rng.uniform(0.05, 0.3):.3f}" '
        f'numOctaves="3" seed="{rng.randrange(999)}" result="n"/><feColorMatrix in="n" type="matrix" '
        f'values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -3.2 {rng.uniform(2.65, 3.2):.2f}" result="a"/>'
        f'<feComposite in="SourceGraphic" in2="a" operator="in"/></filter>'
    )
    turn = rng.gauss(0, 7)
    return (
        f'<svg width="{width * size:.1f}mm" height="{height * size:.1f}mm" viewBox="{box}" style="overflow:visible;transform:rotate({turn:.1f}deg);'
        f'opacity:{rng.uniform(0.8, 0.97):.2f}" fill="{color}" stroke="none">{fine}<g filter="url(#{name})" color="{color}">{content}</g></svg>'
    )


def _around(text: str, rx: float, ry: float, span: float, size: float, up: bool = True) -> str:
    """Words on an ellipse, upright in the middle of the arc, as far from one another all the way round."""
    steps = [math.radians(k / 200 * span - span / 2) for k in range(201)]
    spots = [(rx * math.sin(at), -ry * math.cos(at)) for at in steps]
    gone = [0.0]
    for (x0, y0), (x1, y1) in zip(spots, spots[1:]):
        gone.append(gone[-1] + math.hypot(x1 - x0, y1 - y0))
    out = []
    for i, letter in enumerate(text):
        near = min(range(201), key=lambda k, want=(i + 0.5) / len(text) * gone[-1]: abs(gone[k] - want))
        (x, y), at = spots[near], steps[near]
        lean = math.degrees(math.atan2(math.sin(at) * ry, math.cos(at) * rx))
        y, lean = (y, lean) if up else (-y, -lean)
        out.append(
            f'<text transform="translate({x:.2f} {y:.2f}) rotate({lean:.2f})" text-anchor="middle" dominant-baseline="central" '
            f'font-size="{size:.2f}">{esc(letter)}</text>'
        )
    return "".join(out)


def _star(radius: float, y: float) -> str:
    points = [
        (r * math.sin(math.pi * k / 5), y - r * math.cos(math.pi * k / 5)) for k in range(10) for r in [radius if k % 2 == 0 else radius * 0.382]
    ]
    return '<polygon class="star" points="' + " ".join(f"{x:.2f},{z:.2f}" for x, z in points) + '"/>'


def round_seal(rng: random.Random, rim: str, below: str = "", size: float = 40) -> str:
    """A unit's round seal: its name round the rim, a star, perhaps a straight line below."""
    face = rng.choice([SONG[0], SONG[0], SONG[1], HEI[0]])
    span = min(300 if not below else 270, 60 + 17 * len(rim))
    letter = min(12.5, 37 * math.radians(span) / len(rim) * 0.93)
    content = f'<g font-family="{face}" font-weight="{rng.choice([400, 600, 700])}">'
    content += '<circle r="47.5" fill="none" stroke="currentColor" stroke-width="2.6"/>' + _around(rim, 38.5, 38.5, span, letter)
    content += _star(13.5 if below else 15, -3 if below else -1)
    if below:
        content += f'<text y="27" text-anchor="middle" font-size="{min(10.5, 58 / len(below)):.2f}">{esc(below)}</text>'
    elif rng.random() < 0.4:
        content += _around("31" + "".join(str(rng.randrange(10)) for _ in range(11)), 42, 42, 60, 4.6, False)
    return _ink(rng, size, "-50 -50 100 100", content + "</g>", 1, 1)


def oval_seal(rng: random.Random, rim: str, middle: str, size: float = 42) -> str:
    face = rng.choice([SONG[0], HEI[0]])
    span = min(236, 60 + 12 * len(rim))
    letter = min(9.5, 33 * math.radians(span) / len(rim) * 0.95)
    content = f'<g font-family="{face}" font-weight="600"><ellipse rx="48" ry="33" fill="none" stroke="currentColor" stroke-width="2.2"/>'
    content += _around(rim, 39.5, 25.5, span, letter)
    content += f'<text y="12" text-anchor="middle" font-size="{min(10, 54 / len(middle)):.2f}">{esc(middle)}</text></g>'
    return _ink(rng, size, "-50 -35 100 70", content, 1, 0.7)


def box_stamp(rng: random.Random, *lines: str) -> str:
    wide, high = max(len(line) for line in lines) * 10 + 10, len(lines) * 13 + 6
    content = f'<g font-family="{rng.choice(HEI + SONG[:1])}" font-weight="600"><rect x="1" y="1" width="{wide - 2}" height="{high - 2}" fill="none" stroke="currentColor" stroke-width="1.3"/>'
    content += "".join(
        f'<text x="{wide / 2}" y="{13 * i + 12.6}" text-anchor="middle" font-size="9.6">{esc(line)}</text>' for i, line in enumerate(lines)
    )
    return _ink(rng, 0.44, f"0 0 {wide} {high}", content + "</g>", wide, high)


def lattice(rng: random.Random, color: str) -> str:
    """Fine waves under the print, as certificates have."""
    step, swing, turn = rng.uniform(2.4, 4), rng.uniform(1, 2.4), rng.choice([0, 0, 35, 90])
    name = f"w{rng.randrange(10**9)}"
    return (
        f'<svg class="under" width="100%" height="100%"><defs><pattern id="{name}" width="32" height="{step * 3:.1f}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({turn})">'
        + "".join(
            f'<path d="M0 {step * (k + 0.5):.1f}q8 {swing * 2:.1f} 16 0t16 0" fill="none" stroke="{color}" stroke-width=".55"/>' for k in range(3)
        )
        + f'</pattern></defs><rect width="100%" height="100%" fill="url(#{name})"/></svg>'
    )


def watermark(rng: random.Random, words: str, color: str = "#8d97a3", opacity: float = 0.2) -> str:
    """Words across the page, pale enough to read through."""
    gap = rng.choice([58, 74, 90])
    marks = "".join(
        f'<div style="position:absolute;left:{x + (y // gap % 2) * 30 - 20}mm;top:{y}mm;transform:rotate(-28deg);white-space:nowrap">{esc(words)}</div>'
        for y in range(10, 300, gap)
        for x in range(0, 300, 95)
    )
    return f'<div class="under" style="color:{color};opacity:{opacity};font-size:{rng.choice([17, 20, 24])}pt;font-family:{HEI[0]};overflow:hidden">{marks}</div>'


def maybe_under(rng: random.Random, words: list, colors: list, chance: float = 0.26) -> str:
    if rng.random() > chance:
        return ""
    if not colors or (words and rng.random() < 0.6):
        return watermark(rng, rng.choice(words), opacity=rng.uniform(0.13, 0.24))
    return lattice(rng, rng.choice(colors))


def code(rng: random.Random, size: float = 22) -> str:
    """What looks like a two-dimensional code and holds nothing."""
    n = 25
    cells = [
        f"M{x} {y}h1v1h-1z"
        for y in range(n)
        for x in range(n)
        if rng.random() < 0.5 and not ((x < 8 or x > n - 9) and y < 8) and not (x < 8 and y > n - 9)
    ]
    finder = "".join(f"M{x} {y}h7v7h-7zM{x + 1} {y + 1}v5h5v-5zM{x + 2} {y + 2}h3v3h-3z" for x, y in ((0, 0), (n - 7, 0), (0, n - 7)))
    return (
        f'<svg width="{size}mm" height="{size}mm" viewBox="0 0 {n} {n}" shape-rendering="crispEdges"><path fill-rule="evenodd" d="{finder}{"".join(cells)}"/>'
        "</svg>"
    )


def place(rng: random.Random, f, full: float = 0.34) -> str:
    """What stands before the road: nothing, the district, or city and district."""
    return "上海市" + f.printed.district if rng.random() < full else rng.choice(["", f.printed.district])


def floor_of(f) -> int:
    digits = "".join(c for c in f.printed.room if c.isdigit())
    return max(1, int(digits[:-2])) if len(digits) > 2 else 3


def floors(rng: random.Random, f) -> int:
    floor = floor_of(f)
    return rng.choice([x for x in (3, 6, 7, 11, 14, 18, 24, 29, 33) if x >= floor][:3] or [floor])


def land_area(rng: random.Random) -> str:
    return f"{rng.uniform(3000, 140000):.2f}"


def land_term(rng: random.Random, f) -> tuple:
    start = dt.date(min(f.issued.year - 1, rng.randrange(1996, 2017)), rng.randrange(1, 13), rng.randrange(1, 29))
    years = 70 if f.usage_class == "residential" else 50
    return start, start.replace(year=start.year + years) - dt.timedelta(days=1)


def day_text(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
