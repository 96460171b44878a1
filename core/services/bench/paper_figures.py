"""What the paper's experiment gave: its two tables, their difference, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from models.forecasters.figures import Scored, figures, rounded
from models.forecasters.fitness import SURE
from models.forecasters.grid import Floats
from models.forecasters.judged import Judged
from models.forecasters.scores import covered, known_mean
from models.forecasters.walk_forward import Walk, density_groups

ARMS = {"without": False, "with": True}
"""The two arms, and whether surrogate weeks are put before the real ones."""
FEWEST_SERIES = 5
"""A category with fewer series has no line of its own."""
OTHER = "category:other"
NOMINAL = {"coverage_50": 0.5, "coverage_80": 0.8, "coverage_95": 0.95}
ERRORS = ("mase", "smape", "msis", "sql")
_RESAMPLES = 2000
_NOTHING = 1e-9
"""Sums of shares that cancel out leave this much behind; it is no difference."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Trial:
    """Every score: by arm one `Judged` an origin; `chances` (origins, series) of a unit root, or None."""

    walk: Walk
    judged: Mapping[str, Sequence[Judged]]
    chances: Floats | None


def results(trial: Trial, *, seed: int) -> dict[str, Any]:
    """By group: both arms' figures, the difference with its interval, boxes, and the Dickey-Fuller report.

    "summary" counts in how many categories the surrogates helped, as the paper does.
    """
    scored = {arm: Scored.of(trial.judged[arm]) for arm in ARMS}
    found = {
        name: _group({arm: each.only(mask) for arm, each in scored.items()}, trial.chances, mask, seed)
        for name, mask in groups(trial.walk).items()
        if mask.any()
    }
    return {"summary": _summary(found), "groups": found}


def groups(walk: Walk) -> dict[str, Mask]:
    """All series, by density before the first possible origin, and by category with five series or more."""
    category = walk.static_frame["category"].to_numpy(dtype=str)
    names, counts = np.unique(category, return_counts=True)
    large = [str(name) for name, count in zip(names, counts, strict=True) if name and count >= FEWEST_SERIES]
    found = {"all": np.ones(len(category), dtype=bool), **density_groups(walk)}
    found |= {f"category:{name}": category == name for name in large}
    if large:
        found[OTHER] = ~np.isin(category, large)
    return found


def difference(without: Scored, with_surrogates: Scored, *, seed: int) -> dict[str, dict[str, Any]]:
    """With minus without for every figure of the paper: mean, 95 % interval, and the sign where sure.

    A paired bootstrap that draws series and origins anew, both: the series of one origin share one
    training, so drawing series alone would take the luck of a seed for an effect. "sign" is "+", "-",
    or "0" where the interval holds zero. Source: Efron & Tibshirani 1993; Owen 2007 (two-way).
    """
    before, after = _values(without), _values(with_surrogates)
    random = np.random.default_rng(seed)
    origins, series = next(iter(before.values())).shape
    by_series = random.multinomial(series, np.full(series, 1 / series), _RESAMPLES)
    by_origin = random.multinomial(origins, np.full(origins, 1 / origins), _RESAMPLES)
    return {name: _interval(after[name] - before[name], by_origin, by_series) for name in before}


def _group(scored: Mapping[str, Scored], chances: Floats | None, mask: Mask, seed: int) -> dict[str, Any]:
    found: dict[str, Any] = {arm: figures(each, totals=False) for arm, each in scored.items()}
    found["difference"] = difference(scored["without"], scored["with"], seed=seed)
    found["coverage_80_boxes"] = {arm: _box(each) for arm, each in scored.items()}
    if chances is not None:
        found["dickey_fuller"] = _dickey_fuller(chances[:, mask])
    return found


def _values(scored: Scored) -> dict[str, Floats]:
    """The paper's figures, one a series and origin, (origins, series); NaN where not judged."""
    arrays = scored.arrays
    chance = arrays["chance"]
    return {
        "mase": scored.scaled("error"),
        "smape": known_mean(arrays["smape"], axis=2),
        "msis": scored.scaled("interval_95"),
        "sql": scored.scaled("loss"),
        "coverage_50": known_mean(arrays["inside_50"], axis=2),
        "coverage_80": known_mean(arrays["inside_80"], axis=2),
        "coverage_95": known_mean(arrays["inside_95"], axis=2),
        "above_q90": known_mean(arrays["above_q90"], axis=2),
        "rcov_80": known_mean(covered(chance, 0.8), axis=2),
        "rcov_95": known_mean(covered(chance, 0.95), axis=2),
    }


def _interval(
    change: Floats, by_origin: npt.NDArray[np.int64], by_series: npt.NDArray[np.int64]
) -> dict[str, Any]:
    """Mean of all judged series and origins, and of `_RESAMPLES` draws of both."""
    known = (~np.isnan(change)).astype(np.float64)
    if not known.any():
        return {"mean": None, "low": None, "high": None, "sign": "0"}
    filled = np.nan_to_num(change)
    totals = ((by_origin @ filled) * by_series).sum(axis=1)
    counts = ((by_origin @ known) * by_series).sum(axis=1)
    low, high = np.quantile(totals[counts > 0] / counts[counts > 0], (0.025, 0.975))
    sign = "+" if low > _NOTHING else "-" if high < -_NOTHING else "0"
    mean = float(filled.sum() / known.sum())
    return {
        "mean": rounded(mean),
        "low": rounded(float(low)),
        "high": rounded(float(high)),
        "sign": sign,
    }


def _box(scored: Scored) -> dict[str, float | None] | None:
    """Five numbers of the series' shares of weeks inside the 80 % band, over all origins."""
    share = known_mean(known_mean(scored.arrays["inside_80"], axis=2), axis=0)
    known = share[~np.isnan(share)]
    if not len(known):
        return None
    names = ("least", "quarter", "median", "three_quarters", "most")
    numbers = np.quantile(known, (0, 0.25, 0.5, 0.75, 1))
    return {name: rounded(float(number)) for name, number in zip(names, numbers, strict=True)}


def _dickey_fuller(chances: Floats) -> dict[str, Any]:
    """How many windows were tested, and in what share a unit root is rejected at 5 %."""
    tested = chances[~np.isnan(chances)]
    share = float((tested < SURE).mean()) if len(tested) else None
    return {"windows": chances.size, "tested": len(tested), "stationary": rounded(share)}


def _summary(found: Mapping[str, Any]) -> dict[str, Any]:
    """In how many categories each band covers more, or is nearer to what it says, and each error falls."""
    lines = [each for name, each in found.items() if name.startswith("category:") and name != OTHER]
    told: dict[str, Any] = {"categories": len(lines)}
    for name, nominal in NOMINAL.items():
        pairs = [(each["without"][name], each["with"][name]) for each in lines]
        known = [(before, after) for before, after in pairs if before is not None and after is not None]
        told[name] = {
            "higher": sum(after > before for before, after in known),
            "nearer": sum(abs(after - nominal) < abs(before - nominal) for before, after in known),
        }
    for name in ERRORS:
        means = [each["difference"][name]["mean"] for each in lines]
        told[name] = {"lower": sum(mean is not None and mean < 0 for mean in means)}
    return told
