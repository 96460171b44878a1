"""LIME: which readable fields hold a learner's answer up, found by changing them.

Source: Ribeiro, Singh, Guestrin 2016, "Why should I trust you?"; used on payments by Kotios et al. 2022.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import Categorizer, Explanation, Factor
from models.explanations.readable import Coded, Codes, readable_values
from models.frames import TRANSACTIONS

_SAMPLES = (500, 1_000, 2_000, 4_000)
"""Rounds of growing size; the first whose three strongest fields repeat is kept."""
_HELD = 3
_FRESH = 500
_BACKGROUND_ROWS = 400
_KEPT_SHARE = 0.5
"""How often a changed payment keeps a field's own value: half of the fields, so near ones are many."""

Vector = npt.NDArray[np.float64]
Scorer = Callable[[Codes], Vector]


@dataclass(frozen=True)
class _Local:
    """A linear stand-in for the learner near one payment: weights (fields,) for keeping each value."""

    weights: Vector
    intercept: float


class LimeReasons:
    """Explains the likeliest category of single payments by LIME on at most twelve readable fields."""

    name = "lime"

    def __init__(self, kernel_width: float = 1.0) -> None:
        self.kernel_width = kernel_width

    def explain(
        self,
        categorizer: Categorizer,
        transactions: pd.DataFrame,
        background: pd.DataFrame,
        seeds: Sequence[int],
    ) -> list[Explanation]:
        """Explain each row; the same seed gives the same factors in any process.

        `background` are payments whose values stand in when a field is changed; up to 400 are used.
        `r2` is the fit on 500 fresh changed payments: under .5 show `shap_reasons` in its place.
        """
        names = list(TRANSACTIONS)
        around = background[names]
        if len(around) > _BACKGROUND_ROWS:
            around = around.sample(_BACKGROUND_ROWS, random_state=0)
        beliefs = categorizer.predict(transactions[names])
        return [
            self._one(categorizer, transactions[names].iloc[[at]], around, beliefs.probability[at], seed)
            for at, seed in enumerate(seeds)
        ]

    def _one(
        self,
        categorizer: Categorizer,
        row: pd.DataFrame,
        background: pd.DataFrame,
        belief: npt.NDArray[np.float32],
        seed: int,
    ) -> Explanation:
        best = int(belief.argmax())
        coded = Coded.of(pd.concat([background, row], ignore_index=True))

        def score(codes: Codes) -> Vector:
            return categorizer.predict(coded.payments(codes)).probability[:, best].astype(np.float64)

        explainer = self._explainer(coded, seed)
        local = _held(explainer, coded.codes[-1], score, len(coded.fields))
        values = readable_values(row.iloc[0])
        order = np.argsort(-np.abs(local.weights), kind="stable")
        return Explanation(
            part_id=int(row["part_id"].iloc[0]),
            category=categorizer.categories[best],
            probability=float(belief[best]),
            factors=tuple(
                Factor(coded.fields[at], values[coded.fields[at]], float(local.weights[at])) for at in order
            ),
            method=self.name,
            r2=self._fresh_fit(explainer, coded.codes[-1], score, local),
            seed=seed,
        )

    def _explainer(self, coded: Coded, seed: int) -> Any:
        """LIME over coded fields, drawing the payment's own value of each field half of the time."""
        from lime.lime_tabular import LimeTabularExplainer

        every = list(range(len(coded.fields)))
        explainer = LimeTabularExplainer(
            coded.codes,
            categorical_features=every,
            kernel_width=self.kernel_width,
            feature_selection="highest_weights",
            discretize_continuous=False,
            random_state=np.random.RandomState(seed % 2**32),
        )
        for at in every:
            own = np.array(explainer.feature_values[at]) == coded.codes[-1, at]
            others = explainer.feature_frequencies[at] * ~own
            explainer.feature_frequencies[at] = _KEPT_SHARE * own + (1 - _KEPT_SHARE) * others / others.sum()
        return explainer

    def _fresh_fit(self, explainer: Any, own: Codes, score: Scorer, local: _Local) -> float:
        """R2 of the linear stand-in on changed payments it was not fitted to, near ones counting most."""
        random = explainer.random_state
        drawn = [
            random.choice(explainer.feature_values[at], _FRESH, p=explainer.feature_frequencies[at])
            for at in range(len(own))
        ]
        codes = np.column_stack(drawn).astype(np.int64)
        kept = codes == own
        near = np.exp(-(~kept).sum(axis=1) / (2 * self.kernel_width**2))
        true = score(codes)
        said = local.intercept + kept @ local.weights
        spread = (near * (true - np.average(true, weights=near)) ** 2).sum()
        if spread < 1e-9:
            return 1.0
        return float(np.clip(1 - (near * (true - said) ** 2).sum() / spread, 0.0, 1.0))


def _held(explainer: Any, own: Codes, score: Scorer, fields: int) -> _Local:
    """Fit with more and more changed payments until the three strongest fields hold."""
    before: frozenset[int] = frozenset()
    local = _Local(np.zeros(fields), 0.0)
    for samples in _SAMPLES:
        local = _fitted(explainer, own, score, samples, fields)
        strongest = frozenset(np.argsort(-np.abs(local.weights), kind="stable")[:_HELD].tolist())
        if strongest == before:
            break
        before = strongest
    return local


def _fitted(explainer: Any, own: Codes, score: Scorer, samples: int, fields: int) -> _Local:
    def both(drawn: npt.NDArray[Any]) -> Vector:
        probability = score(drawn.astype(np.int64))
        return np.column_stack([1 - probability, probability])

    found = explainer.explain_instance(own, both, labels=(1,), num_features=fields, num_samples=samples)
    weights = np.zeros(fields)
    for at, weight in found.local_exp[1]:
        weights[at] = weight
    return _Local(weights, float(found.intercept[1]))
