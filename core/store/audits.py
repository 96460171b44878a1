"""Random checks: rows that the machine had filed for sure, and what a person says of them."""

from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd
from sqlalchemy import Select, delete, select, update

from core.domain.errors import NotFound
from core.domain.labels import Decider, Status
from core.store.schema import AuditRow, LabelRow, PartRow, TransactionRow
from core.store.standing import standing
from core.store.unit import Unit

_Query = TypeVar("_Query", bound=Select[*tuple[Any, ...]])

MACHINES = (Decider.MEMORY.value, Decider.MODEL.value)
"""Who files by a probability; what a rule decides is not held against chance."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A random row not answered yet: what the machine said then, and how the row stands now."""

    part_id: int
    said: str
    now: str
    by_person: bool


def candidates(unit: Unit, company_id: int) -> list[int]:
    """Rows the machine filed for sure that nobody was asked about, in the order they came in."""
    unit.require(company_id)
    asked = select(AuditRow.part_id).where(AuditRow.company_id == company_id)
    query = _confident(select(PartRow.id), company_id).where(PartRow.id.not_in(asked))
    return list(unit.session.scalars(query.order_by(PartRow.id)))


def ask(unit: Unit, company_id: int, part_id: int) -> None:
    """Draw this row for a check, with what the machine says of it now.

    Raises NotFound where the machine is not sure of it, or it is not this company's.
    """
    unit.require(company_id)
    query = _confident(select(LabelRow), company_id).where(PartRow.id == part_id)
    label = unit.session.scalar(query)
    if label is None:
        raise NotFound(noun="row", id=part_id)
    unit.session.add(
        AuditRow(
            company_id=company_id,
            part_id=part_id,
            category=label.category,
            probability=label.probability,
            model_version_id=label.model_version_id,
            asked_at=unit.now,
        )
    )
    unit.session.flush()


def waiting(unit: Unit, company_id: int) -> list[Asked]:
    """The rows drawn and not answered yet, in the order they were drawn; undone imports' left out."""
    unit.require(company_id)
    query = (
        select(AuditRow.part_id, AuditRow.category, LabelRow.category, LabelRow.decider)
        .join(PartRow, PartRow.id == AuditRow.part_id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .join(LabelRow, LabelRow.id == PartRow.label_id)
        .where(AuditRow.company_id == company_id, AuditRow.answered_at.is_(None), TransactionRow.in_force)
        .order_by(AuditRow.id)
    )
    return [
        Asked(part, said, now, decider == Decider.YOU.value)
        for part, said, now, decider in unit.session.execute(query)
    ]


def answer(unit: Unit, company_id: int, part_id: int, category: str | None) -> None:
    """Write down where the person says the row belongs; None where they passed it over."""
    unit.require(company_id)
    _set(unit, company_id, part_id, category, unit.now)


def reopen(unit: Unit, company_id: int, part_id: int) -> None:
    """Take an answer back: the row is asked about again."""
    unit.require(company_id)
    _set(unit, company_id, part_id, None, None)


def drop(unit: Unit, company_id: int, part_id: int) -> None:
    """Forget a row drawn and not answered, since the machine says something else by now."""
    unit.require(company_id)
    unit.session.execute(
        delete(AuditRow).where(
            AuditRow.company_id == company_id, AuditRow.part_id == part_id, AuditRow.answered_at.is_(None)
        )
    )


def answered_frame(unit: Unit, company_id: int) -> pd.DataFrame:
    """Checks a person judged: part_id, category (the machine's), probability, answered_category."""
    unit.require(company_id)
    columns = (AuditRow.part_id, AuditRow.category, AuditRow.probability, AuditRow.answered_category)
    query = select(*columns).where(AuditRow.company_id == company_id, AuditRow.answered_category.is_not(None))
    names = ["part_id", "category", "probability", "answered_category"]
    return pd.DataFrame(unit.session.execute(query.order_by(AuditRow.id)).all(), columns=names)


def _confident(query: _Query, company_id: int) -> _Query:
    return standing(query, company_id).where(
        LabelRow.status == Status.DECIDED.value,
        LabelRow.decider.in_(MACHINES),
        LabelRow.probability.is_not(None),
    )


def _set(unit: Unit, company_id: int, part_id: int, category: str | None, at: Any) -> None:
    unit.session.execute(
        update(AuditRow)
        .where(AuditRow.company_id == company_id, AuditRow.part_id == part_id)
        .values(answered_category=category, answered_at=at)
    )
