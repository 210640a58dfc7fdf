"""Red office seals: ring text, a star or a second line, uneven ink."""

import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sheet import Type

# Stamp ink is rarely pure red: it dries darker, browner or pinker.
INKS = [(196, 32, 38), (176, 26, 44), (158, 30, 34), (205, 52, 48), (186, 24, 70), (150, 22, 40), (212, 60, 66)]


def seal(type_: Type, rng: random.Random, ring: str, below="", *, oval=False, pixels=520, wear=None, ink=None) -> Image.Image:
    """A seal of `pixels` size with `ring` text around the rim and `below` across its lower half."""
    color = ink or rng.choice(INKS)
    wear = rng.uniform(0.1, 0.6) if wear is None else wear
    height = round(pixels * 0.7) if oval else pixels
    layer = Image.new("RGBA", (pixels, height), (*color, 0))
    draw = ImageDraw.Draw(layer)
    rim = max(5, pixels // 40)
    draw.ellipse((rim, rim, pixels - rim, height - rim), outline=(*color, 255), width=rim)
    if rng.random() < 0.35:
        draw.ellipse((rim * 2.4, rim * 2.4, pixels - rim * 2.4, height - rim * 2.4), outline=(*color, 255), width=max(1, rim // 4))
    letter(layer, type_, rng, ring, color, pixels / 2, height / 2, rim)
    middle = height / 2
    if not oval or rng.random() < 0.3:
        star(draw, pixels / 2, middle - (0 if not oval else height * 0.05), pixels * (0.15 if not oval else 0.07), color)
    if below:
        size = min(round(pixels * 0.095), round(pixels * 0.62 / len(below)))
        draw.text((pixels / 2, middle + height * 0.27), below, font=type_.roles["song"].sized(size), fill=(*color, 255), anchor="mm", stroke_width=1, stroke_fill=(*color, 255))
    if rng.random() < 0.3:
        serial = f"31{rng.randrange(10**11):011d}"
        for k, digit in enumerate(serial):
            turn = math.radians(118 - k * 56 / len(serial))
            place(layer, digit, type_.roles["hei"].sized(pixels // 26), color, pixels / 2, height / 2, turn, pixels / 2 - rim * 2.8, height / 2 - rim * 2.8, flip=True)
    layer = worn(layer, rng, wear)
    return layer.rotate(rng.gauss(0, 7), resample=Image.BICUBIC, expand=True)


def letter(layer, type_, rng, ring, color, cx, cy, rim):
    """The ring text, evenly along the upper arc; long names get smaller letters and a longer arc."""
    count = len(ring)
    span = math.radians(min(290, 130 + count * 13))
    size = round(min(cx * 0.30, (cx - rim * 3) * span / count * 0.86))
    font = type_.roles[rng.choice(["song", "hei", "song_bold"])].sized(size)
    rx, ry = cx - rim * 1.8 - size * 0.55, cy - rim * 1.8 - size * 0.55
    for k, char in enumerate(ring):
        turn = -math.pi / 2 - span / 2 + span * (k + 0.5) / count
        place(layer, char, font, color, cx, cy, turn, rx, ry)


def place(layer, char, font, color, cx, cy, turn, rx, ry, flip=False):
    size = font.size
    glyph = Image.new("L", (size * 2, size * 2), 0)
    ImageDraw.Draw(glyph).text((size, size), char, font=font, fill=255, anchor="mm", stroke_width=max(1, size // 40))
    glyph = glyph.rotate(-math.degrees(turn) - 90 + (180 if flip else 0), resample=Image.BICUBIC)
    x, y = round(cx + rx * math.cos(turn) - size), round(cy + ry * math.sin(turn) - size)
    layer.paste((*color, 255), (x, y), glyph)


def star(draw, cx, cy, radius, color):
    points = []
    for k in range(10):
        r = radius if k % 2 == 0 else radius * 0.382
        points.append((cx + r * math.sin(k * math.pi / 5), cy - r * math.cos(k * math.pi / 5)))
    draw.polygon(points, fill=(*color, 255))


def worn(layer: Image.Image, rng: random.Random, wear: float) -> Image.Image:
    """Uneven ink: cloudy strength, missing specks, one side pressed more lightly, soft edges."""
    noise = np.random.default_rng(rng.randrange(2**32))
    alpha = np.asarray(layer.getchannel("A"), np.float32) / 255
    h, w = alpha.shape
    cloud = np.asarray(Image.fromarray((noise.random((9, 9)) * 255).astype(np.uint8)).resize((w, h), Image.BICUBIC), np.float32) / 255
    fine = np.asarray(Image.fromarray((noise.random((h // 3 + 1, w // 3 + 1)) * 255).astype(np.uint8)).resize((w, h), Image.BILINEAR), np.float32) / 255
    turn = rng.uniform(0, 2 * math.pi)
    yy, xx = np.mgrid[0:h, 0:w]
    slope = ((xx / w - 0.5) * math.cos(turn) + (yy / h - 0.5) * math.sin(turn)) * wear
    strength = np.clip(0.95 - wear * 0.45 * cloud - slope * 0.6, 0.25, 0.97)
    strength *= np.where(fine < wear * 0.28, 0.25, 1.0)
    out = layer.copy()
    out.putalpha(Image.fromarray((alpha * strength * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8)))
    return out


def box_seal(type_: Type, rng: random.Random, text: str, columns=2, pixels=220) -> Image.Image:
    """A square seal, such as a person's or an office's 校对 stamp."""
    color = rng.choice(INKS)
    layer = Image.new("RGBA", (pixels, pixels), (*color, 0))
    draw = ImageDraw.Draw(layer)
    draw.rectangle((6, 6, pixels - 7, pixels - 7), outline=(*color, 255), width=8)
    rows = math.ceil(len(text) / columns)
    cell = (pixels - 32) / max(rows, columns)
    for k, char in enumerate(text):
        column, row = columns - 1 - k // rows, k % rows
        draw.text((16 + (column + 0.5) * (pixels - 32) / columns, 16 + (row + 0.5) * (pixels - 32) / rows), char,
                  font=type_.roles["song"].sized(round(cell * 0.92)), fill=(*color, 255), anchor="mm")
    return worn(layer, rng, rng.uniform(0.1, 0.4))
