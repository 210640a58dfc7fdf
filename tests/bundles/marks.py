"""Seals, stamps, ticks, staples and holes drawn with Cairo as a page laid over another."""

import io
import math

import cairo

REDS = [(0.80, 0.08, 0.10), (0.86, 0.16, 0.14), (0.74, 0.10, 0.22), (0.90, 0.30, 0.24), (0.66, 0.06, 0.08)]
BLUES = [(0.14, 0.20, 0.62), (0.30, 0.22, 0.56)]
MM = 72 / 25.4


def overlay(width: float, height: float, marks: list, rng) -> tuple:
    """A PDF page with the marks, whose centres are in points, and the corners of each mark."""
    out = io.BytesIO()
    surface = cairo.PDFSurface(out, width, height)
    c = cairo.Context(surface)
    c.set_operator(cairo.OPERATOR_MULTIPLY)
    corners = []
    for m in marks:
        c.save()
        x, y = m["centre"]
        c.translate(x, y)
        turn = math.radians(m.get("turn", rng.uniform(-14, 14)))
        c.rotate(turn)
        w, h = DRAW[m["what"]](c, m, rng)
        c.restore()
        corners.append([(x + a * w / 2 * math.cos(turn) - b * h / 2 * math.sin(turn), y + a * w / 2 * math.sin(turn) + b * h / 2 * math.cos(turn)) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))])
    surface.finish()
    return out.getvalue(), corners


def _ink(c, m, rng):
    c.set_source_rgba(*(m.get("rgb") or rng.choice(REDS if rng.random() < 0.94 else BLUES)), m.get("alpha", rng.uniform(0.5, 0.88)))


def _face(c, size, bold=True, family=None):
    c.select_font_face(family or "Noto Serif CJK SC", cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
    c.set_font_size(size)


def _text(c, text, x, y, stretch=1.0):
    """Text centred on a point, as outlines so that it is no text in the PDF."""
    e = c.text_extents(text)
    c.save()
    c.translate(x, y)
    c.scale(stretch, 1)
    c.move_to(-e.x_advance / 2, 0)
    c.text_path(text)
    c.fill()
    c.restore()
    return e.x_advance


def _rim(c, text, rx, ry, size, rng):
    """Text along the upper part of an ellipse."""
    n = len(text)
    reach = math.radians(min(290 if rx == ry else 215, 34 + n * 17))
    if rx != ry:
        # On an oval the letters must fit the shorter arc.
        size = min(size, 0.9 * reach * (rx + ry) / 2 / n)
    _face(c, size)
    for i, ch in enumerate(text):
        a = -math.pi / 2 - reach / 2 + reach * (i + 0.5) / n
        c.save()
        c.translate(rx * math.cos(a), ry * math.sin(a))
        c.rotate(math.atan2(rx * math.sin(a), ry * math.cos(a)) + math.pi / 2 if rx != ry else a + math.pi / 2)
        _text(c, ch, 0, size * 0.35, 0.82)
        c.restore()


def _star(c, r):
    for i in range(10):
        q = r if i % 2 == 0 else r * 0.382
        a = -math.pi / 2 + i * math.pi / 5
        (c.line_to if i else c.move_to)(q * math.cos(a), q * math.sin(a))
    c.close_path()
    c.fill()


def _seal(c, m, rng):
    _ink(c, m, rng)
    shape, text, foot = m["shape"], m["text"], m.get("foot", "")
    if shape == "square":
        side = rng.uniform(30, 36) * MM
        c.set_line_width(1.4 * MM)
        c.rectangle(-side / 2, -side / 2, side, side)
        c.stroke()
        per = math.ceil(math.sqrt(len(text)))
        columns = [text[i : i + per] for i in range(0, len(text), per)]
        size = side * 0.86 / max(per, len(columns))
        _face(c, size * 0.95)
        for i, column in enumerate(columns):
            for j, ch in enumerate(column):
                _text(c, ch, side * 0.43 - size * (i + 0.5), -side * 0.43 + size * (j + 0.85))
        return side, side
    if shape == "oval":
        rx, ry = 22.5 * MM, 15 * MM
    else:
        rx = ry = rng.choice([19, 20, 21, 22.5]) * MM
    c.save()
    c.scale(rx, ry)
    c.arc(0, 0, 1, 0, 2 * math.pi)
    c.restore()
    c.set_line_width(1.1 * MM)
    c.stroke()
    size = min(5.2 * MM, 2 * math.pi * rx * 0.72 / (len(text) + 1))
    _rim(c, text, rx - size * 0.78, ry - size * 0.78, size, rng)
    if shape == "round":
        _star(c, 6 * MM)
    else:
        _face(c, 3.4 * MM)
    if foot:
        small = min(3.9 * MM, 26 * MM / len(foot))
        _face(c, small)
        _text(c, foot, 0, ry * (0.62 if shape == "round" else 0.2))
    return 2 * rx, 2 * ry


def _stamp(c, m, rng):
    """A rectangular stamp with one or two lines."""
    _ink(c, m, rng)
    lines = m["lines"]
    size = 4.6 * MM
    _face(c, size, family=rng.choice(["Noto Sans CJK SC", "Noto Serif CJK SC"]))
    w = max(c.text_extents(l).x_advance for l in lines) + 6 * MM
    h = len(lines) * size * 1.35 + 4 * MM
    c.set_line_width(0.7 * MM)
    c.rectangle(-w / 2, -h / 2, w, h)
    c.stroke()
    for i, l in enumerate(lines):
        _text(c, l, 0, -h / 2 + 2 * MM + size * (1.05 + 1.35 * i))
    return w, h


def _tick(c, m, rng):
    c.set_source_rgba(*rng.choice([(0.1, 0.15, 0.6), (0.75, 0.1, 0.1), (0.2, 0.2, 0.2)]), 0.8)
    c.set_line_width(0.6 * MM)
    c.set_line_cap(cairo.LINE_CAP_ROUND)
    c.move_to(-3 * MM, 0)
    c.line_to(-0.6 * MM, 2.6 * MM)
    c.curve_to(1 * MM, -1 * MM, 3 * MM, -3 * MM, 5 * MM, -5 * MM)
    c.stroke()
    return 8 * MM, 8 * MM


def _staple(c, m, rng):
    c.set_source_rgba(0.35, 0.35, 0.38, 0.9)
    c.set_line_width(0.7 * MM)
    c.move_to(-5 * MM, 0)
    c.line_to(5 * MM, 0)
    c.stroke()
    return 10 * MM, MM


def _hole(c, m, rng):
    c.set_source_rgba(0.25, 0.25, 0.25, 0.85)
    c.arc(0, 0, 2.7 * MM, 0, 7)
    c.fill()
    return 5.4 * MM, 5.4 * MM


def _number(c, m, rng):
    c.set_source_rgba(0.1, 0.1, 0.35, 0.85)
    _face(c, 4 * MM, False, "Noto Sans CJK SC")
    _text(c, m["text"], 0, 0)
    return 8 * MM, 4 * MM


def _watermark(c, m, rng):
    c.set_source_rgba(0.5, 0.5, 0.55, 0.16)
    _face(c, m.get("size", 11 * MM), False, "Noto Sans CJK SC")
    _text(c, m["text"], 0, 0)
    return 100 * MM, 12 * MM


DRAW = {"seal": _seal, "stamp": _stamp, "tick": _tick, "staple": _staple, "hole": _hole, "number": _number, "watermark": _watermark}
