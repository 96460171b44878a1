"""The paper's walk forward: stand at one week after another, look ahead, and see what came."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.contracts import FloatArray, Forecast
from models.forecasters.grid import Days, Floats, as_dates, read_grid
from models.forecasters.judged import Judged, judge
from models.forecasters.scores import naive_scale
from models.frames import SERIES

OUT, IN = "out", "in"
LEAST_WEEKS = 2
"""Weeks before the first origin, without which no series has a scale."""


class Learner(Protocol):
    """What is asked of anyone who takes part; `contracts.Forecaster` without save and load."""

    name: str

    def fit(self, series: pd.DataFrame, static: pd.DataFrame, *, seed: int) -> Self:
        """Learn from what lies before the first origin."""
        ...

    def forecast(
        self, series: pd.DataFrame, static: pd.DataFrame, *, horizon_weeks: int, paths: int, seed: int
    ) -> Forecast:
        """Draw futures of all series that start the week after the last one given."""
        ...


@dataclass(frozen=True)
class Walk:
    """Weekly series on one calendar, and where to stand on it.

    `y` is (series, weeks) with its own sign, NaN where unknown; `static_frame` has `unique_id`, any of
    company, category, direction (of a positive amount, "out" unless it says "in"), nace, size.
    `origins` are counts of weeks known, ascending; the weeks after each are to be forecast.
    """

    unique_ids: tuple[str, ...]
    weeks: Days
    y: Floats
    static_frame: pd.DataFrame
    horizon: int
    origins: tuple[int, ...]

    def monday(self, origin: int) -> date:
        """The first week that is forecast from this origin."""
        return as_dates(self.weeks[origin : origin + 1])[0]

    def truth(self, origin: int) -> Floats:
        """What came, (series, weeks)."""
        return self.y[:, origin : origin + self.horizon]

    def known(self, origin: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Frames with `frames.SERIES` and `frames.STATIC` of all that was known at an origin.

        Each series stands as `name/out`, and one that had been negative as `name/in` too: targets are
        >= 0. Weeks before its first one are left away.
        """
        return _frames(self, 0, origin)

    def to_come(self) -> pd.DataFrame:
        """The weeks that are tested, in the same parts: for the one that may cheat."""
        return _frames(self, self.origins[0], self.origins[-1] + self.horizon)[0]


def last_origins(weeks: int, horizon: int, count: int, stride: int) -> tuple[int, ...]:
    """Where to stand: `count` origins `stride` weeks apart, the last `horizon` weeks before the end.

    Raises ValueError where fewer than two weeks lie before the first.
    """
    first = weeks - horizon - (count - 1) * stride
    if first < LEAST_WEEKS:
        raise ValueError(f"{weeks} weeks are too few for {count} origins of {horizon} weeks")
    return tuple(range(first, weeks - horizon + 1, stride))


def lay_out(series: pd.DataFrame, static: pd.DataFrame, *, horizon: int, origins: int, stride: int) -> Walk:
    """A walk over a long frame `unique_id, ds, y`, y signed. Raises FrameError and ValueError."""
    above = read_grid(series.assign(y=series["y"].clip(lower=0.0)))
    below = read_grid(series.assign(y=(-series["y"]).clip(lower=0.0)))
    chosen = last_origins(len(above.weeks), horizon, origins, stride)
    facts = static.drop_duplicates("unique_id").set_index("unique_id")
    facts = facts.reindex(list(above.unique_ids), fill_value="").reset_index()
    for name in ("company", "category", "nace", "size", "direction"):
        facts[name] = facts.get(name, "")
    return Walk(above.unique_ids, above.weeks, above.y - below.y, facts, horizon, chosen)


@dataclass(frozen=True)
class Effort:
    """How a learner is asked: paths per series, the seed, and where each step is told."""

    paths: int
    seed: int


@dataclass
class Run:
    """One learner on one walk: taught once, before the first origin, and asked at each.

    `fit_s` and `predict_s` (of all origins together) are filled as it goes.
    """

    walk: Walk
    effort: Effort
    make: Callable[[], Learner]
    fit_s: float = 0.0
    predict_s: float = 0.0
    _learner: Learner | None = field(default=None, repr=False)

    def judged(self, origins: Sequence[int]) -> Iterator[tuple[int, Judged, Judged]]:
        """For each origin: the scores of the series, and of the companies' nets."""
        for origin in origins:
            drawn = self.drawn(origin)
            seed = self.effort.seed + origin
            scale = naive_scale(self.walk.y[:, :origin])
            yield (
                origin,
                judge(drawn, self.walk.truth(origin), scale, seed=seed),
                judge_nets(self.walk, origin, drawn, seed=seed),
            )

    def drawn(self, origin: int) -> FloatArray:
        """Futures of every series with its own sign, (series, paths, weeks); zeros where none was known.

        Raises ValueError where the learner answers for other weeks.
        """
        series, static = self.walk.known(origin)
        learner = self._taught()
        started = time.perf_counter()
        forecast = learner.forecast(
            series, static, horizon_weeks=self.walk.horizon, paths=self.effort.paths, seed=self.effort.seed
        )
        self.predict_s += time.perf_counter() - started
        if forecast.weeks != as_dates(self.walk.weeks[origin : origin + self.walk.horizon]):
            raise ValueError(f"{learner.name} forecast other weeks than those after {forecast.weeks[:1]}")
        return _put_together(self.walk.unique_ids, forecast, self.effort.paths, self.walk.horizon)

    def _taught(self) -> Learner:
        if self._learner is None:
            learner = self.make()
            frames = self.walk.known(self.walk.origins[0])
            started = time.perf_counter()
            self._learner = learner.fit(*frames, seed=self.effort.seed)
            self.fit_s = time.perf_counter() - started
        return self._learner


