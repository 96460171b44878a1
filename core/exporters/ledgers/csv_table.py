"""A table that any program opens: UTF-8 with a mark for spreadsheets, commas, ISO dates, decimal points."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from core.exporters.ledgers.columns import COLUMNS, Cell, cells
from core.exporters.ledgers.line import Line


def write(lines: Sequence[Line]) -> bytes:
    """The payments in the order given, below a header."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows([_said(cell) for cell in cells(line)] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _said(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
