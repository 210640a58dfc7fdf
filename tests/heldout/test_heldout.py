"""The generator keeps its own promises; run with pytest in this folder's environment."""

import json
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cases import FAULTS, plan
from check import SEVERITY, problems_of
from generate import generate
from values import another, broken_id, declared, dwelling, id_check_digit, id_number, printed, unit_number


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    out = tmp_path_factory.mktemp("held")
    generate(3, 8, out)
    return sorted(out.iterdir())


def test_every_generated_folder_keeps_the_contract(cases):
    assert len(cases) == 8
    assert {c.name: problems_of(c) for c in cases} == {c.name: [] for c in cases}


def test_the_same_seed_gives_the_same_applications(cases, tmp_path):
    generate(3, 3, tmp_path / "again")
    generate(3, 3, tmp_path / "once more")
    for case in sorted((tmp_path / "again").iterdir()):
        for name in ("application.json", "truth.json"):
            assert (case / name).read_bytes() == (tmp_path / "once more" / case.name / name).read_bytes()


@pytest.mark.parametrize("change, complaint", [
    (lambda a, t: a.update(colour="red"), "unknown key colour"),
    (lambda a, t: a["residence"].update(basis="rented"), "is not one of"),
    (lambda a, t: t.update(verdicts=["accept", "refuse"], acceptable=not t["acceptable"]), "lead to"),
    (lambda a, t: a["applicant"].update(id_number="340102199003071230"), "check digit"),
])
def test_the_check_finds_a_broken_folder(cases, tmp_path, change, complaint):
    source = next(c for c in cases if "identity.id_number_invalid" not in (c / "truth.json").read_text())
    application, truth = (json.loads((source / n).read_text()) for n in ("application.json", "truth.json"))
    change(application, truth)
    for file in source.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    for name, content in (("application.json", application), ("truth.json", truth)):
        (tmp_path / name).write_text(json.dumps(content))
    assert any(complaint in problem for problem in problems_of(tmp_path))


def test_a_hundred_cases_have_every_fault_and_every_damage():
    planned = plan(100, random.Random(7))
    faults = [fault for fault, _ in planned if fault]
    assert len(faults) == 45 and set(faults) == set(FAULTS)
    assert {kind: sum(k == kind for _, k in planned) for _, kind in planned} == dict.fromkeys(["clean", "scan", "seal", "photocopy", "photo"], 20)
    assert all(SEVERITY[rule] == verdict for rules, verdict, _ in FAULTS.values() for rule in rules)


def test_another_dwelling_is_another_in_every_notation():
    rng = random.Random(1)
    for _ in range(3000):
        home = dwelling(rng)
        other = another(rng, home, rng.choice(["room", "number", "lane", "road", "suffix"]))
        assert other != home and other.street() + other.room != home.street() + home.room
        assert declared(rng, other) != declared(rng, home) and printed(rng, home) != printed(rng, other)


def test_numbers_have_the_right_structure():
    rng = random.Random(2)
    for _ in range(500):
        number = id_number(rng)
        assert len(number) == 18 and id_check_digit(number[:17]) == number[17]
        wrong = broken_id(rng, number)
        assert wrong != number and id_check_digit(wrong[:17]) != wrong[17]
        unit = unit_number(rng, "徐汇区")
        assert len(unit) == 28 and unit.startswith("310104") and unit[12:14] == "GB" and unit[19] == "F"
