"""CODA: details of collective movements, structured words, sequence, and the record that proves the file."""

from pathlib import Path

import pytest

from core.domain.bank_file import Reading
from core.domain.errors import FileDamaged, FileTruncated
from core.importers.coda import read, recognizes
from core.importers.coda_communication import read_communication

SAMPLE = Path(__file__).parents[3] / "contract/samples/coda/two_accounts.cod"


def lines() -> list[str]:
    return SAMPLE.read_bytes().decode("latin-1").split("\r\n")


def reread(changed: list[str]) -> Reading:
    return read("\r\n".join(changed).encode("latin-1"))


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_a_collective_movement_is_one_row_a_payment_where_they_add_up() -> None:
    rows = read(SAMPLE.read_bytes()).statements[0].rows
    told = [(row.counterparty, row.amount_minor, row.text) for row in rows if row.type_code == "salary_batch"]
    assert told == [("ANNE PEETERS", -18000, "SALAIRE A"), ("LUC MARÉCHAL", -12000, "SALAIRE B")]


def test_a_payment_without_words_has_those_of_its_collective_movement() -> None:
    found = reread([line.replace("SALAIRE B", " " * 9) for line in lines()])
    (row,) = [row for row in found.statements[0].rows if row.counterparty == "LUC MARÉCHAL"]
    assert row.text == "SALAIRES MARS"


def test_a_collective_movement_stays_one_row_where_its_details_do_not_add_up() -> None:
    found = reread([line.replace("1000000000120000", "1000000000110000") for line in lines()])
    salaries = next(row for row in found.statements[0].rows if row.type_code == "salary_batch")
    assert salaries.amount_minor == -30000
    assert "ANNE PEETERS" in salaries.raw
    assert "LUC MARÉCHAL" in salaries.raw
    assert "SALAIRE A SALAIRE B" in salaries.text


def test_an_account_that_is_left_blank_is_not_its_currency() -> None:
    found = reread([line.replace("BE43068999999501", " " * 16) for line in lines()])
    (row,) = [row for row in found.statements[0].rows if row.counterparty == "ANNE PEETERS"]
    assert row.counterparty_account == ""


def test_a_file_that_is_sent_again_is_said() -> None:
    changed = lines()
    changed[0] = f"{changed[0][:16]}D{changed[0][17:]}"
    assert codes(reread(changed)) == ["sent_again"]


def test_records_without_line_ends_read_the_same() -> None:
    whole = "".join(line.ljust(128) for line in lines() if line.strip()).encode("latin-1")
    assert recognizes(whole) > 0.9
    assert read(whole).statements == read(SAMPLE.read_bytes()).statements


def test_lines_cut_of_their_blanks_read_the_same() -> None:
    whole = read(SAMPLE.read_bytes())
    assert reread([line.rstrip() for line in lines()]).statements == whole.statements


@pytest.mark.parametrize(
    ("words", "text", "reference"),
    [
        ("101112455446812", "+++112/4554/46812+++", "112455446812"),
        ("103RF18539007547034 rest", "RF18539007547034 rest", "RF18539007547034"),
        ("999whatever it says", "whatever it says", ""),
    ],
)
def test_structured_words_are_read_by_their_type(words: str, text: str, reference: str) -> None:
    told = read_communication(words, structured=True)
    assert (told.text, told.reference) == (text, reference)


def test_a_movement_that_is_missing_is_said() -> None:
    kept = [line for line in lines() if not line.startswith(("210006", "220006"))]
    assert codes(reread(kept)) == ["sequence_broken", "records_differ", "sum_differ"]


def test_an_amount_that_cannot_be_read_costs_one_row() -> None:
    changed = [line.replace("1000000000005500", "100000000000550X") for line in lines()]
    reading = reread(changed)
    assert codes(reading)[0] == "bad_amount"
    assert [len(tuple(each.rows)) for each in reading.statements] == [7, 1]


def test_a_thousandth_that_the_currency_has_not_is_said() -> None:
    changed = [line.replace("1000000000005500", "1000000000005505") for line in lines()]
    assert codes(reread(changed))[0] == "rounded"


def test_a_balance_that_cannot_be_read_is_no_anchor() -> None:
    changed = [line.replace("0000000001000000030325", "0000000001000000999999") for line in lines()]
    reading = reread(changed)
    assert reading.statements[0].opening is None
    assert codes(reading) == ["bad_balance"]


def test_a_file_that_breaks_off_is_refused() -> None:
    with pytest.raises(FileTruncated):
        reread(lines()[:12])
    assert codes(reread(lines()[:-2])) == ["no_end"]


def test_a_header_alone_is_refused() -> None:
    assert recognizes(lines()[0].encode()) == 0.4
    with pytest.raises(FileDamaged):
        reread(lines()[:1])
