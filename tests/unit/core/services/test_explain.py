"""Explanations are asked for, compared with what had come in by then, and kept as a person reads them."""

from core.domain.handouts import WouldBe
from core.domain.jobs import JobState
from core.domain.labels import Guess
from core.flow import House
from core.services import explain, jobs
from core.store import explanations, people, versions
from core.store import jobs as queue
from models.contracts import Explanation, Factor
from models.contracts import WouldBe as Learned
from tests.unit.core.houses import bring, paid, parts_of


def champion(house: House) -> int:
    with house.look(house.scope("system")) as unit:
        found = versions.champion_id(unit, "categorizer")
    assert found is not None
    return found


def test_the_first_row_of_a_file_is_compared_with_the_rest_of_it_and_no_later_file(house: House) -> None:
    done = bring(house, *(paid(f"2026-05-{day:02}", f"-{day}.00", "Metro") for day in range(1, 10)))
    first = parts_of(house, done.company_id, "Metro")[0]
    version = champion(house)
    with house.look(house.scope("system")) as unit:
        row, background, seed = explain.case(unit, first, version)
    bring(house, paid("2026-05-10", "-99.00", "Fuel 24"))
    with house.look(house.scope("system")) as unit:
        again, later, same = explain.case(unit, first, version)
    assert row["part_id"].tolist() == [first]
    assert len(background) == 9
    assert later["part_id"].tolist() == background["part_id"].tolist()
    assert (seed, row.to_dict()) == (same, again.to_dict())


def test_accounts_are_kept_by_name_and_what_would_have_changed_the_answer_beside_the_signs(
    house: House,
) -> None:
    done = bring(house, paid("2026-05-04", "-12.00", "Metro"))
    part_id, version = parts_of(house, done.company_id, "Metro")[0], champion(house)
    with house.unit(house.scope("system")) as unit:
        account = people.accounts(unit, done.company_id)[0]
        key = str(account.id)
        explain.keep(
            unit,
            version,
            Explanation(
                part_id=part_id,
                category="office",
                probability=0.6,
                factors=(Factor("account", key, 0.4), Factor("mcc", key, 0.2)),
                method="lime",
                r2=0.9,
                seed=7,
                next_category="supplier",
                next_probability=0.3,
                would_be=Learned("supplier", "account", key, 0.8),
            ),
        )
    with house.look(house.scope("local")) as unit:
        found = explanations.of_part(unit, part_id, version)
    assert found is not None
    assert [sign.value for sign in found.factors] == [account.name, key]
    assert found.next_guess == Guess("supplier", 0.3)
    assert found.would_be == WouldBe("supplier", "account", account.name, 0.8)


def test_weighing_tells_what_is_missing_for_an_explanation(house: House) -> None:
    done = bring(house, paid("2026-05-04", "-12.00", "Metro"))
    part_id = parts_of(house, done.company_id, "Metro")[0]
    with house.unit(house.scope("local")) as unit:
        job_id = explain.ask(unit, part_id)
        idle = explain.weighing(unit, part_id, job_id)
    with house.unit(house.scope("system")) as unit:
        queue.take_lock(unit, 1, "elsewhere", dead=False)
    with house.look(house.scope("local")) as unit:
        at_work = explain.weighing(unit, part_id, job_id)
        job = jobs.job(unit, job_id or 0)
    assert (idle.there, idle.has_model, idle.has_worker) == (False, True, False)
    assert (at_work.has_worker, job.state) == (True, JobState.WAITING)
