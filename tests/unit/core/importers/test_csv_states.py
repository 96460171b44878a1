"""A payment that is only announced is told from one that is in the account, wherever the bank says so."""

import pytest

from core.domain.bank_file import Reading, Row
from core.importers.plain_csv import read


def rows(reading: Reading) -> list[Row]:
    return [row for statement in reading.statements for row in statement.rows]


@pytest.mark.parametrize(
    ("header", "booked", "announced"),
    [
        ("Info", "Umsatz gebucht", "Umsatz vorgemerkt"),
        ("Stato", "Contabilizzato", "Autorizzato"),
        ("Stato", "Contabilizzato", "NON CONTABILIZZATO"),
        ("Status", "Udført", "Venter"),
        ("Type", "Bokfört", "Reserverat"),
        ("Rodzaj operacji", "Zaksięgowana", "Blokada"),
        ("Anything", "Posted", "Pending"),
        ("", "Gebucht", "offen"),
    ],
)
def test_any_column_of_states_tells_what_is_pending(header: str, booked: str, announced: str) -> None:
    table = (
        f"Datum;Text;Betrag;{header}\n24.03.2025;Rent;-900,00;{booked}\n25.03.2025;Shop;-5,00;{announced}\n"
    )
    assert [(row.status, row.text) for row in rows(read(table.encode()))] == [
        ("booked", "Rent"),
        ("pending", "Shop"),
    ]


@pytest.mark.parametrize("said", ["offen", "Pending", ""])
def test_a_pending_payment_without_a_day_of_booking_has_its_other_day(said: str) -> None:
    table = (
        "Buchungstag;Wertstellung;Text;Betrag;Status\n24.03.2025;24.03.2025;Rent;-900,00;gebucht\n"
        f"{said};26.03.2025;Shop;-5,00;vorgemerkt\n"
    )
    reading = read(table.encode())
    assert [(row.status, str(row.booked_on)) for row in rows(reading)][1] == ("pending", "2025-03-26")
    assert reading.problems == []


def test_a_pending_payment_without_any_day_is_listed_as_one() -> None:
    table = "Buchungstag;Wertstellung;Text;Betrag\n24.03.2025;24.03.2025;Rent;-900,00\noffen;--;Shop;-5,00\n"
    (problem,) = read(table.encode()).problems
    assert (problem.code, problem.facts) == ("not_booked", {"value": "offen"})


def test_words_that_only_hold_a_state_stay_words() -> None:
    table = "Date,Description,Amount\n2025-03-03,Refused cheque fee,-5.00\n2025-03-04,Pending,-6.00\n"
    assert [row.text for row in rows(read(table.encode()))] == ["Refused cheque fee", "Pending"]
