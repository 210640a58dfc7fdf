"""A page as a list of drawing operations in millimetres, rendered to pixels or to a vector PDF.

The origin is the top left corner; text positions are baselines.
"""

import random
import subprocess
import sys
from functools import lru_cache

import numpy as np
import qrcode
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image, ImageDraw, ImageFont

MM_PER_POINT = 25.4 / 72
BLACK = (28, 28, 30)
# The faces of each role in order of preference: fontconfig family and style. The Noto faces have
# CFF outlines, which reportlab cannot embed, so a page that uses one is never a vector PDF.
ROLES = {
    "song": [("AR PL SungtiL GB", ""), ("AR PL UMing CN", ""), ("Noto Serif CJK SC", "Regular"), ("Noto Serif CJK SC", "Medium")],
    "song_bold": [("Noto Serif CJK SC", "Bold")],
    "hei": [("WenQuanYi Zen Hei", ""), ("WenQuanYi Micro Hei", ""), ("Noto Sans CJK SC", "Regular"), ("Noto Sans CJK SC", "Medium")],
    "hei_bold": [("Noto Sans CJK SC", "Bold")],
    "kai": [("AR PL UKai CN", ""), ("AR PL KaitiM GB", ""), ("LXGW WenKai", "Regular")],
    "fang": [("Noto Serif CJK SC", "Light"), ("AR PL UMing CN", ""), ("Noto Serif CJK SC", "Regular")],
    "hand": [("LXGW WenKai", "Light"), ("AR PL KaitiM GB", ""), ("AR PL UKai CN", "")],
    "mono": [("WenQuanYi Zen Hei Mono", ""), ("Noto Sans Mono CJK SC", "Regular")],
}


class Face:
    """One installed face: its file, its index in a collection and the characters it has."""

    def __init__(self, path: str, index: int):
        self.path, self.index = path, index
        font = TTCollection(path, lazy=True).fonts[index] if path.endswith(".ttc") else TTFont(path, lazy=True)
        self.covered = frozenset(font.getBestCmap())
        self.vector = "glyf" in font
        self.name = f"F{abs(hash((path, index))) % 10**9}"

    @lru_cache(maxsize=64)
    def sized(self, pixels: int):
        return ImageFont.truetype(self.path, pixels, index=self.index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1)
