from datetime import date

import pytest

from core.domain.handouts import Imported
from core.flow import House
from core.services import overview
from tests.unit.core.houses import bring, paid
from tests.unit.core.services.acting import act

MAY = (date(2026, 5, 1), date(2026, 5, 31))


@pytest.fixture
def cafe(plain_house: House) -> Imported:
    """100 paid to Zyx and 20 back from it."""
    return bring(
        plain_house, paid("2026-05-04", "-100.00", "Zyx"), paid("2026-05-05", "20.00", "ZYX"), balance_minor=0
    )


def told(house: House, company_id: int) -> list[str]:
    with house.look(house.scope("local")) as unit:
        seen = overview.overview(unit, company_id, "EUR", *MAY)
    assert seen is not None
    return [fact.code for fact in seen.facts]


def test_what_came_back_of_a_spending_category_is_told(plain_house: House, cafe: Imported) -> None:
    for payee in ("Zyx", "ZYX"):
        act(plain_house, cafe, payee, "office")
    assert told(plain_house, cafe.company_id) == ["refunds"]


@pytest.mark.parametrize("category", ["financing", "cash"])
def test_money_of_a_category_that_goes_both_ways_did_not_come_back(
    plain_house: House, cafe: Imported, category: str
) -> None:
    for payee in ("Zyx", "ZYX"):
        act(plain_house, cafe, payee, category)
    assert told(plain_house, cafe.company_id) == []


def test_money_that_is_not_sorted_did_not_come_back(plain_house: House, cafe: Imported) -> None:
    assert told(plain_house, cafe.company_id) == ["largest_open"]
