"""SHAP: the exact share of each readable field in a tree learner's answer, for one row or for all.

Source: Lundberg and Lee 2017, "A unified approach to interpreting model predictions".
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Categorizer, Explanation, Factor
from models.explanations.neighbors import Reader
from models.explanations.readable import FIELDS, is_made_from, readable_values

Pushes = npt.NDArray[np.float64]


@runtime_checkable
class Additive(Reader, Protocol):
    """A learner whose answer is a sum of each column's push."""

    def shap_values(self, features: pd.DataFrame) -> Pushes:
        """The push of each column on rows of `features`: (rows, categories, columns), in log odds."""
        ...


class ShapReasons:
    """Explains single payments by exact SHAP values: what is shown where LIME fits badly."""

    name = "shap"

    def explain(
        self,
        categorizer: Categorizer,
        transactions: pd.DataFrame,
        background: pd.DataFrame,
        seeds: Sequence[int],
    ) -> list[Explanation]:
        """Explain each row, strongest field first; exact, so `background` and seeds change nothing.

        Raises TypeError where the categorizer is not `Additive`.
        """
        learner = _additive(categorizer)
        features = learner.features(transactions)
        pushes, beliefs = _by_field(learner, features), learner.believe(features)
        part_ids = transactions["part_id"].tolist()
        explained = []
        for at, (part_id, seed) in enumerate(zip(part_ids, seeds, strict=True)):
            best = int(beliefs[at].argmax())
            explained.append(
                Explanation(
                    part_id=part_id,
                    category=learner.categories[best],
                    probability=float(beliefs[at, best]),
                    factors=_factors(pushes[at, best], readable_values(transactions.iloc[at])),
                    method=self.name,
                    r2=1.0,
                    seed=seed,
                )
            )
        return explained


def importance(categorizer: Categorizer, transactions: pd.DataFrame) -> list[Factor]:
    """How much each readable field moves answers over many payments: shares that sum to 1.

    A field's share is its mean absolute SHAP push over rows and categories; strongest first.
    """
    pushes = _strengths(categorizer, transactions)
    return _shares(pushes.mean(axis=(0, 1)) if len(pushes) else np.zeros(len(FIELDS)))


def importance_by_category(categorizer: Categorizer, transactions: pd.DataFrame) -> dict[str, list[Factor]]:
    """The same for each category on its own: what speaks for or against it, over all payments."""
    pushes = _strengths(categorizer, transactions)
    means = pushes.mean(axis=0) if len(pushes) else np.zeros(pushes.shape[1:])
    return {category: _shares(means[at]) for at, category in enumerate(categorizer.categories)}


def _strengths(categorizer: Categorizer, transactions: pd.DataFrame) -> Pushes:
    learner = _additive(categorizer)
    return np.abs(_by_field(learner, learner.features(transactions)))


def _shares(means: npt.NDArray[np.float64]) -> list[Factor]:
    return list(_factors(means / max(means.sum(), 1e-12), dict.fromkeys(FIELDS, "")))


def _additive(categorizer: Categorizer) -> Additive:
    if not isinstance(categorizer, Additive):
        raise TypeError(f"{categorizer.name} has no shap_values")
    return categorizer


def _by_field(learner: Additive, features: pd.DataFrame) -> Pushes:
    """Sum the pushes of the columns that are made from one field: (rows, categories, fields)."""
    pushes, names = learner.shap_values(features), features.columns
    fields = [
        pushes[:, :, [at for at, name in enumerate(names) if is_made_from(str(name), field)]].sum(axis=2)
        for field in FIELDS
    ]
    return np.stack(fields, axis=2)


def _factors(weights: npt.NDArray[np.float64], values: dict[str, str]) -> tuple[Factor, ...]:
    fields = list(FIELDS)
    order = np.argsort(-np.abs(weights), kind="stable")
    return tuple(Factor(fields[at], values[fields[at]], float(weights[at])) for at in order if weights[at])
