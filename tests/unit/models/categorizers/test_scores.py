"""Scores: plain counts on rows one can check by hand."""

import numpy as np
import pandas as pd
import pytest

from models.categorizers.scores import belief_in, f1_drop_is_real, scores
from models.contracts import Prediction

NAMES = ("office", "travel")


def said(*office: float) -> Prediction:
    """One row each with this probability of office, else travel."""
    probability = np.array([[share, 1 - share] for share in office], dtype=np.float32).reshape(-1, 2)
    return Prediction(np.arange(len(office), dtype=np.int64), NAMES, probability)


def true(*names: str) -> pd.Series:
    return pd.Series(names, dtype=object)


def test_four_rows_by_hand() -> None:
    found = scores(said(0.9, 0.9, 0.6, 0.2), true("office", "office", "travel", "travel"))
    # ece: (.9 + .9 - 2) + .6 + (1 - .8), each gap as its size, over 4
    # office: 2 hits of 2 true and 3 said, f1 .8; travel: 1 of 2 true and 1 said, f1 2/3
    assert found.figures() == {"rows": 4, "accuracy": 0.75, "macro_f1": 0.7333, "ece": 0.25}
    assert found.recalls == {"office": 1.0, "travel": 0.5}


def test_an_unknown_category_is_a_miss_and_no_rows_are_no_score() -> None:
    found = scores(said(0.9), true("taxes"))
    assert (found.accuracy, found.macro_f1, found.recalls) == (0.0, 0.0, {"taxes": 0.0})
    assert scores(said(), true()).figures() == {"rows": 0, "accuracy": 0.0, "macro_f1": 0.0, "ece": 0.0}


def test_belief_is_the_probability_of_the_truth() -> None:
    assert belief_in(said(0.9, 0.9, 0.9), true("office", "travel", "taxes")).tolist() == pytest.approx(
        [0.9, 0.1, 0.0]
    )


def test_a_fall_that_chance_explains_is_none() -> None:
    """Of 200 rows, 10 lost and 8 won is chance; 30 lost and none won is not."""
    truth = true(*["office", "travel"] * 100)
    right = np.where(truth == "office", 0.9, 0.1)
    before, chance, worse = right.copy(), right.copy(), right.copy()
    before[:8] = 1 - right[:8]
    chance[8:18] = 1 - right[8:18]
    worse[:38] = 1 - right[:38]
    assert not f1_drop_is_real(said(*before), said(*chance), truth, 0.005)
    assert f1_drop_is_real(said(*before), said(*worse), truth, 0.005)
    assert not f1_drop_is_real(said(*worse), said(*before), truth, 0.005)
