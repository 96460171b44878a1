"""What a company decided before: counts by payee, updated by every label without training."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

CORRECTION_WEIGHT = 4.0
"""How much an explicit label counts against a historic one."""
DECAY = 0.8
"""What each later label of the same payee leaves of an earlier one's say: recency beats frequency."""
DOUBT = 1.0
"""How many historic labels weigh as much as knowing nothing about this payee."""

_SEPARATOR = "\x1f"
_LEVELS = (("company", "payee", "direction"), ("company", "account", "payee", "direction"))


@dataclass(frozen=True)
class _Level:
    """Counts of one grain.

    `shares` (keys, categories) fade with age and sum to 1 a key; `strength` (keys,) is all weight
    ever given; `counts` (keys, categories) are plain labels.
    """

    keys: pd.Index
    shares: npt.NDArray[np.float64]
    strength: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Memory:
    """Earlier labels of one or more companies; what one company decided never answers another."""

    categories: tuple[str, ...]
    levels: tuple[_Level, ...]

    @classmethod
    def from_frame(cls, labelled: pd.DataFrame) -> Self:
        """Remember labelled payments, given oldest label first.

        Needs columns company, account, payee, direction, category and human (1 = a person decided).
        Rows without a payee are forgotten.
        """
        rows = labelled[labelled["payee"] != ""]
        categories, codes = np.unique(rows["category"].to_numpy(dtype=str), return_inverse=True)
        weights = np.where(rows["human"].to_numpy() > 0, CORRECTION_WEIGHT, 1.0)
        levels = tuple(_count(rows, columns, codes, weights, len(categories)) for columns in _LEVELS)
        return cls(tuple(categories.tolist()), levels)

    def strength(self, transactions: pd.DataFrame) -> npt.NDArray[np.float64]:
        """The weight of all earlier labels of each payment's payee; 0 where it is new."""
        strength = np.zeros(len(transactions))
        found, at = _found(self.levels[0].keys, transactions, _LEVELS[0])
        strength[found] = self.levels[0].strength[at]
        return strength

    def answer(self, transactions: pd.DataFrame) -> pd.DataFrame:
        """What memory alone says, one row a payment in the given order.

        Columns: part_id, category ("" where the payee is new), probability (0 to 1), count of out_of:
        how many of the company's labels of this payee agree.
        """
        said = self._said(transactions)
        answers = pd.DataFrame({"part_id": transactions["part_id"].to_numpy(), "category": ""})
        answers["probability"], answers["count"], answers["out_of"] = 0.0, 0, 0
        found, at = _found(self.levels[0].keys, transactions, _LEVELS[0])
        best = said[found].argmax(axis=1) if len(found) else np.zeros(0, dtype=np.intp)
        counts = self.levels[0].counts[at]
        answers.loc[found, "category"] = np.array(self.categories, dtype=object)[best]
        answers.loc[found, "probability"] = said[found, best]
        answers.loc[found, "count"] = counts[np.arange(len(found)), best]
        answers.loc[found, "out_of"] = counts.sum(axis=1)
        return answers

    def _said(self, transactions: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Probabilities (rows, categories): n labels of the payee leave DOUBT / (n + DOUBT) unsaid."""
        said = np.zeros((len(transactions), len(self.categories)))
        for level, grain in zip(self.levels, _LEVELS, strict=True):
            found, at = _found(level.keys, transactions, grain)
            trust = (level.strength[at] / (level.strength[at] + DOUBT))[:, None]
            said[found] *= 1 - trust
            said[found] += trust * level.shares[at]
        return said


def _keys(rows: pd.DataFrame, columns: tuple[str, ...]) -> tuple[pd.Index, npt.NDArray[np.intp]]:
    """The distinct keys among the rows, and each row's position among them.

    Columns are numbered before they are joined: text is put together once a key, not once a row.
    """
    at = np.zeros(len(rows), dtype=np.intp)
    keys = pd.Index([""])
    for column in columns:
        codes, values = pd.factorize(rows[column])
        distinct, at = np.unique(at * max(len(values), 1) + codes, return_inverse=True)
        before, value = np.divmod(distinct, max(len(values), 1))
        keys = pd.Index(
            [f"{keys[a]}{_SEPARATOR}{values[b]}" for a, b in zip(before, value, strict=True)], dtype=object
        )
    return keys, at


def _found(
    keys: pd.Index, transactions: pd.DataFrame, columns: tuple[str, ...]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Positions of the payments that are known, and of their keys."""
    distinct, at = _keys(transactions, columns)
    known = keys.get_indexer(distinct)[at]
    found = np.flatnonzero(known >= 0)
    return found, known[found]


def _count(
    rows: pd.DataFrame,
    columns: tuple[str, ...],
    codes: npt.NDArray[np.intp],
    weights: npt.NDArray[np.float64],
    categories: int,
) -> _Level:
    keys, at = _keys(rows, columns)
    later = pd.Series(at).groupby(at).cumcount(ascending=False).to_numpy()
    faded = np.zeros((len(keys), categories))
    np.add.at(faded, (at, codes), weights * DECAY**later)
    counts = np.zeros((len(keys), categories), dtype=np.int64)
    np.add.at(counts, (at, codes), 1)
    strength = np.bincount(at, weights=weights, minlength=len(keys)).astype(np.float64)
    shares = faded / np.maximum(faded.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    return _Level(keys, shares, strength, counts)
