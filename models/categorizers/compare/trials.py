"""Ways of asking a learner: what it may know when a row is asked, and when it hears the truth."""

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.batches import Batches, day_by_day, row_by_row
from models.categorizers.compare.learners.unmoved import Unmoved
from models.contracts import OnlineCategorizer, Prediction


@dataclass(frozen=True)
class Trial:
    """What was asked and answered.

    `known` (rows,) is how many labels of the row's company had been learned by then; `seconds` what
    answering and learning took.
    """

    rows: pd.DataFrame
    prediction: Prediction
    known: npt.NDArray[np.int64]
    seconds: float

    def only(self, mask: npt.NDArray[np.bool_]) -> "Trial":
        """The same for some of the rows; seconds in proportion."""
        share = int(mask.sum()) / max(len(mask), 1)
        part = Prediction(
            self.prediction.part_ids[mask], self.prediction.categories, self.prediction.probability[mask]
        )
        return Trial(self.rows[mask], part, self.known[mask], self.seconds * share)


STREAMS: dict[str, Callable[[pd.DataFrame], Batches] | None] = {
    "prequential": row_by_row,
    "prequential_day": day_by_day,
    "frozen": None,
}
"""How labels arrive while a file is answered; None is never."""


def held_trial(learner: OnlineCategorizer, learned: pd.DataFrame, rows: pd.DataFrame, protocol: str) -> Trial:
    """Ask all `rows` by one of `STREAMS`; `learned` is what the learner was taught. It stays as it was."""
    batches = STREAMS[protocol]
    state = untouched(learner)
    started = time.perf_counter()
    if batches is None:
        prediction = state.answer(rows)
        seconds = time.perf_counter() - started
        return Trial(rows, prediction, known_labels(learned, rows, np.zeros(len(rows), np.intp)), seconds)
    batch = batches(rows)
    prediction = state.stream(rows, batch)
    seconds = time.perf_counter() - started
    return Trial(rows, prediction, known_labels(learned, rows, batch), seconds)


def untouched(learner: OnlineCategorizer) -> OnlineCategorizer:
    """A learner whose learning leaves the given one as it is."""
    return learner if isinstance(learner, Unmoved) else copy.deepcopy(learner)


def known_labels(learned: pd.DataFrame, rows: pd.DataFrame, batch: Batches) -> npt.NDArray[np.int64]:
    """How many labels of each row's company were there before its batch: (rows,)."""
    before = rows["company"].map(learned["company"].value_counts()).fillna(0).to_numpy(dtype=np.int64)
    company = rows["company"].reset_index(drop=True)
    earlier = company.groupby(company).cumcount()
    first = earlier.groupby([company, pd.Series(batch)]).transform("min")
    known: npt.NDArray[np.int64] = before + first.to_numpy(dtype=np.int64)
    return known
