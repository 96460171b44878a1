"""A company's first days: no label of its own, and then its first ten."""

import time
from collections.abc import Mapping

import numpy as np
import pandas as pd

from models.categorizers.compare.trials import Trial, untouched
from models.contracts import OnlineCategorizer

FIRST_LABELS = 10


def first_days(learner: OnlineCategorizer, rows: pd.DataFrame) -> Mapping[str, Trial]:
    """Answers without any label, and after each company's first ten; `rows` in time order.

    "cold_start" asks all rows of a learner that was told nothing; "cold_start_10" tells it the first
    ten labels of every company, no more, and asks all later rows.
    """
    place = rows.groupby("company").cumcount().to_numpy(dtype=np.int64)
    started = time.perf_counter()
    said = learner.answer(rows)
    without = Trial(rows, said, np.zeros_like(place), time.perf_counter() - started)
    state = untouched(learner)
    later = rows[place >= FIRST_LABELS]
    started = time.perf_counter()
    state.learn(rows[place < FIRST_LABELS])
    said = state.answer(later)
    known = np.full(len(later), FIRST_LABELS, dtype=np.int64)
    return {
        "cold_start": without,
        "cold_start_10": Trial(later, said, known, time.perf_counter() - started),
    }
