"""What one forecaster scored at one origin: each series and week by itself, before anything is averaged."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np

from models.contracts import FloatArray
from models.forecasters.grid import Floats
from models.forecasters.scores import (
    FAN_LEVELS,
    LEVELS,
    chance_below,
    inside,
    interval_score,
    pinball,
    read_quantiles,
    smape,
    total_chances,
)

_TOTALS_SEED = 7919
"""Totals draw other places than weeks: no origin is that far from another."""


@dataclass(frozen=True)
class Judged:
    """Scores in the series' own unit; NaN where the truth is unknown.

    `scale` (series,) is the mean change from week to week before the origin, NaN where there is none.
    (series, weeks): `size` |truth|, `loss` (mean over nine deciles), `error` of the median, `smape`,
    `interval_95`, `inside_*` and `above_q90` (0 or 1), `chance` (randomized PIT). (series,):
    `total_inside_80`, `total_chance` and `total_interval_80` of the sum over all weeks, NaN where one
    of them is unknown.
    """

    scale: Floats
    size: Floats
    loss: Floats
    error: Floats
    smape: Floats
    interval_95: Floats
    inside_50: Floats
    inside_80: Floats
    inside_95: Floats
    above_q90: Floats
    chance: Floats
    total_inside_80: Floats
    total_chance: Floats
    total_interval_80: Floats

    def save(self, path: Path) -> None:
        """Write one npz file, whole or not at all."""
        draft = path.with_suffix(".draft.npz")
        arrays = {field.name: getattr(self, field.name).astype(np.float64) for field in fields(self)}
        np.savez_compressed(draft, **arrays)
        draft.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read back what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def judge(paths: FloatArray, truth: Floats, scale: Floats, *, seed: int) -> Judged:
    """Hold futures (series, paths, weeks) against what came, (series, weeks); amounts may be negative.

    The random places of the PIT depend on `seed` and the shape alone: every forecaster gets the same.
    """
    fan = dict(zip(FAN_LEVELS, read_quantiles(paths, FAN_LEVELS), strict=True))
    deciles = np.stack([fan[level] for level in LEVELS])
    unknown = np.isnan(truth)
    totals, total = paths.sum(axis=2, keepdims=True), truth.sum(axis=1, keepdims=True)
    low, high = read_quantiles(totals, (0.1, 0.9))
    return Judged(
        scale=scale,
        size=np.abs(truth),
        loss=pinball(deciles, truth, LEVELS).mean(axis=0),
        error=np.abs(truth - fan[0.5]),
        smape=smape(fan[0.5], truth),
        interval_95=interval_score(fan[0.025], fan[0.975], truth, 0.05),
        inside_50=inside(fan[0.25], fan[0.75], truth),
        inside_80=inside(fan[0.1], fan[0.9], truth),
        inside_95=inside(fan[0.025], fan[0.975], truth),
        above_q90=np.where(unknown, np.nan, (truth > fan[0.9]).astype(np.float64)),
        chance=chance_below(paths, truth, seed=seed),
        total_inside_80=inside(low, high, total)[:, 0],
        total_chance=total_chances(paths, truth, seed=seed + _TOTALS_SEED),
        total_interval_80=interval_score(low, high, total, 0.2)[:, 0],
    )
