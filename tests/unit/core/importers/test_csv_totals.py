"""Lines of a table that are no payments are passed over, and no payment with them."""

import pytest

from core.domain.bank_file import Reading, Row
from core.importers.plain_csv import read


def rows(reading: Reading) -> list[Row]:
    return [row for statement in reading.statements for row in statement.rows]


def amounts(reading: Reading) -> list[int]:
    return [row.amount_minor for row in rows(reading)]


HEAD = "Date,Description,Amount\n13/03/2025,Rent,-900.00\n14/03/2025,Sale,950.00\n"


@pytest.mark.parametrize(
    "line",
    [
        "15/03/2025,Current balance payment card 4411,-200.00",
        "15/03/2025,End Balance Yoga May,-45.00",
        "15/03/2025,Balance,-45.00",
        "15/03/2025,Sold out tickets,-45.00",
        "15/03/2025,Total Energies,-70.00",
        "15/03/2025,Suma Wholefoods,-70.00",
    ],
)
def test_a_payment_whose_words_only_begin_like_a_balance_or_a_total_counts(line: str) -> None:
    reading = read(f"{HEAD}{line}\n".encode())
    assert len(amounts(reading)) == 3
    assert reading.problems == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("15/03/2025,Sold initial,-901.00", "balance_line"),
        ("15/03/2025,Alter Kontostand,17.00", "balance_line"),
        ("32/05/2026,Total Energies,-70.00", "bad_date"),
        (",Total Energies,-70.00", "no_date"),
        ("32/05/2026,Closing balance,-70.00", "bad_date"),
    ],
)
def test_a_line_that_cannot_be_told_from_a_payment_is_listed(line: str, code: str) -> None:
    reading = read(f"{HEAD}{line}\n".encode())
    assert amounts(reading) == [-90_000, 95_000]
    assert [(each.code, each.line_no) for each in reading.problems] == [(code, 4)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Saldo Anterior", "S A L D O"),
        ("Opening balance", "Closing balance as of 31 March 2025"),
        ("Anfangssaldo", "Endsaldo"),
        ("alter Kontostand", "neuer Kontostand"),
        ("Balance brought forward", "Balance"),
    ],
)
def test_balances_that_the_payments_between_them_prove_are_no_payments(first: str, last: str) -> None:
    table = f"Date,Text,Amount\n12/03/2025,{first},100.00\n13/03/2025,Rent,-90.00\n14/03/2025,Sale,5.00\n"
    reading = read(f"{table}31/03/2025,{last},15.00\n".encode())
    assert (amounts(reading), reading.problems) == ([-9_000, 500], [])


def test_a_balance_in_the_column_of_references_is_one_too() -> None:
    table = (
        "Buchungstag;Empfänger;Verwendungszweck;Kundenreferenz;Umsatz\n24.03.2025;Telekom;Netz;R1;-39,95\n"
        "14.03.2025;Schulze;Miete;R2;-700,00\n14.03.2025;;;Anfangssaldo;1000,00\n25.03.2025;;;Endsaldo;260,05\n"
    )
    reading = read(table.encode())
    assert (amounts(reading), reading.problems) == ([-3_995, -70_000], [])


def test_a_balance_that_stands_beside_a_payment_is_no_payment() -> None:
    table = (
        "Date,Text,Amount,Balance\n13/03/2025,Rent,-90.00,10.00\n14/03/2025,Sale,5.00,15.00\n"
        "14/03/2025,Closing balance,15.00,\n"
    )
    assert amounts(read(table.encode())) == [-9_000, 500]


def test_a_payment_called_balance_that_moves_the_balance_is_one() -> None:
    table = (
        "Date,Text,Amount,Balance\n13/03/2025,Deposit,-90.00,10.00\n14/03/2025,Opening balance,5.00,15.00\n"
    )
    assert amounts(read(table.encode())) == [-9_000, 500]


def test_totals_without_a_day_are_passed_over() -> None:
    table = (
        "Date,Description,Debit,Credit\n13/03/2025,Rent,65.00,\n,Subtotal week 9,65.00,\n"
        "14/03/2025,Sale,,20.00\n,Grand total,65.00,20.00\nTotal,,65.00,20.00\n"
    )
    reading = read(table.encode())
    assert (amounts(reading), reading.problems) == ([-6_500, 2_000], [])


