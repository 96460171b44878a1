"""A table of any bank in, rows out; each test is its own little file."""

import pytest

from core.domain.bank_file import Reading, Row
from core.domain.errors import FileRefused, LayoutRefused
from core.importers import Layout
from core.importers.plain_csv import layout_of, read


def rows(reading: Reading) -> list[Row]:
    return [row for statement in reading.statements for row in statement.rows]


def amounts(text: str, encoding: str = "utf-8", layout: Layout | None = None) -> list[int]:
    return [row.amount_minor for row in rows(read(text.encode(encoding), layout))]


def test_a_preamble_is_passed_over_and_its_iban_kept() -> None:
    reading = read(
        b"Account overview\nIBAN: NL91 ABNA 0417 1643 00\n\nDate,Description,Amount\n"
        b"2025-03-03,Rent,-900.00\n2025-03-04,Sale,20.00\n"
    )
    assert reading.statements[0].account_number == "NL91ABNA0417164300"
    assert [row.line_no for row in rows(reading)] == [5, 6]


def test_debit_and_credit_columns_make_one_sign() -> None:
    table = "Date,Text,Paid out,Paid in\n2025-03-03,Rent,900.00,\n2025-03-04,Sale,,20.00\n"
    assert amounts(table) == [-90_000, 2_000]


def test_a_debit_column_with_its_own_minus_is_not_turned_twice() -> None:
    table = "Datum;Omschrijving;credit;debet\n03/03/2025;Huur;;-900,00\n14/03/2025;Verkoop;20,00;\n"
    assert amounts(table) == [-90_000, 2_000]


def test_a_flag_beside_an_unsigned_amount_gives_the_sign() -> None:
    table = "Datum;Naam;Bedrag;Af Bij\n20250303;Huur;900,00;Af\n20250304;Verkoop;20,00;Bij\n"
    assert amounts(table) == [-90_000, 2_000]


def test_a_dash_in_a_cell_says_nothing() -> None:
    table = "Fecha,Descripción,Depósitos,Retiros\n25/03/2025,Renta,-,900.00\n26/03/2025,Venta,20.00,--\n"
    assert amounts(table) == [-90_000, 2_000]


def test_trailing_minus_brackets_and_thousands() -> None:
    table = 'Date;Text;Amount\n2025-03-03;a;"1,900.00-"\n2025-03-04;b;(20.00)\n2025-03-05;c;3.50\n'
    assert amounts(table) == [-190_000, -2_000, 350]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_gives_the_same_words(encoding: str) -> None:
    table = "Buchungstag;Empfänger;Verwendungszweck;Betrag\n03.03.2025;Café Müßig;Größe übel;-3,50\n"
    (row,) = rows(read(table.encode(encoding)))
    assert (row.counterparty, row.text, row.amount_minor) == ("Café Müßig", "Größe übel", -350)


def test_old_macintosh_line_ends_and_semicolons_in_quotes() -> None:
    table = 'Date;Text;Amount\r2025-03-03;"nuts; bolts";-3.50\r2025-03-04;x;1.00\r'
    assert [row.text for row in rows(read(table.encode()))] == ["nuts; bolts", "x"]


def test_a_quote_that_never_closes_swallows_nothing() -> None:
    lines = "".join(f"2025-03-{day:02d},x{day},-1.00\n" for day in range(1, 29))
    table = f'Date,Text,Amount\n2025-02-27,"the 5 inch pipe,-2.00\n{lines}{lines}'
    assert len(amounts(table)) == 57


def test_two_accounts_and_a_currency_are_three_statements() -> None:
    table = (
        "Account,Currency,Date,Description,Amount\n"
        "DE1,EUR,2025-03-03,a,-1.00\nDE2,EUR,2025-03-03,b,-2.00\n"
        "DE1,JPY,2025-03-03,c,-300\nDE1,EUR,2025-03-04,d,-4.00\n"
    )
    found = {
        (each.account_number, each.currency): [row.amount_minor for row in each.rows]
        for each in read(table.encode()).statements
    }
    assert found == {("DE1", "EUR"): [-100, -400], ("DE2", "EUR"): [-200], ("DE1", "JPY"): [-300]}


