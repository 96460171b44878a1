"""The explanation a person is shown: LIME's, checked by SHAP, and what would have changed the answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import pandas as pd

from models.contracts import Categorizer, Explanation, Factor
from models.explanations.lime_reasons import LimeReasons
from models.explanations.neighbors import Neighbors
from models.explanations.readable import CALENDAR
from models.explanations.shap_reasons import Additive, ShapReasons
from models.explanations.would_be import would_be
from models.frames import TRANSACTIONS

FAIR_FIT = 0.5
"""Under this share of explained variation on fresh changes, a linear stand-in says too little."""
_SHAP_FACTORS = 2
_BLANK: dict[str, Sequence[object]] = {
    "text": ["", ""],
    "number": [-10.0, -200.0],
    "whole": [0, 1],
    "date": [pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 1, 2)],
}


class Explainable(Categorizer, Additive, Protocol):
    """A categorizer that tells what it reads and whose answers can be split up exactly."""


def explain_row(
    categorizer: Explainable, row: pd.DataFrame, background: pd.DataFrame, seed: int
) -> Explanation:
    """Why one payment looks as it does; the same seed gives the same factors in any process.

    `row` is a frame of one payment, `background` payments to draw other values from. Where LIME fits
    badly the method is "shap" with the two strongest signs for the category, and `r2` still tells
    LIME's fit; where SHAP leads with another sign than LIME the method is "doubt".
    """
    near = Neighbors.of(categorizer, row, background)
    by_lime = LimeReasons().of_neighbors(categorizer, row, near, seed)
    by_shap = ShapReasons().explain(categorizer, row, background, [seed])[0]
    told = replace(by_lime, would_be=would_be(categorizer, row, near))
    if told.r2 < FAIR_FIT:
        return replace(told, method=by_shap.method, factors=_strongest_for(by_shap.factors))
    if lead(told.factors) != lead(by_shap.factors):
        return replace(told, method="doubt")
    return told


def make_ready(categorizer: Explainable) -> None:
    """Load what explaining needs, some seconds the first time, by explaining a payment nobody made."""
    payments = pd.DataFrame({name: _BLANK[column.kind] for name, column in TRANSACTIONS.items()})
    explain_row(categorizer, payments.head(1), payments, 0)


def lead(factors: Sequence[Factor]) -> str:
    """The field a person is told first: the strongest that speaks for the category and is no day."""
    return next((each.name for each in _speaking(factors)), "")


def _strongest_for(factors: Sequence[Factor]) -> tuple[Factor, ...]:
    return tuple(_speaking(factors)[:_SHAP_FACTORS])


def _speaking(factors: Sequence[Factor]) -> list[Factor]:
    speaking = [each for each in factors if each.weight > 0 and each.name not in CALENDAR]
    return sorted(speaking, key=lambda each: -each.weight)
