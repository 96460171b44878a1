"""Model versions: the shipped ones to start with, which one serves, and back again."""

from core.domain.errors import ArtifactMissing
from core.domain.handouts import VersionLine
from core.registry.shelf import KINDS, Shelf
from core.store import versions as stored
from core.store.unit import Unit

__all__ = ["champion", "leave_demo", "listed", "register_shipped", "roll_back", "serving"]


def register_shipped(unit: Unit, shelf: Shelf) -> list[str]:
    """Let the product's own models serve where none does yet; returns the kinds that are missing."""
    missing = []
    for kind in KINDS:
        if stored.champion_id(unit, kind) is not None:
            continue
        folder = shelf.shipped_folder(kind)
        try:
            manifest = shelf.manifest(folder)
        except ArtifactMissing:
            missing.append(kind)
            continue
        sources = {source.name: source.last_date for source in manifest.sources}
        facts = {"verdict": {"shipped": True, **manifest.figures}, "trained_on": sources}
        stored.add_version(unit, kind, stored.CHAMPION, folder, facts)
    return missing


def champion(unit: Unit, kind: str) -> tuple[int, str] | None:
    """Version and folder of the model that serves; None where there is none."""
    version_id = stored.champion_id(unit, kind)
    return None if version_id is None else (version_id, stored.folder(unit, version_id))


def serving(unit: Unit, kind: str) -> tuple[int, str]:
    """The same, where there must be one; raises ArtifactMissing."""
    found = champion(unit, kind)
    if found is None:
        raise ArtifactMissing(path=kind, fault="missing")
    return found


def listed(unit: Unit) -> list[VersionLine]:
    """Every version, newest first."""
    return stored.lines(unit)


def leave_demo(unit: Unit) -> None:
    """Let no model serve that learned from invented companies: the newest other one takes its place."""
    for kind in KINDS:
        lines = [line for line in stored.lines(unit, kind) if line.state in ("champion", "retired")]
        serving = next((line for line in lines if line.state == stored.CHAMPION), None)
        others = [line for line in lines if not line.trained_on.get("demo")]
        if serving is not None and serving.trained_on.get("demo") and others:
            stored.promote(unit, others[0].id)


def roll_back(unit: Unit, version_id: int) -> None:
    """Let an earlier version serve again."""
    stored.promote(unit, version_id)
