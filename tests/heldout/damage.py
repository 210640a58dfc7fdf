"""What happens to paper before a program sees it: scanner, stamp, photocopier, telephone camera.

Every parameter is drawn for each case. The ranges were chosen by eye so that address and usage
stay legible to a careful person.
"""

import io
import math
import random

import augraphy
import cv2
import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from seals import seal
from sheet import multiply

KINDS = ["clean", "scan", "seal", "photocopy", "photo"]
STAMPS = ["与原件核对一致", "复印件与原件相符", "社区事务受理服务中心收件", "仅供办理居住登记使用", "业务受理专用章", "档案资料查询专用章"]


def write(paper, kind: str, rng: random.Random, folder, stem: str, join=False) -> list:
    """Put the paper into `folder` as files damaged by `kind`; gives (file name, whole paper or page index)."""
    random.seed(rng.randrange(2**31))
    np.random.seed(rng.randrange(2**31))
    cv2.setRNGSeed(rng.randrange(2**31))
    if kind == "clean" and rng.random() < 0.5 and all(s.vector_ready() for s in paper.sheets):
        return [vector_pdf(paper.sheets, folder, stem)]
    pages = [PAGES[kind](sheet, rng) for sheet in paper.sheets]
    turn = rng.choice([90, 180, 270]) if kind in ("scan", "photocopy", "photo") and rng.random() < 0.16 else 0
    pages = [page.rotate(turn, expand=True) for page in pages]
    separate = len(pages) > 1 and paper.main is not None and not join and rng.random() < 0.5
    if separate:
        return [(image_file([page], kind, rng, folder, f"{stem}-{k + 1}"), k) for k, page in enumerate(pages)]
    return [(image_file(pages, kind, rng, folder, stem), None)]


def vector_pdf(sheets, folder, stem):
    canvas = Canvas(str(folder / f"{stem}.pdf"), invariant=1)
    for sheet in sheets:
        sheet.draw_pdf(canvas)
    canvas.save()
    return f"{stem}.pdf", None


def image_file(pages, kind, rng, folder, stem) -> str:
    quality = {"clean": (86, 95), "scan": (42, 80), "seal": (55, 85), "photocopy": (50, 82), "photo": (52, 84)}[kind]
    quality = rng.randint(*quality)
    roll = rng.random()
    if kind == "photocopy" and roll < 0.2 and all(page.mode in ("L", "1") for page in pages):
        bilevel = [page.convert("1") for page in pages]
        bilevel[0].save(folder / f"{stem}.tif", save_all=True, append_images=bilevel[1:], compression="group4", dpi=(200, 200))
        return f"{stem}.tif"
    if len(pages) > 1 or (kind in ("scan", "seal", "photocopy") and roll < 0.5) or roll < 0.12:
        canvas = Canvas(str(folder / f"{stem}.pdf"), invariant=1)
        for page in pages:
            data = io.BytesIO()
            page.convert("L" if page.mode == "1" else page.mode).save(data, "JPEG", quality=quality)
            scale = 595 / min(page.size)
            canvas.setPageSize((page.width * scale, page.height * scale))
            canvas.drawImage(ImageReader(data), 0, 0, page.width * scale, page.height * scale)
            canvas.showPage()
        canvas.save()
        return f"{stem}.pdf"
    if kind == "clean" and roll < 0.6:
        pages[0].save(folder / f"{stem}.png")
        return f"{stem}.png"
    if kind == "photo" and rng.random() < 0.35:
        tag, back = rng.choice([(6, 90), (8, 270), (3, 180)])
        exif = Image.Exif()
        exif[0x0112] = tag
        pages[0].rotate(back, expand=True).save(folder / f"{stem}.jpg", quality=quality, exif=exif)
        return f"{stem}.jpg"
    name = f"{stem}.{rng.choice(['jpg', 'jpg', 'jpeg', 'JPG'])}"
    pages[0].save(folder / name, "JPEG", quality=quality)
    return name


def array(page):
    return np.asarray(page.convert("RGB"), np.uint8).copy()


def tilt(page, degrees, fill):
    return page.rotate(degrees, resample=Image.BICUBIC, expand=False, fillcolor=fill)


def grain(pixels, rng, sigma):
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, sigma, pixels.shape[:2])
    if rng.random() < 0.5:
        noise = cv2.GaussianBlur(noise, (0, 0), 0.8) * 1.5
    return np.clip(pixels + (noise[..., None] if pixels.ndim == 3 else noise), 0, 255).astype(np.uint8)


