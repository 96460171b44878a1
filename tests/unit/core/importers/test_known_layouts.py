"""What is known of a bank's table before it is read, and what its rows may overrule."""

import csv
from pathlib import Path

import pytest

from core.domain.bank_file import Reading, Row
from core.importers import Layout, read
from core.importers.known_layouts import known_layouts, with_known
from core.importers.layout import fingerprint_of

HEADER = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
CHASE = HEADER + "03/04/2024,03/05/2024,CAKES,,Sale,-1.50,\n03/06/2024,03/07/2024,PAYMENT,,Payment,9.00,\n"
TABLE = Path(__file__).parents[4] / "core/importers/tables/known_layouts.csv"


def rows(reading: Reading) -> list[Row]:
    return [row for statement in reading.statements for row in statement.rows]


def test_a_header_that_is_known_settles_what_its_rows_leave_open() -> None:
    assert [each.key for each in read(CHASE.encode(), known_layouts=False).questions] == ["date_order"]
    known = read(CHASE.encode())
    assert known.questions == ()
    assert [(row.booked_on.month, row.amount_minor, row.currency) for row in rows(known)] == [
        (3, -150, "USD"),
        (3, 900, "USD"),
    ]


def test_an_answer_of_the_owner_wins_over_what_is_known() -> None:
    reading = read(CHASE.encode(), layout=Layout(date_order="day_first"))
    assert [(row.booked_on.month, row.currency) for row in rows(reading)] == [(5, "USD"), (7, "USD")]


def test_days_that_the_known_order_cannot_read_win_over_it() -> None:
    table = HEADER + "23/04/2024,24/04/2024,CAKES,,Sale,-1.50,\n25/04/2024,25/04/2024,TEA,,Sale,-2.50,\n"
    assert [row.booked_on.day for row in rows(read(table.encode()))] == [24, 25]


def test_nothing_is_known_of_another_header() -> None:
    table = CHASE.replace("Memo", "Note")
    assert [each.key for each in read(table.encode()).questions] == ["date_order"]


def test_what_is_remembered_counts_before_what_is_known() -> None:
    name = fingerprint_of(HEADER.strip().split(","))
    mine = Layout(fingerprint=name, date_order="day_first")
    assert with_known(Layout(known={name: mine})).known[name] is mine


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_header_is_known_in_any_characters(encoding: str) -> None:
    table = CHASE.replace("CAKES", "Äpfel €")
    assert read(table.encode(encoding)).questions == ()


def test_every_known_layout_names_columns_of_its_header() -> None:
    for layout in known_layouts().values():
        places = [place for columns in layout.columns.values() for place in columns]
        assert all(place < len(layout.header) for place in places), layout.bank


def test_no_two_rows_know_the_same_header() -> None:
    with TABLE.open(encoding="utf-8", newline="") as table:
        headers = [row["header"] for row in csv.DictReader(table)]
    assert len(known_layouts()) == len(headers)


def test_the_column_of_a_payee_that_is_known_is_not_asked() -> None:
    """The header of a Dutch bank's export, over invented payments."""
    header = "Rekeningnummer;Transactiedatum;Valutacode;CreditDebet;Bedrag;Tegenrekeningnummer;"
    header += "Tegenrekeninghouder;Valutadatum;Betaalwijze;Omschrijving;Type betaling;Machtigingsnummer;"
    header += "Incassant ID;Adres;Referentie;Boekdatum;\n"
    line = "NL91ABNA0417164300;03-04-2025;EUR;D;12,50;NL20INGB0001234567;Bakker Bart;03-04-2025;Pin;brood;"
    reading = read((header + line + "Betaalautomaat;;;;x;03-04-2025;\n").encode())
    (row,) = rows(reading)
    assert (row.counterparty, row.text, row.amount_minor) == ("Bakker Bart", "brood", -1250)
    assert (row.booked_on.day, reading.questions) == (3, ())