def test_the_header_or_a_sign_names_the_currency() -> None:
    header = read(b"Datum,Betrag (EUR),Text\n2025-03-03,-1.00,a\n")
    sign = read("Date,Text,Amount\n03-Mar-2025,a,£1.00\n".encode())
    assert [each.statements[0].currency for each in (header, sign)] == ["EUR", "GBP"]


def test_a_line_with_words_only_belongs_to_the_row_above() -> None:
    table = (
        "Transaction date,Value date,Description,Withdrawals (SGD),Deposits (SGD)\n"
        "18/04/2018,18/04/2018,DEBIT PURCHASE,6.66,\n,,UBER EATS AN2GO,,\n"
    )
    (row,) = rows(read(table.encode()))
    assert (row.text, row.amount_minor, row.currency) == ("DEBIT PURCHASE UBER EATS AN2GO", -666, "SGD")


def test_bad_lines_are_listed_and_good_ones_go_in() -> None:
    reading = read(
        b"Date,Text,Amount\n2025-03-03,a,-1.00\nPending,b,-2.00\n2025-03-04,c,12..34\n"
        b"2025-03-05,d,\n2025-03-06,e,-5.00\n2025-03-07,f,-6.00\n2025-03-08,g,-7.00\n"
    )
    assert [row.text for row in rows(reading)] == ["a", "e", "f", "g"]
    assert [(each.code, each.line_no, each.facts["value"]) for each in reading.problems] == [
        ("not_booked", 3, "Pending"),
        ("bad_amount", 4, "12..34"),
        ("no_amount", 5, ""),
    ]


def test_a_table_of_mostly_bad_lines_is_no_bank_file() -> None:
    with pytest.raises(FileRefused):
        read(b"Date,Text,Amount\n2025-03-03,a,-1.00\n" + b"x,y,z\n" * 9)


def test_merchant_codes_and_types_are_kept() -> None:
    (row,) = rows(read(b"Date,Merchant,MCC,Type,Amount\n2025-03-03,Mill,742,POS,-1.00\n"))
    assert (row.counterparty, row.mcc, row.bank_code) == ("Mill", "0742", "POS")


class TestQuestions:
    def test_the_day_of_the_month_is_asked_and_the_answer_taken(self) -> None:
        table = b"Date,Text,Amount\n03/04/2025,a,-1.00\n07/04/2025,b,1.00\n"
        (asked,) = read(table).questions
        assert (asked.key, asked.guess, asked.samples) == (
            "date_order",
            "day_first",
            ("03/04/2025", "07/04/2025"),
        )
        answered = read(table, Layout().answered("date_order", "month_first"))
        assert answered.questions == ()
        assert [row.booked_on.month for row in rows(answered)] == [3, 7]

    def test_a_day_over_twelve_anywhere_in_the_file_settles_it(self) -> None:
        lines = "".join("03/04/2025,a,-1.00\n" for _ in range(900))
        assert read(f"Date,Text,Amount\n{lines}28/04/2025,b,-1.00\n".encode()).questions == ()

    def test_spending_without_a_minus_is_asked(self) -> None:
        lines = "".join(f"2025-03-{day:02d},a,{day}.00\n" for day in range(1, 7))
        table = f"Date,Text,Amount\n{lines}".encode()
        (asked,) = read(table).questions
        assert (asked.key, asked.guess) == ("sign", "spending_positive")
        as_written = Layout().answered("sign", "as_written")
        assert [sum(row.amount_minor for row in rows(read(table, each))) for each in (None, as_written)] == [
            -2100,
            2100,
        ]

    def test_two_columns_without_a_header_are_asked(self) -> None:
        table = b"03.03.2025;rent;;900,00\n04.03.2025;sale;20,00;\n05.03.2025;bread;;4,10\n"
        (asked,) = read(table).questions
        assert (asked.key, asked.options, asked.guess) == ("debit_column", ("2", "3"), "3")
        swapped = Layout().answered("debit_column", "2")
        assert amounts(table.decode()) == [-90_000, 2_000, -410]
        assert amounts(table.decode(), layout=swapped) == [90_000, -2_000, 410]

    def test_nothing_else_is_ever_asked(self) -> None:
        for key, answer in (("color", "blue"), ("payee_column", "the third")):
            with pytest.raises(LayoutRefused):
                Layout().answered(key, answer)


