"""The served categorizer: one label acts at once, and only from the moment it is told."""

from copy import deepcopy
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.categorizers.ranker import Ranker
from models.contracts import OnlineCategorizer, Prediction
from models.frames import FrameError
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


def test_it_keeps_the_contract_and_most_answers_are_right() -> None:
    ranker = fitted()
    assert isinstance(ranker, OnlineCategorizer)
    prediction = ranker.answer(later())
    assert_sound(prediction, later())
    assert np.mean(np.array(answers(prediction)) == later()["category"]) > 0.85


def test_one_label_is_enough_for_the_same_payee() -> None:
    ranker = fitted()
    ranker.learn(strange("travel"))
    assert answers(ranker.answer(strange())) == ["travel"]


def test_a_category_nobody_had_works_without_training_and_comes_last() -> None:
    ranker = fitted()
    before = ranker.categories
    ranker.learn(strange("donations", human=1))
    assert ranker.categories == (*before, "donations")
    assert answers(ranker.answer(strange())) == ["donations"]


def test_answering_learns_nothing() -> None:
    ranker = fitted()
    first = ranker.answer(later())
    assert same(ranker.answer(later()), first)


def test_a_stream_is_answering_and_learning_in_turns() -> None:
    rows, batch = later(), np.repeat(np.arange(20), 5)
    streamed = fitted().stream(rows, batch)
    by_hand = fitted()
    parts = []
    for number in range(20):
        some = rows[batch == number]
        parts.append(by_hand.answer(some).probability)
        by_hand.learn(some)
    np.testing.assert_array_equal(streamed.probability, np.concatenate(parts))


def test_what_is_not_learnt_leaves_no_trace() -> None:
    rows = later()
    nothing = np.zeros(len(rows), dtype=bool)
    ranker = fitted()
    assert same(ranker.stream(rows, np.arange(len(rows)), nothing), fitted().answer(rows))


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


def test_the_same_seed_gives_the_same_answers() -> None:
    again = Ranker(TREES).fit(history(), seed=1)
    assert same(again.answer(later()), fitted().answer(later()))


def test_saved_trees_and_the_same_labels_give_the_same_answers(tmp_path: Path) -> None:
    ranker = fitted()
    ranker.save(tmp_path)
    loaded = Ranker.load(tmp_path)
    loaded.learn(history())
    assert same(loaded.answer(later()), ranker.answer(later()))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 25e6


def test_a_single_category_is_certain() -> None:
    ranker = Ranker(TREES).fit(history().assign(category="office"), seed=1)
    prediction = ranker.answer(later())
    assert prediction.categories == ("office",)
    assert (prediction.probability == 1).all()


def test_no_label_to_learn_from_is_refused() -> None:
    with pytest.raises(FrameError, match="category"):
        Ranker(TREES).fit(history().head(0), seed=1)


@pytest.mark.parametrize("rows", [later().head(0), later().head(1)])
def test_no_row_and_one_row(rows: pd.DataFrame) -> None:
    ranker = fitted()
    prediction: Prediction = ranker.answer(rows)
    assert prediction.probability.shape == (len(rows), 4)
    ranker.learn(rows)


def test_values_never_met_before_get_a_sound_answer() -> None:
    rows = later().head(3).assign(mcc="0000", account="moon", company="new")
    rows["payee"] = ["", "\N{SLICE OF PIZZA} فاتورة", "x" * 120]
    rows["amount"] = [0.0, -1e12, 1e-9]
    assert_sound(fitted().answer(rows), rows)


def test_nothing_but_empty_texts_on_one_day() -> None:
    rows = history().assign(payee="", text="", booked_on=pd.Timestamp("2024-02-29"))
    assert_sound(Ranker(TREES).fit(rows, seed=1).answer(later()), later())
