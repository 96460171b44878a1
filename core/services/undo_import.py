"""Undo an import: what goes is shown first; what people said of its rows is kept or dropped."""

from core.domain.errors import ImportUndone
from core.domain.handouts import UndoSeen
from core.store import acts, filed_again, imports, people, sameness, undoing
from core.store.unit import Unit

__all__ = ["file_again", "preview", "to_drop", "undo_import"]


def preview(unit: Unit, import_id: int) -> UndoSeen:
    """What goes with a file, and which corrections stand on it; raises what `undo_import` raises."""
    _refuse_if_undone(unit, import_id)
    rows, sums_minor, (from_on, to_on) = undoing.going(unit, import_id)
    return UndoSeen(
        import_id=import_id,
        file_name=undoing.file_name(unit, import_id),
        rows=rows,
        sums_minor=sums_minor,
        from_on=from_on,
        to_on=to_on,
        coming_forward=sameness.coming_forward(unit, import_id),
        corrections=tuple(undoing.standing(unit, import_id)),
    )


def to_drop(unit: Unit, import_id: int) -> list[int]:
    """The acts to take back, in this order, before a file goes without the corrections made since.

    Raises ImportUndone where the file was undone before.
    """
    _refuse_if_undone(unit, import_id)
    return undoing.standing_acts(unit, import_id)


def undo_import(unit: Unit, import_id: int) -> int:
    """Take a file's rows out of force, as a new act; the file can be brought in again.

    What people said of its rows stays with them, and so do the rules made from it. A number that an account
    took from it goes, where no other file in force names it. Returns the company.
    Raises ImportUndone where that was done before.
    """
    company_id = _refuse_if_undone(unit, import_id)
    rows, _, _ = undoing.going(unit, import_id)
    facts = {"names": [undoing.file_name(unit, import_id)]}
    act_id = acts.add_act(unit, company_id, "undo_import", facts)
    acts.note(unit, act_id, {"import_id": import_id})
    acts.set_rows_changed(unit, act_id, rows)
    imports.take_out_of_force(unit, import_id)
    for account_id in imports.numbers_named_alone(unit, import_id):
        people.forget_number(unit, company_id, account_id)
    for account_id, anchor in imports.newest_closings(unit, import_id).items():
        people.set_anchor(unit, company_id, account_id, anchor)
    people.touch(unit, company_id)
    return company_id


def file_again(unit: Unit, company_id: int) -> int:
    """Rows that a person had filed before their file was undone get that label again; returns how many."""
    return filed_again.file_again(unit, company_id)


def _refuse_if_undone(unit: Unit, import_id: int) -> int:
    company_id, undone_at = imports.import_state(unit, import_id)
    if undone_at is not None:
        raise ImportUndone(id=import_id, file=undoing.file_name(unit, import_id))
    return company_id
