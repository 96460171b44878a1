"""How much a weekly series can tell: how long it is, how often money moves, whether its level holds."""

import warnings
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from models.forecasters.grid import Floats, Grid

NOTHING_WEEKS = 4
SHORT_WEEKS = 26
DENSE_SHARE = 0.5
RARE_SHARE = 0.15
ENOUGH_ACTIVE_WEEKS = 10
RECENT_WEEKS = 104
TESTED_WEEKS = 24
SURE = 0.05


class Density(StrEnum):
    """How many of the last two years' weeks saw money: half or more, some, few."""

    DENSE = "dense"
    MIDDLE = "middle"
    RARE = "rare"


@dataclass(frozen=True, slots=True)
class Fitness:
    """What is known of one series.

    `weeks_seen` counts weeks with data, `active_weeks` those with money, `active_share` (0 to 1)
    is taken over the last 104 weeks. `enough` is the paper's condition of more than 10 payments,
    counted in weeks because the frame knows no single payments.
    """

    weeks_seen: int
    active_weeks: int
    active_share: float

    @property
    def nothing_to_say(self) -> bool:
        """Under 4 weeks: no fan is honest."""
        return self.weeks_seen < NOTHING_WEEKS

    @property
    def short(self) -> bool:
        """Under 26 weeks: only a simple average band is honest."""
        return self.weeks_seen < SHORT_WEEKS

    @property
    def enough(self) -> bool:
        """More than 10 weeks with money."""
        return self.active_weeks > ENOUGH_ACTIVE_WEEKS

    @property
    def density(self) -> Density:
        """The class by which joint paths are coupled and scores are reported."""
        if self.active_share >= DENSE_SHARE:
            return Density.DENSE
        return Density.MIDDLE if self.active_share >= RARE_SHARE else Density.RARE


def judge_fitness(grid: Grid) -> tuple[Fitness, ...]:
    """What each series of the grid can tell, in the grid's order."""
    seen = ~np.isnan(grid.y)
    active = grid.y > 0
    recent_seen = seen[:, -RECENT_WEEKS:].sum(axis=1)
    recent_active = active[:, -RECENT_WEEKS:].sum(axis=1)
    shares = recent_active / np.maximum(recent_seen, 1)
    return tuple(
        Fitness(int(weeks), int(moved), float(share))
        for weeks, moved, share in zip(seen.sum(axis=1), active.sum(axis=1), shares, strict=True)
    )


def unit_root_chances(y: Floats) -> Floats:
    """The Dickey-Fuller test's p-value of each series, (series,); under `SURE` its level comes back.

    `y` is (series, weeks); unknown weeks are closed up. With a constant, lags chosen by AIC. NaN where
    the test cannot be made: under `TESTED_WEEKS` known weeks, weeks that are all alike, or so few
    that differ that the regression has no error left. About 10 ms a series of two years.

    Source: the paper's series test; Dickey & Fuller 1979; MacKinnon 2010; statsmodels.
    """
    return np.array([_unit_root_chance(row[~np.isnan(row)]) for row in y], dtype=np.float64)


def _unit_root_chance(known: Floats) -> float:
    from statsmodels.tsa.stattools import adfuller

    if len(known) < TESTED_WEEKS or known.min() == known.max():
        return float("nan")
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        result = adfuller(known / known.std(), regression="c", autolag="AIC", result_object=True)
    return float(result.pvalue) if np.isfinite(result.statistic) else float("nan")
