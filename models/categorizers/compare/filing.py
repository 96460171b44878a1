"""Which answers a learner may file without asking: where precision is high beyond doubt."""

from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.acceptance import MOST_REMEMBERED, lowest_bar
from models.categorizers.scores import top_answers
from models.contracts import Prediction

Mask = npt.NDArray[np.bool_]
Known = npt.NDArray[np.int64]


class Filing(Protocol):
    """Decides row by row whether an answer needs no person."""

    def fit(self, prediction: Prediction, truth: pd.Series, known: Known) -> Self:
        """Find the bar on later rows; `known` (rows,) is how many labels of the company were known."""
        ...

    def accept(self, prediction: Prediction, known: Known) -> Mask:
        """Which rows are filed."""
        ...

    def refit(self, prediction: Prediction, truth: pd.Series, known: Known) -> None:
        """Find the bar anew, from cards drawn at random whatever the answer was."""
        ...


class ByProbability:
    """Files what is at least so likely that the lower bound of precision there clears the target."""

    def __init__(self, target: float) -> None:
        self.target = target
        self.least = np.inf
        self._sure: npt.NDArray[np.float64] = np.zeros(0)
        self._right: Mask = np.zeros(0, dtype=bool)

    def fit(self, prediction: Prediction, truth: pd.Series, known: Known) -> Self:
        """The lowest probability from which on the answers are right often enough."""
        answer, self._sure = top_answers(prediction)
        self._right = answer == truth.to_numpy(dtype=object)
        self.least = lowest_bar(self._sure, self._right, self.target)
        return self

    def accept(self, prediction: Prediction, known: Known) -> Mask:
        """Rows at least as likely as the bar."""
        sure = top_answers(prediction)[1]
        return sure >= self.least

    def refit(self, prediction: Prediction, truth: pd.Series, known: Known) -> None:
        """New cards push the oldest rows out of the newest 3,000 that the bar stands on."""
        answer, sure = top_answers(prediction)
        right = answer == truth.to_numpy(dtype=object)
        self._sure = np.concatenate([self._sure, sure])[-MOST_REMEMBERED:]
        self._right = np.concatenate([self._right, right])[-MOST_REMEMBERED:]
        self.least = lowest_bar(self._sure, self._right, self.target)
