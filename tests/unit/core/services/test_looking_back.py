from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select

from core import flow
from core.domain.handouts import Behind, Replay, TrackLine
from core.domain.jobs import JobKind, JobState
from core.domain.labels import Reach
from core.flow import House
from core.services import forecast
from core.services.forecast.looking_back import has_not_seen
from core.store import forecasts, jobs, versions
from core.store.forecasts import SeriesSaid, unzipped
from core.store.schema import ForecastRun, ForecastSeries
from models.forecasters.history import History
from tests.unit.core.houses import bring, correction, open_at, paid, parts_of

OPEN_WEEK = date(2026, 5, 4)
WEEK = timedelta(weeks=1)
LONG_AGO, LATELY = {"city": "2016-03-31"}, {"last_week": "2026-03-02", "companies": 1}


def weekly(amount: float, payee: str, weeks: int, **more: str) -> list[dict[str, str]]:
    """A payment every Monday before the open week, one larger every fifth time."""
    days = [OPEN_WEEK - (weeks - at) * WEEK for at in range(weeks)]
    return [
        paid(str(day), f"{amount * (1.5 if at % 5 == 0 else 1.0):.2f}", payee, **more)
        for at, day in enumerate(days)
    ]


def cafe(weeks: int, **altered: float) -> list[dict[str, str]]:
    """Takings, flour and lunches; `altered` amounts of the last eight weeks by payee."""
    lines = [
        *weekly(900.0, "Paytree", weeks),
        *weekly(-200.0, "Metro", weeks, mcc="5411"),
        *weekly(-40.0, "Trattoria", weeks, mcc="5812"),
        paid(str(OPEN_WEEK + timedelta(days=1)), "10.00", "Paytree"),
    ]
    late = str(OPEN_WEEK - 8 * WEEK)
    for line in lines:
        if line["booked_on"] >= late and line["counterparty"] in altered:
            line["amount"] = f"{altered[line['counterparty']]:.2f}"
    return lines


def serve(house: House, trained_on: dict[str, object]) -> int:
    """A forecaster of its own version, which learned from weeks up to these days."""
    with house.unit(house.scope("system")) as unit:
        version_id = versions.add_version(unit, "forecaster", "challenger", "x", {"trained_on": trained_on})
        versions.promote(unit, version_id)
    return version_id


def opened(house: House, lines: list[dict[str, str]], **answers: object) -> int:
    """A company with these payments, looked ahead and looked back as far as there is something to draw."""
    company_id = bring(house, *lines, **answers).company_id
    look(house, company_id)
    return company_id


def look(house: House, company_id: int) -> int:
    """Look ahead, then back, as the worker does; returns how many series were looked back from."""
    system = house.scope("system")
    with house.look(system) as unit:
        champion = versions.champion_id(unit, "forecaster")
    flow.look_ahead(house, system, company_id, History(), champion)
    drawn = 0
    while found := flow.look_back(house, system, company_id, lambda *_: History()):
        drawn += found
    return drawn


def behind(house: House, company_id: int) -> Behind:
    with house.look(house.scope("local")) as unit:
        return forecast.behind(unit, company_id)


def replay(house: House, company_id: int, weeks_back: int = 12) -> Replay:
    with house.look(house.scope("local")) as unit:
        found = forecast.replay(unit, company_id, "EUR", weeks_back)
    assert found is not None
    return found


def said(house: House, company_id: int, weeks_back: int) -> dict[str, SeriesSaid]:
    with house.look(house.scope("local")) as unit:
        first_week = OPEN_WEEK - weeks_back * WEEK
        found = forecasts.newest_series(unit, company_id, first_week, looking_back=True)
    return {f"{each.category}/{each.direction}": each for each in found}


