"""Which of two learners serves: figures, rules, and a verdict with its reasons."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Prediction

_ECE_BINS = 15


@dataclass(frozen=True)
class Scores:
    """How good a learner's answers were, 0 to 1 each; `recalls` by true category."""

    rows: int
    accuracy: float
    macro_f1: float
    ece: float
    recalls: dict[str, float]

    def figures(self) -> dict[str, float | int]:
        """The plain numbers, rounded for the store and the screen."""
        return {
            "rows": self.rows,
            "accuracy": round(self.accuracy, 4),
            "macro_f1": round(self.macro_f1, 4),
            "ece": round(self.ece, 4),
        }


def scores(prediction: Prediction, truth: pd.Series) -> Scores:
    """Accuracy, macro-F1 over the true categories, calibration error and recalls.

    ECE: top answers in 15 equal bins of probability. No rows give zeros.
    """
    if not len(truth):
        return Scores(0, 0.0, 0.0, 0.0, {})
    answer, sure = top_answers(prediction)
    true = truth.to_numpy(dtype=object)
    right = answer == true
    f1s, recalls = [], {}
    for category in sorted(set(true.tolist())):
        hit = float((right & (true == category)).sum())
        recalls[category] = hit / float((true == category).sum())
        f1s.append(2 * hit / float((true == category).sum() + (answer == category).sum()))
    return Scores(len(true), float(right.mean()), float(np.mean(f1s)), _ece(sure, right), recalls)


def top_answers(prediction: Prediction) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.float64]]:
    """The likeliest category of each row and its probability."""
    best = prediction.probability.argmax(axis=1)
    sure = prediction.probability[np.arange(len(best)), best].astype(np.float64)
    return np.array(prediction.categories, dtype=object)[best], sure


def _ece(sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    bins = np.minimum((sure * _ECE_BINS).astype(int), _ECE_BINS - 1)
    gaps = np.bincount(bins, weights=sure - right, minlength=_ECE_BINS)
    return float(np.abs(gaps).sum() / len(sure))
