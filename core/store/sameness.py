"""Rows of several files that tell of one payment: what a file is held against, and who stands for whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from core.domain.bank_file import Balance, Row
from core.domain.errors import NotFound
from core.domain.handouts import PaymentSeen
from core.domain.sameness import Likeness, read_likeness
from core.importers.told import Source, Told, likeness
from core.store.schema import AccountRow, ImportRow, StatementRow, TransactionRow
from core.store.unit import Unit

Span = tuple[date, date]
"""First and last day, both counted."""
_ALWAYS: Span = (date.min, date.max)
_FEW_AMOUNTS = 500
_AT_ONCE = 10_000
_PENDING = TransactionRow.status == "pending"


def counting(unit: Unit, account_id: int, span: Span) -> dict[str, list[int]]:
    """The rows of an account that count, by fingerprint, in the order they came in."""
    query = select(TransactionRow.fingerprint, TransactionRow.id).where(
        TransactionRow.account_id == account_id,
        TransactionRow.booked_on.between(*span),
        TransactionRow.in_force,
        unit.visible(TransactionRow.company_id),
    )
    found: dict[str, list[int]] = {}
    for fingerprint, row_id in unit.session.execute(query.order_by(TransactionRow.id)):
        found.setdefault(fingerprint, []).append(row_id)
    return found


def counted(unit: Unit, account_id: int, span: Span, amounts: set[int]) -> list[Told]:
    """The rows of an account that count and have one of these amounts."""
    wanted: ColumnElement[bool] = TransactionRow.in_force.is_(True)
    if len(amounts) <= _FEW_AMOUNTS:
        wanted = wanted & TransactionRow.amount_minor.in_(amounts)
    return [told for told, _ in _told(unit, account_id, span, wanted) if told.amount_minor in amounts]


def ended_at(unit: Unit, account_id: int, before: Balance, since: date) -> dict[int, int]:
    """Counting rows of the statements that lead to this balance, those since a day: minor units by id.

    One ends with it, another with that one's opening balance, and so on.
    """
    query = (
        select(StatementRow)
        .join(ImportRow, ImportRow.id == StatementRow.import_id)
        .where(StatementRow.account_id == account_id, unit.visible(ImportRow.company_id))
        .where(StatementRow.closing_source == "file", StatementRow.closing_on.between(since, before.on))
        .where(ImportRow.undone_at.is_(None))
    )
    left = list(unit.session.scalars(query))
    leading: list[int] = []
    balances = [before]
    while balances:
        balance = balances.pop()
        ending = [each for each in left if _ends_with(each, balance)]
        left = [each for each in left if each not in ending]
        leading += [each.id for each in ending]
        balances += [
            Balance(each.opening_on, each.opening_minor)
            for each in ending
            if each.opening_on is not None and each.opening_minor is not None
        ]
    rows = select(TransactionRow.id, TransactionRow.amount_minor).where(
        TransactionRow.statement_id.in_(leading), TransactionRow.in_force, TransactionRow.booked_on >= since
    )
    return dict(unit.session.execute(rows).all())


def _ends_with(statement: StatementRow, balance: Balance) -> bool:
    closing_on = statement.closing_on
    return statement.closing_minor == balance.minor and closing_on is not None and closing_on <= balance.on


def announced(unit: Unit, account_id: int, span: Span) -> list[tuple[Told, int | None]]:
    """What was ever announced on an account, with the row that stands for it by now."""
    return _told(unit, account_id, span, _PENDING)


def step_back(unit: Unit, account_id: int, taken: Mapping[int, tuple[int, str]]) -> None:
    """Rows step back behind another, and so does what stood behind them; `taken` has its id and signs."""
    if not taken:
        return
    ids = list(taken)
    values = [behind(row_id, *taken[row_id]) for row_id in ids]
    for start in range(0, len(ids), _AT_ONCE):
        query = select(TransactionRow.id, TransactionRow.same_as_id).where(
            TransactionRow.account_id == account_id,
            unit.visible(TransactionRow.company_id),
            TransactionRow.same_as_id.in_(ids[start : start + _AT_ONCE]),
        )
        values += [behind(row_id, *taken[before]) for row_id, before in unit.session.execute(query) if before]
    write(unit, values)


def let_stand(unit: Unit, import_id: int) -> dict[int, int]:
    """Where rows of an undone import stood for others, the first of those stands in their place.

    Returns those that count by now, by the row in whose place they do.
    """
    values, heirs = [], {}
    for row_id, ((first, pending), *others) in _followers(unit, import_id).items():
        values.append(standing(first.key, counts=not pending))
        values += [behind(other.key, first.key, _signs(other, first)) for other, _ in others]
        if not pending:
            heirs[row_id] = first.key
    write(unit, values)
    return heirs


def coming_forward(unit: Unit, import_id: int) -> int:
    """How many rows of other files will count in the place of an import's once it is undone."""
    require_import(unit, import_id)
    return sum(not pending for (_, pending), *_ in _followers(unit, import_id).values())


def still_apart(unit: Unit, company_id: int) -> dict[int, tuple[int, int]]:
    """By import, how many rows are held back for others in other words, and how many are still announced."""
    unit.require(company_id)
    same = (TransactionRow.status == "booked") & TransactionRow.held_back & (TransactionRow.same_signs != "")
    waiting = _PENDING & ~TransactionRow.held_back
    query = (
        select(TransactionRow.import_id, func.count().filter(same), func.count().filter(waiting))
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .where(
            TransactionRow.company_id == company_id,
            TransactionRow.in_force.is_(False),
            ImportRow.undone_at.is_(None),
        )
        .group_by(TransactionRow.import_id)
    )
    return {import_id: (held, left) for import_id, held, left in unit.session.execute(query)}


