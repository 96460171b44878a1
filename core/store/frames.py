"""Frames for rules, learning, series and sums: one query each, in the columns their readers name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select, case, func, select

from core.domain.categories import OWN_TRANSFER
from core.domain.labels import Decider, Direction, Status
from core.store.own_categories import place_of
from core.store.schema import AccountRow, LabelRow, PartRow, TransactionRow
from core.store.standing import standing
from core.store.unit import Unit

ROWS = {
    "part_id": PartRow.id,
    "company": TransactionRow.company_id,
    "account_id": TransactionRow.account_id,
    "booked_on": TransactionRow.booked_on,
    "amount_minor": PartRow.amount_minor,
    "currency": TransactionRow.currency,
    "direction": TransactionRow.direction,
    "payee_key": TransactionRow.payee_key,
    "text": TransactionRow.text,
    "counterparty": TransactionRow.counterparty,
    "counterparty_account": TransactionRow.counterparty_account,
    "counterparty_nace": TransactionRow.counterparty_nace,
    "mcc": TransactionRow.mcc,
    "type_code": TransactionRow.type_code,
    "bank_code": TransactionRow.bank_code,
    "standing_order": TransactionRow.standing_order,
    "contactless": TransactionRow.contactless,
    "category": func.coalesce(LabelRow.category, ""),
    "place": func.coalesce(place_of(LabelRow), ""),
    "decider": func.coalesce(LabelRow.decider, ""),
    "status": func.coalesce(LabelRow.status, ""),
    "version": LabelRow.model_version_id,
}

_OPEN = (LabelRow.status != Status.DECIDED.value, LabelRow.decider != Decider.YOU.value)


def rows_frame(unit: Unit, company_id: int) -> pd.DataFrame:
    """A company's rows in force with what the bank said and the label in force, oldest first.

    Columns: the keys of `ROWS`; category, place, decider and status are "" where there is no
    label yet.
    """
    unit.require(company_id)
    query = _rows().where(TransactionRow.company_id == company_id, TransactionRow.in_force)
    query = query.order_by(TransactionRow.booked_on, TransactionRow.id)
    return _frame(unit, query, list(ROWS))


def chosen_rows_frame(unit: Unit, company_id: int, part_ids: Sequence[int]) -> pd.DataFrame:
    """The same for some of a company's parts, in the order of their numbers."""
    unit.require(company_id)
    # Nothing but the keys is asked of the database: with the company beside them it scans all rows.
    found = _frame(unit, _rows().where(PartRow.id.in_(part_ids)), list(ROWS))
    return found[found["company"] == company_id].sort_values("part_id", ignore_index=True)


