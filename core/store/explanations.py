"""Explanations, stored once for a row and a model version."""

from dataclasses import asdict

from sqlalchemy import delete, select

from core.domain.errors import NotFound
from core.domain.handouts import ExplanationSeen
from core.store.labels import reasons_of
from core.store.schema import ExplanationRow, PartRow, TransactionRow
from core.store.unit import Unit


def add(unit: Unit, part_id: int, seen: ExplanationSeen, seed: int) -> None:
    """Keep an explanation; one that is there already stays as it was said."""
    company_of(unit, part_id)
    if of_part(unit, part_id, seen.model_version_id) is not None:
        return
    unit.session.add(
        ExplanationRow(
            part_id=part_id,
            model_version_id=seen.model_version_id,
            category=seen.category,
            probability=seen.probability,
            method=seen.method,
            factors=[asdict(factor) for factor in seen.factors],
            r2=seen.r2,
            seed=seed,
            at=unit.now,
        )
    )


def of_part(unit: Unit, part_id: int, model_version_id: int) -> ExplanationSeen | None:
    """What this version thought of a row, None where nobody asked yet."""
    query = (
        select(ExplanationRow)
        .join(PartRow, PartRow.id == ExplanationRow.part_id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(
            ExplanationRow.part_id == part_id,
            ExplanationRow.model_version_id == model_version_id,
            unit.visible(TransactionRow.company_id),
        )
    )
    row = unit.session.scalar(query)
    if row is None:
        return None
    return ExplanationSeen(
        row.category, row.probability, row.method, row.r2, reasons_of(row.factors), model_version_id
    )


def forget(unit: Unit, part_id: int) -> None:
    """Drop the explanations of a row; they can be computed again to the same factors."""
    company_of(unit, part_id)
    unit.session.execute(delete(ExplanationRow).where(ExplanationRow.part_id == part_id))


def company_of(unit: Unit, part_id: int) -> int:
    """Whose row it is; raises NotFound outside the scope."""
    query = (
        select(TransactionRow.company_id)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .where(PartRow.id == part_id, unit.visible(TransactionRow.company_id))
    )
    found = unit.session.scalar(query)
    if found is None:
        raise NotFound(noun="row", id=part_id)
    return found
