"""Which due dates lie ahead of a stream, and which of an earlier day's came true."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.forecasters.grid import Days, Floats
from models.forecasters.recurring.fitting import slots_of
from models.forecasters.recurring.rhythms import Ints, due_days, slots_until
from models.forecasters.recurring.streams import Stream

LATE_DAYS = 3
"""A payment more than this many days after its due date is late."""
_BAND_WHOLE, _BAND_STANDING = 2.5, 1.25
"""How far beyond the last amounts a payment may lie and still be the stream's."""
_RECENT = 6


@dataclass(frozen=True, eq=False)
class Dues:
    """A stream's due dates ahead: `slots` and `days` (dues,), ascending.

    The first ones may lie before the day that is looked from: overdue, and still within their grace.
    """

    slots: Ints
    days: Days


@dataclass(frozen=True, eq=False)
class Came:
    """What became of due dates: `came` (dues,), and where it did `lag` in days and `amount`, else NaN."""

    came: np.ndarray
    lag: Floats
    amount: Floats


def dues_ahead(stream: Stream, until: np.datetime64, horizon_days: int, country: str) -> Dues:
    """The due dates still open on `until`, to `horizon_days` after it."""
    last = int(stream.slots[-1])
    end = until + np.timedelta64(horizon_days, "D")
    slots = np.arange(last + 1, max(last + 1, slots_until(stream.rhythm, end) + 1) + 1)
    days = due_days(stream.rhythm, slots, country)
    open_still = (days + np.timedelta64(stream.fit.period.late, "D") >= until) & (days <= end)
    return Dues(slots[open_still], days[open_still])


def what_came(stream: Stream, dues: Dues, later: pd.DataFrame, country: str) -> Came:
    """Hold due dates against the payee's later payments on the account.

    `later` has booked_on ascending and amount > 0. A payment counts for the due date it lies nearest
    to, within the period's bounds and of about the usual amount.
    """
    came = np.zeros(len(dues.slots), dtype=bool)
    lag, amount = np.full(len(came), np.nan), np.full(len(came), np.nan)
    if later.empty or not len(came):
        return Came(came, lag, amount)
    days, sums = usual_days(stream, later)
    if not len(days):
        return Came(came, lag, amount)
    slots, lags = slots_of(stream.rhythm, days.astype(np.int64), country)
    inside = (lags >= -stream.fit.period.early) & (lags <= stream.fit.period.late)
    for row in np.flatnonzero(inside)[np.argsort(-np.abs(lags[inside]), kind="stable")]:
        at = np.flatnonzero(dues.slots == slots[row])
        came[at], lag[at], amount[at] = True, lags[row], sums[row]
    return Came(came, lag, amount)


def usual_days(stream: Stream, later: pd.DataFrame) -> tuple[Days, Floats]:
    """Days on which the payee was paid about as usual, and how much of it is the stream's."""
    recent = stream.amounts[-_RECENT:]
    band = _BAND_WHOLE if stream.whole else _BAND_STANDING
    low, high = recent.min() / band, recent.max() * band
    booked = later["booked_on"].to_numpy().astype("datetime64[D]")
    amounts = later["amount"].to_numpy(dtype=np.float64)
    days, at = np.unique(booked, return_inverse=True)
    sums = np.bincount(at, weights=amounts, minlength=len(days))
    if not stream.whole:
        alike = (amounts >= low) & (amounts <= high)
        # Of several such payments on a day, the one nearest to the last amount is the stream's.
        for row in np.flatnonzero(alike)[np.argsort(-np.abs(amounts[alike] - recent[-1]), kind="stable")]:
            sums[at[row]] = amounts[row]
    usual = (sums >= low) & (sums <= high)
    return days[usual], sums[usual]
