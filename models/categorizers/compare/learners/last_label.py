"""The plainest memory: whatever this card's payments to this payee were filed under last."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.batches import batches_of
from models.contracts import Prediction

_SEPARATOR = "\x1f"
_RUNS = (1, 2, 4, 10)
"""How often in a row the last label was given, from here on each: the longer, the surer."""
_BUCKET = tuple(sum(run >= least for least in _RUNS) - 1 for run in range(_RUNS[-1] + 1))
_NOBODY = 3
"""The level of a row whose account and text are both new."""

_SLIGHT = 1e-6

_Last = tuple[int, int]
"""A label's position and how often in a row it was given."""


class LastLabel:
    """Account and text, else text, else account, else the commonest label: the last one given wins.

    How sure it is comes from the history, answered row by row: how often each level was right after so
    many equal labels in a row. With `updates` False it stops learning at the end of the history.
    """

    def __init__(self, *, updates: bool) -> None:
        self.updates = updates
        self.name = "memory_updated" if updates else "memory_frozen"
        self._labels: dict[str, int] = {}
        self._last: tuple[dict[str, _Last], ...] = ({}, {}, {})
        self._prior: npt.NDArray[np.float64] = np.zeros(0)
        self._sure: npt.NDArray[np.float64] = np.zeros((_NOBODY + 1, len(_RUNS)))

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Remember the history row by row, and count how often each level would have been right."""
        self._labels = {label: at for at, label in enumerate(sorted(set(history["category"])))}
        self._last = ({}, {}, {})
        truth = history["category"].map(self._labels).to_numpy(dtype=np.intp)
        self._prior = np.bincount(truth, minlength=len(self._labels)) / max(len(truth), 1)
        commonest = int(self._prior.argmax())
        seen, right = np.ones_like(self._sure), np.full_like(self._sure, 0.5)
        for keys, label in zip(_keys(history), truth.tolist(), strict=True):
            said, level, run = self._look(keys, commonest)
            seen[level, run] += 1
            right[level, run] += said == label
            self._remember(keys, label)
        self._sure = right / seen
        return self

    def answer(self, rows: pd.DataFrame) -> Prediction:
        """The last label, as sure as it was right in the history."""
        commonest = int(self._prior.argmax())
        return self._prediction(rows, [self._look(keys, commonest) for keys in _keys(rows)])

    def learn(self, rows: pd.DataFrame) -> None:
        """The newest label takes the place of the one before."""
        if not self.updates:
            return
        for keys, label in zip(_keys(rows), self._coded(rows["category"]), strict=True):
            self._remember(keys, label)

    def stream(
        self,
        rows: pd.DataFrame,
        batch: npt.NDArray[np.intp],
        learnt: npt.NDArray[np.bool_] | None = None,
    ) -> Prediction:
        """Answer each batch, then learn it."""
        if not self.updates:
            return self.answer(rows)
        commonest = int(self._prior.argmax())
        keys, labels = list(_keys(rows)), self._coded(rows["category"])
        wanted = np.ones(len(rows), dtype=bool) if learnt is None else learnt
        said: list[tuple[int, int, int]] = []
        for at in batches_of(batch):
            places = range(at.start, at.stop)
            said += [self._look(keys[place], commonest) for place in places]
            for place in places:
                if wanted[place]:
                    self._remember(keys[place], labels[place])
        return self._prediction(rows, said)

    def _coded(self, labels: pd.Series) -> list[int]:
        """Positions of labels; one never met is added at the end."""
        for label in labels.unique():
            self._labels.setdefault(str(label), len(self._labels))
        missing = len(self._labels) - len(self._prior)
        self._prior = np.append(self._prior, np.zeros(missing))
        return [self._labels[label] for label in labels]

    def _look(self, keys: Sequence[str], commonest: int) -> tuple[int, int, int]:
        """The answer, the level it comes from, and the run of equal labels behind it."""
        for level, (known, key) in enumerate(zip(self._last, keys, strict=True)):
            found = known.get(key)
            if found is not None:
                return found[0], level, _BUCKET[found[1]]
        return commonest, _NOBODY, 0

    def _remember(self, keys: Sequence[str], label: int) -> None:
        for known, key in zip(self._last, keys, strict=True):
            before = known.get(key)
            run = min(before[1] + 1, _RUNS[-1]) if before is not None and before[0] == label else 1
            known[key] = (label, run)

    def _prediction(self, rows: pd.DataFrame, said: Sequence[tuple[int, int, int]]) -> Prediction:
        """Certainty on the answer, never less than on another; what is left by the labels' shares."""
        answer, level, run = np.array(said, dtype=np.intp).reshape(-1, 3).T
        at = np.arange(len(answer))
        others = np.tile(self._prior + _SLIGHT, (len(answer), 1))
        others[at, answer] = 0.0
        others /= np.maximum(others.sum(axis=1, keepdims=True), _SLIGHT)
        rival = others.max(axis=1, initial=0.0)
        sure = np.maximum(self._sure[level, run], rival / (1 + rival) + _SLIGHT)
        others *= (1 - sure)[:, None]
        others[at, answer] = 1 - others.sum(axis=1)
        part_ids = rows["part_id"].to_numpy(dtype=np.int64)
        return Prediction(part_ids, tuple(self._labels), others.astype(np.float32))


def _keys(rows: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Account and text, text, account; account numbers say nothing beyond their company."""
    columns = (rows[name].tolist() for name in ("company", "account", "payee"))
    for company, account, payee in zip(*columns, strict=True):
        own = f"{company}{_SEPARATOR}{account}"
        yield f"{own}{_SEPARATOR}{payee}", payee, own
