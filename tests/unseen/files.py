"""From a paper to the file that is handed in, with the damage that was asked for."""

import random

import numpy as np

import damage
from seals import box_stamp
from typeset import Paper

# A stamp goes where a careless clerk puts it: on the words that decide.
COVERED = ("address", "usage", "holder", "tenant", "resident", "lease_end", "issuer")


def _own_seals(paper: Paper, marks: list, generator, pages: list, ppi: float, strength: tuple) -> None:
    for mark in marks:
        if not mark["key"].startswith("seal"):
            continue
        seal, dx, dy = paper.seals[int(mark["key"][4:])]
        at = mark["page"] - 1
        pages[at] = damage.press(generator, pages[at], seal, mark["x"] + dx, mark["y"] + dy, ppi, generator.uniform(*strength))


def _far(a: dict, b: dict) -> bool:
    return a["page"] != b["page"] or abs(a["y"] - b["y"]) > 45 or abs(a["x"] - b["x"]) > 60


def _places(paper: Paper, marks: list, rng: random.Random) -> list:
    """Values to stamp on. Two seals on one another would hide what a clerk has to read, so they stay apart."""
    taken = []
    for mark in marks:
        if mark["key"].startswith("seal"):
            _, dx, dy = paper.seals[int(mark["key"][4:])]
            taken.append(mark | {"x": mark["x"] + dx, "y": mark["y"] + dy})
    values = [m for m in marks if m["key"] in COVERED]
    rng.shuffle(values)
    free = []
    for mark in values:
        if all(_far(mark, other) for other in free + taken):
            free.append(mark)
    return free or values[:1]


def _stamps_over_values(paper: Paper, marks: list, rng: random.Random, generator, pages: list, ppi: float) -> None:
    for mark in _places(paper, marks, rng)[: rng.choice([1, 2, 2])]:
        if paper.seals and rng.random() < 0.7:
            seal = paper.seals[0][0]
        else:
            seal = box_stamp(rng, *rng.choice([("与原件核对无误",), ("复印件与原件一致", "仅供办理居住证"), ("已核验",), ("骑缝核对章",)]))
        x, y = min(paper.width - 18, mark["x"] + rng.uniform(4, 24)), mark["y"] + rng.uniform(-8, 5)
        page = mark["page"] - 1
        pages[page] = damage.press(generator, pages[page], seal, x, y, ppi, rng.uniform(0.55, 0.88))


def _clean(paper: Paper, rng: random.Random, stem: str) -> tuple:
    pen = any("box(rotate(" in line for line in paper.body)
    if not pen and rng.random() < 0.55:
        return f"{stem}.pdf", paper.pdf()
    pages, _ = paper.pngs(rng.choice([150, 180, 200]), True)
    if len(pages) == 1:
        return f"{stem}.png", pages[0]
    return f"{stem}.pdf", paper.pdf()


def make(paper: Paper, kind: str, rng: random.Random, stem: str) -> tuple:
    """File name and bytes of one document."""
    if kind == "clean":
        return _clean(paper, rng, stem)
    generator = np.random.default_rng(rng.randrange(2**32))
    ppi = {
        "scan": rng.choice([200, 240, 300]),
        "seal": rng.choice([200, 250, 300]),
        "photocopy": rng.choice([200, 240, 300]),
        "photo": rng.choice([220, 250, 280]),
    }[kind]
    hard = kind == "photocopy" and rng.random() < 0.42
    if hard:
        # Thin strokes do not survive black and white at fewer dots.
        ppi = max(ppi, 240)
    if paper.width > 300:
        ppi = min(ppi, 240)
    pngs, marks = paper.pngs(ppi, False)
    pages = [damage.decode(p) for p in pngs]
    _own_seals(paper, marks, generator, pages, ppi, (0.72, 0.95) if kind != "photocopy" else (0.88, 1.0))
    if kind == "seal":
        _stamps_over_values(paper, marks, rng, generator, pages, ppi)
    if kind == "photocopy":
        if hard and "seal" in paper.fields:
            # The words round the rim are in pieces: nobody reads the name.
            paper.fields["seal"] = "present"
        pages = [damage.photocopy(generator, p, hard) for p in pages]
    else:
        pages = [(damage.photo if kind == "photo" else damage.scan)(generator, p) for p in pages]
    return _encode(pages, kind, rng, stem, ppi)


def _encode(pages: list, kind: str, rng: random.Random, stem: str, ppi: float) -> tuple:
    quality = rng.randrange(58, 90) if kind != "photo" else rng.randrange(66, 91)
    if len(pages) > 1 or (kind != "photo" and rng.random() < 0.2):
        return f"{stem}.pdf", damage.picture_pdf(pages, ppi, quality)
    if kind == "photocopy" and rng.random() < 0.35:
        return f"{stem}.png", damage.png(pages[0])
    if kind in ("photo", "scan") and rng.random() < 0.18:
        # Sent through a messenger, which keeps about 150 dots an inch.
        pages = [damage.shrunk(pages[0], rng.randrange(1700, 2000) if max(pages[0].shape) < 3300 else 2400)]
        quality = min(quality, 72)
    turn = rng.choice(["", "", "", "", "", "", "tagged", "untagged"]) if kind == "photo" else ""
    return f"{stem}.jpg", damage.jpeg(pages[0], quality, turn)
