"""Make a set of test applications with truth, or check one."""

import argparse
import json
import random
import shutil
import sys
import time
from pathlib import Path

import bundle
import cases
import check
import papers_support as sup
import render


def choose(rng, plan, f) -> tuple:
    """The papers of a case, the proof first, and what a perfect program answers when it is more than the fault says."""
    fault, chosen, also_review = f.fault, [], False
    proof = {"no_proof": rng.choice(sup.NO_PROOF), "only_support": rng.choice(sup.CARDS)}.get(fault, plan.layout)
    chosen.append(proof(f, rng))
    chosen[0].layout = proof.__name__
    if f.relation != "self" and fault != "no_kinship":
        only_register = fault != "kinship_of_others" and f.role == "adult" and rng.random() < 0.15
        if only_register:
            chosen.append(sup.household_leaf(f, rng))
            also_review = True
        else:
            chosen.append(rng.choice(sup.KINSHIP)(f, rng))
            if fault != "kinship_of_others" and rng.random() < 0.35:
                fit = [sup.household_leaf] + [sup.marriage_certificate] * 2 * (f.relation == "spouse") + [sup.birth_certificate] * 2 * (f.relation in ("parent", "child"))
                if f.role != "child":
                    chosen.append(rng.choice(fit)(f, rng))
    card = lambda person: rng.choice(sup.CARDS)(f, rng, person)
    lacking = fault == "agent_no_papers"
    if f.role == "child" and f.agent and not lacking:
        chosen += [card(f.agent), sup.birth_certificate(f, rng)]
    if f.role in ("old", "disabled"):
        keep = rng.choice(["", "", "card", "letter"]) if lacking else "card letter"
        if "letter" in keep:
            chosen.append(rng.choice(sup.AUTHORITY)(f, rng))
        if "card" in keep:
            chosen.append(card(f.agent))
        if f.role == "disabled":
            chosen.append(sup.disability_card(f, rng))
    if f.role in ("adult", "old") and fault not in ("other_number", "agent_no_papers", "only_support") and rng.random() < (0.55 if plan.form == "together" and len(chosen) == 1 else 0.18):
        chosen.append(card(f.applicant))
    if plan.kind == "dormitory_certificate" and f.company.endswith("公司") and rng.random() < 0.4:
        chosen.append(rng.choice(sup.LICENCE)(f, rng))
    for p in chosen:
        if p.kind in ("property_certificate", "property_register_extract", "lease_registration") and "usage" in p.fields and f.usage_class:
            p.fields["usage_class"] = f.usage_class
        bundle.decorate(p, plan, rng)
    return chosen, also_review


def generate(seed: int, count: int, out: Path, faulty: float = 0.45) -> None:
    if out.exists() and any(out.iterdir()):
        sys.exit(f"{out} is not empty")
    begun = time.time()
    made = []
    for plan in cases.plans(seed, count, faulty):
        rng, f, application, rules, verdicts = cases.build(seed, plan)
        chosen, also_review = choose(rng, plan, f)
        alone = plan.form == "together" and len(chosen) == 1
        if f.fault not in ("no_proof", "only_support") and rng.random() < (0.8 if alone else 0.3 if plan.form == "together" else 0.04):
            cover = sup.cover(f, rng, [(p.kind, "") for p in chosen])
            cover.layout = "cover"
            chosen.append(cover)
        made.append((plan, rng, f, application, rules, verdicts, chosen, also_review))
    for start in range(0, count, 40):
        part = made[start : start + 40]
        papers = [p for m in part for p in m[6]]
        for p, pdf in zip(papers, render.to_pdf(papers)):
            p.pdf = pdf
        for plan, rng, f, application, rules, verdicts, chosen, also_review in part:
            folder = out / f"case-{plan.index:04d}"
            folder.mkdir(parents=True)
            for p in chosen:
                p.pages = render.pages(p, p.pdf, rng)
            order = chosen
            if chosen[-1].layout == "cover":
                order = [chosen[-1]] + chosen[:-1]
                files, form = bundle.arrange(order, plan, rng)
            else:
                files, form = bundle.arrange(chosen, plan, rng)
            documents = bundle.write(folder, chosen, files, plan, rng)
            names = sorted({d["file"] for d in documents})
            if rng.random() < 0.6:
                application["documents"] = names
            if not rules and also_review:
                verdicts = ["accept", "review"]
            truth = {
                "split": "bundles", "layout": chosen[0].layout, "kind": chosen[0].kind, "damage": plan.damage, "faults": rules,
                "acceptable": not rules, "verdicts": verdicts, "documents": documents,
            }
            for name, content in (("application.json", application), ("truth.json", truth)):
                (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            print(f"\r{plan.index + 1}/{count}  {(time.time() - begun) / (plan.index + 1):.1f} s a case", end="", file=sys.stderr)
            for p in chosen:
                p.pages = p.pdf = None
    print(file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--faulty", type=float, default=0.45, metavar="SHARE", help="share of the cases that have one fault")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", type=Path, metavar="DIR", help="check the case folders below DIR instead")
    options = parser.parse_args()
    if options.check:
        return 1 if check.check(options.check) else 0
    if not options.out:
        parser.error("--out DIR or --check DIR is needed")
    if not shutil.which("soffice"):
        parser.error("soffice is not on the path: install libreoffice-writer-nogui")
    generate(options.seed, options.count, options.out, options.faulty)
    return 1 if check.check(options.out) else 0


if __name__ == "__main__":
    sys.exit(main())
