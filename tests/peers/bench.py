"""Reads the same pages with Hezhi's reader and with rapidocr (its defaults), in turn, in one run.

    python bench.py --hezhi PATH/TO/read [PAGE …]

Prints CPU seconds a page, wall seconds a page and peak resident memory of each, and the ratio.
Both are warm: each process reads its pages once before it counts.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"


def default_pages() -> list[str]:
    """Every picture among the samples that a reader of pictures can open."""
    pages = sorted(p for p in SAMPLES.rglob("*") if p.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp"})
    return [str(p) for p in pages if p.stat().st_size > 50_000]


def measure(command: list[str]) -> dict:
    """Runs one reader; its last line of output is one JSON object."""
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.strip().splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hezhi", required=True, help="the built example `read` of hezhi-ocr")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("pages", nargs="*")
    arguments = parser.parse_args()
    pages = arguments.pages or default_pages()
    readers = {
        "hezhi": [arguments.hezhi, "--bench", "1", *pages],
        "rapidocr": [sys.executable, str(HERE / "rapidocr_bench.py"), "--bench", "1", *pages],
    }
    figures = {name: [] for name in readers}
    for _ in range(arguments.rounds):
        for name, command in readers.items():
            figures[name].append(measure(command))
    print(f"{len(pages)} pages, {arguments.rounds} rounds in turn; medians")
    print(f"{'':10}{'CPU s/page':>12}{'wall s/page':>13}{'peak MB':>9}")
    median = {}
    for name, rounds in figures.items():
        median[name] = {key: statistics.median(r[key] for r in rounds)
                        for key in ("cpu_seconds_per_page", "wall_seconds_per_page", "peak_megabytes")}
        m = median[name]
        print(f"{name:10}{m['cpu_seconds_per_page']:12.2f}{m['wall_seconds_per_page']:13.2f}{m['peak_megabytes']:9.0f}")
    ratio = median["hezhi"]["cpu_seconds_per_page"] / median["rapidocr"]["cpu_seconds_per_page"]
    print(f"CPU, hezhi to rapidocr: {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
