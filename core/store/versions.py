"""Model versions: which one serves, what the judge said of the others."""

from typing import Any

from sqlalchemy import select

from core.domain.categories import CHECKED_ROWS
from core.domain.errors import NotFound
from core.domain.handouts import VersionLine
from core.store import people
from core.store.schema import ModelVersion
from core.store.unit import Unit

CHAMPION = "champion"
HONEST_ECE = 0.05
"""Percentages further than this from what came true are not said; a word is."""


def add_version(unit: Unit, kind: str, state: str, folder: str, facts: dict[str, dict[str, Any]]) -> int:
    """A new version's id; `facts` has verdict and trained_on."""
    unit.require_all("version", kind)
    parent = champion_id(unit, kind)
    row = ModelVersion(
        kind=kind,
        state=state,
        folder=folder,
        parent_id=parent,
        verdict=facts.get("verdict", {}),
        trained_on=facts.get("trained_on", {}),
        made_at=unit.now,
        promoted_at=unit.now if state == CHAMPION else None,
    )
    unit.session.add(row)
    unit.session.flush()
    people.touch_all(unit)
    return row.id


def champion_id(unit: Unit, kind: str) -> int | None:
    """The version that serves; None where there is none yet."""
    return unit.session.scalar(
        select(ModelVersion.id).where(ModelVersion.kind == kind, ModelVersion.state == CHAMPION)
    )


def newest_check(unit: Unit) -> dict[str, Any]:
    """The newest verdict that scored the categorizer in use on people's own answers; {} where none did.

    That is the verdict that let it serve, or of a challenger it was held against and that was refused.
    """
    found = champion_id(unit, "categorizer")
    held_against = (ModelVersion.parent_id == found) & (ModelVersion.state == "rejected")
    query = select(ModelVersion.verdict).where(
        ModelVersion.kind == "categorizer", (ModelVersion.id == found) | held_against
    )
    verdicts = unit.session.scalars(query.order_by(ModelVersion.id.desc()))
    return next((dict(each) for each in verdicts if each.get("serving", {}).get("rows")), {})


def percentages_hold(unit: Unit) -> bool:
    """Whether the champion's percentages were held against enough of people's own answers, and fit."""
    serving = newest_check(unit).get("serving", {})
    return int(serving.get("rows", 0)) >= CHECKED_ROWS and float(serving["ece"]) <= HONEST_ECE


def folder(unit: Unit, version_id: int) -> str:
    """Where a version's files lie: "shipped/..." in the product, else in the artifact folder."""
    return _version(unit, version_id).folder


def promote(unit: Unit, version_id: int) -> None:
    """Make this version the one that serves; the one before retires."""
    unit.require_all("version", version_id)
    row = _version(unit, version_id)
    before = champion_id(unit, row.kind)
    if before is not None and before != version_id:
        _version(unit, before).state = "retired"
    row.state = CHAMPION
    row.promoted_at = unit.now
    people.touch_all(unit)


def set_verdict(unit: Unit, version_id: int, state: str, verdict: dict[str, Any]) -> None:
    """Write down what the judge said."""
    unit.require_all("version", version_id)
    row = _version(unit, version_id)
    row.state, row.verdict = state, verdict
    people.touch_all(unit)


def lines(unit: Unit, kind: str = "") -> list[VersionLine]:
    """Versions, newest first."""
    query = select(ModelVersion).order_by(ModelVersion.id.desc())
    if kind:
        query = query.where(ModelVersion.kind == kind)
    return [
        VersionLine(row.id, row.kind, row.state, row.made_at, row.verdict, row.trained_on)
        for row in unit.session.scalars(query)
    ]


def _version(unit: Unit, version_id: int) -> ModelVersion:
    row = unit.session.get(ModelVersion, version_id)
    if row is None:
        raise NotFound(noun="version", id=version_id)
    return row
