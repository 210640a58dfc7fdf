"""Make a set of test applications with truth, or check one."""

import argparse
import datetime as dt
import json
import random
import sys
from pathlib import Path

import cases
import check
import dwellings
import files
import ornament
import other_papers
import third_other

FILE_NAMES = {
    "property_certificate": ["房产证", "certificate", "IMG_{n}", "scan{n}"],
    "property_register_extract": ["产调", "register", "scan{n}"],
    "lease_registration": ["租赁备案", "lease", "IMG_{n}", "scan{n}", "微信图片_{n}"],
    "dormitory_certificate": ["宿舍证明", "dormitory", "IMG_{n}", "scan{n}"],
    "unknown": ["证明", "IMG_{n}"],
    "kinship_statement": ["承诺书", "kinship", "亲属关系"],
    "id_card": ["身份证", "idcard", "身份证正反面"],
    "letter_of_authority": ["委托书", "authority"],
}
CASE_NAMES = {"first": "UN", "second": "US", "third": "UT"}


def application(rng: random.Random, name: str, plan, f, home, written: list) -> dict:
    service = rng.choice(["registration"] * 5 + ["address_change", "address_change", "permit", "endorsement"])
    out = {
        "id": name,
        "service": service,
        "channel": rng.choice(["online", "online", "batch"]),
        "submitted_on": f.today.isoformat(),
        "applicant": {"name": f.applicant, "id_number": f.applicant_id},
    }
    if f.agent:
        out["agent"] = {"name": f.agent[0], "id_number": f.agent[1], "relation": "relative"}
    holder = f.relative or f.applicant
    basis = cases.basis(rng, plan)
    out["residence"] = {"address": cases.declared_address(rng, plan, home), "basis": basis}
    if basis != "dormitory":
        out["residence"] |= {"holder_name": holder, "holder_relation": f.relation}
    if service != "registration":
        out |= {"registered_address": dwellings.home(rng).full(), "registered_on": (f.today - dt.timedelta(days=rng.randrange(205, 330))).isoformat()}
    if service == "endorsement":
        out["permit_expires_on"] = (f.today + dt.timedelta(days=rng.randrange(4, 26))).isoformat()
    if rng.random() < 0.6:
        out["documents"] = written
    return out


def papers(rng: random.Random, plan, f) -> list:
    """The papers of a case with their kinds: the proof, and a kinship statement where it is needed and not lacking."""
    if plan.family == "third":
        return third_papers(rng, plan, f)
    if plan.wrong == "no_proof":
        return [("unknown", rng.choice(cases.NO_PROOF))]
    out = [(plan.kind, plan.layout)]
    if f.relation != "self" and plan.wrong != "no_kinship":
        out.append(("kinship_statement", rng.choice([other_papers.kinship_table, other_papers.kinship_letter])))
    return out


def third_papers(rng: random.Random, plan, f) -> list:
    """The same in HTML, with an agent's papers, and here and there the applicant's identity card with a kinship statement."""
    if plan.wrong == "no_proof":
        return [("unknown", rng.choice(cases.THIRD_NO_PROOF))]
    out = [(plan.kind, plan.layout)]
    if f.relation != "self" and plan.wrong != "no_kinship":
        out.append(("kinship_statement", rng.choice(third_other.KINSHIP)))
        if rng.random() < 0.3:
            out.append(("id_card", third_other.id_card))
    if f.agent:
        out += [("letter_of_authority", third_other.letter_of_authority), ("id_card", third_other.agent_card)]
    return out


def faults(plan) -> list:
    rules = [cases.RULES[plan.wrong]] if plan.wrong else []
    if plan.wrong == "annex_missing":
        # The missing page also has the room.
        rules.append("address.undetermined")
    return rules


def making(family: str):
    """What makes a file of a paper; a browser is asked for only where the papers are HTML."""
    if family != "third":
        return files.make
    import third_files

    return third_files.make


def make_case(seed: int, index: int, plan, folder: Path) -> None:
    rng = cases.stream(plan.family, seed, index)
    f, home = cases.build(rng, plan)
    f.agent = cases.agent(rng, plan, f)
    folder.mkdir(parents=True)
    documents, chosen = [], papers(rng, plan, f)
    for kind, layout in chosen:
        paper = layout(f, rng)
        if plan.family != "third" and not paper.foreground and rng.random() < 0.16:
            paper.foreground = ornament.watermark(rng)
        stem = rng.choice(FILE_NAMES[kind]).format(n=rng.randrange(1000, 9999))
        name, content = making(plan.family)(paper, plan.damage, rng, stem)
        (folder / name).write_bytes(content)
        documents.append({"file": name, "kind": kind, "fields": paper.fields if kind != "unknown" else {}})
    case_name, rules = f"{CASE_NAMES[plan.family]}-{seed}-{index:04d}", faults(plan)
    kind, layout = chosen[0]
    truth = {
        "split": "unseen",
        "layout": layout.__name__,
        "kind": kind,
        "damage": plan.damage,
        "faults": rules,
        "acceptable": not rules,
        "verdicts": [cases.VERDICT.get(rules[0], "supplement") if rules else "accept"],
        "documents": documents,
    }
    _write(folder / "application.json", application(rng, case_name, plan, f, home, [d["file"] for d in documents]))
    _write(folder / "truth.json", truth)


def _write(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def generate(seed: int, count: int, out: Path, family: str = "first", share: float = 0.45) -> None:
    if out.exists() and any(out.iterdir()):
        sys.exit(f"{out} is not empty")
    for index, plan in enumerate(cases.plans(seed, count, family, share)):
        make_case(seed, index, plan, out / f"case-{index:04d}")
        print(f"\r{index + 1}/{count}", end="", file=sys.stderr)
    print(file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--family", choices=list(cases.FAMILIES), default="first", help="which layouts the proofs have")
    parser.add_argument("--faulty", type=float, default=0.45, metavar="SHARE", help="which share of the cases has a fault, 0 to 1")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", type=Path, metavar="DIR", help="check the case folders below DIR instead")
    options = parser.parse_args()
    if options.check:
        return 1 if check.check(options.check) else 0
    if not options.out:
        parser.error("--out DIR or --check DIR is needed")
    generate(options.seed, options.count, options.out, options.family, options.faulty)
    return 1 if check.check(options.out) else 0


if __name__ == "__main__":
    sys.exit(main())
