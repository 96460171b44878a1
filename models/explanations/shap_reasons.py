"""SHAP: the exact share of each readable field in a tree learner's answer, for one row or for all.

Source: Lundberg and Lee 2017, "A unified approach to interpreting model predictions".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Categorizer, Explanation, Factor
from models.explanations.neighbors import Reader
from models.explanations.readable import FIELDS, is_made_from, readable_values

_DRIVERS = 6

Pushes = npt.NDArray[np.float64]


@runtime_checkable
class Additive(Reader, Protocol):
    """A learner whose answer is a sum of each column's push."""

    def shap_values(self, features: pd.DataFrame) -> Pushes:
        """The push of each column on rows of `features`: (rows, categories, columns), in log odds."""
        ...


@dataclass(frozen=True)
class Importance:
    """What a learner goes by, over all answers and by category: shares that sum to 1, strongest first."""

    overall: tuple[Factor, ...]
    by_category: dict[str, tuple[Factor, ...]]

    def figures(self) -> dict[str, Any]:
        """The same for a manifest or verdict: all fields, and the strongest of each category."""
        return {
            "importance": _listed(self.overall),
            "drivers": {name: _listed(shares[:_DRIVERS]) for name, shares in self.by_category.items()},
        }


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


def importance(categorizer: Categorizer, transactions: pd.DataFrame) -> Importance:
    """How much each readable field moves answers over many payments; exact.

    A field's share is its mean absolute SHAP push over rows, and over categories for the whole.
    """
    learner = _additive(categorizer)
    pushes = np.abs(_by_field(learner, learner.features(transactions)))
    means = pushes.mean(axis=0) if len(pushes) else np.zeros(pushes.shape[1:])
    of_each = {category: _shares(means[at]) for at, category in enumerate(learner.categories)}
    return Importance(_shares(means.mean(axis=0)), of_each)


def _listed(shares: tuple[Factor, ...]) -> list[list[object]]:
    return [[each.name, round(each.weight, 4)] for each in shares]


def _shares(means: npt.NDArray[np.float64]) -> tuple[Factor, ...]:
    return _factors(means / max(means.sum(), 1e-12), dict.fromkeys(FIELDS, ""))


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
