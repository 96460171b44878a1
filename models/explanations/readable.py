"""The twelve fields of a payment that a person can read, and payments put together from them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.features.amount import amount_bucket
from models.features.columns import WORD_COLUMN

Codes = npt.NDArray[np.int64]

FIELDS: dict[str, tuple[str, ...]] = {
    "mcc": ("mcc", "mcc_answer"),
    "nace": ("nace", "nace_answer"),
    "payee": ("payee",),
    "account": ("account",),
    "type_code": ("type_code",),
    "bank_code": ("bank_code",),
    "direction": ("direction",),
    "amount": ("bucket",),
    "weekday": ("weekday",),
    "day_of_month": ("day_of_month",),
    "standing_order": ("standing_order",),
    "contactless": ("contactless",),
}
"""Each field and the columns that move with it: what a code's table answers is part of the code."""

LEARNER_COLUMNS: dict[str, tuple[str, ...]] = {
    "mcc": ("mcc", "mcc_family", "mcc_answer"),
    "nace": ("nace", "nace_family", "nace_answer"),
    "payee": ("words_answer", "words_probability", WORD_COLUMN),
    "account": ("account",),
    "type_code": ("type_code",),
    "bank_code": ("bank_code",),
    "direction": ("direction",),
    "amount": ("amount_bucket",),
    "weekday": ("weekday",),
    "day_of_month": ("day_of_month",),
    "standing_order": ("standing_order",),
    "contactless": ("contactless",),
}
"""Each field and the columns of the tree learner that are made from it; a name may be a beginning."""


@dataclass(frozen=True)
class Coded:
    """Payments as whole numbers, one a field, and the way back.

    `codes` has shape (rows, fields); `values[field]` lists the distinct values a code stands for.
    """

    fields: tuple[str, ...]
    codes: Codes
    values: dict[str, pd.DataFrame]
    template: dict[str, str]

    @classmethod
    def of(cls, payments: pd.DataFrame) -> Self:
        """Number the values of each field; fields that never vary cannot explain and are left out."""
        rows = _spread(payments)
        codes: dict[str, Codes] = {}
        values: dict[str, pd.DataFrame] = {}
        for field, columns in FIELDS.items():
            groups = rows.groupby(list(columns), sort=True)
            if groups.ngroups > 1:
                codes[field] = np.asarray(groups.ngroup(), dtype=np.int64)
                values[field] = rows[list(columns)].drop_duplicates().sort_values(list(columns))
        template = {str(name): rows[name].iloc[-1] for name in rows.columns}
        table = np.column_stack(list(codes.values())) if codes else np.zeros((len(rows), 0), np.int64)
        return cls(tuple(codes), table, values, template)

    def payments(self, codes: Codes) -> pd.DataFrame:
        """Payments with these values; what is not told takes the last row's value."""
        rows = pd.DataFrame({name: [value] * len(codes) for name, value in self.template.items()})
        for at, field in enumerate(self.fields):
            for column in FIELDS[field]:
                rows[column] = self.values[field][column].to_numpy()[codes[:, at]]
        return _together(rows)


def readable_values(payment: pd.Series) -> dict[str, str]:
    """What each field holds on one payment, as text."""
    booked_on = payment["booked_on"]
    values = {field: str(payment[field]) for field in FIELDS if field in payment.index}
    values["amount"] = f"{abs(payment['amount']):.2f}"
    return values | {"weekday": str(booked_on.weekday()), "day_of_month": str(booked_on.day)}


def _spread(payments: pd.DataFrame) -> pd.DataFrame:
    """One column a readable thing: the day split up, the amount in buckets without its sign."""
    return payments.assign(
        bucket=amount_bucket(payments["amount"]),
        weekday=payments["booked_on"].dt.weekday,
        day_of_month=payments["booked_on"].dt.day,
    )


def _together(rows: pd.DataFrame) -> pd.DataFrame:
    days = _days()
    sign = np.where(rows["direction"] == "in", 1.0, -1.0)
    return rows.assign(
        part_id=np.arange(len(rows), dtype=np.int64),
        booked_on=pd.to_datetime(
            [days[weekday, day] for weekday, day in zip(rows["weekday"], rows["day_of_month"], strict=True)]
        ),
        amount=sign * np.expm1(rows["bucket"].to_numpy(dtype=np.float64) / 1.5),
    )


@cache
def _days() -> dict[tuple[int, int], date]:
    """Some real day for each weekday and day of the month; four years hold every pair."""
    days = [date(2024, 1, 1) + timedelta(days=step) for step in range(4 * 365)]
    return {(day.weekday(), day.day): day for day in days}
