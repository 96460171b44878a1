"""The paper's experiment made again: do surrogate weeks before the real ones make DeepAR's fans truer?"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.domain.errors import MeasureRefused
from core.domain.words import measuring
from core.services.bench.made_from import commit
from core.services.bench.paper_figures import ARMS, Trial, results
from core.services.bench.series_files import read_series, read_static
from models.artifacts import sha256_of
from models.forecasters.fitness import unit_root_chances
from models.forecasters.grid import Floats
from models.forecasters.judged import Judged, judge
from models.forecasters.peers.paper import CONTEXT, EPOCHS, HORIZON, PaperDeepAR
from models.forecasters.scores import naive_scale
from models.forecasters.walk_forward import Effort, Learner, Run, Walk, lay_out

WINDOW = 160
"""Weeks known at each origin. Source: Kotios et al. 2022, as are the 90 windows one week apart."""
POSSIBLE = 90
FEWEST_ACTIVE = 10
"""A series needs more weeks with money than that before the first possible origin."""
_LIBRARIES = ("numpy", "torch", "gluonts")


@dataclass(frozen=True)
class PaperRequest:
    """How much of the experiment is made: `origins` of the 90 possible ones, evenly spread."""

    origins: int = 4
    paths: int = 200
    seed: int = 1
    window: int = WINDOW


def paper_of_files(
    series: Path, static: Path | None, request: PaperRequest, kept: Path | None, tell: Callable[[str], None]
) -> dict[str, Any]:
    """`paper_forecast` on two files, whose names and sha256 are written into meta. Raises MeasureRefused."""
    document = paper_forecast(read_series(series), read_static(static), request, kept, tell)
    files = {"series": series, "static": static}
    document["meta"]["inputs"] = {
        name: {"file": path.name, "sha256": sha256_of(path)} for name, path in files.items() if path
    }
    return document


def paper_forecast(
    series_frame: pd.DataFrame,
    static_frame: pd.DataFrame,
    request: PaperRequest,
    kept: Path | None,
    tell: Callable[[str], None],
) -> dict[str, Any]:
    """The document of one run: meta, and results by group with both arms and their difference.

    `series_frame` is `unique_id, ds, y` (weekly, Monday, y signed), `static_frame` has `unique_id` and
    category. Each origin learns anew from the `window` weeks before it, without and with as many
    surrogate weeks put before those, and draws the 12 weeks after it. What one origin gave is kept in
    the folder `kept`, so that a run that was broken off, or asks for more origins, goes on.
    Raises MeasureRefused and FrameError.
    """
    walk = _walk(series_frame, static_frame, request)
    chosen = spread(walk.origins, request.origins)
    folder = None if kept is None else kept / _digest(walk, request)
    found: dict[str, list[Judged]] = {arm: [] for arm in ARMS}
    chances, skipped = [], {}
    steps = _Steps(len(chosen) * len(ARMS), tell)
    for origin in chosen:
        window = _window(walk, origin, request.window)
        for arm, with_surrogates in ARMS.items():
            learner = partial(PaperDeepAR, with_surrogates=with_surrogates)
            judged = _kept(
                folder, f"{origin}-{arm}", partial(_judged, window, learner, request, request.seed + origin)
            )
            found[arm].append(judged)
            steps.done(f"{walk.monday(origin)} {arm} surrogates")
        try:
            chances.append(unit_root_chances(window.y[:, : request.window]))
        except ImportError:
            skipped["dickey_fuller"] = measuring.skipped("package_missing", package="statsmodels")
    trial = Trial(walk, found, np.stack(chances) if chances else None)
    left_out = series_frame["unique_id"].nunique() - len(walk.unique_ids)
    meta = _meta(walk, chosen, request) | {"series_left_out": left_out, "skipped": skipped}
    return {"meta": meta, "results": results(trial, seed=request.seed)}


def spread(possible: tuple[int, ...], count: int) -> tuple[int, ...]:
    """`count` of the possible origins, the first and the last among them, evenly spread; the last if one."""
    if count >= len(possible):
        return possible
    places = np.linspace(0, len(possible) - 1, count) if count > 1 else np.array([len(possible) - 1])
    return tuple(possible[round(place)] for place in places)


def _walk(series_frame: pd.DataFrame, static_frame: pd.DataFrame, request: PaperRequest) -> Walk:
    """All possible origins, and the series that had begun when the first window did and moved since.

    Which take part is decided by what lies before the first possible origin, so that the same ones
    are measured however many origins are asked for.
    """
    weeks = series_frame["ds"].nunique()
    try:
        one = lay_out(series_frame, static_frame, horizon=HORIZON, origins=1, stride=1)
    except ValueError as error:
        raise MeasureRefused("paper_weeks", weeks=weeks, needed=request.window + HORIZON) from error
    last = one.origins[0]
    first = max(request.window, last - POSSIBLE + 1)
    if first > last:
        raise MeasureRefused("paper_weeks", weeks=len(one.weeks), needed=request.window + HORIZON)
    before = one.y[:, :first]
    begun = (~np.isnan(before[:, : first - request.window + 1])).any(axis=1)
    lively = (np.nan_to_num(before) != 0).sum(axis=1) > FEWEST_ACTIVE
    rows = np.flatnonzero(begun & lively)
    if not len(rows):
        raise MeasureRefused("paper_series", window=request.window)
    names = tuple(one.unique_ids[row] for row in rows)
    facts = one.static_frame.iloc[rows].reset_index(drop=True)
    return Walk(names, one.weeks, one.y[rows], facts, HORIZON, tuple(range(first, last + 1)))


def _window(walk: Walk, origin: int, window: int) -> Walk:
    """What is known at one origin, cut to the paper's window, and the 12 weeks after it."""
    cut = slice(origin - window, origin + walk.horizon)
    return Walk(walk.unique_ids, walk.weeks[cut], walk.y[:, cut], walk.static_frame, walk.horizon, (window,))


