"""Temperatures: a probability means what it says, for rows with codes and rows without."""

import numpy as np
import pandas as pd
import pytest

from models.categorizers.calibrate import Temperatures, find_temperatures


def rows(coded: int, uncoded: int) -> pd.DataFrame:
    return pd.DataFrame({"mcc": ["5111"] * coded + [""] * uncoded, "nace": ""})


def test_a_learner_too_sure_of_itself_is_cooled() -> None:
    """It says .99 and is right 7 times in 10: after cooling it says about .7."""
    probability = np.tile([0.99, 0.01], (1000, 1))
    truth = np.array([0] * 700 + [1] * 300)
    found = find_temperatures(rows(1000, 0), probability, truth)
    assert found.apply(rows(1, 0), probability[:1])[0, 0] == pytest.approx(0.75, abs=0.06)
    assert found.uncoded == 1.0


def test_each_kind_of_row_has_its_own() -> None:
    probability = np.tile([0.8, 0.2], (400, 1))
    truth = np.array([0] * 200 + [0, 1] * 100)
    found = find_temperatures(rows(200, 200), probability, truth)
    assert found.coded < 1 < found.uncoded


def test_few_or_unknowable_rows_change_nothing() -> None:
    probability = np.tile([0.9, 0.1], (300, 1))
    assert find_temperatures(rows(99, 0), probability[:99], np.ones(99, dtype=int)) == Temperatures()
    assert find_temperatures(rows(300, 0), probability, np.full(300, -1)) == Temperatures()


def test_rows_still_sum_to_one_and_keep_their_order() -> None:
    probability = np.array([[0.5, 0.3, 0.2], [1.0, 0.0, 0.0]])
    cooled = Temperatures(coded=2.0).apply(rows(2, 0), probability)
    assert cooled.sum(axis=1).tolist() == pytest.approx([1, 1])
    assert cooled[0, 0] > cooled[0, 1] > cooled[0, 2]
    assert Temperatures().apply(rows(0, 0), np.zeros((0, 3))).shape == (0, 3)
