"""Which columns are the money, told by the running balance, by fees, by marks and by signs."""

import pytest

from core.domain.bank_file import Reading
from core.importers.plain_csv import read


def amounts(reading: Reading) -> list[int]:
    return [row.amount_minor for each in reading.statements for row in each.rows]


def balances(reading: Reading) -> tuple[int, int]:
    (statement,) = reading.statements
    assert statement.opening
    assert statement.closing
    return statement.opening.minor, statement.closing.minor


def test_a_balance_before_the_payment_turns_no_sign() -> None:
    """ABN AMRO's table: no header; the balances before and after stand beside each amount."""
    table = (
        "123456789\tEUR\t20240301\t0,00\t-65,00\t20240301\t-65,00\tVATTENFALL\n"
        "123456789\tEUR\t20240304\t-65,00\t1435,00\t20240304\t1500,00\tACME BV\n"
        "123456789\tEUR\t20240305\t1435,00\t1411,55\t20240305\t-23,45\tAlbert Heijn\n"
    )
    reading = read(table.encode())
    assert amounts(reading) == [-6_500, 150_000, -2_345]
    assert balances(reading) == (0, 141_155)
    assert reading.questions == ()


def test_only_a_balance_before_the_payment_proves_no_turned_sign() -> None:
    lines = "2024-03-01;a;0,00;-65,00\n2024-03-04;b;-65,00;1500,00\n2024-03-05;c;1435,00;-23,45\n"
    assert amounts(read(f"Datum;Text;Saldo;Betrag\n{lines}".encode())) == [-6_500, 150_000, -2_345]


def test_out_in_and_balance_without_a_header() -> None:
    table = (
        "03/25/2024,SHOP,23.45,,1411.55\n03/24/2024,PAY,,1500.00,1435.00\n02/29/2024,POWER,65.00,,-65.00\n"
    )
    reading = read(table.encode())
    assert amounts(reading) == [-2_345, 150_000, -6_500]
    assert balances(reading) == (0, 141_155)
    assert reading.questions == ()


def test_a_header_in_a_language_not_known_hides_no_proof() -> None:
    table = (
        "ημερομηνία;κείμενο;χρέωση;πίστωση;υπόλοιπο\n28/03/2024;d;;20,00;1.431,55\n"
        "25/03/2024;c;23,45;;1.411,55\n14/03/2024;b;;1.500,00;1.435,00\n11/03/2024;a;65,00;;-65,00\n"
    )
    reading = read(table.encode())
    assert amounts(reading) == [2_000, -2_345, 150_000, -6_500]
    assert reading.questions == ()


@pytest.mark.parametrize(
    ("table", "minor"),
    [
        ("Date,Text,Debit,Credit\n2024-03-25,Shop,23.45,\n2024-03-22,Paid,,-500.00\n", [-2_345, 50_000]),
        (
            "Date,Text,Debit,Credit\n2024-03-25,a,9.00,\n2024-03-24,b,8.00,\n2024-03-23,back,-5.00,\n",
            [-900, -800, 500],
        ),
        (
            "IBAN,Booked At,Text,Credit/Debit Amount\nCH1,2024-03-05,a,-23.45\nCH1,2024-03-04,b,1500\n",
            [-2_345, 150_000],
        ),
    ],
    ids=["credit with a minus", "money back among debits", "one column for both"],
)
def test_a_minus_means_what_it_means_in_its_column(table: str, minor: list[int]) -> None:
    assert amounts(read(table.encode())) == minor


def test_of_two_amounts_the_one_after_fees_moves_the_balance() -> None:
    table = (
        "Date,Description,Amount,Total amount,Fee,Balance\n"
        "2024-03-05,a,-23.45,-23.45,0.00,1411.35\n2024-03-04,b,1500.00,1500.00,0.00,1434.80\n"
        "2024-03-01,c,-65.00,-65.20,0.20,-65.20\n"
    )
    reading = read(table.encode())
    assert (amounts(reading)[-1], reading.questions) == (-6_520, ())


def test_what_is_left_after_fees_is_what_arrives() -> None:
    table = "Created,Text,Amount,Fee,Net\n2024-03-24,a,500.00,14.80,485.20\n2024-03-23,b,-20.00,0.00,-20.00\n"
    reading = read(table.encode())
    assert (amounts(reading), [asked.key for asked in reading.questions]) == ([48_520, -2_000], [])


def test_an_amount_in_the_local_currency_is_no_rival() -> None:
    table = (
        "Date,Name,Amount,Currency,Local amount,Local currency\n"
        "2024-03-01,Gas,-65.00,GBP,-65.00,GBP\n2024-03-05,Shop,-23.45,GBP,-27.45,EUR\n"
    )
    reading = read(table.encode())
    assert (amounts(reading), reading.questions) == ([-6_500, -2_345], ())
    assert [each.currency for each in reading.statements] == ["GBP"]


