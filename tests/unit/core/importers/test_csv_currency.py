"""Which currency a table is in, as banks write it: over a column, in a column, or beside the amounts."""

import pytest

from core.importers.plain_csv import read


def currencies(table: str) -> list[str]:
    return [row.currency for statement in read(table.encode()).statements for row in statement.rows]


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Date;Libellé;Débit euros;Crédit euros", "EUR"),
        ("Date;Libellé;Débit (EUROS);Crédit (EUROS)", "EUR"),
        ("Kirjauspäivä;Selitys;Pano EUROA;Otto EUROA", "EUR"),
        ("Datum;Verwendungszweck;Soll (€);Haben (€)", "EUR"),
        ("Fecha;Descripción;Cargos $ (CLP);Abonos $ (CLP)", "CLP"),
        ("Data;Histórico;Débito (R$);Crédito (R$)", "BRL"),
        ("Date;ALL DETAILS;Debit;Credit", ""),
    ],
)
def test_a_header_names_the_currency(header: str, currency: str) -> None:
    assert currencies(f"{header}\n24.03.2025;Rent;900,00;\n25.03.2025;Sale;;20,00\n") == [currency] * 2


def test_a_header_that_is_nothing_but_a_currency_stands_over_amounts() -> None:
    table = "Transaction Date,Description 1,CAD$,USD$\n3/25/2025,Rent,-900.00,\n3/26/2025,Sale,20.00,\n"
    reading = read(table.encode())
    assert currencies(table) == ["CAD", "CAD"]
    assert reading.problems == []


@pytest.mark.parametrize(
    ("cell", "currency"),
    [
        *[("-23,45EUR", "EUR"), ("-23,45 TL", "TRY"), ("-23,45 zł", "PLN"), ("-23,45 CHF", "CHF")],
        *[("-US$23,45", "USD"), ("-R$ 23,45", "BRL"), ("-$23,45", "")],
    ],
)
def test_a_currency_beside_every_amount_is_the_tables(cell: str, currency: str) -> None:
    table = f"Datum;Text;Betrag\n24.03.2025;Rent;{cell}\n25.03.2025;Sale;{cell.strip('-')}\n"
    assert currencies(table) == [currency] * 2


@pytest.mark.parametrize("header", ["Valuta", "Devies", "Waluta", ""])
def test_a_column_of_codes_is_the_currency_whatever_it_is_called(header: str) -> None:
    lines = "24/03/2025;Huur;-900,00;SEK\n25/03/2025;Loon;20,00;SEK\n"
    table = f"Boekingsdatum;Omschrijving;Bedrag;{header}\n{lines}"
    assert currencies(table) == ["SEK", "SEK"]


def test_valuta_over_days_is_the_day_of_value() -> None:
    table = "Datum;Buchungstext;Betrag CHF;Valuta\n24.03.2025;Miete;-900,00;25.03.2025\n"
    (row,) = next(iter(read(table.encode()).statements)).rows
    assert (row.currency, str(row.value_on)) == ("CHF", "2025-03-25")


def test_codes_of_another_currency_in_a_few_lines_are_not_the_tables() -> None:
    table = (
        "Datum;Buchungstext;Whg;Betrag CHF\n24.03.2025;Miete;;-900,00\n25.03.2025;Hotel;EUR;-90,00\n"
        "26.03.2025;Lohn;;20,00\n"
    )
    assert currencies(table) == ["CHF", "CHF", "CHF"]


@pytest.mark.parametrize(
    ("above", "currency"),
    [
        ("#Waluta;\nPLN;", "PLN"),
        ("Laatste saldo;1.411,55 EUR", "EUR"),
        ("Konto;Girokonto\nWährung;CHF", "CHF"),
        ("Balance;$1,411.55", ""),
        ("In;EUR\nOut;USD", ""),
    ],
)
def test_a_currency_over_the_table_is_the_tables(above: str, currency: str) -> None:
    assert currencies(f"{above}\n\nDatum;Text;Betrag\n24.03.2025;Rent;-900,00\n") == [currency]
