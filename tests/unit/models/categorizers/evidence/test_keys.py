"""Payments as numbers: the same value has the same number, whatever stands around it."""

import numpy as np

from models.categorizers.evidence.keys import KEYS, lines
from tests.contract.made_payments import made_payments


def test_a_payment_has_the_same_numbers_alone_and_among_others() -> None:
    rows = made_payments(50)
    together, alone = lines(rows), lines(rows.iloc[[7]])
    np.testing.assert_array_equal(together.keys[7], alone.keys[0])
    name = together.name[7]
    words = together.tokens[together.start[name] : together.start[name + 1]]
    np.testing.assert_array_equal(words, alone.tokens)


def test_an_empty_field_makes_no_key() -> None:
    rows = made_payments(3).assign(mcc="", payee="")
    keys = lines(rows).keys
    assert (keys[:, KEYS.index(("mcc",))] == 0).all()
    assert (keys[:, KEYS.index(("company", "payee"))] == 0).all()
    assert (keys[:, KEYS.index(("account",))] != 0).all()


def test_an_account_of_the_same_name_in_another_company_is_another() -> None:
    rows = made_payments(2).assign(company=["one", "two"], account="1234", payee="tesco")
    first, second = lines(rows).keys
    assert first[KEYS.index(("account",))] != second[KEYS.index(("account",))]
    assert first[KEYS.index(("payee",))] == second[KEYS.index(("payee",))]


def test_a_refund_is_not_the_payment_s_amount() -> None:
    rows = made_payments(2).assign(amount=[-20.0, 20.0], payee="tesco", account="one/1")
    first, second = lines(rows).keys
    assert first[KEYS.index(("payee", "amount"))] != second[KEYS.index(("payee", "amount"))]
    assert first[KEYS.index(("payee", "bucket"))] != second[KEYS.index(("payee", "bucket"))]
