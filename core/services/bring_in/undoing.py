"""Take a bank's file back out."""

from core.domain.errors import NothingToUndo
from core.store import imports as stored
from core.store import people
from core.store.unit import Unit


def undo_import(unit: Unit, import_id: int) -> int:
    """Take a file's rows out of force, as a new act; the file can be brought in again.

    Returns the company. Raises NothingToUndo where that was done before.
    """
    company_id, undone_at = stored.import_state(unit, import_id)
    if undone_at is not None:
        raise NothingToUndo(id=import_id)
    stored.take_out_of_force(unit, import_id)
    for account_id, anchor in stored.newest_closings(unit, import_id).items():
        people.set_anchor(unit, company_id, account_id, anchor)
    people.touch(unit, company_id)
    return company_id
