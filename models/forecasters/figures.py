"""One line of figures from many scores, and whether one forecaster really beats another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from models.forecasters.grid import Floats
from models.forecasters.judged import Judged
from models.forecasters.scores import covered, known_mean

Mask = npt.NDArray[np.bool_]
RESAMPLES = 2000
_DIGITS = 5


@dataclass(frozen=True)
class Scored:
    """One forecaster at all origins: arrays (origins, series, weeks), totals and scales (origins, series).

    A series without a scale at an origin is left out there: none of its scores count.
    """

    arrays: Mapping[str, Floats]

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> "Scored":
        """Stack the origins and blank what has no scale."""
        names = Judged.__dataclass_fields__
        stacked = {name: np.stack([getattr(each, name) for each in judged]) for name in names}
        counts = ~np.isnan(stacked["scale"])
        blank = {
            name: np.where(counts if array.ndim == 2 else counts[..., None], array, np.nan)
            for name, array in stacked.items()
        }
        return cls(blank)

    @property
    def left_out(self) -> int:
        """Series without a scale at every origin."""
        return int(np.isnan(self.arrays["scale"]).all(axis=0).sum())

    def only(self, mask: Mask) -> "Scored":
        """These series alone."""
        return Scored({name: array[:, mask] for name, array in self.arrays.items()})

    def week(self, horizon: int) -> "Scored":
        """The `horizon`-th week ahead alone, counted from 1; totals stay as they are."""
        picked = slice(horizon - 1, horizon)
        return Scored(
            {name: array[..., picked] if array.ndim == 3 else array for name, array in self.arrays.items()}
        )

    def scaled(self, name: str) -> Floats:
        """Mean over the weeks, over the scale, (origins, series); NaN where not judged."""
        array = self.arrays[name]
        by_origin: Floats = (known_mean(array, axis=2) if array.ndim == 3 else array) / self.arrays["scale"]
        return by_origin

    def sql(self) -> Floats:
        """SQL of each series over all origins, (series,); NaN where not judged."""
        return known_mean(self.scaled("loss"), axis=0)


def figures(scored: Scored, *, totals: bool = True) -> dict[str, Any]:
    """Every figure of one group and forecaster; None where there is nothing to count.

    SQL, MASE, MSIS, sMAPE, the seasonal error and the totals' interval score are means over series of
    means over origins; shares count every week (every total) once. Source: names as in gluonts.ev.
    """
    arrays = scored.arrays
    judged = ~np.isnan(scored.sql())
    size = arrays["size"].copy()
    size[np.isnan(arrays["loss"])] = np.nan
    spent = np.nansum(size)
    found = {
        "mase": _mean(known_mean(scored.scaled("error"), axis=0)),
        "smape": _mean(known_mean(known_mean(arrays["smape"], axis=2), axis=0)),
        "msis": _mean(known_mean(scored.scaled("interval_95"), axis=0)),
        "sql": _mean(scored.sql()),
        "wql_pooled": float(np.nansum(arrays["loss"]) / spent) if spent > 0 else None,
        "seasonal_error": _mean(known_mean(arrays["scale"], axis=0)[judged]),
        "coverage_50": _mean(arrays["inside_50"]),
        "coverage_80": _mean(arrays["inside_80"]),
        "coverage_95": _mean(arrays["inside_95"]),
        "above_q90": _mean(arrays["above_q90"]),
        "rcov_50": _mean(covered(arrays["chance"], 0.5)),
        "rcov_80": _mean(covered(arrays["chance"], 0.8)),
        "rcov_95": _mean(covered(arrays["chance"], 0.95)),
        "rabove_q90": _mean(_above(arrays["chance"])),
    }
    if totals:
        found |= {
            "total_coverage_80": _mean(arrays["total_inside_80"]),
            "total_rcov_80": _mean(covered(arrays["total_chance"], 0.8)),
            "total_is_80": _mean(known_mean(scored.scaled("total_interval_80"), axis=0)),
        }
    return {"series": int(judged.sum()), **{name: rounded(value) for name, value in found.items()}}


def against(model: Scored, other: Scored, *, seed: int) -> dict[str, Any] | None:
    """How far the SQL of one lies below another's on the same series, by a paired bootstrap over series.

    `change` is relative (-.02 is 2 % below), `low` and `high` its 95 % interval, `p` two-sided,
    `by_origin` the change at each origin. None where no series is judged; one series alone has a change,
    but nothing to draw from. Source: Efron & Tibshirani 1993; Davison & Hinkley 1997 for p; series are
    drawn whole, because the origins of one are alike.
    """
    mine, theirs = model.sql(), other.sql()
    both = ~np.isnan(mine) & ~np.isnan(theirs)
    if not both.any() or theirs[both].sum() <= 0:
        return None
    difference, base = (mine - theirs)[both], theirs[both]
    by_origin = [
        _share(_relative(one[both], another[both]))
        for one, another in zip(model.scaled("loss"), other.scaled("loss"), strict=True)
    ]
    sure = _sureness(difference, base, seed) if len(base) > 1 else dict.fromkeys(("low", "high", "p"))
    return {"change": _share(float(difference.sum() / base.sum())), **sure, "by_origin": by_origin}


def _sureness(difference: Floats, base: Floats, seed: int) -> dict[str, float | None]:
    """The 95 % interval of the relative change, and its two-sided p, never 0: one more draw is counted."""
    draws = _resamples(len(base), seed)
    changes = (draws @ difference) / np.maximum(draws @ base, 1e-12)
    low, high = np.quantile(changes, (0.025, 0.975))
    fewer = min(int((changes >= 0).sum()), int((changes <= 0).sum()))
    p = min(1.0, 2 * (fewer + 1) / (RESAMPLES + 1))
    return {"low": _share(float(low)), "high": _share(float(high)), "p": _share(p)}


def gain_share(model: float | None, base: float | None, oracle: float | None) -> float | None:
    """Which share of the way from history to the cheating oracle a forecaster goes; None without a way."""
    if model is None or base is None or oracle is None or base <= oracle:
        return None
    return rounded((base - model) / (base - oracle))


def _share(value: float | None) -> float | None:
    """A relative change to a hundredth of a percent."""
    return None if value is None else round(value, 4)


def rounded(value: float | None) -> float | None:
    """Five digits that count."""
    return None if value is None else float(f"{value:.{_DIGITS}g}")


@lru_cache(maxsize=4)
def _resamples(count: int, seed: int) -> Floats:
    """How often each of `count` series is drawn in each resample; one group asks for the same again."""
    draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), RESAMPLES)
    return draws.astype(np.float64)


def _above(chances: Floats) -> Floats:
    return np.where(np.isnan(chances), np.nan, (chances > 0.9).astype(np.float64))


def _mean(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def _relative(one: Floats, other: Floats) -> float | None:
    both = ~np.isnan(one) & ~np.isnan(other)
    base = other[both].sum()
    return float((one[both] - other[both]).sum() / base) if base > 0 else None
