"""A paper as Typst source: values are marked, so that where they stand is known, and the truth is what was printed."""

import datetime as dt
import json
import random
import tempfile
from pathlib import Path

import typst

import seals

SONG, KAI, HEI = (
    ["Noto Serif CJK SC", "AR PL UMing", "AR PL SungtiL GB"],
    ["AR PL KaitiM GB", "LXGW WenKai"],
    ["Noto Sans CJK SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"],
)
LATIN = ["Libertinus Serif", "DejaVu Serif", "New Computer Modern"]
HAND_INKS = ["#1c2a63", "#20202a", "#23306e"]
# `here()` gives the place of a value on its page, which the stamps need; without the box it would be that of the paragraph.
PREAMBLE = """
#let mark(key) = box(context {
  let at = here().position()
  [#metadata((key: key, page: at.page, x: at.x / 1mm, y: at.y / 1mm))<mark>]
})
#let under(w, body) = box(width: w, stroke: (bottom: 0.5pt), inset: (bottom: 2pt), outset: (bottom: 1pt), align(center, body))
"""


def quote(text: str) -> str:
    """Typst code in markup that prints `text` as it is."""
    return "#" + json.dumps(text, ensure_ascii=False) + ";" if text else ""


def spread(text: str, width: int) -> str:
    """A short label spread out to the width of `width` characters, as forms print it (坐　　落)."""
    gap = (width - len(text)) // max(1, len(text) - 1)
    return ("　" * gap).join(text)


def amount(value: float) -> str:
    return f"{value:.2f}"


class Paper:
    """Collects Typst code of one document, what its fields say, and where its seals go."""

    def __init__(self, rng: random.Random, font: str = "", size: str = "11pt", width: float = 210, height: float = 297, margin: str = "20mm"):
        self.rng, self.fields, self.seals, self.body, self.hand = rng, {}, [], [], False
        self.width, self.height, self.margin, self.size = width, height, margin, size
        self.font = font or rng.choice(SONG)
        self.latin = rng.choice(LATIN) if rng.random() < 0.35 else ""
        self.background, self.foreground, self.fill = "", "", "white"
        self.spacing = rng.choice(["auto", "none"])
        self.ink = rng.choice(HAND_INKS)
        self.handwriting = rng.choice(["LXGW WenKai", "AR PL KaitiM GB", "LXGW WenKai"])

    def add(self, *code: str) -> None:
        self.body.extend(code)

    def v(self, key: str, printed: str, truth: str = "") -> str:
        """A value: prints it and records what it says in field `key` (`""` marks nothing as read)."""
        if key:
            self.fields[key] = truth or printed
        return f'#mark("{key or "other"}")' + (self.handwritten(printed) if self.hand else quote(printed))

    def filled(self, text: str) -> str:
        return self.handwritten(text) if self.hand else quote(text)

    def handwritten(self, text: str) -> str:
        """Single characters that sit a little askew, in ink."""
        out = []
        for c in text:
            turn, drop, size = self.rng.gauss(0, 2.2), self.rng.gauss(0, 0.35), self.rng.gauss(1.12, 0.05)
            out.append(
                f'#box(rotate({turn:.1f}deg, move(dy: {drop:.2f}pt, text(font: "{self.handwriting}", size: {size:.2f}em, fill: rgb("{self.ink}"), {json.dumps(c, ensure_ascii=False)}))))'
            )
        return "".join(out)

    def date(self, key: str, day: dt.date, form: str = "cn") -> str:
        forms = {
            "cn": f"{day.year}年{day.month}月{day.day}日",
            "cn0": f"{day.year}年{day.month:02d}月{day.day:02d}日",
            "dash": day.isoformat(),
            "slash": f"{day.year}/{day.month:02d}/{day.day:02d}",
            "dot": f"{day.year}.{day.month:02d}.{day.day:02d}",
            "gap": f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日",
        }
        return self.v(key, forms[form], day.isoformat())

    def usage(self, printed: str, usage_class: str) -> str:
        self.fields["usage_class"] = usage_class
        return self.v("usage", printed)

    def seal(self, seal: "seals.Seal", dx: float = 0, dy: float = 0, name: bool = True) -> str:
        """Marks the place of an own seal; it is drawn as vectors or, on a damaged page, as ink."""
        self.seals.append((seal, dx, dy))
        if name:
            self.fields["seal"] = seal.name
        return f'#mark("seal{len(self.seals) - 1}")#box(width: 0pt, height: 0pt, place(dx: {dx - seal.width / 2:.2f}mm, dy: {dy - seal.height / 2:.2f}mm, sealbox{len(self.seals) - 1}))'

    def source(self, with_seals: bool) -> str:
        fonts = ([f'(name: "{self.latin}", covers: "latin-in-cjk")'] if self.latin else []) + [f'"{f}"' for f in (self.font, "Noto Serif CJK SC")]
        boxes = "".join(
            f"#let sealbox{i} = {s.code(self.rng.choice(['e0', 'c8', 'd8'])) if with_seals else 'box()'}\n" for i, (s, _, _) in enumerate(self.seals)
        )
        layers = "".join(f", {name}: [{code}]" for name, code in (("background", self.background), ("foreground", self.foreground)) if code)
        return (
            PREAMBLE + boxes + f"#set page(width: {self.width}mm, height: {self.height}mm, margin: {self.margin}, fill: {self.fill}{layers})\n"
            f'#set text(font: ({", ".join(fonts)},), size: {self.size}, lang: "zh", region: "cn", cjk-latin-spacing: {self.spacing})\n'
            + "\n".join(self.body)
        )

    def compiler(self, with_seals: bool, folder: Path) -> typst.Compiler:
        state = self.rng.getstate()
        path = folder / f"paper{'-sealed' if with_seals else ''}.typ"
        path.write_text(self.source(with_seals), encoding="utf-8")
        self.rng.setstate(state)
        return typst.Compiler(input=str(path))

    def pdf(self) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            return self.compiler(True, Path(folder)).compile(format="pdf", timestamp=0)

    def pngs(self, ppi: float, with_seals: bool) -> tuple:
        """The pages as PNG files, and the marks: key, page, x and y in millimetres."""
        with tempfile.TemporaryDirectory() as folder:
            compiler = self.compiler(with_seals, Path(folder))
            pages = compiler.compile(format="png", ppi=ppi)
            return ([pages] if isinstance(pages, bytes) else pages), json.loads(compiler.query("<mark>", field="value"))


def table(columns: str, cells: list, inset: str = "6pt", stroke: str = "0.6pt", align: str = "left + horizon", rows: str = "auto") -> str:
    """A ruled table; a cell that starts with `table.cell` is code, any other is markup."""
    body = ", ".join(c if c.startswith("table.cell") else f"[{c}]" for c in cells)
    return f"#table(columns: {columns}, rows: {rows}, inset: {inset}, stroke: {stroke}, align: {align}, {body})"


def cell(markup: str, **options) -> str:
    """A table cell that spans or is turned: cell("…", colspan=3)."""
    return "table.cell(" + ", ".join(f"{k}: {v}" for k, v in options.items()) + f")[{markup}]"


def title(text: str, size: float = 20, font: str = "", gap: str = "8mm", tracking: str = "0pt", colour: str = "black") -> str:
    face = f'font: "{font}", ' if font else ""
    return f'#align(center, text({face}size: {size}pt, weight: "bold", tracking: {tracking}, fill: rgb("{colour if colour != "black" else "#000000"}"), {json.dumps(text, ensure_ascii=False)}))\n#v({gap}, weak: true)'
