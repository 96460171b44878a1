"""A person says whether two rows are one payment or two: in force at once, and undone like any act."""

from core.domain.handouts import Ripple
from core.store import acts, people, same_said
from core.store.unit import Unit


def say_two(unit: Unit, row_id: int) -> tuple[int, Ripple]:
    """The row that was held back counts beside the one that stood for it; returns company and ripple.

    Raises NotFound where nothing in force stands for it.
    """
    company_id, payee, other_id = same_said.row_of(unit, row_id)
    return _said(unit, company_id, payee, (row_id, other_id or 0), one=False)


def say_one(unit: Unit, row_id: int, other_id: int) -> tuple[int, Ripple]:
    """The row steps back behind the other, which is the same payment; returns company and ripple.

    Raises NotFound where they are not two rows in force of one account.
    """
    company_id, payee, _ = same_said.row_of(unit, row_id)
    return _said(unit, company_id, payee, (row_id, other_id), one=True)


def _said(unit: Unit, company_id: int, payee: str, rows: tuple[int, int], *, one: bool) -> tuple[int, Ripple]:
    kind = "one_payment" if one else "two_payments"
    act_id = acts.add_act(unit, company_id, kind, {"payee": payee})
    same_said.say(unit, act_id, *rows, one=one)
    acts.set_rows_changed(unit, act_id, 1)
    people.touch(unit, company_id)
    return company_id, Ripple(1, 0, {}, (), "", act_id)
