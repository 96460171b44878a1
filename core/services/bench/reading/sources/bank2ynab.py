"""What the bank2ynab project expects: a bank's section of its configuration, applied to that bank's table.

Only sections without a plugin speak, and only where exactly one of them fits the file's name and columns.
"""

import csv
import re
from collections.abc import Iterator
from configparser import ConfigParser, SectionProxy
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from core.services.bench.reading.expected import Expected, Line, of_lines

NAME = "bank2ynab"
_CONFIGURATION = Path("reference") / "bank2ynab.conf"
_FOLDER = "bank2ynab"


def keeps(path: Path) -> bool:
    """The configuration lies outside the tree."""
    return False


def of(path: Path) -> Expected | None:
    """The payments that the one fitting section finds in the table."""
    if path.suffix.lower() != ".csv" or not any(_FOLDER in folder.name for folder in path.parents):
        return None
    told = [expected for section in _sections(path) if (expected := _applied(section, path))]
    return told[0] if len(told) == 1 else None


def _sections(path: Path) -> Iterator[SectionProxy]:
    """The sections whose pattern the file's name fits."""
    found = next((folder for folder in path.parents if (folder / _CONFIGURATION).is_file()), None)
    if found is None:
        return
    configuration = _configuration(found / _CONFIGURATION)
    for section in map(configuration.__getitem__, configuration.sections()):
        pattern = section.get("Source Filename Pattern", "")
        as_regex = section.get("Use Regex for Filename", "").strip() == "True"
        ending = section.get("Source Filename Extension", ".csv").strip()
        fits = re.match(pattern, path.stem) if as_regex else path.stem.startswith(pattern)
        if fits and ending.lower() == path.suffix.lower() and not section.get("Plugin", "").strip():
            yield section


@cache
def _configuration(path: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=False)
    parser.read(path, encoding="utf-8")
    return parser


def _applied(section: SectionProxy, path: Path) -> Expected | None:
    """The table read as the section says; None where it does not fit."""
    columns = [name.strip() for name in section["Input Columns"].split(",")]
    payee = columns.index("Payee") if columns.count("Payee") == 1 else -1
    delimiter = section.get("Source CSV Delimiter", ",").strip().replace("\\t", "\t") or "\t"
    text = path.read_bytes().decode(section.get("Encoding", "").strip() or "utf-8-sig", "replace")
    table = list(csv.reader(text.splitlines(), delimiter=delimiter))
    first, last = section.getint("Header Rows", 1), len(table) - section.getint("Footer Rows", 0)
    pattern = section.get("Date Format", "").strip() or "%Y-%m-%d"
    try:
        rows = [cells for cells in table[first:last] if any(cells)]
        lines = [_line(dict(zip(columns, cells, strict=False)), pattern) for cells in rows]
    except (KeyError, ValueError, InvalidOperation):
        return None
    payees = [cells[payee] for cells in rows] if payee >= 0 else []
    return of_lines(lines, payees=payees) if lines else None


def _line(cells: dict[str, str], pattern: str) -> Line:
    """Money in less money out; a negative one counts the other way."""
    if "CDFlag" in cells:
        raise ValueError("which flag means money out is settled elsewhere")
    into, out = (_number(cells.get(name, "")) for name in ("Inflow", "Outflow"))
    day = datetime.strptime(cells["Date"].strip(), pattern).replace(tzinfo=UTC).date()
    return day, into - out


def _number(written: str) -> Decimal:
    """The last of point and comma is the decimal sign; everything that is no digit goes."""
    text = re.sub(r"[^\d,.-]", "", written)
    thousands = "," if text.rfind(".") > text.rfind(",") else "."
    return Decimal(text.replace(thousands, "").replace(",", ".") or 0)
