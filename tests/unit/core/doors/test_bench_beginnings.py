"""`bench beginnings`: the figures of a new company's first payees are made by the command."""

import json
from pathlib import Path

import pytest

from core.services.bench.beginnings import LEARNERS
from tests.unit.core.doors.test_cli import bursar


@pytest.mark.slow
def test_companies_never_met_are_sorted_better_the_more_payees_their_owner_sorted(
    tmp_path: Path, shared_data: Path
) -> None:
    out = tmp_path / "beginnings.json"
    asked = ("bench", "beginnings", "--data", str(shared_data), "--out", str(out))
    ran = bursar(tmp_path / "home", *asked)
    assert ran.returncode == 0, ran.stderr
    city = json.loads(out.read_text())["city"]["results"]
    assert all(set(each) == set(LEARNERS) for each in city.values())
    assert city["0"]["bursar"]["accuracy"] == city["0"]["model_alone"]["accuracy"]
    for payees in ("5", "10", "20"):
        assert city[payees]["bursar"]["accuracy"] > city[payees]["model_then_memory"]["accuracy"]
        assert city[payees]["bursar"]["ece"] < city[payees]["model_then_memory"]["ece"]
        assert city[payees]["bursar"]["filed"]["precision"] >= 0.97


def test_missing_data_is_said_with_the_next_step(tmp_path: Path) -> None:
    ran = bursar(tmp_path / "home", "bench", "beginnings", "--data", str(tmp_path))
    assert ran.returncode == 2
    assert "birmingham_pcard_to_2016.csv.gz" in ran.stderr
