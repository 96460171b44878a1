"""Whether a series wanders or comes back: the augmented Dickey-Fuller test, series by series."""

import warnings

import numpy as np

from models.forecasters.grid import Floats

FEWEST_WEEKS = 24
SURE = 0.05


def unit_root_chances(y: Floats) -> Floats:
    """The test's p-value of each series, (series,); under `SURE` it comes back to a level of its own.

    `y` is (series, weeks); unknown weeks are closed up. With a constant, lags chosen by AIC. NaN where
    the test cannot be made: under `FEWEST_WEEKS` known weeks, weeks that are all alike, or so few
    that differ that the regression has no error left.

    Source: Dickey & Fuller 1979; MacKinnon 2010; statsmodels.
    """
    return np.array([_chance(row[~np.isnan(row)]) for row in y], dtype=np.float64)


def _chance(known: Floats) -> float:
    from statsmodels.tsa.stattools import adfuller

    if len(known) < FEWEST_WEEKS or known.min() == known.max():
        return float("nan")
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        result = adfuller(known / known.std(), regression="c", autolag="AIC", result_object=True)
    return float(result.pvalue) if np.isfinite(result.statistic) else float("nan")
