"""A small set keeps the contract, and its truth agrees with its applications."""

import check
import generate


def test_six_cases_keep_the_contract(tmp_path):
    generate.generate(7, 6, tmp_path / "set", faulty=0.5)
    cases = sorted((tmp_path / "set").iterdir())
    assert len(cases) == 6
    for case in cases:
        assert check.problems_of(case) == []