def installed() -> dict:
    """Every installed face by (family, style), as fontconfig lists them."""
    listing = subprocess.run(["fc-list", ":lang=zh", "file", "index", "family", "style"], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in listing.splitlines():
        path, _, rest = line.partition(": ")
        parts = dict(p.split("=", 1) for p in rest.split(":") if "=" in p)
        index = int(parts.get("index", "0")) & 0xFFFF
        for family in rest.split(":")[0].split(","):
            found.setdefault((family.strip(), parts.get("style", "").split(",")[0]), (path.strip(), index))
            found.setdefault((family.strip(), ""), (path.strip(), index))
    return found


@lru_cache(maxsize=None)
def faces(role: str) -> tuple:
    known = installed()
    present = [known[key] for key in ROLES[role] if key in known]
    if not present:
        substitute = next((key for key in known if "CJK SC" in key[0]), None) or next(iter(known), None)
        if substitute is None:
            sys.exit("no Chinese font found: install fonts-noto-cjk (Debian) and run again")
        print(f"no face for the role {role}; using {substitute[0]}. More faces: fonts-arphic-*, fonts-wqy-*, fonts-lxgw-wenkai", file=sys.stderr)
        present = [known[substitute]]
    return tuple(face(*p) for p in present)


@lru_cache(maxsize=None)
def face(path: str, index: int) -> Face:
    return Face(path, index)


class Type:
    """The faces one office uses: one for each role."""

    def __init__(self, rng: random.Random, vector=False):
        self.roles = {}
        for role in ROLES:
            choice = [f for f in faces(role) if f.vector] if vector else list(faces(role))
            self.roles[role] = rng.choice(choice or list(faces("hei" if "hei" in role else "song")[:1]))
        self.fallback = [f for role in ("song", "hei") for f in faces(role) if f.vector or not vector]

    def runs(self, text: str, role: str):
        """`text` cut into pieces by the face that has the characters."""
        pieces = []
        for char in text:
            chosen = self.roles[role]
            if ord(char) not in chosen.covered and not char.isspace():
                chosen = next((f for f in self.fallback[::-1] if ord(char) in f.covered), chosen)
            if pieces and pieces[-1][1] is chosen:
                pieces[-1][0] += char
            else:
                pieces.append([char, chosen])
        return pieces


class Sheet:
    def __init__(self, type_: Type, width=210.0, height=297.0, paper=(255, 255, 255)):
        self.type, self.width, self.height, self.paper = type_, width, height, paper
        self.ops, self.marks = [], {}

    # Measuring

    def advance(self, text: str, role: str, size: float, spacing=0.0) -> float:
        total = sum(f.sized(200).getlength(piece) for piece, f in self.type.runs(text, role)) / 200 * size * MM_PER_POINT
        return total + spacing * max(len(text) - 1, 0)

    def wrap(self, text: str, role: str, size: float, width: float, spacing=0.0, first_indent=0.0) -> list:
        """Lines no wider than `width`; digit and letter runs stay whole, closing marks never begin a line."""
        tokens, lines, line, room = [], [], "", width - first_indent
        for char in text:
            joins = tokens and char.isascii() and char.isalnum() and tokens[-1][-1:].isascii() and tokens[-1][-1:].isalnum()
            if joins or (tokens and (char in "，。；：、）》”" or tokens[-1][-1:] in "（《“")):
                tokens[-1] += char
            else:
                tokens.append(char)
        # A token wider than the line, such as a long number in a narrow cell, is broken anywhere.
        tokens = [part for token in tokens for part in (token if self.advance(token, role, size, spacing) > width else [token])]
        for token in tokens:
            if token == "\n" or (line and self.advance(line + token, role, size, spacing) > room):
                lines.append(line)
                line, room = "" if token == "\n" else token, width
            else:
                line += token
        return lines + [line]

    # Drawing

    def text(self, x, y, text, role="song", size=10.5, color=BLACK, spacing=0.0, align="l", mark=None):
        width = self.advance(text, role, size, spacing)
        x -= {"l": 0, "m": width / 2, "r": width}[align]
        self.ops.append(("text", x, y, text, role, size, color, spacing))
        if mark:
            self.mark(mark, x, y - size * MM_PER_POINT, width, size * MM_PER_POINT * 1.2)
        return width

    def mark(self, name, x, y, w, h):
        """Remember where a value stands, so that a seal can be put over it."""
        self.marks.setdefault(name, (x, y, w, h))

    def vertical(self, cx, y, text, role="song", size=10.5, color=BLACK, pitch=1.25):
        for k, char in enumerate(text):
            self.text(cx, y + (k + 0.85) * size * MM_PER_POINT * pitch, char, role, size, color, align="m")

    def paragraph(self, x, y, width, text, role="song", size=12, leading=1.7, indent=2, color=BLACK, marks=None):
        """Flowing text; gives the baseline below it. `marks` maps a name to the words to remember."""
        em = size * MM_PER_POINT
        for k, line in enumerate(self.wrap(text, role, size, width, first_indent=indent * em)):
            dx = indent * em if k == 0 else 0
            self.text(x + dx, y, line, role, size, color)
            for name, words in (marks or {}).items():
                if words and words[:6] in line:
                    before = self.advance(line[:line.index(words[:6])], role, size)
                    self.mark(name, x + dx + before, y - em, self.advance(words, role, size), em * 1.2)
            y += em * leading
        return y

    def line(self, x0, y0, x1, y1, weight=0.25, color=BLACK, dash=None):
        self.ops.append(("line", x0, y0, x1, y1, weight, color, dash))

    def rect(self, x, y, w, h, weight=0.25, color=BLACK, fill=None):
        self.ops.append(("rect", x, y, w, h, weight, color, fill))

    def image(self, x, y, w, h, picture):
        self.ops.append(("image", x, y, w, h, picture))

    def cell(self, x, y, w, h, text, role="song", size=10.5, align="l", valign="m", border=0.25, color=BLACK,
             rule=None, pad=1.6, spacing=0.0, mark=None, shift=(0.0, 0.0), leading=1.35):
        """A ruled box with wrapped text; `border` 0 draws no rule; `shift` moves the text as overprinting does."""
        if border:
            self.rect(x, y, w, h, border, rule or color)
        em = size * MM_PER_POINT
        lines = self.wrap(text, role, size, w - 2 * pad, spacing) if text else []
        while len(lines) * em * leading > h and size > 6.5:
            size -= 0.5
            em = size * MM_PER_POINT
            lines = self.wrap(text, role, size, w - 2 * pad, spacing)
        block = len(lines) * em * leading
        top = y + {"t": pad, "m": (h - block) / 2, "b": h - block - pad}[valign]
        for k, line in enumerate(lines):
            tx = {"l": x + pad, "m": x + w / 2, "r": x + w - pad}[align]
            self.text(tx + shift[0], top + em * leading * k + em * (0.86 + (leading - 1) / 2) + shift[1], line, role, size, color, spacing, align, mark)

    def qr(self, x, y, size, payload):
        code = qrcode.QRCode(border=1, box_size=6)
        code.add_data(payload)
        self.image(x, y, size, size, code.make_image().convert("RGBA"))

    # Rendering

    def render(self, dpi=200) -> Image.Image:
        k = dpi / 25.4
        page = Image.new("RGB", (round(self.width * k), round(self.height * k)), self.paper)
        draw = ImageDraw.Draw(page)
        for op in self.ops:
            if op[0] == "text":
                self._draw_text(draw, op, k)
            elif op[0] == "line":
                _, x0, y0, x1, y1, weight, color, dash = op
                for a, b, c, d in dashes(x0, y0, x1, y1, dash):
                    draw.line((a * k, b * k, c * k, d * k), fill=color, width=max(1, round(weight * k)))
            elif op[0] == "rect":
                _, x, y, w, h, weight, color, fill = op
                draw.rectangle((x * k, y * k, (x + w) * k, (y + h) * k), outline=color if weight else None, fill=fill, width=max(1, round(weight * k)))
            else:
                _, x, y, w, h, picture = op
                scaled = picture.resize((max(1, round(w * k)), max(1, round(h * k))), Image.LANCZOS)
                multiply(page, scaled, round(x * k), round(y * k))
                draw = ImageDraw.Draw(page)
        return page

    def _draw_text(self, draw, op, k):
        _, x, y, text, role, size, color, spacing = op
        pixels = max(4, round(size * MM_PER_POINT * k))
        for piece, chosen in self.type.runs(text, role):
            font = chosen.sized(pixels)
            for part in (piece if spacing else [piece]):
                draw.text((x * k, y * k), part, font=font, fill=color, anchor="ls")
                x += chosen.sized(200).getlength(part) / 200 * size * MM_PER_POINT + spacing

    def draw_pdf(self, canvas):
        """The same page as vectors with a text layer; needs faces that reportlab can embed."""
        from reportlab.lib.utils import ImageReader
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont as Embedded
        mm, top = 72 / 25.4, self.height * 72 / 25.4
        canvas.setPageSize((self.width * mm, top))
        rgb = lambda c: [v / 255 for v in c]
        canvas.setFillColorRGB(*rgb(self.paper))
        canvas.rect(0, 0, self.width * mm, top, stroke=0, fill=1)
        # Pictures lie below the text: PDF has no multiplying ink here, and a seal must not hide words.
        for op in sorted(self.ops, key=lambda op: op[0] != "image"):
            if op[0] == "text":
                _, x, y, text, role, size, color, spacing = op
                canvas.setFillColorRGB(*rgb(color))
                for piece, chosen in self.type.runs(text, role):
                    if chosen.name not in pdfmetrics.getRegisteredFontNames():
                        pdfmetrics.registerFont(Embedded(chosen.name, chosen.path, subfontIndex=chosen.index))
                    canvas.setFont(chosen.name, size)
                    canvas.drawString(x * mm, top - y * mm, piece, charSpace=spacing * mm)
                    x += self.advance(piece, role, size, spacing) + spacing
            elif op[0] == "line":
                _, x0, y0, x1, y1, weight, color, dash = op
                canvas.setStrokeColorRGB(*rgb(color))
                canvas.setLineWidth(weight * mm)
                canvas.setDash(*([dash * mm, dash * mm],) if dash else ([],))
                canvas.line(x0 * mm, top - y0 * mm, x1 * mm, top - y1 * mm)
                canvas.setDash([])
            elif op[0] == "rect":
                _, x, y, w, h, weight, color, fill = op
                canvas.setStrokeColorRGB(*rgb(color))
                canvas.setLineWidth(weight * mm)
                if fill:
                    canvas.setFillColorRGB(*rgb(fill))
                canvas.rect(x * mm, top - (y + h) * mm, w * mm, h * mm, stroke=int(bool(weight)), fill=int(fill is not None))
            else:
                _, x, y, w, h, picture = op
                canvas.drawImage(ImageReader(picture), x * mm, top - (y + h) * mm, w * mm, h * mm, mask="auto")
        canvas.showPage()

    def vector_ready(self) -> bool:
        return all(f.vector for op in self.ops if op[0] == "text" for _, f in self.type.runs(op[3], op[4]))


def dashes(x0, y0, x1, y1, dash):
    if not dash:
        return [(x0, y0, x1, y1)]
    length = max(abs(x1 - x0), abs(y1 - y0), 1e-6)
    steps = int(length / dash)
    at = lambda t: (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)
    return [(*at(i / steps), *at((i + 1) / steps)) for i in range(0, steps, 2)]


def multiply(page: Image.Image, stamp: Image.Image, x: int, y: int):
    """Lay translucent ink on the page: what is dark below stays dark, as with real stamp ink."""
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + stamp.width, page.width), min(y + stamp.height, page.height)
    if right <= left or bottom <= top:
        return
    ink = np.asarray(stamp.convert("RGBA"), np.float32)[top - y:bottom - y, left - x:right - x]
    below = np.asarray(page.crop((left, top, right, bottom)), np.float32)
    alpha = ink[..., 3:4] / 255
    mixed = below * (1 - alpha) + below * ink[..., :3] / 255 * alpha
    page.paste(Image.fromarray(mixed.clip(0, 255).astype(np.uint8)), (left, top))


