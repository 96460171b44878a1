from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.forecasters.anchored import Anchored
from models.forecasters.blend import Bursar
from models.forecasters.calibration import calibrate
from models.forecasters.cold_start import Pool, Pools
from models.forecasters.deepar import DeepAR
from tests.contract.checks_forecasters import company, statics, weekly

POOL = Pool(active=2.0, idle=2.0, size=4.0, apart=1.0, spread=0.5, shape=(-1.0,) * 9 + (0.0,) + (1.0,) * 9)


@cache
def model() -> Bursar:
    series, static = company()
    return Bursar(DeepAR(epochs=4), Anchored(nets=1)).fit(series, static, seed=2)


def quantiles(served: Bursar) -> np.ndarray:
    series, static = company()
    forecast = served.forecast(series, static, horizon_weeks=12, paths=100, seed=1)
    return np.quantile(forecast.paths, [0.1, 0.5, 0.9], axis=1)


@pytest.mark.parametrize("weights", ["deepar.pt", "anchored.pt"])
def test_zeroed_weights_of_either_learner_change_the_served_quantiles(tmp_path: Path, weights: str) -> None:
    import torch

    model().save(tmp_path)
    trained = torch.load(tmp_path / weights, weights_only=True)
    torch.save({name: torch.zeros_like(value) for name, value in trained.items()}, tmp_path / weights)
    zeroed = quantiles(Bursar.load(tmp_path))
    changed = np.abs(zeroed - quantiles(model())).max(axis=(0, 2))
    assert (changed > 0.3).all()


@pytest.mark.parametrize(
    ("weeks", "share"),
    [([100.0] * 80, 0.35), ([0.0, 0.0, 100.0, 0.0] * 20, 0.25), ([0.0] * 9 + [100.0] + [0.0] * 70, 0.1)],
    ids=["dense", "middle", "rare"],
)
def test_a_quantile_is_so_much_deepar_and_the_rest_the_anchored_net(weeks: list[float], share: float) -> None:
    made = weekly("sales", weeks)
    static = statics({"sales": "in"})
    arguments = {"horizon_weeks": 12, "paths": 100, "seed": 1}
    learned = model().deepar.forecast(made, static, **arguments).paths
    anchored = model().anchored.forecast(made, static, **arguments).paths
    bare = Bursar(model().deepar, model().anchored)
    served = bare.forecast(made, static, **arguments)
    expected = share * np.sort(learned[0], axis=0) + (1 - share) * np.sort(anchored[0], axis=0)
    assert np.allclose(np.sort(served.paths[0], axis=0), np.where(expected < 2.0, 0.0, expected), rtol=1e-5)
    assert served.parts == ({"anchored": 1 - share, "deepar": share},)


def test_each_series_says_what_it_was_made_of() -> None:
    parts = [weekly("full", [9.0] * 30), weekly("young", [9.0] * 24), weekly("new", [9.0] * 3)]
    static = statics({"full": "out", "young": "out", "new": "out"})
    pooled = Bursar(model().deepar, model().anchored, pools=Pools({"": POOL}))
    forecast = pooled.forecast(pd.concat(parts), static, horizon_weeks=12, paths=20, seed=1)
    assert dict(zip(forecast.unique_ids, forecast.parts, strict=True)) == {
        "full": {"anchored": 0.65, "deepar": 0.35},
        "young": {"average": 0.75, "pool": 0.25},
        "new": {"too_short": 1.0},
    }


def test_quantiles_of_a_week_never_cross_and_a_band_never_turns_negative() -> None:
    levels = np.sort(quantiles(model()), axis=0)
    assert np.array_equal(levels, quantiles(model()))
    assert (levels >= 0).all()


def test_under_76_weeks_the_usual_coupling_stands() -> None:
    series, static = company()
    short = series[series["ds"] > series["ds"].max() - pd.Timedelta(weeks=75)]
    young = Bursar(DeepAR(epochs=1), Anchored(nets=1, epochs=1)).fit(short, static, seed=2)
    assert young.calibration == calibrate([])


def test_a_horizon_beyond_training_is_refused() -> None:
    series, static = company()
    with pytest.raises(ValueError, match="13"):
        model().forecast(series, static, horizon_weeks=13, paths=5, seed=1)


def test_training_leaves_the_random_state_of_the_process_alone() -> None:
    series, static = company()
    np.random.seed(7)
    expected = np.random.random()
    np.random.seed(7)
    model().forecast(series, static, horizon_weeks=12, paths=5, seed=1)
    assert np.random.random() == expected


def test_what_deepar_says_by_itself_comes_with_the_forecast_and_is_not_drawn_twice() -> None:
    series, static = company()
    arguments = {"horizon_weeks": 12, "paths": 50, "seed": 1}
    served = model().forecast(series, static, **arguments)
    own = model().deepar.forecast(series, static, **arguments)
    alone = served.alone["deepar"]
    assert alone.unique_ids == served.unique_ids
    assert np.array_equal(alone.paths, own.paths)
    assert set(map(str, alone.parts)) == {"{'deepar': 1.0}"}


def test_where_history_is_short_deepar_alone_says_what_bursar_says() -> None:
    young = weekly("young", [9.0] * 24)
    pooled = Bursar(model().deepar, model().anchored, pools=Pools({"": POOL}))
    served = pooled.forecast(young, statics({"young": "out"}), horizon_weeks=12, paths=20, seed=1)
    assert np.array_equal(served.alone["deepar"].paths, served.paths)
    assert served.alone["deepar"].parts == served.parts
