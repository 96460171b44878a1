"""What the words over a bank's columns mean, language by language."""

import pytest

from core.importers.csv_headers import is_header, role_of, roles_of


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Date,Description,Amount,Running Bal.", "booked_on text amount balance"),
        ("Date;Counter Party;Reference;Amount (GBP)", "booked_on counterparty reference amount"),
        (
            "Transaction Date,Transaction Remarks,Withdrawal Amount (INR ),Balance",
            "booked_on text debit balance",
        ),
        ("dateOp;dateVal;label;amount;accountNum", "booked_on value_on text amount account"),
        ("Transaction Date,Debit Amount,Credit Amount,Transaction Ref1", "booked_on debit credit text"),
        ("Fecha,Concepto,Importe,Disponible", "booked_on text amount balance"),
        ("Buchungstag;Verwendungszweck;Betrag;Guthaben", "booked_on text amount balance"),
        (
            "Bezeichnung Auftragskonto;IBAN Auftragskonto;Buchungstag;Betrag",
            "account_name account booked_on amount",
        ),
        ("Дата операции;Описание;Сумма операции;Валюта операции", "booked_on text amount currency"),
        ("Ημερομηνία;Περιγραφή;Ποσό;Χρέωση / Πίστωση;Υπόλοιπο", "booked_on text amount flag balance"),
        ('תאריך,תיאור,בחובה,בזכות,היתרה בש"ח', "booked_on text debit credit balance"),
        ("التاريخ,الوصف,مدين,دائن,الرصيد", "booked_on text debit credit balance"),
        ("取引日,入出金(円),残高(円),入出金先内容", "booked_on amount balance text"),
        ("日付,摘要,支払い金額,預かり金額,差引残高", "booked_on text debit credit balance"),
    ],
)
def test_a_header_names_its_columns(header: str, roles: str) -> None:
    cells = header.split(";" if ";" in header else ",")
    assert is_header(cells)
    assert {places[0]: role for role, places in roles_of(cells).items()} == dict(enumerate(roles.split()))


@pytest.mark.parametrize(
    "header", ["Orig currency", "Fee currency", "Local amount", "Card Member", "category"]
)
def test_what_is_no_part_of_the_payment_is_left_aside(header: str) -> None:
    assert role_of(header) == "ignored"


@pytest.mark.parametrize("header", ["subcategory", "Umsatztyp", "Rodzaj transakcji"])
def test_a_kind_of_payment_is_its_type(header: str) -> None:
    assert role_of(header) == "type"
