"""A column of account numbers: the owner's own makes statements, that of the other side does not."""

from dataclasses import replace

import pytest

from core.domain.bank_file import Reading
from core.importers.csv_headers import roles_of
from core.importers.layout import Layout
from core.importers.plain_csv import layout_of, read

PAYEES = (
    "Buchung;Empfänger;IBAN / Konto-Nr.;Verwendungszweck;Betrag\n"
    "25.03.2024;Telekom;DE68590000001234567890;Festnetz;-39,95\n"
    "14.03.2024;Kunde;DE12500105170648489890;Rechnung;95,00\n"
    "11.03.2024;Markt;DE13;Einkauf;-22,10\n"
)

THREE = (
    "24.03.2025;Telekom;Netz;{0};-39,95\n14.03.2025;Schulze;Miete;{1};-700,00\n"
    "13.03.2025;ACME;Lohn;{2};900,00\n"
)


def accounts(reading: Reading) -> list[tuple[str, int]]:
    return [(each.account_number, len(tuple(each.rows))) for each in reading.statements]


def others(reading: Reading) -> list[str]:
    return [row.counterparty_account for each in reading.statements for row in each.rows]


def test_an_account_that_changes_with_the_payee_is_the_payees() -> None:
    reading = read(PAYEES.encode())
    assert accounts(reading) == [("", 3)]
    assert others(reading) == ["DE68590000001234567890", "DE12500105170648489890", "DE13"]


def test_an_account_other_than_the_one_above_the_table_is_the_payees() -> None:
    table = "Kontonummer:;DE99120300001234567890 / Girokonto\n\n" + "".join(PAYEES.splitlines(True)[:2])
    reading = read(table.encode())
    assert accounts(reading) == [("DE99120300001234567890", 1)]
    assert others(reading) == ["DE68590000001234567890"]


def test_an_account_that_some_payments_lack_is_the_payees() -> None:
    table = (
        "Datum;Konto;Empfänger;Verwendungszweck;Betrag\n"
        "25.03.2024;;Markt;Einkauf;-1,00\n24.03.2024;123456789;Kunde;Rechnung;2,00\n"
        "23.03.2024;987654321;Telekom;Festnetz;-3,00\n"
    )
    assert accounts(read(table.encode())) == [("", 3)]


def test_an_account_that_stays_while_payees_change_is_the_owners() -> None:
    lines = "".join(f"1{day}.03.2024;{1000 + day % 2};Shop {day};x;-{day},00\n" for day in range(2, 10))
    assert accounts(read(f"Datum;Konto;Empfänger;Verwendungszweck;Betrag\n{lines}".encode())) == [
        ("1000", 4),
        ("1001", 4),
    ]


def test_two_accounts_in_three_lines_stay_two() -> None:
    table = "Date,Payee,Account,Amount\n2024-03-25,Shop,1234,-1.00\n2024-03-24,Gas,5678,-2.00\n"
    assert accounts(read(f"{table}2024-03-23,Rent,1234,-3.00\n".encode())) == [("1234", 2), ("5678", 1)]


def test_from_and_to_hold_the_owners_account_by_turns() -> None:
    table = (
        "Dato;Beskrivelse;Inn;Ut;Til konto;Fra konto\n"
        "25.03.2024;Rema;;-230,45;;12345678901\n24.03.2024;Acme;1500,00;;12345678901;98765432109\n"
        "21.03.2024;Hafslund;;-65,00;55554444333;12345678901\n"
    )
    reading = read(table.encode())
    assert accounts(reading) == [("12345678901", 3)]
    assert others(reading) == ["", "98765432109", "55554444333"]


def test_of_two_columns_of_the_own_account_the_number_counts() -> None:
    table = (
        "Bezeichnung Auftragskonto;IBAN Auftragskonto;Buchungstag;Buchungstext;Betrag\n"
        "VR-GiroDirekt;DE12500105170648489890;25.03.2024;Einkauf;-3,00\n"
    )
    assert accounts(read(table.encode())) == [("DE12500105170648489890", 1)]


