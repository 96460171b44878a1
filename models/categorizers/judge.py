"""Which of two learners serves: figures, rules, and a verdict with its reasons."""

from dataclasses import dataclass
from typing import Protocol

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


@dataclass(frozen=True)
class Verdict:
    """Whether the challenger serves, why not (`codes`), and the figures behind it.

    `confusion` has columns truth, answer, rows: what serves against the persons' labels.
    """

    promote: bool
    codes: tuple[str, ...]
    champion: Scores
    challenger: Scores
    confusion: pd.DataFrame


class Candidate(Protocol):
    """A learner the judge can question: about new payments, and about old ones as if unlabelled."""

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        """What it believes."""
        ...

    def predict_held_out(self, transactions: pd.DataFrame) -> Prediction:
        """What it believes without any person's label of the row's own payee."""
        ...


def judge(
    champion: Candidate, challenger: Candidate, human_frame: pd.DataFrame, frozen_frame: pd.DataFrame
) -> Verdict:
    """Compare answers computed without the labels of a row's own payee, and on the frozen slice."""
    truth = human_frame["category"]
    before, after = champion.predict_held_out(human_frame), challenger.predict_held_out(human_frame)
    old, new = scores(before, truth), scores(after, truth)
    frozen = frozen_frame["category"]
    old_frozen = scores(champion.predict(frozen_frame), frozen)
    new_frozen = scores(challenger.predict(frozen_frame), frozen)
    codes = []
    if new.macro_f1 < old.macro_f1 - 0.005 or new_frozen.macro_f1 < old_frozen.macro_f1 - 0.005:
        codes.append("macro_f1_lower")
    served = before if codes else after
    answer, _ = top_answers(served)
    confusion = (
        pd.DataFrame({"truth": truth.to_numpy(), "answer": answer}).value_counts().reset_index(name="rows")
    )
    return Verdict(not codes, tuple(codes), old, new, confusion)
