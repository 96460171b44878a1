from datetime import date

import pytest

from core import flow
from core.domain.jobs import JobKind, JobState
from core.flow import House
from core.services import companies, jobs
from core.store import people
from tests.unit.core.houses import bring, everything, in_force, paid

SUNDAY, NEXT_SUNDAY = date(2026, 5, 3), date(2026, 5, 10)


def tell(house: House, until: date) -> int:
    return flow.tell_demo(house, house.scope("system"), until, lambda *_: None)


def days(house: House) -> list[date | None]:
    """Until when each company's data reach."""
    with house.look(house.scope("local")) as unit:
        return [people.data_until(unit, company.id) for company in companies.listed(unit)]


@pytest.mark.slow
def test_the_demo_told_twice_stands_once_and_removed_leaves_nothing(plain_house: House) -> None:
    own = bring(plain_house, paid("2026-05-04", "-12.00", "Baker"))
    before = in_force(plain_house)
    assert tell(plain_house, SUNDAY) == 3
    once = in_force(plain_house)
    assert tell(plain_house, SUNDAY) == 3
    assert in_force(plain_house) == once
    assert tell(plain_house, NEXT_SUNDAY) == 3
    assert len(in_force(plain_house)["rows"]) < 1.02 * len(once["rows"])
    assert max(filter(None, days(plain_house))) > SUNDAY
    assert flow.remove_demo(plain_house, plain_house.scope("local")) == 3
    assert in_force(plain_house) == before
    assert flow.remove_demo(plain_house, plain_house.scope("local")) == 0
    assert {row[0] for row in everything(plain_house)["company"]} == {str(own.company_id)}


def test_the_demo_asked_for_twice_is_made_once(plain_house: House) -> None:
    local = plain_house.scope("local")
    assert flow.load_demo(plain_house, local) == flow.load_demo(plain_house, local)
    with plain_house.look(local) as unit:
        waiting = [job.state for job in jobs.recent(unit, None) if job.kind is JobKind.DEMO]
    assert waiting == [JobState.WAITING]
