import numpy as np
import pandas as pd

from models.categorizers.compare.filing import ByProbability
from tests.unit.models.categorizers.compare.labelled import prediction

NOTHING = np.zeros(0, dtype=np.int64)


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
