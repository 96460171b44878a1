"""The figures of the comparison: how often right, how sure, how much could be filed without asking."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.scores import belief_in, scores, top_answers
from models.contracts import Prediction

LEAST_BELIEF = 1e-7
"""What an answer that was held impossible costs in log loss: -log of this."""
RESAMPLES = 200
_DIGITS = 4

Mask = npt.NDArray[np.bool_]


def figures(
    prediction: Prediction, rows: pd.DataFrame, filed: Mapping[str, Mask], seed: int
) -> dict[str, Any]:
    """Everything but the times, for answers to `rows` (columns category, company).

    `filed` tells for each target ("auto_97") which rows the learner filed by itself. Macro-F1 is the
    mean over the true labels; ECE takes top answers in 15 equal bins; ci95 draws companies 200 times.
    Where there are no rows there is only n.
    """
    if not len(rows):
        return {"n": 0}
    truth = rows["category"].astype(object)
    right = top_answers(prediction)[0] == truth.to_numpy()
    basic = scores(prediction, truth)
    f1 = F1(prediction, rows)
    even = np.ones(len(rows))
    log_loss = float(-np.log(np.maximum(belief_in(prediction, truth), LEAST_BELIEF)).mean())
    found: dict[str, Any] = {
        "n": len(rows),
        "accuracy": round(basic.accuracy, _DIGITS),
        "macro_f1": round(f1.macro(even), _DIGITS),
        "weighted_f1": round(f1.weighted(even), _DIGITS),
        "top3": round(_top3(prediction, truth), _DIGITS),
        "log_loss": round(log_loss, _DIGITS),
        "ece": round(basic.ece, _DIGITS),
    }
    found |= {name: filed_figures(prediction, rows, mask) for name, mask in filed.items()}
    return found | {"ci95": _ci95(right, f1, rows["company"], seed)}


def filed_figures(prediction: Prediction, rows: pd.DataFrame, filed: Mask) -> dict[str, float | None]:
    """The share of rows filed without asking, and how many of those were right; None where none was."""
    if not filed.any():
        return {"share": 0.0, "precision": None}
    right = top_answers(prediction)[0] == rows["category"].to_numpy(dtype=object)
    return {
        "share": round(float(filed.mean()), _DIGITS),
        "precision": round(float(right[filed].mean()), _DIGITS),
    }


def company_mean(prediction: Prediction, rows: pd.DataFrame) -> float:
    """Accuracy as the mean over companies: each counts alike, however many payments it has."""
    right = top_answers(prediction)[0] == rows["category"].to_numpy(dtype=object)
    return round(float(pd.Series(right).groupby(rows["company"].to_numpy()).mean().mean()), _DIGITS)


class F1:
    """F1 of each true label, for any weight of the rows."""

    def __init__(self, prediction: Prediction, rows: pd.DataFrame) -> None:
        answer = top_answers(prediction)[0]
        labels = pd.Index(sorted(set(rows["category"])))
        self._size = len(labels) + 1
        self._true = labels.get_indexer(pd.Index(rows["category"]))
        said = labels.get_indexer(pd.Index(answer))
        self._said = np.where(said < 0, len(labels), said)

    def macro(self, weights: npt.NDArray[np.float64]) -> float:
        """Mean over the labels that occur."""
        f1s, there = self._each(weights)
        return float(f1s[there > 0].mean())

    def weighted(self, weights: npt.NDArray[np.float64]) -> float:
        """Mean over the rows: a label counts as often as it occurs."""
        f1s, there = self._each(weights)
        return float((f1s * there).sum() / there.sum())

    def _each(
        self, weights: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        hits = self._sums(self._true, weights * (self._true == self._said))
        there, named = self._sums(self._true, weights), self._sums(self._said, weights)
        return 2 * hits / np.maximum(there + named, 1e-9), there

    def _sums(
        self, labels: npt.NDArray[np.intp], weights: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """The weight of each true label; what is said but never true has no place of its own."""
        return np.bincount(labels, weights, self._size)[:-1].astype(np.float64)


def _top3(prediction: Prediction, truth: pd.Series) -> float:
    best, _ = prediction.top(3)
    at = pd.Index(prediction.categories).get_indexer(pd.Index(truth))
    return float((best == at[:, None]).any(axis=1).mean())


def _ci95(right: Mask, f1: F1, company: pd.Series, seed: int) -> dict[str, list[float]]:
    """Between which two values 95 in 100 draws of companies lie."""
    codes, names = pd.factorize(company)
    random = np.random.default_rng(seed)
    accuracies, macros = [], []
    for _ in range(RESAMPLES):
        drawn = np.bincount(random.integers(0, len(names), len(names)), minlength=len(names))
        weights = drawn[codes].astype(np.float64)
        if weights.any():
            accuracies.append(float((right * weights).sum() / weights.sum()))
            macros.append(f1.macro(weights))
    return {"accuracy": _middle(accuracies), "macro_f1": _middle(macros)}


def _middle(values: list[float]) -> list[float]:
    return [round(float(value), _DIGITS) for value in np.quantile(values, [0.025, 0.975])]
