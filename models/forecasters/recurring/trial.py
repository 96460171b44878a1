"""Did a stream's schedule forecast better than the learner? Asked of the past, stream by stream."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.contracts import FloatArray, Forecaster
from models.forecasters.grid import WEEK, Floats
from models.forecasters.recurring.ahead import Coming, look_ahead
from models.forecasters.recurring.weave import Schedule, schedule_of, without, woven
from models.forecasters.scores import naive_scale, scaled_quantile_loss

ORIGINS = 3
HORIZON_WEEKS = 12
FEWEST_ORIGINS = 2
_BETTER_BY = 0.02
_PATHS = 100
_LEAST_WEEKS = 13
_MARK = "#"


@dataclass(frozen=True, slots=True)
class Tried:
    """Mean scaled quantile loss of the stream's series with its schedule and with the learner alone.

    `origins` counts the past days both were asked on; None and 0 where there was none.
    """

    with_schedule: float | None = None
    without: float | None = None
    origins: int = 0

    @property
    def beats(self) -> bool:
        """Whether the schedule lost clearly less on enough past days to take the learner's place."""
        if self.with_schedule is None or self.without is None or self.origins < FEWEST_ORIGINS:
            return False
        return self.with_schedule < self.without * (1 - _BETTER_BY)


@dataclass(frozen=True)
class Known:
    """What the trial goes back through: series and static frames, payments, the country of work days.

    The series end with the last whole week before `payments` do.
    """

    series: pd.DataFrame
    static: pd.DataFrame
    payments: pd.DataFrame
    country: str = ""


def try_schedules(
    forecaster: Forecaster,
    known: Known,
    streams: Sequence[tuple[str, Sequence[int]]],
    *,
    seed: int,
    say: Callable[[int, int], None] = lambda *_: None,
) -> tuple[Tried, ...]:
    """The trial of each stream, in their order: the series it belongs to, and its payments' ids.

    On each of the last origins, 12 weeks apart, the stream is looked for in what was known then. Where
    it was not found, it had no schedule, and that origin does not count. `say` is told origin k of n
    before each, and raises to stop.
    """
    losses: list[list[tuple[float, float]]] = [[] for _ in streams]
    for back in range(1, ORIGINS + 1):
        say(back, ORIGINS)
        origin = known.series["ds"].max() + WEEK - HORIZON_WEEKS * back * WEEK
        for at, pair in _at_origin(forecaster, known, streams, origin, seed).items():
            losses[at].append(pair)
    return tuple(_tried(pairs) for pairs in losses)


def _tried(pairs: list[tuple[float, float]]) -> Tried:
    if not pairs:
        return Tried()
    with_schedule, without_it = np.mean(pairs, axis=0)
    return Tried(float(with_schedule), float(without_it), len(pairs))


def _at_origin(
    forecaster: Forecaster,
    known: Known,
    streams: Sequence[tuple[str, Sequence[int]]],
    origin: pd.Timestamp,
    seed: int,
) -> dict[int, tuple[float, float]]:
    """Loss with and without the schedule, by place in `streams`, for the 12 weeks from `origin` on."""
    past = known.series[known.series["ds"] < origin]
    payments = known.payments[known.payments["booked_on"] < origin]
    seen = past.groupby("unique_id").size()
    until = (origin - pd.Timedelta(days=1)).to_datetime64().astype("datetime64[D]")
    coming = look_ahead(payments, until, known.country) if len(payments) else ()
    then = {
        at: schedule_of(unique_id, same, until, payments)
        for at, (unique_id, ids) in enumerate(streams)
        if seen.get(unique_id, 0) >= _LEAST_WEEKS
        if (same := _same(ids, coming)) is not None
    }
    if not then:
        return {}
    frames = [_copy(past, known.static, each.unique_id, at, each) for at, each in then.items()]
    series = pd.concat([series for pair in frames for series, _ in pair], ignore_index=True)
    static = pd.concat([static for pair in frames for _, static in pair], ignore_index=True)
    drawn = forecaster.forecast(series, static, horizon_weeks=HORIZON_WEEKS, paths=_PATHS, seed=seed)
    renamed = [replace(each, unique_id=f"{at}{_MARK}with") for at, each in then.items()]
    whole = woven(drawn, renamed, seed=seed)
    row = {name: place for place, name in enumerate(whole.unique_ids)}
    lost: dict[int, tuple[float, float]] = {}
    for at, schedule in then.items():
        mine = known.series[known.series["unique_id"] == schedule.unique_id]
        pair = [whole.paths[row[f"{at}{_MARK}{arm}"]] for arm in ("with", "without")]
        losses = _losses(pair, mine, origin)
        if not np.isnan(losses).any():
            lost[at] = (float(losses[0]), float(losses[1]))
    return lost


def _same(payment_ids: Sequence[int], coming: Sequence[Coming]) -> Coming | None:
    """The stream as it was known then: the one that shares most of its payments."""
    ids = set(payment_ids)
    shared = [(len(ids.intersection(each.stream.payment_ids)), each) for each in coming]
    best = max(shared, key=lambda each: each[0], default=(0, None))
    return best[1] if best[0] else None


def _copy(
    past: pd.DataFrame, static: pd.DataFrame, unique_id: str, at: int, schedule: Schedule
) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """The series twice under names of their own: what the schedule leaves of it, and all of it."""
    mine, facts = past[past["unique_id"] == unique_id], static[static["unique_id"] == unique_id]
    arms = {"with": without(mine, [schedule]), "without": mine}
    return [
        (frame.assign(unique_id=f"{at}{_MARK}{arm}"), facts.assign(unique_id=f"{at}{_MARK}{arm}"))
        for arm, frame in arms.items()
    ]


def _losses(pair: list[FloatArray], series: pd.DataFrame, origin: pd.Timestamp) -> Floats:
    """Scaled quantile loss of both arms on what then came."""
    weeks = pd.date_range(origin, periods=HORIZON_WEEKS, freq="7D")
    y = series.set_index("ds")["y"]
    truth = y.reindex(weeks).to_numpy(dtype=np.float64)
    scale = naive_scale(y[y.index < origin].to_numpy(dtype=np.float64)[None])
    both = np.stack([truth, truth])
    return scaled_quantile_loss(np.stack(pair), both, np.repeat(scale, 2))
