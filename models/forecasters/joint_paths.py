"""Whole futures from weekly fans: which high weeks go together, so that totals are honest."""

import zlib

import numpy as np

from models.contracts import FloatArray
from models.forecasters.fitness import Density
from models.forecasters.grid import Floats

SHARED = 0.1
"""Share of a week's surprise that all series of a company have in common. Source: FINDINGS 3b."""
PERSISTENT = {Density.DENSE: 0.05, Density.MIDDLE: 0.1, Density.RARE: 0.1}
"""Share of a week's surprise that lasts a series' whole horizon.

Chosen so that the 80 % band of 12-week totals covers 80 % of them on both councils after the cut.
"""


def couple(
    fans: FloatArray, unique_ids: tuple[str, ...], densities: tuple[Density, ...], *, seed: int
) -> FloatArray:
    """Put the values of weekly fans in an order across paths; each week's values stay what they are.

    `fans` and the answer are (series, paths, weeks). A path's rank in a week comes from a normal
    number with three parts: one for all series and weeks, one for all weeks of the series, one of
    its own. A series' order depends on `seed` and its id only, so one that is drawn anew still fits
    the stored paths of the others. Source: FINDINGS 3b (Gaussian common shock).
    """
    paths, weeks = fans.shape[1:]
    common = np.random.default_rng(seed).standard_normal((paths, 1))
    coupled = np.empty_like(fans)
    for row, name in enumerate(unique_ids):
        random = np.random.default_rng([seed, zlib.crc32(name.encode())])
        lasting = PERSISTENT[densities[row]]
        shock: Floats = (
            np.sqrt(SHARED) * common
            + np.sqrt(lasting) * random.standard_normal((paths, 1))
            + np.sqrt(1 - SHARED - lasting) * random.standard_normal((paths, weeks))
        )
        ranks = np.argsort(np.argsort(shock, axis=0, kind="stable"), axis=0, kind="stable")
        coupled[row] = np.take_along_axis(np.sort(fans[row], axis=0), ranks, axis=0)
    return coupled
