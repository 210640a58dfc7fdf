"""Seals drawn with Typst: round ones with a star, oval ones, and rectangular stamps."""

import json
import math
from dataclasses import dataclass

import typst


@dataclass(frozen=True)
class Seal:
    name: str  # what runs round the rim, or the first line of a rectangle
    bottom: str = ""  # the short line below the star
    shape: str = "round"  # round, oval, box
    width: float = 40
    height: float = 40
    ink: tuple = (200, 28, 38)
    turn: float = 0.0  # degrees, as a hand presses it

    def code(self, alpha: str = "ff") -> str:
        """Typst code of a box that holds the seal."""
        colour = "rgb(" + json.dumps("#%02x%02x%02x" % self.ink + alpha) + ")"
        inside = self._rectangle(colour) if self.shape == "box" else self._ring(colour)
        return f"box(width: {self.width}mm, height: {self.height}mm, rotate({self.turn}deg, box(width: {self.width}mm, height: {self.height}mm, {{ {inside} }})))"

    def _rectangle(self, colour: str) -> str:
        lines = [self.name] + ([self.bottom] if self.bottom else [])
        size = min(self.height / (len(lines) * 1.55), (self.width - 3) / max(map(len, lines)))
        body = ", linebreak(), ".join(
            f'text(font: "Noto Serif CJK SC", weight: "bold", size: {size:.2f}mm, fill: {colour}, {json.dumps(t, ensure_ascii=False)})' for t in lines
        )
        return f"place(rect(width: 100%, height: 100%, stroke: 0.9mm + {colour})); place(center + horizon, align(center, {{ {body.replace(', linebreak(), ', '; linebreak(); ')} }}))"

    def _ring(self, colour: str) -> str:
        a, b = self.width / 2 - 0.8, self.height / 2 - 0.8
        parts = [
            f"place(center + horizon, ellipse(width: {2 * a:.2f}mm, height: {2 * b:.2f}mm, stroke: {1.1 if self.shape == 'round' else 0.8}mm + {colour}))"
        ]
        parts += self._arc(self.name, a, b, min(24.0 * len(self.name), 236.0 if self.bottom else 286.0), colour)
        if self.shape == "round":
            parts.append(self._star(colour, self.width * 0.145))
        if self.bottom:
            small = min(3.6 * self.width / 40, self.width * 0.62 / len(self.bottom))
            parts.append(
                f'place(center + horizon, dy: {b * (0.52 if self.shape == "round" else 0.3):.2f}mm, text(font: "Noto Serif CJK SC", weight: "bold", size: {small:.2f}mm, fill: {colour}, {json.dumps(self.bottom, ensure_ascii=False)}))'
            )
        return "; ".join(parts)

    def _arc(self, text: str, a: float, b: float, span: float, colour: str) -> list:
        a, b = a - self.width * 0.105, b - self.width * 0.105
        # Equal steps along the outline: on an oval equal angles crowd the letters at its ends.
        turns = [math.radians(t / 4 - 180) for t in range(1441)]
        steps = [math.hypot(a * math.cos(t), b * math.sin(t)) for t in turns]
        total, runs, run = sum(steps), [], 0.0
        for step in steps:
            run += step
            runs.append(run / total * 360 - 180)
        gap = total * math.radians(0.25) * span / 360 / max(1, len(text) - 1)
        size = min(4.6 * self.width / 40, gap * 0.95 / 0.78)
        out = []
        for i, c in enumerate(text):
            want = -span / 2 + span * (i / max(1, len(text) - 1))
            angle = turns[min(range(len(runs)), key=lambda k: abs(runs[k] - want))]
            x, y = a * math.sin(angle), -b * math.cos(angle)
            # The outline's normal, not the angle itself: on an oval they differ.
            lean = math.degrees(math.atan2(math.sin(angle) / a, math.cos(angle) / b))
            glyph = f'text(font: "Noto Serif CJK SC", weight: "bold", size: {size:.2f}mm, fill: {colour}, {json.dumps(c, ensure_ascii=False)})'
            out.append(f"place(center + horizon, dx: {x:.2f}mm, dy: {y:.2f}mm, rotate({lean:.1f}deg, scale(x: 78%, y: 108%, {glyph})))")
        return out

    def _star(self, colour: str, r: float) -> str:
        points = []
        for i in range(10):
            radius, angle = (r if i % 2 == 0 else r * 0.382), math.radians(36 * i)
            points.append(f"({r + radius * math.sin(angle):.2f}mm, {r - radius * math.cos(angle):.2f}mm)")
        return f"place(center + horizon, box(width: {2 * r:.2f}mm, height: {2 * r:.2f}mm, place(polygon(fill: {colour}, {', '.join(points)}))))"

    def png(self, ppi: float) -> bytes:
        """The seal alone on a transparent page."""
        code = f"#set page(width: {self.width + 8}mm, height: {self.height + 8}mm, margin: 4mm, fill: none)\n#{self.code()}"
        return typst.compile(code.encode(), format="png", ppi=ppi)


def round_seal(rng, name: str, bottom: str = "", width: float = 0) -> Seal:
    w = width or rng.choice([38, 40, 42])
    ink = rng.choice([(205, 28, 40), (190, 24, 50), (214, 46, 40), (178, 30, 44)])
    return Seal(name, bottom, "round", w, w, ink, round(rng.uniform(-14, 14), 1))


def oval_seal(rng, name: str, bottom: str) -> Seal:
    return Seal(name, bottom, "oval", 45, 30, rng.choice([(205, 28, 40), (190, 30, 50)]), round(rng.uniform(-8, 8), 1))


def box_stamp(rng, first: str, second: str = "") -> Seal:
    return Seal(
        first, second, "box", 4.6 * len(first) + 6, 16 if second else 10, rng.choice([(200, 30, 44), (36, 52, 140)]), round(rng.uniform(-6, 6), 1)
    )
