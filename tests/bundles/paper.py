"""A paper with marked values: one description for HTML (WeasyPrint) and for Word (LibreOffice).

A value is printed in a colour of its own: the two lowest bits of red, green and blue hold its number.
So its place on the page can be found in the PDF, whichever program made it.
"""

import html as htmllib
import io
import re

import docx
import segno
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

SONG = ["Noto Serif CJK SC", "AR PL UMing CN", "AR PL SungtiL GB"]
HEI = ["Noto Sans CJK SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"]
KAI = ["AR PL UKai CN", "AR PL KaitiM GB", "LXGW WenKai"]
MONO = ["WenQuanYi Zen Hei Mono", "Noto Sans Mono CJK SC", "LXGW WenKai Mono"]
HAND = ["LXGW WenKai", "AR PL UKai CN", "AR PL KaitiM GB", "LXGW WenKai Light"]
INK = [(16, 16, 20), (28, 28, 32), (8, 8, 8), (44, 40, 40), (60, 60, 64)]
PEN = [(20, 28, 120), (16, 16, 24), (12, 40, 148), (32, 32, 96)]
MARK = re.compile("\ue000(\\d+),([a-z]*)\ue001(.*?)\ue002", re.S)


def colour(base, number: int):
    return tuple(c // 4 * 4 + (number >> 2 * i & 3) for i, c in enumerate(base))


class Paper:
    def __init__(self, kind: str, rng, ink=None):
        self.kind, self.rng = kind, rng
        self.fields, self.numbers, self.marks = {}, {}, []
        self.html = self.css = self.doc = None
        self.layout = ""
        self.ink = ink or rng.choice(INK)
        self.pen, self.hand = rng.choice(PEN), rng.choice(HAND)
        self.size = "A4"
        self.background = None

    def v(self, field: str, printed: str, value=None, style="") -> str:
        """Mark `printed` as a field's value; a field beginning with _ has a place but is not recorded."""
        number = len(self.numbers) + 1
        assert number < 64
        self.numbers[number] = field
        if field[0] != "_":
            self.fields[field] = printed if value is None else value
        return f"\ue000{number},{style}\ue001{printed}\ue002"

    def plain(self, printed: str, style="") -> str:
        return f"\ue0000,{style}\ue001{printed}\ue002"

    def seal(self, shape: str, text: str, at, foot="", recorded=True, **look):
        """A seal `at` (page, x, y) in millimetres or over a value, by its field's name."""
        self.marks.append({"what": "seal", "shape": shape, "text": text, "foot": foot, "at": at, "recorded": recorded, **look})
        if recorded:
            self.fields["seal"] = text

    # HTML
    def set_html(self, body: str, css: str = "", size="A4", margin="20mm", font=None, points=11):
        font = font or self.rng.choice(SONG)
        self.size = size
        spans = MARK.sub(self._span, body)
        back = f"background:{self.background};" if self.background else ""
        self.html = (
            f"<html lang=zh><style>@page{{size:{size};margin:{margin};{back}}}body{{font-family:'{font}';font-size:{points}pt;color:rgb{colour(self.ink, 0)};"
            f"margin:0;line-height:1.5}}table{{border-collapse:collapse;width:100%}}td,th{{padding:1.2mm 2mm;vertical-align:middle}}.c{{text-align:center}}.r{{text-align:right}}"
            f".grid td,.grid th{{border:0.3mm solid currentColor}}.side{{width:6mm;text-align:center;line-height:1.25;padding:1mm}}.pb{{break-before:page}}h1,h2{{font-weight:normal;text-align:center;margin:2mm 0}}"
            f".u{{border-bottom:0.25mm solid;padding:0 2mm}}.h{{font-family:'{self.hand}';font-size:120%}}{css}</style><body>{spans}</body></html>"
        )
        return self

    def _span(self, match) -> str:
        number, style, text = int(match[1]), match[2], match[3]
        rgb = colour(self.pen if style == "h" else self.ink, number)
        if style != "h":
            return f"<span style='color:rgb{rgb}'>{htmllib.escape(text)}</span>"
        chars = "".join(
            f"<span style='display:inline-block;transform:rotate({self.rng.uniform(-5, 5):.1f}deg) translateY({self.rng.uniform(-0.05, 0.05):.2f}em);font-size:{self.rng.uniform(94, 108):.0f}%'>{htmllib.escape(c) if c != ' ' else '&nbsp;'}</span>"
            for c in text
        )
        return f"<span class=h style='color:rgb{rgb}'>{chars}</span>"

    # Word
    def word(self, margins=(25, 22, 25, 22), font=None, points=12, landscape=False, paper=(210, 297)):
        self.doc = docx.Document()
        self.font, self.points = font or self.rng.choice(SONG), points
        section = self.doc.sections[0]
        w, h = paper[::-1] if landscape else paper
        section.page_width, section.page_height = Mm(w), Mm(h)
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (Mm(m) for m in margins)
        return self

    def para(self, text="", align="left", size=None, bold=False, indent=0, after=6, before=0, font=None, spacing=None, line=None, cell=None, rgb=None):
        p = cell.paragraphs[0] if cell is not None and not cell.paragraphs[0].runs else (cell or self.doc).add_paragraph()
        p.alignment = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "both": WD_ALIGN_PARAGRAPH.JUSTIFY}[align]
        p.paragraph_format.space_after, p.paragraph_format.space_before = Pt(after), Pt(before)
        p.paragraph_format.first_line_indent = Pt(indent * (size or self.points))
        if line:
            p.paragraph_format.line_spacing = line
        last = 0
        for match in MARK.finditer(text):
            self._run(p, text[last : match.start()], size, bold, font, spacing, 0, "", rgb)
            self._run(p, match[3], size, bold, font, None, int(match[1]), match[2], rgb)
            last = match.end()
        self._run(p, text[last:], size, bold, font, spacing, 0, "", rgb)
        return p

    def _run(self, p, text, size, bold, font, spacing, number, style, rgb):
        if not text:
            return
        pieces = list(text) if style == "h" else [text]
        for piece in pieces:
            under = piece.startswith("__")
            run = p.add_run(piece)
            run.bold = bold
            base = self.pen if style == "h" else rgb or self.ink
            run.font.color.rgb = RGBColor(*colour(base, number))
            points = (size or self.points) * (self.rng.uniform(1.08, 1.2) if style == "h" else 1)
            run.font.size = Pt(round(points * 2) / 2)
            name = self.hand if style == "h" else font or self.font
            run.font.name = name
            r = run._element.get_or_add_rPr()
            r.get_or_add_rFonts().set(qn("w:eastAsia"), name)
            if style in ("u", "h"):
                run.underline = style == "u" or under
            if style == "h":
                position = OxmlElement("w:position")
                position.set(qn("w:val"), str(self.rng.choice([-1, 0, 0, 1])))
                r.append(position)
            if spacing:
                s = OxmlElement("w:spacing")
                s.set(qn("w:val"), str(int(spacing * 20)))
                r.append(s)

    def table(self, rows, widths, size=None, merges=(), align="center", height=None, grid=True, shade=None, font=None, aligns=None):
        t = self.doc.add_table(len(rows), len(widths))
        t.alignment = WD_TABLE_ALIGNMENT.CENTER
        if grid:
            t.style = "Table Grid"
        t.autofit = False
        for j, width in enumerate(widths):
            t.columns[j].width = Mm(width)
        for r, c, r2, c2 in merges:
            t.cell(r, c).merge(t.cell(r2, c2))
        for i, row in enumerate(rows):
            if height:
                t.rows[i].height = Mm(height)
            for j, text in enumerate(row):
                t.rows[i].cells[j].width = Mm(widths[j])
                if text is None:
                    continue
                cell = t.cell(i, j)
                cell.vertical_alignment = 1
                self.para(text, aligns[j] if aligns else align, size, after=1, before=1, cell=cell, font=font)
                if shade and j in shade:
                    fill = OxmlElement("w:shd")
                    fill.set(qn("w:val"), "clear")
                    fill.set(qn("w:fill"), shade[j])
                    cell._element.get_or_add_tcPr().append(fill)
        return t

    def rule(self, rgb="C00000"):
        """A line across the page, as below a letterhead."""
        p = self.doc.add_paragraph()
        border = OxmlElement("w:pBdr")
        bottom = OxmlElement("w:bottom")
        for key, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", rgb)):
            bottom.set(qn(f"w:{key}"), value)
        border.append(bottom)
        p._element.get_or_add_pPr().append(border)
        p.paragraph_format.space_after = Pt(8)

    def picture(self, data: bytes, width: float, align="right"):
        p = self.doc.add_paragraph()
        p.alignment = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER}[align]
        p.add_run().add_picture(io.BytesIO(data), width=Mm(width))


def qr_uri(text: str) -> str:
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=1)


def qr_png(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=1)
    return out.getvalue()


def spread(text: str, gap="　") -> str:
    return gap.join(text)


def chinese_date(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
