"""Rows that are answered together, before the labels of any of them are known."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

Batches = npt.NDArray[np.intp]


def row_by_row(rows: pd.DataFrame) -> Batches:
    """Each row's label is known before the next row is asked."""
    return np.arange(len(rows), dtype=np.intp)


def day_by_day(rows: pd.DataFrame) -> Batches:
    """The labels of a day arrive at its end: what lies together in a file cannot answer for itself."""
    return np.asarray(pd.factorize(rows["booked_on"])[0], dtype=np.intp)


def batches_of(batch: Batches) -> Iterator[slice]:
    """Where each batch lies among the rows; `batch` (rows,) never falls."""
    if len(batch):
        for start, stop in pairwise([0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(batch)]):
            yield slice(start, stop)
