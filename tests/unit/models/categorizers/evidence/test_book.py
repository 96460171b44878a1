"""The book of labels: what it says after a few entries, counted by hand."""

import numpy as np
import pandas as pd
import pytest

from models.categorizers.evidence import book as room
from models.categorizers.evidence.book import FEATURES, Evidence, LabelBook, told
from models.categorizers.evidence.keys import lines
from tests.contract.made_payments import made_payments


def payments(*categories: str, human: tuple[int, ...] = ()) -> pd.DataFrame:
    """One payment a category, all to one payee from one account, on consecutive days."""
    rows = made_payments(len(categories)).assign(payee="tesco", text="TESCO", account="one/1", amount=-20.0)
    days = pd.Timestamp("2024-03-01") + pd.to_timedelta(np.arange(len(categories)), "D")
    return rows.assign(category=list(categories), booked_on=days, human=list(human) or 0)


def gone_through(book: LabelBook, rows: pd.DataFrame) -> Evidence:
    """Each payment answered, then learned."""
    codes = book.codes(rows["category"])
    everything = np.ones(len(rows), dtype=bool)
    parts = list(book.go_through(lines(rows), told(codes, (rows["human"] > 0).to_numpy(), wanted=everything)))
    return Evidence(
        np.concatenate([part.chosen for part in parts]), np.concatenate([part.features for part in parts])
    )


def said(evidence: Evidence, row: int, category: int, feature: str) -> float:
    rank = evidence.chosen[row].tolist().index(category)
    return float(evidence.features[row, rank, FEATURES.index(feature)])


def test_shares_days_and_the_last_label_are_counted() -> None:
    evidence = gone_through(LabelBook(), payments("food", "food", "travel", "food"))
    share = "share:company+payee"
    assert np.isnan(said(evidence, 0, 0, share))
    prior = 0.3 * (2 / 4)
    assert said(evidence, 3, 0, share) == pytest.approx((2 + prior) / 3.3)
    assert said(evidence, 3, 0, "is_last:company+payee") == 0
    assert said(evidence, 3, 1, "is_last:company+payee") == 1
    assert said(evidence, 3, 0, "days:company+payee") == pytest.approx(np.log1p(2))
    assert said(evidence, 3, 1, "days:company+payee") == pytest.approx(np.log1p(1))
    assert said(evidence, 3, 0, "labels:company+payee") == pytest.approx(np.log1p(3))


def test_recent_labels_say_more() -> None:
    evidence = gone_through(LabelBook(), payments("food", "travel", "food"))
    faded = (0.8 + 0.3 * (1 / 3)) / (0.8 + 1 + 0.3), (1 + 0.3 * (1 / 3)) / (0.8 + 1 + 0.3)
    assert said(evidence, 2, 0, "faded:company+payee") == pytest.approx(faded[0])
    assert said(evidence, 2, 1, "faded:company+payee") == pytest.approx(faded[1])


def test_a_correction_weighs_four_labels_and_is_told_apart() -> None:
    evidence = gone_through(LabelBook(), payments("food", "travel", "food", "food", human=(0, 1, 0, 0)))
    assert said(evidence, 2, 1, "share:company+payee") == pytest.approx((4 + 0.3 / 3) / 5.3)
    assert said(evidence, 2, 1, "corrected:company+payee") == 1
    assert said(evidence, 2, 0, "corrected:company+payee") == -1
    assert said(evidence, 3, 1, "corrected:company+payee") == pytest.approx(1 / (1 + np.log1p(1)))


def test_one_company_s_own_keys_do_not_answer_another() -> None:
    rows = payments("food", "food")
    rows["company"] = ["one", "two"]
    evidence = gone_through(LabelBook(), rows)
    assert np.isnan(said(evidence, 1, 0, "share:company+payee"))
    assert said(evidence, 1, 0, "share:payee") > 0.7


def test_the_length_of_a_step_is_of_no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = made_payments(300)
    whole = gone_through(LabelBook(), rows)
    monkeypatch.setattr(room, "_CHUNK", 7)
    steps = gone_through(LabelBook(), rows)
    np.testing.assert_array_equal(whole.chosen, steps.chosen)
    np.testing.assert_array_equal(whole.features, steps.features)


def test_a_copy_keeps_what_it_knew() -> None:
    book = LabelBook()
    gone_through(book, payments("food"))
    copy = book.copy()
    gone_through(book, payments("travel", "travel"))
    assert copy.categories == ("food",)
    assert said(gone_through(copy, payments("food")), 0, 0, "labels:company") == pytest.approx(np.log1p(1))


def test_a_belief_brings_candidates_nobody_has_named() -> None:
    """Twelve categories, "food" twice in the book: the belief in the last one is candidate and evidence."""
    names = ("food", *(f"other{at}" for at in range(10)), "travel")
    book, rows = LabelBook(names), payments("food", "food", "food")
    codes, nobody = book.codes(rows["category"]), np.zeros(3, dtype=bool)
    belief = np.full((3, 12), 0.01, dtype=np.float32)
    belief[:, 11], belief[:, 5] = 0.89, np.nan
    asked = told(codes, nobody, wanted=np.array([False, False, True]))
    (evidence,) = book.go_through(lines(rows), asked, belief)
    assert {0, 11} <= set(evidence.chosen[0].tolist())
    assert said(evidence, 0, 11, "belief") == pytest.approx(0.89)
    assert said(evidence, 0, 11, "belief_lead") == pytest.approx(0.88)
    assert said(evidence, 0, 11, "belief_rank") == 0
    assert said(evidence, 0, 0, "belief_lead") == pytest.approx(-0.88)
    (silent,) = book.go_through(lines(rows), asked)
    assert np.isnan(silent.features[:, :, -3:]).all()
