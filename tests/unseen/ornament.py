"""What lies under and over the words: security underprint, frames, watermarks, a code of squares."""

import json
import math
import random

UNDERPRINTS = [("#f3d9dc", "#d7e6d6"), ("#d9e8dc", "#efe6cf"), ("#dbe4f2", "#f4e2e6"), ("#efe3cc", "#e3ecd9")]
WATERMARKS = [
    "仅供办理居住证使用",
    "仅供办理居住登记使用",
    "仅限办理上海市居住证 他用无效",
    "此件仅用于居住证申领",
    "复印件与原件一致 仅供居住证办理",
]


def guilloche(rng: random.Random, width: float, height: float) -> str:
    """Families of fine waves over the whole page, as security paper has them."""
    a, b = rng.choice(UNDERPRINTS)
    out, step = [], rng.choice([4.0, 5.0, 6.5])
    swing, waves, drift = rng.uniform(3, 9), rng.uniform(2.5, 6), rng.uniform(0, 6)
    for i in range(int(height / step) + 3):
        for colour, phase in ((a, 0.0), (b, math.pi * 0.66)):
            y0 = (i - 1) * step
            points = [(width * k / 90, y0 + swing * math.sin(waves * 2 * math.pi * k / 90 + phase + i * drift / 20)) for k in range(91)]
            lines = ", ".join(f"curve.line(({x:.1f}mm, {y:.1f}mm))" for x, y in points[1:])
            out.append(
                f'#place(top + left, curve(stroke: 0.35pt + rgb("{colour}"), curve.move(({points[0][0]:.1f}mm, {points[0][1]:.1f}mm)), {lines}))'
            )
    return "".join(out)


def frame(colour: str, inset: float, double: bool = True) -> str:
    inner = (
        f'#place(center + horizon, rect(width: 100% - {2 * inset + 4}mm, height: 100% - {2 * inset + 4}mm, stroke: 0.5pt + rgb("{colour}")))'
        if double
        else ""
    )
    return f'#place(center + horizon, rect(width: 100% - {2 * inset}mm, height: 100% - {2 * inset}mm, stroke: 2pt + rgb("{colour}")))' + inner


def emblem(colour: str, size: float = 90) -> str:
    """A faint rosette in the middle of the page."""
    rings = "".join(
        f'#place(center + horizon, rotate({i * 15}deg, ellipse(width: {size}mm, height: {size * 0.42:.1f}mm, stroke: 0.5pt + rgb("{colour}"))))'
        for i in range(12)
    )
    return rings


def watermark(rng: random.Random) -> str:
    """Slanting words that the owner of a copy lays over it."""
    text = json.dumps(rng.choice(WATERMARKS), ensure_ascii=False)
    colour = rng.choice(["#80808038", "#c0303030", "#5070c033", "#70707030"])
    turn, size = rng.choice([-30, -38, -24, 30]), rng.choice([20, 26, 32])
    label = f'rotate({turn}deg, reflow: false, box(text(size: {size}pt, font: "Noto Sans CJK SC", fill: rgb("{colour}"), {text})))'
    if rng.random() < 0.5:
        return f"#place(center + horizon, {label})"
    return "".join(f"#place(center + horizon, dx: {dx}mm, dy: {dy}mm, {label})" for dx, dy in ((-22, -78), (12, 0), (26, 82)))


def squares(rng: random.Random, side: float = 22) -> str:
    """Something that looks like a two-dimensional code and carries nothing."""
    n = 25
    unit = side / n
    dark = {(x, y) for x in range(n) for y in range(n) if rng.random() < 0.47}
    for cx, cy in ((0, 0), (n - 7, 0), (0, n - 7)):
        for x in range(-1, 8):
            for y in range(-1, 8):
                edge = max(abs(x - 3), abs(y - 3))
                (dark.add if edge in (0, 1, 3) else dark.discard)((cx + x, cy + y))
    rects = "".join(
        f"#place(top + left, dx: {x * unit:.2f}mm, dy: {y * unit:.2f}mm, rect(width: {unit:.2f}mm, height: {unit:.2f}mm, fill: black))"
        for x, y in sorted(dark)
        if 0 <= x < n and 0 <= y < n
    )
    return f"#box(width: {side}mm, height: {side}mm)[{rects}]"


def barcode(rng: random.Random, width: float = 45, height: float = 9) -> str:
    x, out = 0.0, []
    while x < width:
        bar = rng.choice([0.25, 0.5, 0.75])
        out.append(f"#place(top + left, dx: {x:.2f}mm, rect(width: {bar}mm, height: {height}mm, fill: black))")
        x += bar + rng.choice([0.3, 0.5, 0.8])
    return f"#box(width: {width}mm, height: {height}mm)[{''.join(out)}]"