def _judged(window: Walk, learner: Callable[[], Learner], request: PaperRequest, seed: int) -> Judged:
    """One fit and one look ahead; errors are scaled by the real weeks alone, in both arms."""
    known = request.window
    drawn = Run(window, Effort(request.paths, seed), learner).drawn(known)
    scale: Floats = naive_scale(window.y[:, :known])
    return judge(drawn, window.truth(known), scale, seed=seed)


def _kept(folder: Path | None, name: str, work: Callable[[], Judged]) -> Judged:
    if folder is None:
        return work()
    path = folder / f"{name}.npz"
    if path.is_file():
        return Judged.load(path)
    folder.mkdir(parents=True, exist_ok=True)
    judged = work()
    judged.save(path)
    return judged


def _settings(request: PaperRequest) -> dict[str, Any]:
    return {
        "window": request.window,
        "horizon": HORIZON,
        "context": CONTEXT,
        "epochs": EPOCHS,
        "paths": request.paths,
        "seed": request.seed,
    }


def _digest(walk: Walk, request: PaperRequest) -> str:
    """What the kept files depend on: the series, the settings, the libraries; not how many origins."""
    versions = {name: version(name) for name in _LIBRARIES}
    facts = json.dumps([walk.unique_ids, str(walk.weeks[0]), _settings(request), versions])
    return hashlib.sha256(facts.encode() + np.ascontiguousarray(walk.y).tobytes()).hexdigest()[:16]


def _meta(walk: Walk, chosen: tuple[int, ...], request: PaperRequest) -> dict[str, Any]:
    return {
        "commit": commit(),
        "arguments": asdict(request),
        "settings": _settings(request),
        "series": len(walk.unique_ids),
        "possible_origins": len(walk.origins),
        "origins": [walk.monday(origin).isoformat() for origin in chosen],
        "versions": {name: version(name) for name in _LIBRARIES},
    }


@dataclass
class _Steps:
    """Tells each step that is done, and how long the rest will take."""

    total: int
    tell: Callable[[str], None]
    count: int = 0
    started: float = 0.0

    def __post_init__(self) -> None:
        self.started = time.perf_counter()

    def done(self, step: str) -> None:
        self.count += 1
        left = (time.perf_counter() - self.started) / self.count * (self.total - self.count)
        self.tell(f"{self.count} of {self.total}: {step}; {left / 60:.0f} minutes left")
