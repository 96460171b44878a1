"""What is known of a bank file before it is read, and from whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

VALUES = ("rows", "sum", "opening", "closing", "lines", "payees")
"""What is compared; lines are the day and amount of every row, payees who stands at it, in any order."""

Line = tuple[date, Decimal]
"""The day and the amount of a row."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One source's answer about one file; None is a value it does not give.

    `sum` adds the amounts of every row of the file, whatever their currency: a control figure.
    Of a file with several statements a source names one opening and one closing balance: some the
    first, some the last. `trouble` is what the source's own reader stumbled over.
    """

    rows: int | None = None
    sum: Decimal | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    lines: tuple[Line, ...] | None = None
    payees: tuple[str, ...] | None = None
    trouble: str = ""


class Source(Protocol):
    """A kind of expectation: where it lies, and what it says of a file."""

    NAME: str
    """Whose expectation it is, as the results name it."""

    def keeps(self, path: Path) -> bool:
        """Whether this file is itself such an expectation, and no bank statement."""

    def of(self, path: Path) -> Expected | None:
        """What this source expects of a file, None where it says nothing."""


def of_lines(lines: Iterable[Line], closing: Decimal | None = None, payees: Iterable[str] = ()) -> Expected:
    """The expectation of a source that lists every payment; payees only where it names some."""
    listed, named = tuple(lines), tuple(map(plain_payee, payees))
    total = sum((amount for _, amount in listed), Decimal(0))
    return Expected(len(listed), total, closing=closing, lines=listed, payees=named if any(named) else None)


def plain_payee(written: str) -> str:
    """A payee without what only the way of writing makes: capitals, spaces at the edges or doubled."""
    return " ".join(written.split()).casefold()
