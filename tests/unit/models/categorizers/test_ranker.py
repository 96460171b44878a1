"""The served categorizer: one label acts at once, and only from the moment it is told."""

from copy import deepcopy
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.categorizers.ranker import Ranker
from tests.contract.checks_categorizers import answers, assert_sound, same
from tests.contract.made_payments import made_payments

TREES = 30


def history() -> pd.DataFrame:
    """1,000 labelled payments of eight companies, oldest first."""
    companies = [made_payments(125, seed=at, company=f"company {at}") for at in range(8)]
    return pd.concat(companies).sort_values("booked_on", kind="stable").reset_index(drop=True)


def later() -> pd.DataFrame:
    """100 payments of one of the companies, by day."""
    rows = made_payments(100, seed=90, company="company 3")
    return rows.sort_values("booked_on", kind="stable").reset_index(drop=True)


@cache
def taught() -> Ranker:
    return Ranker(TREES).fit(history(), seed=1)


def fitted() -> Ranker:
    """A copy, so that what one test teaches does not reach the next."""
    return deepcopy(taught())


def strange(category: str = "office", human: int = 0) -> pd.DataFrame:
    """A payment to somebody nobody has met."""
    return later().head(1).assign(payee="zyx qwv", text="ZYX QWV", category=category, human=human)


def test_one_label_is_enough_for_the_same_payee() -> None:
    ranker = fitted()
    ranker.learn(strange("travel"))
    assert answers(ranker.answer(strange())) == ["travel"]


def test_the_day_s_labels_arrive_at_its_end() -> None:
    rows = pd.concat([strange("travel")] * 3, ignore_index=True)
    together = fitted().stream(rows, np.zeros(3, dtype=np.intp))
    one_by_one = fitted().stream(rows, np.arange(3))
    assert len(set(answers(together))) == 1
    assert answers(one_by_one)[1:] == ["travel", "travel"]
    assert answers(together)[0] != "travel"


def test_an_explicit_correction_turns_a_habit() -> None:
    """Four payments filed one way, then a person says otherwise once."""
    ranker = fitted()
    for _ in range(4):
        ranker.learn(strange("office"))
    ranker.learn(strange("travel", human=1))
    assert answers(ranker.answer(strange())) == ["travel"]


def test_the_same_seed_gives_the_same_answers_of_several_companies() -> None:
    again = Ranker(TREES).fit(history(), seed=1)
    assert same(again.answer(later()), fitted().answer(later()))


def test_saved_trees_and_the_same_labels_give_the_same_answers(tmp_path: Path) -> None:
    ranker = fitted()
    ranker.save(tmp_path)
    loaded = Ranker.load(tmp_path)
    loaded.learn(history())
    assert same(loaded.answer(later()), ranker.answer(later()))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 25e6


@pytest.mark.parametrize(("rows", "seed"), [(rows, seed) for rows in (2, 5) for seed in range(4)])
def test_a_handful_of_labels_is_lesson_enough(rows: int, seed: int) -> None:
    """Drawing some of so few at each tree would draw none sooner or later."""
    few = history().drop_duplicates("category").head(2)
    few = pd.concat([few] * 3, ignore_index=True).head(rows)
    assert_sound(Ranker(TREES).fit(few, seed=seed).answer(later()), later())
