"""Did past fans come true? Weeks and totals counted against the band that should hold 80 of 100.

A band over weeks that are mostly empty holds more than it says if zeros simply count as inside, for
zero is one point with much chance on it. So where the fan gives one amount a chance of its own, the
place of what came within that chance is drawn by lot: over many weeks a true fan is then inside exactly
80 times of 100. Source: randomised probability integral transform (Brockwell 2007); FINDINGS 3b.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from core.series.levels import LEVELS, Paths

SHOULD_HOLD = 0.8
_LOW, _HIGH = 0.1, 0.9
_EDGES = tuple(LEVELS.values())
_CENT = 0.005
_SINGLE = 1e-5
"""Levels are kept as float32: an amount is the same within this share of it."""

Amounts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many weeks and whole totals were checked, and how many of them lay inside the 80 % band."""

    weeks: int = 0
    weeks_inside: int = 0
    totals: int = 0
    totals_inside: int = 0

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(
            self.weeks + other.weeks,
            self.weeks_inside + other.weeks_inside,
            self.totals + other.totals,
            self.totals_inside + other.totals_inside,
        )


def checked(levels: Paths, came: Sequence[float], key: str) -> Checked:
    """Hold one fan against the weeks that came, as many of them as are known.

    `levels` as in `core.series.levels`, `came` the weeks' amounts from the fan's first week on, NaN
    where they are not known. The total counts once all its weeks came. The lots are drawn from `key`,
    so they fall the same each time.
    """
    weekly, adding = np.split(levels.astype(np.float64), 2, axis=1)
    horizon = weekly.shape[1]
    lots = np.random.default_rng(zlib.crc32(key.encode())).random(horizon + 1)
    known = [at for at, amount in enumerate(came[:horizon]) if not np.isnan(amount)]
    inside = [_inside(weekly[:, at], came[at], lots[at]) for at in known]
    whole = len(known) == horizon
    total_inside = whole and _inside(adding[:, -1], float(np.sum(came[:horizon])), lots[-1])
    return Checked(len(known), sum(inside), int(whole), int(total_inside))


def told_apart(first_weeks: Sequence[date], horizon_weeks: int) -> list[date]:
    """Those of these first weeks whose horizons do not overlap, from the oldest on: each week counts once."""
    apart: list[date] = []
    for first in sorted(first_weeks):
        if not apart or first >= apart[-1] + timedelta(weeks=horizon_weeks):
            apart.append(first)
    return apart


def _inside(levels: Amounts, amount: float, lot: float) -> bool:
    """Whether an amount's place in its fan, drawn by lot within the chance that it has, is in the band."""
    below, up_to = _place(levels, amount)
    return bool(_LOW < below + lot * (up_to - below) < _HIGH)


def _place(levels: Amounts, amount: float) -> tuple[float, float]:
    """The chances of less than this amount, and of at most this amount, read off the levels."""
    zeros = float(levels[-1])
    known = zip(levels[:-1], _EDGES, strict=True)
    knots = sorted([(float(each), float(edge)) for each, edge in known] + ([(0.0, zeros)] if zeros else []))
    values, chances = (np.array(column) for column in zip(*knots, strict=True))
    same = np.abs(values - amount) <= _CENT + _SINGLE * abs(amount)
    if same.any():
        low = 0.0 if same[0] else float(chances[same].min())
        if zeros and abs(amount) < _CENT:
            return low, max(low, zeros)
        return low, 1.0 if same[-1] else float(chances[same].max())
    place = float(np.interp(amount, values, chances))
    if amount < values[0]:
        return 0.0, place
    return (place, 1.0) if amount > values[-1] else (place, place)
