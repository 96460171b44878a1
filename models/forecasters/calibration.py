"""What the year before the forecast tells of its fans: how sure they may be, and how weeks go together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from models.contracts import FloatArray
from models.forecasters.fitness import Density
from models.forecasters.grid import Floats
from models.forecasters.joint_paths import Coupling, couple
from models.forecasters.scores import chance_below, covered, naive_scale, scaled_quantile_loss, total_chances

_TAIL = (0.0, 0.01, 0.025)
KNOTS = (*_TAIL, *(round(0.05 * step, 2) for step in range(1, 20)), *(1.0 - low for low in reversed(_TAIL)))
"""Levels at which a correction is kept: every twentieth, and the ends of the widest bands."""
_STRENGTHS = (0.75, 0.5, 0.25)
"""Parts of a correction, the largest first; a whole one would trust a single year."""
_NARROWER = 0.025
"""How much closer to its middle every level stands: averaged fans are wider than the odds of what comes,
for the average knows the middle better than any of them. Source: Lichtendahl et al. 2013; chosen on
Manchester 2016 and 2017 and Birmingham 2015, where .02 to .035 lowered loss and interval scores alike."""
_HARMLESS = 0.0005
"""A correction learned on the earlier months may raise the loss of the later ones by this share."""
_TRUST = 0.3
"""How far a correlation found in one year is believed against the usual one."""
_LASTING = (-0.08, -0.04, 0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35)
"""Beyond, it is another level of spending that makes totals miss, and wider totals only cost more."""
_SHARED = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
_NOMINAL = 0.8
_FEWEST = 100
"""Totals without which the usual number is kept: 100 tell 80 % from 76 or 84."""
_MOST = 400


@dataclass(frozen=True)
class Origin:
    """Forecasts made at one past week and what came: the rows of both are the same series.

    `fans` (series, paths, weeks) ascending along paths, `truth` (series, weeks), `before` (series,
    weeks known) for the scale of losses; `companies` and `densities` by row; `signs` 1 for in, -1 for
    out; `seed` draws the places of randomized coverage, others at each origin.
    """

    unique_ids: tuple[str, ...]
    fans: FloatArray
    truth: Floats
    before: Floats
    densities: tuple[Density, ...]
    companies: tuple[str, ...]
    signs: Floats
    seed: int

    def rows_of(self, density: Density) -> npt.NDArray[np.intp]:
        """Rows of one density, at most `_MOST`, evenly over the list."""
        rows = np.flatnonzero([each is density for each in self.densities])
        return rows[:: max(1, -(-len(rows) // _MOST))]


@dataclass(frozen=True)
class Calibration:
    """Correction of the fans and coupling of their weeks.

    `levels` gives, by density, the level of the raw fan that stands at each of `KNOTS` of the served
    one; a density that is missing there is served as it is.
    """

    levels: Mapping[Density, tuple[float, ...]] = field(default_factory=dict)
    coupling: Coupling = field(default_factory=Coupling)

    def mend(self, fans: FloatArray, densities: Sequence[Density]) -> FloatArray:
        """Fans with each density's levels corrected; ascending along paths, as they came."""
        mended = fans.copy()
        for density, levels in self.levels.items():
            rows = [row for row, each in enumerate(densities) if each is density]
            mended[rows] = _moved(fans[rows], levels)
        return mended

    def as_json(self) -> dict[str, Any]:
        """Plain values for a file."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        levels = {Density(name): tuple(places) for name, places in values["levels"].items()}
        lasting = {Density(name): share for name, share in values["coupling"]["lasting"].items()}
        return cls(levels, Coupling(lasting, values["coupling"]["shared"]))


def calibrate(origins: Sequence[Origin]) -> Calibration:
    """What these origins teach, oldest first; nothing learned from too little keeps its usual value.

    With or without origins, every fan is drawn in by what averaging made it too wide.
    """
    levels = {density: _narrowed(_levels(origins, density)) for density in Density}
    mended = Calibration(levels)
    if not origins:
        return mended
    lasting = {density: _lasting(origins, density, mended) for density in Density}
    shared = _shared(origins, mended, lasting)
    return Calibration(levels, Coupling(lasting, shared))


def _moved(fans: FloatArray, levels: tuple[float, ...]) -> FloatArray:
    """The fan read at other levels than its own, (series, paths, weeks)."""
    paths = fans.shape[1]
    own = (np.arange(paths) + 0.5) / paths
    place = np.clip(np.interp(own, KNOTS, levels) * paths - 0.5, 0, paths - 1)
    low = place.astype(np.int64)
    above = (place - low).astype(np.float32)[None, :, None]
    high = np.minimum(low + 1, paths - 1)
    moved: FloatArray = fans[:, low] * (1 - above) + fans[:, high] * above
    return moved


def _levels(origins: Sequence[Origin], density: Density) -> tuple[float, ...]:
    """The strongest correction that, learned on the earlier half, does no harm in the later; else none."""
    half = len(origins) // 2
    earlier, later = origins[:half], origins[half:]
    if min((len(origin.rows_of(density)) for origin in origins), default=0) * half < _FEWEST:
        return KNOTS
    harmless = _loss(later, density, KNOTS) * (1 + _HARMLESS)
    for strength in _STRENGTHS:
        if _loss(later, density, _shifted(earlier, density, strength)) <= harmless:
            return _shifted(origins, density, strength)
    return KNOTS


def _narrowed(levels: tuple[float, ...]) -> tuple[float, ...]:
    """The same correction read nearer to the middle; the ends, which totals of rare money need, stay."""
    inner = 0.5 + (1 - _NARROWER) * (np.array(KNOTS[1:-1]) - 0.5)
    return (0.0, *(round(float(level), 6) for level in np.interp(inner, KNOTS, levels)), 1.0)


def _shifted(origins: Sequence[Origin], density: Density, strength: float) -> tuple[float, ...]:
    """Where the truth really stood at each knot, drawn back towards the knot itself."""
    chances = np.concatenate([_weekly_chances(origin, density) for origin in origins])
    real = np.quantile(chances[~np.isnan(chances)], KNOTS)
    real[0], real[-1] = 0.0, 1.0
    return tuple(float(place) for place in (1 - strength) * np.array(KNOTS) + strength * real)


def _weekly_chances(origin: Origin, density: Density) -> Floats:
    rows = origin.rows_of(density)
    return chance_below(origin.fans[rows], origin.truth[rows], seed=origin.seed).ravel()


def _loss(origins: Sequence[Origin], density: Density, levels: tuple[float, ...]) -> float:
    losses = []
    for origin in origins:
        rows = origin.rows_of(density)
        scale = naive_scale(origin.before[rows])
        losses.append(scaled_quantile_loss(_moved(origin.fans[rows], levels), origin.truth[rows], scale))
    found = np.concatenate(losses)
    return float(found[~np.isnan(found)].sum())


def _lasting(origins: Sequence[Origin], density: Density, mended: Calibration) -> float:
    """The correlation of weeks at which 12-week totals fall inside their 80 % band 80 % of the time."""

    def covers(lasting: float) -> npt.NDArray[np.float64]:
        coupling = Coupling(dict.fromkeys(Density, lasting), 0.0)
        return np.concatenate([_totals_covered(origin, density, mended, coupling) for origin in origins])

    usual = Coupling().lasting[density]
    return _believed(_nearest(covers, _LASTING, usual), usual)


def _totals_covered(
    origin: Origin, density: Density, mended: Calibration, coupling: Coupling
) -> npt.NDArray[np.float64]:
    rows = origin.rows_of(density)
    densities = tuple(origin.densities[row] for row in rows)
    names = tuple(origin.unique_ids[row] for row in rows)
    paths = couple(mended.mend(origin.fans[rows], densities), names, densities, coupling, seed=origin.seed)
    return covered(total_chances(paths, origin.truth[rows], seed=origin.seed), _NOMINAL)


def _shared(origins: Sequence[Origin], mended: Calibration, lasting: Mapping[Density, float]) -> float:
    """The correlation of series at which a company's 12-week net falls inside its 80 % band as it says."""

    def covers(shared: float) -> npt.NDArray[np.float64]:
        coupling = Coupling(lasting, shared)
        return np.concatenate([_nets_covered(origin, mended, coupling) for origin in origins])

    usual = Coupling().shared
    return _believed(_nearest(covers, _SHARED, usual), usual)


