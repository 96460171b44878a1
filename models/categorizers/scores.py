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


def f1_drop_is_real(before: Prediction, after: Prediction, rows: pd.DataFrame, most: float) -> bool:
    """Whether macro-F1 fell by more than `most`, and by more than chance explains.

    Of 200 seeded draws of payees at least nine in ten must show a fall: payments of one payee change
    together, so it is payees that count. `rows` has columns payee and category (the truth).
    """
    if not len(rows):
        return False
    old, new = top_answers(before)[0], top_answers(after)[0]
    true, said, _ = _coded(rows["category"], np.concatenate([old, new]))
    first, second = said[: len(true)], said[len(true) :]
    if _macro_f1(true, first) - _macro_f1(true, second) <= most:
        return False
    payees, count = pd.factorize(rows["payee"])[0], rows["payee"].nunique()
    random = np.random.default_rng(0)
    falls = []
    for _ in range(_RESAMPLES):
        drawn = np.bincount(random.integers(0, count, count), minlength=count)[payees].astype(np.float64)
        falls.append(_macro_f1(true, first, drawn) > _macro_f1(true, second, drawn))
    return float(np.mean(falls)) >= 1 - _SELDOM


def recall_lost(before: Prediction, after: Prediction, rows: pd.DataFrame) -> pd.DataFrame:
    """How much recall each true category lost, and in how many standard errors.

    One row a category, columns lost (share of its rows, minus is a gain) and errors; payees are what
    is counted. `rows` has columns payee and category.
    """
    true = rows["category"].to_numpy(dtype=object)
    first, second = top_answers(before)[0] == true, top_answers(after)[0] == true
    net = pd.DataFrame(
        {"net": first.astype(float) - second, "category": true, "payee": rows["payee"].to_numpy()}
    )
    by_payee = net.groupby(["category", "payee"])["net"].sum()
    spread = np.sqrt((by_payee**2).groupby("category").sum())
    total = by_payee.groupby("category").sum()
    sizes = net.groupby("category").size()
    return pd.DataFrame({"lost": total / sizes, "errors": total / spread.where(spread > 0, 1.0)})


def _coded(truth: pd.Series, answer: npt.NDArray[np.object_]) -> tuple[Codes, Codes, npt.NDArray[np.object_]]:
    names, codes = np.unique(np.concatenate([truth.to_numpy(dtype=object), answer]), return_inverse=True)
    return codes[: len(truth)], codes[len(truth) :], names


def _macro_f1(true: Codes, said: Codes, drawn: npt.NDArray[np.float64] | None = None) -> float:
    """Mean F1 of the true categories; `drawn` tells how often each row counts."""
    weights = np.ones(len(true)) if drawn is None else drawn
    size = int(max(true.max(), said.max())) + 1
    hits = np.bincount(true, weights=weights * (true == said), minlength=size)
    there = np.bincount(true, weights=weights, minlength=size)
    named = np.bincount(said, weights=weights, minlength=size)
    f1s = 2 * hits / np.maximum(there + named, 1)
    return float(f1s[there > 0].mean())


def _ece(sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    bins = np.minimum((sure * _ECE_BINS).astype(int), _ECE_BINS - 1)
    gaps = np.bincount(bins, weights=sure - right, minlength=_ECE_BINS)
    return float(np.abs(gaps).sum() / len(sure))
