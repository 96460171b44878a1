"""Recurring money: found anew as payments come in, tried on the past, confirmed or struck by the owner."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from core.domain.handouts import ComingList, ComingPayment, Ripple, StreamLine
from core.domain.money import exponent
from core.domain.recurring import Said, StreamFound, StreamKept, Trial
from core.domain.weeks import HORIZON_WEEKS, WEEK, first_open_week
from core.registry.frames import forecast_frames
from core.registry.schedules import as_found, country_of, payments_digest, payments_frame
from core.store import acts, frames, people
from core.store import recurring as stored
from core.store.unit import Unit
from core.store.weekly import weekly_frame
from models.contracts import Forecaster
from models.forecasters.recurring.ahead import look_ahead
from models.forecasters.recurring.habits import LEVELS
from models.forecasters.recurring.trial import Known, Tried, try_schedules

__all__ = [
    "Look",
    "TrialPlan",
    "coming",
    "found",
    "keep",
    "keep_trials",
    "look",
    "say",
    "trial_plan",
    "tried",
]

TOLD_FROM = 1 / 3
"""What is less likely than this is not listed, unless the owner confirmed it."""
_ACTS = {Said.CONFIRMED: "confirm_due", Said.STRUCK: "strike_due", Said.NOTHING: "leave_due"}


@dataclass(frozen=True)
class Look:
    """Payments that streams were not looked for in yet."""

    company_id: int
    data_until: date
    country: str
    digest: str
    payments: pd.DataFrame


@dataclass(frozen=True)
class TrialPlan:
    """Streams to try, by their ids, with what they are tried on."""

    company_id: int
    known: Known
    streams: dict[int, tuple[str, tuple[int, ...]]]


def look(unit: Unit, company_id: int) -> Look | None:
    """The payments, where they or their last day are no longer those that were looked through."""
    data_until = people.data_until(unit, company_id)
    if data_until is None:
        return None
    payments = payments_frame(frames.rows_frame(unit, company_id))
    country = country_of(people.accounts(unit, company_id))
    digest = payments_digest(payments, data_until, country)
    if digest == stored.looked_at(unit, company_id):
        return None
    return Look(company_id, data_until, country, digest, payments)


def found(asked: Look) -> list[StreamFound]:
    """Every stream with something due before the forecast's horizon ends, early payments counted in."""
    end = first_open_week(asked.data_until) + (HORIZON_WEEKS + 2) * WEEK
    until = np.datetime64(asked.data_until)
    days = (end - asked.data_until).days
    coming_up = look_ahead(asked.payments, until, asked.country, horizon_days=days)
    return [as_found(each) for each in coming_up]


def keep(unit: Unit, asked: Look, streams: list[StreamFound]) -> bool:
    """Store what was found; what was tried of the same streams stays known. Whether any waits for a trial."""
    before = stored.streams(unit, asked.company_id)
    known = {part_id: each.trial for each in before for part_id in each.found.part_ids}
    pairs = [(each, _carried(each, known)) for each in streams]
    stored.replace_streams(unit, asked.company_id, asked.digest, pairs)
    people.touch(unit, asked.company_id)
    return bool(streams)


def trial_plan(unit: Unit, company_id: int) -> TrialPlan | None:
    """What is not tried yet, with the weekly series and payments to go back through."""
    waiting = [each for each in stored.streams(unit, company_id) if not each.tried]
    weekly = weekly_frame(unit, company_id) if waiting else None
    if weekly is None:
        return None
    accounts = people.accounts(unit, company_id)
    series, static = forecast_frames(weekly, company_id, people.company(unit, company_id).nace)
    payments = payments_frame(frames.rows_frame(unit, company_id))
    drawn = set(series["unique_id"])
    streams = {each.id: (each.series_id, each.found.part_ids) for each in waiting if each.series_id in drawn}
    return TrialPlan(company_id, Known(series, static, payments, country_of(accounts)), streams)


def tried(plan: TrialPlan, forecaster: Forecaster, say: Callable[[int, int], None]) -> dict[int, Trial]:
    """The trial of each stream against this learner; the same plan always gives the same trials.

    `say` is told step k of n, and raises to stop.
    """
    seed = zlib.crc32(str(plan.company_id).encode())
    results = try_schedules(forecaster, plan.known, list(plan.streams.values()), seed=seed, say=say)
    return {key: _trial(each) for key, each in zip(plan.streams, results, strict=True)}


def keep_trials(unit: Unit, company_id: int, trials: dict[int, Trial]) -> bool:
    """Store the trials; returns whether other schedules than before are drawn from now on."""
    before = _in_force(unit, company_id)
    stored.keep_trials(unit, company_id, trials)
    people.touch(unit, company_id)
    return _in_force(unit, company_id) != before


def coming(unit: Unit, company_id: int, currency: str) -> ComingList:
    """What is due in one currency within the forecast's weeks, by date; the less likely left out."""
    data_until = people.data_until(unit, company_id)
    if data_until is None:
        return ComingList(None, (), ())
    end = first_open_week(data_until) + HORIZON_WEEKS * WEEK
    mine = [each for each in stored.streams(unit, company_id) if each.currency == currency]
    payments = [
        _payment(each, place, data_until)
        for each in mine
        if each.said is not Said.STRUCK
        for place, due in enumerate(each.found.dues)
        if due.on < end and (due.chance >= TOLD_FROM or each.said is Said.CONFIRMED)
    ]
    payments.sort(key=lambda each: (each.on, -each.middle_minor, each.line.stream_id))
    struck = tuple(_line(each) for each in mine if each.said is Said.STRUCK)
    return ComingList(data_until, tuple(payments), struck)


def say(unit: Unit, stream_id: int, said: Said) -> tuple[int, Ripple]:
    """The owner confirms or strikes a stream, or leaves it to Bursar again, as an act.

    Returns the company too. Raises NotFound where the stream is gone, as after new payments.
    """
    company_id, kept = stored.stream(unit, stream_id)
    act_id = acts.add_act(unit, company_id, _ACTS[said], {"payee": kept.payee})
    stored.say(unit, act_id, stream_id, said)
    people.touch(unit, company_id)
    return company_id, Ripple(0, 0, {}, (), "", act_id)


def _in_force(unit: Unit, company_id: int) -> set[int]:
    return {each.id for each in stored.streams(unit, company_id) if each.in_force}


def _carried(stream: StreamFound, known: dict[int, Trial]) -> Trial:
    trials = [known[part_id] for part_id in stream.part_ids if part_id in known]
    return trials[-1] if trials else Trial()


def _trial(result: Tried) -> Trial:
    return Trial(result.with_schedule, result.without, result.origins, result.beats)


def _payment(kept: StreamKept, place: int, data_until: date) -> ComingPayment:
    due, unit = kept.found.dues[place], 10 ** exponent(kept.currency)
    low, middle, high = (
        round(kept.found.amounts[int(np.searchsorted(LEVELS, level))] * unit) for level in (0.1, 0.5, 0.9)
    )
    return ComingPayment(
        line=_line(kept),
        on=due.on,
        overdue=due.on <= data_until,
        chance=due.chance,
        late=due.late,
        low_minor=low,
        middle_minor=middle,
        high_minor=high,
        currency=kept.currency,
    )


def _line(kept: StreamKept) -> StreamLine:
    return StreamLine(
        stream_id=kept.id,
        payee=kept.payee,
        category=kept.category,
        direction=kept.found.direction,
        cadence=kept.found.cadence,
        paid=len(kept.found.part_ids),
        said=kept.said,
        by_schedule=kept.in_force,
    )
