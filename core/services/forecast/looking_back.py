"""What Bursar would have said earlier: drawn from the payments before a past week alone.

Only a model speaks that has learned nothing from that week on; recurring schedules are left out, for
they were found with what came later in view. The labels are today's.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.domain.weeks import HORIZON_WEEKS, WEEK, first_open_week, first_whole_week
from core.registry.frames import forecast_frames
from core.registry.shelf import FORECASTER
from core.series.weekly import digests
from core.services.forecast.drawing import Plan
from core.services.forecast.weeks import key_of
from core.store import forecasts, people, versions
from core.store.forecasts import BURSAR, OriginSaid, SeriesSaid
from core.store.unit import Unit
from core.store.weekly import weekly_frame

WEEKS_BACK = (12, 24, 36, 48)
LEAST_WEEKS = 26
"""Whole weeks of payments that must lie before the week that is gone back to."""
_SPOKE = (versions.CHAMPION, "retired")


@dataclass(frozen=True)
class BackPlan:
    """What to draw for one past week, and the model version that may speak of it.

    With `again` plain history has spoken in its place, because its files were damaged.
    """

    plan: Plan
    version_id: int
    folder: str
    again: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """The first week that payments cover whole, and the first one after it that they leave open."""

    first: date
    open_week: date

    @property
    def count(self) -> int:
        """How many whole weeks lie between them."""
        return max(0, (self.open_week - self.first) // WEEK)


def plan_back(unit: Unit, company_id: int) -> BackPlan | None:
    """The next look back to draw, the shortest way back first; None where all are as they should be.

    A correction that changes a past series draws that series anew, and what plain history stood in for is
    drawn anew once nothing else is missing. Where a look ahead was stored at the time, it stands, and
    nothing is drawn.
    """
    again = None
    heard = {each.first_week for each in stood(unit, company_id) if not each.looking_back}
    for first_week in back_to(covered(unit, company_id)):
        speaker = _speaker(unit, first_week)
        if speaker is None or first_week in heard:
            continue
        found = _plan(unit, company_id, first_week, speaker)
        if found is not None and not found.again:
            return found
        again = again or found
    return again


def covered(unit: Unit, company_id: int) -> Covered | None:
    """The whole weeks of a company's payments; None where it has none."""
    data_from, data_until = people.data_from(unit, company_id), people.data_until(unit, company_id)
    if data_from is None or data_until is None:
        return None
    return Covered(first_whole_week(data_from), first_open_week(data_until))


def back_to(weeks: Covered | None) -> list[date]:
    """The weeks to go back to, 12 to 48 weeks before the first open one, with half a year before each."""
    if weeks is None:
        return []
    wanted = [weeks.open_week - back * WEEK for back in WEEKS_BACK]
    return [week for week in wanted if week - weeks.first >= LEAST_WEEKS * WEEK]


def stood(unit: Unit, company_id: int) -> list[OriginSaid]:
    """What was said, oldest first, where no model that spoke had learned from a week it spoke of.

    Of a week that was looked at both at the time and afterwards, what was said at the time.
    """
    trained = {line.id: line.trained_on for line in versions.lines(unit, FORECASTER)}
    found: dict[date, OriginSaid] = {}
    for each in forecasts.origins(unit, company_id):
        unseen = all(
            version is None or has_not_seen(trained.get(version, {}), each.first_week)
            for version in each.versions
        )
        if unseen:
            found.setdefault(each.first_week, each)
    return list(found.values())


def said_then(
    unit: Unit, company_id: int, origin: OriginSaid, mine: pd.DataFrame, whose: str = BURSAR
) -> list[SeriesSaid]:
    """The futures of a past week, of the accounts in `mine` (the weekly series of one currency).

    Of what was drawn afterwards only series that have payments before that week, as labels stand now.
    Where nothing of `whose` is kept they are Bursar's.
    """
    look = {"looking_back": origin.looking_back}
    offered = forecasts.offered(unit, company_id, origin.first_week, **look)
    chosen = whose if whose in offered else BURSAR
    said = forecasts.newest_series(unit, company_id, origin.first_week, whose=chosen, **look)
    before = mine[(mine["ds"] < pd.Timestamp(origin.first_week)) & (mine["y"] > 0)]
    known, accounts = set(before["unique_id"]), set(mine["account_id"])
    return [
        each
        for each in said
        if each.account_id in accounts and (not origin.looking_back or key_of(each) in known)
    ]


def has_not_seen(trained_on: Mapping[str, object], first_week: date) -> bool:
    """Whether everything a model learned from is dated, and lies before this Monday."""
    days = []
    for value in trained_on.values():
        with suppress(ValueError):
            days.append(date.fromisoformat(str(value)))
    return bool(days) and max(days) < first_week


def spoken_for(unit: Unit, first_week: date) -> bool:
    """Whether there is a model that may speak of this past week."""
    return _speaker(unit, first_week) is not None


def _speaker(unit: Unit, first_week: date) -> tuple[int, str] | None:
    """The newest version that served and has learned nothing from this Monday on, with its folder."""
    for line in versions.lines(unit, FORECASTER):
        if line.state in _SPOKE and has_not_seen(line.trained_on, first_week):
            return line.id, versions.folder(unit, line.id)
    return None


def _plan(unit: Unit, company_id: int, first_week: date, speaker: tuple[int, str]) -> BackPlan | None:
    """Series whose weeks before this Monday are not those they were last looked back from.

    Where there are none, those that plain history spoke of.
    """
    eve = first_week - WEEK / 7
    weekly = weekly_frame(unit, company_id, eve)
    if weekly is None:
        return None
    now = digests(weekly)
    said = forecasts.newest_series(unit, company_id, first_week, looking_back=True)
    before = {key_of(each): each for each in said}
    keys = {key: mark for key, mark in now.items() if key not in before or before[key].digest != mark}
    again = not keys
    if again:
        keys = {key: mark for key, mark in now.items() if before[key].model_version_id is None}
    if not keys:
        return None
    wanted = weekly[weekly["unique_id"].isin(list(keys))]
    series, static = forecast_frames(wanted, company_id, people.company(unit, company_id).nace)
    return BackPlan(Plan(company_id, eve, keys, series, static), *speaker, again)


def weeks_needed() -> int:
    """Whole weeks of payments before there is anything to look back at."""
    return LEAST_WEEKS + HORIZON_WEEKS
