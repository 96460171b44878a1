"""Sorted payments for an accountant: one format a file, each with the verb `write(lines) -> bytes`."""

from collections.abc import Callable, Mapping, Sequence

from core.exporters.ledgers import beancount, csv_table, ofx, xlsx
from core.exporters.ledgers.line import Line

FORMATS: Mapping[str, Callable[[Sequence[Line]], bytes]] = {
    "csv": csv_table.write,
    "xlsx": xlsx.write,
    "ofx": ofx.write,
    "beancount": beancount.write,
}
"""By the ending of their files."""

__all__ = ["FORMATS", "Line"]