def still_announced(unit: Unit, company_id: int) -> list[PaymentSeen]:
    """What the bank announced and has not booked, the newest first."""
    unit.require(company_id)
    query = (
        select(TransactionRow.id)
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .where(TransactionRow.company_id == company_id, _PENDING, ~TransactionRow.held_back)
        .where(ImportRow.undone_at.is_(None))
        .order_by(TransactionRow.booked_on.desc(), TransactionRow.id.desc())
    )
    ids = list(unit.session.scalars(query))
    seen = payments_seen(unit, ids)
    return [seen[row_id] for row_id in ids]


def payments_seen(unit: Unit, row_ids: Iterable[int]) -> dict[int, PaymentSeen]:
    """Rows as their files tell them, by id."""
    query = (
        select(TransactionRow, ImportRow.file_name)
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .where(TransactionRow.id.in_(list(row_ids)), unit.visible(TransactionRow.company_id))
    )
    return {row.id: seen_of(row, file_name, row.id) for row, file_name in unit.session.execute(query)}


def seen_of(row: Row | TransactionRow, file_name: str, row_id: int | None = None) -> PaymentSeen:
    """A row as its file tells it; without an id where it is not in the store yet."""
    return PaymentSeen(
        row_id,
        row.booked_on,
        row.amount_minor,
        row.currency,
        row.counterparty,
        row.text,
        file_name,
        row.status == "pending",
    )


def why_of(row: PaymentSeen, other: PaymentSeen, signs: str) -> Likeness:
    """What the store keeps of why two rows are one payment."""
    return read_likeness(signs, abs((row.booked_on - other.booked_on).days))


def require_import(unit: Unit, import_id: int) -> ImportRow:
    """An import in scope; raises NotFound outside it."""
    row = unit.session.get(ImportRow, import_id)
    if row is None or not unit.scope.sees(row.company_id):
        raise NotFound(noun="import", id=import_id)
    return row


def behind(row_id: int, other_id: int, signs: str) -> dict[str, Any]:
    """The values of a row that another stands for."""
    return {
        "id": row_id,
        "in_force": False,
        "held_back": True,
        "same_as_id": other_id,
        "same_signs": signs,
    }


def standing(row_id: int, *, counts: bool) -> dict[str, Any]:
    """The values of a row that stands for itself; one that is only announced does not count."""
    return {"id": row_id, "in_force": counts, "held_back": False, "same_as_id": None, "same_signs": ""}


def write(unit: Unit, values: Sequence[dict[str, Any]]) -> None:
    """Give rows, by their id, these values; those outside the scope keep theirs."""
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        mine = TransactionRow.id.in_([each["id"] for each in some]) & unit.visible(TransactionRow.company_id)
        seen = set(unit.session.scalars(select(TransactionRow.id).where(mine)))
        allowed = [each for each in some if each["id"] in seen]
        if allowed:
            unit.session.execute(update(TransactionRow), allowed)


def _followers(unit: Unit, import_id: int) -> dict[int, list[tuple[Told, bool]]]:
    """By row of an import, those of other files it stands for, its heir first; True where only announced."""
    mine = select(TransactionRow.id).where(TransactionRow.import_id == import_id)
    query = _query(unit, _ALWAYS, TransactionRow.same_as_id.in_(mine)).where(
        TransactionRow.import_id != import_id
    )
    followers: dict[int, list[tuple[Told, bool]]] = {}
    for row in unit.session.execute(query.order_by(_PENDING, TransactionRow.id)):
        followers.setdefault(row.same_as_id, []).append((_as_told(row, {}), row.status == "pending"))
    return followers


def _told(
    unit: Unit, account_id: int, span: Span, wanted: ColumnElement[bool]
) -> list[tuple[Told, int | None]]:
    """Rows of an account that no undone file brought, as they are told."""
    edges = (
        select(StatementRow.import_id, func.min(StatementRow.from_on), func.max(StatementRow.to_on))
        .join(AccountRow, AccountRow.id == StatementRow.account_id)
        .where(StatementRow.account_id == account_id, unit.visible(AccountRow.company_id))
        .group_by(StatementRow.import_id)
    )
    covered = {
        import_id: (first or date.min, last or date.max)
        for import_id, first, last in unit.session.execute(edges)
    }
    query = _query(unit, span, wanted).where(TransactionRow.account_id == account_id)
    rows = unit.session.execute(query.order_by(TransactionRow.id))
    return [(_as_told(row, covered), row.same_as_id) for row in rows]


def _query(unit: Unit, span: Span, wanted: ColumnElement[bool]) -> Any:
    return (
        select(
            TransactionRow.id,
            TransactionRow.fingerprint,
            TransactionRow.amount_minor,
            TransactionRow.booked_on,
            TransactionRow.value_on,
            TransactionRow.counterparty,
            TransactionRow.text,
            TransactionRow.reference,
            TransactionRow.end_to_end_id,
            TransactionRow.import_id,
            TransactionRow.same_as_id,
            TransactionRow.status,
            ImportRow.kind,
        )
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .where(wanted, TransactionRow.booked_on.between(*span), ImportRow.undone_at.is_(None))
        .where(unit.visible(TransactionRow.company_id))
    )


def _as_told(row: Any, covered: Mapping[int, Span]) -> Told:
    source = Source(row.kind, *covered.get(row.import_id, _ALWAYS))
    return Told.of(row, row.id, row.fingerprint, source)


def _signs(row: Told, other: Told) -> str:
    return "" if row.print == other.print else likeness(row, other).written
