"""The twelve fields of a payment that a person can read, and what learner and bank keep of each."""

import pandas as pd

from models.features.columns import WORD_COLUMN

FIELDS: dict[str, tuple[str, ...]] = {
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

CALENDAR = frozenset({"weekday", "day_of_month"})
"""A day says little to a reader: it is never named first, and never as what would change an answer."""

_TOLD_BY_THE_BANK: dict[str, tuple[str, ...]] = {
    "mcc": ("mcc", "mcc_answer"),
    "nace": ("nace", "nace_answer"),
    "payee": ("payee", "text"),
}
"""What moves with a field on the payment itself, where that is more than its own column."""


def is_made_from(column: str, field: str) -> bool:
    """Whether a learner's column belongs to this readable field."""
    columns = FIELDS[field]
    return column in columns or (column.startswith(WORD_COLUMN) and WORD_COLUMN in columns)


def readable_values(payment: pd.Series) -> dict[str, str]:
    """What each field holds on one payment, as text; an amount in major units without its sign."""
    booked_on = payment["booked_on"]
    values = {field: str(payment[field]) for field in FIELDS if field in payment.index}
    values["amount"] = f"{abs(payment['amount']):.2f}"
    return values | {"weekday": str(booked_on.weekday()), "day_of_month": str(booked_on.day)}


def with_value_of(payment: pd.DataFrame, other: pd.Series, field: str) -> pd.DataFrame:
    """The payment with another one's value in one field that is not a day; a frame of one row.

    An amount keeps its sign, and a direction turns it.
    """
    own = payment.iloc[0]
    if field == "amount":
        sign = 1.0 if own["amount"] > 0 else -1.0
        return payment.assign(amount=sign * abs(other["amount"]))
    if field == "direction":
        turned = -own["amount"] if other["direction"] != own["direction"] else own["amount"]
        return payment.assign(direction=other["direction"], amount=turned)
    return payment.assign(**{name: other[name] for name in _TOLD_BY_THE_BANK.get(field, (field,))})
