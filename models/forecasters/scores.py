"""How good fans are, in the words and formulas of the literature."""

import numpy as np
import numpy.typing as npt

from models.contracts import FloatArray
from models.forecasters.grid import Floats

LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Quantile levels of the quantile losses."""


def naive_scale(y: Floats) -> Floats:
    """In-sample mean absolute week-to-week change of each series, (series,); NaN where unknown.

    `y` is (series, weeks) of training weeks. Source: Hyndman & Koehler 2006, the scale of MASE.
    """
    change = np.abs(np.diff(y, axis=1))
    known = ~np.isnan(change)
    total = np.where(known, change, 0.0).sum(axis=1)
    scale: Floats = np.divide(total, known.sum(axis=1), out=np.full(len(y), np.nan), where=known.any(axis=1))
    return np.where(scale > 0, scale, np.nan)


def quantile_loss(paths: FloatArray, truth: Floats, levels: tuple[float, ...] = LEVELS) -> Floats:
    """Twice the pinball loss, (levels, series, weeks); NaN weeks stay NaN.

    `paths` (series, paths, weeks), `truth` (series, weeks).
    """
    forecasts = np.quantile(paths, levels, axis=1)
    missed = truth[None] - forecasts
    steep = np.array(levels)[:, None, None]
    loss: Floats = 2 * np.where(missed >= 0, steep * missed, (steep - 1) * missed)
    return loss


def scaled_quantile_loss(paths: FloatArray, truth: Floats, scale: Floats) -> Floats:
    """SQL of each series, (series,): mean quantile loss over levels and weeks, over `scale`.

    NaN where no week is known or the series has no scale. Source: fev and gluonts.ev, SQL.
    """
    mean: Floats = _known_mean(quantile_loss(paths, truth).mean(axis=0)) / scale
    return mean


def weighted_quantile_loss(paths: FloatArray, truth: Floats) -> float:
    """WQL over all series: summed quantile loss over summed amounts. Source: gluonts.ev."""
    loss = quantile_loss(paths, truth).mean(axis=0)
    known = ~np.isnan(truth)
    return float(loss[known].sum() / truth[known].sum())


def mase(paths: FloatArray, truth: Floats, scale: Floats) -> Floats:
    """Mean absolute error of the median over `scale`, (series,)."""
    error: Floats = _known_mean(np.abs(truth - np.median(paths, axis=1))) / scale
    return error


def chance_below(paths: FloatArray, truth: Floats, *, seed: int) -> Floats:
    """Randomized PIT of each week, (series, weeks): u between F(y-) and F(y), uniform if all is well.

    With many exact zeros no fan covers exactly 80 %; drawing u inside the step makes nominal values
    exact at every density. NaN where the truth is unknown. Source: FINDINGS 3b; Czado et al. 2009.
    """
    below = (paths < truth[:, None]).mean(axis=1)
    up_to = (paths <= truth[:, None]).mean(axis=1)
    place = np.random.default_rng(seed).random(truth.shape)
    chances: Floats = np.where(np.isnan(truth), np.nan, below + place * (up_to - below))
    return chances


def covered(chances: Floats, share: float) -> npt.NDArray[np.float64]:
    """1 where a week lies inside the middle `share` of its fan, else 0; NaN stays NaN."""
    tail = (1 - share) / 2
    inside = ((chances > tail) & (chances < 1 - tail)).astype(np.float64)
    return np.where(np.isnan(chances), np.nan, inside)


def total_chances(paths: FloatArray, truth: Floats, *, seed: int) -> Floats:
    """Randomized PIT of each series' total over the horizon, (series,); NaN if a week is unknown."""
    return chance_below(paths.sum(axis=2, keepdims=True), truth.sum(axis=1, keepdims=True), seed=seed)[:, 0]


def _known_mean(values: Floats) -> Floats:
    known = ~np.isnan(values)
    total = np.where(known, values, 0.0).sum(axis=1)
    unknown = np.full(len(values), np.nan)
    mean: Floats = np.divide(total, known.sum(axis=1), out=unknown, where=known.any(axis=1))
    return mean
