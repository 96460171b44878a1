"""How owners' labels are weighed: learned on companies that the learner believed as strangers."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.services.ship_categorizer.lesson import lesson
from models.categorizers.multiclass import Multiclass
from models.categorizers.weighing import Weighing
from models.contracts import Prediction

_FOLDS = 3
_MOST_ROWS = 1_500
"""The newest payments of a company that are looked at: the largest would outweigh all others."""


def weighed(shared_data: Path, bank_frame: pd.DataFrame, city_frame: pd.DataFrame, seed: int) -> Weighing:
    """Teach trees and bars on each company as a learner sees it that was taught by the others."""
    both = pd.concat([each.groupby("company").tail(_MOST_ROWS) for each in (bank_frame, city_frame)])
    payments = both.assign(part_id=np.arange(len(both), dtype=np.int64)).reset_index(drop=True)
    fold = _fold(payments)
    parts = []
    for number in range(_FOLDS):
        bank, city = (each[_fold(each) != number] for each in (bank_frame, city_frame))
        words, replay_frame = lesson(shared_data, bank, city, seed)
        learner = Multiclass(words).fit(replay_frame, seed=seed)
        parts.append((np.flatnonzero(fold == number), learner.predict(payments[fold == number])))
    return Weighing.taught(payments, _together(parts, len(payments)), seed=seed)


def _fold(payments: pd.DataFrame) -> pd.Series:
    return pd.util.hash_pandas_object(payments["company"] + "/fold", index=False) % _FOLDS


def _together(parts: list[tuple[npt.NDArray[np.intp], Prediction]], rows: int) -> Prediction:
    """The folds' answers in the order of rows; a category one fold never met is impossible to it."""
    categories = tuple(sorted({name for _, said in parts for name in said.categories}))
    probability = np.zeros((rows, len(categories)), dtype=np.float32)
    for places, said in parts:
        columns = np.array([categories.index(name) for name in said.categories])
        probability[np.ix_(places, columns)] = said.probability
    return Prediction(np.arange(rows, dtype=np.int64), categories, probability)
