"""Pieces: how a group that is not alike after all breaks into smaller ones that last."""

import hashlib
import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from core.domain.money import exponent
from core.domain.review import GroupKey, How

Splits = Mapping[GroupKey, How]


class OpenRow(NamedTuple):
    """One row of a group as `core.store.review.OPEN_ROWS` names it."""

    part_id: int
    payee_key: str
    direction: str
    currency: str
    amount_minor: int
    account_id: int
    text: str
    counterparty: str
    probability: float


def pieces(rows_frame: pd.DataFrame, splits: Splits) -> list[str]:
    """The piece each row is in: its currency, then what each split on the way down says of it.

    Rows that name no payee are not alike for that, so they are told apart by their text from the start.
    """
    return [_piece(OpenRow(*row), splits) for row in rows_frame.itertuples(index=False)]


def grouped(rows_frame: pd.DataFrame, splits: Splits) -> pd.DataFrame:
    """Rows put together by payee, direction and piece.

    Columns: payee_key, direction, piece, currency, rows, money_minor, probability (the lowest), part_id
    (the newest).
    """
    named = rows_frame.assign(
        piece=pieces(rows_frame, splits), money_minor=rows_frame["amount_minor"].abs(), rows=1
    )
    by = named.groupby(["payee_key", "direction", "piece", "currency"], as_index=False)
    return by.agg({"rows": "sum", "money_minor": "sum", "probability": "min", "part_id": "max"})


def best_split(rows_frame: pd.DataFrame) -> How | None:
    """By what the rows of a group come apart best; None where there is one row only.

    The first of account, size of the amount, text and exact amount that makes few pieces; where each
    makes many, whichever makes the fewest; rows alike in everything become single ones.
    """
    rows = [OpenRow(*row) for row in rows_frame.itertuples(index=False)]
    if len(rows) < 2:
        return None
    counts = {how: len({value(row) for row in rows}) for how, value in _VALUES.items()}
    few = [how for how, count in counts.items() if 2 <= count <= max(2, len(rows) // 2)]
    if few:
        return few[0]
    return min((how for how, count in counts.items() if count >= 2), key=lambda how: counts[how])


def is_told_apart(payee_key: str, direction: str, splits: Splits) -> bool:
    """Whether one answer for the payee would reach rows that are shown as something else."""
    return not payee_key or (payee_key, direction) in {(key.payee_key, key.direction) for key in splits}


def _piece(row: OpenRow, splits: Splits) -> str:
    piece = row.currency if row.payee_key else f"{row.currency}/{_said(How.TEXT, row)}"
    while (how := splits.get(GroupKey(row.payee_key, row.direction, piece))) is not None:
        piece = f"{piece}/{_said(how, row)}"
    return piece


def _said(how: How, row: OpenRow) -> str:
    return f"{how.value}={_VALUES[how](row)}"


def _size(row: OpenRow) -> str:
    """About three sizes for each power of ten, so that 9.90 and 10.20 stay together and 10 and 40 do not."""
    major = abs(row.amount_minor) / 10 ** exponent(row.currency)
    return str(round(1.5 * math.log1p(major)))


def _text(row: OpenRow) -> str:
    """A short mark for the bank's words, whatever their case and spacing."""
    words = " ".join(f"{row.counterparty} {row.text}".casefold().split())
    return hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()[:10]


_VALUES: dict[How, Callable[[OpenRow], str]] = {
    How.ACCOUNT: lambda row: str(row.account_id),
    How.AMOUNT: _size,
    How.TEXT: _text,
    How.EXACT: lambda row: str(abs(row.amount_minor)),
    How.SINGLE: lambda row: str(row.part_id),
}
