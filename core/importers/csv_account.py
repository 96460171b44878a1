"""Whose account a column of account numbers names: the owner's own, or that of the other side."""

import re
from collections.abc import Mapping, Sequence

from core.importers.csv_table import SAMPLE, Table

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_ALWAYS_FILLED = 0.9
_ONE_PAYEE_EACH = 1.2
_SELDOM = 0.5
_FEWEST_TO_JUDGE = 3
_QUOTES = "\"' "
Roles = Mapping[str, tuple[int, ...]]


def stated_account(above: str) -> str:
    """An IBAN that stands above the header; "" where there is none."""
    found = _IBAN.search(above)
    return found.group().replace(" ", "") if found else ""


def settle_accounts(roles: Roles, table: Table, stated: str) -> tuple[dict[str, tuple[int, ...]], str]:
    """The columns, each account with its side, and the owner's own number where no column holds it alone.

    An own account stands in every line and changes seldom. One that changes with the payee, or is
    another than the one stated above the table, is the other side's.
    """
    accounts = [place for place in roles.get("account", ()) if table.column(place, SAMPLE)]
    if not accounts:
        return dict(roles), stated
    beside = roles.get("counterparty_account", ())
    vary = all(len(set(table.column(place, SAMPLE))) > 1 for place in accounts)
    shared = _in_every_line(table, accounts, [*beside, *_numbers(table, roles)]) if vary else ""
    if shared:
        others, own = accounts, []
    else:
        others = [place for place in accounts if _is_others(table, place, roles, stated)]
        own = sorted(
            (place for place in accounts if place not in others),
            key=lambda place: (not _always_filled(table, place), not table.holds(place, is_number)),
        )
    kept = {**roles, "account": tuple(own[:1])}
    if others:
        kept["counterparty_account"] = (*beside, *others)
    return {role: places for role, places in kept.items() if places}, stated or (shared if others else "")


def without_others(told: Roles, own: Roles) -> dict[str, tuple[int, ...]]:
    """What was told of the columns, but for an account that the table shows to be the other side's."""
    others = own.get("counterparty_account", ())
    return {role: places for role, places in told.items() if role != "account" or not {*places} & {*others}}


def own_by_turns(table: Table, columns: Roles) -> str:
    """The owner's number, where it stands now in this and now in that column of the other side's."""
    places = columns.get("counterparty_account", ())
    constant = any(len(set(table.column(at, SAMPLE))) == 1 and _always_filled(table, at) for at in places)
    if "account" in columns or constant or len(table.dated()) < _FEWEST_TO_JUDGE:
        return ""
    return _in_every_line(table, places, _numbers(table, columns))


def is_number(cell: str) -> bool:
    """Whether a cell is the number of an account: as many digits as letters or more, and nothing else."""
    plain = re.sub(r"[\s./-]", "", cell.strip(_QUOTES))
    return plain.isalnum() and 2 * sum(map(str.isdigit, plain)) >= len(plain)


def _numbers(table: Table, roles: Roles) -> list[int]:
    """Columns of account numbers that no header names."""
    taken = {place for places in roles.values() for place in places}
    return [place for place in range(table.width()) if place not in taken and table.holds(place, is_number)]


def _in_every_line(table: Table, accounts: Sequence[int], beside: Sequence[int]) -> str:
    """The one account that stands in every line, now in this column and now in that."""
    places = (*accounts, *beside)
    lines = [{row[place].strip() for place in places if place < len(row)} - {""} for row in table.dated()]
    named = {cell for place in accounts for cell in table.column(place, SAMPLE)}
    shared = set.intersection(named, *lines)
    return shared.pop() if len(shared) == 1 else ""


def _always_filled(table: Table, place: int) -> bool:
    dated = table.dated()
    return sum(place < len(row) and bool(row[place].strip()) for row in dated) >= _ALWAYS_FILLED * len(dated)


def _is_others(table: Table, place: int, roles: Roles, stated: str) -> bool:
    cells = table.column(place, SAMPLE)
    if stated and any(map(_IBAN.fullmatch, cells)) and not any(_same(cell, stated) for cell in cells):
        return True
    payees = [at for at in roles.get("counterparty", ()) if table.column(at, SAMPLE)]
    if not payees or not table.holds(place, is_number):
        return False
    if len(set(cells)) == 1:
        return place > min(payees) and all(len(set(table.column(at, SAMPLE))) == 1 for at in payees)
    if not _always_filled(table, place):
        return True
    filled = [row for row in table.dated() if place < len(row) and row[place].strip()]
    accounts = {row[place] for row in filled}
    pairs = {(row[place], tuple(row[at] for at in payees if at < len(row))) for row in filled}
    one_each = len(pairs) <= _ONE_PAYEE_EACH * len(accounts)
    return one_each and (place > min(payees) or len(accounts) <= _SELDOM * len(filled))


def _same(cell: str, stated: str) -> bool:
    """Whether two ways of writing name one account: an IBAN holds the bank's own number."""
    plain = re.sub(r"\W", "", cell)
    return plain in stated or stated in plain
