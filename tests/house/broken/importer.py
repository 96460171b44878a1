"""An importer that reads money out as money in; the contract suite must not let it through."""

from dataclasses import replace

from core.domain.bank_file import Reading
from core.importers import mt940
from core.importers.layout import Layout

KIND = "broken"


def recognizes(data: bytes) -> float:
    """As sure as the reader it copies."""
    return mt940.recognizes(data)


def read(data: bytes, layout: Layout | None = None) -> Reading:
    """The statements with every sign lost."""
    reading = mt940.read(data, layout)
    statements = tuple(
        replace(
            statement,
            rows=tuple(replace(row, amount_minor=abs(row.amount_minor)) for row in statement.rows),
        )
        for statement in reading.statements
    )
    return replace(reading, kind=KIND, statements=statements)
