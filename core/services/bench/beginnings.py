"""How well a company that no learner ever met is sorted, while its owner sorts payee after payee."""

import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.services.bench.made_from import commit
from models.artifacts import MANIFEST, sha256_of
from models.categorizers.acceptance import TARGET, Mask
from models.categorizers.compare.figures import figures
from models.categorizers.memory import Memory
from models.categorizers.moments import PAYEES_SORTED, Moment, moments
from models.categorizers.scores import top_answers
from models.categorizers.served import Served
from models.contracts import Prediction

SEED = 2026
BURSAR = "bursar"
LEARNERS = ("model_alone", "model_then_memory", BURSAR)
_MOST_ROWS = 1_500
"""The newest payments of a company that are looked at: the largest would outweigh all others."""


def beginnings(folder: Path, payments: pd.DataFrame, say: Callable[[str], None]) -> dict[str, Any]:
    """Let the model in `folder` answer for companies it was not taught by, after 0 to 40 sorted payees.

    `payments` keep `frames.TRANSACTIONS` and `LABEL_COLUMNS`. All figures are of payments that the owner
    has not sorted. Returns {"meta": ..., "results": {payees sorted: {learner: figures}}} ready for JSON.
    """
    served = Served.load(folder)
    rows = payments.groupby("company").tail(_MOST_ROWS).reset_index(drop=True)
    rows = rows.assign(part_id=np.arange(len(rows), dtype=np.int64))
    belief = served.predict(rows)
    results = {}
    for count in PAYEES_SORTED:
        found = list(moments(rows, belief, SEED, (count,)))
        results[str(count)] = _figures(served, found)
        say(f"{len(found)} companies after {count} payees")
    meta = {
        "commit": commit(),
        "seed": SEED,
        "companies": int(rows["company"].nunique()),
        "model": sha256_of(folder / MANIFEST),
        "versions": {name: version(name) for name in ("catboost", "numba", "numpy", "pandas")}
        | {"python": platform.python_version()},
    }
    return {"meta": meta, "results": results}


def _figures(served: Served, found: list[Moment]) -> dict[str, dict[str, Any]]:
    """Figures of each learner over all companies' rows at one time."""
    said: dict[str, list[Prediction]] = {learner: [] for learner in LEARNERS}
    filed: dict[str, list[Mask]] = {learner: [] for learner in LEARNERS}
    for moment in found:
        answers = served.predict_with(moment.asked, moment.labelled)
        followed = _followed(moment)
        for learner, prediction in zip(LEARNERS, (moment.belief, followed, answers.prediction), strict=True):
            said[learner].append(prediction)
            filed[learner].append(top_answers(prediction)[1] >= TARGET)
        filed[BURSAR][-1] = answers.accepted
    asked = pd.concat([moment.asked for moment in found], ignore_index=True)
    return {
        learner: figures(Prediction.joined(each), asked, {"filed": np.concatenate(filed[learner])}, SEED)
        for learner, each in said.items()
    }


def _followed(moment: Moment) -> Prediction:
    """The model's belief, moved to what the company filed the same payee under, by how often it did."""
    memory = Memory.from_frame(moment.labelled)
    remembered = memory.answer(moment.asked)
    categories = tuple(dict.fromkeys(moment.belief.categories + memory.categories))
    moved = np.zeros((len(moment.asked), len(categories)), dtype=np.float32)
    trust = remembered["probability"].to_numpy(dtype=np.float32)
    moved[:, : len(moment.belief.categories)] = moment.belief.probability * (1 - trust)[:, None]
    known = np.flatnonzero(trust > 0)
    named = pd.Index(remembered["category"].iloc[known])
    moved[known, pd.Index(categories).get_indexer(named)] += trust[known]
    return Prediction(moment.belief.part_ids, categories, moved)
