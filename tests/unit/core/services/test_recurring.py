from datetime import date

import pytest

from core import flow
from core.domain.errors import NotFound, NothingToUndo
from core.domain.handouts import ComingList, Imported
from core.domain.jobs import JobKind
from core.domain.recurring import Said, StreamKept
from core.flow import House
from core.jobs import coming as coming_jobs
from core.registry.schedules import country_of
from core.services import forecast, jobs, recurring
from core.store import people
from core.store import recurring as stored
from models.forecasters.history import History
from tests.unit.core.houses import bring, correction, paid, parts_of
from tests.unit.core.services.acting import undo

MONTHS = [(2025, month) for month in range(3, 13)] + [(2026, month) for month in range(1, 5)]


def _office(house: House) -> Imported:
    """Rent on the 2nd of fourteen months, pay that comes every four weeks, and groceries at random."""
    rent = [paid(f"{year}-{month:02d}-02", "-900.00", "Harbour Estates") for year, month in MONTHS]
    pay = [
        paid(date.fromordinal(date(2025, 3, 7).toordinal() + 28 * step).isoformat(), "2400.00", "Client One")
        for step in range(16)
    ]
    days = ("2025-03-11", "2025-05-30", "2025-06-04", "2025-09-22", "2026-01-14", "2026-05-10")
    shop = [paid(day, f"-{20 + 7 * at}.10", "Corner Shop") for at, day in enumerate(days)]
    return bring(house, *rent, *pay, *shop)


def _renew(house: House, company_id: int) -> bool:
    return coming_jobs.renew(house, house.scope("system"), company_id)


def _streams(house: House, company_id: int) -> list[StreamKept]:
    with house.look(house.scope("local")) as unit:
        return stored.streams(unit, company_id)


def _listed(house: House, company_id: int) -> ComingList:
    with house.look(house.scope("local")) as unit:
        return recurring.coming(unit, company_id, "EUR")


def _rent(house: House, company_id: int) -> StreamKept:
    return next(each for each in _streams(house, company_id) if each.payee == "Harbour Estates")


def _say(house: House, stream_id: int, said: Said) -> int | None:
    return flow.say_of_stream(house, house.scope("local"), stream_id, said).act_id


def _draw(house: House, company_id: int) -> int:
    return flow.look_ahead(house, house.scope("system"), company_id, History(), None)


@pytest.fixture
def office(plain_house: House) -> tuple[House, int]:
    """An office whose streams were looked for."""
    done = _office(plain_house)
    assert _renew(plain_house, done.company_id)
    return plain_house, done.company_id


def test_rent_and_pay_are_listed_by_date_with_their_amounts(office: tuple[House, int]) -> None:
    house, company_id = office
    found = _listed(house, company_id)
    assert found.data_until == date(2026, 5, 10)
    told = [(each.on.isoformat(), each.line.payee, each.middle_minor) for each in found.payments]
    # The rent of 2 May, a Saturday, has not come yet: it is listed as overdue.
    assert told[:3] == [
        ("2026-05-02", "Harbour Estates", 90_000),
        ("2026-05-29", "Client One", 240_000),
        ("2026-06-02", "Harbour Estates", 90_000),
    ]
    assert [each.overdue for each in found.payments[:3]] == [True, False, False]
    assert {each.line.payee for each in found.payments} == {"Harbour Estates", "Client One"}
    assert max(each.on for each in found.payments) < date(2026, 8, 3)


def test_the_list_is_renewed_only_where_the_payments_changed(office: tuple[House, int]) -> None:
    house, company_id = office
    assert not _renew(house, company_id)
    part_id = parts_of(house, company_id, "Harbour Estates")[0]
    flow.correct(house, house.scope("local"), correction(company_id, part_id, "premises"))
    assert not _renew(house, company_id)
    bring(house, paid("2026-05-11", "-900.00", "Harbour Estates"))
    assert _renew(house, company_id)
    assert _rent(house, company_id).found.last_on == date(2026, 5, 11)


def test_a_correction_moves_the_stream_to_its_new_category_at_once(office: tuple[House, int]) -> None:
    house, company_id = office
    part_id = parts_of(house, company_id, "Harbour Estates")[-1]
    flow.correct(house, house.scope("local"), correction(company_id, part_id, "premises"))
    assert _rent(house, company_id).category == "premises"


