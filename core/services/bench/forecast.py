"""Compare forecasters on weekly series; everything is learned before the first tested week."""

import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from core.domain.errors import MeasureRefused
from core.domain.words import measuring
from core.services.bench import city_series
from core.services.bench.forecast_goals import reached
from core.services.bench.forecast_groups import JUDGED_GROUPS, Answers, category_counts, results_of
from core.services.bench.forecast_parts import Part, Request, walk_of
from core.services.bench.forecasters import (
    ORACLE,
    QUICK,
    SERVED,
    SHIPPED,
    forecasters,
    missing_package,
)
from core.services.bench.made_from import commit
from core.services.bench.proof import admitted
from core.services.bench.side_by_side import one_by_one, side_by_side
from models.artifacts import sha256_of
from models.forecasters.figures import Scored
from models.forecasters.scores import FAN_LEVELS, LEVELS
from models.forecasters.walk_forward import Walk

MOST_LOST = 0.01
Tell = Callable[[str], None]
Results = dict[str, dict[str, dict[str, Any]]]
_LIBRARIES = ("numpy", "pandas", "torch", "gluonts", "catboost", "statsforecast")


def forecast(request: Request, tell: Tell, kept_in: Path | None = None) -> dict[str, Any]:
    """The document of one run: meta, and results by group and forecaster. Raises MeasureRefused.

    `kept_in` is a folder where each forecaster's scores at each origin are kept, so that a run that was
    cut off goes on where it stood; without one nothing is kept.
    """
    walk = walk_of(request)
    _admit(request, walk)
    names, skipped = _chosen(request)
    with tempfile.TemporaryDirectory() as scratch:
        folder = kept_in or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        parts = [Part.of(request, name, folder) for name in names]
        for part, why in _measured(parts, walk, request.workers, tell):
            skipped[part.name] = measuring.failed(why)
        there = [part for part in parts if part.name not in skipped]
        answers = {part.name: _answers(part, walk) for part in there}
    results = results_of(walk, answers, request.seed)
    counted = {"categories": category_counts(results), "goals": reached(results)}
    return {"meta": _meta(request, walk, answers, skipped) | counted, "results": results}


def check(before: Mapping[str, Any], shared_data: Path, tell: Tell) -> list[tuple[str, float, float]]:
    """Groups in which the served forecaster lost over 1 % SQL against an earlier quick run, both figures.

    `before` is the document of `forecast` with `quick` on Birmingham. Raises MeasureRefused where it
    was made of other series.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        city_series.make_series(city_series.CITIES["birmingham"], shared_data, folder)
        request = Request(
            folder / city_series.SERIES, folder / city_series.STATIC, models=(SERVED,), quick=True, workers=0
        )
        # Not the files' sha256: another machine zips the same rows into other bytes.
        if any(before["meta"][fact] != value for fact, value in _extent(walk_of(request)).items()):
            raise MeasureRefused("other_series")
        document = forecast(request, tell)
    return list(regressions(before["results"], document["results"], MOST_LOST))


def regressions(before: Results, now: Results, most_lost: float) -> Iterator[tuple[str, float, float]]:
    """The groups where the served forecaster's SQL grew by more than `most_lost` of what it was."""
    for group in JUDGED_GROUPS:
        was = before.get(group, {}).get(SERVED, {}).get("sql")
        if was is not None:
            is_now = now.get(group, {}).get(SERVED, {}).get("sql")
            if is_now is None or is_now > was * (1 + most_lost):
                yield group, was, float("inf") if is_now is None else is_now


def _admit(request: Request, walk: Walk) -> None:
    if request.artifact is not None:
        files = [path for path in (request.series, request.static) if path is not None]
        admitted(request.artifact, files, walk.monday(walk.origins[0]))


def _chosen(request: Request) -> tuple[list[str], dict[str, str]]:
    """The forecasters asked for, and those that cannot be asked with the reason."""
    known = forecasters(request.artifact)
    asked = request.models or ((*QUICK, SHIPPED) if request.quick else tuple(known))
    for name in request.models:
        if name not in known:
            raise MeasureRefused("learner_unknown", learner=name, known=", ".join(known))
    names = [name for name in known if name in asked]
    skipped = {
        name: measuring.skipped("package_missing", package=missing_package(name))
        for name in names
        if missing_package(name)
    }
    return [name for name in names if name not in skipped], skipped


def _measured(parts: Sequence[Part], walk: Walk, workers: int, tell: Tell) -> Iterator[tuple[Part, str]]:
    """Measures what is not kept from an earlier run; answers the parts that failed, and why."""
    open_parts = [part for part in parts if part.missing(walk)]
    for part in parts:
        if part not in open_parts:
            tell(measuring.forecast_kept(part.name, len(walk.origins)))
    started = time.perf_counter()
    running = one_by_one(open_parts) if workers == 0 else side_by_side(open_parts, workers)
    for done, (part, why) in enumerate(running, start=1):
        gone = time.perf_counter() - started
        left = gone / done * (len(open_parts) - done)
        tell(measuring.forecast_progress(part.name, gone, done, len(open_parts), left))
        if why:
            yield part, why


def _answers(part: Part, walk: Walk) -> Answers:
    series, nets = part.judged(walk)
    return Answers(Scored.of(series), Scored.of(nets), part.costs())


def _meta(
    request: Request, walk: Walk, answers: Mapping[str, Answers], skipped: Mapping[str, str]
) -> dict[str, Any]:
    named = {"series": request.series, "static": request.static}
    anyone = next(iter(answers.values()), None)
    return {
        "commit": commit(),
        "arguments": {
            "horizon": request.horizon,
            "origins": request.origins,
            "stride": request.stride,
            "models": list(request.models),
            "quick": request.quick,
            "paths": request.paths,
            "workers": request.workers,
        },
        "inputs": {
            name: {"file": path.name, "sha256": sha256_of(path)} for name, path in named.items() if path
        },
        **_extent(walk),
        "left_out_without_scale": anyone.series.left_out if anyone else 0,
        "quantile_levels": {"losses": LEVELS, "fan": FAN_LEVELS},
        "cheats": [ORACLE] if ORACLE in answers else [],
        "seed": request.seed,
        "skipped": dict(skipped),
        "versions": {"python": platform.python_version()} | _versions(),
    }


def _extent(walk: Walk) -> dict[str, Any]:
    origins = [walk.monday(origin).isoformat() for origin in walk.origins]
    return {"series": len(walk.unique_ids), "weeks": len(walk.weeks), "origins": origins}


def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
