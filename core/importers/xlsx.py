"""XLSX: a workbook of Excel and its like, whose cells give the values last shown; no formula is evaluated.

Source: ECMA-376 (Office Open XML), read by openpyxl; limits before anything is unpacked are ours.
"""

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from core.domain.bank_file import Reading
from core.domain.errors import FileDamaged, FileRefused, WorkbookRefused
from core.domain.progress import Tell, untold
from core.importers.layout import Layout
from core.importers.sheets import MOST_COLUMNS, Sheet, read_sheets

KIND = "xlsx"
_START = b"PK\x03\x04"
_PART = b"xl/"
_WORKBOOK = "xl/workbook.xml"
_MOST_BYTES = 600_000_000
_MOST_RATIO = 250
_RATIO_FROM_BYTES = 5_000_000
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""No workbook declares a document type; one that does means harm."""
_CHUNK = 1_000_000


def recognizes(data: bytes) -> float:
    """How surely this is a workbook: a zip that names one of its parts."""
    return 0.95 if data.startswith(_START) and _PART in data else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every sheet with a table of payments.

    Raises:
        FileDamaged: it breaks the rules of its format.
        WorkbookRefused: it unpacks to more bytes or cells than any statement has.
        FileRefused: no sheet holds payments.
    """
    try:
        _check(data)
        return read_sheets(KIND, _sheets(data), layout)
    except FileRefused:
        raise
    except Exception:  # noqa: BLE001 - the library lets anything through that a broken workbook provokes
        raise FileDamaged(kind="Excel") from None


def _check(data: bytes) -> None:
    """Sizes, and that no part declares entities, before the library opens the workbook."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if _WORKBOOK not in archive.namelist():
            raise FileDamaged(kind="Excel")
        unpacked = sum(part.file_size for part in parts)
        if unpacked > min(_MOST_BYTES, max(_RATIO_FROM_BYTES, _MOST_RATIO * len(data))):
            raise WorkbookRefused("bomb")
        for part in parts:
            with archive.open(part) as content:
                head = content.read(_CHUNK).replace(b"\0", b"")
            if part.filename.endswith((".xml", ".rels")) and _DECLARES.search(head):
                raise FileDamaged(kind="Excel")


def _sheets(data: bytes) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            yield Sheet(sheet.title, sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))
