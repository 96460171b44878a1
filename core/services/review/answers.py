"""What an answer on a card means for the store; the act of filing itself is flow's."""

from core.domain.categories import master_of
from core.domain.errors import ChangedMeanwhile, NothingToUndo
from core.domain.labels import Correction, Reach, RowFilter
from core.domain.review import Decision, GroupKey, Kept, Kind
from core.services.review.pieces import best_split, is_told_apart, pieces
from core.store import audits, people, reads
from core.store import review as stored
from core.store.unit import Unit


def known(unit: Unit, company_id: int, decision: Decision) -> bool:
    """Whether this answer has been applied already."""
    return stored.decision(unit, company_id, decision.id) is not None


def correction_for(unit: Unit, company_id: int, decision: Decision) -> Correction:
    """What an answer files: the whole payee, or only the piece the card showed.

    A check that the person confirms speaks of its one row; one they file elsewhere speaks of the payee,
    unless not all of that payee are the same.
    """
    part_id, category = decision.part_id, decision.category
    payee_key, direction, _ = stored.key_of(unit, company_id, part_id)
    apart = is_told_apart(payee_key, direction, stored.splits(unit, company_id))
    if decision.kind is Kind.CHECK:
        confirmed = master_of(reads.line(unit, part_id).category) == master_of(category)
        return Correction(company_id, part_id, category, Reach.ROW if confirmed or apart else Reach.PAYEE)
    if not apart:
        return Correction(company_id, part_id, category, Reach.PAYEE)
    rows = RowFilter(part_ids=tuple(_piece_of(unit, company_id, part_id)[1]))
    return Correction(company_id, part_id, category, Reach.FILTER, rows=rows)


def answered(unit: Unit, company_id: int, decision: Decision, act_id: int | None) -> None:
    """Keep an answer, and what it puts off, breaks up or checks.

    Raises ChangedMeanwhile where the group is not open any more, or too small to break up.
    """
    part_id = decision.part_id
    if decision.kind is Kind.UNDO:
        _undone(unit, company_id, decision, act_id)
        return
    stored.add_decision(unit, company_id, decision, act_id)
    if decision.kind is Kind.CHECK:
        audits.answer(unit, company_id, part_id, master_of(decision.category) or None)
    elif decision.kind in (Kind.SKIP, Kind.SPLIT):
        key, part_ids = _piece_of(unit, company_id, part_id)
        how = None
        if decision.kind is Kind.SPLIT:
            rows = stored.open_rows_frame(unit, company_id, [key.payee_key])
            how = best_split(rows[rows["part_id"].isin(part_ids)])
            if how is None:
                raise ChangedMeanwhile(part_id=part_id)
        stored.add_mark(unit, company_id, decision.id, key, how, max(part_ids))
    people.touch(unit, company_id)


def to_take_back(unit: Unit, company_id: int, decision: Decision) -> Kept:
    """The answer that an undoing names; raises NothingToUndo where there is none that stands."""
    found = stored.decision(unit, company_id, decision.undoes)
    if found is None or found.undone or found.kind is Kind.UNDO:
        raise NothingToUndo(id=decision.undoes)
    return found


def join(unit: Unit, company_id: int, key: GroupKey) -> None:
    """Put the pieces of a payee's rows together again."""
    stored.drop_splits(unit, company_id, key.payee_key, key.direction)
    people.touch(unit, company_id)


def _undone(unit: Unit, company_id: int, decision: Decision, act_id: int | None) -> None:
    """What the answer put off, broke up or checked stands as before it."""
    found = to_take_back(unit, company_id, decision)
    stored.set_undone(unit, company_id, decision.undoes)
    if found.kind is Kind.CHECK and found.part_id is not None:
        audits.reopen(unit, company_id, found.part_id)
    stored.add_decision(unit, company_id, decision, act_id)
    people.touch(unit, company_id)


def _piece_of(unit: Unit, company_id: int, part_id: int) -> tuple[GroupKey, list[int]]:
    """The piece a row is in, and its open rows; raises ChangedMeanwhile where the row is not open."""
    payee_key, direction, currency = stored.key_of(unit, company_id, part_id)
    found = stored.open_rows_frame(unit, company_id, [payee_key])
    rows = found[(found["direction"] == direction) & (found["currency"] == currency)]
    if part_id not in set(rows["part_id"]):
        raise ChangedMeanwhile(part_id=part_id)
    named = rows.assign(piece=pieces(rows, stored.splits(unit, company_id)))
    piece = str(named.loc[named["part_id"] == part_id, "piece"].iloc[0])
    return GroupKey(payee_key, direction, piece), named.loc[named["piece"] == piece, "part_id"].tolist()
