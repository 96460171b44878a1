from core.flow import House
from core.services import versions
from core.store import people
from core.store import versions as stored


def _add(house: House, name: str, *, is_demo: bool) -> None:
    with house.unit(house.scope("system")) as unit:
        people.add_company(unit, name, "", None, is_demo=is_demo)


def _teachers(house: House) -> list[str]:
    with house.look(house.scope("system")) as unit:
        return [company.name for company in people.to_learn_from(unit)]


def test_invented_companies_teach_only_while_there_is_no_other(plain_house: House) -> None:
    _add(plain_house, "Demo Cafe", is_demo=True)
    assert _teachers(plain_house) == ["Demo Cafe"]
    _add(plain_house, "Real Cafe", is_demo=False)
    assert _teachers(plain_house) == ["Real Cafe"]


def test_a_model_that_learned_from_the_demo_goes_with_it(plain_house: House) -> None:
    with plain_house.unit(plain_house.scope("system")) as unit:
        first = stored.add_version(unit, "categorizer", "challenger", "a", {"trained_on": {"demo": False}})
        stored.promote(unit, first)
        taught = stored.add_version(unit, "categorizer", "challenger", "b", {"trained_on": {"demo": True}})
        stored.promote(unit, taught)
        versions.leave_demo(unit)
        assert stored.champion_id(unit, "categorizer") == first
