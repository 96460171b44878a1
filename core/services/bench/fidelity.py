"""Whether the paper's CatBoost re-learns the rule steps: faithfulness to the rules, which is not truth."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from models.categorizers.multiclass import Multiclass
from models.categorizers.scores import scores, top_answers
from models.categorizers.search import KINDS, search

SEED = 1
GOAL = 0.98
PARTS = (0.4, 0.3, 0.3)
"""Train, validation and test, oldest first. Source: Kotios et al. 2022."""


@dataclass(frozen=True)
class Parts:
    """Payments in time order, cut into what is learned, what is chosen by, and what is reported."""

    train: pd.DataFrame
    validate: pd.DataFrame
    test: pd.DataFrame


def fidelity(bank_frame: pd.DataFrame, tell: Callable[[str], None]) -> dict[str, Any]:
    """Figures of the learner taught by the rule steps, and by what owners made of them.

    `bank_frame` holds payments of an invented bank with `category` as their owners file them.
      rules: labels are what the NACE table, else the MCC table says; the learner reads the codes, never
        the tables' answers. Rows of which neither says anything are left out.
      rules_given: the same, and it reads the tables' answers too, as it does in the product.
      owners: labels are the owners' own, who file some payees otherwise than the tables (the paper's task).
    """
    taught = by_rules(bank_frame)
    blind = taught.assign(mcc_answer="", nace_answer="")
    asked = {"rules": blind, "rules_given": taught, "owners": bank_frame}
    return {name: _figures(name, frame, tell) for name, frame in asked.items()}


def by_rules(bank_frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that a table says something of, under what it says: NACE before MCC."""
    named = bank_frame["nace_answer"].where(bank_frame["nace_answer"] != "", bank_frame["mcc_answer"])
    return bank_frame.assign(category=named)[(named != "").to_numpy()]


def in_parts(frame: pd.DataFrame) -> Parts:
    """40, 30 and 30 of 100 rows, by date."""
    ordered = frame.sort_values(["booked_on", "part_id"], kind="stable", ignore_index=True)
    first, second = int(PARTS[0] * len(frame)), int((PARTS[0] + PARTS[1]) * len(frame))
    return Parts(ordered[:first], ordered[first:second], ordered[second:])


def searched(
    bank_frame: pd.DataFrame, study: Path, trials: int, tell: Callable[[str], None]
) -> dict[str, Any]:
    """The best settings of each kind of search by validation, and how they do on the test part."""
    parts = in_parts(bank_frame)
    plain = Multiclass().fit(parts.train, seed=SEED)
    found: dict[str, Any] = {
        "as served": {"test": scores(plain.predict(parts.test), parts.test["category"]).figures()}
    }
    for kind in KINDS:
        best = search(parts.train, parts.validate, study, kind=kind, trials=trials, seed=SEED, tell=tell)
        learner = best.learner().fit(parts.train, seed=SEED)
        found[kind] = {
            "trees": best.trees,
            "settings": {name: round(value, 4) for name, value in best.settings.items()},
            "trials": best.trials,
            "validation_macro_f1": best.macro_f1,
            "test": scores(learner.predict(parts.test), parts.test["category"]).figures(),
        }
    return found


def _figures(name: str, frame: pd.DataFrame, tell: Callable[[str], None]) -> dict[str, Any]:
    parts = in_parts(frame)
    tell(f"{name}: learns {len(parts.train)} payments")
    learner = Multiclass().fit(parts.train, seed=SEED)
    said = learner.predict(parts.test)
    right = top_answers(said)[0] == parts.test["category"].to_numpy(dtype=object)
    codes = ["mcc", "nace"]
    seen = pd.MultiIndex.from_frame(parts.train[codes])
    new = ~pd.MultiIndex.from_frame(parts.test[codes]).isin(seen)
    return {
        "train_rows": len(parts.train),
        "validation": scores(learner.predict(parts.validate), parts.validate["category"]).figures(),
        "test": scores(said, parts.test["category"]).figures(),
        "codes_never_learned": {
            "rows": int(new.sum()),
            "accuracy": round(float(right[new].mean()), 4) if new.any() else None,
        },
    }
