"""Scores: plain counts on rows one can check by hand."""

import numpy as np
import pandas as pd
import pytest

from models.categorizers.scores import belief_in, f1_drop_is_real, recall_lost, scores
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


def payments(payees: int) -> pd.DataFrame:
    """200 payments, half office, half travel, spread over this many payees."""
    frame = pd.DataFrame({"category": pd.Series(["office", "travel"] * 100, dtype=object)})
    return frame.assign(payee=[f"p{number % payees}" for number in range(200)])


def right_but_for(rows: pd.DataFrame, wrong: np.ndarray) -> Prediction:
    right = np.where(rows["category"] == "office", 0.9, 0.1)
    return said(*np.where(wrong, 1 - right, right))


def test_a_fall_that_chance_explains_is_none() -> None:
    """Of 200 rows, 10 lost and 8 won is chance; 30 lost and none won is not."""
    rows, place = payments(200), np.arange(200)
    before = right_but_for(rows, place < 8)
    worse = right_but_for(rows, place < 38)
    assert not f1_drop_is_real(before, right_but_for(rows, (place >= 8) & (place < 18)), rows, 0.005)
    assert f1_drop_is_real(before, worse, rows, 0.005)
    assert not f1_drop_is_real(worse, before, rows, 0.005)
    assert not f1_drop_is_real(before, worse, rows.head(0), 0.005)


def test_forty_rows_of_one_payee_are_one_change() -> None:
    """40 office rows lost: of one payee that is one standard error, of 40 payees six."""
    many, few = payments(200), payments(5)
    few["category"] = np.where(few["payee"] == "p0", "office", "travel").astype(object)
    many["category"] = few["category"]
    lost = (few["payee"] == "p0").to_numpy()
    before, after = right_but_for(few, lost & False), right_but_for(few, lost)
    of_one = recall_lost(before, after, few).loc["office"]
    of_many = recall_lost(before, after, many).loc["office"]
    assert of_one.tolist() == [1.0, 1.0]
    assert of_many.tolist() == [1.0, pytest.approx(40**0.5)]
    assert recall_lost(before, after, few).loc["travel"].tolist() == [0.0, 0.0]
