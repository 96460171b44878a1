"""Memory: what was decided before answers at once, by how often and how lately."""

import numpy as np
import pandas as pd
import pytest

from models.categorizers.memory import Memory


def labels(*rows: tuple[str, str, int], account: str = "a1", company: str = "one") -> pd.DataFrame:
    """Labelled payments, oldest first: payee, category, whether a person decided."""
    frame = pd.DataFrame(rows, columns=["payee", "category", "human"])
    return frame.assign(company=company, account=account, direction="out")


def asked(*payees: str, account: str = "a1", company: str = "one", direction: str = "out") -> pd.DataFrame:
    frame = pd.DataFrame({"payee": pd.Series(payees, dtype=object)})
    frame["part_id"] = np.arange(len(frame)) + 1
    return frame.assign(account=account, company=company, direction=direction)


def test_one_correction_answers_the_next_payment() -> None:
    memory = Memory.from_frame(labels(("staples", "office", 1)))
    answer = memory.answer(asked("staples", "tesco"))
    assert answer["category"].tolist() == ["office", ""]
    # 4 / (4 + 1) by company, the same again by account: .8 + .2 * .8
    assert answer["probability"].tolist() == pytest.approx([0.96, 0.0])
    assert answer[["count", "out_of"]].to_numpy().tolist() == [[1, 1], [0, 0]]


def test_the_other_account_is_answered_less_surely() -> None:
    memory = Memory.from_frame(labels(("staples", "office", 1)))
    assert memory.answer(asked("staples", account="a2"))["probability"].tolist() == pytest.approx([0.8])


def test_another_company_and_the_other_direction_know_nothing() -> None:
    memory = Memory.from_frame(labels(("staples", "office", 1)))
    assert memory.answer(asked("staples", company="two"))["category"].tolist() == [""]
    assert memory.answer(asked("staples", direction="in"))["category"].tolist() == [""]


def test_a_correction_outweighs_three_historic_labels() -> None:
    history = [("staples", "office", 0)] * 3
    memory = Memory.from_frame(labels(*history, ("staples", "it", 1)))
    answer = memory.answer(asked("staples"))
    assert answer["category"].tolist() == ["it"]
    assert answer[["count", "out_of"]].to_numpy().tolist() == [[1, 4]]


def test_the_last_of_two_equal_labels_wins_with_less_certainty() -> None:
    memory = Memory.from_frame(labels(("staples", "office", 1), ("staples", "it", 1)))
    answer = memory.answer(asked("staples"))
    assert answer["category"].tolist() == ["it"]
    assert 0.5 < answer["probability"].iloc[0] < 0.6


def test_more_of_the_same_is_surer_and_few_exceptions_cost_little() -> None:
    seven = Memory.from_frame(labels(*[("staples", "office", 0)] * 7)).answer(asked("staples"))
    one = Memory.from_frame(labels(("staples", "office", 0))).answer(asked("staples"))
    mixed = labels(("staples", "it", 0), *[("staples", "office", 0)] * 6)
    six = Memory.from_frame(mixed).answer(asked("staples"))
    assert one["probability"].iloc[0] < six["probability"].iloc[0] < seven["probability"].iloc[0]
    assert six[["count", "out_of"]].to_numpy().tolist() == [[6, 7]]


def test_a_label_of_the_account_itself_says_more_than_one_of_another_account() -> None:
    """One historic label: half by company, half of the rest by account."""
    memory = Memory.from_frame(labels(("staples", "office", 0)))
    assert memory.answer(asked("staples"))["probability"].tolist() == [pytest.approx(0.75)]
    assert memory.answer(asked("staples", account="a2"))["probability"].tolist() == [pytest.approx(0.5)]


def test_rows_without_a_payee_are_forgotten_and_never_remembered() -> None:
    memory = Memory.from_frame(labels(("", "office", 1)))
    assert memory.answer(asked(""))["category"].tolist() == [""]


def test_nothing_known_and_nothing_asked() -> None:
    memory = Memory.from_frame(labels())
    assert memory.answer(asked("staples"))["category"].tolist() == [""]
    assert memory.answer(asked()).empty
