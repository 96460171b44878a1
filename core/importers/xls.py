"""XLS: the workbook of Excel 97 to 2003, whose cells give the values last shown; no formula is evaluated.

Source: Microsoft's [MS-XLS], read by xlrd.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.domain.bank_file import Reading
from core.domain.errors import FileDamaged, FileRefused, WorkbookRefused
from core.domain.progress import Tell, untold
from core.importers.layout import Layout
from core.importers.sheets import MOST_COLUMNS, Sheet, read_sheets

KIND = "xls"
_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""A locked workbook of any age is wrapped as one of this kind."""
_VISIBLE = 0


def recognizes(data: bytes) -> float:
    """How surely this is a workbook: a compound file with the stream of one."""
    return 0.95 if data.startswith(_START) and any(name in data for name in (*_STREAMS, _LOCKED)) else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every sheet with a table of payments.

    Raises:
        FileDamaged: it breaks the rules of its format.
        WorkbookRefused: it is locked with a password, or has more cells than any statement.
        FileRefused: no sheet holds payments.
    """
    if _LOCKED in data:
        raise WorkbookRefused("locked")
    try:
        return read_sheets(KIND, _sheets(data), layout)
    except FileRefused:
        raise
    except Exception as fault:  # noqa: BLE001 - the library lets anything through for a broken workbook
        if "encrypted" in str(fault):
            raise WorkbookRefused("locked") from None
        raise FileDamaged(kind="Excel") from None


def _sheets(data: bytes) -> Iterator[Sheet]:
    import xlrd

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        book = xlrd.open_workbook(file_contents=data, logfile=nowhere, on_demand=True)
        for place in range(book.nsheets):
            sheet = book.sheet_by_index(place)
            if sheet.visibility == _VISIBLE:
                yield Sheet(sheet.name, (_values(sheet, row, book.datemode) for row in range(sheet.nrows)))
            book.unload_sheet(place)


def _values(sheet: Any, row: int, datemode: int) -> Sequence[object]:
    """The values of a row; days as days, errors as nothing."""
    import xlrd

    values: list[object] = []
    for cell in sheet.row(row)[:MOST_COLUMNS]:
        if cell.ctype == xlrd.XL_CELL_DATE:
            values.append(xlrd.xldate_as_datetime(cell.value, datemode))
        elif cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            values.append(None)
        else:
            values.append(cell.value)
    return values
