"""The explanation a person is shown: LIME's, or SHAP's two strongest signs where LIME fits badly."""

from dataclasses import replace
from typing import Protocol

import pandas as pd

from models.contracts import Categorizer, Explanation
from models.explanations.lime_reasons import LimeReasons
from models.explanations.shap_reasons import Additive, ShapReasons

FAIR_FIT = 0.5
"""Under this share of explained variation on fresh changes, a linear stand-in says too little."""
_SHAP_FACTORS = 2


class Explainable(Categorizer, Additive, Protocol):
    """A categorizer whose answers can also be split up exactly."""


def explain_row(
    categorizer: Explainable, row: pd.DataFrame, background: pd.DataFrame, seed: int
) -> Explanation:
    """Why one payment looks as it does; the same seed gives the same factors in any process.

    `row` is a frame of one payment, `background` payments to draw other values from. Where LIME fits
    badly the method is "shap" with two factors, and `r2` still tells LIME's fit.
    """
    by_lime = LimeReasons().explain(categorizer, row, background, [seed])[0]
    if by_lime.r2 >= FAIR_FIT:
        return by_lime
    by_shap = ShapReasons().explain(categorizer, row, background, [seed])[0]
    return replace(by_shap, factors=by_shap.factors[:_SHAP_FACTORS], r2=by_lime.r2)
