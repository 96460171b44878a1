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
_MOST_WORDS = 6
_SHORTEST = 4
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BOTH_GENDERS = re.compile(r"\*(?:in(?:nen)?\b|(?=r\b))")
_LAST_DIGIT = re.compile(r"(?<=[^\W\d]) ?\d$")
_ONLY_BEFORE = {"card": "ignored", "account": "ignored", "transaction": "", "payment": ""}
_LAST_COUNTS = frozenset({("counterparty", "counterparty_bank"), ("currency", "amount")})
"""Roles that the last word of a header has before the longest: a payee's BIC, an amount in a currency."""
_NAMES = frozenset("name naam namn navn nome nombre nazev nazwa".split())
"""Words that tell of what something is, and what a header is of which nothing else is known."""


def roles_of(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns of each role, likeliest first (for text: as they stand).

    A header is looked up whole, then by the longest known words in it: a payee's account is the
    other side's, and fees at the end are fees whatever is said of them before.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(header):
        known = _means(cell) or _only_a_currency(cell)
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
    known = _means(cell)
    return known[0] if known else ""


@cache
def _means(cell: str) -> tuple[str, int] | None:
    """The role a header names and how surely; its words may be run together, or for both genders."""
    cell = _BOTH_GENDERS.sub("", cell)
    return _look_up(plain_words(cell)) or _look_up(plain_words(_RUN_TOGETHER.sub(" ", cell)))


def is_header(cells: Sequence[str]) -> bool:
    """Whether these cells name a day and an amount, or several columns that banks have."""
    if "booked_on" in (roles := roles_of(cells)) and _MONEY & roles.keys():
        return True
    named = roles_of([cell for cell in cells if not is_currency(cell)]).keys()
    return len(named) >= _FEWEST_ROLES and bool(({"booked_on"} | _MONEY) & named)


def plain_words(text: str) -> str:
    """Lower case, no accents, one space between words."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_WHOLE_LETTERS))
    letters = "".join(character for character in flat if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", letters))


@cache
def _table() -> dict[str, tuple[str, int]]:
    """Words to their role and their rank: words further up name the role more surely.

    Words within a longer header come behind all of them, the longest first.
    """
    path = Path(__file__).parent / "tables" / "csv_headers.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["words"]: (row["role"], rank) for rank, row in enumerate(csv.DictReader(lines))}


@cache
def _look_up(words: str) -> tuple[str, int] | None:
    table = _table()
    words = words if words in table else _LAST_DIGIT.sub("", words)
    if words in table:
        return table[words]
    padded = f" {words} "
    held = [known for known in table if len(known) >= _SHORTEST and f" {known} " in padded]
    if not held or len(words.split()) > _MOST_WORDS:
        return None
    telling = [
        known for known in held if known not in _ONLY_BEFORE and not (known == "name" and "account" in held)
    ]
    if not telling:
        return _left_over(words, held)
    known = max(telling, key=len)
    if table[known][0] == "amount":
        known = next((word for word in telling if _is_aside(words, word)), known)
    return _with_side(table[known][0], words, held), 2 * len(table) - len(known)


def _with_side(role: str, words: str, held: Sequence[str]) -> str:
    """The role of a longer header, where it tells whose account or bank it is: a payee's is no payee."""
    roles = {_table()[word][0] for word in held if word not in _NAMES}
    last = _table().get(words.rsplit(" ", 1)[-1], ("", 0))[0]
    if role in ("account", "counterparty") and {"account", "counterparty"} <= roles and not _NAMES & {*held}:
        return "counterparty_account"
    return last if (role, last) in _LAST_COUNTS else role


def _left_over(words: str, held: Sequence[str]) -> tuple[str, int] | None:
    """What a header is that only tells of what something is: as its last word a role, else nothing known."""
    last = next((known for known in held if words.endswith(known)), "")
    if last:
        return _table()[last][0], 2 * len(_table()) - len(last)
    role = next((_ONLY_BEFORE[known] for known in held if known in _ONLY_BEFORE), "")
    return (role, 2 * len(_table())) if role else None


def _is_aside(words: str, known: str) -> bool:
    """Whether what an amount is of is left aside: total fees are fees."""
    return _table()[known][0] == "ignored" and words.endswith(f" {known}")


def _only_a_currency(cell: str) -> tuple[str, int] | None:
    return ("amount", 2 * len(_table())) if is_currency(cell) else None