def parts_by_then(unit: Unit, part_id: int) -> list[int]:
    """The company's parts in force once this one's file was in, in the order in which they came."""
    came_with = (
        select(TransactionRow.company_id, TransactionRow.import_id)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .where(PartRow.id == part_id, unit.visible(TransactionRow.company_id))
        .subquery()
    )
    query = (
        select(PartRow.id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .join(
            came_with,
            (came_with.c.company_id == TransactionRow.company_id)
            & (came_with.c.import_id >= TransactionRow.import_id),
        )
        .where(TransactionRow.in_force)
        .order_by(PartRow.id)
    )
    return list(unit.session.scalars(query))


def alike_part_ids(unit: Unit, part_id: int) -> list[int]:
    """Parts in force with the same company, payee and direction as this one, itself among them."""
    own = (
        select(TransactionRow.company_id, TransactionRow.payee_key, TransactionRow.direction)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .where(PartRow.id == part_id, unit.visible(TransactionRow.company_id))
        .subquery()
    )
    query = (
        select(PartRow.id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .join(
            own,
            (own.c.company_id == TransactionRow.company_id)
            & (own.c.payee_key == TransactionRow.payee_key)
            & (own.c.direction == TransactionRow.direction),
        )
        .where(TransactionRow.in_force)
    )
    return list(unit.session.scalars(query))


def series_rows_frame(unit: Unit, company_id: int) -> pd.DataFrame:
    """What weekly series are summed from: one row a part, in no order.

    Columns: account_id, category, direction, booked_on, currency, amount_minor (signed).
    """
    unit.require(company_id)
    columns = {
        "account_id": TransactionRow.account_id,
        "category": LabelRow.category,
        "direction": TransactionRow.direction,
        "booked_on": TransactionRow.booked_on,
        "currency": TransactionRow.currency,
        "amount_minor": PartRow.amount_minor,
    }
    # To sum by day takes the database longer than to hand the rows out.
    return _frame(unit, standing(select(*columns.values()), company_id), list(columns))


def payers_frame(unit: Unit, company_id: int, span: tuple[date, date]) -> pd.DataFrame:
    """Money that came in during a period, by payer and series; own transfers are no payment.

    Columns: payee_key ("" where nobody is named), payee, account_id, category, currency, money_minor.
    """
    unit.require(company_id)
    keys = (
        TransactionRow.payee_key,
        TransactionRow.account_id,
        LabelRow.category,
        TransactionRow.currency,
    )
    named = func.max(func.coalesce(func.nullif(TransactionRow.counterparty, ""), TransactionRow.text))
    query = (
        standing(select(*keys, named, func.sum(PartRow.amount_minor)), company_id)
        .where(
            TransactionRow.booked_on.between(*span),
            TransactionRow.direction == Direction.IN.value,
            LabelRow.category != OWN_TRANSFER,
        )
        .group_by(*keys)
    )
    return _frame(unit, query, ["payee_key", "account_id", "category", "currency", "payee", "money_minor"])


def category_sums_frame(unit: Unit, company_id: int, span: tuple[date, date]) -> pd.DataFrame:
    """Money by category and currency in a period, all sums positive.

    Columns: category, currency, out_minor, in_minor, guessed_minor (what of out_minor is only
    guessed), rows.
    """
    unit.require(company_id)
    money = func.abs(PartRow.amount_minor)
    guessed_out = (LabelRow.status == Status.GUESSED.value) & (TransactionRow.direction == "out")
    query = select(
        LabelRow.category,
        TransactionRow.currency,
        func.sum(case((TransactionRow.direction == "out", money), else_=0)),
        func.sum(case((TransactionRow.direction == "in", money), else_=0)),
        func.sum(case((guessed_out, money), else_=0)),
        func.count(),
    )
    query = (
        standing(query, company_id)
        .where(TransactionRow.booked_on.between(*span))
        .group_by(LabelRow.category, TransactionRow.currency)
    )
    names = ["category", "currency", "out_minor", "in_minor", "guessed_minor", "rows"]
    return _frame(unit, query, names)


def decider_shares_frame(unit: Unit, company_id: int) -> pd.DataFrame:
    """Rows and money by who decided: decider, status, currency, rows, money_minor."""
    unit.require(company_id)
    keys = (LabelRow.decider, LabelRow.status, TransactionRow.currency)
    query = select(*keys, func.count(), func.sum(func.abs(PartRow.amount_minor)))
    query = standing(query, company_id).group_by(*keys)
    return _frame(unit, query, ["decider", "status", "currency", "rows", "money_minor"])


def open_groups_frame(unit: Unit, company_id: int, span: tuple[date, date] | None = None) -> pd.DataFrame:
    """Alike rows that are only guessed or asked, of a period or of all time.

    Columns: payee_key, direction, currency, rows, money_minor, probability (the lowest), part_id
    (the newest row).
    """
    unit.require(company_id)
    keys = (TransactionRow.payee_key, TransactionRow.direction, TransactionRow.currency)
    query = select(
        *keys,
        func.count(),
        func.sum(func.abs(PartRow.amount_minor)),
        func.min(func.coalesce(LabelRow.probability, 0.0)),
        func.max(PartRow.id),
    )
    query = standing(query, company_id).where(*_OPEN).group_by(*keys)
    if span is not None:
        query = query.where(TransactionRow.booked_on.between(*span))
    names = ["payee_key", "direction", "currency", "rows", "money_minor", "probability", "part_id"]
    return _frame(unit, query, names)


def open_minor(unit: Unit, company_id: int, currency: str) -> int:
    """The money of one currency and of all time that is only guessed or asked."""
    unit.require(company_id)
    query = standing(select(func.sum(func.abs(PartRow.amount_minor))), company_id)
    return int(unit.session.scalar(query.where(*_OPEN, TransactionRow.currency == currency)) or 0)


def balance_rows_frame(unit: Unit, company_id: int) -> pd.DataFrame:
    """What moves the balances of a company's accounts: account_id, booked_on, amount_minor, summed by day."""
    unit.require(company_id)
    keys = (TransactionRow.account_id, TransactionRow.booked_on)
    query = (
        select(*keys, func.sum(TransactionRow.amount_minor))
        .join(AccountRow, AccountRow.id == TransactionRow.account_id)
        .where(AccountRow.company_id == company_id, TransactionRow.in_force)
        .group_by(*keys)
    )
    return _frame(unit, query, ["account_id", "booked_on", "amount_minor"])


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(*ROWS.values())
        .select_from(TransactionRow)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .outerjoin(LabelRow, LabelRow.id == PartRow.label_id)
    )


def _frame(unit: Unit, query: Any, names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(unit.session.execute(query).all(), columns=names)
