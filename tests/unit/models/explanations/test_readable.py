"""Readable fields: payments as numbers and back, without an impossible one."""

import numpy as np

from models.explanations.readable import FIELDS, Coded, readable_values
from models.features.amount import amount_bucket
from tests.contract.made_payments import KINDS, made_payments


def test_payments_come_back_as_the_learner_reads_them() -> None:
    rows = made_payments(60)
    rows.loc[3, ["direction", "amount"]] = ["in", 25.0]
    coded = Coded.of(rows)
    again = coded.payments(coded.codes)
    for name in ("mcc", "mcc_answer", "payee", "account", "direction", "contactless"):
        assert again[name].tolist() == rows[name].tolist(), name
    assert again["booked_on"].dt.weekday.tolist() == rows["booked_on"].dt.weekday.tolist()
    assert again["booked_on"].dt.day.tolist() == rows["booked_on"].dt.day.tolist()
    assert amount_bucket(again["amount"]).tolist() == amount_bucket(rows["amount"]).tolist()
    assert (np.sign(again["amount"]) == np.sign(rows["amount"])).all()


def test_a_code_never_parts_from_its_tables_answer() -> None:
    coded = Coded.of(made_payments(60))
    random = np.random.default_rng(1)
    sizes = [len(coded.values[field]) for field in coded.fields]
    mixed = coded.payments(np.column_stack([random.integers(0, size, 200) for size in sizes]))
    pairs = set(zip(mixed["mcc"], mixed["mcc_answer"], strict=True))
    known = {(code, name) for name, (code, _, _) in KINDS.items()}
    assert pairs <= known | {("", "")}


def test_fields_that_never_vary_are_left_out() -> None:
    fields = Coded.of(made_payments(60)).fields
    assert set(fields) == {"mcc", "payee", "account", "amount", "weekday", "day_of_month"}
    assert len(FIELDS) == 12


def test_values_are_read_as_text() -> None:
    row = made_payments(1).iloc[0].copy()
    row["amount"] = -1234.5
    values = readable_values(row)
    assert (values["amount"], values["payee"]) == ("1234.50", row["payee"])
    assert values["weekday"] == str(row["booked_on"].weekday())
    assert set(values) == set(FIELDS)
