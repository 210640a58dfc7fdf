"""Papers to PDF pages with the places of their values: WeasyPrint, or LibreOffice for Word, then the marks over it."""

import io
import subprocess
import tempfile
import warnings
from pathlib import Path

import pdfplumber
import pikepdf
import weasyprint

import marks

warnings.filterwarnings("ignore")


class Page:
    """One page of a paper: its PDF, its size in points and where each value stands on it."""

    def __init__(self, pdf: bytes, size: tuple, boxes: dict):
        self.pdf, self.size, self.boxes, self.paper = pdf, size, boxes, None


def to_pdf(papers: list) -> list:
    """The PDF of each paper; all Word documents go through one LibreOffice."""
    words = [p for p in papers if p.doc is not None]
    out = {}
    if words:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for i, p in enumerate(words):
                p.doc.save(folder / f"{i}.docx")
            sources = [str(folder / f"{i}.docx") for i in range(len(words))]
            for start in range(0, len(sources), 60):
                command = ["soffice", "--headless", f"-env:UserInstallation=file://{name}/profile", "--convert-to", "pdf", "--outdir", name]
                subprocess.run(command + sources[start : start + 60], check=True, capture_output=True, timeout=900)
            for i, p in enumerate(words):
                out[id(p)] = (folder / f"{i}.pdf").read_bytes()
    for p in papers:
        if p.doc is None:
            out[id(p)] = weasyprint.HTML(string=p.html).write_pdf()
    return [out[id(p)] for p in papers]


def _number(char) -> int:
    """What the low bits of the print's colour say."""
    rgb = char.get("non_stroking_color")
    if not rgb or len(rgb) != 3:
        return 0
    levels = [round(c * 255) for c in rgb]
    return sum((v & 3) << 2 * i for i, v in enumerate(levels)) if max(levels) < 160 else 0


def pages(paper, pdf: bytes, rng) -> list:
    """The pages of a paper with its marks on them."""
    out, printed = [], {}
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for plumbed in opened.pages:
            boxes, lines = {}, {}
            for char in plumbed.chars:
                n = _number(char)
                if n in paper.numbers and char["text"].strip():
                    x0, y0, x1, y1 = char["x0"], char["top"], char["x1"], char["bottom"]
                    b = boxes.get(n)
                    boxes[n] = (x0, y0, x1, y1) if b is None else (min(b[0], x0), min(b[1], y0), max(b[2], x1), max(b[3], y1))
                    printed[n] = printed.get(n, 0) + 1
            fields = {}
            for n, box in boxes.items():
                fields.setdefault(paper.numbers[n], box)
            out.append(Page(b"", (float(plumbed.width), float(plumbed.height)), fields))
    while len(out) > 1 and not out[-1].boxes and paper.doc is not None:
        out.pop()
    # A value on two pages has no one place.
    for field in {f for page in out for f in page.boxes if f[0] != "_"}:
        if sum(field in page.boxes for page in out) > 1:
            for page in out:
                page.boxes.pop(field, None)
    paper.lost = [f for f in set(paper.numbers.values()) if f in paper.fields and not any(f in page.boxes for page in out)]
    with pikepdf.open(io.BytesIO(pdf)) as source:
        for i, page in enumerate(out):
            page.pdf = _with_marks(source, i, page, [m for m in paper.marks if _place(m, i, page, rng)], rng)
            page.paper = paper
    return out


def _place(mark: dict, index: int, page, rng) -> bool:
    at = mark["at"]
    if isinstance(at, str):
        if at not in page.boxes or mark.get("done"):
            return False
        x0, y0, x1, y1 = page.boxes[at]
        reach = 14 * marks.MM
        x = (x0 + x1) / 2 + rng.uniform(-1, 0.6) * reach
        y = (y0 + y1) / 2 + rng.uniform(-1, 0.25) * reach * 0.7
        if mark.get("clear"):
            # In a copy without colour the star must not hide the value: only the rim crosses it.
            y = y0 - rng.uniform(8, 13) * marks.MM
        mark["done"] = True
    elif at[0] == "f":
        # A share of the page's width and height, on one page or (0) on each.
        if at[1] not in (0, index + 1):
            return False
        x, y = at[2] * page.size[0], at[3] * page.size[1]
    else:
        if at[0] - 1 != index:
            return False
        x, y = at[1] * marks.MM, at[2] * marks.MM
    edge = 25 * marks.MM if mark["what"] == "seal" else 3 * marks.MM
    mark["centre"] = (min(max(x, edge), page.size[0] - edge), min(max(y, edge), page.size[1] - edge))
    return True


def _with_marks(source, index: int, page, found: list, rng) -> bytes:
    single = pikepdf.new()
    single.pages.append(source.pages[index])
    if found:
        laid, corners = marks.overlay(*page.size, found, rng)
        for mark, corner in zip(found, corners):
            if mark["what"] == "seal" and mark.get("recorded"):
                page.boxes["seal"] = corner
        with pikepdf.open(io.BytesIO(laid)) as top:
            over = top.pages[0]
            if "/Group" in over.obj:
                del over.obj["/Group"]
            single.pages[0].add_overlay(over, pikepdf.Rectangle(0, 0, *page.size))
            out = io.BytesIO()
            single.save(out)
            return out.getvalue()
    out = io.BytesIO()
    single.save(out)
    return out.getvalue()
