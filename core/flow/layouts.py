"""What a person does with the layouts that were answered for a company's bank files."""

from core.domain.company import Scope
from core.flow.house import House
from core.services import layouts


def forget_layout(house: House, scope: Scope, layout_id: int) -> None:
    """The next file under this header is asked about again."""
    with house.unit(scope) as unit:
        layouts.forget(unit, layout_id)


def take_in_layout(house: House, scope: Scope, company_id: int, text: str) -> int:
    """A layout that somebody wrote down serves this company from now on; returns its id."""
    with house.unit(scope) as unit:
        return layouts.take_in(unit, company_id, text)
