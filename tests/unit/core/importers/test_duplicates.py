from dataclasses import replace
from datetime import date

from core.domain.bank_file import Row
from core.importers.duplicates import fingerprint, judge

COFFEE = Row(2, date(2025, 3, 3), -340, "EUR", "raw", text="Coffee  Lab", counterparty="Lab")


def test_the_same_payment_in_another_file_has_the_same_fingerprint() -> None:
    again = replace(COFFEE, line_no=77, raw="other", text="COFFEE LAB ", balance_minor=5, type_code="other")
    assert fingerprint("DE1", again) == fingerprint("DE1", COFFEE)
    assert len(fingerprint("DE1", COFFEE)) == 40


def test_another_day_amount_currency_reference_or_account_is_another_payment() -> None:
    prints = {
        fingerprint("DE1", COFFEE),
        fingerprint("DE2", COFFEE),
        fingerprint("DE1", replace(COFFEE, booked_on=date(2025, 3, 4))),
        fingerprint("DE1", replace(COFFEE, amount_minor=-341)),
        fingerprint("DE1", replace(COFFEE, currency="USD")),
        fingerprint("DE1", replace(COFFEE, reference="B")),
        fingerprint("DE1", replace(COFFEE, text="Coffee Bar")),
    }
    assert len(prints) == 7


def test_three_equal_rows_in_one_file_stay_three() -> None:
    assert judge(["a", "a", "b", "a"], {}) == [True, True, True, True]


def test_only_the_third_copy_is_new_where_two_are_known() -> None:
    assert judge(["a", "b", "a", "a"], {"a": 2}) == [False, True, False, True]


def test_the_same_file_again_brings_nothing() -> None:
    assert judge(["a", "a", "b"], {"a": 2, "b": 1, "c": 9}) == [False, False, False]
