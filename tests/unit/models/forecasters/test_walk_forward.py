from collections.abc import Callable
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd
import pytest

from models.contracts import Forecast
from models.forecasters.figures import Scored, against, figures, gain_share
from models.forecasters.judged import Judged
from models.forecasters.peers.windows import Oracle, Window
from models.forecasters.scores import naive_scale
from models.forecasters.walk_forward import (
    Effort,
    Learner,
    Run,
    Walk,
    companies,
    density_groups,
    last_origins,
    lay_out,
)

NO_FACTS = pd.DataFrame({"unique_id": []}, dtype=object)
EFFORT = Effort(paths=40, seed=3)


def long_frame(values: dict[str, list[float]], start: str = "2020-01-06") -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "unique_id": name,
                "ds": pd.date_range(start, periods=len(y), freq="7D"),
                "y": np.array(y, float),
            }
        )
        for name, y in values.items()
    ]
    return pd.concat(parts, ignore_index=True)


def walk(values: dict[str, list[float]], static: pd.DataFrame = NO_FACTS, **asked: int) -> Walk:
    return lay_out(long_frame(values), static, **({"horizon": 2, "origins": 2, "stride": 3} | asked))


class Spy:
    """Remembers what it was shown."""

    name = "spy"

    def __init__(self) -> None:
        self.taught: list[pd.DataFrame] = []
        self.asked: list[pd.DataFrame] = []

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        self.taught.append(series)
        return self

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        self.asked.append(series)
        return Window(52).forecast(series, static, horizon_weeks=horizon_weeks, paths=paths, seed=seed)


def test_the_last_origin_stands_a_horizon_before_the_end_and_the_others_a_stride_apart() -> None:
    assert last_origins(143, 12, 4, 12) == (95, 107, 119, 131)
    assert last_origins(20, 2, 3, 5) == (8, 13, 18)
    with pytest.raises(ValueError, match="too few"):
        last_origins(49, 12, 4, 12)


def test_nobody_is_shown_a_week_that_is_to_be_forecast() -> None:
    """Ten weeks, horizon 2, origins after weeks 5 and 8: taught on 5 weeks once, asked on 5 and on 8."""
    spy = Spy()
    here = walk({"a": [float(week) for week in range(1, 11)]})
    assert [here.monday(origin).isoformat() for origin in here.origins] == ["2020-02-10", "2020-03-02"]
    list(Run(here, EFFORT, lambda: spy).judged(here.origins))
    assert [frame["y"].tolist() for frame in spy.taught] == [[1.0, 2.0, 3.0, 4.0, 5.0]]
    assert [frame["y"].max() for frame in spy.asked] == [5.0, 8.0]


def test_money_that_comes_back_is_a_series_of_its_own_as_soon_as_it_was_seen() -> None:
    here = walk({"a": [4.0, -1.0, np.nan, 0.0, 2.0, 3.0, 3.0, 3.0], "b": [1.0] * 7 + [-5.0]})
    series, static = here.known(5)
    assert series[series["unique_id"] == "a/out"]["y"].tolist()[:2] == [4.0, 0.0]
    assert series[series["unique_id"] == "a/in"]["y"].tolist()[:2] == [0.0, 1.0]
    assert series["y"].isna().sum() == 2
    assert sorted(set(series["unique_id"])) == ["a/in", "a/out", "b/out"]
    directions = static.set_index("unique_id")["direction"].to_dict()
    assert directions == {"a/out": "out", "b/out": "out", "a/in": "in"}


def test_in_and_out_are_put_together_before_they_are_judged() -> None:
    """Ten past weeks of 10 and -10 in turn: each path is 10 or -10, never their sum of parts."""
    here = walk({"a": [10.0, -10.0] * 6})
    drawn = Run(here, EFFORT, lambda: Window(52)).drawn(10)
    assert sorted(set(drawn.ravel().tolist())) == [-10.0, 10.0]


def test_the_oracle_shows_the_quantiles_of_the_weeks_that_are_tested() -> None:
    here = walk({"a": [1.0] * 5 + [7.0, 9.0, 1.0, 7.0, 9.0]})
    drawn = Run(here, EFFORT, lambda: Oracle(here.to_come())).drawn(5)
    assert sorted(set(drawn.ravel().tolist())) == [1.0, 7.0, 9.0]


