"""An Excel workbook with one sheet: dates are dates, amounts are numbers, no cell is a formula."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.exporters.ledgers.columns import COLUMNS, Cell, cells
from core.exporters.ledgers.line import Line

_WIDTHS = {"Payee": 30, "Text": 40, "Category": 24}
_USUAL_WIDTH = 14


def write(lines: Sequence[Line]) -> bytes:
    """The payments in the order given, below a header that stays in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Payments")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + place)].width = _WIDTHS.get(name, _USUAL_WIDTH)
    sheet.append(COLUMNS)
    for line in lines:
        sheet.append([_storable(cell) for cell in cells(line)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _storable(cell: Cell) -> Cell:
    """Text without the control signs that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub(" ", cell) if isinstance(cell, str) else cell
