"""Whole futures from weekly fans: which high weeks go together, so that totals and balances are honest."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from models.contracts import FloatArray
from models.forecasters.fitness import Density
from models.forecasters.grid import Floats

LASTING = {Density.DENSE: 0.22, Density.MIDDLE: 0.28, Density.RARE: 0.28}
"""Correlation of a series' weeks where nothing is known to measure it on: with .1 (FINDINGS 3b) 12-week
totals fell into their 80 % band 67 to 74 times of 100 in Birmingham 2015 and Manchester 2016 and 2017."""
SHARED = 0.1
"""The part of every surprise that a company's series have in common. Source: FINDINGS 3b."""


@dataclass(frozen=True)
class Coupling:
    """How surprises go together.

    `lasting` is the correlation between two weeks of one series, by density, from -1/11 (a high week
    makes up for low ones) to 1; `shared` (0 to 1) the correlation between two series of a company in
    the same week.
    """

    lasting: Mapping[Density, float] = field(default_factory=lambda: dict(LASTING))
    shared: float = SHARED


def couple(
    fans: FloatArray,
    unique_ids: tuple[str, ...],
    densities: tuple[Density, ...],
    coupling: Coupling | None = None,
    *,
    seed: int,
) -> FloatArray:
    """Put the values of weekly fans in an order across paths; each week's values stay what they are.

    `fans` and the answer are (series, paths, weeks). A path's rank in a week comes from a normal
    number, part of it common to all series of the run. A series' order depends on `seed` and its id
    only, so one that is drawn anew still fits the stored paths of the others. Source: FINDINGS 3b
    (Gaussian common shock).
    """
    given = coupling or Coupling()
    paths, weeks = fans.shape[1:]
    common = _draw(np.random.default_rng(seed), paths, weeks)
    coupled = np.empty_like(fans)
    for row, name in enumerate(unique_ids):
        own = _draw(np.random.default_rng([seed, zlib.crc32(name.encode())]), paths, weeks)
        lasting = given.lasting[densities[row]]
        shock = np.sqrt(given.shared) * _correlated(common, lasting)
        shock += np.sqrt(1 - given.shared) * _correlated(own, lasting)
        ranks = np.argsort(np.argsort(shock, axis=0, kind="stable"), axis=0, kind="stable")
        coupled[row] = np.take_along_axis(np.sort(fans[row], axis=0), ranks, axis=0)
    return coupled


def _draw(random: np.random.Generator, paths: int, weeks: int) -> Floats:
    """Standard normal numbers, (paths, 1 + weeks): what lasts, then one a week."""
    return random.standard_normal((paths, 1 + weeks))


def _correlated(drawn: Floats, lasting: float) -> Floats:
    """Standard normal numbers of every week whose weeks correlate by `lasting`, (paths, weeks)."""
    weeks = drawn[:, 1:]
    count = weeks.shape[1]
    held = max(lasting, 0.0 if count == 1 else -1.0 / (count - 1))
    around = weeks - weeks.mean(axis=1, keepdims=True)
    together = max(held + (1 - held) / count, 0.0)
    mixed: Floats = np.sqrt(1 - held) * around + np.sqrt(together) * drawn[:, :1]
    return mixed
