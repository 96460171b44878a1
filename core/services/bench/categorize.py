"""Compare categorizers on two files; everything is learned from the history inside the run."""

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.domain.errors import MeasureRefused
from core.rules.categories import category_by_key
from core.services.bench import files
from core.services.bench.frames import Measured, measured
from core.services.bench.made_from import commit
from models.artifacts import sha256_of
from models.categorizers.compare.learners.last_label import LastLabel
from models.categorizers.compare.learners.majority import Majority
from models.categorizers.compare.learners.text_only import TextOnly
from models.categorizers.compare.learners.trees import Trees
from models.categorizers.compare.run import Comparison, Contender, Results

SEED = 20_160_401
TREE_ROWS = 20_000
"""The paper's trees learn from the newest rows alone: all of them would take most of the run."""
QUICK_SHARE, QUICK_TREE_ROWS = 0.15, 2_000
QUICK_PROTOCOLS = ("prequential", "prequential_day", "frozen", "unseen_text", "realistic")

_LIBRARIES = ("numpy", "pandas", "scikit-learn", "catboost")


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


def contenders(quick: bool) -> dict[str, Contender]:
    """Every compared learner by its name in the table."""
    return {
        "majority": Contender(Majority),
        "memory_frozen": Contender(lambda: LastLabel(updates=False)),
        "memory_updated": Contender(lambda: LastLabel(updates=True)),
        "text_only": Contender(TextOnly),
        "multiclass": Contender(lambda: Trees(QUICK_TREE_ROWS if quick else TREE_ROWS)),
    }


def categorize(request: Request, tell: Callable[[str], None]) -> dict[str, Any]:
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
    comparison = Comparison(frames.history_frame, frames.test_frame, SEED, tell=tell)
    if request.quick:
        comparison = Comparison(
            frames.history_frame, frames.test_frame, SEED, protocols=QUICK_PROTOCOLS, tell=tell
        )
    results = comparison.run(chosen)
    return {"meta": _meta(request, frames, comparison.skipped), "results": results}


def regressions(before: Results, now: Results, most_lost: float) -> list[tuple[str, float, float]]:
    """Protocols in which the served learner lost more accuracy than `most_lost`: name, before, now."""
    lost = []
    for protocol, learners in before.items():
        was = learners.get("bursar", {}).get("accuracy")
        is_now = now.get(protocol, {}).get("bursar", {}).get("accuracy", 0.0)
        if was is not None and was - is_now > most_lost:
            lost.append((protocol, was, is_now))
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
        },
        "inputs": {
            name: {"file": path.name, "sha256": sha256_of(path)} for name, path in named.items() if path
        },
        "rows": {"history": len(frames.history_frame), "test": len(frames.test_frame)},
        "labels": int(frames.history_frame["category"].nunique()),
        "left_out": frames.left_out,
        "samples": {"multiclass": QUICK_TREE_ROWS if request.quick else TREE_ROWS},
        "seed": SEED,
        "skipped": dict(skipped),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in _LIBRARIES},
    }
