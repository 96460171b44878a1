from core import flow
from core.domain.jobs import JobKind, JobState
from core.domain.labels import Reach
from core.flow import House
from core.jobs.worker import Worker
from core.services import jobs
from core.store import versions
from tests.unit.core.houses import SAVINGS, bring, correction, filed, paid, parts_of

SUPERMARKET = {"mcc": "5411", "type_code": "card_payment"}


def waiting(house: House, company_id: int) -> list[JobKind]:
    """What this company waits for."""
    with house.look(house.scope("system")) as unit:
        found = jobs.recent(unit, company_id)
    return sorted(job.kind for job in found if job.state is JobState.WAITING and job.company_id)


def leave_only(house: House, kind: JobKind | None) -> None:
    """Cancel what waits, but for this kind."""
    with house.unit(house.scope("system")) as unit:
        for job in jobs.recent(unit, None):
            if job.state is JobState.WAITING and job.kind is not kind:
                jobs.cancel(unit, job.id)


def test_next_months_rows_follow_the_owner_and_not_their_merchant_code(house: House) -> None:
    may = bring(house, *(paid(f"2026-05-0{day}", "-12.00", "Metro", **SUPERMARKET) for day in (4, 5, 6)))
    worker = Worker(house)
    leave_only(house, JobKind.CATEGORIZE)
    assert worker.step()
    assert {category for _, category, _, _ in filed(house, may.company_id)} == {"supplier"}
    part_id = parts_of(house, may.company_id, "Metro")[0]
    given = correction(may.company_id, part_id, "meals", reach=Reach.PAYEE)
    flow.correct(house, house.scope("local"), given)
    bring(house, *(paid(f"2026-06-0{day}", "-15.00", "Metro", **SUPERMARKET) for day in (1, 2)))
    by_memory = [("Metro", "meals", "memory", "decided")] * 2
    assert filed(house, may.company_id)[3:] == by_memory
    leave_only(house, JobKind.CATEGORIZE)
    assert worker.step()
    assert filed(house, may.company_id)[3:] == by_memory


def test_after_a_file_the_model_and_the_forecast_are_asked_for(house: House) -> None:
    done = bring(house, paid("2026-05-04", "-12.00", "Metro"))
    assert waiting(house, done.company_id) == [JobKind.CATEGORIZE, JobKind.FORECAST]


def test_without_a_model_only_the_forecast_is_asked_for(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"))
    assert waiting(plain_house, done.company_id) == [JobKind.FORECAST]


def test_a_correction_asks_for_the_forecast_alone(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Metro"))
    leave_only(plain_house, None)
    part_id = parts_of(plain_house, done.company_id, "Metro")[0]
    flow.correct(plain_house, plain_house.scope("local"), correction(done.company_id, part_id, "meals"))
    assert waiting(plain_house, done.company_id) == [JobKind.FORECAST]


def test_rolling_back_a_model_sorts_every_company_anew(house: House) -> None:
    cafe = bring(house, paid("2026-05-04", "-12.00", "Metro"))
    builder = bring(house, paid("2026-05-04", "-12.00", "Metro", account=SAVINGS), name="Builder")
    system = house.scope("system")
    with house.unit(system) as unit:
        first = versions.champion_id(unit, "categorizer")
        assert first is not None
        second = versions.add_version(unit, "categorizer", "challenger", "categorizer-2", {})
        versions.promote(unit, second)
    leave_only(house, None)
    flow.roll_back(house, system, first)
    with house.look(system) as unit:
        states = {line.id: line.state for line in versions.lines(unit, "categorizer")}
    assert states == {first: "champion", second: "retired"}
    for company in (cafe, builder):
        assert waiting(house, company.company_id) == [JobKind.CATEGORIZE, JobKind.FORECAST]


def test_rows_sorted_by_a_model_that_serves_no_longer_are_sorted_again(house: House) -> None:
    done = bring(house, paid("2026-05-04", "-12.00", "Metro"))
    system = house.scope("system")
    with house.unit(system) as unit:
        first = versions.champion_id(unit, "categorizer")
        assert first is not None
        folder = versions.folder(unit, first)
    served = house.shelf.categorizer(folder)
    leave_only(house, None)
    flow.sort_with_model(house, system, done.company_id, served, first)
    assert waiting(house, done.company_id) == [JobKind.FORECAST]
    with house.unit(system) as unit:
        versions.promote(unit, versions.add_version(unit, "categorizer", "challenger", "categorizer-2", {}))
    flow.sort_with_model(house, system, done.company_id, served, first)
    assert waiting(house, done.company_id) == [JobKind.CATEGORIZE, JobKind.FORECAST]