@pytest.mark.parametrize(
    ("weeks", "rungs"), [(104, (12, 24, 36, 48)), (62, (12, 24, 36)), (38, (12,)), (37, ())]
)
def test_a_look_back_needs_half_a_year_before_it(
    plain_house: House, weeks: int, rungs: tuple[int, ...]
) -> None:
    serve(plain_house, LONG_AGO)
    found = behind(plain_house, opened(plain_house, cafe(weeks)))
    assert tuple(rung.weeks_back for rung in found.rungs) == rungs
    assert (found.weeks_known, found.weeks_needed, found.waiting) == (weeks, 38, False)


def test_what_came_later_changes_nothing_of_what_is_said_to_have_been_said(
    plain_house: House, tmp_path: Path
) -> None:
    elsewhere = open_at(tmp_path / "elsewhere", tmp_path / "no_models")
    as_it_was, altered = cafe(80), cafe(80, Metro=-9000.0, Paytree=1.0)
    told = []
    for house, lines in ((plain_house, as_it_was), (elsewhere, altered)):
        serve(house, LONG_AGO)
        company_id = opened(house, lines)
        told.append({weeks_back: said(house, company_id, weeks_back) for weeks_back in (12, 24, 36, 48)})
    for weeks_back, first in told[0].items():
        second = told[1][weeks_back]
        assert set(first) == set(second) == {"uncategorised/in", "supplier/out", "meals/out"}
        for key, one in first.items():
            assert np.array_equal(one.paths, second[key].paths), key
            assert one.weeks_seen == 80 - weeks_back


def test_a_model_that_learned_from_later_weeks_does_not_speak_of_them(plain_house: House) -> None:
    before = serve(plain_house, LONG_AGO)
    after = serve(plain_house, LATELY)
    company_id = opened(plain_house, cafe(104))
    with plain_house.look(plain_house.scope("local")) as unit:
        spoke = {
            (each.looking_back, version)
            for each in forecasts.origins(unit, company_id)
            for version in each.versions
        }
    assert spoke == {(False, after), (True, before)}


def test_where_no_model_may_speak_that_is_said(plain_house: House) -> None:
    serve(plain_house, LATELY)
    found = behind(plain_house, opened(plain_house, cafe(104)))
    assert (found.rungs, found.waiting, found.unspoken) == ((), False, True)


def test_plain_history_stands_in_for_a_damaged_model_once_a_week_until_it_is_mended(
    plain_house: House,
) -> None:
    system, version_id = plain_house.scope("system"), serve(plain_house, LONG_AGO)
    company_id = bring(plain_house, *cafe(62)).company_id
    flow.look_ahead(plain_house, system, company_id, History(), version_id)

    def looks(model: History | None) -> list[int]:
        return [flow.look_back(plain_house, system, company_id, lambda *_: model) for _ in range(4)]

    def spoke() -> set[int | None]:
        found = [said(plain_house, company_id, back) for back in (12, 24, 36)]
        return {each.model_version_id for week in found for each in week.values()}

    assert (looks(None), spoke(), replay(plain_house, company_id).stood_in) == ([3, 3, 3, 0], {None}, True)
    assert looks(History()) == [3, 3, 3, 0]
    assert (spoke(), replay(plain_house, company_id).stood_in) == ({version_id}, False)


@pytest.mark.parametrize(
    ("trained_on", "unseen"),
    [
        ({"city": "2026-01-31", "other": "2016-01-01"}, True),
        ({"city": "2026-02-09"}, False),
        ({"last_week": "2026-02-02", "companies": 3, "demo": True}, True),
        ({}, False),
    ],
)
def test_only_dates_prove_what_a_model_has_not_seen(trained_on: dict[str, object], unseen: bool) -> None:
    assert has_not_seen(trained_on, date(2026, 2, 9)) is unseen


