"""What the words over a bank's columns mean, in the languages banks write them."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from core.importers.csv_currency import is_currency

_FEWEST_ROLES = 3
_WHOLE_LETTERS = str.maketrans("łøđı", "lodi")
"""Letters that no accent makes, as words are written without them."""
_MONEY = frozenset({"amount", "debit", "credit"})


def roles_of(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns of each role, likeliest first (for text: as they stand).

    A header is looked up whole, then by the longest known words in it.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(header):
        known = _look_up(plain_words(cell)) or _only_a_currency(cell)
        if known:
            role, rank = known
            found.setdefault(role, []).append((rank, place))
    return {
        role: tuple(place for _, place in (ranked if role == "text" else sorted(ranked)))
        for role, ranked in found.items()
        if role != "ignored"
    }


def is_known(cell: str) -> bool:
    """Whether a header means something here, be it that its column is left aside."""
    return bool(role_of(cell))


def role_of(cell: str) -> str:
    """What a header means, "ignored" where its column is left aside; "" where it is not known."""
    known = _look_up(plain_words(cell))
    return known[0] if known else ""


def is_header(cells: Sequence[str]) -> bool:
    """Whether these cells name a day and an amount, or several columns that banks have."""
    if _MONEY & (roles := roles_of(cells)).keys() and "booked_on" in roles:
        return True
    named = roles_of([cell for cell in cells if not is_currency(cell)]).keys()
    return len(named) >= _FEWEST_ROLES and bool(_MONEY & named)


def plain_words(text: str) -> str:
    """Lower case, no accents, one space between words."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_WHOLE_LETTERS))
    letters = "".join(character for character in flat if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", letters))


@cache
def _table() -> dict[str, tuple[str, int]]:
    """Words to their role and their rank: words further up name the role more surely."""
    path = Path(__file__).parent / "tables" / "csv_headers.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["words"]: (row["role"], rank) for rank, row in enumerate(csv.DictReader(lines))}


@cache
def _look_up(words: str) -> tuple[str, int] | None:
    table = _table()
    if words in table:
        return table[words]
    padded = f" {words} "
    held = [known for known in table if len(known) > 3 and f" {known} " in padded]
    if not held or len(words.split()) > 6:
        return None
    role, rank = table[max(held, key=len)]
    return role, rank + len(table)


def _only_a_currency(cell: str) -> tuple[str, int] | None:
    return ("amount", 2 * len(_table())) if is_currency(cell) else None
