"""How good fans are, in the words and formulas of the literature."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.contracts import FloatArray
from models.forecasters.grid import Floats

LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Quantile levels of the quantile losses."""
FAN_LEVELS = (0.025, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.975)
"""Every level a fan is read at: the losses' and the ends of the 50, 80, 90 and 95 % bands."""


def naive_scale(y: Floats) -> Floats:
    """In-sample mean absolute week-to-week change of each series, (series,); NaN where unknown.

    `y` is (series, weeks) of training weeks. Source: Hyndman & Koehler 2006, the scale of MASE.
    """
    change = np.abs(np.diff(y, axis=1))
    known = ~np.isnan(change)
    total = np.where(known, change, 0.0).sum(axis=1)
    scale: Floats = np.divide(total, known.sum(axis=1), out=np.full(len(y), np.nan), where=known.any(axis=1))
    return np.where(scale > 0, scale, np.nan)


def read_quantiles(paths: FloatArray, levels: Sequence[float]) -> Floats:
    """Quantiles of each week over all paths, (levels, series, weeks).

    Path k of n in order stands at level (k + .5) / n, so that evenly spaced quantiles are read back as
    they are. Source: Hyndman & Fan 1996, definition 5 (Hazen).
    """
    quantiles: Floats = np.quantile(paths, levels, axis=1, method="hazen")
    return quantiles


def pinball(quantiles: Floats, truth: Floats, levels: Sequence[float]) -> Floats:
    """Twice the pinball loss of quantiles (levels, series, weeks), same shape; NaN weeks stay NaN."""
    missed = truth[None] - quantiles
    steep = np.array(levels)[:, None, None]
    loss: Floats = 2 * np.where(missed >= 0, steep * missed, (steep - 1) * missed)
    return loss


def quantile_loss(paths: FloatArray, truth: Floats, levels: tuple[float, ...] = LEVELS) -> Floats:
    """Twice the pinball loss, (levels, series, weeks); NaN weeks stay NaN.

    `paths` (series, paths, weeks), `truth` (series, weeks).
    """
    return pinball(read_quantiles(paths, levels), truth, levels)


def scaled_quantile_loss(paths: FloatArray, truth: Floats, scale: Floats) -> Floats:
    """SQL of each series, (series,): mean quantile loss over levels and weeks, over `scale`.

    NaN where no week is known or the series has no scale. Source: fev and gluonts.ev, SQL.
    """
    mean: Floats = known_mean(quantile_loss(paths, truth).mean(axis=0)) / scale
    return mean


def smape(median: Floats, truth: Floats) -> Floats:
    """Absolute error over the mean of both sizes, 0 to 2, (series, weeks); zero for zero is no error.

    Source: Makridakis 1993; gluonts.ev, sMAPE.
    """
    sizes = np.abs(median) + np.abs(truth)
    unlike = sizes > 0
    error = np.divide(2 * np.abs(truth - median), sizes, out=np.zeros_like(sizes), where=unlike)
    return np.where(np.isnan(truth), np.nan, error)


def interval_score(low: Floats, high: Floats, truth: Floats, alpha: float) -> Floats:
    """Width of a band that should hold 1 - `alpha`, and 2 / `alpha` for every unit outside it.

    Source: Gneiting & Raftery 2007; over the naive scale it is the M4 competition's MSIS.
    """
    below, above = np.maximum(low - truth, 0.0), np.maximum(truth - high, 0.0)
    score: Floats = (high - low) + 2 / alpha * (below + above)
    return score


def inside(low: Floats, high: Floats, truth: Floats) -> Floats:
    """1 where the truth lies in the band, its ends included, else 0; NaN stays NaN."""
    return np.where(np.isnan(truth), np.nan, ((truth >= low) & (truth <= high)).astype(np.float64))


def chance_below(paths: FloatArray, truth: Floats, *, seed: int) -> Floats:
    """Randomized PIT of each week, (series, weeks): u between F(y-) and F(y), uniform if all is well.

    With many exact zeros no fan covers exactly 80 %; drawing u inside the step makes nominal values
    exact at every density. The truth is ranked as one more path among n, so that few paths do not look
    too narrow. NaN where the truth is unknown. Source: FINDINGS 3b; Czado et al. 2009.
    """
    count = paths.shape[1]
    # Paths are float32, and so is money here: a truth that was copied into a path has to equal it.
    here = truth.astype(np.float32)[:, None]
    below = (paths < here).sum(axis=1)
    level = (paths == here).sum(axis=1)
    place = np.random.default_rng(seed).random(truth.shape)
    chances: Floats = np.where(np.isnan(truth), np.nan, (below + place * (level + 1)) / (count + 1))
    return chances


def covered(chances: Floats, share: float) -> npt.NDArray[np.float64]:
    """1 where a week lies inside the middle `share` of its fan, else 0; NaN stays NaN."""
    tail = (1 - share) / 2
    within = ((chances > tail) & (chances < 1 - tail)).astype(np.float64)
    return np.where(np.isnan(chances), np.nan, within)


def total_chances(paths: FloatArray, truth: Floats, *, seed: int) -> Floats:
    """Randomized PIT of each series' total over the horizon, (series,); NaN if a week is unknown."""
    return chance_below(paths.sum(axis=2, keepdims=True), truth.sum(axis=1, keepdims=True), seed=seed)[:, 0]


def known_mean(values: Floats, axis: int = 1) -> Floats:
    """The mean of what is known along an axis; NaN where nothing is."""
    known = ~np.isnan(values)
    total = np.where(known, values, 0.0).sum(axis=axis)
    count = known.sum(axis=axis)
    mean: Floats = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean
