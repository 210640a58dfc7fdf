"""What happens between the paper and the file: flatbed, stamps, photocopier, telephone camera (numpy and OpenCV)."""

import io
import time

import cv2
import numpy as np
from PIL import Image

from seals import Seal


def decode(png: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)


def smooth_noise(rng: np.random.Generator, shape: tuple, grain: float) -> np.ndarray:
    """A field between 0 and 1 whose spots are about `grain` pixels wide."""
    h, w = shape[:2]
    small = rng.random((max(2, int(h / grain) + 2), max(2, int(w / grain) + 2))).astype(np.float32)
    return cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC).clip(0, 1)


def blur(image: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(image, (0, 0), sigma) if sigma > 0.15 else image


def grain(rng: np.random.Generator, image: np.ndarray, sigma: float) -> np.ndarray:
    return image + rng.normal(0, sigma, image.shape).astype(np.float32)


def to_bytes(image: np.ndarray) -> np.ndarray:
    return image.clip(0, 255).astype(np.uint8)


def press(rng: np.random.Generator, page: np.ndarray, seal: Seal, x_mm: float, y_mm: float, ppi: float, strength: float) -> np.ndarray:
    """Stamp a seal with its centre at a place: ink multiplies with what is below, and is uneven."""
    ink = cv2.imdecode(np.frombuffer(seal.png(ppi), np.uint8), cv2.IMREAD_UNCHANGED)
    cover = ink[:, :, 3].astype(np.float32) / 255
    worn = 0.62 + 0.38 * smooth_noise(rng, cover.shape, 5)
    uneven = 0.55 + 0.6 * smooth_noise(rng, cover.shape, cover.shape[0] / 3)
    cover = blur(cover, 0.6) * np.minimum(1, worn * uneven) * strength
    h, w = cover.shape
    left, top = int(x_mm / 25.4 * ppi - w / 2), int(y_mm / 25.4 * ppi - h / 2)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(page.shape[1], left + w), min(page.shape[0], top + h)
    if x1 <= x0 or y1 <= y0:
        return page
    part = cover[y0 - top : y1 - top, x0 - left : x1 - left, None]
    colour = np.array(seal.ink[::-1], np.float32) / 255
    page[y0:y1, x0:x1] = to_bytes(page[y0:y1, x0:x1].astype(np.float32) * (1 - part * (1 - colour)))
    return page


def skew(image: np.ndarray, degrees: float, border: tuple, shift: float = 0) -> np.ndarray:
    h, w = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1.0)
    matrix[:, 2] += shift
    return cv2.warpAffine(image, matrix, (w, h), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=border)


