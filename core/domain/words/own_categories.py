"""A company's own sub-categories: what hangs on one, and what became of it."""

from core.domain.categories import OwnState
from core.domain.handouts import OwnLine
from core.domain.words import numbers

NONE_YET = "Nothing here yet. Hang your own below any category: sums and forecasts go on counting by it."
MERGE = "Its payments and rules go there, and it is gone. You can undo that below."
ARCHIVE = "No longer offered; the payments filed there stay."


def line(one: OwnLine) -> str:
    """What hangs on a sub-category."""
    rules = f", {numbers.count(one.rules, 'rule')}" if one.rules else ""
    archived = " (archived)" if one.own.state is OwnState.ARCHIVED else ""
    return f"{numbers.count(one.rows, 'payment')}{rules}{archived}"


def added(name: str) -> str:
    """What adding did."""
    return f"{name} is there. File payments under it, and the next ones of their payees follow."


def renamed(before: str, after: str) -> str:
    """What renaming did."""
    return f"{before} is called {after} now."


def merged(name: str, place: str, rows: int) -> str:
    """What merging did."""
    moved = f"{numbers.count(rows, 'payment')} {'is' if rows == 1 else 'are'} now under {place}"
    return f"{moved}; {name} is gone." if rows else f"{name} is gone; it had no payments."


def archived(name: str) -> str:
    """What archiving did."""
    return f"{name} is no longer offered. Its payments stay where they are."


def used_again(name: str) -> str:
    """What taking one up again did."""
    return f"{name} is offered again."
