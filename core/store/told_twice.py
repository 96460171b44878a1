"""Rows that another file tells too: a page at a time, and beside the row that stands for them."""

from sqlalchemy import ColumnElement, func, select

from core.domain.handouts import SamePair
from core.store.sameness import payments_seen, require_import, why_of
from core.store.schema import ImportRow, TransactionRow
from core.store.unit import Unit


def pairs(
    unit: Unit, import_id: int, limit: int, offset: int = 0, *, to_the_letter: bool = False
) -> list[SamePair]:
    """Some rows of an import that others stand for, in other words or to the letter, in the file's order."""
    require_import(unit, import_id)
    query = select(TransactionRow.id, TransactionRow.same_as_id, TransactionRow.same_signs)
    query = query.where(*_held_back(import_id, to_the_letter)).order_by(TransactionRow.id)
    query = query.limit(limit).offset(offset)
    found = [(row_id, other_id, signs) for row_id, other_id, signs in unit.session.execute(query) if other_id]
    seen = payments_seen(unit, [each for row_id, other_id, _ in found for each in (row_id, other_id)])
    return [
        SamePair(seen[row_id], seen[other_id], why_of(seen[row_id], seen[other_id], signs))
        for row_id, other_id, signs in found
    ]


def count_pairs(unit: Unit, import_id: int, *, to_the_letter: bool = False) -> int:
    """How many such rows there are."""
    require_import(unit, import_id)
    query = select(func.count()).select_from(TransactionRow).where(*_held_back(import_id, to_the_letter))
    return unit.session.scalar(query) or 0


def stands_for(unit: Unit, row_id: int) -> list[SamePair]:
    """The rows that this one stands for in other words, announced ones first."""
    query = (
        select(TransactionRow.id, TransactionRow.same_signs)
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .where(TransactionRow.same_as_id == row_id, TransactionRow.same_signs != "")
        .where(ImportRow.undone_at.is_(None), unit.visible(TransactionRow.company_id))
        .order_by(TransactionRow.status.desc(), TransactionRow.id)
    )
    found = unit.session.execute(query).all()
    seen = payments_seen(unit, [row_id, *(each for each, _ in found)])
    return [
        SamePair(seen[each], seen[row_id], why_of(seen[each], seen[row_id], signs)) for each, signs in found
    ]


def _held_back(import_id: int, to_the_letter: bool) -> tuple[ColumnElement[bool], ...]:
    signs = TransactionRow.same_signs
    return (
        TransactionRow.import_id == import_id,
        TransactionRow.held_back.is_(True),
        signs == "" if to_the_letter else signs != "",
        TransactionRow.same_as_id.is_not(None),
    )
