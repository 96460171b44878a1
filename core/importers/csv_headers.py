"""What the words over a bank's columns mean, in the languages banks write them."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_STATED_CURRENCY = re.compile(r"\b([A-Z]{3})\b")
_CURRENCIES = frozenset(
    "AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF INR ISK JPY MXN NOK NZD PLN RON RUB SEK SGD TRY "
    "USD ZAR".split()
)
_FEWEST_ROLES = 3


def roles_of(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns of each role, likeliest first (for text: as they stand).

    A header is looked up whole, then by the longest known words in it.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(header):
        known = _look_up(plain_words(cell))
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
    return _look_up(plain_words(cell)) is not None


def is_header(cells: Sequence[str]) -> bool:
    """Whether these cells name a day and an amount, or several columns that banks have."""
    roles = roles_of(cells)
    money = roles.keys() & {"amount", "debit", "credit"}
    return ("booked_on" in roles and bool(money)) or (len(roles) >= _FEWEST_ROLES and bool(money))


def stated_currency(cells: Sequence[str]) -> str:
    """The one currency that the header names, as in "Amount (EUR)"; "" for none or several."""
    named = {word for cell in cells for word in _STATED_CURRENCY.findall(cell) if word in _CURRENCIES}
    return named.pop() if len(named) == 1 else ""


def plain_words(text: str) -> str:
    """Lower case, no accents, one space between words."""
    flat = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o").casefold())
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
