"""By how many days and by how much a stream's payments differ from what was due."""

from dataclasses import dataclass

import numpy as np

from models.forecasters.grid import Floats
from models.forecasters.recurring.streams import Stream

LEVELS: Floats = np.arange(1, 40) / 40
"""The levels at which a habit is kept: .025 to .975."""
_OTHERS_COUNT = 3.0
_OTHERS_LAGS_COUNT = 10.0
"""All other streams together count as much as so many payments of the stream itself.

More for the days: a due day is chosen to lie close to the payments it was found by.
"""
_LOOKS_BACK = 24
_MIDDLE_OF = 5
"""A varying amount is measured against the middle one of so many before it."""
_FORGETS = 0.93


@dataclass(frozen=True, eq=False)
class Habits:
    """How streams stray, one sample for all of a kind.

    `changes` are logarithms of an amount over the usual one, by whether amounts are fixed; `lags` are
    days after the due date as a share of the period's grace, early ones below 0.
    """

    changes: dict[bool, Floats]
    lags: Floats


TAUGHT = Habits(
    changes={
        True: np.repeat([-0.05, 0.0, 0.05, 0.3], [1, 16, 2, 1]),
        False: np.array([-1.1, -0.6, -0.35, -0.2, -0.1, 0.0, 0.05, 0.15, 0.3, 0.5, 0.8, 1.2]),
    },
    lags=np.array([-0.3, -0.15, -0.07, 0.0, 0.0, 0.05, 0.1, 0.2, 0.35, 0.6]),
)
"""Rounded by hand from Manchester's payments before 2018, for a company with few past due dates."""


def usual(stream: Stream) -> float:
    """The amount the next payment is measured against: the last where it is fixed, else a middle one."""
    return float(stream.amounts[-1] if stream.fixed else np.median(stream.amounts[-_MIDDLE_OF:]))


def amount_levels(stream: Stream, others: Habits) -> Floats:
    """The coming amount at `LEVELS`, (39,), ascending, > 0."""
    amounts = stream.amounts[-_LOOKS_BACK - 1 :]
    back = 1 if stream.fixed else _MIDDLE_OF
    before = [np.median(amounts[max(0, row - back) : row]) for row in range(1, len(amounts))]
    own = np.log(amounts[1:] / np.array(before))
    levels: Floats = usual(stream) * np.exp(_mixed(own, others.changes[stream.fixed], _OTHERS_COUNT))
    return levels


def lag_levels(stream: Stream, others: Habits) -> Floats:
    """Days after the due date at `LEVELS`, (39,), ascending."""
    own = stream.lag[-_LOOKS_BACK:].astype(np.float64)
    return _mixed(own, others.lags * stream.fit.period.late, _OTHERS_LAGS_COUNT)


def _mixed(own: Floats, others: Floats, count: float) -> Floats:
    """Quantiles at `LEVELS` of a stream's own past, shrunk toward all others where it is short."""
    weight = np.concatenate(
        [_FORGETS ** np.arange(len(own))[::-1], np.full(len(others), count / len(others))]
    )
    values = np.concatenate([own, others])
    order = np.argsort(values, kind="stable")
    place = np.cumsum(weight[order]) / weight.sum()
    found: Floats = values[order][np.minimum(np.searchsorted(place, LEVELS), len(order) - 1)]
    return found
