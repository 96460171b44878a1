"""What every served forecaster owes, as plain functions that take a class and raise AssertionError."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from models.contracts import Forecast, Forecaster

HORIZON = 12
PATHS = 60
SEED = 11
WEEKS = 80


def weekly(name: str, values: list[float] | np.ndarray, last: str = "2026-03-02") -> pd.DataFrame:
    """One series that ends in the week of `last`."""
    days = pd.date_range(end=last, periods=len(values), freq="7D")
    return pd.DataFrame({"unique_id": name, "ds": days, "y": np.asarray(values, dtype=np.float64)})


def company() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Four series of 80 weeks: sales every week, rent every fourth, repairs now and then, refunds."""
    random = np.random.default_rng(5)
    sales = random.gamma(8.0, 120.0, WEEKS)
    rent = np.where(np.arange(WEEKS) % 4 == 0, 900.0, 0.0)
    repairs = np.where(random.random(WEEKS) < 0.15, random.gamma(2.0, 150.0, WEEKS), 0.0)
    refunds = np.where(random.random(WEEKS) < 0.3, random.gamma(2.0, 20.0, WEEKS), 0.0)
    values = {"sales": sales, "rent": rent, "repairs": repairs, "refunds": refunds}
    series = pd.concat([weekly(name, weeks) for name, weeks in values.items()], ignore_index=True)
    return series, statics({"sales": "in", "rent": "out", "repairs": "out", "refunds": "in"})


def statics(directions: dict[str, str]) -> pd.DataFrame:
    """Static rows of a company in trade 56.10 whose categories are named like its series."""
    return pd.DataFrame(
        {
            "unique_id": list(directions),
            "company": "cafe",
            "category": list(directions),
            "direction": list(directions.values()),
            "nace": "56.10",
        }
    )


def draw(model: Forecaster, series: pd.DataFrame, static: pd.DataFrame, seed: int = SEED) -> Forecast:
    """Twelve weeks, 60 paths."""
    return model.forecast(series, static, horizon_weeks=HORIZON, paths=PATHS, seed=seed)


def assert_sound(forecast: Forecast, names: list[str]) -> None:
    """Every promise of `Forecast` that can be seen from outside."""
    assert sorted(forecast.unique_ids) == sorted(names), forecast.unique_ids
    assert forecast.paths.shape == (len(names), PATHS, HORIZON), forecast.paths.shape
    assert forecast.paths.dtype == np.float32, forecast.paths.dtype
    assert np.isfinite(forecast.paths).all(), "a path holds NaN or infinity"
    assert (forecast.paths >= 0).all(), "a path is negative"
    assert len(forecast.parts) == len(names)
    for parts in forecast.parts:
        assert abs(sum(parts.values()) - 1) < 1e-6, parts


def check_shape_and_weeks(model: Forecaster) -> None:
    series, static = company()
    forecast = draw(model, series, static)
    assert_sound(forecast, ["sales", "rent", "repairs", "refunds"])
    assert [week.isoformat() for week in forecast.weeks[:2]] == ["2026-03-09", "2026-03-16"]
    assert len(forecast.weeks) == HORIZON
    shorter = model.forecast(series, static, horizon_weeks=5, paths=7, seed=SEED)
    assert shorter.paths.shape == (4, 7, 5)


def check_size_is_right(model: Forecaster) -> None:
    """Sales of about 960 a week are forecast between 480 and 1,920 in the mean."""
    series, static = company()
    forecast = draw(model, series, static)
    mean = float(forecast.paths[forecast.unique_ids.index("sales")].mean())
    assert 480 < mean < 1920, mean


def check_unit_is_kept(model: Forecaster) -> None:
    """The same series in cents gives a hundred times the money."""
    series, static = company()
    major = draw(model, series, static).paths
    minor = draw(model, series.assign(y=series["y"] * 100), static).paths
    sales = list(draw(model, series, static).unique_ids).index("sales")
    assert 60 < minor[sales].mean() / major[sales].mean() < 160


