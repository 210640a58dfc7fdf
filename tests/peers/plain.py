"""What a plain pipeline makes of a set of applications: RapidOCR, label patterns, equal strings.

    python plain.py --cases DIR --out ANSWERS.jsonl     # reads every paper, a line an application
    python plain.py --cases DIR --answers ANSWERS.jsonl --hezhi RESULTS.jsonl    # side by side

The pipeline is what an afternoon gives: the lines that RapidOCR 3.10 reads with its defaults, a
pattern for each label whose value stands behind it or in the next line, the address compared as a
string without spaces, city and 室, the usage by whether it contains 居住 or 住宅 and no 非, and the
name by whether it is printed anywhere. What it cannot find goes to a person. Needs poppler's
`pdftoppm` for PDFs.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

LABELS = {
    "address": r"(?:房地|房屋|租赁房屋)?(?:坐落|座落)(?:地址)?|房屋地址|宿舍地址|居住地址|住宿地址",
    "room_part": r"室号(?:或)?部位|室号|房间号|房号|部位",
    "usage": r"房屋用途|租赁用途|规划用途|(?<!土地)用途",
    "name": r"权利人|产权人|承租人|承租方|居住人|姓名",
}
PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"}


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def pages(path: Path):
    if path.suffix.lower() != ".pdf":
        yield str(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "200", "-png", str(path), f"{folder}/p"], check=True)
        yield from (str(p) for p in sorted(Path(folder).iterdir()))


def lines_of(engine, path: Path) -> list:
    found = []
    for page in pages(path):
        found += [fold(text) for text in (engine(page).txts or ())]
    return found


def value(lines: list, label: str) -> str:
    pattern = re.compile(rf"(?:{LABELS[label]})[:：]?(.*)$")
    for at, line in enumerate(lines):
        found = pattern.search(line)
        if found:
            rest = found.group(1).strip(":：;；,，")
            return rest or (lines[at + 1] if at + 1 < len(lines) else "")
    return ""


def same_address(a: str, b: str) -> bool:
    def plain(text):
        return re.sub(r"^(上海市|上海)|[室\s,，。;；]", "", fold(text))

    return bool(a) and plain(a) == plain(b)


def judge(application: dict, lines: list) -> dict:
    address, room, usage = (value(lines, label) for label in ("address", "room_part", "usage"))
    usage = usage.split("房屋用途:")[-1].split("房屋用途：")[-1]
    if room and room not in address:
        address += room
    declared = application["residence"].get("address", "")
    names = [application["applicant"]["name"], application["residence"].get("holder_name") or ""]
    named = any(fold(n) and fold(n) in "".join(lines) for n in names)
    home = ("居住" in usage or "住宅" in usage) and "非" not in usage
    if application["residence"].get("basis") == "dormitory":
        home = "宿舍" in "".join(lines)
    accept = same_address(declared, address) and home and named
    return {"application": application["id"], "verdict": "accept" if accept else "review", "address": address, "usage": usage}


def read_cases(cases: Path):
    for truth in sorted(cases.rglob("truth.json")):
        yield truth.parent, json.loads(truth.read_text("utf-8")), json.loads((truth.parent / "application.json").read_text("utf-8"))


def answer(cases: Path, out: Path) -> None:
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})
    with out.open("w", encoding="utf-8") as target:
        for number, (folder, _, application) in enumerate(read_cases(cases), 1):
            files = sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURES | {".pdf"})
            read = [line for file in files for line in lines_of(engine, file)]
            target.write(json.dumps(judge(application, read), ensure_ascii=False) + "\n")
            target.flush()
            print(f"\r{number}", end="", file=sys.stderr)
    print(file=sys.stderr)


def printed(truth: dict, name: str) -> str:
    return next((d["fields"][name] for d in truth["documents"] if name in d["fields"]), "")


def table(cases: Path, answers: Path, results: Path) -> str:
    plain = {a["application"]: a for a in map(json.loads, answers.open(encoding="utf-8"))}
    hezhi = {r["application"]: r for r in map(json.loads, results.open(encoding="utf-8"))}
    count = Counter()
    for _, truth, application in read_cases(cases):
        damage, known = truth["damage"], application["id"]
        read = {}
        for document in hezhi.get(known, {}).get("documents", []):
            for name in ("address", "usage"):
                if document["kind"] == truth["kind"] and name in document["fields"]:
                    read.setdefault(name, document["fields"][name]["text"])
        ours = {"verdict": hezhi.get(known, {}).get("verdict"), **read}
        for who, said in (("plain", plain.get(known, {})), ("hezhi", ours)):
            accepted = said.get("verdict") == "accept"
            if truth["acceptable"]:
                count[who, damage, "acceptable"] += 1
                count[who, damage, "accepted"] += accepted
            else:
                count[who, damage, "faulty"] += 1
                count[who, damage, "wrong"] += accepted and "accept" not in truth["verdicts"]
            for name in ("address", "usage"):
                if expected := printed(truth, name):
                    count[who, damage, name + " known"] += 1
                    count[who, damage, name] += fold(said.get(name, "")).rstrip("室") == fold(expected).rstrip("室")
    damages = sorted({d for _, d, _ in count})
    out = ["| | " + " | ".join(damages) + " |", "| --- |" + " --- |" * len(damages)]
    for label, part, whole in (
        ("wrong accepts of the faulty", "wrong", "faulty"),
        ("accepted of the acceptable", "accepted", "acceptable"),
        ("address", "address", "address known"),
        ("usage", "usage", "usage known"),
    ):
        for who in ("plain", "hezhi"):
            cells = [f"{count[who, d, part]}/{count[who, d, whole]}" for d in damages]
            out.append(f"| {label}, {who} | " + " | ".join(cells) + " |")
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--hezhi", type=Path)
    given = parser.parse_args()
    if given.out:
        answer(given.cases, given.out)
    elif given.answers and given.hezhi:
        print(table(given.cases, given.answers, given.hezhi))
    else:
        parser.error("--out, or --answers and --hezhi are needed")


if __name__ == "__main__":
    main()
