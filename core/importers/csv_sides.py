"""Payer and payee side by side: which of them is the owner, and which the other side."""

import re
from collections.abc import Sequence

from core.importers.amounts import marked
from core.importers.csv_headers import plain_words
from core.importers.csv_table import FLAGS_OUT, SAMPLE, Columns, Table

_PAYER = re.compile(
    r"\b(payer|sender|zahlungspflichtiger?|auftraggeber\w*|maksaja\w*|avsandare|avsender|nadawc[ay]|zleceniodawca|"
    r"ordonator|ordenante|ordinante|platce|from|donneur)\b"
)
_PAYEE = re.compile(
    r"\b(payee|recipient|beneficiary|zahlungsempfanger|empfanger\w*|begunstigter?|saaja\w*|maksunsaaja|mottagare|"
    r"mottaker|modtager|odbiorc[ay]|beneficiar\w*|destinatario|prijemce|to|merchant)\b"
)
_NEARLY_ALL = 0.9
_FEWEST_TO_JUDGE = 3


def is_the_owner(table: Table, columns: Columns, place: int) -> bool:
    """Whether a column of names is the owner's: one name in nearly every line, or only who paid."""
    cells = table.column(place, SAMPLE)
    most = max(map(cells.count, {*cells}), default=0)
    if len(cells) < _FEWEST_TO_JUDGE or most < _NEARLY_ALL * len(cells):
        return _only_pays(table, columns, place)
    return True


def _only_pays(table: Table, columns: Columns, place: int) -> bool:
    """Whether a column of payers stands empty in every line in which money came in."""
    head = plain_words(table.header[place]) if place < len(table.header) else ""
    rows = [row for row in table.dated() if place < len(row)]
    into = [row for row in rows if not _is_out(row, columns)]
    return bool(_PAYER.search(head) and not _PAYEE.search(head) and into) and not any(
        row[place].strip() for row in into
    )


def payers_of(table: Table, columns: Columns) -> frozenset[int]:
    """Of several columns of names those that name who paid: the other side where money came in."""
    names = columns.get("counterparty", ())
    if not names[1:]:
        return frozenset()
    heads = {place: plain_words(table.header[place]) for place in names if place < len(table.header)}
    payers = {place for place, words in heads.items() if _PAYER.search(words) and not _PAYEE.search(words)}
    payees = {place for place, words in heads.items() if _PAYEE.search(words) and not _PAYER.search(words)}
    if payers and payees:
        return frozenset(payers)
    return frozenset(_by_owner(table, columns, names))


def pair_of_sides(table: Table, columns: Columns, places: Sequence[int]) -> tuple[int, ...]:
    """Two columns of which one holds the owner's name in every line, now this and now that; else none."""
    for at, left in enumerate(places):
        for right in places[at + 1 :]:
            if _by_owner(table, columns, (left, right)):
                return left, right
    return ()


def _by_owner(table: Table, columns: Columns, places: Sequence[int]) -> list[int]:
    """The column that holds the owner's name where money goes out; as it comes in, another holds it."""
    rows = [row for row in table.body[:SAMPLE] if max(places) < len(row)]
    lines = [{row[place].strip() for place in places} - {""} for row in rows]
    filled = [names for names in lines if names]
    shared = set.intersection(*filled) if len(filled) >= _FEWEST_TO_JUDGE else set()
    if len(shared) != 1:
        return []
    (owner,) = shared
    out = [
        place for place in places if all(row[place].strip() == owner for row in rows if _is_out(row, columns))
    ]
    into = [
        place
        for place in places
        if any(row[place].strip() == owner for row in rows if not _is_out(row, columns))
    ]
    return out if out and into and not {*out} & {*into} else []


def _is_out(row: Sequence[str], columns: Columns) -> bool:
    cells = {
        role: row[places[0]].strip() for role, places in columns.items() if places and places[0] < len(row)
    }
    if "amount" in cells:
        return marked(cells["amount"]) < 0 or plain_words(cells.get("flag", "")) in FLAGS_OUT
    return bool(cells.get("debit"))
