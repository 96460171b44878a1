"""What was said earlier, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from core.domain.handouts.ahead import Fan


@dataclass(frozen=True, slots=True)
class Rung:
    """A past week that can be looked back to, and whether what is shown was drawn afterwards."""

    weeks_back: int
    first_week: date
    looking_back: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """Which past weeks can be looked back to.

    `weeks_known` whole weeks of payments of the `weeks_needed` are there; `waiting` says that some more
    are to be drawn, `unspoken` that no model may speak of some because it has learned from them.
    """

    weeks_known: int
    weeks_needed: int
    rungs: tuple[Rung, ...]
    waiting: bool
    unspoken: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    """One fan as it was said, and what came: `came_frame` has ds, y and the running total sum_y.

    `inside` tells week by week whether it lay in the 80 % band, edges counted in, `inside_adding` the
    same of the running total. `low` and `high` are the band's edges where the last known week ends,
    `came` what it became: of a balance its level then, else the total so far.
    """

    fan: Fan
    came_frame: pd.DataFrame
    inside: tuple[bool, ...]
    inside_adding: tuple[bool, ...]
    low: float
    high: float
    came: float


@dataclass(frozen=True, slots=True)
class Replay:
    """A past look ahead of one currency against what happened.

    `whole` is the balance where there is one, else the cash flow; `fans` are the categories. With
    `stood_in` some of it was drawn afterwards by plain history, because the model's files were damaged.
    """

    rung: Rung
    made_at: datetime
    horizon_weeks: int
    whole: Replayed | None
    fans: tuple[Replayed, ...]
    stood_in: bool = False


@dataclass(frozen=True, slots=True)
class TrackLine:
    """Past fans of one category and direction against what came.

    Weeks and whole 12-week totals checked, how many of them lay in the band that should hold 80 of 100;
    `key` is a category or "cash_flow".
    """

    key: str
    direction: str
    weeks: int
    weeks_inside: int
    totals: int
    totals_inside: int
