"""The two frames that business and learning meet in: payments, and weekly series."""

from dataclasses import dataclass

import pandas as pd


class FrameError(ValueError):
    """A frame that does not keep the contract; the message names column and fault."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its dtype kind ("text", "number", "whole", "date") and what it holds."""

    kind: str
    meaning: str


TRANSACTIONS: dict[str, Column] = {
    "part_id": Column("whole", "identity of the row"),
    "company": Column("text", "opaque company key"),
    "account": Column("text", "opaque account key"),
    "booked_on": Column("date", "booking date"),
    "amount": Column("number", "signed, major units, minus is money out; for learning only"),
    "currency": Column("text", "ISO 4217"),
    "direction": Column("text", '"in" or "out"'),
    "payee": Column("text", "normalized payee, see features.text.normalize_payee"),
    "text": Column("text", "what the bank wrote, raw"),
    "mcc": Column("text", "merchant category code, four digits or empty"),
    "nace": Column("text", "beneficiary's NACE code or empty"),
    "type_code": Column("text", "one of the 20 neutral type codes or empty"),
    "bank_code": Column("text", "the bank's own transaction code or empty"),
    "standing_order": Column("text", '"yes", "no" or empty'),
    "contactless": Column("text", '"yes", "no" or empty'),
    "mcc_answer": Column("text", "category the MCC table names, or empty"),
    "nace_answer": Column("text", "category the NACE table names, or empty"),
}
"""One row a part of a payment. Training frames add `LABEL_COLUMNS`."""

LABEL_COLUMNS: dict[str, Column] = {
    "category": Column("text", "the true category"),
    "weight": Column("number", "how much the row counts in training; a human label about 10"),
    "human": Column("whole", "1 where a person decided, else 0"),
}

SERIES: dict[str, Column] = {
    "unique_id": Column("text", "identity of the series"),
    "ds": Column("date", "Monday of the week"),
    "y": Column("number", "sum of the week, >= 0; zero-filled, NaN where the source has no data"),
}

STATIC: dict[str, Column] = {
    "unique_id": Column("text", "identity of the series"),
    "company": Column("text", "opaque company key"),
    "category": Column("text", "master category key or any other label"),
    "direction": Column("text", '"in" or "out"'),
    "nace": Column("text", "company's trade or empty"),
}

_CHECKS = {
    "text": pd.api.types.is_object_dtype,
    "number": pd.api.types.is_float_dtype,
    "whole": pd.api.types.is_integer_dtype,
    "date": pd.api.types.is_datetime64_any_dtype,
}


def check_frame(frame: pd.DataFrame, columns: dict[str, Column]) -> pd.DataFrame:
    """Hand the frame back if it keeps the contract, else say which column does not and why.

    Raises FrameError. Text columns hold str only (never None or NaN): the first bad row is named.
    """
    for name, column in columns.items():
        if name not in frame.columns:
            raise FrameError(f"column {name!r} is missing: {column.meaning}")
        values = frame[name]
        if len(frame) and not _CHECKS[column.kind](values.dtype):
            raise FrameError(f"column {name!r} is {values.dtype}, not {column.kind}")
        if column.kind == "text" and values.isna().any():
            raise FrameError(f"column {name!r} has no text in row {values.isna().argmax()}")
    return frame