def companies(walk: Walk) -> tuple[str, ...]:
    """The companies that the static frame names, in order; none where it names none."""
    return tuple(sorted(set(walk.static_frame["company"]) - {""}))


def judge_nets(walk: Walk, origin: int, drawn: FloatArray, *, seed: int) -> Judged:
    """The scores of each company's sum over its series, in the order of `companies`.

    A series counts where it was known before the origin and has a known week after it. Before it began
    it is zero; a week unknown in one series is unknown in the sum.
    """
    names = walk.static_frame["company"].to_numpy()
    before, truth = walk.y[:, :origin], walk.truth(origin)
    counts = (~np.isnan(before)).any(axis=1) & (~np.isnan(truth)).any(axis=1)
    began = np.maximum.accumulate(~np.isnan(before), axis=1)
    filled = np.where(began, before, 0.0)
    members = [np.flatnonzero((names == company) & counts) for company in companies(walk)]
    nothing = np.full(origin, np.nan)
    net_before = [filled[rows].sum(axis=0) if len(rows) else nothing for rows in members]
    net_truth = [truth[rows].sum(axis=0) if len(rows) else nothing[:1] for rows in members]
    shape = (len(members), walk.horizon)
    paths = np.zeros((len(members), *drawn.shape[1:]), dtype=np.float32)
    for at, rows in enumerate(members):
        paths[at] = drawn[rows].sum(axis=0)
    came = np.array([np.broadcast_to(each, walk.horizon) for each in net_truth]).reshape(shape)
    scale = naive_scale(np.array(net_before).reshape(len(members), origin))
    return judge(paths, came, scale, seed=seed)


def density_groups(walk: Walk) -> dict[str, npt.NDArray[np.bool_]]:
    """Which series moved in at least half, a sixth, or fewer of the weeks before the first origin."""
    before = walk.y[:, : walk.origins[0]]
    known = (~np.isnan(before)).sum(axis=1)
    share = (np.abs(np.nan_to_num(before)) > 0).sum(axis=1) / np.maximum(known, 1)
    return {
        "dense": share >= 1 / 2,
        "middle": (share >= 1 / 6) & (share < 1 / 2),
        "rare": share < 1 / 6,
    }


def _frames(walk: Walk, start: int, end: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both parts of every series between two weeks; what was negative is decided by these weeks alone."""
    y = walk.y[:, start:end]
    begun: npt.NDArray[np.bool_] = np.maximum.accumulate(~np.isnan(y), axis=1)
    negative: npt.NDArray[np.bool_] = np.any(np.nan_to_num(y) < 0, axis=1)
    weeks = walk.weeks[start:end].astype("datetime64[ns]")
    parts: list[pd.DataFrame] = []
    for suffix, amounts, rows in (
        (OUT, np.where(np.isnan(y), np.nan, np.maximum(y, 0.0)), np.ones_like(negative)),
        (IN, np.where(np.isnan(y), np.nan, np.maximum(-y, 0.0)), negative),
    ):
        series, week = np.nonzero(begun & rows[:, None])
        names = np.array([f"{name}/{suffix}" for name in walk.unique_ids], dtype=object)
        columns = {"unique_id": names[series], "ds": weeks[week], "y": amounts[series, week]}
        parts.append(pd.DataFrame(columns, columns=list(SERIES)))
    return pd.concat(parts, ignore_index=True), _static_of(walk, negative)


def _static_of(walk: Walk, negative: npt.NDArray[np.bool_]) -> pd.DataFrame:
    facts = walk.static_frame
    turned = {OUT: IN, IN: OUT}
    main = facts["direction"].where(facts["direction"] == IN, OUT)
    positive = facts.assign(unique_id=facts["unique_id"] + f"/{OUT}", direction=main)
    refunds = facts.assign(unique_id=facts["unique_id"] + f"/{IN}", direction=main.map(turned))
    return pd.concat([positive, refunds[negative]], ignore_index=True).astype(object)


def _put_together(names: tuple[str, ...], forecast: Forecast, paths: int, horizon: int) -> FloatArray:
    """Out minus in, path by path: both parts of a path belong to one future."""
    row = {name: at for at, name in enumerate(names)}
    drawn = np.zeros((len(names), paths, horizon), dtype=np.float32)
    for part, futures in zip(forecast.unique_ids, forecast.paths, strict=True):
        name, _, suffix = part.rpartition("/")
        drawn[row[name]] += futures if suffix == OUT else -futures
    return drawn
