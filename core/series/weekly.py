"""Payments summed by account, category, direction and week: what the forecaster learns from."""

import hashlib
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.domain.money import exponent
from core.domain.weeks import first_open_week, first_whole_week

KEYS = ["account_id", "category", "direction", "currency"]
COLUMNS = ["unique_id", "ds", "y", *KEYS]
_WEEK = 7
_UNKNOWN = -1
"""Stands for a week that is not known; amounts are never negative."""
_DIGEST_STEPS = 10_000
"""Amounts that differ by less than a ten-thousandth are the same: sums of floats may."""


def weekly_series_frame(transactions_frame: pd.DataFrame, data_from: date, data_until: date) -> pd.DataFrame:
    """One row a series and week, zero-filled from the account's first complete week on.

    Args:
        transactions_frame: one row a part; `KEYS`, booked_on and amount_minor.
        data_from: first day the company's data cover; an account starts there or with its first row.
        data_until: last day the data cover; the week it leaves open is left out.

    Returns:
        `COLUMNS`, ordered by series and week: unique_id "account/category/direction", ds a Monday,
        y in major units, >= 0. Own transfers stand under their category, for the account's balance.
    """
    rows = transactions_frame
    booked = pd.to_datetime(rows["booked_on"])
    number = rows.groupby(KEYS, sort=False).ngroup().to_numpy()
    _, first_rows = np.unique(number, return_index=True)
    series = rows[KEYS].iloc[first_rows].reset_index(drop=True)
    first_weeks = (
        booked.groupby(rows["account_id"])
        .min()
        .map(lambda first: first_whole_week(max(first.date(), data_from)))
    )
    starts = _days(series["account_id"].map(first_weeks))
    lengths = (_days([first_open_week(data_until)]) - starts) // _WEEK
    week = (_days(booked) - starts[number]) // _WEEK
    inside = (week >= 0) & (week < lengths[number])
    found = np.unique(number[inside])
    if not len(found):
        return _empty()
    series["unique_id"] = unique_id(series)
    order = found[np.argsort(series["unique_id"].to_numpy()[found], kind="stable")]
    ends = lengths[order].cumsum()
    place = np.zeros(len(series), dtype=np.int64)
    place[order] = ends - lengths[order]
    at = place[number[inside]] + week[inside]
    # Whole minor units add up exactly in any order.
    minor = np.bincount(at, weights=rows["amount_minor"].abs().to_numpy()[inside], minlength=ends[-1])
    grid = series.loc[np.repeat(order, lengths[order])].reset_index(drop=True)
    since = np.arange(ends[-1]) - np.repeat(place[order], lengths[order])
    days = np.repeat(starts[order], lengths[order]) + since * _WEEK
    grid["ds"] = days.astype("datetime64[D]").astype("datetime64[ns]")
    grid["y"] = minor / grid["currency"].map(_units_per_major(series["currency"]))
    return grid[COLUMNS]


def unique_id(frame: pd.DataFrame) -> pd.Series:
    """The name of the series each row belongs to: "account/category/direction"."""
    return frame["account_id"].astype(str) + "/" + frame["category"] + "/" + frame["direction"]


def digests(series_frame: pd.DataFrame) -> dict[str, str]:
    """A sha1 over each series' weeks and values, by unique_id: equal as long as nothing in it changed.

    `series_frame` is ordered by series and week, as `weekly_series_frame` makes it.
    """
    names = series_frame["unique_id"].to_numpy()
    weeks = series_frame["ds"].to_numpy("datetime64[D]").astype(np.int64)
    steps = np.rint(series_frame["y"].to_numpy(np.float64) * _DIGEST_STEPS)
    amounts = np.where(np.isnan(steps), _UNKNOWN, steps).astype(np.int64)
    cuts = np.flatnonzero(names[1:] != names[:-1]) + 1
    pieces = zip(np.split(names, cuts), np.split(weeks, cuts), np.split(amounts, cuts), strict=True)
    return {
        str(name[0]): hashlib.sha1(days.tobytes() + told.tobytes(), usedforsecurity=False).hexdigest()
        for name, days, told in pieces
        if len(name)
    }


def _days(dates: pd.Series | list[date]) -> npt.NDArray[np.int64]:
    """Days since 1970."""
    return pd.to_datetime(pd.Series(dates)).to_numpy("datetime64[D]").astype(np.int64)


def _units_per_major(currencies: pd.Series) -> dict[str, float]:
    return {currency: 10.0 ** exponent(currency) for currency in currencies.unique()}


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS}).astype(
        {"ds": "datetime64[ns]", "y": "float64"}
    )
