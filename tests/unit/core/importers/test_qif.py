"""QIF as banks and Quicken write it: each file is one letter a line."""

import pytest

from core.domain.bank_file import Reading
from core.domain.errors import NoStatement
from core.importers.layout import Layout
from core.importers.qif import read, recognizes


def reading(*lines: str, layout: Layout | None = None) -> Reading:
    return read("\n".join(["!Type:Bank", *lines, "^", ""]).encode(), layout)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("12/25'01", "2001-12-25"),
        ("8/25/93", "1993-08-25"),
        ("12/25' 1", "2001-12-25"),
        (" 8/25/2005", "2005-08-25"),
        ("25.12.2025", "2025-12-25"),
        ("2025-12-25", "2025-12-25"),
        ("25-12-25", "2025-12-25"),
    ],
)
def test_days(written: str, iso: str) -> None:
    (row,) = reading(f"D{written}", "T-1.00").statements[0].rows
    assert row.booked_on.isoformat() == iso


@pytest.mark.parametrize(
    ("written", "minor"), [("-1,120.00", -112_000), ("-1.120,00", -112_000), ("5 000.5", 500_050), ("7", 700)]
)
def test_amounts(written: str, minor: int) -> None:
    (row,) = reading("D2025-01-02", f"T{written}").statements[0].rows
    assert row.amount_minor == minor


def test_the_order_of_day_and_month_is_asked_and_the_answer_taken() -> None:
    assert [asked.key for asked in reading("D03/04/2025", "T-1").questions] == ["date_order"]
    answered = reading("D03/04/2025", "T-1", layout=Layout(date_order="month_first"))
    assert answered.questions == ()
    (row,) = answered.statements[0].rows
    assert row.booked_on.isoformat() == "2025-03-04"


@pytest.mark.parametrize(("ending", "rows"), [("\n", 2), ("", 1)], ids=["whole line", "cut line"])
def test_an_entry_that_is_not_closed_counts_where_its_last_line_is_whole(ending: str, rows: int) -> None:
    found = read(f"!Type:Bank\nD2025-01-02\nT-5.00\n^\nD2025-01-03\nT-15{ending}".encode())
    assert len(tuple(found.statements[0].rows)) == rows
    assert [problem.code for problem in found.problems] == ([] if rows == 2 else ["unfinished"])


def test_an_account_that_comes_again_is_one_statement() -> None:
    part = "!Account\nN{0}\nTBank\n^\n!Type:Bank\nD2025-01-02\nT{1}\n^\n"
    found = read("".join(part.format(*each) for each in (("A", 1), ("B", 2), ("A", 3))).encode())
    told = [(each.account_name, [row.amount_minor for row in each.rows]) for each in found.statements]
    assert told == [("A", [100, 300]), ("B", [200])]


def test_quicken_begins_its_list_of_accounts_and_then_its_payments_alike() -> None:
    listed = (
        "!Option:AutoSwitch\n!Account\nNA\nTBank\n^\nNB\nTBank\n^\n!Clear:AutoSwitch\n!Option:AutoSwitch\n"
    )
    part = "!Account\nN{0}\nTBank\n^\n!Type:Bank \nD2025-01-02\nT{1}\n^\n"
    found = read((listed + part.format("A", 1) + part.format("B", 2)).encode())
    told = [(each.account_name, [row.amount_minor for row in each.rows]) for each in found.statements]
    assert told == [("A", [100]), ("B", [200])]


def test_a_list_of_several_accounts_names_none() -> None:
    data = "!Option:AutoSwitch\n!Account\nNA\n^\nNB\n^\n!Type:Bank\nD2025-01-02\nT1\n^\n"
    assert [each.account_name for each in read(data.encode()).statements] == [""]


@pytest.mark.parametrize(("part", "codes"), [("-5.00", ["splits_differ"]), ("-10.00", [])])
def test_parts_that_do_not_add_up_are_said(part: str, codes: list[str]) -> None:
    found = reading("D2025-01-02", "T-30.00", "SA", "$-20.00", "SB", f"${part}")
    assert [row.amount_minor for row in found.statements[0].rows] == [-3000]
    assert [each.code for each in found.problems] == codes


def test_decimals_that_are_cut_are_said() -> None:
    found = reading("D2025-01-02", "T-5.0050", "^", "D2025-01-02", "T-5.5000")
    assert [each.amount_minor for each in found.statements[0].rows] == [-500, -550]
    assert [each.facts["value"] for each in found.problems] == ["-5.0050"]


def test_the_first_entry_of_quicken_is_the_opening_balance_and_names_the_account() -> None:
    (found,) = reading("D2025-01-02", "T5.00", "POpening Balance", "L[Till]").statements
    assert (found.account_name, found.opening and found.opening.minor, tuple(found.rows)) == ("Till", 500, ())


def test_a_file_of_lists_says_so() -> None:
    data = b"!Type:Cat\nNRent\nE\n^\n"
    assert recognizes(data) > 0.9
    with pytest.raises(NoStatement, match="no_statement_lists"):
        read(data)
