"""What every peer reads of a payment: plain numbers, the same for all of them."""

from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.features.amount import amount_bucket
from models.features.temporal import day_of_month, weekday

TEXT_SIZE = 24
_LETTERS = 20_000
_KEYS = (("payee",), ("company", "account"), ("company",), ("mcc",), ("nace",))
_PRIOR = 1.0

Matrix = npt.NDArray[np.float32]


class Inputs:
    """Shares of labels by payee, account, company and codes; amount and calendar; letters in few numbers.

    A row that is learned from has the shares of the rows before it. Leaving out its own label alone
    would give it away: the share that is a little low is the label's.
    """

    def __init__(self) -> None:
        self.categories: tuple[str, ...] = ()
        self._prior: npt.NDArray[np.float64] = np.zeros(0)
        self._counts: list[tuple[pd.Index, npt.NDArray[np.float64]]] = []
        self._letters: Any = None
        self._squeezed: Any = None

    def fit(self, history: pd.DataFrame, seed: int) -> Self:
        """Count the history's labels and learn which letters go together."""
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.categories = tuple(sorted(set(history["category"])))
        codes = self.codes(history)
        size = len(self.categories)
        self._prior = np.bincount(codes, minlength=size) / max(len(codes), 1)
        self._counts = []
        for columns in _KEYS:
            at, keys = pd.factorize(_key(history, columns))
            counts = np.zeros((len(keys), size))
            np.add.at(counts, (at, codes), 1.0)
            self._counts.append((pd.Index(keys), counts))
        self._squeezed = None
        payees = [payee for payee in history["payee"].unique() if payee.strip()]
        if len(payees) > 1:
            self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), max_features=_LETTERS)
            known = self._letters.fit_transform(payees)
            parts = min(TEXT_SIZE, known.shape[1] - 1, len(payees) - 1)
            self._squeezed = TruncatedSVD(parts, random_state=seed).fit(known)
        return self

    def codes(self, rows: pd.DataFrame) -> npt.NDArray[np.intp]:
        """Positions of the true labels."""
        return pd.Index(self.categories).get_indexer(pd.Index(rows["category"]))

    def learned_from(self, history: pd.DataFrame, newest: int) -> tuple[Matrix, npt.NDArray[np.intp]]:
        """Inputs and labels of the newest rows of what was counted, each as of the moment before it."""
        rows = history.tail(newest)
        labels = self.codes(rows)
        own = np.zeros((len(rows), len(self.categories)))
        own[np.arange(len(rows)), labels] = 1.0
        seen = []
        for columns, (keys, counts) in zip(_KEYS, self._counts, strict=True):
            at = keys.get_indexer(pd.Index(_key(rows, columns)))
            later = pd.DataFrame(own[::-1]).groupby(at[::-1]).cumsum().to_numpy()[::-1]
            seen.append(counts[at] - later)
        return self._matrix(rows, seen), labels

    def of(self, rows: pd.DataFrame) -> Matrix:
        """Inputs of rows that come after all that was counted."""
        seen = []
        for columns, (keys, counts) in zip(_KEYS, self._counts, strict=True):
            at = keys.get_indexer(pd.Index(_key(rows, columns)))
            seen.append(np.where(at[:, None] >= 0, counts[at], 0.0))
        return self._matrix(rows, seen)

    def _matrix(self, rows: pd.DataFrame, seen: list[npt.NDArray[np.float64]]) -> Matrix:
        parts: list[npt.NDArray[Any]] = []
        for counts in seen:
            total = counts.sum(axis=1, keepdims=True)
            parts += [(counts + _PRIOR * self._prior) / (total + _PRIOR), np.log1p(total)]
        parts.append(_numbers(rows))
        if self._squeezed is not None:
            at, payees = pd.factorize(rows["payee"])
            parts.append(self._squeezed.transform(self._letters.transform(payees))[at])
        return np.hstack(parts).astype(np.float32)


def _key(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    key = rows[columns[0]]
    for name in columns[1:]:
        key = key + "\x1f" + rows[name]
    return key


def _numbers(rows: pd.DataFrame) -> npt.NDArray[np.float64]:
    amount = rows["amount"].to_numpy(dtype=np.float64)
    pence = np.round(np.abs(amount) * 100) % 100
    columns = [
        np.sign(amount),
        np.log1p(np.abs(amount)),
        amount_bucket(rows["amount"]),
        pence == 0,
        weekday(rows["booked_on"]),
        day_of_month(rows["booked_on"]),
    ]
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])
