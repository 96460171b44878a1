"""Which rows of a new file are in the store already, without eating true repeats."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from core.domain.bank_file import Balance, Row, Statement
from core.importers.balance import booked, opening_of


def fingerprint(account_key: str, row: Row) -> str:
    """What makes a payment the same payment in two files: 40 hex digits.

    Account, day, amount, currency, words and reference count, spaces and letter case do not, nor which
    column somebody said names the payee.
    """
    words = " ".join((row.words or f"{row.counterparty} {row.text}").casefold().split())
    reference = row.reference.strip().casefold()
    said = (
        f"{account_key}\x1f{row.booked_on}\x1f{row.amount_minor}\x1f{row.currency}\x1f{words}\x1f{reference}"
    )
    return hashlib.sha1(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of one file that add up: their places in it, and what stood in the account before the first."""

    places: list[int]
    before: Balance | None


def known_copies(
    fingerprints: Sequence[str],
    runs: Sequence[Sequence[int]],
    stored: Mapping[str, Sequence[int]],
    apart: Sequence[Set[int]] = (),
) -> dict[int, int]:
    """Rows of a file that are known to the letter: place in the file -> id of the row they repeat.

    N equal rows in one run stay N: the k-th copy is known only where k of them were there before. `runs`
    are places of rows that add up, and `stored` the ids in the store by fingerprint; what an earlier run of
    the same file brought is known to the later ones as -1 - its place. `apart` has, run by run, ids that
    none of its rows can repeat.
    """
    known: dict[int, int] = {}
    if not stored and len(runs) < 2:
        return known
    brought: dict[str, list[int]] = {}
    for number, run in enumerate(runs):
        others = apart[number] if apart else frozenset()
        seen: Counter[str] = Counter()
        fresh: list[int] = []
        for at in run:
            print_ = fingerprints[at]
            copy, before, here = seen[print_], stored.get(print_, ()), brought.get(print_, ())
            if others:
                before = [each for each in before if each not in others]
            if copy < len(before):
                known[at] = before[copy]
            elif copy < len(before) + len(here):
                known[at] = here[copy - len(before)]
            else:
                fresh.append(at)
            seen[print_] += 1
        for at in fresh:
            brought.setdefault(fingerprints[at], []).append(-1 - at)
    return known


def runs(told: Sequence[tuple[Statement, Sequence[Row]]]) -> list[Run]:
    """The rows that add up, where one file holds several statements of one account.

    Statements that follow each other add up: by their balances, or as no day is in both. Of a zip whose
    files overlap, each is a run of its own.
    """
    found: list[Run] = []
    days: set[date] = set()
    before: tuple[Statement, Sequence[Row]] | None = None
    start = 0
    for statement, rows in told:
        places = range(start, start + len(rows))
        start += len(rows)
        mine = {row.booked_on for row in rows}
        if before and (not mine & days or _follows(before, (statement, rows))):
            found[-1].places.extend(places)
        else:
            found.append(Run(list(places), _before(statement, rows)))
        days |= mine
        before = statement, rows
    return found


def begins_after(amounts: Iterable[int], earlier: Iterable[int]) -> bool:
    """Whether rows that begin with the balance at which others end can hold none of those.

    If they held some, these would have moved the balance by nothing. Both are minor units.
    """
    common = Counter(amounts) & Counter(earlier)
    return not common or sum(amount * count for amount, count in common.items()) != 0


def _before(statement: Statement, rows: Sequence[Row]) -> Balance | None:
    """What stood in the account before the first row: said, or what the closing balance leaves for it."""
    counted = booked(rows)
    opening = opening_of(statement, rows)
    if opening is None and statement.closing is not None:
        opening = statement.closing.minor - sum(row.amount_minor for row in counted)
    if opening is None or not counted:
        return None
    on = statement.opening.on if statement.opening else min(row.booked_on for row in counted)
    return Balance(on, opening)


def _follows(before: tuple[Statement, Sequence[Row]], after: tuple[Statement, Sequence[Row]]) -> bool:
    closing, opening = before[0].closing, after[0].opening
    if closing is None or opening is None or closing.minor != opening.minor or closing.on > opening.on:
        return False
    return begins_after((row.amount_minor for row in after[1]), (row.amount_minor for row in before[1]))