def _nets_covered(origin: Origin, mended: Calibration, coupling: Coupling) -> npt.NDArray[np.float64]:
    fans = mended.mend(origin.fans, origin.densities)
    paths = couple(fans, origin.unique_ids, origin.densities, coupling, seed=origin.seed)
    signs = origin.signs
    nets, truths = [], []
    for company in dict.fromkeys(origin.companies):
        rows = [row for row, each in enumerate(origin.companies) if each == company]
        if len(rows) > 1:
            nets.append((paths[rows] * signs[rows, None, None].astype(np.float32)).sum(axis=0))
            truths.append((origin.truth[rows] * signs[rows, None]).sum(axis=0))
    if not nets:
        return np.zeros(0)
    return covered(total_chances(np.stack(nets), np.stack(truths), seed=origin.seed), _NOMINAL)


def _nearest(
    covers: Callable[[float], npt.NDArray[np.float64]], grid: Sequence[float], usual: float
) -> float:
    """The number of the grid whose bands cover nearest to nominal; the usual one where too few are known."""
    found = {number: covers(number) for number in grid}
    if min(int((~np.isnan(each)).sum()) for each in found.values()) < _FEWEST:
        return usual
    return min(grid, key=lambda number: abs(float(np.nanmean(found[number])) - _NOMINAL))


def _believed(found: float, usual: float) -> float:
    return round(usual + _TRUST * (found - usual), 4)
