"""Pages a minute on two cores: `hezhi batch`, as a user runs it, beside rapidocr on the same pages.

    python throughput.py --hezhi PATH/TO/hezhi [--pages 40] [--rounds 3] [FOLDER …]

The papers of the applications (the samples, or the folders given) are repeated until there are at
least as many pages as asked for, each with a few bytes behind the picture's end, so that no two are
one file and nothing that was read is used twice. Each round runs the readers in turn: Hezhi with
`--jobs 2` and a fresh data folder, from the folders to verdicts in the store and the results' file,
its start and the loading of its models counted; rapidocr with two threads, reading only, in one
process that has read a page before it counts. Memory is the most that a reader's processes held
resident together, by looking twenty times a second.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench import HERE, default_folders, pages_of


def repeated(folders: list[Path], least: int, target: Path) -> list[str]:
    """Copies of the applications below `target`, with at least so many pages; the pages."""
    pages, number = [], 0
    while len(pages) < least:
        for folder in folders:
            number += 1
            own = target / f"{number:04}"
            own.mkdir(parents=True)
            application = json.loads((folder / "application.json").read_text("utf-8"))
            application["id"] = f"{application['id']}-{number:04}"
            (own / "application.json").write_text(json.dumps(application, ensure_ascii=False), "utf-8")
            for page in map(Path, pages_of(folder)):
                (own / page.name).write_bytes(page.read_bytes() + f"copy {number:04}".encode())
                pages.append(str(own / page.name))
    return pages


def children(process: int) -> list[int]:
    """The process and all that it started."""
    found = [process]
    for known in found:
        try:
            for task in os.listdir(f"/proc/{known}/task"):
                found += map(int, Path(f"/proc/{known}/task/{task}/children").read_text().split())
        except OSError:
            continue
    return found


def resident(process: int) -> int:
    """Bytes that a process holds in memory; none where it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def watched(command: list[str], environment: dict) -> dict:
    """Runs a command: its output, wall and processor seconds, and its peak memory in megabytes."""
    before, begun = os.times(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    peak = 0

    def look():
        nonlocal peak
        while process.returncode is None:
            peak = max(peak, sum(map(resident, children(process.pid))))
            time.sleep(0.05)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    output, _ = process.communicate()
    wall, after = time.perf_counter() - begun, os.times()
    watcher.join()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    # 1: some inputs could not be processed, and those are named; the rest was.
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return {"output": output, "wall": wall, "cpu": cpu, "peak": peak / 2**20}


def batch(hezhi: str, folder: Path, scratch: Path) -> dict:
    home, out = scratch / "home", scratch / "results.jsonl"
    shutil.rmtree(home, ignore_errors=True)
    out.unlink(missing_ok=True)
    environment = {**os.environ, "HEZHI_HOME": str(home)}
    run = watched([hezhi, "batch", str(folder), "--out", str(out), "--jobs", "2"], environment)
    expected, got = len(list(folder.iterdir())), len(out.read_text("utf-8").splitlines())
    if got != expected:
        raise SystemExit(f"hezhi gave {got} reports for {expected} applications")
    return run


def reading(command: list[str]) -> dict:
    """A peer that prints what its pages cost without its start."""
    run = watched(command, dict(os.environ))
    cost = json.loads(run["output"].strip().splitlines()[-1])
    pages = cost["pages"]
    return {"wall": cost["wall_seconds_per_page"] * pages, "cpu": cost["cpu_seconds_per_page"] * pages, "peak": run["peak"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hezhi", required=True, help="the built command `hezhi`")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("folders", nargs="*", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hezhi-throughput-") as name:
        scratch = Path(name)
        folder = scratch / "applications"
        pages = repeated(arguments.folders or default_folders(), arguments.pages, folder)
        peer = [sys.executable, str(HERE / "rapidocr_bench.py"), "--bench", "1", "--threads", "2", "--warm", "1", *pages]
        readers = {"hezhi": lambda: batch(arguments.hezhi, folder, scratch), "rapidocr": lambda: reading(peer)}
        rounds = [{who: read() for who, read in readers.items()} for _ in range(arguments.rounds)]
    print(f"throughput: {len(pages)} pages, two cores, {arguments.rounds} rounds in turn; medians")
    print(f"{'':10}{'pages/min':>11}{'CPU s/page':>12}{'peak MB':>9}{'hezhi to it':>13}")
    for who in readers:
        wall, cpu, peak = (statistics.median(r[who][what] for r in rounds) for what in ("wall", "cpu", "peak"))
        # A ratio is taken within a round: the machine may be busier in the next one.
        ratio = statistics.median(r[who]["wall"] / r["hezhi"]["wall"] for r in rounds)
        print(f"{who:10}{60 * len(pages) / wall:11.1f}{cpu / len(pages):12.2f}{peak:9.0f}{ratio:12.2f}×")
    return 0


if __name__ == "__main__":
    sys.exit(main())
