"""A journal of double entry in beancount's plain text: every payment balances to nothing.

Source: the beancount language syntax (accounts, directives, flags, strings).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from core.domain.categories import Side
from core.domain.money import to_major
from core.exporters.ledgers.line import Line

_OWED = frozenset({"card", "loan"})
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


def write(lines: Sequence[Line]) -> bytes:
    """The payments, oldest first; what is only guessed carries the flag "!" instead of "*"."""
    ordered = sorted(lines, key=lambda line: (line.booked_on, line.number))
    names = _Names()
    entries = [(line, names.account(line), names.category(line)) for line in ordered]
    parts = [*_opened(entries), *(_entry(*entry) for entry in entries)]
    return "\n".join(parts).encode()


class _Names:
    """Names that beancount allows; two that would become the same are told apart by a number."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, ...], str] = {}

    def account(self, line: Line) -> str:
        """The account that was paid from or to."""
        root = "Liabilities" if line.account_kind in _OWED else "Assets"
        return self._of(root, line.account, line.account_number)

    def category(self, line: Line) -> str:
        """The other side of a payment."""
        if line.side is Side.NEUTRAL:
            return self._of("Equity", line.category)
        comes_in = line.side is Side.IN or (line.side is Side.BOTH and line.amount_minor > 0)
        parent = self._of("Income" if comes_in else "Expenses", line.category)
        return self._of(parent, line.own) if line.own else parent

    def _of(self, root: str, *said: str) -> str:
        key = (root, *said)
        if key not in self._given:
            name = f"{root}:{_name(said[0])}"
            taken = set(self._given.values())
            numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
            free = (each for each in (name, *numbered) if each not in taken)
            self._given[key] = next(free)
        return self._given[key]


def _opened(entries: Iterable[tuple[Line, str, str]]) -> list[str]:
    first: dict[str, date] = {}
    for line, *both in entries:
        for name in both:
            first.setdefault(name, line.booked_on)
    return [f"{day} open {name}" for name, day in sorted(first.items())]


def _entry(line: Line, account: str, category: str) -> str:
    flag = "*" if line.filed else "!"
    amount = to_major(line.amount_minor, line.currency)
    return (
        f"\n{line.booked_on} {flag} {_quoted(line.payee)} {_quoted(line.text)}\n"
        f"  {account}  {amount:f} {line.currency}\n"
        f"  {category}  {-amount:f} {line.currency}"
    )


def _name(said: str) -> str:
    """One part of an account's name: Latin letters, digits and hyphens, a capital or a digit first."""
    plain = unicodedata.normalize("NFKD", said.replace("ß", "ss"))
    kept = _NO_NAME.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
    return f"{kept[0].upper()}{kept[1:]}" if kept else "Unnamed"


def _quoted(said: str) -> str:
    plain = " ".join(said.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