def test_a_companys_net_is_the_sum_of_the_series_that_are_known_there() -> None:
    """b stops after week 7, so that the last origin's net is a alone; c belongs to nobody."""
    facts = pd.DataFrame({"unique_id": ["a", "b", "c"], "company": ["k", "k", ""]})
    values = {"a": [1.0, 2.0] * 5, "b": [4.0] * 7, "c": [100.0] * 10}
    here = lay_out(long_frame(values), facts, horizon=2, origins=2, stride=3)
    assert companies(here) == ("k",)
    (_, _, first), (_, _, last) = Run(here, EFFORT, lambda: Window(52)).judged(here.origins)
    assert first.size.tolist() == [[6.0, 5.0]]
    assert last.size.tolist() == [[1.0, 2.0]]
    assert first.scale.tolist() == [1.0]


def test_density_is_read_before_the_first_origin() -> None:
    """Twelve weeks before it: six with money are dense, two are middle, one is rare."""
    moved = {"six": 6, "two": 2, "one": 1}
    values = {name: [1.0] * count + [0.0] * (12 - count) + [1.0] * 5 for name, count in moved.items()}
    here = walk(values)
    assert here.origins[0] == 12
    groups = {
        name: [here.unique_ids[at] for at in np.flatnonzero(mask)]
        for name, mask in density_groups(here).items()
    }
    assert groups == {"dense": ["six"], "middle": ["two"], "rare": ["one"]}


def judged_by(make: Callable[[], Learner], here: Walk) -> Scored:
    return Scored.of([series for _, series, _ in Run(here, EFFORT, make).judged(here.origins)])


def test_figures_by_hand() -> None:
    """6, 10, 10 are known: a scale of 2 and a fan of nothing but 10. Then 10 comes, and 14: 4 off."""
    here = walk({"a": [6.0, 10.0, 10.0, 10.0, 14.0], "still": [5.0] * 5}, origins=1)
    found = figures(judged_by(lambda: Window(2), here))
    assert here.origins == (3,)
    assert naive_scale(here.y[:, :3]).tolist()[0] == 2.0
    assert found["series"] == 1
    assert found["mase"] == 1.0
    assert found["sql"] == pytest.approx(1.0)
    assert found["smape"] == pytest.approx((0 + 4 / 12) / 2, abs=1e-4)
    assert found["msis"] == pytest.approx((0 + 40 * 4 / 2) / 2)
    assert found["wql_pooled"] == pytest.approx(4 / 24, abs=1e-4)
    assert found["seasonal_error"] == 2.0
    assert (found["coverage_50"], found["coverage_95"], found["above_q90"]) == (0.5, 0.5, 0.5)
    assert found["total_coverage_80"] == 0.0
    assert found["total_is_80"] == pytest.approx(10 * 4 / 2)


def test_a_series_without_change_before_the_origin_is_left_out_and_counted() -> None:
    here = walk({"a": [6.0, 10.0, 10.0, 10.0, 14.0], "still": [5.0] * 5}, origins=1)
    scored = judged_by(lambda: Window(2), here)
    assert scored.left_out == 1


def test_one_forecast_against_another_has_sign_interval_and_every_origin() -> None:
    random = np.random.default_rng(8)
    here = walk({f"s{at}": list(random.gamma(2.0, 9.0, 40)) for at in range(30)}, horizon=4, stride=4)
    oracle, plain = (judged_by(make, here) for make in (lambda: Oracle(here.to_come()), lambda: Window(52)))
    told = against(oracle, plain, seed=1)
    assert told is not None
    assert told["low"] < told["change"] < told["high"] < 0
    assert told["p"] < 0.01
    assert len(told["by_origin"]) == 2
    same = against(plain, plain, seed=1)
    assert same is not None
    assert (same["change"], same["p"]) == (0.0, 1.0)


def test_the_share_of_the_possible_gain() -> None:
    assert gain_share(0.97, 1.0, 0.95) == pytest.approx(0.6)
    assert gain_share(1.0, 1.0, 1.0) is None
    assert gain_share(0.9, None, 0.8) is None


def test_scores_are_read_back_as_they_were(tmp_path: Path) -> None:
    here = walk({"a": [6.0, 10.0, 10.0, np.nan, 14.0]}, origins=1)
    (_, scores, _), *_ = Run(here, EFFORT, lambda: Window(2)).judged(here.origins)
    path = tmp_path / "scores.npz"
    scores.save(path)
    again = Judged.load(path)
    for name in Judged.__dataclass_fields__:
        assert np.array_equal(getattr(again, name), getattr(scores, name), equal_nan=True)
