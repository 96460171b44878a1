"""Norma 43: code pages, the IBAN of an account, original currencies, and the record that proves it."""

from pathlib import Path

import pytest

from core.domain.bank_file import Reading
from core.domain.errors import FileDamaged, FileTruncated
from core.importers.norma43 import read, recognizes

SAMPLE = Path(__file__).parents[3] / "contract/samples/norma43/panaderia.n43"


def text() -> str:
    return SAMPLE.read_bytes().decode("cp850")


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("encoding", "named"), [("cp850", "cp850"), ("latin-1", "iso-8859-1"), ("utf-8", "utf-8")]
)
def test_spanish_letters_are_read_in_any_code_page(encoding: str, named: str) -> None:
    reading = read(text().encode(encoding))
    assert reading.encoding == named
    assert reading.statements[0].account_name == "PANADERIA MUÑOZ SL"
    assert codes(reading) == []


def test_bank_branch_and_account_make_an_iban() -> None:
    numbers = [each.account_number for each in read(SAMPLE.read_bytes()).statements]
    assert numbers == ["ES9121000418450200051332", "ES1721000418490700055555"]


def test_yen_have_no_cents_though_the_record_has() -> None:
    changed = text().replace("240182600000000007700", "240139200000000150000")
    row = next(row for row in read(changed.encode("cp850")).statements[0].rows if row.original_currency)
    assert (row.original_minor, row.original_currency) == (-1500, "JPY")


def test_a_line_that_is_lost_is_said() -> None:
    kept = [line for line in text().split("\r\n") if "250320250320" not in line and "CHEQUE" not in line]
    assert codes(read("\r\n".join(kept).encode("cp850"))) == [
        "records_differ",
        "sum_differ",
        "records_differ",
    ]


def test_an_amount_that_cannot_be_read_costs_one_row() -> None:
    reading = read(text().replace("00000000084050", "0000000008405X", 1).encode("cp850"))
    assert (codes(reading)[0], reading.problems[0].line_no) == ("bad_amount", 2)
    assert len(tuple(reading.statements[0].rows)) == 6


def test_a_file_that_breaks_off_is_refused() -> None:
    whole = text().split("\r\n")
    with pytest.raises(FileTruncated):
        read("\r\n".join(whole[:6]).encode("cp850"))
    assert codes(read("\r\n".join(whole[:-2]).encode("cp850"))) == ["no_end"]


def test_an_envelope_alone_is_refused() -> None:
    assert recognizes(b"00" + b" " * 78) == 0.0
    with pytest.raises(FileDamaged):
        read(b"00" + b"9" * 78)
