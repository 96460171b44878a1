"""Learners that go on answering as they were taught, whatever labels arrive."""

from abc import ABC, abstractmethod
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Prediction


class Unmoved(ABC):
    """An `OnlineCategorizer` that learns nothing after `fit`."""

    name: str

    @abstractmethod
    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Learn from labelled payments, once."""

    @abstractmethod
    def answer(self, rows: pd.DataFrame) -> Prediction:
        """How likely each category is for each payment."""

    def learn(self, rows: pd.DataFrame) -> None:  # noqa: B027  what it may do, it need not
        """Labels that arrive later are not learned."""

    def stream(
        self,
        rows: pd.DataFrame,
        batch: npt.NDArray[np.intp],
        learnt: npt.NDArray[np.bool_] | None = None,
    ) -> Prediction:
        """The same answers in whatever batches the rows come."""
        return self.answer(rows)
