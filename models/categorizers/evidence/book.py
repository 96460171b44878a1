"""What was decided before, as evidence: every label is entered under each key of its payment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.evidence.kernels import run
from models.categorizers.evidence.keys import KEYS, PLAIN, Lines
from models.categorizers.evidence.rooms import (
    BY_BELIEF,
    BY_CANDIDATE,
    BY_KEY,
    CANDIDATES,
    Flags,
    Numbers,
    Real,
    Told,
    Whole,
    room_for,
    the_plan,
)
from models.categorizers.evidence.state import empty_state, snapshot, with_categories, with_room

CORRECTION_WEIGHT = 4.0
"""How much an explicit label counts against a historic one."""

_PLAN = the_plan()
_CHUNK = 4_096
_BELIEF_SAYS = 12.0

FEATURES = (
    *(f"{name}:{'+'.join(key)}" for key in KEYS for name in BY_KEY),
    *(f"corrected:{'+'.join(KEYS[at])}" for at in _PLAN.corrected),
    *BY_CANDIDATE,
    *PLAIN,
    *BY_BELIEF,
)
"""What the trees read of each candidate; "+" joins the fields of a key."""
_BELIEF_AT = len(FEATURES) - len(BY_BELIEF)


@dataclass(frozen=True)
class Evidence:
    """What speaks for each candidate of each payment.

    `chosen` (rows, CANDIDATES) are positions in the categories, likeliest first, -1 for none; `features`
    (rows, CANDIDATES, FEATURES), NaN where nothing is known.
    """

    chosen: Whole
    features: Real

    @classmethod
    def empty(cls, rows: int) -> "Evidence":
        """Room for so many rows."""
        return cls(
            np.zeros((rows, CANDIDATES), dtype=np.int32),
            np.empty((rows, CANDIDATES, len(FEATURES)), dtype=np.float32),
        )

    @classmethod
    def joined(cls, parts: Sequence["Evidence"]) -> "Evidence":
        """Several pieces, one after the other."""
        chosen = np.concatenate([part.chosen for part in parts])
        return cls(chosen, np.concatenate([part.features for part in parts]))


class LabelBook:
    """Counts of labels by every key of a payment, renewed by each label without training."""

    def __init__(self, categories: tuple[str, ...] = ()) -> None:
        self.categories = categories
        self._state = empty_state(len(categories))

    def copy(self) -> "LabelBook":
        """A book of its own: labels entered in one do not show in the other."""
        twin = LabelBook.__new__(LabelBook)
        twin.categories, twin._state = self.categories, snapshot(self._state)
        return twin

    def codes(self, categories: pd.Series) -> Numbers:
        """Positions of categories; those never met are appended."""
        known = pd.Index(self.categories)
        new = [category for category in categories.unique() if category not in known]
        if new:
            self.categories += tuple(new)
            self._state = with_categories(self._state, len(new))
        return pd.Index(self.categories).get_indexer(pd.Index(categories)).astype(np.int64)

    def go_through(self, lines: Lines, told: Told, belief: Real | None = None) -> Iterator[Evidence]:
        """Answer and learn payments batch after batch; gives the evidence for wanted rows, in order.

        `belief` (rows, categories) is how likely another learner finds each, NaN for what it cannot know;
        what it finds likely becomes a candidate. Each step holds whole batches of about 4,096 rows, so
        that memory stays small.
        """
        longest = int(np.diff(lines.start).max(initial=0))
        for first, last in _chunks(told.batch):
            self._state = with_room(self._state, int(told.learnt[first:last].sum()))
            part = Told._make(column[first:last] for column in told)
            evidence = Evidence.empty(int(part.wanted.sum()))
            run(
                self._state,
                _PLAN,
                _between(lines, first, last),
                part,
                self._says(belief, first, last),
                room_for(len(self.categories), longest),
                evidence.chosen,
                evidence.features,
            )
            if belief is not None:
                _tell_belief(evidence, belief[first:last][part.wanted])
            yield evidence

    def _says(self, belief: Real | None, first: int, last: int) -> Real:
        """How much a belief adds to each category's score, before any candidate is chosen."""
        if belief is None:
            return np.zeros((last - first, len(self.categories)), dtype=np.float32)
        says: Real = np.nan_to_num(belief[first:last] * np.float32(_BELIEF_SAYS))
        return says


def told(
    categories: Numbers,
    explicit: Flags,
    batch: npt.NDArray[np.intp] | None = None,
    learnt: Flags | None = None,
    wanted: Flags | None = None,
) -> Told:
    """What is asked and told of payments: row by row, all learned and none wanted, unless said."""
    rows = len(categories)
    return Told(
        batch=np.arange(rows) if batch is None else np.asarray(batch, dtype=np.int64),
        wanted=np.zeros(rows, dtype=np.bool_) if wanted is None else wanted,
        learnt=np.ones(rows, dtype=np.bool_) if learnt is None else learnt,
        category=categories,
        weight=np.where(explicit, CORRECTION_WEIGHT, 1.0).astype(np.float32),
        explicit=explicit,
    )


def _tell_belief(evidence: Evidence, belief: Real) -> None:
    """Write how likely each candidate is believed, how far ahead of the best other one, and its rank."""
    rows = np.arange(len(belief))[:, None]
    of = belief[rows, evidence.chosen]
    ordered = np.sort(np.nan_to_num(belief), axis=1)[:, ::-1]
    best, second = ordered[:, :1], ordered[:, 1:2] if ordered.shape[1] > 1 else ordered[:, :1] * 0
    told = (of, of - np.where(of >= best, second, best), (belief[:, None, :] > of[:, :, None]).sum(axis=2))
    for at, values in enumerate(told):
        known = (evidence.chosen >= 0) & ~np.isnan(of)
        evidence.features[:, :, _BELIEF_AT + at] = np.where(known, values, np.nan)


def _chunks(batch: Numbers) -> list[tuple[int, int]]:
    """Bounds of runs of whole batches, each of 4,096 rows or just more."""
    bounds, start = [], 0
    for end in [*(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(batch)]:
        if end - start >= _CHUNK or (end == len(batch) and end > start):
            bounds.append((start, end))
            start = end
    return bounds


def _between(lines: Lines, first: int, last: int) -> Lines:
    return lines._replace(
        keys=lines.keys[first:last],
        day=lines.day[first:last],
        log_amount=lines.log_amount[first:last],
        plain=lines.plain[first:last],
        name=lines.name[first:last],
    )
