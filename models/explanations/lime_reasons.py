"""LIME: which readable fields hold a learner's answer up, found by changing them.

Source: Ribeiro, Singh, Guestrin 2016, "Why should I trust you?"; used on payments by Kotios et al. 2022.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.contracts import Categorizer, Explanation, Factor
from models.explanations.neighbors import Kept, Neighbors, Reader, Vector
from models.explanations.readable import readable_values

KERNEL_WIDTH = 1.0
KEPT_SHARE = 0.85
SAMPLES = 1_000
FRESH = 1_000
VALUES = 4
"""How many values of other payments stand in for a changed field in a fresh one, and are averaged."""
_SCORED = 8_000
"""Rows the learner answers for one fit: they are shared out among the distinct ways to change fields."""
_FEWEST_VALUES = 4
_NOTHING = 1e-9


@dataclass(frozen=True)
class Local:
    """A linear stand-in for the learner near one payment: weights (fields,) for keeping each value."""

    weights: Vector
    intercept: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a stand-in answers for changed payments it was not fitted to.

    `r2` is the share of explained variation, 0 to 1, near ones counting most; `effective` tells for how
    many equally near payments they stand (Kish).
    """

    r2: float
    effective: float


class LimeReasons:
    """Explains the likeliest category of single payments by LIME on at most twelve readable fields.

    Kernel width, share of kept fields and number of samples were chosen on an invented bank and a cost
    center that are in no bench: `python -m core bench explain` reports on other companies.
    """

    name = "lime"

    def explain(
        self,
        categorizer: Categorizer,
        transactions: pd.DataFrame,
        background: pd.DataFrame,
        seeds: Sequence[int],
    ) -> list[Explanation]:
        """Explain each row; the same seed gives the same factors in any process.

        `background` are payments whose values stand in when a field is changed; up to 400 are used.
        `r2` is the fit on 1,000 fresh changed payments: under .5 show `shap_reasons` in its place.
        Raises TypeError where the categorizer is not a `Reader`.
        """
        learner = reader(categorizer)
        return [
            self.of_neighbors(learner, row, Neighbors.of(learner, row, background), seed)
            for row, seed in zip(_one_by_one(transactions), seeds, strict=True)
        ]

    def of_neighbors(self, learner: Reader, row: pd.DataFrame, near: Neighbors, seed: int) -> Explanation:
        """The same for a frame of one payment whose neighbors are there already."""
        belief = learner.believe(near.own)[0]
        best = int(belief.argmax())
        random = np.random.default_rng(seed)
        local = fit(learner, near, best, random)
        values = readable_values(row.iloc[0])
        order = np.argsort(-np.abs(local.weights), kind="stable")
        following = runner_up(belief)
        return Explanation(
            part_id=int(row["part_id"].iloc[0]),
            category=learner.categories[best],
            probability=float(belief[best]),
            factors=tuple(
                Factor(near.fields[at], values[near.fields[at]], float(local.weights[at])) for at in order
            ),
            method=self.name,
            r2=fresh_fit(learner, near, best, local, random).r2,
            seed=seed,
            next_category="" if following is None else learner.categories[following],
            next_probability=0.0 if following is None else float(belief[following]),
        )


def reader(categorizer: Categorizer) -> Reader:
    """The categorizer as one that tells what it reads; raises TypeError where it does not."""
    if not isinstance(categorizer, Reader):
        raise TypeError(f"{categorizer.name} does not tell what it reads")
    return categorizer


def runner_up(belief: Vector) -> int | None:
    """The place of the second likeliest category, None where there is but one."""
    return int(np.argsort(-belief, kind="stable")[1]) if len(belief) > 1 else None


def fit(learner: Reader, near: Neighbors, best: int, random: np.random.Generator) -> Local:
    """LIME's ridge regression of one category's probability on which fields are kept.

    What another value does is averaged over the same values at every call, so that another `random`
    changes which fields go together and nothing else.
    """
    if not near.fields:
        return Local(np.zeros(0), float(learner.believe(near.own)[0, best]))
    drawn = near.draw_kept(random, SAMPLES, KEPT_SHARE)
    kept = np.vstack([np.ones((1, len(near.fields)), dtype=np.bool_), drawn])
    ways, which = np.unique(kept, axis=0, return_inverse=True)
    values = min(len(near.others), max(_FEWEST_VALUES, _SCORED // len(ways)))
    rows = near.changed(np.repeat(ways, values, axis=0), np.tile(near.same_places(values), (len(ways), 1)))
    probability = learner.believe(rows)[:, best].reshape(len(ways), values).mean(axis=1)
    return _ridge(kept, probability[which.ravel()])


def fresh_fit(
    learner: Reader,
    near: Neighbors,
    best: int,
    local: Local,
    random: np.random.Generator,
    values: int = VALUES,
) -> Fit:
    """How well the stand-in answers for 1,000 payments changed anew, values of other payments included.

    `r2` is 0 where no change moves the learner's answer: then there is nothing a line could explain.
    """
    if not near.fields:
        return Fit(0.0, 0.0)
    kept = near.draw_kept(random, FRESH, KEPT_SHARE)
    rows = near.changed(np.repeat(kept, values, axis=0), near.draw_places(random, FRESH * values))
    true = learner.believe(rows)[:, best].reshape(FRESH, values).mean(axis=1)
    said = local.intercept + kept @ local.weights
    weight = _nearness(_distance(kept))
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    spread = (weight * (true - np.average(true, weights=weight)) ** 2).sum()
    if spread < _NOTHING:
        return Fit(0.0, effective)
    return Fit(float(np.clip(1 - (weight * (true - said) ** 2).sum() / spread, 0.0, 1.0)), effective)


def _ridge(kept: Kept, probability: Vector) -> Local:
    """The fit itself; the first row is the payment as it is."""
    from lime.lime_base import LimeBase

    fields = kept.shape[1]
    base = LimeBase(_nearness, random_state=np.random.RandomState(0))
    intercept, found, _, _ = base.explain_instance_with_data(
        kept.astype(np.float64), probability[:, None], _distance(kept), 0, fields, feature_selection="none"
    )
    weights = np.zeros(fields)
    for at, weight in found:
        weights[at] = weight
    return Local(weights, float(intercept))


def _distance(kept: Kept) -> Vector:
    """How far a changed payment is from its origin: the root of the number of changed fields."""
    distance: Vector = np.sqrt((~kept).sum(axis=1).astype(np.float64))
    return distance


def _nearness(distance: Vector) -> Vector:
    nearness: Vector = np.exp(-(distance**2) / (2 * KERNEL_WIDTH**2))
    return nearness


def _one_by_one(transactions: pd.DataFrame) -> list[pd.DataFrame]:
    return [transactions.iloc[[at]] for at in range(len(transactions))]