def test_letters_behind_an_amount_are_its_sign() -> None:
    table = (
        "Buchungstag;Verwendungszweck;Betrag EUR;Saldo EUR\n25.03.2024;a;39,95 S;1.411,55 H\n"
        "14.03.2024;b;1.500,00 H;1.451,50 H\n11.03.2024;c;48,50 S;48,50 S\n"
    )
    reading = read(table.encode())
    assert amounts(reading) == [-3_995, 150_000, -4_850]
    assert balances(reading) == (0, 141_155)


def test_a_mark_beside_the_amounts_does_not_hide_the_proof() -> None:
    table = (
        "Date,Description,Amount,Gross amount,Transaction Type,Balance\n"
        "2024-03-05,a,-23.45,23.45,DEBIT,1411.55\n2024-03-04,b,1500.00,1500.00,CREDIT,1435.00\n"
    )
    assert amounts(read(table.encode())) == [-2_345, 150_000]


def test_amounts_without_cents_are_read_and_proven() -> None:
    table = (
        '"1177301601";"T";-6500;"HUF";20240301;20240301;-6500;"MVM"\n'
        '"1177301601";"J";350000;"HUF";20240304;20240304;343500;"ACME"\n'
        '"1177301601";"T";-12345;"HUF";20240304;20240305;331155;"TESCO"\n'
    )
    reading = read(table.encode())
    assert [each.amount_minor for each in next(iter(reading.statements)).rows] == [
        -650_000,
        35_000_000,
        -1_234_500,
    ]


def test_thousands_twice_are_no_cents() -> None:
    table = "Datum;Text;Betrag\n2024-03-01;a;-1.250.000\n2024-03-14;b;4.500.000\n"
    assert amounts(read(table.encode())) == [-125_000_000, 450_000_000]


def test_marks_in_a_column_without_a_name_give_the_sign() -> None:
    table = "Buchungstag;Text;Währung;Umsatz; \n25.03.2024;a;EUR;39,95;S\n24.03.2024;b;EUR;1.500,00;H\n"
    assert amounts(read(table.encode())) == [-3_995, 150_000]


def test_a_card_that_is_paid_now_and_then_writes_spending_without_a_minus() -> None:
    table = (
        "Datum;Beschreibung;Karteninhaber;Betrag\n25.03.2024;REWE;MAX;23,45\n"
        "22.03.2024;ZAHLUNG ERHALTEN. BESTEN DANK.;MAX;-500,00\n20.03.2024;DB;MAX;65,00\n"
    )
    reading = read(table.encode())
    assert (amounts(reading), reading.questions) == ([-2_345, 50_000, -6_500], ())


def test_a_lone_minus_among_credits_is_taken_back_where_the_balance_says_so() -> None:
    table = (
        "Date,Text,Debit,Credit,Balance\n2024-03-25,a,10.00,,85.00\n"
        "2024-03-24,back,,-5.00,95.00\n2024-03-23,b,3.00,,100.00\n"
    )
    assert amounts(read(table.encode())) == [-1_000, -500, -300]


def test_what_is_flagged_as_credit_is_money_in_where_credits_bear_a_minus() -> None:
    """A card that writes what is owed: 4.50 D is spent, -20.00 C is paid back; a C without it is one too."""
    table = (
        "Transaction Date,Merchant,Billing Amount,Debit/Credit Flag\n31/03/2025,Interest,4.50,D\n"
        "28/03/2025,Payment,-20.00,C\n27/03/2025,Refund,-3.00,C\n26/03/2025,Gift,1.00,C\n"
    )
    assert amounts(read(table.encode())) == [-450, 2000, 300, 100]


def test_a_single_minus_among_credits_is_taken_back() -> None:
    table = (
        "Datum,Naam,Bedrag,Af Bij\n20250303,Huur,900.00,Af\n20250304,Verkoop,20.00,Bij\n"
        "20250305,Verkoop,30.00,Bij\n20250306,Terug,-20.00,Bij\n"
    )
    assert amounts(read(table.encode())) == [-90_000, 2_000, 3_000, -2_000]


def test_decimals_that_a_stated_currency_does_not_have_are_said() -> None:
    reading = read(b"Date,Text,Amount,Currency\n2025-03-31,a,-12.3456,EUR\n2025-04-30,b,-1.50,EUR\n")
    assert amounts(reading) == [-1235, -150]
    assert [(each.code, dict(each.facts)) for each in reading.problems] == [
        ("rounded", {"value": "-12.3456", "counted": "-12.35"})
    ]
