"""Pages of payments: search, filters and sums, done by the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select

from core.domain.categories import own_of
from core.domain.errors import NotFound
from core.domain.handouts import RowFiled, RowLine, RowPage
from core.domain.labels import Decider, RowFilter, Status
from core.store.own_categories import place_of
from core.store.schema import AccountRow, LabelRow, PartRow, TransactionRow
from core.store.unit import Unit

Columns = Select[*tuple[Any, ...]]

LINE = (
    PartRow.id,
    LabelRow.id,
    TransactionRow.booked_on,
    AccountRow.name,
    TransactionRow.counterparty,
    TransactionRow.text,
    PartRow.amount_minor,
    TransactionRow.currency,
    place_of(LabelRow),
    LabelRow.decider,
    LabelRow.status,
    LabelRow.probability,
)
FILED = (
    TransactionRow.value_on,
    TransactionRow.counterparty,
    TransactionRow.reference,
    TransactionRow.end_to_end_id,
    AccountRow.number,
    AccountRow.kind,
)
"""What stands beside `LINE` in `RowFiled`, in its order."""


def page(unit: Unit, company_id: int, rows: RowFilter, page_no: int, size: int) -> RowPage:
    """One page of a company's rows, newest first; `page_no` counts from 1."""
    unit.require(company_id)
    where = _where(company_id, rows)
    lines = (
        _joined(select(*LINE))
        .where(where)
        .order_by(TransactionRow.booked_on.desc(), TransactionRow.id.desc(), PartRow.id)
        .limit(size)
        .offset((page_no - 1) * size)
    )
    found = tuple(_line(row) for row in unit.session.execute(lines))
    sums = _joined(select(TransactionRow.currency, func.count(), func.sum(PartRow.amount_minor))).where(where)
    by_currency = unit.session.execute(sums.group_by(TransactionRow.currency)).all()
    return RowPage(
        rows=found,
        total=sum(count for _, count, _ in by_currency),
        sums_minor={currency: int(total) for currency, _, total in by_currency},
    )


def line(unit: Unit, part_id: int) -> RowLine:
    """One row as a table shows it; raises NotFound outside the scope."""
    query = _joined(select(*LINE)).where(
        PartRow.id == part_id, TransactionRow.in_force, unit.visible(TransactionRow.company_id)
    )
    found = unit.session.execute(query).first()
    if found is None:
        raise NotFound(noun="row", id=part_id)
    return _line(found)


def transaction(unit: Unit, part_id: int) -> TransactionRow:
    """The payment a part belongs to; raises NotFound outside the scope."""
    query = (
        select(TransactionRow)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .where(PartRow.id == part_id, unit.visible(TransactionRow.company_id))
    )
    found = unit.session.scalar(query)
    if found is None:
        raise NotFound(noun="row", id=part_id)
    return found


def parts(unit: Unit, company_id: int, rows: RowFilter) -> list[tuple[int, str, str, int, str]]:
    """Every row of a filter: part, place, decider, amount_minor, currency."""
    unit.require(company_id)
    query = _joined(
        select(
            PartRow.id,
            place_of(LabelRow),
            LabelRow.decider,
            PartRow.amount_minor,
            TransactionRow.currency,
        )
    ).where(_where(company_id, rows))
    return [tuple(row) for row in unit.session.execute(query)]


def filed(unit: Unit, company_id: int, rows: RowFilter) -> list[RowFiled]:
    """Every row of a filter, newest first."""
    unit.require(company_id)
    known_by = _known_by(company_id).subquery()
    query = _joined(select(*LINE, *FILED, known_by.c.known_by))
    query = query.join(known_by, known_by.c.id == PartRow.id).where(_where(company_id, rows))
    ordered = query.order_by(TransactionRow.booked_on.desc(), TransactionRow.id.desc(), PartRow.id)
    beside = len(LINE)
    return [RowFiled(_line(found[:beside]), *found[beside:]) for found in unit.session.execute(ordered)]


def alike(unit: Unit, company_id: int, payee_key: str, direction: str) -> int:
    """How many rows share a payee and direction."""
    unit.require(company_id)
    query = select(func.count()).where(
        TransactionRow.company_id == company_id,
        TransactionRow.payee_key == payee_key,
        TransactionRow.direction == direction,
        TransactionRow.in_force,
    )
    return unit.session.scalar(query) or 0


def _known_by(company_id: int) -> Columns:
    """By part, its payment's fingerprint and which of the equal ones it is: the same whatever the filter."""
    equal = (TransactionRow.account_id, TransactionRow.fingerprint)
    order = (TransactionRow.id, PartRow.id)
    copy = func.row_number().over(partition_by=equal, order_by=order)
    return (
        select(PartRow.id, (TransactionRow.fingerprint + "-" + cast(copy, String)).label("known_by"))
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(TransactionRow.company_id == company_id, TransactionRow.in_force.is_(True))
    )


def _joined(query: Columns) -> Columns:
    return (
        query.select_from(TransactionRow)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .join(LabelRow, LabelRow.id == PartRow.label_id)
        .join(AccountRow, AccountRow.id == TransactionRow.account_id)
    )


def _where(company_id: int, rows: RowFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [
        TransactionRow.company_id == company_id,
        TransactionRow.in_force.is_(True),
    ]
    for column, wanted in (
        (LabelRow.decider, rows.deciders),
        (LabelRow.status, rows.statuses),
        (TransactionRow.account_id, rows.account_ids),
        (PartRow.id, rows.part_ids),
    ):
        if wanted:
            conditions.append(column.in_(wanted))
    if rows.categories:
        conditions.append(_under(rows.categories))
    if rows.direction:
        conditions.append(TransactionRow.direction == rows.direction)
    if rows.payee_key:
        conditions.append(TransactionRow.payee_key == rows.payee_key)
    if rows.from_on:
        conditions.append(TransactionRow.booked_on >= rows.from_on)
    if rows.to_on:
        conditions.append(TransactionRow.booked_on <= rows.to_on)
    conditions += [_says(word) for word in rows.search.split()]
    return and_(*conditions)


def _under(places: Sequence[str]) -> ColumnElement[bool]:
    """Filed under one of these: a master category with all below it, or one of the company's own."""
    masters = [each for each in places if own_of(each) is None]
    own = [number for each in places if (number := own_of(each)) is not None]
    if not own:
        return LabelRow.category.in_(masters)
    return or_(LabelRow.category.in_(masters), LabelRow.own_category_id.in_(own))


def _says(word: str) -> ColumnElement[bool]:
    return or_(
        TransactionRow.counterparty.icontains(word, autoescape=True),
        TransactionRow.text.icontains(word, autoescape=True),
        TransactionRow.reference.icontains(word, autoescape=True),
    )


def _line(row: Any) -> RowLine:
    part, label, booked, account, payee, text, amount, currency, category, decider, status, p = row
    return RowLine(
        part_id=part,
        label_id=label,
        booked_on=booked,
        account=account,
        payee=payee or text,
        text=text,
        amount_minor=amount,
        currency=currency,
        category=category,
        decider=Decider(decider),
        status=Status(status),
        probability=p,
    )