def test_payer_and_payee_by_number_hold_the_owners_by_turns() -> None:
    table = (
        "Kirjauspäivä;Määrä;Maksaja;Maksunsaaja;Viesti\n25.03.2024;-23,45;FI21 1234 5600 0007 85;;Kauppa\n"
        "14.03.2024;1500,00;;FI21 1234 5600 0007 85;Palkka\n"
        "11.03.2024;-65,00;FI21 1234 5600 0007 85;FI55 4321 5600 0007 85;Sähkö\n"
    )
    assert accounts(read(table.encode())) == [("FI21 1234 5600 0007 85", 3)]


def test_a_payees_account_remembered_as_the_owners_is_forgotten() -> None:
    layout = layout_of(PAYEES.encode())
    wrong = replace(layout, columns={**layout.columns, "account": (2,), "counterparty_account": ()})
    assert accounts(read(PAYEES.encode(), Layout(known={layout.fingerprint: wrong}))) == [("", 3)]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Payee Account Number", "counterparty_account"),
        ("Beneficiary IBAN", "counterparty_account"),
        ("Account Number", "account"),
        ("Source Account", "account"),
        ("Card label", None),
        ("Transaction Remarks", "text"),
        ("Transaction Ref1", "text"),
        ("Description2", "text"),
        ("Total fees", None),
        ("Total amount", "amount"),
    ],
)
def test_a_header_means_what_its_telling_word_says(header: str, role: str | None) -> None:
    assert list(roles_of([header])) == ([role] if role else [])


def test_one_payee_with_one_account_in_every_line_leaves_the_own_account_unsaid() -> None:
    table = "Datum;Name;IBAN;Verwendungszweck;Betrag\n" + "".join(
        f"{day:02}.03.2024;Vermieter;DE12500105170648489890;Miete {day};-700,00\n" for day in (14, 15, 16)
    )
    reading = read(table.encode())
    assert accounts(reading) == [("", 3)]
    assert others(reading) == ["DE12500105170648489890"] * 3


def test_an_account_that_stays_the_same_is_the_owners() -> None:
    table = "Buchungstag;Empfänger;Verwendungszweck;Kontonummer;Betrag\n" + THREE.format("DE1", "DE1", "DE1")
    reading = read(table.encode())
    assert [each.account_number for each in reading.statements] == ["DE1"]
    assert set(others(reading)) == {""}


def test_two_accounts_of_the_owner_with_several_payees_each_stay_the_owners() -> None:
    table = "Buchungstag;Empfänger;Verwendungszweck;Kontonummer;Betrag\n" + THREE.format("DE1", "DE1", "DE2")
    assert [each.account_number for each in read(table.encode()).statements] == ["DE1", "DE2"]


def test_a_header_that_says_whose_account_it_is_counts() -> None:
    table = (
        "Auftragskonto;Buchungstag;Empfänger;IBAN Zahlungsbeteiligter;Betrag\n"
        "DE9;24.03.2025;Telekom;DE1;-39,95\nDE8;14.03.2025;Schulze;DE2;-700,00\n"
    )
    reading = read(table.encode())
    assert [each.account_number for each in reading.statements] == ["DE9", "DE8"]
    assert others(reading) == ["DE1", "DE2"]


def test_the_name_of_the_owners_account_is_no_number() -> None:
    header = "Bezeichnung Auftragskonto;IBAN Auftragskonto;Buchungstag;Text;Betrag"
    table = f"{header}\nGiro;DE1;24.03.2025;Netz;-1,00\n"
    (statement,) = read(table.encode()).statements
    assert (statement.account_number, statement.account_name) == ("DE1", "Giro")


def test_two_accounts_that_are_never_left_open_tell_nothing_and_stay_the_owners() -> None:
    table = "IBAN;Datum;Empfänger;Betrag\nDE1;13.03.2025;Shop;-2,00\nDE2;14.03.2025;Sale;3,00\n"
    assert [each.account_number for each in read(table.encode()).statements] == ["DE1", "DE2"]
