"""Whose account a column of account numbers holds: the owner's, or that of who was paid or who paid."""

from core.domain.bank_file import Reading, Row
from core.importers.plain_csv import read

BODY = (
    "24.03.2025;Telekom;Netz;{0};-39,95\n14.03.2025;Schulze;Miete;{1};-700,00\n"
    "13.03.2025;ACME;Lohn;{2};900,00\n"
)


def rows(reading: Reading) -> list[Row]:
    return [row for statement in reading.statements for row in statement.rows]


def test_an_account_that_stays_the_same_is_the_owners() -> None:
    table = "Buchungstag;Empfänger;Verwendungszweck;Kontonummer;Betrag\n" + BODY.format("DE1", "DE1", "DE1")
    reading = read(table.encode())
    assert [each.account_number for each in reading.statements] == ["DE1"]
    assert {row.counterparty_account for row in rows(reading)} == {""}


def test_two_accounts_of_the_owner_with_several_payees_each_stay_the_owners() -> None:
    table = "Buchungstag;Empfänger;Verwendungszweck;Kontonummer;Betrag\n" + BODY.format("DE1", "DE1", "DE2")
    assert [each.account_number for each in read(table.encode()).statements] == ["DE1", "DE2"]


def test_a_header_that_says_whose_account_it_is_counts() -> None:
    table = (
        "Auftragskonto;Buchungstag;Empfänger;IBAN Zahlungsbeteiligter;Betrag\n"
        "DE9;24.03.2025;Telekom;DE1;-39,95\nDE8;14.03.2025;Schulze;DE2;-700,00\n"
    )
    reading = read(table.encode())
    assert [each.account_number for each in reading.statements] == ["DE9", "DE8"]
    assert [row.counterparty_account for row in rows(reading)] == ["DE1", "DE2"]


def test_the_name_of_the_owners_account_is_no_number() -> None:
    header = "Bezeichnung Auftragskonto;IBAN Auftragskonto;Buchungstag;Text;Betrag"
    table = f"{header}\nGiro;DE1;24.03.2025;Netz;-1,00\n"
    (statement,) = read(table.encode()).statements
    assert (statement.account_number, statement.account_name) == ("DE1", "Giro")


def test_two_accounts_that_are_never_left_open_tell_nothing_and_stay_the_owners() -> None:
    table = "IBAN;Datum;Empfänger;Betrag\nDE1;13.03.2025;Shop;-2,00\nDE2;14.03.2025;Sale;3,00\n"
    assert [each.account_number for each in read(table.encode()).statements] == ["DE1", "DE2"]
