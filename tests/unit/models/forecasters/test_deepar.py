from pathlib import Path

import numpy as np
import pytest

from models.forecasters import deepar
from models.forecasters.deepar_inputs import training_entries, watched_entries
from models.forecasters.grid import Floats, Grid
from tests.contract.checks_forecasters import company


def grid(*series: list[float]) -> Grid:
    y: Floats = np.array(series)
    names = tuple(f"s{row}" for row in range(len(y)))
    return Grid(names, np.datetime64("2023-01-02") + 7 * np.arange(y.shape[1]), y)


def test_a_window_is_scaled_by_what_was_known_then() -> None:
    """Sixty weeks of 10, then twelve of 40: the net sees 1, then 4 usual weeks, on the asinh scale."""
    known = grid([10.0] * 60 + [40.0] * 12)
    *_, last = training_entries(known, np.zeros((1, 3), np.int64), seed=1)
    assert last.target[:-12] == pytest.approx(np.arcsinh(1.0), abs=1e-6)
    assert last.target[-12:] == pytest.approx(np.arcsinh(4.0), abs=1e-6)
    assert last.dynamic.shape[1] == len(last.target)


def test_a_window_looks_back_no_further_than_the_net_can() -> None:
    known = grid([10.0] * 200)
    entries = training_entries(known, np.zeros((1, 3), np.int64), seed=1)
    assert max(len(entry.target) for entry in entries) == 40 + 53 + 12
    assert len(entries) == 200 - 13 - 12 + 1


def test_what_comes_is_held_to_what_a_week_can_hold() -> None:
    known = grid([10.0] * 60 + [1e9] * 12)
    *_, last = training_entries(known, np.zeros((1, 3), np.int64), seed=1)
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


def test_what_a_series_draws_is_no_matter_of_those_beside_it() -> None:
    """Drawn with the others or alone: the same but for the last digit, which a processor rounds by place."""
    series, static = company()
    learned = deepar.DeepAR(epochs=1).fit(series, static, seed=3)
    asked = {"horizon_weeks": 12, "paths": 30, "seed": 1}
    together = learned.forecast(series, static, **asked)
    for row, name in enumerate(together.unique_ids):
        alone = learned.forecast(series[series["unique_id"] == name], static, **asked)
        assert np.allclose(alone.paths[0], together.paths[row], rtol=1e-5)


def test_the_newest_24_weeks_are_watched_from_four_starts() -> None:
    """Of 100 weeks: starts after 76, 80, 84 and 88, so that the last of them sees 12 weeks come."""
    known = grid([10.0] * 100)
    watched = watched_entries(known, np.zeros((1, 3), np.int64))
    assert [str(entry.start + 7 * (len(entry.target) - 12)) for entry in watched] == [
        str(known.weeks[at]) for at in (76, 80, 84, 88)
    ]


def test_under_a_year_and_a_half_nothing_is_held_back() -> None:
    assert watched_entries(grid([10.0] * 75), np.zeros((1, 3), np.int64)) == []
    series, static = company()
    short = series[series["ds"] < series["ds"].min() + np.timedelta64(75 * 7, "D")]
    assert deepar.DeepAR(epochs=2, nets=1).fit(short, static, seed=3).stopped_after == 2


def test_how_long_it_learned_is_stored(tmp_path: Path) -> None:
    series, static = company()
    learned = deepar.DeepAR(epochs=3, nets=1).fit(series, static, seed=3)
    assert learned.stopped_after in (1, 2, 3)
    learned.save(tmp_path)
    assert deepar.DeepAR.load(tmp_path).stopped_after == learned.stopped_after
    assert deepar.DeepAR(epochs=3, nets=1, stop_after=2).fit(series, static, seed=3).stopped_after == 2
