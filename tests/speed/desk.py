"""Measures the review desk in a browser: from deciding to the next application fully drawn, and
from starting the program to a queue that can be used.

Needs a store that `cargo run -p hezhi-desk --example seed` made, which it changes: it decides
applications there. `./dev speed` makes one and calls it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

# A person looks before deciding; the desk ignores keys in the first half second (DecisionBar).
LOOK = 1.2

# Runs in the page. Drawn is: another application in the address, findings and fields in the list,
# the picture of the page decoded, and two frames gone by since, so that it is on the screen.
WATCH = """
() => {
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey && event.key === 'Enter')) return;
    const begun = event.timeStamp;
    const before = location.hash;
    window.drawn = null;
    const marks = {};
    const look = async () => {
      const picture = document.querySelector('.sheet img');
      const other = location.hash !== before;
      if (other) marks.route ??= performance.now() - begun;
      const listed = other && document.querySelectorAll('section.side [data-item]').length > 3;
      if (listed) marks.listed ??= performance.now() - begun;
      if (!other || !listed || !picture || !picture.complete || picture.naturalWidth === 0) {
        requestAnimationFrame(look);
        return;
      }
      marks.loaded ??= performance.now() - begun;
      await picture.decode();
      marks.decoded = performance.now() - begun;
      requestAnimationFrame(() => requestAnimationFrame(() => {
        window.drawn = { total: performance.now() - begun, ...marks, width: picture.naturalWidth };
      }));
    };
    requestAnimationFrame(look);
  }, true);
}
"""


def serve(arguments):
    environment = dict(os.environ, HEZHI_HOME=arguments.home)
    begun = time.perf_counter()
    program = subprocess.Popen(
        [arguments.hezhi, "serve"], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return program, program.stdout.readline().strip(), begun


def stop(program):
    program.terminate()
    program.wait(15)


def starts(arguments, browser):
    """Seconds from starting the program to rows in the window of a browser that is open already."""
    seconds = []
    for _ in range(arguments.starts):
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        program, address, begun = serve(arguments)
        page.goto(address, wait_until="commit")
        page.wait_for_selector(".list .row strong")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seconds.append(time.perf_counter() - begun)
        page.close()
        stop(program)
    return seconds


def decisions(arguments, browser):
    program, address, _ = serve(arguments)
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(address)
    page.wait_for_selector(".list .row strong")
    page.evaluate(WATCH)
    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => window.drawn")
    measured = []
    for _ in range(arguments.decisions):
        time.sleep(LOOK)
        page.keyboard.press("Control+Enter")
        page.wait_for_function("() => window.drawn", timeout=20_000)
        measured.append(page.evaluate("() => window.drawn"))
    stop(program)
    return measured


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hezhi", required=True)
    parser.add_argument("--home", required=True)
    parser.add_argument("--decisions", type=int, default=40)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        # A container's root has no sandbox to give.
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=arguments.chromium, args=flags)
        started = starts(arguments, browser)
        measured = decisions(arguments, browser)
        browser.close()
    totals = sorted(one["total"] for one in measured)
    parts = {name: round(statistics.median(one[name] for one in measured), 1)
             for name in ("route", "listed", "loaded", "decoded")}
    result = {
        "start_to_queue_s": {"median": round(statistics.median(started), 3), "worst": round(max(started), 3), "n": len(started)},
        "decision_to_next_ms": {
            "median": round(statistics.median(totals), 1), "ninetieth": round(totals[int(len(totals) * 0.9)], 1),
            "worst": round(totals[-1], 1), "n": len(totals)},
        "of_which_ms": parts,
        "picture_width": measured[-1]["width"],
        "load_average": round(os.getloadavg()[0], 1),
    }
    json.dump(result, sys.stdout, ensure_ascii=False, indent=2)
    print()


if __name__ == "__main__":
    main()
