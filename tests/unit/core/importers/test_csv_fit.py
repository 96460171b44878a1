"""A layout known beforehand holds as far as the table does not speak against it."""

from dataclasses import replace

import pytest

from core.domain.bank_file import Reading, Row
from core.importers.layout import Layout
from core.importers.plain_csv import layout_of, read

TABLE = "Date,Text,Amount\n03/04/2025,a,-1.00\n07/04/2025,b,1.00\n"
CARD = "Date,Shop,Amount\n" + "".join(f"1{day}/04/2025,Shop {day},{day}.50\n" for day in range(3, 9))


def rows(reading: Reading) -> list[Row]:
    return [row for statement in reading.statements for row in statement.rows]


def known(table: str, **answers: str) -> Layout:
    """What would be remembered of a table, once its questions were answered."""
    given = Layout()
    for key, answer in answers.items():
        given = given.answered(key, answer)
    layout = layout_of(table.encode(), given)
    return Layout(known={layout.fingerprint: layout})


def keys(reading: Reading) -> list[str]:
    return [each.key for each in reading.questions]


def test_what_was_answered_once_is_not_asked_again() -> None:
    later = TABLE.replace("03/04", "02/05")
    reading = read(later.encode(), known(TABLE, date_order="month_first"))
    assert reading.questions == ()
    assert [row.booked_on.month for row in rows(reading)] == [2, 7]


def test_a_day_that_the_remembered_order_cannot_read_wins() -> None:
    later = TABLE.replace("03/04", "23/04")
    reading = read(later.encode(), known(TABLE, date_order="month_first"))
    assert [row.booked_on.month for row in rows(reading)] == [4, 4]
    assert reading.problems == []


def test_another_header_is_asked_anew() -> None:
    later = TABLE.replace("Text", "Words")
    assert keys(read(later.encode(), known(TABLE, date_order="month_first"))) == ["date_order"]


def test_columns_that_moved_under_the_same_header_are_asked_anew() -> None:
    """The amount now stands where the words stood."""
    layout = known(TABLE, date_order="month_first")
    (fingerprint, told), *_ = layout.known.items()
    moved = replace(told, columns={**told.columns, "amount": (1,), "text": (2,)})
    assert keys(read(TABLE.encode(), Layout(known={fingerprint: moved}))) == ["date_order"]


def test_money_spent_stays_spent_while_no_amount_has_a_minus() -> None:
    reading = read(CARD.encode(), known(CARD, sign="spending_positive"))
    assert reading.questions == ()
    assert rows(reading)[0].amount_minor == -350


def test_a_bank_that_now_writes_a_minus_is_read_as_it_writes() -> None:
    signed = CARD.replace(",Shop 3,", ",Salary,")
    for day in range(4, 9):
        signed = signed.replace(f",{day}.50", f",-{day}.50")
    reading = read(signed.encode(), known(CARD, sign="spending_positive"))
    assert [row.amount_minor for row in rows(reading)][:2] == [350, -450]


def test_a_running_balance_wins_over_a_remembered_sign() -> None:
    table = "Date,Text,Amount,Balance\n13/04/2025,a,5.00,105.00\n14/04/2025,b,6.00,111.00\n"
    table += "15/04/2025,c,1.00,112.00\n"
    told = replace(next(iter(known(table).known.values())), sign="spending_positive")
    reading = read(table.encode(), Layout(known={told.fingerprint: told}))
    assert [row.amount_minor for row in rows(reading)] == [500, 600, 100]


def test_a_currency_that_the_header_states_wins_over_a_remembered_one() -> None:
    table = TABLE.replace("Amount", "Amount (EUR)")
    told = replace(next(iter(known(table, date_order="day_first").known.values())), currency="USD")
    reading = read(table.encode(), Layout(known={told.fingerprint: told}))
    assert {row.currency for row in rows(reading)} == {"EUR"}


@pytest.mark.parametrize(("cell", "minor"), [("1,250", 125_000), ("1.25", 125)])
def test_a_remembered_decimal_sign_counts_where_the_amounts_tell_nothing(cell: str, minor: int) -> None:
    told = replace(next(iter(known(TABLE, date_order="day_first").known.values())), decimal=".")
    table = f'Date,Text,Amount\n13/04/2025,a,"-{cell}"\n'
    assert rows(read(table.encode(), Layout(known={told.fingerprint: told})))[0].amount_minor == -minor
