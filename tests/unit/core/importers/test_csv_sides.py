"""Who stands at a payment: never the owner, never a kind of payment, and some word if the file has any."""

import pytest

from core.domain.bank_file import Reading
from core.importers.layout import Layout
from core.importers.plain_csv import layout_of, read


def payees(reading: Reading) -> list[str]:
    return [row.counterparty for each in reading.statements for row in each.rows]


def said(reading: Reading) -> list[str]:
    return [row.counterparty or row.text for each in reading.statements for row in each.rows]


SIDES = (
    "Datum;Zahlungspflichtige*r;Zahlungsempfänger*in;Verwendungszweck;Betrag\n"
    "28.03.2024;ISSUER;REWE;Einkauf;-45,67\n27.03.2024;Beispiel AG;Max Muster;Gehalt;2.500,00\n"
    "26.03.2024;Max Muster;Stadtwerke;Abschlag;-60,00\n"
)


def test_of_payer_and_payee_the_sign_tells_the_other_side() -> None:
    reading = read(SIDES.encode())
    assert (payees(reading), reading.questions) == (["REWE", "Beispiel AG", "Stadtwerke"], ())


def test_a_remembered_layout_tells_the_sides_again() -> None:
    kept = Layout.from_json(layout_of(SIDES.encode()).to_json())
    assert payees(read(SIDES.encode(), kept)) == ["REWE", "Beispiel AG", "Stadtwerke"]


def test_two_columns_that_hold_one_name_by_turns_are_the_sides() -> None:
    table = (
        "Date;Party A;Party B;Amount\n25.03.2024;MATTI;PRISMA;-23,45\n"
        "14.03.2024;ACME OY;MATTI;1500,00\n11.03.2024;MATTI;HELEN OY;-65,00\n"
    )
    reading = read(table.encode())
    assert (payees(reading), reading.questions) == (["PRISMA", "ACME OY", "HELEN OY"], ())


def test_the_owner_at_every_payment_is_no_payee() -> None:
    lines = "".join(f"2024-03-1{day},Shop {day},{day}.00,,JANE SMITH\n" for day in range(1, 6))
    reading = read(f"Date,Description,Debit,Credit,Member Name\n{lines}".encode())
    assert said(reading) == [f"Shop {day}" for day in range(1, 6)]


def test_whoever_only_pays_is_the_owners_own() -> None:
    table = (
        "Date,Description,Payer,Amount\n2024-03-25,AWS,Jane Smith,-23.45\n"
        "2024-03-14,Money from ACME,,1500.00\n2024-03-11,British Gas,Bob Jones,-65.00\n"
    )
    assert said(read(table.encode())) == ["AWS", "Money from ACME", "British Gas"]


def test_words_under_an_unknown_header_are_kept_where_the_known_one_stands_empty() -> None:
    table = "Date,Shop,Amount,Notes\n2024-03-01,British Gas,-65.00,\n2024-03-05,Tesco,-23.45,\n"
    assert said(read(table.encode())) == ["British Gas", "Tesco"]


def test_a_payment_without_a_payee_keeps_the_words_of_an_unknown_column() -> None:
    table = (
        "Boekingsdatum;Naam tegenpartij;Transactie;Bedrag\n05/03/2024;;BETALING DELHAIZE 04/03;-23,45\n"
        "14/03/2024;ACME NV;STORTING VAN ACME 14/03;1.500,00\n"
    )
    assert said(read(table.encode()))[0] == "BETALING DELHAIZE 04/03"


@pytest.mark.parametrize(
    ("header", "lines", "payee"),
    [
        (
            "Details,Description",
            ["DEBIT,POS WALMART 1", "CREDIT,ACME INC", "CHECK,CHECK 101"],
            "POS WALMART 1",
        ),
        ("Details,Description", ["Direct debit,Gas 1", "Card payment,Shop 2", "Refund,Shop 3"], "Gas 1"),
        ("Details,Particulars", ["Countdown,1234", "Acme,Salary", "Meridian,Power"], "Countdown"),
        ("Description 1,Description 2", ["ELECTRIC,", "ACME LTD,SALARY", "TESCO,"], "ELECTRIC"),
        ("Text,Description", ["ICA,Kortköp ICA 1", "ACME,Lön ACME", "Gas,Autogiro Gas"], "ICA"),
    ],
)
def test_what_tells_the_payee_by_itself_is_not_asked(header: str, lines: list[str], payee: str) -> None:
    body = "".join(f"2024-03-1{at},{line},-{at}.00\n" for at, line in enumerate(lines, start=1))
    reading = read(f"Date,{header},Amount\n{body}".encode())
    asked = [each.key for each in reading.questions]
    assert (said(reading)[0], "payee_column" in asked) == (payee, False)


def test_from_and_to_are_the_sides_of_a_payment() -> None:
    table = (
        "Date,Transaction description,From,To,Amount\n2024-03-25,Card,,Tesco,-23.45\n"
        "2024-03-14,Faster payment,ACME LTD,,1500.00\n2024-03-11,Direct debit,,British Gas,-65.00\n"
    )
    reading = read(table.encode())
    assert (payees(reading), reading.questions) == (["Tesco", "ACME LTD", "British Gas"], ())


def test_a_payment_with_nothing_but_its_kind_keeps_that() -> None:
    table = (
        "Date,Name,Type,Amount\n2024-03-25,Big Shop,Payment,-23.45\n2024-03-14,,General Withdrawal,-500.00\n"
    )
    assert said(read(table.encode())) == ["Big Shop", "General Withdrawal"]


@pytest.mark.parametrize("header", ["Categorie", "Ref No./Cheque No.", "Appears On Your Statement As"])
def test_categories_numbers_and_the_same_again_are_no_rivals(header: str) -> None:
    lines = "".join(
        f"2024-03-1{at},{shop} Springfield,{shop} {at},-{at}.00\n"
        for at, shop in enumerate(("Walmart", "Delta", "Shell"), start=1)
    )
    reading = read(f"Date,Description,{header},Amount\n{lines}".encode())
    assert "payee_column" not in [each.key for each in reading.questions]
    assert said(reading)[0].startswith("Walmart Springfield")


def test_a_kind_with_its_number_names_nobody() -> None:
    """The Royal Bank writes what was done first, and whom it concerns after it."""
    table = (
        "Date,Description 1,Description 2,Amount\n2024-03-25,PURCHASE - 1234,LOBLAWS 1234,-23.45\n"
        "2024-03-24,PAYROLL DEPOSIT,ACME INC,1500.00\n2024-03-21,UTILITY BILL PMT,HYDRO ONE,-65.00\n"
    )
    reading = read(table.encode())
    assert (payees(reading), reading.questions) == (["LOBLAWS 1234", "ACME INC", "HYDRO ONE"], ())
