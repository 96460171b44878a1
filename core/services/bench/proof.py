"""Whether a model that was trained elsewhere may be measured: its manifest has to prove that it may."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from core.domain.errors import ArtifactMissing, MeasureRefused
from core.services.bench.birmingham import ORIGIN
from models.artifacts import ArtifactError, Manifest, sha256_of, verify_artifact

_DAYLESS = ("reference/", "keywords.csv")
"""Sources that are tables of names: they hold no payment, so no day."""


def admitted(folder: Path, measured: Iterable[Path], first_test_day: date) -> Manifest:
    """The manifest of a model that may take part.

    Every source must be named with its sha256, end before the first day of the test, and be none of
    the files that are `measured`, nor the file those were made from. Raises MeasureRefused, or
    ArtifactMissing where a file of the model is not what its manifest says.
    """
    try:
        manifest = verify_artifact(folder)
    except ArtifactError as error:
        raise ArtifactMissing(path=error.path.name, fault=error.fault) from error
    if not manifest.sources:
        raise MeasureRefused("source_unproven", source=folder.name)
    forbidden = {digest for path in measured for digest in _digests(path)}
    for source in manifest.sources:
        dayless = source.name.startswith(_DAYLESS) and not source.last_date
        if not source.sha256 or not (dayless or _is_day(source.last_date)):
            raise MeasureRefused("source_unproven", source=source.name)
        if source.sha256 in forbidden:
            raise MeasureRefused("source_is_measured", source=source.name)
    for source in manifest.reaching(first_test_day):
        raise MeasureRefused(
            "source_too_late",
            source=source.name,
            last_date=source.last_date,
            test_start=first_test_day,
        )
    return manifest


def _digests(path: Path) -> list[str]:
    """The file's own sha256, and that of the file it was made from, where that is written beside it."""
    origin = path.parent / ORIGIN
    found = [sha256_of(path)]
    if origin.is_file():
        found.append(str(json.loads(origin.read_text(encoding="utf-8")).get("sha256", "")))
    return found


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
