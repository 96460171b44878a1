"""A company's first days: public knowledge of names, moved by the company's own first labels."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.public_text import PublicText
from models.contracts import Prediction

# Chosen on a city's cards of 2014 to June 2015, by the rows after a company's tenth label.
_PRIOR_LABELS = 6.0
_ACCOUNT_LABELS = 6.0
_DOUBTS = (2.0, 1.0)
"""How many labels weigh as much as everything else that is known: of the first word, of the payee."""
_COMPANY_KEEPS = 0.98
_KEEPS = 0.9
"""What a later label leaves of an earlier one's say: people change their minds."""
_UNHEARD_OF = 1e-3

Vector = npt.NDArray[np.float64]
_Keys = tuple[str, str, str, str]


class PublicTextLearner:
    """Public text as a prior, and a memory of each company's own labels over it.

    No label crosses from one company to another; `fit` learns nothing, so a history may be left out.
    """

    name = "public_text"

    def __init__(self, text: PublicText | None = None) -> None:
        self.text = text or PublicText.empty()
        self._places = {category: at for at, category in enumerate(self.text.categories)}
        self._counts: dict[str, Vector] = {}

    @property
    def categories(self) -> tuple[str, ...]:
        """The public categories, then labels in the order they were met."""
        return tuple(self._places)

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Forget every label; what was filed elsewhere is of no account here."""
        self._places = {category: at for at, category in enumerate(self.text.categories)}
        self._counts.clear()
        return self

    def answer(self, rows: pd.DataFrame) -> Prediction:
        """How likely each label is by the payee's name and the company's own labels so far."""
        public = self.text.scores(rows["payee"].tolist(), rows["direction"].tolist())
        priors = self._priors(rows)
        said = [self._say(*row) for row in zip(_keys(rows), public, priors, strict=True)]
        return self._prediction(rows, said)

    def learn(self, rows: pd.DataFrame) -> None:
        """Count the labels: by company, account, first word and payee, the newest weighing most."""
        for keys, label in zip(_keys(rows), rows["category"].tolist(), strict=True):
            self._learn_one(keys, label)

    def stream(
        self,
        rows: pd.DataFrame,
        batch: npt.NDArray[np.intp],
        learnt: npt.NDArray[np.bool_] | None = None,
    ) -> Prediction:
        """Answer each batch of labelled rows, then learn its true labels, batch after batch."""
        wanted = np.ones(len(rows), dtype=bool) if learnt is None else learnt
        public = self.text.scores(rows["payee"].tolist(), rows["direction"].tolist())
        priors, keys = self._priors(rows), list(_keys(rows))
        labels = rows["category"].tolist()
        said: list[Vector] = []
        for start, stop in _runs(batch):
            said += [self._say(keys[at], public[at], priors[at]) for at in range(start, stop)]
            for at in range(start, stop):
                if wanted[at]:
                    self._learn_one(keys[at], labels[at])
        return self._prediction(rows, said)

    def _learn_one(self, keys: _Keys, label: str) -> None:
        at = self._places.setdefault(label, len(self._places))
        for key, keeps in zip(keys, (_COMPANY_KEEPS, _KEEPS, _KEEPS, _KEEPS), strict=True):
            if key:
                counts = self._counted(key) * keeps
                counts[at] += 1.0
                self._counts[key] = counts

    def _say(self, keys: _Keys, public: Vector, prior: Vector) -> Vector:
        """Public belief, with the company's own habits for a prior, then what was said of the name."""
        company, account, *names = keys
        size = len(self._places)
        belief, expected = _wide(public, size), _wide(prior, size)
        habit = _mixed(expected, self._counted(company), _PRIOR_LABELS)
        habit = _mixed(habit, self._counted(account), _ACCOUNT_LABELS)
        belief = belief * habit / expected
        belief /= belief.sum()
        for key, doubt in zip(names, _DOUBTS, strict=True):
            if key:
                belief = _mixed(belief, self._counted(key), doubt)
        return belief

    def _counted(self, key: str) -> Vector:
        """Labels seen under a key (labels,), as long as all labels are many."""
        counts = self._counts.get(key)
        return np.zeros(len(self._places)) if counts is None else _wide(counts, len(self._places), 0.0)

    def _priors(self, rows: pd.DataFrame) -> list[Vector]:
        return [self.text.priors[direction] for direction in rows["direction"]]

    def _prediction(self, rows: pd.DataFrame, said: list[Vector]) -> Prediction:
        probability = np.array([_wide(one, len(self._places), 0.0) for one in said], dtype=np.float32)
        return Prediction(
            rows["part_id"].to_numpy(dtype=np.int64),
            self.categories,
            probability.reshape(len(said), len(self._places)),
        )


def _keys(rows: pd.DataFrame) -> Iterator[_Keys]:
    """What labels are counted under: company, account, first word and payee ("" where there is none)."""
    columns = (rows[name].tolist() for name in ("company", "account", "direction", "payee"))
    for company, account, direction, payee in zip(*columns, strict=True):
        name = f"{company}\x1f{direction}\x1f{payee}" if payee else ""
        word = f"{company}\x1f{direction}\x1f{payee.partition(' ')[0]}\x1f" if payee else ""
        yield company, f"{company}\x1f{account}\x1f{direction}", word, name


def _mixed(belief: Vector, counts: Vector, doubt: float) -> Vector:
    """Counted labels over a belief that weighs as much as `doubt` of them."""
    return np.asarray((doubt * belief + counts) / (doubt + counts.sum()))


def _wide(values: Vector, size: int, filling: float = _UNHEARD_OF) -> Vector:
    """Room for labels first met later."""
    return np.append(values, np.full(size - len(values), filling)) if len(values) < size else values


def _runs(batch: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Where each batch begins and ends."""
    starts = [0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(batch)]
    yield from pairwise(starts) if len(batch) else ()
