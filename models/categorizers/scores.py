"""How good answers are: accuracy, macro-F1, honesty of percentages, and what chance explains of a gap."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Prediction

_ECE_BINS = 15
_RESAMPLES = 200
_SELDOM = 0.1

Codes = npt.NDArray[np.intp]


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
    true, said, names = _coded(truth, answer)
    right = true == said
    recalls = {name: float(right[true == at].mean()) for at, name in enumerate(names) if (true == at).any()}
    return Scores(len(true), float(right.mean()), _macro_f1(true, said), _ece(sure, right), recalls)


def top_answers(prediction: Prediction) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.float64]]:
    """The likeliest category of each row and its probability."""
    best, sure = prediction.top(1)
    names = np.array(prediction.categories, dtype=object)
    return names[best.reshape(-1)], sure.reshape(-1).astype(np.float64)


def belief_in(prediction: Prediction, truth: pd.Series) -> npt.NDArray[np.float64]:
    """How likely each row's true category was held to be; 0 where it is unknown to the learner."""
    at = pd.Index(prediction.categories).get_indexer(pd.Index(truth))
    said = prediction.probability[np.arange(len(at)), np.maximum(at, 0)].astype(np.float64)
    return np.where(at >= 0, said, 0.0)


def f1_drop_is_real(before: Prediction, after: Prediction, truth: pd.Series, most: float) -> bool:
    """Whether macro-F1 fell by more than `most`, and by more than chance explains.

    Of 200 seeded resamples of the rows at least nine in ten must show a fall.
    """
    if not len(truth):
        return False
    old, new = top_answers(before)[0], top_answers(after)[0]
    true, said, _ = _coded(truth, np.concatenate([old, new]))
    first, second = said[: len(true)], said[len(true) :]
    if _macro_f1(true, first) - _macro_f1(true, second) <= most:
        return False
    random = np.random.default_rng(0)
    draws = (random.integers(0, len(true), len(true)) for _ in range(_RESAMPLES))
    falls = [_macro_f1(true[draw], first[draw]) > _macro_f1(true[draw], second[draw]) for draw in draws]
    return float(np.mean(falls)) >= 1 - _SELDOM


def _coded(truth: pd.Series, answer: npt.NDArray[np.object_]) -> tuple[Codes, Codes, npt.NDArray[np.object_]]:
    names, codes = np.unique(np.concatenate([truth.to_numpy(dtype=object), answer]), return_inverse=True)
    return codes[: len(truth)], codes[len(truth) :], names


def _macro_f1(true: Codes, said: Codes) -> float:
    size = int(max(true.max(), said.max())) + 1
    hits = np.bincount(true[true == said], minlength=size)
    there = np.bincount(true, minlength=size)
    f1s = 2 * hits / np.maximum(there + np.bincount(said, minlength=size), 1)
    return float(f1s[there > 0].mean())


def _ece(sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    bins = np.minimum((sure * _ECE_BINS).astype(int), _ECE_BINS - 1)
    gaps = np.bincount(bins, weights=sure - right, minlength=_ECE_BINS)
    return float(np.abs(gaps).sum() / len(sure))
