"""What an owner does with a few payments, and how it can be looked at afterwards."""

from typing import Any

from core import flow
from core.domain.handouts import ActLine, Imported, Ripple, RuleLine
from core.flow import House
from core.services import correct
from core.store import acts
from tests.unit.core.houses import bring, correction, filed, paid, parts_of


def small_cafe(house: House) -> Imported:
    """Three payments to Metro, one back from it, one to Zyx: nobody knows any of them."""
    return bring(
        house,
        paid("2026-05-04", "-12.00", "Metro"),
        paid("2026-05-05", "-13.00", "METRO"),
        paid("2026-05-06", "-14.00", "Metro"),
        paid("2026-05-07", "3.00", "Metro"),
        paid("2026-05-08", "-20.00", "Zyx"),
    )


def act(house: House, done: Imported, payee: str, category: str, **more: Any) -> Ripple:
    """Correct the first row of a payee; `more` widens the reach."""
    part_id = parts_of(house, done.company_id, payee)[0]
    return flow.correct(house, house.scope("local"), correction(done.company_id, part_id, category, **more))


def undo(house: House, act_id: int | None) -> Ripple:
    """Take an act back."""
    assert act_id is not None
    return flow.undo(house, house.scope("local"), act_id)


def categories(house: House, done: Imported) -> list[str]:
    """The category of every row, in the order in which they came in."""
    return [category for _, category, _, _ in filed(house, done.company_id)]


def rules(house: House, done: Imported) -> list[RuleLine]:
    """The company's rules, newest first."""
    with house.look(house.scope("local")) as unit:
        return acts.rule_lines(unit, done.company_id)


def act_lines(house: House, done: Imported) -> list[ActLine]:
    """What people did, newest first."""
    with house.look(house.scope("local")) as unit:
        return correct.acts(unit, done.company_id)
