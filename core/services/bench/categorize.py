"""Compare categorizers on two files; everything is learned from the history inside the run."""

import platform
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.domain.errors import MeasureRefused
from core.domain.words import measuring
from core.rules.categories import category_by_key
from core.services.bench import birmingham, files
from core.services.bench.contenders import (
    PEER_ROWS,
    QUICK_PEER_ROWS,
    QUICK_TREE_ROWS,
    TREE_ROWS,
    contenders,
    peers,
)
from core.services.bench.frames import Measured, measured, payments, under_masters
from core.services.bench.made_from import commit
from models.artifacts import sha256_of
from models.categorizers.compare.cold import first_days
from models.categorizers.compare.figures import figures
from models.categorizers.compare.run import PROTOCOLS, TARGETS, Comparison, Contender, Results
from models.contracts import OnlineCategorizer

SEED = 20_160_401
SERVED = "bursar"
MOST_LOST = 0.01
QUICK_SHARE = 0.15
QUICK_PROTOCOLS = ("prequential", "prequential_day", "frozen", "unseen_text", "realistic")

_LIBRARIES = ("numpy", "pandas", "scikit-learn", "catboost", "numba", "torch")


@dataclass(frozen=True)
class Request:
    """What is to be measured, as asked for on the command line."""

    history: Path
    test: Path
    labels: str = "own"
    map: Path | None = None
    min_rows: int = 300
    quick: bool = False
    only: tuple[str, ...] = ()
    peers: bool = False


@dataclass(frozen=True)
class Lost:
    """A protocol in which the served learner is less often right than it was."""

    protocol: str
    before: float
    now: float


@dataclass(frozen=True)
class Stranger:
    """A learner that no label of these files has taught, for a company's first days; or why there is none."""

    learner: OnlineCategorizer | None
    why_not: str = ""


def categorize(request: Request, stranger: Stranger, tell: Callable[[str], None]) -> dict[str, Any]:
    """The document of one run: meta, and results by protocol and learner. Raises MeasureRefused."""
    chosen = _chosen(contenders(request.quick), request.only)
    history, history_unlabelled = files.read_labelled(request.history)
    test, test_unlabelled = files.read_labelled(request.test)
    masters = _masters(request)
    frames = measured(history, test, masters if request.labels == "master" else None, request.min_rows)
    frames.left_out["history_without_label"] = history_unlabelled
    frames.left_out["test_without_label"] = test_unlabelled
    if request.quick:
        frames = _some_companies(frames)
    protocols = QUICK_PROTOCOLS if request.quick else PROTOCOLS
    comparison = Comparison(frames.history_frame, frames.test_frame, SEED, protocols, tell)
    results = comparison.run(chosen)
    skipped = {name: measuring.skipped(why) for name, why in comparison.skipped.items()}
    if request.peers:
        skipped |= _peers(request, frames, results, tell)
    if not request.quick:
        skipped |= _first_days(stranger, test, masters, frames, results)
    return {"meta": _meta(request, frames, skipped), "results": results}


def _peers(
    request: Request, frames: Measured, results: Results, tell: Callable[[str], None]
) -> dict[str, str]:
    """Puts the peers into the frozen table; answers who is missing, and why."""
    there, missing = peers(request.quick)
    held = Comparison(frames.history_frame, frames.test_frame, SEED, ("frozen",), tell).run(there)
    results.setdefault("frozen", {}).update(held["frozen"])
    return {name: measuring.skipped("package_missing", package=package) for name, package in missing.items()}


def _first_days(
    stranger: Stranger,
    test: pd.DataFrame,
    masters: Mapping[str, str] | None,
    frames: Measured,
    results: Results,
) -> dict[str, str]:
    """A company's first days, on master categories, whatever labels the rest of the run answers."""
    if stranger.learner is None or masters is None:
        why = measuring.skipped("no_map") if masters is None else stranger.why_not
        return {"cold_start": why, "cold_start_10": why}
    rows, frames.left_out["cold_start_without_master"] = under_masters(test, masters)
    for protocol, trial in first_days(stranger.learner, payments(rows, 0)).items():
        nothing = dict.fromkeys(TARGETS, np.zeros(len(trial.rows), dtype=bool))
        found = figures(trial.prediction, trial.rows, nothing, SEED)
        if found["n"]:
            found |= {"fit_s": 0.0, "rows_per_s": round(found["n"] / max(trial.seconds, 1e-9))}
        results[protocol] = {SERVED: found}
    return {}


