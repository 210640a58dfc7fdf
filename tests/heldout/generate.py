"""Make a set of test applications that nothing in the program was tuned on, or check one.

    python generate.py --seed 7 --count 100 --out DIR
    python generate.py --check DIR
"""

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--count", type=int, default=100)
    arguments.add_argument("--faulty", type=float, default=0.45, metavar="SHARE", help="which share of the cases has a fault, 0 to 1")
    arguments.add_argument("--out", type=Path, help="folder to fill with case folders; must be empty or absent")
    arguments.add_argument("--check", type=Path, metavar="DIR", help="check the case folders in DIR instead")
    given = arguments.parse_args()
    if given.check:
        from check import check
        return int(check(given.check) > 0)
    if not given.out or given.count < 1:
        arguments.error("--out DIR is needed, and a count of at least 1")
    if given.out.exists() and any(given.out.iterdir()):
        arguments.error(f"{given.out} is not empty")
    generate(given.seed, given.count, given.out, given.faulty)
    return 0


def generate(seed: int, count: int, out: Path, share: float = 0.45):
    from cases import Rotation, build, plan
    rng = random.Random(seed)
    rotation, began = Rotation(rng), time.monotonic()
    for index, (fault, kind) in enumerate(plan(count, rng, share), 1):
        build(index, fault, kind, random.Random(f"{seed}/{index}"), rotation, out)
        if index % 10 == 0 or index == count:
            print(f"{index}/{count} cases, {(time.monotonic() - began) / index:.1f} s each", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
