from pathlib import Path

import pandas as pd
import pytest

from models.categorizers.search import KINDS, Found, search
from tests.contract.made_payments import made_payments


def searched(study: Path, kind: str, trials: int, told: list[str]) -> Found:
    train, validate = made_payments(120, seed=1), made_payments(60, seed=2)
    return search(train, validate, study, kind=kind, trials=trials, seed=3, tell=told.append)


@pytest.mark.parametrize("kind", KINDS)
def test_a_study_is_kept_and_goes_on_where_it_ended(tmp_path: Path, kind: str) -> None:
    study, told = tmp_path / "studies" / "multiclass.log", list[str]()
    first = searched(study, kind, 1, told)
    assert (first.trials, len(told)) == (1, 1)
    second = searched(study, kind, 2, told)
    assert (second.trials, len(told)) == (2, 2)
    assert second.macro_f1 >= first.macro_f1
    assert searched(study, kind, 2, told) == second
    assert len(told) == 2, "a finished study tries nothing again"
    assert set(second.settings) == {"depth", "learning_rate", "l2_leaf_reg", "random_strength"}


def test_what_was_found_is_what_learns() -> None:
    rows: pd.DataFrame = made_payments(60, seed=1)
    learner = Found(30, {"depth": 3, "learning_rate": 0.3}, 0.9, 1).learner()
    assert learner.trees == 30
    learner.fit(rows, seed=1)
    assert learner.predict(rows).probability.shape[0] == 60