def scan(rng: np.random.Generator, page: np.ndarray) -> np.ndarray:
    """A flatbed or a feeder: paper tone, print of the back, lid shadow, a little skew."""
    image = page.astype(np.float32)
    h, w = image.shape[:2]
    if rng.random() < 0.45:
        back = blur(cv2.flip(page, 1), 3.0).astype(np.float32)
        image -= (255 - np.roll(back, int(rng.integers(-h // 6, h // 6)), axis=0)) * rng.uniform(0.03, 0.09)
    tone = 1 - rng.uniform(0.01, 0.05) * smooth_noise(rng, image.shape, w / 3)[:, :, None]
    tint = np.array([rng.uniform(0.93, 1.0), rng.uniform(0.97, 1.0), 1.0], np.float32)
    image = image * tone * tint
    if rng.random() < 0.4:
        depth = np.exp(-np.arange(w) / (w * 0.03))[None, :, None] * rng.uniform(20, 70)
        image -= depth if rng.random() < 0.5 else depth[:, ::-1]
    image = skew(image, rng.normal(0, 0.7), (236, 240, 241), rng.normal(0, 5))
    if rng.random() < 0.25:
        # A speck on a feeder's glass draws a line down the page.
        x = int(rng.integers(w // 12, w - w // 12))
        image[:, x : x + 2] -= rng.uniform(10, 45)
    return to_bytes(grain(rng, blur(image, rng.uniform(0.3, 0.9)), rng.uniform(1.5, 4.5)))


def photocopy(rng: np.random.Generator, page: np.ndarray, hard: bool) -> np.ndarray:
    """A copier: no colours, lost contrast or (`hard`) black and white alone, toner where none belongs."""
    h, w = page.shape[:2]
    # A copier's lamp is greenish, so red ink comes out dark; on some machines it is grey. Where only black
    # and white are left, a seal must not be lost altogether.
    weights = np.array([[0.2, 0.6, 0.2], [0.2, 0.7, 0.1], [0.1, 0.35, 0.55]][int(rng.integers(2 if hard else 3))], np.float32)
    grey = page.astype(np.float32) @ weights
    grey = blur(skew(grey, rng.normal(0, 0.8), (255,), rng.normal(0, 6)), rng.uniform(0.5, 1.1))
    density = 1 + rng.normal(0, 0.05) + 0.12 * (smooth_noise(rng, grey.shape, h / 4) - 0.5)
    if hard:
        copy = _black_and_white(rng, grey * density)
    else:
        copy = 255 / (1 + np.exp(-(grey * density - rng.uniform(134, 160)) / rng.uniform(24, 38)))
        copy = copy * rng.uniform(0.86, 1.0) + rng.uniform(0, 18)
        copy = grain(rng, copy, rng.uniform(3, 8))
    return _toner(rng, to_bytes(copy), w, h)


def _black_and_white(rng: np.random.Generator, grey: np.ndarray) -> np.ndarray:
    rough = grain(rng, grey, rng.uniform(6, 14)) + 18 * (smooth_noise(rng, grey.shape, 3) - 0.5)
    copy = np.where(rough > rng.uniform(158, 188), 255, 0).astype(np.float32)
    return blur(copy, rng.uniform(0.3, 0.6))


def _toner(rng: np.random.Generator, copy: np.ndarray, w: int, h: int) -> np.ndarray:
    for _ in range(int(rng.integers(60, 420))):
        cv2.circle(copy, (int(rng.integers(w)), int(rng.integers(h))), int(rng.choice([0, 1, 1, 1, 2])), int(rng.integers(0, 110)), -1)
    if rng.random() < 0.3:
        side = int(rng.integers(8, 40))
        edge = smooth_noise(rng, (h, 1), 120)[:, 0] * side
        copy[np.arange(w)[None, :] < edge[:, None]] = 25
    if rng.random() < 0.3:
        x = int(rng.integers(w // 10, w - w // 10))
        copy[:, x : x + 2] = (copy[:, x : x + 2] * 0.6).astype(np.uint8)
    return copy


def desk(rng: np.random.Generator, h: int, w: int) -> np.ndarray:
    """A table top: wood, cloth or plain."""
    base = np.array([[70, 105, 150], [120, 120, 122], [60, 62, 66], [168, 186, 198], [88, 74, 62]][int(rng.integers(5))], np.float32)
    ground = np.ones((h, w, 3), np.float32) * base
    stripes = cv2.resize(rng.random((int(h / 30) + 2, 3)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    return ground * (0.8 + 0.3 * stripes[:, :, None]) * (0.9 + 0.2 * smooth_noise(rng, (h, w), 40)[:, :, None])


def bend(rng: np.random.Generator, page: np.ndarray) -> np.ndarray:
    """Paper that does not lie quite flat."""
    h, w = page.shape[:2]
    x, y = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    lift = rng.uniform(0, 0.006) * h
    y = y + lift * np.sin(np.pi * x / w * rng.uniform(0.8, 1.6) + rng.uniform(0, 3))
    return cv2.remap(page, x, y.astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def photo(rng: np.random.Generator, page: np.ndarray) -> np.ndarray:
    """A telephone held over a desk."""
    page = bend(rng, page)
    h, w = page.shape[:2]
    frame_w, frame_h = int(w * rng.uniform(1.08, 1.3)), int(h * rng.uniform(1.06, 1.22))
    dx, dy = (frame_w - w) / 2, (frame_h - h) / 2
    corners = np.array([[dx, dy], [dx + w, dy], [dx + w, dy + h], [dx, dy + h]], np.float32)
    wobble = np.array([min(dx, w * 0.05), min(dy, h * 0.05)], np.float32) * 0.8
    target = corners + rng.uniform(-1, 1, (4, 2)).astype(np.float32) * wobble
    target = _turned(target, rng.normal(0, 1.3), (frame_w / 2, frame_h / 2))
    matrix = cv2.getPerspectiveTransform(np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32), target)
    sheet = cv2.warpPerspective(page.astype(np.float32), matrix, (frame_w, frame_h), flags=cv2.INTER_CUBIC)
    mask = blur(cv2.warpPerspective(np.ones((h, w), np.float32), matrix, (frame_w, frame_h)), 1.0)[:, :, None]
    drop = 1 - 0.35 * blur(np.roll(mask[:, :, 0], (14, 10), axis=(0, 1)), 12)[:, :, None] * (1 - mask)
    image = sheet * mask + desk(rng, frame_h, frame_w) * drop * (1 - mask)
    return _lens(rng, _light(rng, image))


def _turned(points: np.ndarray, degrees: float, centre: tuple) -> np.ndarray:
    matrix = cv2.getRotationMatrix2D(centre, degrees, 1.0).astype(np.float32)
    return (np.hstack([points, np.ones((4, 1), np.float32)]) @ matrix.T).astype(np.float32)


def _light(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    h, w = image.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    slope = ((x / w - 0.5) * np.cos(angle) + (y / h - 0.5) * np.sin(angle)) * rng.uniform(0.1, 0.4)
    light = 0.88 + slope
    if rng.random() < 0.55:
        # The shadow of a hand or of the telephone falls in from an edge.
        distance = (x / w - rng.choice([0.0, 1.0])) ** 2 / rng.uniform(0.08, 0.3) + (y / h - rng.uniform(0.2, 1.1)) ** 2 / rng.uniform(0.1, 0.5)
        light *= 1 - rng.uniform(0.12, 0.32) * blur((distance < 1).astype(np.float32), w * 0.03)
    warmth = np.array([rng.uniform(0.86, 1.02), rng.uniform(0.96, 1.0), rng.uniform(0.98, 1.04)], np.float32)
    return image * light[:, :, None] * warmth


def _lens(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    image = blur(image, rng.uniform(0.6, 1.25))
    if rng.random() < 0.25:
        length = int(rng.integers(2, 5))
        image = cv2.filter2D(image, -1, np.full((1, length) if rng.random() < 0.5 else (length, 1), 1 / length, np.float32))
    return to_bytes(grain(rng, image, rng.uniform(2, 6)))


def shrunk(image: np.ndarray, longest: int) -> np.ndarray:
    """What a messenger leaves of a picture."""
    scale = longest / max(image.shape[:2])
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image


def jpeg(image: np.ndarray, quality: int, turn: str = "") -> bytes:
    """A JPEG file; `turn` is "" for upright, "tagged" for a sensor on its side with an EXIF tag, "untagged" for lying pixels."""
    picture = Image.fromarray(image if image.ndim == 2 else image[:, :, ::-1])
    exif = Image.Exif()
    if turn:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        if turn == "tagged":
            exif[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def png(image: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(image if image.ndim == 2 else image[:, :, ::-1]).save(out, "PNG", optimize=False)
    return out.getvalue()


def picture_pdf(images: list, ppi: float, quality: int) -> bytes:
    """Pages as pictures in one PDF, with fixed dates so that the same seed gives the same file."""
    pictures = [Image.fromarray(i if i.ndim == 2 else i[:, :, ::-1]) for i in images]
    out, fixed = io.BytesIO(), time.gmtime(1767225600)
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=ppi, quality=quality, creationDate=fixed, modDate=fixed)
    return out.getvalue()
