"""A study of DeepAR's settings on a series file, with what it was made from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.services.bench.forecast_parts import SEED, Request, walk_of
from core.services.bench.made_from import commit
from models.artifacts import sha256_of
from models.forecasters.study import as_json, study


def study_of_files(
    series: Path, static: Path | None, origins: int, trials: int, paths: int, tell: Callable[[str], None]
) -> dict[str, Any]:
    """The document of one study: meta and every trial. Raises MeasureRefused for too few weeks."""
    walk = walk_of(Request(series, static, origins=origins))
    found = study(walk, trials=trials, paths=paths, seed=SEED, tell=tell)
    meta = {
        "commit": commit(),
        "series": len(walk.unique_ids),
        "sha256": sha256_of(series),
        "origins": [walk.monday(origin).isoformat() for origin in walk.origins],
        "horizon": walk.horizon,
        "paths": paths,
        "seed": SEED,
    }
    return {"meta": meta, "results": as_json(found)}