def check(before: Mapping[str, Any], shared_data: Path, tell: Callable[[str], None]) -> list[Lost]:
    """What the served learner lost against an earlier quick run, measured anew on the same payments.

    `before` is the document of `categorize` with `quick`. Raises MeasureRefused where it was made of
    other files.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        birmingham.prepare(shared_data, folder)
        request = Request(folder / birmingham.HISTORY, folder / birmingham.TEST, quick=True, only=(SERVED,))
        document = categorize(request, Stranger(None), tell)
    # Not the files' sha256: another machine zips the same rows into other bytes.
    if any(document["meta"][fact] != before["meta"][fact] for fact in ("rows", "labels", "left_out")):
        raise MeasureRefused("other_files")
    return regressions(before["results"], document["results"], MOST_LOST)


def first_test_day(request: Request) -> date:
    """The first day that is tested. Raises MeasureRefused."""
    day: date = files.read_labelled(request.test)[0]["date"].iloc[0].date()
    return day


def regressions(before: Results, now: Results, most_lost: float) -> list[Lost]:
    """The protocols in which the served learner lost more accuracy than `most_lost`."""
    lost = []
    for protocol, learners in before.items():
        was = learners.get(SERVED, {}).get("accuracy")
        is_now = now.get(protocol, {}).get(SERVED, {}).get("accuracy", 0.0)
        if was is not None and was - is_now > most_lost:
            lost.append(Lost(protocol, was, is_now))
    return lost


def _chosen(known: Mapping[str, Contender], only: Sequence[str]) -> dict[str, Contender]:
    for name in only:
        if name not in known:
            raise MeasureRefused("learner_unknown", learner=name, known=", ".join(known))
    return {name: each for name, each in known.items() if not only or name in only}


def _masters(request: Request) -> dict[str, str] | None:
    if request.map is not None:
        return files.read_map(request.map, category_by_key())
    if request.labels == "master":
        raise MeasureRefused("map_missing")
    return None


def _some_companies(frames: Measured) -> Measured:
    """A seeded share of the companies with all their rows: histories stay whole."""
    companies = np.array(sorted(set(frames.history_frame["company"])))
    drawn = np.random.default_rng(SEED).random(len(companies)) < QUICK_SHARE
    kept = set(companies[drawn]) or set(companies[:1])
    return Measured(_of(frames.history_frame, kept), _of(frames.test_frame, kept), frames.left_out)


def _of(rows: pd.DataFrame, companies: set[str]) -> pd.DataFrame:
    return rows[rows["company"].isin(companies)].reset_index(drop=True)


def _meta(request: Request, frames: Measured, skipped: Mapping[str, str]) -> dict[str, Any]:
    named = {"history": request.history, "test": request.test, "map": request.map}
    return {
        "commit": commit(),
        "arguments": {
            "labels": request.labels,
            "min_rows": request.min_rows,
            "quick": request.quick,
            "only": list(request.only),
            "peers": request.peers,
        },
        "inputs": {
            name: {"file": path.name, "sha256": sha256_of(path)} for name, path in named.items() if path
        },
        "rows": {"history": len(frames.history_frame), "test": len(frames.test_frame)},
        "labels": int(frames.history_frame["category"].nunique()),
        "left_out": frames.left_out,
        "newest_rows_learned": {
            "multiclass": QUICK_TREE_ROWS if request.quick else TREE_ROWS,
            "peers": QUICK_PEER_ROWS if request.quick else PEER_ROWS,
        },
        "seed": SEED,
        "skipped": dict(skipped),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in _LIBRARIES},
    }
