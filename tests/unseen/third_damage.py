"""What scanners, copiers and telephones do to a page: Augraphy's effects, kept as mild as offices have them, and OpenCV's geometry."""

import random

import augraphy
import cv2
import numpy as np


def seeded(rng: random.Random) -> None:
    """Augraphy draws from the shared generators; the case's own numbers decide where these start."""
    random.seed(rng.randrange(2**32))
    np.random.seed(rng.randrange(2**32))
    cv2.setRNGSeed(rng.randrange(2**31))


def decode(png: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)


def _colored(page: np.ndarray) -> np.ndarray:
    return page if page.ndim == 3 else cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)


def _skew(rng: random.Random, page: np.ndarray, degrees: float, fill: tuple) -> np.ndarray:
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    turn[:, 2] += rng.uniform(-0.006, 0.006) * wide, rng.uniform(-0.006, 0.006) * high
    return cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=fill)


def _soft(page: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(page, (0, 0), sigma) if sigma > 0.15 else page


def _tone(page: np.ndarray, black: float, white: tuple) -> np.ndarray:
    """Ink that is not black and paper that is not white."""
    scale = (np.array(white) - black) / 255
    return np.clip(page.astype(np.float32) * scale + black, 0, 255).astype(np.uint8)


def _crease(rng: random.Random, page: np.ndarray) -> np.ndarray:
    """The mark of a fold that lies flat again."""
    return augraphy.Folding(
        fold_count=rng.choice([1, 1, 2]),
        fold_noise=0,
        gradient_width=(0.04, 0.1),
        gradient_height=(0.0004, 0.0012),
        backdrop_color=(235, 235, 235),
        p=1,
    )(page)


def _blend(first: np.ndarray, second: np.ndarray, share: float) -> np.ndarray:
    return cv2.addWeighted(first, 1 - share, second, share, 0)


def scan(rng: random.Random, page: np.ndarray, ppi: float, machine: int) -> np.ndarray:
    """A flatbed or feeder scan: most are decent, a few are tired. `machine` is the same for the pages of a paper."""
    look = random.Random(machine)
    tired, bleeds = look.random() < 0.3, look.random() < 0.35
    white = look.uniform(236, 253)
    tone = look.uniform(8, 45), (white - look.choice([0, 0, 4, 8]), white - look.choice([0, 0, 2]), white)
    if bleeds:
        page = augraphy.InkBleed(intensity_range=(0.1, 0.35), kernel_size=(3, 3), severity=(0.1, 0.3), p=1)(page)
    if rng.random() < (0.5 if tired else 0.15):
        page = augraphy.BleedThrough(intensity_range=(0.1, 0.3), color_range=(120, 224), ksize=(17, 17), sigmaX=1, alpha=0.07, offsets=(20, 20), p=1)(
            page
        )
    page = _tone(_colored(page), *tone)
    if rng.random() < 0.5:
        page = _skew(rng, page, rng.gauss(0, 0.7 if not tired else 1.3), (rng.randrange(215, 250),) * 3)
    if tired and rng.random() < 0.5:
        page = _crease(rng, page)
    if tired and rng.random() < 0.4:
        lit = augraphy.LightingGradient(max_brightness=255, min_brightness=120, transparency=0.5, mode="gaussian", numba_jit=0, p=1)(page)
        page = _blend(page, lit, look.uniform(0.15, 0.35))
    page = augraphy.SubtleNoise(subtle_range=rng.choice([3, 6, 10] if not tired else [10, 16]), p=1)(page)
    if rng.random() < 0.15:
        page = _blend(
            page, augraphy.DirtyDrum(line_width_range=(1, 2), line_concentration=0.01, noise_intensity=0.1, noise_value=(120, 200), p=1)(page), 0.4
        )
    return _soft(page, look.choice([0, 0.4, 0.6, 0.8]) * ppi / 240)


def photocopy(rng: random.Random, page: np.ndarray, ppi: float, machine: int, hard: bool) -> np.ndarray:
    """Grey with lost contrast, or with `hard` black and white alone."""
    look = random.Random(machine)
    # A grey copier's lamp makes red paler than black; one that knows black alone takes red for it, so a seal stays in pieces.
    copy = cv2.transform(page, np.float32([[0.2, 0.65, 0.15] if hard else [0.12, 0.4, 0.48]]))
    copy = _soft(copy, look.uniform(0.4, 0.8) * ppi / 240)
    if look.random() < 0.5:
        copy = _gray(augraphy.InkBleed(intensity_range=(0.2, 0.5), kernel_size=(3, 3), severity=(0.2, 0.4), p=1)(_colored(copy)))
    if rng.random() < 0.6:
        copy = _skew(rng, copy, rng.gauss(0, 0.8), 255)
    # The copier's contrast: light tints go, dark ones close up.
    dark, light = look.uniform(20, 50), look.uniform(195, 235)
    copy = np.clip((copy.astype(np.float32) - dark) * 255 / (light - dark), 0, 255)
    if not hard:
        black, span = look.uniform(8, 55), look.uniform(0.72, 0.84)
        copy = black + copy * span
    copy = copy.clip(0, 255).astype(np.uint8)
    if look.random() < 0.45:
        drum = augraphy.DirtyDrum(line_width_range=(1, 2), line_concentration=0.02, noise_intensity=0.2, noise_value=(60, 160), p=1)(_colored(copy))
        copy = _blend(copy, _gray(drum), rng.uniform(0.25, 0.5))
    if look.random() < 0.25:
        copy = _gray(augraphy.LowInkRandomLines(count_range=(3, 6), use_consistent_lines=False, noise_probability=0.05, p=1)(_colored(copy)))
    if look.random() < 0.25 and not hard:
        side = rng.choice(["left", "right", "top", "bottom"])
        worn = augraphy.BadPhotoCopy(
            noise_type=rng.choice([1, 2]),
            noise_side=side,
            noise_iteration=(1, 1),
            noise_size=(1, 2),
            noise_value=(90, 170),
            noise_sparsity=(0.2, 0.5),
            noise_concentration=(0.05, 0.15),
            blur_noise=0,
            wave_pattern=0,
            edge_effect=0,
            numba_jit=0,
            p=1,
        )(_colored(copy))
        copy = _blend(copy, _gray(worn), rng.uniform(0.3, 0.6))
    if look.random() < 0.35:
        # The lid was open: a dark edge on one or two sides.
        wide = round(copy.shape[1] * look.uniform(0.004, 0.014))
        if look.random() < 0.5:
            copy[:, :wide] = look.randrange(20, 70)
        copy[-wide:, :] = look.randrange(20, 70)
    if hard:
        around = cv2.GaussianBlur(copy, (0, 0), ppi / 6)
        level = np.minimum(look.uniform(140, 165), around.astype(np.float32) * look.uniform(0.7, 0.78))
        out = np.where(copy > level, 255, 0).astype(np.uint8)
        return _specks(rng, out, ppi)
    return _soft(augraphy.SubtleNoise(subtle_range=8, p=1)(copy), 0.4)


def _specks(rng: random.Random, page: np.ndarray, ppi: float) -> np.ndarray:
    """A few dots of toner."""
    for _ in range(rng.randrange(10, 120)):
        at = rng.randrange(page.shape[1]), rng.randrange(page.shape[0])
        cv2.circle(page, at, rng.choice([0, 1, 1, 2]) * round(ppi / 200), 0, -1)
    return page


def _gray(page: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) if page.ndim == 3 else page


def _desk(rng: random.Random, wide: int, high: int) -> np.ndarray:
    """Wood, cloth or a plain table top."""
    grain = np.random.default_rng(rng.randrange(2**32))
    color = np.array(rng.choice([(60, 96, 138), (40, 58, 84), (178, 186, 190), (92, 84, 78), (120, 150, 172), (58, 66, 60)]), np.float32)
    kind = rng.choice(["wood", "plain", "cloth"])
    small = grain.normal(0, 1, (high // 8 + 1, wide // 8 + 1)).astype(np.float32)
    if kind == "wood":
        small = cv2.GaussianBlur(small, (0, 0), sigmaX=60, sigmaY=1.2) * 60
    elif kind == "plain":
        small = cv2.GaussianBlur(small, (0, 0), 14) * 60
    large = cv2.resize(small, (wide, high), interpolation=cv2.INTER_CUBIC)
    if kind == "cloth":
        large = grain.normal(0, 9, (high, wide)).astype(np.float32) + large * 3
    return np.clip(color + large[..., None], 0, 255).astype(np.uint8)


def photo(rng: random.Random, page: np.ndarray, ppi: float, machine: int) -> np.ndarray:
    """A telephone above the paper: perspective, desk, uneven light, a shadow, a cast of colour and a little softness."""
    look = random.Random(machine)
    page = _tone(_colored(page), rng.uniform(15, 40), tuple(look.uniform(238, 248) for _ in range(3)))
    if look.random() < 0.35:
        page = _crease(rng, page)
    high, wide = page.shape[:2]
    edge_x, edge_y = rng.uniform(0.03, 0.12) * wide, rng.uniform(0.03, 0.1) * high
    out_wide, out_high = round(wide + 2 * edge_x), round(high + 2 * edge_y)
    lean = rng.choice([0.012, 0.02, 0.035])
    corners = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    seen = corners + [edge_x, edge_y] + np.float32([[rng.uniform(-lean, lean) * wide, rng.uniform(-lean, lean) * high] for _ in range(4)])
    turn = np.radians(rng.gauss(0, 1.6))
    middle = np.float32([out_wide / 2, out_high / 2])
    seen = ((seen - middle) @ np.float32([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + middle).astype(np.float32)
    view = cv2.getPerspectiveTransform(corners, seen)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), view, (out_wide, out_high))
    drop = cv2.GaussianBlur(np.roll(mask, (9, 7), (0, 1)), (0, 0), 12).astype(np.float32)[..., None] / 255
    desk = _desk(rng, out_wide, out_high).astype(np.float32) * (1 - 0.5 * drop)
    paper = cv2.warpPerspective(page, view, (out_wide, out_high), flags=cv2.INTER_CUBIC)
    cover = mask.astype(np.float32)[..., None] / 255
    shot = (paper * cover + desk * (1 - cover)).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.55:
        shot = augraphy.ShadowCast(
            shadow_side=rng.choice(["left", "right", "top", "bottom"]),
            shadow_vertices_range=(3, 8),
            shadow_width_range=(0.3, 0.7),
            shadow_height_range=(0.3, 0.7),
            shadow_opacity_range=(0.12, 0.32),
            shadow_iterations_range=(1, 1),
            shadow_blur_kernel_range=(151, 301),
            p=1,
        )(shot)
    shot = _light(rng, look, shot)
    if rng.random() < 0.12:
        shot = _glare(rng, shot)
    shot = _soft(shot, rng.choice([0.4, 0.6, 0.9, 1.1]) * ppi / 240)
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, rng.uniform(1.5, 5), shot.shape)
    return np.clip(shot + noise, 0, 255).astype(np.uint8)


def _glare(rng: random.Random, shot: np.ndarray) -> np.ndarray:
    """A lamp mirrored in the paper, soft enough to read through."""
    high, wide = shot.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    far = ((x / wide - rng.uniform(0.15, 0.85)) / rng.uniform(0.1, 0.2)) ** 2 + ((y / high - rng.uniform(0.15, 0.85)) / rng.uniform(0.06, 0.14)) ** 2
    veil = np.exp(-far)[..., None] * rng.uniform(0.25, 0.5)
    return (shot * (1 - veil) + 250 * veil).clip(0, 255).astype(np.uint8)


def _light(rng: random.Random, look: random.Random, shot: np.ndarray) -> np.ndarray:
    """Lamp on one side, and its colour."""
    high, wide = shot.shape[:2]
    angle, fall = rng.uniform(0, 2 * np.pi), rng.uniform(0.04, 0.28)
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    along = (np.cos(angle) * (x / wide - 0.5) + np.sin(angle) * (y / high - 0.5)) / 0.7
    warm = look.uniform(-0.06, 0.03)
    cast = np.float32([1 + warm, look.uniform(0.98, 1), 1 - warm / 3])
    return np.clip(shot * ((1 - fall / 2 + along * fall) * rng.uniform(0.86, 1.02))[..., None] * cast, 0, 255).astype(np.uint8)
