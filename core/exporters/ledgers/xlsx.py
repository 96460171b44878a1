"""An Excel workbook with one sheet: dates are dates, amounts are numbers, no text is a formula.

Source: ECMA-376 part 1, sections 18.3.1.4 (cells) and 22.9.2.19 (signs that XML cannot hold).
"""

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from core.exporters.ledgers.columns import COLUMNS, Cell, cells
from core.exporters.ledgers.line import Line

_WIDTHS = {"Payee": 30, "Text": 40, "Category": 24}
_USUAL_WIDTH = 14
_DAY = "yyyy-mm-dd"
_NOT_IN_XML = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def write(lines: Sequence[Line]) -> bytes:
    """The payments in the order given, below a header that stays in sight.

    Excel holds fifteen digits of an amount, and 32,767 letters of a text.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Payments")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + place)].width = _WIDTHS.get(name, _USUAL_WIDTH)
    sheet.append(COLUMNS)
    for line in lines:
        sheet.append([_filled(WriteOnlyCell(sheet), value) for value in cells(line)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _filled(cell: Any, value: Cell) -> Any:
    """The cell with its value; whatever a text looks like, it is no formula and no error sign."""
    if isinstance(value, str):
        cell.value = _NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", value)
        cell.data_type = "s"
        return cell
    cell.value = value
    if isinstance(value, Decimal):
        places = -int(value.as_tuple().exponent)
        cell.number_format = f"0.{'0' * places}" if places else "0"
    elif value is not None:
        cell.number_format = _DAY
    return cell
