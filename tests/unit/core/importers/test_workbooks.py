"""Workbooks: what a sheet shows is read like a table of text; what it could do to us is refused."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from core.domain.bank_file import Reading
from core.domain.errors import FileDamaged, FileRefused, WorkbookRefused
from core.importers import read, xls, xlsx

HEADER = ["Date", "Description", "Amount"]
SAMPLES = Path(__file__).parents[3] / "contract/samples"


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {place}")
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def amounts(reading: Reading) -> list[list[int]]:
    return [[row.amount_minor for row in each.rows] for each in reading.statements]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_numbers_and_days_are_taken_as_the_sheet_keeps_them() -> None:
    moment = datetime.fromisoformat("2025-03-14T09:05")
    payments = [
        [date(2025, 3, 13), "A", -0.1],
        [moment, "B", 1234567.89],
        [date(2025, 3, 15), "C", 0.1 + 0.2],
    ]
    rows = [HEADER, *payments]
    (found,) = xlsx.read(workbook(rows)).statements
    told = [(row.booked_on.day, row.amount_minor) for row in found.rows]
    assert told == [(13, -10), (14, 123_456_789), (15, 30)]


def test_a_formula_without_a_kept_value_is_no_amount_and_is_never_evaluated() -> None:
    payments = [
        [date(2025, 3, 13), "A", -1.5],
        [date(2025, 3, 14), "B", "=1+1"],
        [date(2025, 3, 15), "C", 2.5],
    ]
    data = workbook([HEADER, *payments])
    found = xlsx.read(data)
    assert amounts(found) == [[-150, 250]]
    assert [(problem.code, problem.line_no) for problem in found.problems] == [("no_amount", 3)]


def test_several_sheets_are_several_accounts() -> None:
    rows = [HEADER, [date(2025, 3, 13), "A", -1.5]]
    found = xlsx.read(workbook(rows, [["Notes"]], rows))
    assert [each.account_number for each in found.statements] == ["Sheet 0", "Sheet 2"]
    assert [(each.code, each.facts["value"]) for each in found.problems] == [("left_out", "Sheet 1")]


def test_subtotals_are_left_out_and_said_but_a_payee_called_total_counts() -> None:
    rows = [HEADER, [date(2025, 3, 13), "Total Energies", -1.5], [None, "Summe", -1.5], ["Total", None, -1.5]]
    found = xlsx.read(workbook(rows))
    assert amounts(found) == [[-150]]
    assert [problem.code for problem in found.problems] == ["subtotal", "subtotal"]


def test_a_lone_cell_far_below_is_not_walked_to() -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, [date(2025, 3, 13), "A", -1.5]):
        book.active.append(row)
    book.active.cell(row=1_048_576, column=16_384, value="far")
    out = io.BytesIO()
    book.save(out)
    assert amounts(xlsx.read(out.getvalue())) == [[-150]]


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    data = with_part(workbook([HEADER]), "xl/media/zeros.bin", bytes(60_000_000))
    with pytest.raises(WorkbookRefused, match="workbook_bomb"):
        xlsx.read(data)


def test_a_part_that_declares_entities_is_refused() -> None:
    data = with_part(workbook([HEADER]), "xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(FileDamaged):
        xlsx.read(data)


def test_a_locked_workbook_says_so() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    )
    with pytest.raises(WorkbookRefused, match="workbook_locked"):
        read(data, "a.xlsx")


@pytest.mark.parametrize("name", ["xls/statement.xls", "xlsx/statement.xlsx"])
def test_a_workbook_without_payments_or_cut_short_is_refused(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    with pytest.raises(FileRefused):
        read(data[: len(data) // 2], name)
    with pytest.raises(FileRefused):
        xlsx.read(workbook([["Dear all"], ["cake"]]))
    assert (xls.recognizes(data), xlsx.recognizes(data)) in [(0.95, 0.0), (0.0, 0.95)]


def test_a_known_header_settles_a_sheet_too() -> None:
    header = ["Transaction Date", "Post Date", "Description", "Category", "Type", "Amount", "Memo"]
    book = workbook([header, ["03/04/2025", "03/05/2025", "CAKES", None, "Sale", -1.5, None]])
    assert [each.key for each in read(book, known_layouts=False).questions] == ["date_order"]
    reading = read(book)
    (found,) = reading.statements
    assert (found.currency, [row.booked_on for row in found.rows]) == ("USD", [date(2025, 3, 5)])
    assert reading.questions == ()


def test_each_sheet_has_its_layout() -> None:
    payments = [date(2025, 3, 13), "A", -0.1]
    reading = read(workbook([HEADER, payments], [["Booking date", *HEADER[1:]], payments]))
    assert [layout["header"][0] for layout in reading.layouts] == ["Date", "Booking date"]
