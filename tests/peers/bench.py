"""Judges applications with Hezhi and reads the same pages with rapidocr (its defaults), in turn,
in one run.

    python bench.py --hezhi PATH/TO/verdict [FOLDER …]

Hezhi goes from the files to the verdict, second readers and all; rapidocr stops at the text.
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


PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


def pages_of(folder: Path) -> list[str]:
    return [str(p) for p in sorted(folder.iterdir()) if p.suffix.lower() not in {".json", ".txt"}]


def default_folders() -> list[Path]:
    """The sample applications whose papers rapidocr can open: pictures that are not cut off."""
    folders = sorted(p.parent for p in SAMPLES.glob("*/application.json"))
    readable = lambda f: all(Path(p).suffix.lower() in PICTURES for p in pages_of(f)) and not f.name.endswith("cut-off")
    return [folder for folder in folders if readable(folder)]


def measure(command: list[str]) -> dict:
    """Runs one reader; its last line of output is one JSON object."""
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.strip().splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hezhi", required=True, help="the built example `verdict` of hezhi-desk")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("folders", nargs="*", type=Path)
    arguments = parser.parse_args()
    folders = arguments.folders or default_folders()
    pages = [page for folder in folders for page in pages_of(folder)]
    readers = {
        "hezhi": [arguments.hezhi, "--bench", "1", *map(str, folders)],
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