def check_same_seed_same_futures(model: Forecaster) -> None:
    series, static = company()
    first, second = draw(model, series, static), draw(model, series, static)
    assert np.array_equal(first.paths, second.paths)
    assert not np.array_equal(first.paths, draw(model, series, static, seed=SEED + 1).paths)


def check_saved_is_loaded(model: Forecaster) -> None:
    series, static = company()
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder))
        names = [path.suffix for path in Path(folder).rglob("*")]
        assert not {".pkl", ".pickle", ".joblib"} & set(names), names
        loaded = type(model).load(Path(folder))
    assert loaded.name == model.name
    assert np.array_equal(draw(loaded, series, static).paths, draw(model, series, static).paths)


def check_order_is_of_no_account(model: Forecaster) -> None:
    series, static = company()
    there = draw(model, series, static)
    back = draw(
        model,
        series.sample(frac=1, random_state=1)[["y", "ds", "unique_id"]],
        static.iloc[::-1][["nace", "direction", "category", "company", "unique_id"]],
    )
    rows = [back.unique_ids.index(name) for name in there.unique_ids]
    assert np.array_equal(there.paths, back.paths[rows])


def check_neighbors_change_nothing(model: Forecaster) -> None:
    """A series has the same futures alone as among others, so one can be drawn anew by itself."""
    series, static = company()
    together = draw(model, series, static)
    alone = draw(model, series[series["unique_id"] == "rent"], static)
    assert np.array_equal(alone.paths[0], together.paths[together.unique_ids.index("rent")])


def check_one_week(model: Forecaster) -> None:
    assert_sound(draw(model, weekly("new", [250.0]), statics({"new": "out"})), ["new"])


def check_nothing_ever(model: Forecaster) -> None:
    forecast = draw(model, weekly("idle", [0.0] * WEEKS), statics({"idle": "out"}))
    assert_sound(forecast, ["idle"])
    assert not forecast.paths.any(), "money is forecast where none ever moved"


def check_gap(model: Forecaster) -> None:
    """Ten unknown weeks are unknown, not zero."""
    values = np.full(WEEKS, 500.0)
    values[40:50] = np.nan
    forecast = draw(model, weekly("gap", values), statics({"gap": "out"}))
    assert_sound(forecast, ["gap"])
    assert forecast.paths.mean() > 250


def check_unknown_from_end_to_end(model: Forecaster) -> None:
    assert_sound(draw(model, weekly("dark", [np.nan] * WEEKS), statics({"dark": "out"})), ["dark"])


def check_outlier(model: Forecaster) -> None:
    """One week of 1e9 among weeks of 100 leaves finite futures."""
    values = np.full(WEEKS, 100.0)
    values[60] = 1e9
    assert_sound(draw(model, weekly("odd", values), statics({"odd": "out"})), ["odd"])


def check_strangers(model: Forecaster) -> None:
    """A category, a trade and a series without any static row are answered all the same."""
    series = pd.concat([weekly("a", [10.0] * WEEKS), weekly("b", [20.0] * WEEKS)], ignore_index=True)
    static = statics({"a": "out"}).assign(category="never heard of", nace="99.99")
    assert_sound(draw(model, series, static), ["a", "b"])


def check_different_ends(model: Forecaster) -> None:
    """A series that stopped earlier is forecast for the same weeks as the others."""
    long, stopped = weekly("long", [50.0] * WEEKS), weekly("stopped", [70.0] * 40, last="2025-12-29")
    forecast = draw(model, pd.concat([long, stopped]), statics({"long": "out", "stopped": "out"}))
    assert_sound(forecast, ["long", "stopped"])
    assert forecast.weeks[0].isoformat() == "2026-03-09"


def check_empty(model: Forecaster) -> None:
    series, static = company()
    forecast = draw(model, series.iloc[:0], static.iloc[:0])
    assert forecast.unique_ids == ()
    assert forecast.parts == ()
    assert forecast.paths.shape[0] == 0


CHECKS: tuple[Callable[[Forecaster], None], ...] = tuple(
    check for name, check in sorted(globals().items()) if name.startswith("check_")
)