def guilloche(width: float, height: float, color, rng: random.Random, density=26, strength=60) -> Image.Image:
    """A background of interlaced fine waves, transparent between the lines."""
    k = 5.0
    w, h = round(width * k), round(height * k)
    layer = Image.new("RGBA", (w, h), (*color, 0))
    draw = ImageDraw.Draw(layer)
    xs = np.linspace(0, w, 260)
    for family in range(2):
        amplitude, cycles = rng.uniform(0.02, 0.06) * h, rng.uniform(2.2, 5.5)
        for i in range(density):
            phase = i * 0.33 + family * 1.7
            ys = (i + 0.5) * h / density + amplitude * np.sin(xs / w * cycles * 6.283 + phase) * np.cos(xs / w * 2.1 + family)
            draw.line(list(zip(xs, ys)), fill=(*color, strength), width=1)
    return layer


def watermark(text: str, type_: Type, color, size=160, angle=28, alpha=38) -> Image.Image:
    font = type_.roles["hei"].sized(size)
    box = font.getbbox(text)
    layer = Image.new("RGBA", (box[2] + 40, box[3] + 40), (*color, 0))
    ImageDraw.Draw(layer).text((20, 20), text, font=font, fill=(*color, alpha))
    return layer.rotate(angle, expand=True, resample=Image.BICUBIC)
