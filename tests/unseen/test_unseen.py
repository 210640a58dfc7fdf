"""The generator keeps the format, its truth agrees with its applications, and the same seed gives the same files."""

import datetime as dt
import io
import json
import random

import numpy as np
import pytest
from PIL import Image

import cases
import check
import dwellings
import generate
import people
import second_common


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("unseen")
    generate.generate(5, 12, out)
    return out


def test_cases_keep_the_format_and_truth_agrees(folder):
    found = {case.name: check.problems_of(case) for case in sorted(folder.iterdir())}
    assert len(found) == 12
    assert not {name: problems for name, problems in found.items() if problems}


def test_a_wrong_truth_is_noticed(folder, tmp_path):
    case = sorted(folder.iterdir())[0]
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in case.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    truth = json.loads((copy / "truth.json").read_text(encoding="utf-8"))
    truth["faults"] = [] if truth["faults"] else ["lease.expired"]
    (copy / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    assert check.problems_of(copy)


def test_the_same_seed_gives_the_same_files(folder, tmp_path):
    plans = cases.plans(5, 12)
    for index in (0, 4, 7):
        generate.make_case(5, index, plans[index], tmp_path / f"case-{index:04d}")
        for path in (tmp_path / f"case-{index:04d}").iterdir():
            assert path.read_bytes() == (folder / f"case-{index:04d}" / path.name).read_bytes(), path.name


def test_pages_have_ink(folder):
    for path in folder.glob("*/*.jpg"):
        picture = np.asarray(Image.open(io.BytesIO(path.read_bytes())).convert("L"))
        assert min(picture.shape) > 700 and picture.std() > 4, path


def test_a_plan_is_balanced():
    plans = cases.plans(11, 120)
    faulty = sum(bool(p.wrong) for p in plans)
    assert faulty == 54
    assert len({p.layout for p in plans}) == sum(map(len, cases.LAYOUTS.values())) >= 22
    assert all(sum(p.damage == d for p in plans) == 24 for d in cases.DAMAGES)


def test_the_second_family_has_layouts_of_its_own_and_keeps_the_format(tmp_path):
    first, second = ({layout for group in family.values() for layout in group} for family in (cases.LAYOUTS, cases.SECOND_LAYOUTS))
    assert len(second) >= 16 and not first & second
    plans = cases.plans(3, len(second), "second")
    assert {p.layout for p in plans} == second
    for index, plan in enumerate(plans):
        plan.damage = "clean"
        generate.make_case(3, index, plan, tmp_path / f"case-{index:04d}")
        assert not check.problems_of(tmp_path / f"case-{index:04d}"), plan


@pytest.fixture(scope="module")
def third(tmp_path_factory):
    out = tmp_path_factory.mktemp("third")
    count = sum(map(len, cases.THIRD_LAYOUTS.values()))
    for index, plan in enumerate(cases.plans(3, count, "third")):
        plan.damage = "clean" if index % 5 else plan.damage
        generate.make_case(3, index, plan, out / f"case-{index:04d}")
    return out


def test_the_third_family_has_layouts_of_its_own_and_keeps_the_format(third):
    old = {layout for group in (cases.LAYOUTS, cases.SECOND_LAYOUTS) for layouts in group.values() for layout in layouts}
    new = {layout for layouts in cases.THIRD_LAYOUTS.values() for layout in layouts}
    assert len(new) >= 24 and not new & old
    assert {json.loads(path.read_text(encoding="utf-8"))["layout"] for path in third.glob("*/truth.json")} >= {
        layout.__name__ for layout in new if layout.__module__ in ("third_old", "third_new", "third_register")
    }
    assert not {case.name: found for case in sorted(third.iterdir()) if (found := check.problems_of(case))}


def test_the_third_family_makes_the_same_files_again(third, tmp_path):
    plans = cases.plans(3, sum(map(len, cases.THIRD_LAYOUTS.values())), "third")
    for index in (0, 1, 5, 10):
        plans[index].damage = "clean" if index % 5 else plans[index].damage
        again = tmp_path / f"case-{index:04d}"
        generate.make_case(3, index, plans[index], again)
        assert all(path.read_bytes() == (third / again.name / path.name).read_bytes() for path in again.iterdir()), again.name


def test_papers_of_the_third_family_say_what_is_needed_under_every_fault():
    for seed in range(12):
        for index, plan in enumerate(cases.plans(seed, 60, "third")):
            rng = cases.stream("third", seed, index)
            f, _ = cases.build(rng, plan)
            f.agent = cases.agent(rng, plan, f)
            for kind, layout in generate.papers(rng, plan, f):
                fields = layout(f, rng).fields
                missing = {"usage"} if plan.wrong == "annex_missing" else {"seal"} if plan.wrong == "no_seal" else set()
                assert check.NEEDED[kind] - missing <= fields.keys(), (plan, fields)


def test_days_in_chinese_numerals():
    assert second_common.han_day(dt.date(2026, 3, 1)) == "二〇二六年三月一日"
    assert second_common.han_day(dt.date(2010, 10, 30)) == "二〇一〇年十月三十日"
    assert second_common.han_day(dt.date(1999, 12, 21)) == "一九九九年十二月二十一日"


def test_a_declared_home_is_the_printed_one_and_a_near_miss_is_not():
    rng = random.Random(1)
    for _ in range(2000):
        home = rng.choice([dwellings.home, dwellings.old_lane_house, dwellings.dormitory])(rng)
        assert check.same_home(home.full(), dwellings.declared(rng, home))
        assert not check.same_home(dwellings.near_miss(rng, home).full(), dwellings.declared(rng, home))


def test_identity_numbers_are_well_formed_and_belong_to_nobody():
    rng = random.Random(2)
    for _ in range(200):
        number = people.id_number(rng)
        assert number[2:6] == "0000" and people.check_digit(number[:17]) == number[17]
        assert dt.datetime.strptime(number[6:14], "%Y%m%d")
        assert people.similar_name(rng, "王小明") != "王小明"
