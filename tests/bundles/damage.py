"""What happens to a page between the printer and the file; every warp can carry points along.

A shot holds a picture and a list of functions, each taking points (N, 2) through one step.
"""

import io
import random

import albumentations as A
import cv2
import numpy as np
import pypdfium2
from PIL import Image
from skimage.filters import threshold_sauvola
from skimage.util import random_noise


class Shot:
    def __init__(self, image, dpi):
        self.image, self.dpi, self.steps = image, dpi, [lambda p: p * dpi / 72]

    def carry(self, points) -> np.ndarray:
        p = np.array(points, float)
        for step in self.steps:
            p = step(p)
        return p


def raster(pdf: bytes, dpi: float) -> Shot:
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=dpi / 72).to_numpy()[:, :, :3]
    document.close()
    return Shot(np.ascontiguousarray(image), dpi)


def _affine(shot, matrix, size, border):
    shot.image = cv2.warpPerspective(shot.image, matrix, size, flags=cv2.INTER_CUBIC if max(size) < 3200 else cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=border)
    shot.steps.append(lambda p, m=matrix: cv2.perspectiveTransform(p.reshape(-1, 1, 2), m).reshape(-1, 2))


def _skew(shot, degrees, border):
    h, w = shot.image.shape[:2]
    m = np.vstack([cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1), [0, 0, 1]])
    _affine(shot, m, (w, h), border)


