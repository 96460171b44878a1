"""A journal of double entry in beancount's plain text: every payment balances to nothing.

An account bears the end of its number, so that it has the same name whichever payments are written; but
where two names written together differ in signs alone, the later one bears a number too.
Source: the beancount language syntax (accounts, directives, flags, strings); its core/account.py.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from core.domain.categories import Side
from core.domain.money import to_major
from core.exporters.ledgers.line import Line

_OWED = frozenset({"card", "loan"})
_IN_FRONT = "X"
_ENDING = 4


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
        ending = line.account_number[-_ENDING:]
        named = line.account if line.account.endswith(ending) else f"{line.account} {ending}"
        return self._of(root, named, line.account_number)

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
    """One part of an account's name, letters of any script: "café no. 2" is Café-no-2."""
    words = unicodedata.normalize("NFKC", said)
    joined = "-".join("".join(letter if _may_stand(letter) else " " for letter in words).split())
    first = joined[:1].upper()
    # Many scripts have no capitals, and the capital of some letters is two.
    starts_well = len(first) == 1 and unicodedata.category(first) in ("Lu", "Nd")
    return first + joined[1:] if starts_well else _IN_FRONT + joined


def _may_stand(letter: str) -> bool:
    sort = unicodedata.category(letter)
    return sort.startswith("L") or sort == "Nd"


def _quoted(said: str) -> str:
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())
    kept = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{kept}"'
