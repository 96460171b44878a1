"""A payment and its near relatives: the same one with some fields taken from other payments."""

from dataclasses import dataclass
from typing import Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.explanations.readable import FIELDS, is_made_from
from models.frames import TRANSACTIONS

Vector = npt.NDArray[np.float64]
Kept = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

_BACKGROUND_ROWS = 400
_ORDER_SEED = 0


@runtime_checkable
class Reader(Protocol):
    """A learner that tells what it reads of payments, and answers for what it would read."""

    name: str
    categories: tuple[str, ...]

    def features(self, transactions: pd.DataFrame) -> pd.DataFrame:
        """The columns it reads, one row a payment."""
        ...

    def believe(self, features: pd.DataFrame) -> Vector:
        """How likely each category is for rows of `features`: (rows, categories)."""
        ...


@dataclass(frozen=True)
class Neighbors:
    """One payment as a learner reads it, and others to take values from, a field at a time.

    `own` and `others` hold the learner's columns; `payments` are the others as the bank told them;
    `elsewhere[at]` are the rows of `others` whose value of `fields[at]` is not the payment's own,
    in an order that tells nothing.
    """

    fields: tuple[str, ...]
    own: pd.DataFrame
    others: pd.DataFrame
    payments: pd.DataFrame
    elsewhere: tuple[Places, ...]

    @classmethod
    def of(cls, learner: Reader, payment: pd.DataFrame, background: pd.DataFrame) -> Self:
        """Compare a frame of one payment with up to 400 others; fields that all share are left out."""
        payments = _evenly(background[list(TRANSACTIONS)].reset_index(drop=True))
        read = learner.features(pd.concat([payments, payment[list(TRANSACTIONS)]], ignore_index=True))
        own = read.iloc[[-1]].reset_index(drop=True)
        others = read.iloc[:-1].reset_index(drop=True)
        found = {field: _elsewhere(own, others, field) for field in FIELDS}
        fields = tuple(field for field, rows in found.items() if len(rows))
        return cls(fields, own, others, payments, tuple(found[field] for field in fields))

    def changed(self, kept: Kept, places: Places) -> pd.DataFrame:
        """The payment so often, as the learner reads it: fields not `kept` take another's value.

        `kept` and `places` have shape (rows, fields); a place is a row of `others`.
        """
        columns = {}
        for name in self.own:
            own, others = self.own[name].to_numpy(), self.others[name].to_numpy()
            at = self._field_of(str(name))
            column = np.repeat(own, len(kept))
            columns[name] = column if at is None else np.where(kept[:, at], column, others[places[:, at]])
        return pd.DataFrame(columns)

    def _field_of(self, column: str) -> int | None:
        return next((at for at, field in enumerate(self.fields) if is_made_from(column, field)), None)

    def draw_kept(self, random: np.random.Generator, count: int, share: float) -> Kept:
        """So many ways to keep each field with this chance: (count, fields)."""
        return random.random((count, len(self.fields))) < share

    def same_places(self, count: int) -> Places:
        """Values to take that are the same at every call, spread over the others: (count, fields)."""
        return np.column_stack([np.resize(rows, count) for rows in self.elsewhere])

    def draw_places(self, random: np.random.Generator, count: int) -> Places:
        """Values to take, drawn anew: (count, fields)."""
        return np.column_stack([random.choice(rows, count) for rows in self.elsewhere])

    def alone(self, at: int, places: Places) -> tuple[Kept, Places]:
        """What `changed` takes to change nothing but one field, once for each row of `others` in `places`."""
        kept = np.ones((len(places), len(self.fields)), dtype=np.bool_)
        kept[:, at] = False
        return kept, np.repeat(places[:, None], len(self.fields), axis=1)


def _evenly(payments: pd.DataFrame) -> pd.DataFrame:
    if len(payments) <= _BACKGROUND_ROWS:
        return payments
    spread = np.linspace(0, len(payments) - 1, _BACKGROUND_ROWS).round().astype(int)
    return payments.iloc[spread].reset_index(drop=True)


def _elsewhere(own: pd.DataFrame, others: pd.DataFrame, field: str) -> Places:
    names = [name for name in own if is_made_from(str(name), field)]
    differs = np.zeros(len(others), dtype=np.bool_)
    for name in names:
        differs |= others[name].to_numpy() != own[name].iloc[0]
    # One order for all: neighbors in it are no neighbors in time, and each seed meets the same values.
    return np.random.default_rng(_ORDER_SEED + list(FIELDS).index(field)).permutation(np.flatnonzero(differs))
