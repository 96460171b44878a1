"""A run gives the same figures however it is run, goes on after a kill, and nobody sees what is to come."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from core.services.bench.forecasters import ORACLE, SHIPPED, forecasters
from core.settings import PROJECT
from models.contracts import Forecast
from models.forecasters.peers.windows import Window
from models.forecasters.walk_forward import Effort, Learner, Run, Walk, lay_out
from tests.unit.core.doors.test_bench_forecast_by_hand import written
from tests.unit.core.doors.test_cli import Here

MODELS = "zero,seasonal_naive,history_13,history_52,croston"
TAUGHT = ("auto_ets", "auto_theta", "auto_arima", "catboost", "deepar_paper", "anchored", "deepar", "bursar")

KILLED_ONCE_KEPT = """
import os, signal, sys
from pathlib import Path
from core.doors.cli import main
put, kept = Path.replace, []
def killed(draft, path):
    kept.append(put(draft, path))
    if len(kept) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
Path.replace = killed
main()
"""
"""The command, in a process that dies in the moment in which an origin's two files lie on the disk."""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    random = np.random.default_rng(4)
    amounts = np.where(random.random((8, 60)) < 0.6, random.gamma(3.0, 20.0, (8, 60)), 0.0).round(2)
    path = written(tmp_path / "s.csv", {f"s{at}": [str(y) for y in row] for at, row in enumerate(amounts)})
    short = ("--horizon", "4", "--origins", "3", "--stride", "4", "--paths", "40", "--models", MODELS)
    return ["bench", "forecast", "--series", path, *short]


def figures(path: Path) -> dict[str, Any]:
    """The results without what they cost."""
    results = json.loads(path.read_text())["results"]
    for models in results.values():
        for found in models.values():
            for cost in ("fit_s", "predict_s", "peak_mb"):
                del found[cost]
    return dict(results)


def test_two_processes_side_by_side_give_the_figures_of_none(
    here: Here, tmp_path: Path, asked: list[str]
) -> None:
    for workers in ("0", "2"):
        code, _, err = here(*asked, "--workers", workers, "--out", str(tmp_path / f"{workers}.json"))
        assert code == 0, err
    assert figures(tmp_path / "2.json") == figures(tmp_path / "0.json")


def test_a_run_that_was_killed_goes_on_and_gives_the_same_figures(
    here: Here, tmp_path: Path, asked: list[str]
) -> None:
    """kill -9 as soon as the first forecaster's first origin is kept; the second run does the rest."""
    out, kept = tmp_path / "killed.json", tmp_path / "killed.json.parts"
    words = [*asked, "--workers", "0", "--out", str(out)]
    command = [sys.executable, "-c", KILLED_ONCE_KEPT, *words]
    assert subprocess.run(command, cwd=PROJECT, check=False).returncode == -signal.SIGKILL
    assert not out.exists()
    first = {path.name: path.stat().st_mtime_ns for path in kept.glob("*-[0-9]*.npz")}
    assert len(first) == 2
    code, _, err = here(*words)
    assert code == 0, err
    assert first == {name: (kept / name).stat().st_mtime_ns for name in first}, "nothing was measured twice"
    here(*asked, "--workers", "0", "--out", str(tmp_path / "whole.json"))
    assert figures(out) == figures(tmp_path / "whole.json")


def walks() -> tuple[Walk, Walk]:
    """Two worlds that are alike until the first origin, and not after it."""
    random = np.random.default_rng(6)
    y = random.gamma(3.0, 20.0, (4, 70))
    other = y.copy()
    other[:, 58:] = 5_000.0
    return _laid_out(y), _laid_out(other)


def _laid_out(y: np.ndarray) -> Walk:
    weeks = pd.date_range("2021-01-04", periods=y.shape[1], freq="7D")
    frames = [pd.DataFrame({"unique_id": f"s{at}", "ds": weeks, "y": row}) for at, row in enumerate(y)]
    static = pd.DataFrame({"unique_id": []}, dtype=object)
    return lay_out(pd.concat(frames), static, horizon=6, origins=2, stride=6)


def peeks(make: Callable[[Walk], Learner]) -> bool:
    """Whether a forecast changes with weeks that were still to come."""
    first, second = (
        Run(walk, Effort(paths=40, seed=1), lambda walk=walk: make(walk)).drawn(walk.origins[0])
        for walk in walks()
    )
    return not np.array_equal(first, second)


class Peeker(Window):
    """Plain history, but for the week that is to come: that one it has looked up."""

    def __init__(self, walk: Walk) -> None:
        super().__init__(52)
        self._coming = walk.truth(walk.origins[0])

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        told = super().forecast(series, static, horizon_weeks=horizon_weeks, paths=paths, seed=seed)
        told.paths[:] = self._coming[:, None, :]
        return told


def test_a_planted_forecaster_that_peeks_is_caught_and_so_is_the_oracle() -> None:
    assert peeks(Peeker)
    assert peeks(forecasters()[ORACLE].make)


@pytest.mark.parametrize("name", sorted(set(forecasters()) - {ORACLE, *TAUGHT}))
def test_nobody_else_s_forecast_changes_with_what_is_to_come(name: str) -> None:
    assert not peeks(forecasters()[name].make)


@pytest.mark.parametrize("name", TAUGHT)
def test_those_that_are_taught_are_made_without_the_walk(name: str) -> None:
    """So they know the frames they are shown alone, and those end before the origin."""
    assert forecasters()[name].make(None).name == name  # type: ignore[arg-type]


def test_the_shipped_forecaster_takes_no_part_where_its_sources_reach_into_the_test(
    here: Here, tmp_path: Path
) -> None:
    """It was taught on payments until 31 March 2016; here the test begins in 2012."""
    rows = {f"s{at}": [str((at * week) % 7) for week in range(60)] for at in range(3)}
    path = written(tmp_path / "s.csv", rows, first=date(2011, 1, 3))
    artifact = str(PROJECT / "models" / "shipped" / "forecaster")
    short = ("--horizon", "4", "--origins", "1", "--workers", "0", "--models", SHIPPED)
    code, _, err = here("bench", "forecast", "--series", path, "--artifact", artifact, *short)
    assert code == 2
    assert "ends on 2016-03-31, and the test begins on 2012-" in err


def test_it_takes_part_where_they_end_before_the_test(here: Here, tmp_path: Path) -> None:
    """On weeks of 2021 and 2022, with a table of its own name."""
    rows = {f"s{at}": [str((at + week) % 7) for week in range(60)] for at in range(2)}
    path = written(tmp_path / "s.csv", rows)
    artifact = str(PROJECT / "models" / "shipped" / "forecaster")
    short = ("--horizon", "4", "--origins", "1", "--paths", "20", "--workers", "0", "--models", SHIPPED)
    code, said, err = here("bench", "forecast", "--series", path, "--artifact", artifact, *short)
    assert code == 0, err
    assert "  bursar_shipped " in said
