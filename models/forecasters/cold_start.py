"""Too little history for a learner: what similar series do, giving way to the own weeks as they come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np

from models.contracts import FloatArray
from models.forecasters.covariates import section_code
from models.forecasters.grid import Floats, Grid

_MEMBER_WEEKS, _MEMBER_ACTIVE = 26, 4
_FEWEST = 10
"""Series without which a pool is no pool, and the next broader one answers."""
_PLACES = tuple(float(place) for place in (np.arange(19) + 0.5) / 19)
_SURE = (1.0, 12.0)
"""How many weeks a pool's share of active weeks may weigh, least and most."""
_SPREAD_WEIGHT = 4.0
_SHAPE_WEEKS = 8.0
_NARROWEST = 0.02
_WIDEST = 6.0


@dataclass(frozen=True, slots=True)
class Pool:
    """What similar series do.

    `active`, `idle`: the shares of active weeks as counts of a Beta distribution; `size`, `apart`:
    mean and spread over series of the mean log amount; `spread`: log spread of amounts within a
    series; `shape`: quantiles of (log amount - mean) / spread at 19 even places.
    """

    active: float
    idle: float
    size: float
    apart: float
    spread: float
    shape: tuple[float, ...]


_UNKNOWN = Pool(0.5, 0.5, 0.0, 100.0, 0.5, tuple(float(place) for place in np.linspace(-1.6, 1.6, 19)))


class Pools:
    """Pools by category, direction, trade and size, from the narrowest with 10 series to the one of all."""

    def __init__(self, pools: Mapping[str, Pool] | None = None) -> None:
        self._pools = dict(pools or {})

    @classmethod
    def learned(cls, grid: Grid, rows: Mapping[str, Sequence[str]]) -> Self:
        """Pools of every series with half a year of weeks; `rows` as from `grid.static_rows`."""
        members: dict[str, list[tuple[float, Floats]]] = defaultdict(list)
        for row, y in enumerate(grid.y):
            known = y[~np.isnan(y)]
            logs = np.log(known[known > 0])
            if len(known) >= _MEMBER_WEEKS and len(logs) >= _MEMBER_ACTIVE:
                for key in _keys(rows, row):
                    members[key].append((len(logs) / len(known), logs))
        return cls({key: _pool(found) for key, found in members.items() if len(found) >= _FEWEST})

    def band(
        self,
        known: Floats,
        rows: Mapping[str, Sequence[str]],
        row: int,
        shape: tuple[int, int],
        *,
        seed: int,
    ) -> FloatArray:
        """Paths (paths, weeks) = `shape` of the series in `row`, of which the weeks `known` are known.

        Every path first draws what the series may be like, which the pool and its own weeks decide
        together, then its weeks: with few weeks the average itself is unsure. No week and no pool
        gives zeros.
        """
        pool = next((self._pools[key] for key in _keys(rows, row) if key in self._pools), _UNKNOWN)
        logs = np.log(known[known > 0])
        if pool is _UNKNOWN and not len(logs):
            return np.zeros(shape, dtype=np.float32)
        random = np.random.default_rng(seed)
        paths = shape[0]
        share = random.beta(pool.active + len(logs), pool.idle + len(known) - len(logs), (paths, 1))
        spread = _own_spread(pool, logs)
        mean, unsure = _own_size(pool, logs, spread)
        size = mean + unsure * np.clip(random.standard_normal((paths, 1)), -3, 3)
        around = spread * np.interp(random.random(shape), _PLACES, pool.shape)
        if len(logs):
            own = random.random(shape) < len(logs) / (len(logs) + _SHAPE_WEEKS)
            around = np.where(own, random.choice(logs - logs.mean(), shape), around)
        amounts = np.exp(size + np.clip(around, -_WIDEST, _WIDEST))
        return np.where(random.random(shape) < share, amounts, 0.0).astype(np.float32)

    def weight(self, weeks: int) -> float:
        """The pool's part in what is said after so many weeks, for the line below a fan."""
        return _SHAPE_WEEKS / (_SHAPE_WEEKS + weeks) if self._pools else 0.0

    def as_json(self) -> dict[str, Any]:
        """Plain values for a file."""
        return {key: asdict(pool) for key, pool in self._pools.items()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        return cls({key: Pool(**{**pool, "shape": tuple(pool["shape"])}) for key, pool in values.items()})


def _keys(rows: Mapping[str, Sequence[str]], row: int) -> list[str]:
    """Names of the pools a series belongs to, narrowest first."""
    kind = f"{rows['category'][row]}|{rows['direction'][row]}"
    trade = str(section_code(rows["nace"][row]))
    size = rows["size"][row]
    return [f"{kind}|{trade}|{size}", f"{kind}|{trade}", kind, f"|{rows['direction'][row]}", ""]


def _pool(members: Sequence[tuple[float, Floats]]) -> Pool:
    shares = np.array([share for share, _ in members])
    means = np.array([logs.mean() for _, logs in members])
    spread = float(np.sqrt(np.mean([logs.var() for _, logs in members])))
    held = max(spread, _NARROWEST)
    residuals = np.concatenate([(logs - logs.mean()) / held for _, logs in members])
    mean, variance = float(shares.mean()), float(shares.var())
    inside = min(max(mean, 0.01), 0.99)
    sure = float(np.clip(inside * (1 - inside) / max(variance, 1e-4) - 1, *_SURE))
    shape = tuple(round(float(place), 3) for place in np.quantile(residuals, _PLACES))
    return Pool(
        round(sure * inside, 4), round(sure * (1 - inside), 4),
        round(float(means.mean()), 4), round(float(means.std()), 4), round(held, 4), shape,
    )  # fmt: skip


def _own_spread(pool: Pool, logs: Floats) -> float:
    """The series' log spread: the pool's counts as four weeks."""
    own = float(((logs - logs.mean()) ** 2).sum()) if len(logs) else 0.0
    weight = _SPREAD_WEIGHT + max(len(logs) - 1, 0)
    return float(np.sqrt((_SPREAD_WEIGHT * pool.spread**2 + own) / weight))


def _own_size(pool: Pool, logs: Floats, spread: float) -> tuple[float, float]:
    """Mean log amount of the series and how unsure it is, by the rule for two normal sources."""
    from_pool = 1.0 / max(pool.apart, _NARROWEST) ** 2
    from_own = len(logs) / max(spread, _NARROWEST) ** 2
    mean = from_pool * pool.size + (from_own * float(logs.mean()) if len(logs) else 0.0)
    return mean / (from_pool + from_own), float(np.sqrt(1.0 / (from_pool + from_own)))