def test_a_new_list_is_tried_later_and_a_trial_alone_asks_for_nothing_more(office: tuple[House, int]) -> None:
    house, company_id = office
    with house.look(house.scope("local")) as unit:
        asked = [each.kind for each in jobs.recent(unit, company_id)]
    assert JobKind.TRIAL in asked
    count = coming_jobs.try_on_the_past(house, house.scope("system"), company_id, History(), lambda *_: None)
    assert count == 2
    assert all(each.tried for each in _streams(house, company_id))
    assert (
        coming_jobs.try_on_the_past(house, house.scope("system"), company_id, History(), lambda *_: None) == 0
    )


def test_a_schedule_that_beat_the_learner_is_drawn_and_stays_known_after_new_payments(
    office: tuple[House, int],
) -> None:
    house, company_id = office
    coming_jobs.try_on_the_past(house, house.scope("system"), company_id, History(), lambda *_: None)
    pay = next(each for each in _streams(house, company_id) if each.payee == "Client One")
    assert pay.trial.beats
    assert pay.in_force
    bring(house, paid("2026-05-29", "2400.00", "Client One"))
    _renew(house, company_id)
    again = next(each for each in _streams(house, company_id) if each.payee == "Client One")
    assert again.trial.beats
    assert not again.tried


def test_a_confirmed_stream_is_drawn_by_its_dates_and_undone_as_an_act(office: tuple[House, int]) -> None:
    house, company_id = office
    assert _draw(house, company_id) > 0
    assert _draw(house, company_id) == 0
    act_id = _say(house, _rent(house, company_id).id, Said.CONFIRMED)
    assert _rent(house, company_id).in_force
    assert _draw(house, company_id) == 1
    with house.look(house.scope("local")) as unit:
        outlook = forecast.outlook(unit, company_id, "EUR")
    assert outlook is not None
    by_schedule = [fan for fan in outlook.fans if "schedule" in fan.made_of]
    assert [fan.direction for fan in by_schedule] == ["out"]
    undo(house, act_id)
    assert _rent(house, company_id).said is Said.NOTHING
    assert _draw(house, company_id) == 1


def test_a_struck_stream_is_no_longer_listed_until_it_is_taken_back(office: tuple[House, int]) -> None:
    house, company_id = office
    rent = _rent(house, company_id)
    _say(house, rent.id, Said.STRUCK)
    found = _listed(house, company_id)
    assert {each.line.payee for each in found.payments} == {"Client One"}
    assert [each.payee for each in found.struck] == ["Harbour Estates"]
    _say(house, rent.id, Said.NOTHING)
    assert "Harbour Estates" in {each.line.payee for each in _listed(house, company_id).payments}


def test_what_was_said_stays_with_the_stream_when_it_is_found_anew(office: tuple[House, int]) -> None:
    house, company_id = office
    _say(house, _rent(house, company_id).id, Said.STRUCK)
    bring(house, paid("2026-05-11", "-900.00", "Harbour Estates"))
    _renew(house, company_id)
    assert _rent(house, company_id).said is Said.STRUCK


def test_an_earlier_word_is_not_undone_over_a_later_one(office: tuple[House, int]) -> None:
    house, company_id = office
    rent = _rent(house, company_id)
    first = _say(house, rent.id, Said.CONFIRMED)
    second = _say(house, rent.id, Said.STRUCK)
    with pytest.raises(NothingToUndo):
        undo(house, first)
    undo(house, second)
    assert _rent(house, company_id).said is Said.CONFIRMED


def test_a_stream_that_is_gone_is_refused_in_words(office: tuple[House, int]) -> None:
    house, company_id = office
    old = _rent(house, company_id).id
    bring(house, paid("2026-05-11", "-900.00", "Harbour Estates"))
    _renew(house, company_id)
    with pytest.raises(NotFound):
        _say(house, old, Said.CONFIRMED)


def test_an_empty_company_has_no_list(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Baker"))
    assert _renew(plain_house, done.company_id)
    assert _listed(plain_house, done.company_id).payments == ()
    flow.undo_import(plain_house, plain_house.scope("local"), done.import_id)
    _renew(plain_house, done.company_id)
    assert _listed(plain_house, done.company_id).payments == ()


def test_the_country_is_that_of_the_accounts(plain_house: House) -> None:
    done = bring(plain_house, paid("2026-05-04", "-12.00", "Baker"))
    with plain_house.look(plain_house.scope("local")) as unit:
        assert country_of(people.accounts(unit, done.company_id)) == "DE"
    assert country_of([]) == ""