def tone(pixels, rng, black=(0, 40), white=(228, 255), tint=6):
    """Ink and paper as the scanner's exposure left them."""
    low, high = rng.uniform(*black), rng.uniform(*white)
    out = low + pixels.astype(np.float32) / 255 * (high - low)
    if out.ndim == 3:
        out += np.array([rng.uniform(-tint, tint) for _ in range(3)])
    return np.clip(out, 0, 255).astype(np.uint8)


def folds(pixels, rng):
    """One or two fold lines: a pale crest with a soft shade on one side."""
    out = pixels.astype(np.float32)
    h, w = out.shape[:2]
    for across in rng.choice([[True], [False], [True, False]]):
        size = h if across else w
        at = size * rng.choice([0.5, 0.5, 0.33, 0.66]) + rng.uniform(-0.01, 0.01) * size
        line = np.arange(size) - at
        shade = -rng.uniform(8, 22) * np.exp(-np.abs(line) / (size * 0.012)) * (line > 0) + rng.uniform(6, 26) * np.exp(-(line / 2.2) ** 2)
        out += (shade[:, None, None] if across else shade[None, :, None])[: out.shape[0], : out.shape[1]]
    return np.clip(out, 0, 255).astype(np.uint8)


def clean(sheet, rng):
    return sheet.render(rng.choice([150, 180, 200, 220]))


def scan(sheet, rng):
    page = sheet.render(rng.choice([150, 200, 200, 240, 300]))
    pixels = array(page)
    if rng.random() < 0.35:
        pixels = augraphy.InkBleed(intensity_range=(0.1, 0.3), kernel_size=(3, 3), severity=(0.1, 0.3), p=1)(pixels)
    if rng.random() < 0.3:
        pixels = show_through(pixels, rng)
    if rng.random() < 0.35:
        pixels = folds(pixels, rng)
    pixels = tone(pixels, rng)
    page = tilt(Image.fromarray(pixels), rng.gauss(0, 0.9), tuple(int(v) for v in np.median(pixels[:8], axis=(0, 1))))
    pixels = grain(array(page), rng, rng.uniform(1.5, 7))
    if rng.random() < 0.4:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.4, 0.9))
    if rng.random() < 0.3:
        pixels = lid_edge(pixels, rng)
    return Image.fromarray(pixels)


def show_through(pixels, rng):
    """The back of the sheet, mirrored and faint."""
    back = cv2.GaussianBlur(pixels[:, ::-1], (0, 0), 3).astype(np.float32)
    strength = rng.uniform(0.04, 0.11)
    return np.clip(pixels - (255 - back) * strength, 0, 255).astype(np.uint8)


def lid_edge(pixels, rng):
    """The dark band that an open lid or a book's spine leaves along one side."""
    h, w = pixels.shape[:2]
    width = int(w * rng.uniform(0.01, 0.035))
    ramp = np.ones(w, np.float32)
    ramp[:width] = np.linspace(rng.uniform(0.25, 0.6), 1, width)
    ramp = ramp[::-1] if rng.random() < 0.5 else ramp
    return (pixels * ramp[None, :, None]).astype(np.uint8)


def stamped(sheet, rng):
    """Seals over the very words that matter, then a mild scan."""
    targets = [sheet.marks[name] for name in ("address", "usage", "room", "holder", "tenant", "term") if name in sheet.marks]
    rng.shuffle(targets)
    dpi = rng.choice([180, 200, 240])
    page, k = sheet.render(dpi), dpi / 25.4
    for x, y, w, h in targets[: rng.choice([1, 2, 2, 3])]:
        oval = rng.random() < 0.3
        stamp = seal(sheet.type, rng, rng.choice(STAMPS), rng.choice(["", "", "收讫"]), oval=oval, wear=rng.uniform(0.25, 0.75))
        alpha = stamp.getchannel("A").point(lambda v, s=rng.uniform(0.6, 0.95): int(v * s))
        stamp.putalpha(alpha)
        size = round(rng.uniform(30, 44) * k)
        stamp = stamp.resize((size, round(size * stamp.height / stamp.width)), Image.LANCZOS)
        cx, cy = (x + w * rng.uniform(0.2, 0.9)) * k, (y + h / 2) * k + rng.uniform(-0.3, 0.3) * size
        multiply(page, stamp, round(cx - size / 2), round(cy - stamp.height / 2))
    pixels = tone(array(page), rng, (0, 25), (236, 255), 4)
    pixels = grain(pixels, rng, rng.uniform(1, 4))
    return tilt(Image.fromarray(pixels), rng.gauss(0, 0.5), (245, 245, 245))


