"""Whether a statement adds up, and which balance the account can be anchored at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, pairwise

from core.domain.bank_file import Balance, Problem, Row, Statement
from core.domain.handouts import StatementProof
from core.domain.money import to_major

_MOSTLY = 0.5
_LISTED_BREAKS = 5


def check(statement: Statement, rows: Sequence[Row]) -> list[Problem]:
    """What does not add up: opening + rows = closing, and each running balance with the next.

    Each problem is "balance_off" with the facts difference (major units), currency, from, to and looks:
    "doubled" (with on, its day) where a row of just that amount stands there twice or moves no balance,
    "missing" where no row has that amount, else "unclear". Pending rows stand in no balance yet.
    """
    counted = booked(rows)
    return [*_ends_off(statement, counted), *_breaks(counted)]


def check_chain(statements: Sequence[Statement]) -> list[Problem]:
    """Statements that do not open with what the one before closed with, and those that stand there twice.

    The former are "balance_off" and look like a "statement" that is missing, the latter "statement_twice".
    """
    problems: list[Problem] = []
    before: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        key = statement.account_number, statement.currency
        last, before[key] = before.get(key), statement
        if last is not None:
            problems += _twice(last, statement) or _gap(last.closing, statement.opening, statement.currency)
    return problems


def _twice(last: Statement, statement: Statement) -> list[Problem]:
    rows, again = ([row.raw for row in each.rows] for each in (last, statement))
    alike = rows == again and (last.opening, last.closing) == (statement.opening, statement.closing)
    return [Problem("statement_twice", 0, rows[0], {"value": str(len(rows))})] if rows and alike else []


def _gap(closing: Balance | None, opening: Balance | None, currency: str) -> list[Problem]:
    if closing is None or opening is None or closing.on > opening.on or closing.minor == opening.minor:
        return []
    return [_off(opening.minor - closing.minor, currency, (closing.on, opening.on), {"looks": "statement"})]


def booked(rows: Sequence[Row]) -> list[Row]:
    """The rows that stand in the account, without the pending ones."""
    return [row for row in rows if row.status == "booked"]


def anchor(statement: Statement, rows: Sequence[Row]) -> Balance | None:
    """The balance to count on from: the stated closing one, else the last running one.

    A balance column that most steps contradict is none, and gives no anchor.
    """
    if statement.closing is not None:
        return statement.closing
    ordered = in_time_order(booked(rows))
    if _contradicted(ordered):
        return None
    later = 0
    for row in reversed(ordered):
        if row.balance_minor is not None:
            return Balance(ordered[-1].booked_on, row.balance_minor + later)
        later += row.amount_minor
    return None


def in_time_order(rows: Sequence[Row]) -> list[Row]:
    """The rows from the earliest on: as in the file, or turned round where it lists the newest first.

    Within one day only the running balance tells the direction.
    """
    listed = list(rows)
    if not listed or listed[0].booked_on < listed[-1].booked_on:
        return listed
    turned = listed[::-1]
    if listed[0].booked_on > listed[-1].booked_on:
        return turned
    return listed if _fitting(listed) >= _fitting(turned) else turned


def adds_up(statement: Statement, rows: Sequence[Row]) -> bool | None:
    """Whether opening + booked rows = closing; None where the file does not state both balances."""
    if statement.opening is None or statement.closing is None:
        return None
    return not _ends_off(statement, booked(rows))


def opening_of(statement: Statement, rows: Sequence[Row]) -> int | None:
    """What stood in the account before the first row: stated, else by the first running balance."""
    if statement.opening is not None:
        return statement.opening.minor
    ordered = in_time_order(booked(rows))
    if not ordered or ordered[0].balance_minor is None or _contradicted(ordered):
        return None
    return ordered[0].balance_minor - ordered[0].amount_minor


def proof(statement: Statement, rows: Sequence[Row]) -> StatementProof:
    """Opening, sum and closing of one statement, whether they add up, and the running balances checked."""
    counted = booked(rows)
    ordered = in_time_order(counted)
    differences = [] if _contradicted(ordered) else [difference for _, _, difference in _steps(ordered)]
    return StatementProof(
        currency=statement.currency,
        rows=len(counted),
        opening_minor=statement.opening.minor if statement.opening else None,
        sum_minor=sum(row.amount_minor for row in counted),
        closing_minor=statement.closing.minor if statement.closing else None,
        adds_up=adds_up(statement, rows),
        steps=len(differences),
        steps_off=sum(difference != 0 for difference in differences),
    )


def _ends_off(statement: Statement, rows: Sequence[Row]) -> list[Problem]:
    opening, closing = statement.opening, statement.closing
    if opening is None or closing is None:
        return []
    difference = closing.minor - opening.minor - sum(row.amount_minor for row in rows)
    if difference == 0:
        return []
    twice = [row for row, count in Counter(map(_day_and_amount, rows)).items() if count > 1]
    doubled = next((day for day, amount in twice if amount == -difference), None)
    looks = _looks(difference, doubled, rows)
    return [_off(difference, statement.currency, (opening.on, closing.on), looks)]


def _breaks(rows: Sequence[Row]) -> list[Problem]:
    """Steps between running balances that their amount does not explain."""
    ordered = in_time_order(rows)
    if _contradicted(ordered):
        return []
    off = (step for step in _steps(ordered) if step[2] != 0)
    return [
        _off(
            difference,
            after.currency,
            (before.booked_on, after.booked_on),
            _looks(difference, _day_of(-difference, (after, before)), rows),
            after.line_no,
        )
        for before, after, difference in islice(off, _LISTED_BREAKS)
    ]


def _looks(difference: int, doubled_on: date | None, rows: Sequence[Row]) -> dict[str, str]:
    """What the break looks like, as facts of its problem."""
    if doubled_on is not None:
        return {"looks": "doubled", "on": doubled_on.isoformat()}
    return {"looks": "unclear" if any(row.amount_minor == difference for row in rows) else "missing"}


def _day_and_amount(row: Row) -> tuple[date, int]:
    return row.booked_on, row.amount_minor


def _day_of(amount_minor: int, rows: Sequence[Row]) -> date | None:
    return next((row.booked_on for row in rows if row.amount_minor == amount_minor), None)


def _steps(ordered: Sequence[Row]) -> Iterator[tuple[Row, Row, int]]:
    """Rows that follow each other with a balance each, and what their amount leaves unexplained."""
    for before, after in pairwise(ordered):
        if before.balance_minor is not None and after.balance_minor is not None:
            yield before, after, after.balance_minor - before.balance_minor - after.amount_minor


def _contradicted(ordered: Sequence[Row]) -> bool:
    """Whether most steps fail: then the column is no running balance."""
    count = off = 0
    for _, _, difference in _steps(ordered):
        count += 1
        off += difference != 0
    return off > _MOSTLY * count


def _fitting(rows: Sequence[Row]) -> int:
    return sum(difference == 0 for _, _, difference in _steps(rows))


def _off(
    difference: int, currency: str, days: tuple[date, date], looks: dict[str, str], line_no: int = 0
) -> Problem:
    facts = {
        "difference": str(to_major(difference, currency)),
        "currency": currency,
        "from": days[0].isoformat(),
        "to": days[1].isoformat(),
    }
    return Problem("balance_off", line_no, "", facts | looks)
