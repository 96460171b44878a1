"""Layouts that are known beforehand: what a bank's own header settles, so that nobody need be asked.

Source: the facts of bank2ynab's configuration, each beside its header in `tables/known_layouts.csv`.
"""

import csv
from functools import cache
from itertools import islice
from pathlib import Path

from core.importers.csv_lines import guess_delimiter, lines
from core.importers.decode import decode
from core.importers.layout import Layout, fingerprint_of

_HEAD_BYTES = 20_000
_HEADER_WITHIN = 40


def with_known(data: bytes, given: Layout | None) -> Layout | None:
    """What was given, its gaps filled by what is known of the table's header.

    A given layout that is remembered under a header of its own is whole already.
    """
    if given is not None and given.fingerprint:
        return given
    text, _ = decode(_head(data), given.encoding if given else "")
    delimiter = (given.delimiter if given else "") or guess_delimiter(text)
    heads = (fingerprint_of(line.cells) for line in islice(lines(text, delimiter), _HEADER_WITHIN))
    known = next((layout for head in heads if (layout := _known().get(head))), None)
    if known is None:
        return given
    return given.filled_from(known) if given else known


def _head(data: bytes) -> bytes:
    """The first lines, never half a character."""
    if len(data) <= _HEAD_BYTES:
        return data
    head = data[: data.rfind(b"\n", 0, _HEAD_BYTES) + 1] or data[:_HEAD_BYTES]
    return head[: len(head) // 2 * 2 - 2] if b"\0" in head else head


@cache
def _known() -> dict[str, Layout]:
    """Each known layout by the fingerprint of its header, whose cells stand between bars."""
    path = Path(__file__).parent / "tables" / "known_layouts.csv"
    with path.open(encoding="utf-8", newline="") as table:
        layouts = [
            Layout(
                fingerprint=fingerprint_of(row["header"].split("|")),
                date_order=row["date_order"],
                sign=row["sign"],
                decimal=row["decimal"],
                currency=row["currency"],
            )
            for row in csv.DictReader(table)
        ]
    return {layout.fingerprint: layout for layout in layouts}