def test_words_above_and_below_the_payments_are_no_bad_lines() -> None:
    table = (
        "Booking,Value,Description,Debit,Credit\ndate,date,,amount,amount\n13/03/2025,13/03/2025,Rent,65.00,\n"
        "14/03/2025,14/03/2025,Sale,,20.00\n\nDisclaimer:\nThis statement does not require a signature.\n"
    )
    assert read(table.encode()).problems == []


def test_a_last_line_that_breaks_off_is_still_listed() -> None:
    reading = read(f"{HEAD}2025-0".encode())
    assert [each.code for each in reading.problems] == ["bad_date"]


def test_words_between_payments_are_listed() -> None:
    reading = read(f"{HEAD}see overleaf,,\n16/03/2025,Shop,-1.00\n".encode())
    assert [each.code for each in reading.problems] == ["bad_date"]


def test_the_name_of_the_account_over_a_table_without_a_header_is_no_bad_line() -> None:
    table = (
        "Compte de chèques;Compte de chèques;****1234;25/03/2025;;1 234,56\n"
        "24/03/2025;Paiements carte;FACTURE;MONOPRIX PARIS;;-23,45\n13/03/2025;Virements;VIR;ACME;;1 500,00\n"
    )
    reading = read(table.encode())
    assert (amounts(reading), reading.problems) == ([-2_345, 150_000], [])


def test_a_first_line_whose_day_cannot_be_read_is_listed() -> None:
    reading = read(b"12 Xyz 2025,Rent,-900.00\n13 Mar 2025,Sale,950.00\n14 Mar 2025,Shop,-1.00\n")
    assert [(each.code, each.line_no) for each in reading.problems] == [("bad_date", 1)]


def test_a_balance_without_the_number_of_its_account_is_proven_by_the_payments_of_its_currency() -> None:
    table = (
        "Auftragskonto;Buchungstag;Text;Betrag\n;01.03.2025;Anfangssaldo;100,00\nDE1;13.03.2025;Miete;-90,00\n"
        "DE1;14.03.2025;Lohn;5,00\n;31.03.2025;Endsaldo;15,00\n"
    )
    reading = read(table.encode())
    assert (amounts(reading), reading.problems) == ([-9_000, 500], [])


LCL = (
    "25/03/2025;-23,45;Carte;;MONOPRIX\n14/03/2025;1500,00;Virement;;ACME SARL\n"
    "11/03/2025;-65,00;Prélèvement;;EDF\n"
)


@pytest.mark.parametrize(("balance", "codes"), [("1411,55", []), ("2000,00", ["balance_line"])])
def test_a_last_line_without_words_or_header_is_the_balance(balance: str, codes: list[str]) -> None:
    reading = read(f"{LCL}25/03/2025;{balance};;;01234 123456\n".encode())
    assert amounts(reading) == [-2_345, 150_000, -6_500]
    assert [each.code for each in reading.problems] == codes


def test_a_line_without_words_under_a_header_is_a_payment() -> None:
    reading = read(f"{HEAD}15/03/2025,Shop,-5.00\n16/03/2025,,-40.00\n".encode())
    assert amounts(reading) == [-90_000, 95_000, -500, -4_000]


def test_words_right_below_a_payment_go_on_with_it_and_those_below_a_blank_line_do_not() -> None:
    table = f"{HEAD},for the kiosk,\n\n,This is no signed statement.,\n"
    reading = read(table.encode())
    assert [row.text for row in rows(reading)] == ["Rent", "Sale for the kiosk"]
    assert reading.problems == []


def test_a_turnover_among_the_payments_of_a_baltic_bank_is_none_of_them() -> None:
    table = (
        "Datum;Empfänger;Verwendungszweck;Betrag;Soll/Haben\n04.08.2025;;Algsaldo;210,00;K\n"
        "05.08.2025;Maxima;Pirkinys;12,80;D\n11.08.2025;Vilnius Soft;Atlyginimas;1320,40;K\n"
        "19.08.2025;Jonas;Nuoma;500,00;D\n31.08.2025;;Käive;512,80;D\n31.08.2025;;Käive;1320,40;K\n"
    )
    reading = read(table.encode())
    assert [row.amount_minor for each in reading.statements for row in each.rows] == [-1280, 132040, -50000]
