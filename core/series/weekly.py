"""Payments summed by account, category, direction and week: what the forecaster learns from."""

import hashlib
from datetime import date

import numpy as np
import pandas as pd

from core.domain.money import exponent
from core.domain.weeks import first_open_week, first_whole_week

KEYS = ["account_id", "category", "direction", "currency"]
COLUMNS = ["unique_id", "ds", "y", *KEYS]
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
    rows = transactions_frame.assign(booked_on=pd.to_datetime(transactions_frame["booked_on"]))
    first_rows = rows.groupby("account_id")["booked_on"].min().dt.date
    starts = {account: first_whole_week(max(first, data_from)) for account, first in first_rows.items()}
    end = first_open_week(data_until)
    starts = {account: start for account, start in starts.items() if start < end}
    if not starts:
        return _empty()
    weeks = _account_weeks(starts, end)
    rows["ds"] = rows["booked_on"] - pd.to_timedelta(rows["booked_on"].dt.weekday, unit="D")
    rows = rows.merge(weeks, on=["account_id", "ds"])
    if rows.empty:
        return _empty()
    rows["y"] = rows["amount_minor"].abs() / rows["currency"].map(_units_per_major(rows["currency"]))
    sums = rows.groupby([*KEYS, "ds"], as_index=False)["y"].sum()
    grid = sums[KEYS].drop_duplicates().merge(weeks, on="account_id")
    series = grid.merge(sums, on=[*KEYS, "ds"], how="left").fillna({"y": 0.0})
    series["unique_id"] = unique_id(series)
    ordered: pd.DataFrame = series[COLUMNS].sort_values(["unique_id", "ds"], ignore_index=True)
    return ordered


def unique_id(frame: pd.DataFrame) -> pd.Series:
    """The name of the series each row belongs to: "account/category/direction"."""
    return frame["account_id"].astype(str) + "/" + frame["category"] + "/" + frame["direction"]


def digest(series_frame: pd.DataFrame) -> str:
    """A sha1 over one series' weeks and values: equal as long as nothing in it changed."""
    ordered = series_frame.sort_values("ds")
    weeks = ordered["ds"].to_numpy("datetime64[D]").astype(np.int64)
    steps = np.rint(ordered["y"].to_numpy(np.float64) * _DIGEST_STEPS)
    amounts = np.where(np.isnan(steps), _UNKNOWN, steps).astype(np.int64)
    return hashlib.sha1(weeks.tobytes() + amounts.tobytes(), usedforsecurity=False).hexdigest()


def digests(series_frame: pd.DataFrame) -> dict[str, str]:
    """The digest of every series in the frame, by unique_id."""
    return {str(name): digest(series) for name, series in series_frame.groupby("unique_id")}


def _account_weeks(starts: dict[int | str, date], end: date) -> pd.DataFrame:
    frames = [
        pd.DataFrame({"ds": pd.date_range(start, end, freq="7D", inclusive="left"), "account_id": account})
        for account, start in starts.items()
    ]
    return pd.concat(frames, ignore_index=True)


def _units_per_major(currencies: pd.Series) -> dict[str, float]:
    return {currency: 10.0 ** exponent(currency) for currency in currencies.unique()}


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS}).astype(
        {"ds": "datetime64[ns]", "y": "float64"}
    )