def test_looking_back_is_never_taken_for_the_present(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    company_id = opened(plain_house, cafe(104))
    with plain_house.look(plain_house.scope("local")) as unit:
        run = forecasts.newest_run(unit, company_id)
        assert run is not None
        assert run.first_week == OPEN_WEEK
        outlook = forecast.outlook(unit, company_id, "EUR")
    assert outlook is not None
    assert (outlook.first_week, outlook.drawing) == (OPEN_WEEK, 0)


def test_what_was_said_at_the_time_stands(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    early = [line for line in cafe(104) if line["booked_on"] < str(OPEN_WEEK - 12 * WEEK + timedelta(days=1))]
    company_id = opened(plain_house, early)
    bring(plain_house, *cafe(104), company_id=company_id)
    look(plain_house, company_id)
    assert {rung.weeks_back: rung.looking_back for rung in behind(plain_house, company_id).rungs} == {
        12: False,
        24: True,
        36: True,
        48: True,
    }


def test_a_correction_of_past_payments_looks_back_anew_from_what_it_moved(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    company_id = opened(plain_house, cafe(104))
    before = said(plain_house, company_id, 12)
    metro = parts_of(plain_house, company_id, "Metro")[0]
    wish = correction(company_id, metro, "meals", reach=Reach.PAYEE)
    flow.correct(plain_house, plain_house.scope("local"), wish)
    # Metro was all of supplier: one series is left to draw at each of four weeks.
    assert look(plain_house, company_id) == 4
    after = said(plain_house, company_id, 12)
    assert np.array_equal(after["uncategorised/in"].paths, before["uncategorised/in"].paths)
    assert after["meals/out"].paths.mean() > 4 * before["meals/out"].paths.mean()
    shown = replay(plain_house, company_id)
    assert {fan.fan.key for fan in shown.fans} == {"uncategorised", "meals"}


def test_the_worker_is_asked_once_what_is_ahead_has_changed(plain_house: House) -> None:
    company_id = bring(plain_house, *cafe(60)).company_id
    flow.look_ahead(plain_house, plain_house.scope("system"), company_id, History(), None)
    with plain_house.look(plain_house.scope("system")) as unit:
        asked = [job for job in jobs.recent(unit, company_id, WEEK) if job.kind is JobKind.LOOK_BACK]
    assert [job.state for job in asked] == [JobState.WAITING]


def test_the_replay_lays_what_came_over_what_was_said(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    company_id = opened(plain_house, cafe(104, Metro=-500.0), balance_minor=500_000)
    found = replay(plain_house, company_id)
    flour = next(each for each in found.fans if each.fan.key == "supplier")
    # Four weeks of 200, one of them half more, then eight of 500.
    assert flour.came_frame["y"].tolist()[4:] == [500.0] * 8
    assert flour.came == flour.came_frame["y"].sum()
    assert flour.inside == (True,) * 4 + (False,) * 8
    assert flour.high < flour.came
    assert flour.fan.history_frame["ds"].max().date() == OPEN_WEEK - 13 * WEEK
    assert flour.fan.fan_frame["ds"].iloc[0].date() == OPEN_WEEK - 12 * WEEK


def test_the_balance_of_a_past_week_is_the_anchor_less_what_came_since(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    company_id = opened(plain_house, cafe(104), balance_minor=5_000_000)
    whole = replay(plain_house, company_id, 24).whole
    assert whole is not None
    assert whole.fan.key == "balance"
    # 50,000 on the last day, 10 of it from the open week; a usual week adds 660, a larger one 990.
    larger = len([at for at in range(92, 104) if at % 5 == 0])
    until = 50_000.0 - 10.0 - (12 - larger) * 660.0 - larger * 990.0
    assert whole.came == pytest.approx(until)
    assert whole.came_frame["y"].tolist() == whole.came_frame["sum_y"].tolist()
    assert len(whole.inside) == 12


def test_without_a_balance_in_minus_out_is_replayed(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    whole = replay(plain_house, opened(plain_house, cafe(104))).whole
    assert whole is not None
    assert whole.fan.key == "cash_flow"
    assert whole.came == pytest.approx(whole.came_frame["y"].sum())


def test_a_past_week_nobody_spoke_of_has_no_replay(plain_house: House) -> None:
    company_id = bring(plain_house, *cafe(30)).company_id
    with plain_house.look(plain_house.scope("local")) as unit:
        assert forecast.replay(unit, company_id, "EUR", 12) is None


def test_past_fans_are_counted_against_the_weeks_that_came(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    company_id = opened(plain_house, cafe(104))
    lines = track(plain_house, company_id)
    assert {(line.key, line.direction, line.weeks, line.totals) for line in lines} == {
        ("uncategorised", "in", 48, 4),
        ("supplier", "out", 48, 4),
        ("meals", "out", 48, 4),
        ("cash_flow", "net", 48, 4),
    }
    assert 0.7 < sum(line.weeks_inside for line in lines) / (4 * 48) < 0.9
    assert lines == track(plain_house, company_id)


def test_a_shop_that_changed_its_ways_is_seen_in_the_count(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    company_id = opened(plain_house, cafe(104, Metro=-5000.0))
    supplier = next(line for line in track(plain_house, company_id) if line.key == "supplier")
    meals = next(line for line in track(plain_house, company_id) if line.key == "meals")
    assert supplier.weeks_inside < meals.weeks_inside
    assert supplier.totals_inside == 3


def test_before_a_week_has_come_true_nothing_is_counted(plain_house: House) -> None:
    assert track(plain_house, opened(plain_house, cafe(30))) == ()


def test_what_was_said_long_ago_reads_the_same_once_its_futures_are_gone(plain_house: House) -> None:
    serve(plain_house, LONG_AGO)
    company_id = opened(plain_house, cafe(104))
    later = [
        line | {"booked_on": str(date.fromisoformat(line["booked_on"]) + 20 * WEEK)} for line in cafe(20)
    ]
    bring(plain_house, *later, company_id=company_id)
    before = {whose: track(plain_house, company_id, whose) for whose in ("bursar", "history")}
    assert next(line.weeks for line in before["bursar"]) == 48 + 12
    assert futures_kept(plain_house, company_id, 48) == 6
    look(plain_house, company_id)
    # Those of 48 and 36 weeks back now lie 68 and 56 weeks back.
    assert [futures_kept(plain_house, company_id, back) for back in (48, 36, 24)] == [0, 0, 6]
    assert {whose: track(plain_house, company_id, whose) for whose in ("bursar", "history")} == before
    assert not any(said(plain_house, company_id, back) for back in (48, 36))


def test_futures_with_newer_ones_in_their_place_keep_their_levels_alone(plain_house: House) -> None:
    company_id = bring(plain_house, *cafe(30)).company_id
    look(plain_house, company_id)
    metro = parts_of(plain_house, company_id, "Metro")[:10]
    for part_id in metro:
        flow.correct(plain_house, plain_house.scope("local"), correction(company_id, part_id, "meals"))
    look(plain_house, company_id)
    with plain_house.look(plain_house.scope("system")) as unit:
        rows = list(unit.session.scalars(select(ForecastSeries).order_by(ForecastSeries.id)))
        thinned = {(row.category, row.whose): unzipped(row.paths, 24).shape for row in rows if row.thinned}
        outlook = forecast.outlook(unit, company_id, "EUR")
    moved = [("meals", "bursar"), ("meals", "history"), ("supplier", "bursar"), ("supplier", "history")]
    assert thinned == dict.fromkeys(moved, (8, 24))
    assert outlook is not None
    assert (outlook.drawing, len(outlook.fans)) == (0, 3)


def track(house: House, company_id: int, whose: str = "bursar") -> tuple[TrackLine, ...]:
    with house.look(house.scope("local")) as unit:
        return forecast.track_record(unit, company_id, "EUR", whose)


def futures_kept(house: House, company_id: int, weeks_back: int) -> int:
    """Series whose futures are kept whole of the week so long before the first open one of 2026."""
    with house.look(house.scope("local")) as unit:
        query = (
            select(func.count())
            .select_from(ForecastSeries)
            .join(ForecastRun, ForecastRun.id == ForecastSeries.run_id)
            .where(ForecastRun.company_id == company_id, ~ForecastSeries.thinned)
            .where(ForecastRun.first_week == OPEN_WEEK - weeks_back * WEEK)
        )
        return int(unit.session.scalar(query) or 0)
