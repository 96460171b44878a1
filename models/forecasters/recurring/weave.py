"""Schedules into futures: what is due is drawn by its odds, the learner draws only what is left."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
import pandas as pd

from models.contracts import FloatArray, Forecast, Forecaster
from models.forecasters.grid import WEEK, Days, Floats
from models.forecasters.recurring.ahead import Coming, still_open
from models.forecasters.recurring.payments import PAYMENTS
from models.frames import check_frame

SCHEDULE = "schedule"
"""The name of schedules in `Forecast.parts`."""
_STAYS = 0.5
"""Share of a due date's luck that all due dates of its stream have in common: a stream that ends, ends."""
_AMOUNT_STAYS = 0.3
_FINE = 4000


@dataclass(frozen=True, eq=False)
class Schedule:
    """A stream that is drawn by its due dates within the series `unique_id`.

    `name` tells it from the series' other streams. `days` (dues,), `chance` (dues,), `amounts` and `lags`
    at `habits.LEVELS` as in `Coming`. `until` is the last day the payments cover; `taken` its past
    payments within the series, summed by Monday, the week that `until` leaves open among them.
    """

    unique_id: str
    name: str
    days: Days
    chance: Floats
    amounts: Floats
    lags: Floats
    until: np.datetime64
    taken: pd.Series


def schedule_of(unique_id: str, coming: Coming, until: np.datetime64, payments: pd.DataFrame) -> Schedule:
    """A stream's schedule, with what its past payments added to the series of its own category."""
    stream = coming.stream
    return Schedule(
        unique_id=unique_id,
        name=f"{stream.payee}/{stream.payment_ids[0]}",
        days=coming.dues.days,
        chance=coming.chance,
        amounts=coming.amounts,
        lags=coming.lags,
        until=until,
        taken=taken_by(payments, stream.payment_ids, stream.category),
    )


def taken_by(payments: pd.DataFrame, payment_ids: Sequence[int], category: str) -> pd.Series:
    """What these payments add to the series of a category, summed by Monday; `payments` has `PAYMENTS`."""
    check_frame(payments, PAYMENTS)
    mine = payments["payment_id"].isin(payment_ids) & (payments["category"] == category)
    rows = payments[mine]
    mondays = rows["booked_on"] - pd.to_timedelta(rows["booked_on"].dt.weekday, unit="D")
    return rows["amount"].abs().groupby(mondays).sum()


def draw_with(
    forecaster: Forecaster,
    series: pd.DataFrame,
    static: pd.DataFrame,
    schedules: Sequence[Schedule],
    *,
    horizon_weeks: int,
    paths: int,
    seed: int,
) -> Forecast:
    """The learner's futures of what no schedule explains, plus each schedule drawn by its odds.

    With no schedule it is the learner's forecast as it stands. `Forecast.parts` names the share of the
    mean total that schedules bring.
    """
    left = without(series, schedules)
    drawn = forecaster.forecast(left, static, horizon_weeks=horizon_weeks, paths=paths, seed=seed)
    return woven(drawn, schedules, seed=seed)


def without(series: pd.DataFrame, schedules: Sequence[Schedule]) -> pd.DataFrame:
    """The weekly series with the schedules' own past payments taken out; weeks never fall below zero."""
    y = series["y"].to_numpy(dtype=np.float64).copy()
    for schedule in schedules:
        mine = (series["unique_id"] == schedule.unique_id).to_numpy()
        y[mine] -= series.loc[mine, "ds"].map(schedule.taken).fillna(0.0).to_numpy()
    # What cents leave over, or a refund netted within the week, is no payment.
    return series.assign(y=np.where(y < 0.005, np.where(np.isnan(y), np.nan, 0.0), y))


def woven(drawn: Forecast, schedules: Sequence[Schedule], *, seed: int) -> Forecast:
    """A forecast of what is left over with the schedules added, path by path; to each learner's alone too."""
    if not schedules:
        return drawn
    paths, parts = drawn.paths.copy(), list(drawn.parts)
    weeks = np.array(drawn.weeks, dtype="datetime64[D]")
    for unique_id in dict.fromkeys(each.unique_id for each in schedules):
        row = drawn.unique_ids.index(unique_id)
        mine = [each for each in schedules if each.unique_id == unique_id]
        due = np.sum([schedule_paths(each, weeks, paths.shape[1], seed=seed) for each in mine], axis=0)
        rest, planned = float(paths[row].sum()), float(due.sum())
        share = planned / (rest + planned) if planned else 0.0
        paths[row] += due
        parts[row] = {name: part * (1 - share) for name, part in parts[row].items()} | {SCHEDULE: share}
    alone = {name: woven(each, schedules, seed=seed) for name, each in drawn.alone.items()}
    return replace(drawn, paths=paths, parts=tuple(parts), alone=alone)


def schedule_paths(schedule: Schedule, weeks: Days, paths: int, *, seed: int) -> FloatArray:
    """Futures of one stream, (paths, weeks): each due date comes or not, on some day, with some amount.

    A stream's futures depend on `seed`, its series and its name only.
    """
    name = f"{schedule.unique_id}/{schedule.name}"
    random = np.random.default_rng([seed, zlib.crc32(name.encode())])
    stays = random.standard_normal(paths)
    luck = random.random(paths)
    drawn = np.zeros((paths, len(weeks)), dtype=np.float32)
    booked = schedule.taken.reindex(pd.DatetimeIndex(weeks)).fillna(0.0).to_numpy()
    drawn += booked.astype(np.float32)
    for due, chance in zip(schedule.days, schedule.chance, strict=True):
        own = np.sqrt(_STAYS) * stays + np.sqrt(1 - _STAYS) * random.standard_normal(paths)
        came = _chance(own) < chance
        open_lags = still_open(schedule.lags, int((schedule.until - due).astype(np.int64)))
        lags = open_lags[random.integers(len(open_lags), size=paths)]
        amounts = _amounts(schedule.amounts, luck, random)
        day = due + np.round(lags).astype(np.int64).astype("timedelta64[D]")
        week = ((day - weeks[0]) // WEEK).astype(np.int64)
        inside = came & (week >= 0) & (week < len(weeks))
        drawn[np.flatnonzero(inside), week[inside]] += amounts[inside].astype(np.float32)
    return drawn


def _amounts(levels: Floats, luck: Floats, random: np.random.Generator) -> Floats:
    """Amounts off the levels' curve, one a path; a path that pays much once tends to pay much again."""
    often = random.random(len(luck)) < _AMOUNT_STAYS
    place = np.where(often, luck, random.random(len(luck)))
    found: Floats = np.interp(place * (len(levels) + 1) - 1, np.arange(len(levels)), levels)
    return found


def _chance(normal: Floats) -> Floats:
    """The normal distribution function, (paths,), by a fine table."""
    found: Floats = np.interp(normal, _GRID, _CURVE)
    return found


_GRID = np.linspace(-6, 6, _FINE)
_CURVE = np.array([NormalDist().cdf(float(at)) for at in _GRID])
