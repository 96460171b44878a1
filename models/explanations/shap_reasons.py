"""SHAP: the exact share of each readable field in a tree learner's answer, for one row or for all.

Source: Lundberg and Lee 2017, "A unified approach to interpreting model predictions".
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Categorizer, Explanation, Factor
from models.explanations.readable import LEARNER_COLUMNS, readable_values
from models.features.columns import WORD_COLUMN

Pushes = npt.NDArray[np.float64]


@runtime_checkable
class Additive(Protocol):
    """A learner whose answer is a sum of each column's push."""

    def features(self, transactions: pd.DataFrame) -> pd.DataFrame:
        """The columns it reads, one row a payment."""
        ...

    def shap_values(self, transactions: pd.DataFrame) -> Pushes:
        """The push of each of these columns: (rows, categories, columns), in log odds."""
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
        pushes = _by_field(_additive(categorizer), transactions)
        beliefs = categorizer.predict(transactions)
        explained = []
        for at, seed in enumerate(seeds):
            best = int(beliefs.probability[at].argmax())
            explained.append(
                Explanation(
                    part_id=int(beliefs.part_ids[at]),
                    category=beliefs.categories[best],
                    probability=float(beliefs.probability[at, best]),
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
    pushes = np.abs(_by_field(_additive(categorizer), transactions))
    means = pushes.mean(axis=(0, 1)) if len(pushes) else np.zeros(len(LEARNER_COLUMNS))
    return list(_factors(means / max(means.sum(), 1e-12), dict.fromkeys(LEARNER_COLUMNS, "")))


def _additive(categorizer: Categorizer) -> Additive:
    if not isinstance(categorizer, Additive):
        raise TypeError(f"{categorizer.name} has no shap_values")
    return categorizer


def _by_field(learner: Additive, transactions: pd.DataFrame) -> Pushes:
    """Sum the pushes of the columns that are made from one field: (rows, categories, fields)."""
    pushes = learner.shap_values(transactions)
    names = learner.features(transactions.head(1)).columns
    fields = [
        pushes[:, :, [at for at, name in enumerate(names) if _is_made_from(name, columns)]].sum(axis=2)
        for columns in LEARNER_COLUMNS.values()
    ]
    return np.stack(fields, axis=2)


def _is_made_from(name: str, columns: tuple[str, ...]) -> bool:
    return name in columns or (name.startswith(WORD_COLUMN) and WORD_COLUMN in columns)


def _factors(weights: npt.NDArray[np.float64], values: dict[str, str]) -> tuple[Factor, ...]:
    fields = list(LEARNER_COLUMNS)
    order = np.argsort(-np.abs(weights), kind="stable")
    return tuple(Factor(fields[at], values[fields[at]], float(weights[at])) for at in order if weights[at])
