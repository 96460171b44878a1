"""Invented payments with known rhythms, for the tests of recurring money."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from models.forecasters.recurring.streams import Stream, find_streams

Row = tuple[date, float]


def payments(
    rows: Iterable[Row],
    payee: str = "landlord",
    *,
    account: str = "1",
    category: str = "premises",
    first_id: int = 1,
) -> pd.DataFrame:
    """These days and signed amounts as a frame of one payee."""
    listed = list(rows)
    return pd.DataFrame(
        {
            "payment_id": np.arange(first_id, first_id + len(listed), dtype=np.int64),
            "account": pd.Series([account] * len(listed), dtype=object),
            "booked_on": pd.to_datetime([day for day, _ in listed]),
            "amount": np.array([amount for _, amount in listed], dtype=np.float64),
            "payee": pd.Series([payee] * len(listed), dtype=object),
            "category": pd.Series([category] * len(listed), dtype=object),
        }
    )


def monthly(day: int, first: tuple[int, int], count: int, amount: float = -1000.0) -> list[Row]:
    """The same day of `count` months, moved to Monday off weekends."""
    months = [
        (first[0] + (first[1] - 1 + step) // 12, (first[1] - 1 + step) % 12 + 1) for step in range(count)
    ]
    return [(off_weekend(date(year, month, day)), amount) for year, month in months]


def every(days: int, first: date, count: int, amount: float = -100.0) -> list[Row]:
    """`count` payments so many days apart."""
    return [(first + timedelta(days=days * step), amount) for step in range(count)]


def off_weekend(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


def together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Several payees in one frame, every payment with a number of its own."""
    whole = pd.concat(frames, ignore_index=True)
    return whole.assign(payment_id=np.arange(1, len(whole) + 1, dtype=np.int64))


def found(frame: pd.DataFrame, until: str, country: str = "") -> tuple[Stream, ...]:
    """The streams known at the end of this day."""
    return find_streams(frame, np.datetime64(until, "D"), country)
