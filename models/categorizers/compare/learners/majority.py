"""The least that can be known: how often each label was given."""

from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.learners.unmoved import Unmoved
from models.contracts import Prediction


class Majority(Unmoved):
    """Answers every payment with the shares of the labels in the history."""

    name = "majority"

    def __init__(self) -> None:
        self._categories: tuple[str, ...] = ()
        self._shares: npt.NDArray[np.float32] = np.zeros(0, np.float32)

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Count the labels."""
        shares = history["category"].value_counts(normalize=True).sort_index()
        self._categories = tuple(str(label) for label in shares.index)
        self._shares = shares.to_numpy(dtype=np.float32)
        return self

    def answer(self, rows: pd.DataFrame) -> Prediction:
        """The same shares for each payment."""
        part_ids = rows["part_id"].to_numpy(dtype=np.int64)
        return Prediction(part_ids, self._categories, np.tile(self._shares, (len(rows), 1)))