class TestLayout:
    TABLE = b"Date,Text,Amount\n03/04/2025,a,-1.00\n07/04/2025,b,1.00\n"

    def test_a_remembered_layout_asks_nothing_again(self) -> None:
        kept = layout_of(self.TABLE, Layout().answered("date_order", "month_first")).to_json()
        again = read(self.TABLE, Layout.from_json(kept))
        assert again.questions == ()
        assert [row.booked_on.month for row in rows(again)] == [3, 7]

    def test_a_layout_of_another_bank_is_left_aside(self) -> None:
        other = layout_of(b"Amount,Date,Text\n-1.00,2025-03-03,a\n")
        assert amounts(self.TABLE.decode(), layout=other) == [-100, 100]

    def test_files_without_a_header_are_told_apart_by_their_shape(self) -> None:
        first = layout_of(b"03.03.2025;rent;-900,00\n")
        second = layout_of(b"rent;03.03.2025;-900,00\n")
        same = layout_of(b"09.09.2025;bread;-1,00\n")
        assert first.fingerprint == same.fingerprint != second.fingerprint


def test_a_cell_as_long_as_a_book_is_a_cell() -> None:
    """131,073 letters in the first payment's text: both payments are read."""
    long = "x" * 131_073
    reading = read(f"Date,Text,Amount\n30/04/2025,{long},-1.00\n30/04/2025,tea,2.00\n".encode())
    (statement,) = reading.statements
    assert [(row.amount_minor, len(row.text)) for row in statement.rows] == [(-100, 131_073), (200, 3)]


def test_a_line_of_a_hundred_thousand_delimiters_costs_that_line_alone() -> None:
    reading = read(
        b"Date,Text,Amount\n2025-03-17,rent,-1.00\n" + b"," * 100_000 + b"x\n2025-03-18,bread,-2.00\n"
    )
    assert [row.amount_minor for row in rows(reading)] == [-100, -200]


class TestLongFiles:
    """The first ten thousand lines tell the layout, unless a line further down speaks against it."""

    HEAD = "".join(f"0{1 + at // 1_300}/03/2025,shop {at},-{at}.50\n" for at in range(10_400))

    def test_a_day_far_down_still_tells_which_number_is_the_month(self) -> None:
        reading = read(f"Date,Text,Amount\n{self.HEAD}03/17/2025,late,-1.00\n".encode())
        assert (rows(reading)[0].booked_on.isoformat(), rows(reading)[-1].booked_on.isoformat()) == (
            "2025-01-03",
            "2025-03-17",
        )
        assert (len(rows(reading)), reading.problems, reading.questions) == (10_401, [], ())

    def test_a_day_far_down_overrules_what_the_first_lines_seemed_to_tell(self) -> None:
        dotted = self.HEAD.replace("/", ".")
        reading = read(f"Date,Text,Amount\n{dotted}03.17.2025,late,-1.00\n".encode())
        assert rows(reading)[0].booked_on.isoformat() == "2025-01-03"
        assert (len(rows(reading)), reading.problems) == (10_401, [])

    def test_a_long_file_is_read_line_for_line(self) -> None:
        reading = read(f"Date,Text,Amount\n{self.HEAD}17/03/2025,late,-1.00\n".encode())
        assert [row.line_no for row in rows(reading)] == list(range(2, 10_403))
        assert (
            sum(row.amount_minor for row in rows(reading))
            == -sum(100 * at + 50 for at in range(10_400)) - 100
        )
        assert rows(reading)[-1].booked_on.isoformat() == "2025-03-17"

    def test_quotes_never_closed_far_down_are_ordinary_characters(self) -> None:
        reading = read(f'Date,Text,Amount\n{self.HEAD}17/03/2025,"late,-1.00\n{self.HEAD}'.encode())
        assert len(rows(reading)) == 20_801
        assert rows(reading)[10_400].text == '"late'
