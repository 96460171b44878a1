"""Which column names the payee: told by its words, else asked with whole rows."""

import pytest

from core.domain.bank_file import Reading, Row
from core.importers.duplicates import fingerprint
from core.importers.layout import Layout
from core.importers.plain_csv import read

TWO_NAMES = (
    "Date,Details,Merchant name,Beneficiary,Amount\n"
    "2025-03-13,card,Corner Shop,Ann Miller,-1.00\n2025-03-14,card,Bakery,Ben Hill,-2.00\n"
)
TWO_TEXTS = (
    "Date,Details,Description,Amount\n"
    "2025-03-13,card 1,Corner Shop,-1.00\n2025-03-14,card 2,Bakery,2.00\n2025-03-15,card 3,Kiosk,-3.00\n"
)


def rows(reading: Reading) -> list[Row]:
    return [row for statement in reading.statements for row in statement.rows]


def payees(reading: Reading) -> list[str]:
    return [row.counterparty for row in rows(reading)]


@pytest.mark.parametrize(("table", "options"), [(TWO_NAMES, ("2", "3")), (TWO_TEXTS, ("1", "2"))])
def test_several_columns_that_could_be_the_payee_are_asked(table: str, options: tuple[str, ...]) -> None:
    (asked,) = read(table.encode()).questions
    assert (asked.key, asked.options) == ("payee_column", options)
    for option in options:
        reading = read(table.encode(), Layout().answered("payee_column", option))
        assert reading.questions == ()
        assert payees(reading)[0] == table.splitlines()[1].split(",")[int(option)]


def test_each_answer_shows_the_rows_it_would_read() -> None:
    (asked,) = read(TWO_TEXTS.encode()).questions
    first, second = asked.rows
    assert [(row.payee, row.text, row.amount_minor) for row in first] == [
        ("card 1", "Corner Shop", -100),
        ("card 2", "Bakery", 200),
        ("card 3", "Kiosk", -300),
    ]
    assert [(row.payee, row.text) for row in second[:2]] == [("Corner Shop", "card 1"), ("Bakery", "card 2")]
    assert asked.header == ("Date", "Details", "Description", "Amount")


def test_words_that_stand_beside_a_payee_are_no_rival() -> None:
    table = TWO_TEXTS.replace("Details", "Memo")
    reading = read(table.encode())
    assert reading.questions == ()
    assert payees(reading) == ["Corner Shop", "Bakery", "Kiosk"]
    assert rows(reading)[0].text == "card 1"


def test_a_single_column_of_words_stays_what_it_is() -> None:
    reading = read(b"Date,Description,Amount\n2025-03-13,Corner Shop 12,-1.00\n2025-03-14,Till,1.00\n")
    assert [(row.counterparty, row.text) for row in rows(reading)] == [("", "Corner Shop 12"), ("", "Till")]


def test_a_name_that_never_changes_is_the_owners_own() -> None:
    lines = "".join(f"2025-03-1{day},Cafe Sole,Payer {day},{day}.00\n" for day in range(3, 7))
    reading = read(f"Date,Beneficiary,Payer,Amount\n{lines}2025-03-18,Cafe Sole,Payer 8,-1.00\n".encode())
    assert payees(reading)[0] == "Payer 3"
    assert [each.key for each in reading.questions if each.key == "payee_column"] == []


def test_a_column_of_account_numbers_is_no_payee() -> None:
    table = (
        "Datum;Tegenpartij;Naam van de tegenpartij;Bedrag\n"
        "13/03/2025;BE68539007547034;Bakker;-1,00\n14/03/2025;BE71096123456769;Slager;2,00\n"
    )
    found = [(row.counterparty, row.counterparty_account) for row in rows(read(table.encode()))]
    assert found == [("Bakker", "BE68539007547034"), ("Slager", "BE71096123456769")]


def test_without_a_header_a_column_that_says_the_same_in_every_line_names_nobody() -> None:
    table = "".join(f"1{day}.03.2025;Shop {day};-{day},00;EUR\n" for day in range(4, 9))
    assert read(table.encode()).questions == ()


def test_the_same_payment_is_known_again_whatever_was_answered() -> None:
    """A file brought in before the payee's column was asked, and again after either answer."""
    before = Row(2, rows(read(TWO_TEXTS.encode()))[0].booked_on, -100, "", "", text="card 1 Corner Shop")
    for option in ("1", "2"):
        again = rows(read(TWO_TEXTS.encode(), Layout().answered("payee_column", option)))[0]
        assert fingerprint("7", again) == fingerprint("7", before)


def test_a_column_nothing_is_known_of_is_offered_and_changes_no_payment() -> None:
    table = TWO_TEXTS.replace("Description", "Shop")
    (asked,) = read(table.encode()).questions
    assert (asked.key, asked.options) == ("payee_column", ("1", "2"))
    prints = {
        fingerprint("7", rows(read(table.encode(), Layout().answered("payee_column", option)))[0])
        for option in asked.options
    }
    assert len(prints) == 1


def test_numbers_of_invoices_are_no_payee() -> None:
    lines = "".join(f"2025-03-1{day},Shop {day},INV-{day},-{day}.00\n" for day in range(3, 9))
    assert read(f"Date,Description,Invoiceref,Amount\n{lines}".encode()).questions == ()


def test_words_that_go_on_below_the_payee_are_kept() -> None:
    table = (
        "Date,Description,Memo,Amount\n2025-03-13,Corner,a card,-1.00\n,Shop,,\n2025-03-14,Till,b card,2.00\n"
    )
    reading = read(table.encode())
    assert [(row.counterparty, row.text) for row in rows(reading)] == [
        ("Corner", "a card Shop"),
        ("Till", "b card"),
    ]
    assert reading.problems == []


def test_an_opening_balance_with_a_memo_is_no_payment() -> None:
    table = "Date,Description,Memo,Amount\n2025-03-12,Opening Balance,as kept,50.00\n"
    table += "2025-03-13,Corner,card,-1.00\n2025-03-14,Bakery,by card,-2.00\n"
    assert payees(read(table.encode())) == ["Corner", "Bakery"]


def test_where_nothing_else_is_said_the_references_are_the_words() -> None:
    lines = "25/03/2025,TESCO,Card,-4.50\n26/03/2025,ACME,Card,9.00\n27/03/2025,RENT,Card,-9.00\n"
    table = "Date,Reference,Transaction Type,Amount\n" + lines
    (statement,) = read(table.encode()).statements
    assert [row.text for row in statement.rows] == ["TESCO Card", "ACME Card", "RENT Card"]
