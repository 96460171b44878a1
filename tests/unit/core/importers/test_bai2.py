"""BAI2: continuations, funds types, directions, balances, and control totals that prove the file."""

import time
from datetime import date
from pathlib import Path

import pytest

from core.domain.bank_file import Reading, Row
from core.domain.errors import FileDamaged, FileTruncated
from core.importers.bai2 import read, recognizes

SAMPLE = Path(__file__).parents[3] / "contract/samples/bai2/two_days.bai2"


def file_of(*inside: str, currency: str = "USD") -> bytes:
    """A file of one account, without control totals."""
    lines = ("01,A,B,250304,0615,1,,,2/", f"02,B,A,1,250303,2359,{currency},2/", "03,77,,/", *inside)
    return "\n".join((*lines, "49,,/", "98,,,/", "99,,,/")).encode()


def one_row(*lines: str) -> Row:
    (statement,) = read(file_of(*lines)).statements
    (row,) = statement.rows
    return row


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("code", "amount"),
    [("108", 500), ("399", 500), ("409", -500), ("699", -500), ("721", 500), ("760", -500), ("921", 500)],
)
def test_the_type_code_says_which_way_money_goes(code: str, amount: int) -> None:
    assert one_row(f"16,{code},500,,,,x/").amount_minor == amount


@pytest.mark.parametrize(
    ("funds", "value_on"),
    [
        ("", None),
        ("0", date(2025, 3, 3)),
        ("1", None),
        ("V,250305,", date(2025, 3, 5)),
        ("S,100,200,200", None),
        ("D,2,0,300,1,200", None),
    ],
)
def test_whatever_the_funds_type_what_follows_stands_in_its_place(funds: str, value_on: date | None) -> None:
    row = one_row(f"16,195,500,{funds},BANKREF,CUSTREF,words, with a comma/")
    assert (row.value_on, row.reference, row.text) == (value_on, "CUSTREF", "words, with a comma")


def test_a_payment_may_be_cut_anywhere_between_its_fields() -> None:
    row = one_row("16,195,500,S,100,200/", "88,200,BANKREF/", "88,CUSTREF,the words/", "88,go on, and on/")
    assert (row.amount_minor, row.reference, row.text) == (500, "CUSTREF", "the words go on, and on")
    assert row.raw.count("\n") == 3


def test_amounts_are_minor_units_of_the_currency_unless_they_have_a_point() -> None:
    found = read(file_of("16,195,500,,,,x/", "16,195,500.25,,,,x/", currency="JPY"))
    assert [row.amount_minor for row in found.statements[0].rows] == [500, 500]
    assert codes(found) == ["rounded"]
    assert one_row("16,195,12.5,,,,x/").amount_minor == 1250


def test_only_ledger_balances_are_anchors() -> None:
    data = file_of("88,010,-100,,,040,900,,,045,800,,,015,+400,,/", "16,195,500,,,,x/")
    (statement,) = read(data).statements
    assert statement.opening is not None
    assert statement.closing is not None
    assert (statement.opening.on, statement.opening.minor) == (date(2025, 3, 2), -100)
    assert (statement.closing.on, statement.closing.minor) == (date(2025, 3, 3), 400)


def test_keyed_lines_name_the_other_party() -> None:
    row = one_row(
        "16,195,500,,B,,Incoming Wire,-", "88,EREF: E1", "88,DBNM: OAK INC", "88,DACT: 12", "88,REMI: INV 9"
    )
    assert (row.counterparty, row.counterparty_account, row.end_to_end_id) == ("OAK INC", "12", "E1")
    assert row.text == "Incoming Wire,- INV 9"


@pytest.mark.parametrize("long", ["x\n88,y" * 150_000, "ORIG:" + " " * 900_000 + "x", "ORIG:a " * 140_000])
def test_a_payment_of_a_megabyte_is_read_at_once(long: str) -> None:
    started = time.process_time()
    assert one_row(f"16,195,500,,,,{long}").amount_minor == 500
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("words", "payer"),
    [
        ("WIRE IN ORIG:ACME WIDGETS INC ID:000111 OBI:INV 7", "ACME WIDGETS INC"),
        ("ORG=BLUE RIVER LLC OBI=RENT", "BLUE RIVER LLC"),
        ("ORIG:MUELLER GMBH SND BK:DEUTSCHE BANK AG PMT DET:RE 5", "MUELLER GMBH"),
    ],
)
def test_a_name_keeps_its_last_word_before_the_next_key(words: str, payer: str) -> None:
    assert one_row(f"16,195,100,Z,,,{words}").counterparty == payer


def test_two_files_in_one_are_counted_apart() -> None:
    one = file_of("16,195,100,Z,,,X/").partition(b"49,")[0] + b"49,100,3/\n98,100,1,5/\n99,100,1,7/\n"
    assert codes(read(one + one)) == []
    unclosed = one.replace(b"99,100,1,7/\n", b"")
    assert codes(read(unclosed + one)) == ["no_end"]


def test_totals_that_agree_say_nothing() -> None:
    assert codes(read(SAMPLE.read_bytes())) == ["no_money"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((b"16,195,250000", b"16,195,250001"), ["sum_differ"]),
        ((b"16,698,1500,Z,,,MONTHLY MAINTENANCE FEE/\n", b""), ["sum_differ"] + ["records_differ"] * 3),
        ((b",2,26/", b",3,26/"), ["parts_differ"]),
    ],
    ids=["an amount", "a line lost", "a group lost"],
)
def test_totals_that_are_off_are_said_and_the_rows_are_in(
    change: tuple[bytes, bytes], told: list[str]
) -> None:
    data = SAMPLE.read_bytes().replace(*change)
    found = [code for code in codes(read(data)) if code != "no_money"]
    assert found == told


def test_a_line_that_cannot_be_read_costs_one_line() -> None:
    reading = read(file_of("16,195,5x0,,,,x/", "16,050,500,,,,x/", "77,what,ever/", "16,195,500,,,,x/"))
    assert [(problem.code, problem.line_no) for problem in reading.problems] == [
        ("bad_amount", 4),
        ("bad_line", 5),
        ("bad_line", 6),
    ]
    assert len(tuple(reading.statements[0].rows)) == 1


@pytest.mark.parametrize("status", ["2", "4"])
def test_a_deletion_and_a_test_bring_no_rows(status: str) -> None:
    reading = read(file_of("16,195,500,,,,x/").replace(b"A,1,", b"A," + status.encode() + b","))
    assert codes(reading) == ["group_left_out"]
    assert [tuple(each.rows) for each in reading.statements] == [()]


def test_a_file_that_breaks_off_within_an_account_is_refused() -> None:
    data = file_of("16,195,500,,,,x/")
    with pytest.raises(FileTruncated):
        read(data[: data.index(b"49,")])
    assert codes(read(data[: data.index(b"98,")])) == ["no_end"]


def test_a_file_without_an_account_is_refused() -> None:
    data = b"01,A,B,250304,0615,1,,,2/\n02,B,A,1,250303,,,/\n98,0,0,2/\n99,0,1,4/\n"
    assert recognizes(data) > 0.9
    with pytest.raises(FileDamaged):
        read(data)


def test_the_public_files_prove_themselves(shared_data: Path) -> None:
    folder = shared_data / "statements/moov-io+bai2/test/testdata"
    for name, rows in (("sample1.txt", [11, 6]), ("sample2.txt", [1, 1, 2, 0, 0])):
        reading = read((folder / name).read_bytes())
        assert [len(tuple(each.rows)) for each in reading.statements] == rows
        assert reading.problems == []