def _bend(shot, rows, columns):
    """Moves each column down by rows(x) and each row sideways by columns(y), in fractions of the height and width."""
    h, w = shot.image.shape[:2]
    dy = lambda x: rows(np.asarray(x, float) / w) * h
    dx = lambda y: columns(np.asarray(y, float) / h) * w
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    # Target (X, Y) = (x + dx(Y), y + dy(x)): from the target, x = X - dx(Y), y = Y - dy(x).
    sx = xs - dx(np.arange(h))[:, None]
    sy = ys - dy(sx)
    shot.image = cv2.remap(shot.image, sx.astype(np.float32), sy.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def step(p):
        y = p[:, 1] + dy(p[:, 0])
        return np.stack([p[:, 0] + dx(y), y], 1)

    shot.steps.append(step)


def _scale(shot, factor):
    h, w = shot.image.shape[:2]
    size = (round(w * factor), round(h * factor))
    shot.image = cv2.resize(shot.image, size, interpolation=cv2.INTER_AREA)
    shot.dpi *= factor
    shot.steps.append(lambda p, sx=size[0] / w, sy=size[1] / h: p * [sx, sy])


def turn(shot, quarter: int):
    """Turn by quarters, clockwise."""
    for _ in range(quarter % 4):
        h = shot.image.shape[0]
        shot.image = cv2.rotate(shot.image, cv2.ROTATE_90_CLOCKWISE)
        shot.steps.append(lambda p, h=h: np.stack([h - 1 - p[:, 1], p[:, 0]], 1))


def _smooth(rng, size, cells=4):
    """A field of slow changes between 0 and 1."""
    small = np.array([[rng.random() for _ in range(cells)] for _ in range(cells)], np.float32)
    return np.clip(cv2.resize(small, (size[1], size[0]), interpolation=cv2.INTER_CUBIC), 0, 1)


def _noise(image, rng, amount):
    noisy = random_noise(image, "gaussian", rng=rng.randrange(2**31), var=amount)
    return (noisy * 255).astype(np.uint8)


def _pixels(rng, steps):
    return A.Compose(steps, seed=rng.randrange(2**31))


def worn(shot, rng, toner):
    """What a page has been through before: weak toner in bands, folds."""
    h, w = shot.image.shape[:2]
    if toner and rng.random() < 0.3:
        weak = 1 - (1 - rng.uniform(0.5, 0.85)) * _smooth(rng, (h, w), rng.choice([2, 3, 6]))
        shot.image = (255 - (255 - shot.image.astype(np.float32)) * weak[:, :, None]).astype(np.uint8)
    if rng.random() < 0.3:
        light = np.ones((h, w), np.float32)
        for share in rng.choice([[0.5], [0.33, 0.66], [0.5]]):
            at, width = int(h * (share + rng.uniform(-0.01, 0.01))), rng.randrange(2, 6)
            light[at : at + width] *= rng.uniform(0.8, 0.92)
            light[at + width : at + 3 * width] *= 1.04
        if rng.random() < 0.4:
            at = int(w * rng.uniform(0.48, 0.52))
            light[:, at : at + 3] *= 0.87
        shot.image = np.clip(shot.image * cv2.GaussianBlur(light, (0, 0), 1.5)[:, :, None], 0, 255).astype(np.uint8)


def scan(shot, rng, look, back=None):
    """Flatbed or feeder: skew, tone, print of the back, lid shadow, noise."""
    device = random.Random(look)
    blue, red = device.uniform(0.87, 1), device.uniform(0.95, 1)
    paper = np.array([blue, (blue + red) / 2, red]) * device.uniform(0.95, 1.02)
    border = device.choice([(255, 255, 255), (238, 238, 238), (50, 50, 50)])
    if back is not None:
        ghost = cv2.GaussianBlur(cv2.flip(cv2.resize(back, shot.image.shape[1::-1]), 1), (0, 0), 3)
        shot.image = (shot.image.astype(np.float32) * (1 - rng.uniform(0.05, 0.13) * (1 - ghost / 255.0))).astype(np.uint8)
    if rng.random() < 0.5:
        shot.image = _pixels(rng, [A.GaussianBlur(blur_limit=(3, 3), p=1)])(image=shot.image)["image"]
    shot.image = np.clip(shot.image * paper, 0, 255).astype(np.uint8)
    _skew(shot, rng.gauss(0, 0.8), border)
    if rng.random() < 0.45:
        h, w = shot.image.shape[:2]
        edge = np.ones(w, np.float32)
        width = int(w * rng.uniform(0.03, 0.1))
        edge[:width] = np.linspace(rng.uniform(0.45, 0.8), 1, width)
        if rng.random() < 0.5:
            edge = edge[::-1]
        shot.image = (shot.image * edge[None, :, None]).astype(np.uint8)
    shot.image = _noise(shot.image, rng, rng.choice([0.0002, 0.0006, 0.0012]))
    roll = rng.random()
    if roll < 0.2:
        # Sent through a messenger: smaller, and pressed hard.
        _scale(shot, min(1, rng.uniform(1750, 2150) / max(shot.image.shape)))
        return shot, rng.randrange(32, 55)
    if roll < 0.4:
        _scale(shot, rng.uniform(0.78, 0.95))
    return shot, rng.randrange(48, 90)


def photocopy(shot, rng, look):
    """A copier's page, scanned: grey or black and white, streaks, specks."""
    grey = cv2.cvtColor(shot.image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    if rng.random() < 0.5:
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.5, 0.8))
    low, high = rng.uniform(10, 75), rng.uniform(205, 250)
    grey = low + grey / 255 * (high - low)
    h, w = grey.shape
    for _ in range(rng.randrange(0, 4)):
        x, width = rng.randrange(w), rng.randrange(1, 4)
        grey[:, x : x + width] += rng.uniform(-45, 40)
    if rng.random() < 0.5:
        grey -= (1 - _smooth(rng, grey.shape)) * rng.uniform(10, 35)
    shot.image = cv2.cvtColor(np.clip(grey, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)
    _skew(shot, rng.gauss(0, 0.9), (high,) * 3)
    grey = cv2.cvtColor(shot.image, cv2.COLOR_BGR2GRAY)
    mono = random.Random(look).random() < 0.4
    again = rng.random() < 0.35
    if again and not mono:
        # A copy of a copy.
        grey = cv2.GaussianBlur(grey, (0, 0), 0.9)
        grey = np.clip((grey.astype(np.float32) - 128) * rng.uniform(1.2, 1.6) + 128 + rng.uniform(10, 35), 0, 255)
        grey = _noise(grey.astype(np.uint8), rng, 0.002)
    if mono:
        # The darkest neighbour keeps thin strokes whole; a copy of a copy fattens them.
        kernel = np.ones((3, 3) if again and shot.dpi >= 240 else (2, 2), np.uint8)
        grey = _noise(cv2.erode(grey, kernel), rng, 0.0003)
        # Seals come out stippled, as a copier screens what is half dark; the print under them stays.
        half = (grey.astype(np.float32) - low) / (high - low) > 0.45
        dots = np.random.default_rng(rng.randrange(2**31)).random((h // 2 + 1, w // 2 + 1)) < rng.uniform(0.5, 0.7)
        dots = np.repeat(np.repeat(dots, 2, 0), 2, 1)[:h, :w]
        dark = (grey <= threshold_sauvola(grey, 61, 0.1)) & (~half | dots)
        grey = np.where(dark, 0, 255).astype(np.uint8)
    for _ in range(rng.randrange(20, 260)):
        cv2.circle(grey, (rng.randrange(w), rng.randrange(h)), rng.choice([0, 0, 1, 1, 2]), rng.randrange(0, 60), -1)
    if rng.random() < 0.3:
        grey[:, : rng.randrange(8, 40)] = rng.randrange(0, 70)
    shot.image = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    return shot, rng.randrange(60, 92), mono


def _desk(rng, h, w):
    base = np.array(rng.choice([(70, 98, 130), (52, 60, 66), (150, 165, 172), (40, 62, 88), (120, 120, 112), (190, 196, 200)]), np.float32)
    grain = cv2.resize(np.random.default_rng(rng.randrange(2**31)).normal(0, 9, (h // 8, w // 120 + 1)).astype(np.float32), (w, h))
    return np.clip(base + grain[:, :, None] + (_smooth(rng, (h, w)) * 30)[:, :, None], 0, 255).astype(np.uint8)


def photo(shot, rng, look):
    """A telephone over a desk: bent paper, perspective, shadow, cast, blur."""
    h, w = shot.image.shape[:2]
    margin = int(0.04 * max(h, w))
    shot.image = cv2.copyMakeBorder(shot.image, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(0, 0, 0))
    mask = np.zeros(shot.image.shape[:2], np.uint8)
    mask[margin : margin + h, margin : margin + w] = 255
    shot.steps.append(lambda p: p + margin)
    a, b, f, g = rng.uniform(-0.012, 0.012), rng.uniform(-0.006, 0.006), rng.uniform(0, 6), rng.uniform(0.6, 1.6)
    c, d = rng.uniform(-0.007, 0.007), rng.uniform(0, 6)
    covered = Shot(cv2.cvtColor(mask, cv2.COLOR_GRAY2BGR), 0)
    rows = lambda x: a * np.sin(f + g * np.pi * x) + b * x * x
    columns = lambda y: c * np.sin(d + 2.2 * y)
    for s in (shot, covered):
        _bend(s, rows, columns)
    h, w = shot.image.shape[:2]
    W, H = int(w * 1.1), int(h * 1.08)
    jitter = lambda: (rng.uniform(-0.042, 0.042) * w, rng.uniform(-0.034, 0.034) * h)
    corners = np.float32([(0, 0), (w, 0), (w, h), (0, h)])
    angle = np.radians(rng.gauss(0, 2.2))
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    target = np.float32([((p - [w / 2, h / 2]) @ spin.T) * 0.985 + [W / 2, H / 2] + jitter() for p in corners])
    m = cv2.getPerspectiveTransform(corners, target)
    for s in (shot, covered):
        _affine(s, m, (W, H), (0, 0, 0))
    cover = cv2.GaussianBlur(covered.image, (0, 0), 1.2).astype(np.float32) / 255
    shade = cv2.GaussianBlur(np.roll(covered.image, (14, 10), (0, 1)), (0, 0), 16).astype(np.float32) / 255
    image = shot.image * cover + _desk(random.Random(look), H, W) * (1 - 0.5 * shade) * (1 - cover)
    light = 0.74 + 0.36 * _smooth(rng, (H, W), 3)
    if rng.random() < 0.5:
        # The shadow of a hand or of the telephone.
        shadow = np.ones((H, W), np.float32)
        points = np.array([(rng.uniform(-0.2, 1.2) * W, rng.uniform(-0.2, 1.2) * H) for _ in range(4)], np.int32)
        cv2.fillConvexPoly(shadow, cv2.convexHull(points), rng.uniform(0.6, 0.8))
        light *= cv2.GaussianBlur(shadow, (0, 0), rng.uniform(25, 70))
    # Bent paper is darker where it turns away.
    light *= 1 - 6 * abs(a) * (0.5 + 0.5 * np.cos(f + g * np.pi * np.linspace(0, 1, W, dtype=np.float32)))[None, :]
    cast = np.array(random.Random(look).choice([(0.88, 0.96, 1.0), (1.0, 0.98, 0.93), (0.94, 1.0, 0.98), (0.8, 0.92, 1.0), (1, 1, 1)]))
    shot.image = np.clip(image * light[:, :, None] * cast, 0, 255).astype(np.uint8)
    steps = [A.ISONoise(color_shift=(0.01, 0.03), intensity=(0.06, 0.2), p=0.7)]
    steps.append(rng.choice([A.MotionBlur(blur_limit=(3, 7), p=0.7), A.GaussianBlur(sigma_limit=(0.6, 1.5), p=0.9), A.Sharpen(alpha=(0.1, 0.3), p=0.7)]))
    shot.image = _pixels(rng, steps)(image=shot.image)["image"]
    if rng.random() < 0.4:
        _scale(shot, min(1, rng.uniform(1900, 2500) / max(shot.image.shape)))
    return shot, rng.randrange(40, 88)


def jpeg(image, quality: int, dpi: float, exif: int = 0) -> bytes:
    out = io.BytesIO()
    picture = Image.fromarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
    more = {}
    if exif:
        tags = Image.Exif()
        tags[0x0112] = exif
        more["exif"] = tags.tobytes()
    picture.save(out, "JPEG", quality=quality, dpi=(round(dpi), round(dpi)), **more)
    return out.getvalue()


def png(image, dpi: float, mono=False) -> bytes:
    out = io.BytesIO()
    picture = Image.fromarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
    if mono:
        picture = picture.convert("1")
    picture.save(out, "PNG", dpi=(round(dpi), round(dpi)))
    return out.getvalue()
