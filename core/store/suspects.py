"""Labels of persons that a model doubts, until the person answers or files the row elsewhere."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd
from sqlalchemy import delete, func, select, update

from core.domain.labels import Decider, Reason
from core.store.schema import ActRow, LabelRow, PartRow, SuspectRow, TransactionRow
from core.store.standing import standing
from core.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubted row: the person's category, what the model thinks, how likely it holds each, and why."""

    part_id: int
    filed: str
    thinks: str
    probability: float
    label_probability: float
    reasons: tuple[Reason, ...]


COLUMNS = {
    "part_id": PartRow.id,
    "label_id": LabelRow.id,
    "act_id": LabelRow.act_id,
    "filed": LabelRow.category,
    "filed_at": LabelRow.at,
    "payee_key": TransactionRow.payee_key,
    "payee": TransactionRow.counterparty,
    "text": TransactionRow.text,
    "amount_minor": PartRow.amount_minor,
    "currency": TransactionRow.currency,
    "thinks": SuspectRow.category,
    "probability": SuspectRow.probability,
    "label_probability": SuspectRow.label_probability,
    "reasons": SuspectRow.reasons,
    "kept_at": SuspectRow.kept_at,
    "reach": ActRow.reach,
}


def replace_open(unit: Unit, company_id: int, model_version_id: int, doubts: Sequence[Doubt]) -> int:
    """Put a new model's doubts in the place of the older one's; what a person confirmed stays confirmed.

    Returns how many are asked about. A row filed elsewhere since the model looked is left out.
    """
    unit.require(company_id)
    session = unit.session
    unanswered = (SuspectRow.company_id == company_id) & SuspectRow.kept_at.is_(None)
    session.execute(delete(SuspectRow).where(unanswered))
    standing = _labels_of_people(unit, company_id, [each.part_id for each in doubts])
    kept = set(session.scalars(select(SuspectRow.label_id).where(SuspectRow.company_id == company_id)))
    fresh = [
        SuspectRow(
            company_id=company_id,
            part_id=each.part_id,
            label_id=standing[each.part_id][0],
            model_version_id=model_version_id,
            category=each.thinks,
            probability=each.probability,
            label_probability=each.label_probability,
            reasons=[asdict(reason) for reason in each.reasons],
            found_at=unit.now,
        )
        for each in doubts
        if each.part_id in standing
        and standing[each.part_id][1] == each.filed
        and standing[each.part_id][0] not in kept
    ]
    session.add_all(fresh)
    session.flush()
    return len(fresh)


def doubted_frame(unit: Unit, company_id: int) -> pd.DataFrame:
    """Doubted rows whose label is still in force; columns: the keys of `COLUMNS`."""
    unit.require(company_id)
    query = (
        select(*COLUMNS.values())
        .select_from(SuspectRow)
        .join(PartRow, (PartRow.id == SuspectRow.part_id) & (PartRow.label_id == SuspectRow.label_id))
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .join(LabelRow, LabelRow.id == SuspectRow.label_id)
        .outerjoin(ActRow, ActRow.id == LabelRow.act_id)
        .where(SuspectRow.company_id == company_id, TransactionRow.in_force)
        .order_by(SuspectRow.id)
    )
    return pd.DataFrame(unit.session.execute(query).all(), columns=list(COLUMNS))


def rows_of_acts(unit: Unit, company_id: int, act_ids: Sequence[int]) -> dict[int, int]:
    """How many rows stand under what each of these acts filed."""
    unit.require(company_id)
    query = (
        standing(select(LabelRow.act_id, func.count()), company_id)
        .where(LabelRow.act_id.in_(act_ids))
        .group_by(LabelRow.act_id)
    )
    return {act: rows for act, rows in unit.session.execute(query) if act is not None}


def set_kept(unit: Unit, company_id: int, part_ids: Sequence[int], *, kept: bool) -> None:
    """Say that these rows' labels are right, so that they are not asked about again; or take that back."""
    unit.require(company_id)
    unit.session.execute(
        update(SuspectRow)
        .where(SuspectRow.company_id == company_id, SuspectRow.part_id.in_(part_ids))
        .values(kept_at=unit.now if kept else None)
    )


def _labels_of_people(unit: Unit, company_id: int, part_ids: list[int]) -> dict[int, tuple[int, str]]:
    query = standing(select(PartRow.id, LabelRow.id, LabelRow.category), company_id).where(
        LabelRow.decider == Decider.YOU.value, PartRow.id.in_(part_ids)
    )
    return {part: (label, category) for part, label, category in unit.session.execute(query)}
