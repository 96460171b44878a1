import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta

from models.categorizers.compare.filing import ByProbability, lowest_bar
from tests.unit.models.categorizers.compare.labelled import prediction

NOTHING = np.zeros(0, dtype=np.int64)


def test_99_right_of_99_prove_97_percent_and_98_do_not() -> None:
    assert beta.ppf(0.05, 99, 1) == pytest.approx(0.9702, abs=1e-4)
    sure = np.full(99, 0.9)
    assert lowest_bar(sure, np.ones(99, dtype=bool), 0.97) == 0.9
    assert lowest_bar(sure[:98], np.ones(98, dtype=bool), 0.97) == np.inf


def test_the_bar_stands_where_wrong_answers_begin() -> None:
    sure = np.concatenate([np.full(200, 0.9), np.full(50, 0.6)])
    right = np.concatenate([np.ones(200, dtype=bool), np.zeros(50, dtype=bool)])
    assert lowest_bar(sure, right, 0.97) == 0.9


def test_rows_of_one_score_stay_together() -> None:
    """200 right and 40 wrong of one score: no order of them makes the bound."""
    right = np.concatenate([np.ones(200, dtype=bool), np.zeros(40, dtype=bool)])
    assert lowest_bar(np.full(240, 0.8), right, 0.97) == np.inf


def test_no_row_files_nothing() -> None:
    bar = ByProbability(0.97).fit(prediction("ab"), pd.Series([], dtype=object), NOTHING)
    assert not bar.accept(prediction("ab", (1.0, 0.0)), np.zeros(1, dtype=np.int64)).any()


def test_wrong_cards_raise_the_bar() -> None:
    said = prediction("ab", *[(0.95, 0.05)] * 200, *[(0.85, 0.15)] * 200)
    known = np.zeros(400, dtype=np.int64)
    bar = ByProbability(0.97).fit(said, pd.Series(["a"] * 400), known)
    assert bar.accept(said, known).all()
    cards = prediction("ab", *[(0.85, 0.15)] * 60)
    bar.refit(cards, pd.Series(["b"] * 60), known[:60])
    assert bar.accept(said, known).tolist() == [True] * 200 + [False] * 200
