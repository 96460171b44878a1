"""Probabilities that mean what they say: one temperature for each kind of row, found on later rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.features.vendor import has_codes

FEWEST_ROWS = 100
_GRID = np.exp(np.linspace(np.log(0.4), np.log(4.0), 60))

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Temperatures:
    """How much less sure than it says the learner is: above 1 flattens, below 1 sharpens.

    Rows with an MCC or NACE code and rows without are wrong in different ways: one number each.
    """

    coded: float = 1.0
    uncoded: float = 1.0

    def apply(self, transactions: pd.DataFrame, probability: Matrix) -> Matrix:
        """Probabilities (rows, categories) after cooling or heating; rows still sum to 1."""
        heat = np.where(has_codes(transactions).to_numpy(), self.coded, self.uncoded)[:, None]
        return _heated(probability, heat)


def find_temperatures(
    transactions: pd.DataFrame, probability: Matrix, truth: npt.NDArray[np.intp]
) -> Temperatures:
    """The temperatures under which the true categories of rows not learned from are likeliest.

    `truth` holds positions in the categories, -1 where the learner cannot know the category. A kind
    with under 100 such rows keeps its temperature of 1.
    """
    coded = has_codes(transactions).to_numpy()
    known = truth >= 0
    return Temperatures(
        coded=_best(probability[coded & known], truth[coded & known]),
        uncoded=_best(probability[~coded & known], truth[~coded & known]),
    )


def _best(probability: Matrix, truth: npt.NDArray[np.intp]) -> float:
    if len(truth) < FEWEST_ROWS:
        return 1.0
    rows = np.arange(len(truth))
    losses = [-np.log(_heated(probability, heat)[rows, truth] + 1e-9).mean() for heat in _GRID]
    return round(float(_GRID[int(np.argmin(losses))]), 3)


def _heated(probability: Matrix, heat: Matrix | float) -> Matrix:
    logits = np.log(probability + 1e-12) / heat
    raised = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    heated: Matrix = raised / raised.sum(axis=1, keepdims=True)
    return heated
