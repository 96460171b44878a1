"""The list an owner reads: what is due in the coming weeks, how surely, how late, how much."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.forecasters.grid import Floats
from models.forecasters.recurring.chances import Lesson, chances, learned, signs
from models.forecasters.recurring.coming import LATE_DAYS, Came, Dues, dues_ahead, what_came
from models.forecasters.recurring.habits import TAUGHT, Habits, amount_levels, lag_levels, usual
from models.forecasters.recurring.streams import Stream, by_side, find_streams

REWINDS = 6
"""How often the company's own past is gone through again, as it stood then."""
REWIND_DAYS = 56
HORIZON_DAYS = 84
_FEWEST_HABITS = 40


@dataclass(frozen=True, eq=False)
class Coming:
    """The due dates ahead of one stream.

    `chance` (dues,) says how likely each comes at all, `late` (dues,) how likely it is over 3 days
    late if it comes; `amounts` and `lags` are its amount and its days after the due date at
    `habits.LEVELS`, the same for every due date.
    """

    stream: Stream
    dues: Dues
    chance: Floats
    late: Floats
    amounts: Floats
    lags: Floats


@dataclass(frozen=True, eq=False)
class Past:
    """What a company's own past taught of its streams: weights of `chances.SIGNS`, and habits."""

    weights: Floats
    habits: Habits


def learn_past(payments: pd.DataFrame, until: np.datetime64, country: str = "") -> Past:
    """Go back through the payments, list what was due then, and see what came of it by `until`."""
    lessons, fates = [], []
    for back in range(1, REWINDS + 1):
        then = until - np.timedelta64(REWIND_DAYS * back, "D")
        for stream, dues, came in look_back(payments, then, until, country):
            rows = len(dues.slots)
            # Due dates of one stream rise and fall together: four tell as much as two by themselves.
            weight = np.full(rows, 1 / np.sqrt(rows))
            lessons.append(Lesson(signs(stream, dues, then), came.came.astype(np.float64), weight))
            fates.append((stream, came))
    if not lessons:
        return Past(learned_from([]), TAUGHT)
    return Past(learned_from(lessons), _habits(fates))


def look_back(
    payments: pd.DataFrame, then: np.datetime64, until: np.datetime64, country: str
) -> list[tuple[Stream, Dues, Came]]:
    """What was due after `then`, as it could be known then, and what came of it; grace over by `until`."""
    later = _later(payments, then, until)
    found = []
    for stream in find_streams(payments, then, country):
        dues = dues_ahead(stream, then, HORIZON_DAYS, country)
        over = dues.days + np.timedelta64(stream.fit.period.late, "D") <= until
        known = Dues(dues.slots[over], dues.days[over])
        if len(known.slots):
            mine = later.get((stream.account, stream.direction, stream.payee), _NOTHING)
            found.append((stream, known, what_came(stream, known, mine, country)))
    return found


def look_ahead(
    payments: pd.DataFrame,
    until: np.datetime64,
    country: str = "",
    *,
    horizon_days: int = HORIZON_DAYS,
    past: Past | None = None,
) -> tuple[Coming, ...]:
    """Every living stream with its due dates of the coming days, in the order of `find_streams`.

    `payments` has `PAYMENTS` and covers days up to `until`. `past` is learned from them where it is not
    given. A stream with nothing due within the horizon is left out.
    """
    known = past or learn_past(payments, until, country)
    found = []
    for stream in find_streams(payments, until, country):
        dues = dues_ahead(stream, until, horizon_days, country)
        if len(dues.slots):
            found.append(_coming(stream, dues, known, until))
    return tuple(found)


def learned_from(lessons: list[Lesson]) -> Floats:
    """The weights these lessons teach; those of the public payments where there are none."""
    empty = Lesson(signs=np.zeros((0, 13)), came=np.zeros(0), weight=np.zeros(0))
    every = [empty, *lessons]
    return learned(
        Lesson(
            np.concatenate([each.signs for each in every]),
            np.concatenate([each.came for each in every]),
            np.concatenate([each.weight for each in every]),
        )
    )


def _coming(stream: Stream, dues: Dues, past: Past, until: np.datetime64) -> Coming:
    lags = lag_levels(stream, past.habits)
    by_now = (until - dues.days).astype(np.int64)
    # Of an overdue payment only the later days are still open.
    late = [float((open_ > LATE_DAYS).mean()) for open_ in (still_open(lags, int(day)) for day in by_now)]
    return Coming(
        stream=stream,
        dues=dues,
        chance=chances(signs(stream, dues, until), past.weights),
        late=np.array(late),
        amounts=amount_levels(stream, past.habits),
        lags=lags,
    )


def still_open(lags: Floats, by_now: int) -> Floats:
    """The lags that are still ahead `by_now` days after the due date; the day after where none is."""
    left = lags[lags > by_now]
    return left if len(left) else np.array([by_now + 1.0])


_NOTHING = pd.DataFrame({"booked_on": pd.Series(dtype="datetime64[ns]"), "amount": pd.Series(dtype=float)})


def _later(
    payments: pd.DataFrame, then: np.datetime64, until: np.datetime64
) -> dict[tuple[str, str, str], pd.DataFrame]:
    inside = (payments["booked_on"] > pd.Timestamp(then)) & (payments["booked_on"] <= pd.Timestamp(until))
    rows = payments[inside & (payments["amount"] != 0)]
    groups = by_side(rows).sort_values("booked_on", kind="stable").groupby(["account", "direction", "payee"])
    return {(str(key[0]), str(key[1]), str(key[2])): group for key, group in groups}


def _habits(fates: list[tuple[Stream, Came]]) -> Habits:
    """How the company's payments strayed, beside what public payments taught where they are few."""
    changes: dict[bool, list[Floats]] = {True: [TAUGHT.changes[True]], False: [TAUGHT.changes[False]]}
    lags = [TAUGHT.lags]
    for stream, came in fates:
        changes[stream.fixed].append(np.log(came.amount[came.came] / usual(stream)))
        lags.append(came.lag[came.came] / stream.fit.period.late)
    return Habits(
        changes={fixed: _enough(parts) for fixed, parts in changes.items()},
        lags=_enough(lags),
    )


def _enough(parts: list[Floats]) -> Floats:
    """The own sample, with the taught one before it only where the own is short."""
    own = np.concatenate(parts[1:]) if len(parts) > 1 else np.zeros(0)
    return own if len(own) >= _FEWEST_HABITS else np.concatenate([parts[0], own])
