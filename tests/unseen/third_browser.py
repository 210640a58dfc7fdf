"""Chromium prints and photographs the papers; one browser serves a whole set."""

import atexit
import re
import shutil

from playwright.sync_api import sync_playwright

_open = {}
PX = 96 / 25.4  # CSS pixels in a millimetre
# A page that says more than it has room for is set smaller until all of it is on the paper.
FIT = """() => { for (const page of document.querySelectorAll('.page')) { const body = page.querySelector('.body'); let zoom = 1;
 while (body.getBoundingClientRect().height > page.clientHeight + 1 && zoom > 0.6) { zoom -= 0.03; body.style.zoom = zoom; } } }"""
BOXES = """() => [...document.querySelectorAll('.page')].flatMap((page, at) => { const p = page.getBoundingClientRect();
 return [...page.querySelectorAll('.v, .sealbox')].map(e => { const r = e.getBoundingClientRect();
  return {key: e.dataset.k || 'seal', page: at, x: r.left - p.left, y: r.top - p.top, width: r.width, height: r.height}; }); })"""
PRESS = """([at, x, y, drawing]) => { const box = document.createElement('div'); box.className = 'sealbox'; box.innerHTML = drawing; box.style.opacity = 0.82;
 const page = document.querySelectorAll('.page')[at]; page.appendChild(box); const r = box.getBoundingClientRect();
 box.style.left = (x - r.width / 2) + 'px'; box.style.top = (y - r.height / 2) + 'px'; }"""
OVERFLOW = """() => [...document.querySelectorAll('.page')].some(p => p.querySelector('.body').getBoundingClientRect().height > p.clientHeight + 1
 || [...p.querySelectorAll('.v')].some(e => { const a = e.getBoundingClientRect(), b = p.getBoundingClientRect(); return a.right > b.right || a.left < b.left; }))"""


def browser():
    if not _open:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        driver = sync_playwright().start()
        _open["driver"] = driver
        _open["browser"] = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--font-render-hinting=none"])
        atexit.register(close)
    return _open["browser"]


def close() -> None:
    if _open:
        _open["browser"].close()
        _open["driver"].stop()
        _open.clear()


class Shown:
    """One paper open in the browser."""

    def __init__(self, sheet, ppi: float = 96):
        self.sheet = sheet
        size = {"width": round(sheet.width * PX) + 1, "height": round(sheet.height * PX) + 1}
        self.context = browser().new_context(viewport=size, device_scale_factor=ppi / 96)
        self.tab = self.context.new_page()
        self.tab.set_content(sheet.html())
        self.tab.evaluate("() => document.fonts.ready.then(() => 0)")
        self.tab.evaluate(FIT)
        if self.tab.evaluate(OVERFLOW):
            raise ValueError("a page says more than it has room for")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def boxes(self) -> list:
        return self.tab.evaluate(BOXES)

    def press(self, page: int, x: float, y: float, drawing: str) -> None:
        """A stamp with its middle at x, y (CSS pixels of the page)."""
        self.tab.evaluate(PRESS, [page, x, y, drawing])

    def pictures(self) -> list:
        return [section.screenshot(type="png") for section in self.tab.query_selector_all(".page")]

    def pdf(self) -> bytes:
        content = self.tab.pdf(width=f"{self.sheet.width}mm", height=f"{self.sheet.height}mm", print_background=True, prefer_css_page_size=True)
        # The same paper makes the same bytes, whatever the time.
        return re.sub(rb"\(D:\d{14}[^)]*\)", lambda found: b"(D:20260101000000" + found[0][17:], content)
