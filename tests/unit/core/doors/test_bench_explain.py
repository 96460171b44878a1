"""`bench explain`: the figures are made by the command, and each goal is told with its figure."""

import json
from pathlib import Path

import pytest

from core.services.bench import explain as trial
from core.settings import PROJECT
from tests.unit.core.doors.test_cli import bursar


@pytest.mark.slow
def test_every_goal_is_measured_on_payments_of_companies_the_model_never_saw(tmp_path: Path) -> None:
    out = tmp_path / "explain.json"
    ran = bursar(tmp_path / "home", "bench", "explain", "--rows", "3", "--out", str(out))
    assert ran.returncode == 0, ran.stderr
    document = json.loads(out.read_text())
    goals = document["results"]["goals"]
    assert set(goals) == {"jaccard", "r2", "effective", "lowered", "agrees", "p95_ms"}
    assert goals["effective"]["figure"] >= 100
    assert 0 < goals["r2"]["figure"] <= 1
    assert document["meta"]["rows"] == 3
    assert ran.stdout.count("reached") + ran.stdout.count("missed") == 6


def test_a_small_company_is_compared_with_others_of_its_currency() -> None:
    rows = trial.load_examples(PROJECT / "models" / "shipped" / "categorizer" / trial.FROZEN)
    sizes = rows["company"].map(rows["company"].value_counts())
    for row in (rows[sizes < 20].head(1), rows[sizes > 150].head(1)):
        around = trial._around(rows, row)
        own = (around["company"] == row["company"].iloc[0]).sum()
        assert len(around) >= 100
        assert own == sizes[row.index[0]]
        assert set(around["currency"]) == set(row["currency"])
