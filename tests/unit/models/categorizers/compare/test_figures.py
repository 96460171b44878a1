import math

import numpy as np
import pandas as pd
import pytest

from models.categorizers.compare.figures import company_mean, figures
from tests.unit.models.categorizers.compare.labelled import prediction

ROWS = pd.DataFrame({"category": list("aabb"), "company": list("xxxy")})
SAID = prediction("abc", (0.9, 0.1, 0.0), (0.2, 0.7, 0.1), (0.1, 0.8, 0.1), (0.0, 0.1, 0.9))


def test_four_rows_two_right() -> None:
    filed = {"auto_97": np.array([True, False, False, True]), "auto_99": np.zeros(4, dtype=bool)}
    found = figures(SAID, ROWS, filed, seed=1)
    assert (found["n"], found["accuracy"]) == (4, 0.5)
    # a: one of two found, never said wrongly, 2/3; b: one of two found, once said wrongly, 1/2.
    assert found["macro_f1"] == found["weighted_f1"] == pytest.approx((2 / 3 + 1 / 2) / 2, abs=1e-4)
    assert found["top3"] == 1.0
    assert found["log_loss"] == pytest.approx(-np.log([0.9, 0.2, 0.8, 0.1]).mean(), abs=1e-4)
    # .9 holds a right and a wrong answer, .7 a wrong one, .8 a right one: (.8 + .7 + .2) / 4.
    assert found["ece"] == pytest.approx(0.425, abs=1e-4)
    assert found["auto_97"] == {"share": 0.5, "precision": 0.5}
    assert found["auto_99"] == {"share": 0.0, "precision": None}


def test_the_interval_draws_whole_companies() -> None:
    low, high = figures(SAID, ROWS, {}, seed=1)["ci95"]["accuracy"]
    assert (low, high) == (0.0, pytest.approx(2 / 3, abs=1e-4))


def test_a_mean_over_companies_counts_each_alike() -> None:
    assert company_mean(SAID, ROWS) == pytest.approx((2 / 3 + 0) / 2, abs=1e-4)


def test_a_label_the_learner_does_not_know_costs_the_most() -> None:
    rows = pd.DataFrame({"category": ["z"], "company": ["x"]})
    found = figures(prediction("ab", (0.5, 0.5)), rows, {}, seed=1)
    assert found["log_loss"] == pytest.approx(-math.log(1e-7), abs=1e-3)
    assert found["top3"] == 0.0


def test_no_row_has_no_figure() -> None:
    assert figures(prediction("ab"), ROWS.head(0), {}, seed=1) == {"n": 0}
