"""What a bad file can hold: the served fan stays sensible, in the series' own money."""

from functools import cache

import numpy as np
import pandas as pd

from models.forecasters.anchored import Anchored
from models.forecasters.blend import Bursar
from models.forecasters.deepar import DeepAR
from tests.contract.checks_forecasters import company, statics, weekly


@cache
def model() -> Bursar:
    """Taught by many small companies with weekly sales."""
    random = np.random.default_rng(4)
    many = {f"sales {number}": random.gamma(9.0, 12.0, 110) for number in range(20)}
    series = pd.concat([company()[0], *(weekly(name, y) for name, y in many.items())], ignore_index=True)
    static = pd.concat([company()[1], statics(dict.fromkeys(many, "in")).assign(category="sales")])
    return Bursar(DeepAR(epochs=6), Anchored(nets=1)).fit(series, static, seed=2)


def quantiles(values: list[float] | np.ndarray, category: str = "sales", nace: str = "56.10") -> np.ndarray:
    static = statics({"it": "in"}).assign(category=category, nace=nace)
    forecast = model().forecast(weekly("it", values), static, horizon_weeks=12, paths=200, seed=1)
    assert np.isfinite(forecast.paths).all()
    return np.quantile(forecast.paths[0], [0.05, 0.5, 0.95], axis=0).mean(axis=1)


def test_one_week_gives_a_wide_band_around_it() -> None:
    low, middle, high = quantiles([120.0])
    assert low < 90 < middle < 160 < high < 1200


def test_two_years_of_zeros_stay_zero() -> None:
    assert quantiles(np.zeros(104)).tolist() == [0, 0, 0]


def test_a_gap_of_a_year_is_unknown_and_not_idle() -> None:
    values = np.random.default_rng(1).gamma(9.0, 12.0, 110)
    values[40:92] = np.nan
    low, middle, high = quantiles(values)
    assert 20 < low < 90 < middle < 130 < high < 300


def test_one_week_of_a_billion_leaves_the_middle_of_the_band_where_it_was() -> None:
    values = np.random.default_rng(1).gamma(9.0, 12.0, 110)
    usual = quantiles(values)
    values[80] = 1e9
    low, middle, high = quantiles(values)
    assert middle / usual[1] < 1.5
    assert low > 0.3 * usual[0]
    assert high < 10 * usual[2]


def test_a_company_that_starts_mid_month_has_a_band_from_its_first_whole_weeks() -> None:
    """Six weeks known, the first idle: neither zero nor wild."""
    low, middle, high = quantiles([0.0, 95.0, 130.0, 110.0, 90.0, 105.0])
    assert low < 70 < middle < 140 < high < 500


def test_an_unknown_trade_and_category_are_answered_all_the_same() -> None:
    values = np.random.default_rng(1).gamma(9.0, 12.0, 110)
    low, middle, high = quantiles(values, category="never heard of", nace="99.99")
    assert 20 < low < middle < high < 400
