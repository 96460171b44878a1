"""A month of news teaches a challenger; it serves only where it forecast better at the last two origins."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from models.contracts import Forecast
from models.forecasters.anchored import Anchored
from models.forecasters.blend import Bursar
from models.forecasters.deepar import DeepAR
from models.forecasters.grid import as_dates, read_grid
from models.forecasters.tuning import Judged, Tuning, fine_tune
from tests.contract.checks_forecasters import company, statics, weekly

LAST = date(2026, 3, 2)


class Remembering(Bursar):
    """Answers as it is told, and remembers which weeks its copies learned from."""

    learned: list[pd.Timestamp]

    def __init__(self, level: float, tuned_level: float) -> None:
        super().__init__()
        self.level, self.tuned_level, self.learned = level, tuned_level, []

    def tuned(self, series: pd.DataFrame, static: pd.DataFrame, *, epochs: int, seed: int) -> Bursar:
        self.learned.append(series["ds"].max())
        return Remembering(self.tuned_level, self.tuned_level)

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        weeks = read_grid(series).coming(horizon_weeks)
        flat = np.full((1, paths, horizon_weeks), self.level, dtype=np.float32)
        return Forecast(("a",), as_dates(weeks), flat, ({"flat": 1.0},))


def taught() -> Bursar:
    series, static = company()
    return Bursar(DeepAR(epochs=1), Anchored(nets=1, epochs=1)).fit(series, static, seed=2)


def saw_tooth(weeks: int) -> pd.DataFrame:
    """80 and 120 in turn: last year's median is 100, its week-to-week change 40."""
    return weekly("a", [80.0, 120.0] * (weeks // 2), last=LAST.isoformat())


@pytest.mark.parametrize(("before", "after", "kept"), [(0.0, 100.0, True), (100.0, 0.0, False)])
def test_the_copy_serves_only_where_it_was_better_at_both_origins(
    before: float, after: float, kept: bool
) -> None:
    champion = Remembering(before, after)
    chosen, result = fine_tune(champion, saw_tooth(104), statics({"a": "out"}), seed=3)
    # A flat answer of 100 misses by 20 every week: half of the naive change of 40.
    losses = {0.0: 2.5, 100.0: 0.5}
    assert [(each.loss_before, each.loss_after, each.series) for each in result.origins] == [
        pytest.approx((losses[before], losses[after], 1))
    ] * 2
    assert (result.kept, chosen is champion) == (kept, not kept)


def test_it_learns_from_nothing_after_the_first_origin() -> None:
    champion = Remembering(0.0, 100.0)
    _, result = fine_tune(champion, saw_tooth(104), statics({"a": "out"}), seed=3)
    assert champion.learned == [pd.Timestamp(LAST - timedelta(weeks=24))]
    assert result.learned_until == LAST - timedelta(weeks=24)
    assert [each.first_week for each in result.origins] == [
        LAST - timedelta(weeks=23),
        LAST - timedelta(weeks=11),
    ]


def test_a_copy_whose_training_diverged_is_not_taken() -> None:
    champion = Remembering(0.0, float("nan"))
    chosen, result = fine_tune(champion, saw_tooth(104), statics({"a": "out"}), seed=3)
    assert chosen is champion
    assert [(each.loss_before, each.series) for each in result.origins] == [(pytest.approx(2.5), 1)] * 2


def test_one_origin_worse_keeps_the_champion() -> None:
    worse = (Judged(LAST, 1.0, 0.9, 4), Judged(LAST, 1.0, 1.1, 4))
    better = (Judged(LAST, 1.0, 0.9, 4), Judged(LAST, 1.0, 0.9, 4))
    assert (Tuning(worse, LAST).kept, Tuning(better, LAST).kept, Tuning().kept) == (False, True, False)


def test_a_real_tuning_leaves_the_champion_as_it_is() -> None:
    series, static = company()
    champion = taught()
    drawn = champion.forecast(series, static, horizon_weeks=12, paths=20, seed=1).paths
    chosen, result = fine_tune(champion, series, static, epochs=2, seed=3)
    assert [each.series for each in result.origins] == [4, 4]
    assert (chosen is not champion) == result.kept
    again = champion.forecast(series, static, horizon_weeks=12, paths=20, seed=1).paths
    assert np.array_equal(drawn, again)


def test_under_76_weeks_no_tuning_is_tried() -> None:
    champion = taught()
    chosen, result = fine_tune(champion, weekly("a", [5.0] * 75), statics({"a": "out"}), seed=3)
    assert chosen is champion
    assert (result.origins, result.kept) == ((), False)


def test_series_that_never_move_judge_nothing() -> None:
    champion = taught()
    chosen, result = fine_tune(champion, weekly("a", [5.0] * 90), statics({"a": "out"}), seed=3)
    assert chosen is champion
    assert result.origins == ()