def photocopy(sheet, rng):
    page = sheet.render(rng.choice([200, 200, 240, 300]))
    pixels = cv2.cvtColor(array(page), cv2.COLOR_RGB2GRAY)
    gain = rng.uniform(1.2, 1.7)
    pixels = np.clip((pixels.astype(np.float32) - 128) * gain + rng.uniform(140, 170), 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.5, 1.1))
    pixels = np.asarray(tilt(Image.fromarray(pixels), rng.gauss(0, 1.1), 250))
    drift = cv2.resize(np.random.default_rng(rng.randrange(2**32)).normal(0, rng.uniform(3, 12), (7, 5)), pixels.shape[::-1], interpolation=cv2.INTER_CUBIC)
    pixels = np.clip(pixels + drift, 0, 255).astype(np.uint8)
    pixels = specks(pixels, rng)
    color = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    if rng.random() < 0.4:
        streaked = augraphy.DirtyDrum(line_width_range=(1, 2), line_concentration=rng.uniform(0.004, 0.018), direction=1, noise_intensity=rng.uniform(0.2, 0.5), noise_value=(120, 220), ksize=(3, 3), sigmaX=0, p=1)(color)
        # A dirty drum greys what it passes over; words below stay darker than the streak.
        color = np.maximum(streaked, np.clip(color.astype(np.float32) - rng.uniform(60, 110), 0, 255).astype(np.uint8))
    if rng.random() < 0.3:
        color = augraphy.LowInkRandomLines(count_range=(3, 9), use_consistent_lines=True, noise_probability=0.1, p=1)(color)
    if rng.random() < 0.2:
        color = augraphy.BadPhotoCopy(noise_type=rng.choice([1, 2]), noise_side=rng.choice(["left", "right", "top", "bottom"]), noise_iteration=(1, 1), noise_size=(1, 2), noise_value=(120, 200),
                                      noise_sparsity=(0.2, 0.4), noise_concentration=(0.05, 0.15), blur_noise=0, wave_pattern=0, edge_effect=0, p=1)(color)
    pixels = cv2.cvtColor(color, cv2.COLOR_BGR2GRAY) if color.ndim == 3 else color
    if rng.random() < 0.35:
        pixels = np.where(pixels > rng.randint(165, 200), 255, 0).astype(np.uint8)
    else:
        pixels = grain(pixels, rng, rng.uniform(2, 9))
    return Image.fromarray(dark_border(pixels, rng) if rng.random() < 0.4 else pixels)


def specks(pixels, rng):
    out = pixels.copy()
    h, w = out.shape
    for _ in range(rng.randint(20, 420)):
        x, y, r = rng.randrange(w), rng.randrange(h), rng.choice([0, 0, 1, 1, 2])
        cv2.circle(out, (x, y), r, rng.randint(0, 120), -1)
    return out


def dark_border(pixels, rng):
    """Where the original was smaller than the glass, the copier printed black."""
    h, w = pixels.shape
    out = pixels.copy()
    top, side = int(h * rng.uniform(0.003, 0.012)), int(w * rng.uniform(0.004, 0.015))
    if rng.random() < 0.5:
        out[:top] = rng.randint(0, 60)
    if rng.random() < 0.5:
        out[:, -side:] = rng.randint(0, 60)
    return out


# The telephone camera

