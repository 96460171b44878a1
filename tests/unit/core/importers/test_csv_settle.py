"""Which number is the month: asked only where neither the days, the language nor the currency tell."""

import pytest

from core.importers.plain_csv import read

DAYS = "03/04/2025;a;-1,00\n07/04/2025;b;1,00\n"


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Verwendungszweck;Betrag",
        "Fecha;Concepto;Importe",
        "Date;Libellé;Montant",
        "Data operazione;Descrizione;Importo",
        "Dato;Tekst;Beløb",
        "Date;Description;Amount (EUR)",
    ],
)
def test_a_language_or_currency_that_writes_the_day_first_is_not_asked(header: str) -> None:
    reading = read(f"{header}\n{DAYS}".encode())
    assert [row.booked_on.month for each in reading.statements for row in each.rows] == [4, 4]
    assert "date_order" not in [asked.key for asked in reading.questions]


@pytest.mark.parametrize(
    "header", ["Date;Description;Amount", "Date;Memo;Amount (USD)", "Date;Notes;Amount (CAD)"]
)
def test_english_alone_tells_nothing(header: str) -> None:
    assert "date_order" in [asked.key for asked in read(f"{header}\n{DAYS}".encode()).questions]


def test_a_clock_of_half_days_is_asked_whatever_the_currency() -> None:
    table = "Date;Description;Amount (EUR)\n03/04/2025 5:01 PM;a;-1,00\n07/04/2025 6:10 PM;b;1,00\n"
    (asked,) = read(table.encode()).questions
    assert (asked.key, asked.guess) == ("date_order", "month_first")


def test_a_day_that_no_month_has_is_a_bad_line_beside_days_that_are_decided() -> None:
    """31/02/01 is the first of February 2031 where the year leads, and no day where the other lines lead."""
    lines = "30/04/2025,a,-1.00,9.00\n29/04/2025,b,-1.00,10.00\n31/02/01,c,-1.00,11.00\n"
    reading = read(f"Date,Text,Amount,Balance\n{lines}".encode())
    assert [len(tuple(each.rows)) for each in reading.statements] == [2]
    assert [problem.code for problem in reading.problems] == ["bad_date"]
