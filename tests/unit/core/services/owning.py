"""A company's own sub-categories in the hands of its owner."""

from collections.abc import Callable

from core.domain.categories import OwnCategory
from core.domain.handouts import Imported
from core.domain.words.labels import names_with_own
from core.flow import House
from core.services import own_categories, transactions
from core.store.unit import Unit
from tests.unit.core.services.acting import categories


def do(house: House, work: Callable[[Unit], int]) -> int:
    with house.unit(house.scope("local")) as unit:
        return work(unit)


def add(house: House, done: Imported, parent: str, name: str) -> OwnCategory:
    do(house, lambda unit: own_categories.add(unit, done.company_id, parent, name))
    return own(house, done, " ".join(name.split()))


def known(house: House, done: Imported) -> list[OwnCategory]:
    with house.look(house.scope("local")) as unit:
        return own_categories.listed(unit, done.company_id)


def own(house: House, done: Imported, name: str) -> OwnCategory:
    return next(each for each in reversed(known(house, done)) if each.name == name)


def names(house: House, done: Imported) -> dict[str, str]:
    masters = {each.key: each.name for each in transactions.categories()}
    return names_with_own(masters, known(house, done))


def said(house: House, done: Imported) -> list[str]:
    """What the rows are filed under, in words."""
    by_place = names(house, done)
    return [by_place[each] for each in categories(house, done)]
