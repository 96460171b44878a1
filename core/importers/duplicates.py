"""Which rows of a new file are in the store already, without eating true repeats."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from core.domain.bank_file import Row, Statement


def fingerprint(account_key: str, row: Row) -> str:
    """What makes a payment the same payment in two files: 40 hex digits.

    Account, day, amount, currency, words and reference count, spaces and letter case do not.
    """
    words = " ".join(f"{row.counterparty} {row.text}".casefold().split())
    reference = row.reference.strip().casefold()
    said = (
        f"{account_key}\x1f{row.booked_on}\x1f{row.amount_minor}\x1f{row.currency}\x1f{words}\x1f{reference}"
    )
    return hashlib.sha1(said.encode()).hexdigest()


def known_copies(
    fingerprints: Sequence[str], runs: Sequence[Sequence[int]], stored: Mapping[str, Sequence[int]]
) -> dict[int, int]:
    """Rows of a file that are known to the letter: place in the file -> id of the row they repeat.

    N equal rows in one run stay N: the k-th copy is known only where k of them were there before. `runs`
    are places of rows that add up, and `stored` the ids in the store by fingerprint; what an earlier run of
    the same file brought is known to the later ones as -1 - its place.
    """
    known: dict[int, int] = {}
    if not stored and len(runs) < 2:
        return known
    brought: dict[str, list[int]] = {}
    for run in runs:
        seen: Counter[str] = Counter()
        fresh: list[int] = []
        for at in run:
            print_ = fingerprints[at]
            copy, before, here = seen[print_], stored.get(print_, ()), brought.get(print_, ())
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


def runs(told: Sequence[tuple[Statement, Sequence[Row]]]) -> list[list[int]]:
    """Places of the rows that add up, where one file holds several statements of one account.

    Statements that follow each other add up: by their balances, or as no day is in both. Of a zip whose
    files overlap, each is a run of its own.
    """
    found: list[list[int]] = []
    days: set[date] = set()
    before: Statement | None = None
    start = 0
    for statement, rows in told:
        places = range(start, start + len(rows))
        start += len(rows)
        mine = {row.booked_on for row in rows}
        if found and (_follows(before, statement) or not mine & days):
            found[-1].extend(places)
        else:
            found.append(list(places))
        days |= mine
        before = statement
    return found


def _follows(before: Statement | None, statement: Statement) -> bool:
    if before is None or before.closing is None or statement.opening is None:
        return False
    return before.closing.minor == statement.opening.minor and before.closing.on <= statement.opening.on
