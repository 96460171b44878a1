from datetime import date

import pandas as pd
import pytest

from core.demo.bank import TRADES, invented_bank
from core.rules.categories import category_by_key

UNTIL = date(2016, 3, 27)


@pytest.fixture(scope="module")
def bank_frame() -> pd.DataFrame:
    return invented_bank(7, len(TRADES), UNTIL)


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    one = invented_bank(3, 2, UNTIL, weeks=20)
    pd.testing.assert_frame_equal(one, invented_bank(3, 2, UNTIL, weeks=20))
    assert not one["text"].equals(invented_bank(4, 2, UNTIL, weeks=20)["text"])


def test_rows_lie_within_the_weeks_asked_for(bank_frame: pd.DataFrame) -> None:
    assert bank_frame["booked_on"].min() >= pd.Timestamp(2013, 4, 1)
    assert bank_frame["booked_on"].max() <= pd.Timestamp(UNTIL)
    assert bank_frame.groupby("company").size().between(1500, 6500).all()


def test_every_category_but_uncategorised_occurs_and_is_a_master(bank_frame: pd.DataFrame) -> None:
    assert set(bank_frame["category"]) == set(category_by_key()) - {"uncategorised"}


def test_text_columns_hold_text_and_direction_is_the_sign(bank_frame: pd.DataFrame) -> None:
    assert not bank_frame.isna().any().any()
    assert bank_frame["part_id"].is_unique
    assert ((bank_frame["amount"] > 0) == (bank_frame["direction"] == "in")).all()
    assert (bank_frame["amount"] * 100).round().eq(bank_frame["amount_minor"]).all()


def test_codes_are_partly_missing(bank_frame: pd.DataFrame) -> None:
    by_card = bank_frame[bank_frame["text"].str.startswith("CARD PAYMENT")]
    assert 0.3 < (by_card["mcc"] == "").mean() < 0.8
    assert 0.5 < (bank_frame["nace"] == "").mean() < 0.95
    assert 0.05 < (bank_frame["type_code"] == "").mean() < 0.5


def test_some_owners_file_the_same_payee_otherwise(bank_frame: pd.DataFrame) -> None:
    named = bank_frame[(bank_frame["counterparty"] != "") & (bank_frame["direction"] == "out")]
    filed = named.groupby(["counterparty", "company"])["category"].agg(lambda each: each.mode().iloc[0])
    ways = filed.groupby("counterparty").nunique()
    assert ways.ge(2).mean() > 0.05
