"""Fans, odds and the sums of a period."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd


@dataclass(frozen=True, slots=True)
class Fan:
    """Weekly quantiles of one thing in one currency, major units.

    `history_frame`: ds, y. `fan_frame`: ds, q025, q10, q25, q50, q75, q90, q975; both week by week
    and adding up (columns prefixed `sum_`). `total` are the same quantiles of the 12-week total.
    """

    key: str
    """A category key, or "cash_flow" for the net of all, or "balance"."""
    direction: str
    currency: str
    method: str
    """"model", or "average" where there is too little history for one."""
    weeks_seen: int
    active_share: float
    """Share of weeks with any payment, 0 to 1."""
    stale: bool
    history_frame: pd.DataFrame
    fan_frame: pd.DataFrame
    total: dict[str, float]
    made_of: dict[str, float]
    drifts: bool | None = None
    """Whether its level wanders instead of coming back, by the Dickey-Fuller test; None where not tested."""


@dataclass(frozen=True, slots=True)
class BalanceOdds:
    """The chance that cash falls below the limit within the horizon, and when it is tightest."""

    currency: str
    cash_minor: int
    limit_minor: int
    below: float
    """Share of futures, 0 to 1."""
    below_4: float
    """The same within the first four weeks."""
    tightest_week: date
    tightest_median: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the Forecast page shows of one company in one currency."""

    data_until: date
    first_week: date
    horizon_weeks: int
    made_at: datetime
    fans: tuple[Fan, ...]
    cash_flow: Fan | None
    balance: Fan | None
    odds: BalanceOdds | None
    drawing: int
    """How many series are being drawn anew right now."""
    whose: str = "bursar"
    offered: tuple[str, ...] = ("bursar",)
    """Whose futures these are, and whose could be shown: bursar, deepar, history."""


@dataclass(frozen=True, slots=True)
class FactToKnow:
    """Something worth knowing, with its evidence; `key` stays the same so that a dismissal lasts."""

    key: str
    code: str
    facts: dict[str, str | int | float | date]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the Overview shows; `spending_frame`: category, month sums against the usual.

    Columns of `spending_frame`: category, out_minor, in_minor, guessed_minor, usual_minor, currency
    (`usual_minor` is the mean of the periods of the same length before, 0 where there is none).
    """

    data_until: date
    currency: str
    rows: int
    open_minor: int
    open_rows: int
    cash_minor: int | None
    spending_frame: pd.DataFrame
    period: tuple[date, date]
    facts: tuple[FactToKnow, ...]
