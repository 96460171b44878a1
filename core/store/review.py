"""What reviewing needs of the store: answers given, groups put off or split, and the rows of a group."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import delete, func, select, update

from core.domain.errors import NotFound
from core.domain.labels import Decider, Label, Status
from core.domain.review import Decision, GroupKey, How, Kept, Kind, Mark
from core.store.acts import company_of
from core.store.labels import filed_singly, label_of
from core.store.schema import DecisionRow, LabelRow, MarkRow, PartRow, TransactionRow
from core.store.standing import standing
from core.store.unit import Unit

OPEN_ROWS = {
    "part_id": PartRow.id,
    "payee_key": TransactionRow.payee_key,
    "direction": TransactionRow.direction,
    "currency": TransactionRow.currency,
    "amount_minor": PartRow.amount_minor,
    "account_id": TransactionRow.account_id,
    "text": TransactionRow.text,
    "counterparty": TransactionRow.counterparty,
    "probability": func.coalesce(LabelRow.probability, 0.0),
}


def decision(unit: Unit, company_id: int, client_id: str) -> Kept | None:
    """The answer with this id of the screen's; None where none came."""
    unit.require(company_id)
    row = unit.session.scalar(
        select(DecisionRow).where(DecisionRow.company_id == company_id, DecisionRow.client_id == client_id)
    )
    if row is None:
        return None
    return Kept(row.id, Kind(row.kind), row.part_id, row.act_id, row.undone)


def add_decision(unit: Unit, company_id: int, decision: Decision, act_id: int | None) -> None:
    """Keep an answer with what it filed; raises NotFound for another company's row or act."""
    unit.require(company_id)
    if decision.part_id:
        key_of(unit, company_id, decision.part_id)
    if act_id is not None and company_of(unit, act_id)[0] != company_id:
        raise NotFound(noun="act", id=act_id)
    row = DecisionRow(
        company_id=company_id,
        viewer_id=unit.scope.viewer_id,
        client_id=decision.id,
        kind=decision.kind.value,
        part_id=decision.part_id or None,
        act_id=act_id,
        at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()


def set_undone(unit: Unit, company_id: int, client_id: str) -> None:
    """Say that an answer was taken back; what it put off or split stands as before."""
    unit.require(company_id)
    mine = (DecisionRow.company_id == company_id) & (DecisionRow.client_id == client_id)
    unit.session.execute(update(DecisionRow).where(mine).values(undone=True))
    marked = select(DecisionRow.id).where(mine)
    unit.session.execute(delete(MarkRow).where(MarkRow.decision_id.in_(marked)))


def decided_counts(unit: Unit, company_id: int) -> dict[Kind, int]:
    """How many answers of each kind stand."""
    unit.require(company_id)
    query = (
        select(DecisionRow.kind, func.count())
        .where(DecisionRow.company_id == company_id, DecisionRow.undone.is_(False))
        .group_by(DecisionRow.kind)
    )
    return {Kind(kind): count for kind, count in unit.session.execute(query)}


def add_mark(
    unit: Unit, company_id: int, client_id: str, key: GroupKey, how: How | None, newest_part_id: int
) -> None:
    """Put a group off, or with `how` break it into pieces, as this answer says."""
    answer = decision(unit, company_id, client_id)
    if answer is None:
        raise NotFound(noun="answer", id=client_id)
    unit.session.add(
        MarkRow(
            company_id=company_id,
            decision_id=answer.id,
            kind=(Mark.SPLIT if how else Mark.SKIP).value,
            payee_key=key.payee_key,
            direction=key.direction,
            piece=key.piece,
            how=how.value if how else "",
            newest_part_id=newest_part_id,
            at=unit.now,
        )
    )


def drop_splits(unit: Unit, company_id: int, payee_key: str, direction: str) -> None:
    """Put the pieces of a payee's rows together again."""
    unit.require(company_id)
    unit.session.execute(
        delete(MarkRow).where(
            MarkRow.company_id == company_id,
            MarkRow.kind == Mark.SPLIT.value,
            MarkRow.payee_key == payee_key,
            MarkRow.direction == direction,
        )
    )


def splits(unit: Unit, company_id: int) -> dict[GroupKey, How]:
    """By what each split group is broken."""
    unit.require(company_id)
    return {key: How(row.how) for key, row in _marks(unit, company_id, Mark.SPLIT).items()}


def skips(unit: Unit, company_id: int) -> dict[GroupKey, tuple[int, int]]:
    """Groups put off: their newest row then, and the mark's number, higher for a later one."""
    unit.require(company_id)
    return {key: (row.newest_part_id, row.id) for key, row in _marks(unit, company_id, Mark.SKIP).items()}


def open_rows_frame(unit: Unit, company_id: int, payee_keys: Sequence[str]) -> pd.DataFrame:
    """Rows of these payees that are only guessed or asked; columns: the keys of `OPEN_ROWS`."""
    unit.require(company_id)
    query = (
        standing(select(*OPEN_ROWS.values()), company_id)
        .where(
            TransactionRow.payee_key.in_(payee_keys),
            LabelRow.status != Status.DECIDED.value,
            LabelRow.decider != Decider.YOU.value,
        )
        .order_by(PartRow.id)
    )
    return pd.DataFrame(unit.session.execute(query).all(), columns=list(OPEN_ROWS))


def followers(unit: Unit, company_id: int, payee_keys: Sequence[str]) -> dict[tuple[str, str], int]:
    """How many rows an answer for a payee and direction reaches: all but those filed one by one."""
    unit.require(company_id)
    single = filed_singly(unit, company_id)
    query = (
        select(TransactionRow.payee_key, TransactionRow.direction, func.count())
        .select_from(TransactionRow)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .where(
            TransactionRow.company_id == company_id,
            TransactionRow.payee_key.in_(payee_keys),
            TransactionRow.in_force,
            PartRow.id.not_in(single),
        )
        .group_by(TransactionRow.payee_key, TransactionRow.direction)
    )
    return {(payee, side): rows for payee, side, rows in unit.session.execute(query)}


def labels_of(unit: Unit, company_id: int, part_ids: Sequence[int]) -> dict[int, Label]:
    """The labels in force of some of a company's rows."""
    unit.require(company_id)
    query = (
        select(LabelRow)
        .join(PartRow, PartRow.label_id == LabelRow.id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(PartRow.id.in_(part_ids), TransactionRow.company_id == company_id)
    )
    return {row.part_id: label_of(row) for row in unit.session.scalars(query)}


def key_of(unit: Unit, company_id: int, part_id: int) -> tuple[str, str, str]:
    """Payee, direction and currency of a row; raises NotFound where it is not this company's."""
    unit.require(company_id)
    query = (
        select(TransactionRow.payee_key, TransactionRow.direction, TransactionRow.currency)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .where(PartRow.id == part_id, TransactionRow.company_id == company_id)
    )
    found = unit.session.execute(query).first()
    if found is None:
        raise NotFound(noun="row", id=part_id)
    payee_key, direction, currency = found
    return payee_key, direction, currency


def _marks(unit: Unit, company_id: int, kind: Mark) -> dict[GroupKey, Any]:
    query = select(MarkRow).where(MarkRow.company_id == company_id, MarkRow.kind == kind.value)
    rows = unit.session.scalars(query.order_by(MarkRow.id))
    return {GroupKey(row.payee_key, row.direction, row.piece): row for row in rows}
