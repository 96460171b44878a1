"""What every learner, explainer and forecaster owes: a few verbs and plain results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Prediction:
    """How likely each category is for each row.

    `probability` has shape (rows, categories) and rows that sum to 1; `part_ids` (rows,).
    """

    part_ids: npt.NDArray[np.int64]
    categories: tuple[str, ...]
    probability: FloatArray

    def top(self, count: int) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """Positions in `categories` and probabilities of the likeliest, best first; (rows, count)."""
        order = np.argsort(-self.probability, axis=1, kind="stable")[:, :count]
        return order, np.take_along_axis(self.probability, order, axis=1)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """One after the other, over the categories of all; what a part did not know is impossible there."""
        names = tuple(dict.fromkeys(name for part in parts for name in part.categories))
        matrix = np.zeros((sum(len(part.part_ids) for part in parts), len(names)), np.float32)
        start = 0
        for part in parts:
            columns = pd.Index(names).get_indexer(pd.Index(part.categories))
            matrix[start : start + len(part.part_ids), columns] = part.probability
            start += len(part.part_ids)
        ids = [part.part_ids for part in parts]
        return cls(np.concatenate(ids) if ids else np.zeros(0, np.int64), names, matrix)


@dataclass(frozen=True, slots=True)
class Factor:
    """One sign for (weight > 0) or against a category: the field, its value, its push.

    `count` of `out_of` earlier payments agree, where the field counts them.
    """

    name: str
    value: str
    weight: float
    count: int | None = None
    out_of: int | None = None


@dataclass(frozen=True, slots=True)
class WouldBe:
    """One changed field that turns an answer: with this value in `field` it is `category`."""

    category: str
    field: str
    value: str
    probability: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one row looks like `category` to a learner: strongest factor first.

    `method` is "lime", "doubt" (LIME's, where SHAP leads with another sign) or "shap" (where LIME
    fits badly); `r2` is the local fit of LIME on fresh perturbations, 0 to 1. `next_category` is the
    runner-up, "" where only one is known.
    """

    part_id: int
    category: str
    probability: float
    factors: tuple[Factor, ...]
    method: str
    r2: float
    seed: int
    next_category: str = ""
    next_probability: float = 0.0
    would_be: WouldBe | None = None


@dataclass(frozen=True)
class Forecast:
    """Sample futures of weekly series.

    `paths` has shape (series, paths, weeks), float32, >= 0, in the series' own unit; path k of
    every series belongs to the same imagined future. `weeks` are the Mondays forecast.
    `parts` names what each series' paths were made of ("deepar": .25, "history": .75). `alone` holds,
    by its name, what a learner in the blend says by itself: the same series, weeks and number of paths.
    """

    unique_ids: tuple[str, ...]
    weeks: tuple[date, ...]
    paths: FloatArray
    parts: tuple[dict[str, float], ...]
    alone: Mapping[str, "Forecast"] = field(default_factory=dict)


@runtime_checkable
class Categorizer(Protocol):
    """Learns categories from labelled payments and answers for new ones."""

    name: str
    categories: tuple[str, ...]

    def fit(self, transactions: pd.DataFrame, *, seed: int) -> Self:
        """Learn from a frame with `frames.TRANSACTIONS` and `frames.LABEL_COLUMNS`."""
        ...

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        """Answer for a frame with `frames.TRANSACTIONS`; an empty frame gives no rows."""
        ...

    def save(self, folder: Path) -> None:
        """Write every file it needs into an existing folder."""
        ...

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote; answers are equal to the last bit."""
        ...


@runtime_checkable
class OnlineCategorizer(Protocol):
    """Learns from every label the moment it arrives, without training.

    A row's time is its place: frames are given oldest row first.
    """

    name: str

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Learn from a frame with `frames.TRANSACTIONS` and `frames.LABEL_COLUMNS`, any labels."""
        ...

    def answer(self, rows: pd.DataFrame) -> Prediction:
        """Answer with what is known now; learns nothing.

        A prediction's categories are the labels known; one first met by `learn` comes last.
        """
        ...

    def learn(self, rows: pd.DataFrame) -> None:
        """Take in labels (`category`, `human`) as they arrive; no training."""
        ...

    def stream(
        self,
        rows: pd.DataFrame,
        batch: npt.NDArray[np.intp],
        learnt: npt.NDArray[np.bool_] | None = None,
    ) -> Prediction:
        """Answer each batch of labelled rows, then learn its true labels, batch after batch.

        `batch` (rows,) numbers the batches and never falls; only rows where `learnt` (rows,) holds
        are learned, all where it is None.
        """
        ...


@runtime_checkable
class Explainer(Protocol):
    """Says which readable fields moved a categorizer's answer for single rows."""

    name: str

    def explain(
        self,
        categorizer: Categorizer,
        transactions: pd.DataFrame,
        background: pd.DataFrame,
        seeds: Sequence[int],
    ) -> list[Explanation]:
        """Explain the likeliest category of each row; one seed a row makes it repeatable."""
        ...


@runtime_checkable
class Forecaster(Protocol):
    """Learns from weekly series and draws sample futures."""

    name: str

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Learn from frames with `frames.SERIES` and `frames.STATIC`."""
        ...

    def forecast(
        self,
        series: pd.DataFrame,
        static: pd.DataFrame,
        *,
        horizon_weeks: int,
        paths: int,
        seed: int,
    ) -> Forecast:
        """Draw futures that start the week after each series' last one."""
        ...

    def save(self, folder: Path) -> None:
        """Write every file it needs into an existing folder."""
        ...

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back what `save` wrote; the same seed draws the same futures."""
        ...
