"""Whether explanations can be believed: the same at every seed, close to the learner, true when tried."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from models.contracts import Explanation
from models.explanations.lime_reasons import VALUES, Fit, LimeReasons, Local, fit, fresh_fit
from models.explanations.neighbors import Neighbors
from models.explanations.reasons import Explainable, explain_row, lead
from models.explanations.shap_reasons import ShapReasons

_STRONGEST = 3


@dataclass(frozen=True, slots=True)
class RowFidelity:
    """How the explanation of one payment held.

    `jaccard` is the mean overlap of the three strongest fields over all pairs of seeds; `fresh` the fit
    on changed payments whose values are averages of others, `fresh_single` of one other each; `lowered`
    whether the first reason's removal lowers the probability, None where no reason is told first;
    `agrees` whether SHAP leads with the same field; `seconds` for the whole explanation, `cpu_seconds`
    what it worked in them, `scoring` for one answer about 1,000 payments in the same moment.
    """

    told: Explanation
    jaccard: float
    fresh: Fit
    fresh_single: Fit
    lowered: bool | None
    agrees: bool
    seconds: float
    cpu_seconds: float
    scoring: float


def row_fidelity(
    learner: Explainable, row: pd.DataFrame, background: pd.DataFrame, seeds: Sequence[int]
) -> RowFidelity:
    """Explain one payment, a frame of one row, and try the explanation; the first seed's is told."""
    started, worked = time.perf_counter(), time.process_time()
    told = explain_row(learner, row, background, seeds[0])
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - worked
    thousand = pd.concat([row] * 1_000, ignore_index=True)
    started = time.perf_counter()
    learner.predict(thousand)
    scoring = time.perf_counter() - started
    near = Neighbors.of(learner, row, background)
    belief = learner.believe(near.own)[0]
    best = int(belief.argmax())
    stand_ins = [fit(learner, near, best, np.random.default_rng(seed)) for seed in seeds]
    fresh = [
        fresh_fit(learner, near, best, stand_ins[0], np.random.default_rng([seeds[0], values]), values)
        for values in (VALUES, 1)
    ]
    by_lime = LimeReasons().of_neighbors(learner, row, near, seeds[0])
    by_shap = ShapReasons().explain(learner, row, background, seeds[:1])[0]
    first = lead(told.factors)
    return RowFidelity(
        told=told,
        jaccard=_overlap([_top(each) for each in stand_ins]),
        fresh=fresh[0],
        fresh_single=fresh[1],
        lowered=_without(learner, near, first, best) < belief[best] if first else None,
        agrees=lead(by_lime.factors) == lead(by_shap.factors),
        seconds=seconds,
        cpu_seconds=cpu_seconds,
        scoring=scoring,
    )


def _top(local: Local) -> frozenset[int]:
    return frozenset(np.argsort(-np.abs(local.weights), kind="stable")[:_STRONGEST].tolist())


def _overlap(tops: Sequence[frozenset[int]]) -> float:
    pairs = [len(one & two) / len(one | two) for one, two in combinations(tops, 2) if one | two]
    return float(np.mean(pairs)) if pairs else 1.0


def _without(learner: Explainable, near: Neighbors, field: str, best: int) -> float:
    """Mean probability with one field's value replaced by each other one among the payments around.

    Where all payments around share the value, the field cannot be taken away: the answer stays.
    """
    if field not in near.fields:
        return float(learner.believe(near.own)[0, best])
    at = near.fields.index(field)
    kept, places = near.alone(at, near.elsewhere[at])
    return float(learner.believe(near.changed(kept, places))[:, best].mean())
