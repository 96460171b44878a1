"""Explanations, stored once for a row and a model version."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select

from core.domain.handouts import ExplanationSeen, WouldBe
from core.domain.labels import Guess
from core.store.labels import reasons_of
from core.store.reads import transaction
from core.store.schema import ExplanationRow, PartRow, TransactionRow
from core.store.unit import Unit

_BESIDE: dict[str, Any] = {"next_guess": Guess, "would_be": WouldBe}
"""What else is said of a row, kept in the list of its signs under its own name."""


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
            factors=_as_stored(seen),
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
    beside = {name: facts for said in row.factors for name, facts in said.items() if name in _BESIDE}
    return ExplanationSeen(
        category=row.category,
        probability=row.probability,
        method=row.method,
        r2=row.r2,
        factors=reasons_of(said for said in row.factors if not said.keys() & _BESIDE.keys()),
        model_version_id=model_version_id,
        **{name: _BESIDE[name](**facts) for name, facts in beside.items()},
    )


def forget(unit: Unit, part_id: int) -> None:
    """Drop the explanations of a row; they can be computed again to the same factors."""
    company_of(unit, part_id)
    unit.session.execute(delete(ExplanationRow).where(ExplanationRow.part_id == part_id))


def _as_stored(seen: ExplanationSeen) -> list[dict[str, Any]]:
    beside = [{name: asdict(getattr(seen, name))} for name in _BESIDE if getattr(seen, name) is not None]
    return [*(asdict(factor) for factor in seen.factors), *beside]


def company_of(unit: Unit, part_id: int) -> int:
    """Whose row it is; raises NotFound outside the scope."""
    return transaction(unit, part_id).company_id
