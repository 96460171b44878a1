"""Readable fields: every column a learner reads belongs to one, and a changed payment stays a payment."""

import pandas as pd

from models.categorizers.multiclass import Multiclass
from models.explanations.readable import FIELDS, is_made_from, readable_values, with_value_of
from tests.contract.made_payments import made_payments


def test_every_column_of_the_tree_learner_belongs_to_one_readable_field() -> None:
    learner = Multiclass(trees=5).fit(made_payments(100), seed=1)
    for name in learner.features(made_payments(3)):
        assert [field for field in FIELDS if is_made_from(str(name), field)] != [], name
    assert len(FIELDS) == 12


def test_values_are_read_as_text() -> None:
    row = made_payments(1).iloc[0].copy()
    row["amount"] = -1234.5
    values = readable_values(row)
    assert (values["amount"], values["payee"]) == ("1234.50", row["payee"])
    assert values["weekday"] == str(row["booked_on"].weekday())
    assert set(values) == set(FIELDS)


def changed(field: str, **other: object) -> pd.Series:
    payment = made_payments(1).assign(direction="out", amount=-20.0)
    taken = payment.iloc[0].copy()
    for name, value in other.items():
        taken[name] = value
    return with_value_of(payment, taken, field).iloc[0]


def test_a_code_never_parts_from_its_tables_answer() -> None:
    found = changed("mcc", mcc="5541", mcc_answer="vehicle", payee="elsewhere")
    assert (found["mcc"], found["mcc_answer"]) == ("5541", "vehicle")
    assert found["payee"] != "elsewhere"


def test_an_amount_keeps_its_sign_and_a_direction_turns_it() -> None:
    assert changed("amount", amount=75.0)["amount"] == -75.0
    turned = changed("direction", direction="in", amount=900.0)
    assert (turned["direction"], turned["amount"]) == ("in", 20.0)
