from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.domain.bank_file import Balance, Row, Statement
from core.importers.balance import anchor, check, check_chain, in_time_order, opening_of, proof


def rows(*facts: tuple[int, int, int | None]) -> list[Row]:
    """Rows of March 2025 from (day, amount, balance)."""
    return [
        Row(place, date(2025, 3, day), amount, "EUR", "raw", balance_minor=balance)
        for place, (day, amount, balance) in enumerate(facts, start=2)
    ]


def statement(found: Sequence[Row], opening: int | None = None, closing: int | None = None) -> Statement:
    return Statement(
        "DE1",
        "EUR",
        found,
        opening=None if opening is None else Balance(date(2025, 3, 1), opening),
        closing=None if closing is None else Balance(date(2025, 3, 31), closing),
    )


def test_opening_and_rows_make_the_closing_balance() -> None:
    found = rows((3, -300, None), (5, 1000, None))
    assert check(statement(found, 200, 900), found) == []


def test_a_missing_row_is_named_by_its_amount_and_its_days() -> None:
    found = rows((3, -300, None))
    (problem,) = check(statement(found, 10_000, 21_700), found)
    assert problem.code == "balance_off"
    assert problem.facts == {
        "difference": "120.00",
        "currency": "EUR",
        "from": "2025-03-01",
        "to": "2025-03-31",
        "looks": "missing",
    }


def test_a_row_that_moves_no_balance_may_stand_twice() -> None:
    found = rows((3, -100, 900), (4, -120, 780), (4, -120, 780), (6, 20, 800))
    (problem,) = check(statement(found), found)
    assert (problem.facts["looks"], problem.facts["on"]) == ("doubled", "2025-03-04")


def test_a_row_of_the_missing_amount_elsewhere_leaves_it_open() -> None:
    found = rows((3, -100, 900), (4, -50, 850), (5, -10, 740), (6, 20, 760))
    (problem,) = check(statement(found), found)
    assert (problem.facts["difference"], problem.facts["looks"]) == ("-1.00", "unclear")


def test_two_equal_rows_too_many_are_told_by_the_ends() -> None:
    found = rows((3, -300, None), (4, -120, None), (4, -120, None))
    (problem,) = check(statement(found, 1000, 580), found)
    assert (problem.facts["difference"], problem.facts["looks"]) == ("1.20", "doubled")


def test_a_statement_proves_itself_by_its_ends_and_its_steps() -> None:
    found = rows((3, -300, -100), (5, 1000, 900))
    seen = proof(statement(found, 200, 900), found)
    assert (seen.rows, seen.sum_minor, seen.adds_up, seen.steps, seen.steps_off) == (2, 700, True, 1, 0)
    assert opening_of(statement(found), found) == 200


def test_a_gap_in_the_running_balance_lies_between_two_days() -> None:
    found = rows((3, -100, 900), (3, -100, 800), (5, -100, 580), (6, 20, 600))
    (problem,) = check(statement(found), found)
    assert (problem.line_no, problem.facts["difference"]) == (4, "-1.20")
    assert (problem.facts["from"], problem.facts["to"]) == ("2025-03-03", "2025-03-05")


def test_a_file_with_the_newest_row_first_is_turned_round() -> None:
    found = rows((6, 20, 600), (5, -100, 580), (3, -100, 680))
    assert check(statement(found), found) == []
    assert anchor(statement(found), found) == Balance(date(2025, 3, 6), 600)


def test_within_one_day_the_running_balance_tells_the_direction() -> None:
    found = rows((3, 50, 150), (3, 100, 100))
    assert [row.amount_minor for row in in_time_order(found)] == [100, 50]


def test_the_stated_closing_balance_is_the_anchor() -> None:
    found = rows((3, -300, 700))
    assert anchor(statement(found, closing=900), found) == Balance(date(2025, 3, 31), 900)


def test_rows_after_the_last_running_balance_are_counted_on() -> None:
    found = rows((3, -300, 700), (4, -50, None), (5, 10, None))
    assert anchor(statement(found), found) == Balance(date(2025, 3, 5), 660)


def test_a_column_that_most_rows_contradict_is_no_balance() -> None:
    found = rows((3, -300, 100), (4, -50, 100), (5, 10, 100))
    assert check(statement(found), found) == []
    assert anchor(statement(found), found) is None


def test_no_balance_no_anchor() -> None:
    found = rows((3, -300, None))
    assert anchor(statement(found), found) is None
    assert anchor(statement([]), []) is None


def test_a_pending_row_stands_in_no_balance_yet() -> None:
    first, second = rows((3, -300, 200), (5, 1000, None))
    pending = replace(second, status="pending")
    assert check(statement([first, pending], 500, 200), [first, pending]) == []
    assert len(check(statement([first, second], 500, 200), [first, second])) == 1
    assert anchor(statement([first, pending]), [first, pending]) == Balance(date(2025, 3, 3), 200)


def test_a_statement_that_does_not_go_on_where_the_last_one_closed() -> None:
    first, second = statement(rows((3, -300, None)), 1000, 700), statement(rows((4, -1, None)), 500, 499)
    later = replace(second, opening=Balance(date(2025, 4, 1), 500))
    (problem,) = check_chain([first, later])
    assert (problem.code, problem.facts["looks"], problem.facts["difference"]) == (
        "balance_off",
        "statement",
        "-2.00",
    )
    assert check_chain([first, second]) == []
    assert check_chain([first, replace(later, account_number="DE2")]) == []
    assert check_chain([first, replace(later, opening=Balance(date(2025, 4, 1), 700))]) == []


def test_a_statement_that_stands_there_twice() -> None:
    found = statement(rows((3, -300, None)), 1000, 700)
    (problem,) = check_chain([found, found])
    assert (problem.code, problem.facts["value"]) == ("statement_twice", "1")