def photo(sheet, rng):
    page = sheet.render(220)
    pixels = array(page)
    if rng.random() < 0.4:
        pixels = folds(pixels, rng)
    if rng.random() < 0.25:
        pixels = curl(pixels, rng)
    pixels = on_desk(pixels, rng)
    pixels = light(pixels, rng)
    if rng.random() < 0.35:
        pixels = augraphy.ShadowCast(shadow_side=rng.choice(["left", "right", "top", "bottom"]), shadow_vertices_range=(2, 3), shadow_width_range=(0.3, 0.7), shadow_height_range=(0.3, 0.7),
                                     shadow_color=(0, 0, 0), shadow_opacity_range=(0.2, 0.42), shadow_iterations_range=(1, 1), shadow_blur_kernel_range=(151, 301), p=1)(pixels)
    # Facing pages in one picture are only photographed with enough pixels for their small print.
    long_side = rng.choice([2000, 2400, 2800, 3264]) if max(sheet.width, sheet.height) < 300 else rng.choice([3264, 3600, 4000])
    scale = long_side / max(pixels.shape[:2])
    pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    blur = rng.random()
    if blur < 0.35:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.5, 1.2) * long_side / 2800)
    elif blur < 0.5:
        reach = rng.randint(2, 4)
        kernel = np.zeros((reach, reach), np.float32)
        kernel[reach // 2] = 1 / reach
        pixels = cv2.filter2D(pixels, -1, kernel)
    return Image.fromarray(grain(pixels, rng, rng.uniform(2, 8)))


def curl(pixels, rng):
    """A page that does not lie flat: rows bow up or down along their length."""
    h, w = pixels.shape[:2]
    xx, yy = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    bow = rng.choice([-1, 1]) * rng.uniform(0.004, 0.012) * h
    return cv2.remap(pixels, xx, yy + bow * np.sin(xx / w * math.pi).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def desk(h, w, rng):
    """A table top: wood grain, cloth or a plain laminate."""
    noise = np.random.default_rng(rng.randrange(2**32))
    base = np.array(rng.choice([(120, 84, 56), (158, 122, 86), (72, 66, 62), (176, 172, 166), (60, 74, 92), (196, 186, 168)]), np.float32)
    style = rng.choice(["wood", "cloth", "plain"])
    if style == "wood":
        rows = cv2.resize(noise.normal(0, 1, (rng.randint(60, 220), 6)), (w, h), interpolation=cv2.INTER_CUBIC) * rng.uniform(6, 16)
    elif style == "cloth":
        rows = cv2.GaussianBlur(noise.normal(0, 1, (h, w)), (0, 0), 1.2) * rng.uniform(10, 22)
    else:
        rows = cv2.resize(noise.normal(0, 1, (6, 6)), (w, h), interpolation=cv2.INTER_CUBIC) * 6
    return np.clip(base + rows[..., None], 0, 255).astype(np.uint8)


def on_desk(pixels, rng):
    """The page in perspective on a table, a little turned, with its own soft shadow."""
    h, w = pixels.shape[:2]
    margin = rng.uniform(0.03, 0.11)
    H, W = int(h * (1 + 2 * margin)), int(w * (1 + 2 * margin))
    angle, depth = math.radians(rng.gauss(0, 2.2)), rng.uniform(0.0, 0.055)
    corners = np.array([[-w / 2, -h / 2], [w / 2, -h / 2], [w / 2, h / 2], [-w / 2, h / 2]])
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    target = corners @ turn.T
    near = rng.choice([(0, 1), (1, 2), (2, 3), (3, 0)])
    for k in near:
        target[k] *= 1 - depth
    target += [[rng.uniform(-0.008, 0.008) * w, rng.uniform(-0.008, 0.008) * h] for _ in range(4)]
    fit = min(W / 2 * 0.985 / np.abs(target[:, 0]).max(), H / 2 * 0.985 / np.abs(target[:, 1]).max(), 1.0)
    target = target * fit + [W / 2, H / 2]
    matrix = cv2.getPerspectiveTransform((corners + [w / 2, h / 2]).astype(np.float32), target.astype(np.float32))
    table = desk(H, W, rng).astype(np.float32)
    mask = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (W, H)).astype(np.float32)[..., None] / 255
    shadow = cv2.GaussianBlur(np.roll(mask[..., 0], (12, 10), (0, 1)), (0, 0), 14)[..., None]
    page = cv2.warpPerspective(pixels, matrix, (W, H), flags=cv2.INTER_AREA).astype(np.float32)
    return (page * mask + table * (1 - shadow * 0.45) * (1 - mask)).clip(0, 255).astype(np.uint8)


def light(pixels, rng):
    """Uneven light and a colour cast, as from one lamp or a window."""
    h, w = pixels.shape[:2]
    turn = rng.uniform(0, 2 * math.pi)
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    slope = (xx / w - 0.5) * math.cos(turn) + (yy / h - 0.5) * math.sin(turn)
    field = rng.uniform(0.8, 1.0) + slope * rng.uniform(0.05, 0.4)
    cast = np.array(rng.choice([(1, 1, 1), (1.03, 1, 0.9), (1.04, 0.99, 0.84), (0.93, 0.98, 1.03)]), np.float32)
    return np.clip(pixels * field[..., None] * cast, 0, 255).astype(np.uint8)


PAGES = {"clean": clean, "scan": scan, "seal": stamped, "photocopy": photocopy, "photo": photo}
