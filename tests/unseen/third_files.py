"""From a sheet of the third family to the file that is handed in."""

import io
import random
import time

import cv2
from PIL import Image

import third_damage as damage
from third_browser import Shown
from third_page import box_stamp

# Where a careless clerk stamps: on the words that decide.
COVERED = ("address", "room_part", "usage", "holder", "tenant", "resident", "lease_end", "lease_start", "issuer", "issued_on")
STAMPS = [("与原件核对一致",), ("复印件与原件相符", "经办人："), ("仅供办理居住登记使用",), ("材料已核",), ("窗口受理", "核对无误")]
RESOLUTION = {"scan": [200, 200, 240, 300], "seal": [200, 240, 300], "photocopy": [200, 240, 300], "photo": [200, 220, 250]}


def _stamp(shown: Shown, sheet, rng: random.Random) -> None:
    """One or two stamps more, over values that decide, and never on another seal."""
    boxes = shown.boxes()
    taken = [(b["page"], b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes if b["key"] == "seal"]
    values = [b for b in boxes if b["key"] in COVERED]
    rng.shuffle(values)
    left = rng.choice([1, 1, 2])
    for box in values:
        x = min(sheet.width * 3.78 - 90, box["x"] + min(box["width"], 240) * rng.uniform(0.3, 0.9) + 20)
        own = sheet.stamps and rng.random() < 0.6
        # A stamp's letters never lie line on line with the value's.
        y = box["y"] + box["height"] / 2 + (rng.uniform(-14, 14) if own else rng.choice([-1, 1]) * rng.uniform(12, 18))
        if any(page == box["page"] and abs(px - x) < 190 and abs(py - y) < 150 for page, px, py in taken):
            continue
        shown.press(box["page"], x, y, rng.choice(sheet.stamps) if own else box_stamp(rng, *rng.choice(STAMPS)))
        taken.append((box["page"], x, y))
        left -= 1
        if not left:
            return


def _clean(sheet, rng: random.Random, stem: str) -> tuple:
    if len(sheet.pages) > 1 or rng.random() < 0.6:
        with Shown(sheet) as shown:
            return f"{stem}.pdf", shown.pdf()
    with Shown(sheet, rng.choice([144, 150, 200])) as shown:
        return f"{stem}.png", shown.pictures()[0]


def make(sheet, kind: str, rng: random.Random, stem: str) -> tuple:
    """File name and bytes of one document."""
    damage.seeded(rng)
    if kind == "clean":
        return _clean(sheet, rng, stem)
    ppi = rng.choice(RESOLUTION[kind])
    hard = kind == "photocopy" and rng.random() < 0.35
    if hard:
        # Thin strokes do not survive black and white at fewer dots.
        ppi = 300
        if "seal" in sheet.fields:
            # The words round the rim are in pieces: nobody reads the name.
            sheet.fields["seal"] = "present"
        # Nor does a solid star: its middle comes out white, and what is typed across it stays.
        sheet.css += ".star{opacity:.4}"
    if sheet.width > 250:
        ppi = min(ppi, 240)
    with Shown(sheet, ppi) as shown:
        if kind == "seal":
            _stamp(shown, sheet, rng)
        pages = [damage.decode(png) for png in shown.pictures()]
    machine = rng.randrange(2**32)
    if kind == "photocopy":
        pages = [damage.photocopy(rng, page, ppi, machine, hard) for page in pages]
    else:
        pages = [(damage.photo if kind == "photo" else damage.scan)(rng, page, ppi, machine) for page in pages]
    return _encode(pages, kind, rng, stem, ppi)


def _encode(pages: list, kind: str, rng: random.Random, stem: str, ppi: float) -> tuple:
    quality = rng.randrange(62, 92)
    if len(pages) > 1 or (kind != "photo" and rng.random() < 0.2):
        return f"{stem}.pdf", _pdf(pages, ppi, quality)
    if kind == "photocopy" and rng.random() < 0.3:
        return f"{stem}.png", cv2.imencode(".png", pages[0])[1].tobytes()
    page = pages[0]
    if kind in ("photo", "scan") and rng.random() < 0.15:
        # Sent through a messenger, which makes it smaller.
        share = max(1700, 0.62 * max(page.shape)) / max(page.shape)
        page = cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else page
        quality = min(quality, 76)
    if kind == "photo" and rng.random() < 0.2:
        return f"{stem}.jpg", _sideways(page, quality, rng.random() < 0.5)
    return f"{stem}.jpg", cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def _picture(page) -> Image.Image:
    return Image.fromarray(page if page.ndim == 2 else cv2.cvtColor(page, cv2.COLOR_BGR2RGB))


def _sideways(page, quality: int, tagged: bool) -> bytes:
    """The telephone lay across: the pixels are on their side, and a tag says so or does not."""
    out, tag = io.BytesIO(), Image.Exif()
    if tagged:
        tag[274] = 6
    _picture(cv2.rotate(page, cv2.ROTATE_90_COUNTERCLOCKWISE)).save(out, "JPEG", quality=quality, exif=tag)
    return out.getvalue()


def _pdf(pages: list, ppi: float, quality: int) -> bytes:
    out, fixed = io.BytesIO(), time.gmtime(1767225600)
    first, *rest = [_picture(page) for page in pages]
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=ppi, quality=quality, creationDate=fixed, modDate=fixed)
    return out.getvalue()
