"""What the csv2ofx project expects: each of its tables converted to QIF or OFX, in `converted/`."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

from core.services.bench.reading.expected import Expected, Line, of_lines

NAME = "csv2ofx"
_FOLDER = "converted"
_WRITTEN = (".qif", ".ofx")
"""QIF first: there a transfer stands under both of its accounts, in OFX it is no payment."""
_PAYMENT = re.compile(r"<STMTTRN>.*?<DTPOSTED>(\d{8}).*?<TRNAMT>([-\d.]+)(.*?)</STMTTRN>", re.DOTALL)
_NAME = re.compile(r"<NAME>(.*?)</NAME>", re.DOTALL)
_CLOSING = re.compile(r"<LEDGERBAL>.*?<BALAMT>([-\d.]+)", re.DOTALL)


def keeps(path: Path) -> bool:
    """Whatever lies in a folder of that name."""
    return path.parent.name == _FOLDER


def of(path: Path) -> Expected | None:
    """The payments of the file that this table was converted to."""
    folder = path.parent.parent / _FOLDER
    if path.suffix != ".csv" or not folder.is_dir() or keeps(path):
        return None
    twin = _twin(path.stem, folder)
    if twin is None:
        return None
    text = twin.read_text(encoding="utf-8")
    if twin.suffix == ".qif":
        return of_lines(_qif(text), payees=(fields.get("P", "") for fields in _records(text)))
    closings, payments = _CLOSING.findall(text), _PAYMENT.findall(text)
    names = (_NAME.search(rest) for _, _, rest in payments)
    return of_lines(
        ((date.fromisoformat(day), Decimal(amount)) for day, amount, _ in payments),
        closing=Decimal(closings[-1]) if closings else None,
        payees=(unescape(name[1]) if name else "" for name in names),
    )


def _twin(stem: str, folder: Path) -> Path | None:
    """The conversion of this name, else of the longest beginning of it: n26.ofx for n26-fr.csv."""
    words = re.split(r"([-_])", stem)
    names = ["".join(words[:count]) for count in range(len(words), 0, -2)]
    candidates = (folder / f"{name}{suffix}" for name in names for suffix in _WRITTEN)
    return next((twin for twin in candidates if twin.is_file()), None)


def _qif(text: str) -> Iterator[Line]:
    """Day and amount of every payment."""
    for fields in _records(text):
        yield _qif_day(fields["D"]), Decimal(fields["T"].replace(",", ""))


def _records(text: str) -> Iterator[dict[str, str]]:
    """The fields of every record that has a day and an amount; a list of accounts has neither."""
    for record in text.split("^"):
        lines = record.strip().splitlines()
        if "!Account" in lines:
            continue
        fields = {line[0]: line[1:] for line in reversed(lines) if line}
        if "D" in fields and "T" in fields:
            yield fields


def _qif_day(written: str) -> date:
    """Month first with strokes, or ISO."""
    if "/" not in written:
        return date.fromisoformat(written)
    month, day, year = map(int, written.split("/"))
    return date(year, month, day)
