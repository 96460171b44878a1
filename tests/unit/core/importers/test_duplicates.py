from dataclasses import replace
from datetime import date

from core.domain.bank_file import Balance, Row, Statement
from core.importers.duplicates import Run, fingerprint, known_copies, runs

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
    assert known_copies(["a", "a", "b", "a"], [range(4)], {}) == {}


def test_only_the_third_copy_is_new_where_two_are_known() -> None:
    assert known_copies(["a", "b", "a", "a"], [range(4)], {"a": [7, 9]}) == {0: 7, 2: 9}


def test_the_same_file_again_brings_nothing() -> None:
    assert known_copies(["a", "a", "b"], [range(3)], {"a": [1, 2], "b": [3], "c": [4]}) == {0: 1, 1: 2, 2: 3}


def test_of_a_zip_whose_files_overlap_the_second_repeats_the_first() -> None:
    assert known_copies(["a", "b", "a", "c"], [[0, 1], [2, 3]], {}) == {2: -1}


def day(number: int) -> Row:
    return replace(COFFEE, booked_on=date(2025, 3, number))


def places(found: list[Run]) -> list[list[int]]:
    return [run.places for run in found]


def statement(opening: tuple[int, int] | None, closing: tuple[int, int] | None) -> Statement:
    ends = [None if end is None else Balance(date(2025, 3, end[0]), end[1]) for end in (opening, closing)]
    return Statement("DE1", "EUR", (), opening=ends[0], closing=ends[1])


def test_statements_that_follow_each_other_by_balance_add_up_even_within_a_day() -> None:
    noon, night = statement((3, 1000), (4, 660)), statement((4, 660), (5, 320))
    assert places(runs([(noon, [day(3), day(4)]), (night, [day(4), day(5)])])) == [[0, 1, 2, 3]]


def test_statements_that_share_days_and_no_balance_are_files_that_overlap() -> None:
    plain = statement(None, None)
    assert places(runs([(plain, [day(3), day(4)]), (plain, [day(4)])])) == [[0, 1], [2]]


def test_statements_of_different_days_add_up() -> None:
    plain = statement(None, None)
    assert places(runs([(plain, [day(3)]), (plain, [day(4)])])) == [[0, 1]]


def test_a_statement_twice_in_a_zip_does_not_follow_itself_where_it_ends_as_it_began() -> None:
    """In and out of 3.40 on one day, from nothing to nothing: the second copy is the first once more."""
    swept = (statement((4, 0), (4, 0)), [day(4), replace(day(4), amount_minor=340)])
    assert places(runs([swept, swept])) == [[0, 1], [2, 3]]


def test_what_ended_before_is_repeated_by_none_of_the_rows_that_begin_there() -> None:
    assert known_copies(["a", "b"], [range(2)], {"a": [1], "b": [2]}, [{1}]) == {1: 2}
