from pathlib import Path

import numpy as np
import pytest

from models.forecasters import deepar
from models.forecasters.grid import Floats, Grid
from tests.contract.checks_forecasters import company


def grid(*series: list[float]) -> Grid:
    y: Floats = np.array(series)
    names = tuple(f"s{row}" for row in range(len(y)))
    return Grid(names, np.datetime64("2023-01-02") + 7 * np.arange(y.shape[1]), y)


def test_a_window_is_scaled_by_what_was_known_then() -> None:
    """Sixty weeks of 10, then twelve of 40: the net sees 1, then 4 usual weeks, on the asinh scale."""
    known = grid([10.0] * 60 + [40.0] * 12)
    *_, last = deepar._training_entries(known, np.zeros((1, 3), np.int64), seed=1)
    assert last.target[:-12] == pytest.approx(np.arcsinh(1.0), abs=1e-6)
    assert last.target[-12:] == pytest.approx(np.arcsinh(4.0), abs=1e-6)
    assert last.dynamic.shape[1] == len(last.target)


def test_a_window_looks_back_no_further_than_the_net_can() -> None:
    known = grid([10.0] * 200)
    entries = deepar._training_entries(known, np.zeros((1, 3), np.int64), seed=1)
    assert max(len(entry.target) for entry in entries) == 40 + 53 + 12
    assert len(entries) == 200 - 13 - 12 + 1


def test_what_comes_is_held_to_what_a_week_can_hold() -> None:
    known = grid([10.0] * 60 + [1e9] * 12)
    *_, last = deepar._training_entries(known, np.zeros((1, 3), np.int64), seed=1)
    assert float(last.target.max()) == 5.0


def test_every_net_draws_its_share_of_the_futures_in_turn(tmp_path: Path) -> None:
    """Two nets, five futures: the first draws three of them, the second two; stored, they draw the same."""
    series, static = company()
    both = deepar.DeepAR(epochs=1, nets=2).fit(series, static, seed=3)
    first = deepar.DeepAR(epochs=1, nets=1).fit(series, static, seed=3)
    asked = {"horizon_weeks": 12, "seed": 1}
    drawn = both.forecast(series, static, paths=5, **asked).paths
    assert np.array_equal(drawn[:, ::2], first.forecast(series, static, paths=3, **asked).paths)
    assert not np.array_equal(drawn[:, 1], drawn[:, 0])
    both.save(tmp_path)
    again = deepar.DeepAR.load(tmp_path).forecast(series, static, paths=5, **asked).paths
    assert np.array_equal(drawn, again)
