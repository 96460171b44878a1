"""Whether a layout known beforehand still fits a table: where they differ, the table counts."""

from collections.abc import Callable
from dataclasses import replace

from core.importers.csv_proof import SPENDING_POSITIVE
from core.importers.csv_table import Columns, Table, has_cents, is_amount, is_flag, is_mcc
from core.importers.dates import guess_order, is_date, read_date
from core.importers.layout import Layout

_TESTS: dict[str, Callable[[str], bool]] = {
    "booked_on": is_date,
    "value_on": is_date,
    "amount": is_amount,
    "debit": is_amount,
    "credit": is_amount,
    "balance": is_amount,
    "flag": is_flag,
    "mcc": is_mcc,
}
_WORDS = ("counterparty", "text")
_MOSTLY = 0.5


def fitting_columns(told: Layout, table: Table) -> Layout:
    """The layout as it was told, or an empty one where a column no longer holds what it did.

    Once one column has moved, nothing that was said of this table can be relied on.
    """
    fits = all(_fits(table, role, place) for role, places in told.columns.items() for place in places)
    return told if fits else Layout()


def _fits(table: Table, role: str, place: int) -> bool:
    if not 0 <= place < max(table.width(), len(table.header)):
        return False
    filled = table.column(place)
    if role in _TESTS:
        return table.fits(place, role, _TESTS[role]) or (not filled and role != "booked_on")
    numbers = table.holds(place, is_date) or table.holds(place, has_cents)
    return role not in _WORDS or not filled or not numbers


def fitting(told: Layout, table: Table, columns: Columns) -> Layout:
    """What was told, without what the days, amounts and balances of the table speak against."""
    stated = table.currency(columns)
    return replace(
        told,
        date_order=told.date_order if _order_fits(told, table, columns) else "",
        sign=told.sign if _sign_fits(told, table, columns) else "",
        decimal=told.decimal if _decimal_fits(told, table, columns) else "",
        currency="" if "currency" in columns or stated else told.currency,
        encoding="",
        delimiter="",
        known={},
    )


def _order_fits(told: Layout, table: Table, columns: Columns) -> bool:
    cells = list(dict.fromkeys(table.column(columns["booked_on"][0])))
    order, decided = guess_order(cells)
    if decided and order != told.date_order:
        return False
    return not any(not _reads(cell, told.date_order) and is_date(cell) for cell in cells)


def _reads(cell: str, order: str) -> bool:
    try:
        read_date(cell, order)
    except ValueError:
        return False
    return True


def _sign_fits(told: Layout, table: Table, columns: Columns) -> bool:
    if "amount" not in columns or "flag" in columns:
        return False
    proof = table.proof(columns, told.decimal or table.decimal(columns, ""))
    if proof and proof.sign:
        return proof.sign == told.sign
    cells = table.column(columns["amount"][0])
    minus = sum("-" in cell for cell in cells)
    return told.sign != SPENDING_POSITIVE or minus <= _MOSTLY * len(cells)


def _decimal_fits(told: Layout, table: Table, columns: Columns) -> bool:
    """Whether the amounts speak for no other sign, whatever is taken where they tell nothing."""
    return all(table.decimal(columns, delimiter) == told.decimal for delimiter in (",", ";")) or (
        table.decimal(columns, ",") != table.decimal(columns, ";")
    )
