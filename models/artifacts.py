"""Trained models on disk: a folder whose manifest says what is in it and where it came from."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

MANIFEST = "manifest.json"
_LAYOUT = 1
_LIBRARIES = ("catboost", "gluonts", "numpy", "pandas", "scikit-learn", "torch")


class ArtifactError(Exception):
    """An artifact that cannot be used: `path` is the file at fault, `fault` what is wrong.

    `fault` is "missing", "changed" (not what the manifest names) or "unreadable".
    """

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Source:
    """Data a model has seen: a name, the sha256 of the file, and the last day in it.

    `last_date` is an ISO date, "" where the source has no days (a table of brand names).
    """

    name: str
    sha256: str = ""
    last_date: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an artifact folder holds: its kind, inputs, outputs, origin and files.

    `files` gives the sha256 of each file; `libraries` the versions it was made with; `figures`
    what was measured when it was made.
    """

    kind: str
    seed: int
    features: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    libraries: dict[str, str] = field(default_factory=dict)

    def reaching(self, day: date) -> tuple[Source, ...]:
        """The sources that hold something of `day` or later; one without a date has no days."""
        return tuple(source for source in self.sources if source.last_date >= day.isoformat())


def save_artifact(folder: Path, write: Callable[[Path], None], manifest: Manifest) -> Manifest:
    """Write a model and its manifest so that `folder` is whole or absent, whatever happens.

    `write` fills an empty folder; the finished folder is renamed into place, taking the place
    of an older one. Returns the manifest with `files` and `libraries` filled in.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        draft.chmod(0o755)
        write(draft)
        files = {path.relative_to(draft).as_posix(): sha256_of(path) for path in _files_in(draft)}
        whole = replace(manifest, files=files, libraries=_versions())
        text = json.dumps({"layout": _LAYOUT, **asdict(whole)}, indent=1, sort_keys=True)
        (draft / MANIFEST).write_text(text + "\n", encoding="utf-8")
        _put_in_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return whole


def read_manifest(folder: Path) -> Manifest:
    """The manifest alone, its files unchecked. Raises ArtifactError naming the path."""
    path = folder / MANIFEST
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if facts.pop("layout") != _LAYOUT:
            raise ArtifactError(path, "unreadable")
        facts["sources"] = tuple(Source(**source) for source in facts["sources"])
        facts["features"] = tuple(facts["features"])
        facts["labels"] = tuple(facts["labels"])
        return Manifest(**facts)
    except FileNotFoundError:
        raise ArtifactError(path, "missing") from None
    except (KeyError, TypeError, ValueError):
        raise ArtifactError(path, "unreadable") from None


def verify_artifact(folder: Path) -> Manifest:
    """The manifest, once every file it names is there and unchanged.

    Raises ArtifactError naming the first file that is not.
    """
    manifest = read_manifest(folder)
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise ArtifactError(path, "missing")
        if sha256_of(path) != digest:
            raise ArtifactError(path, "changed")
    return manifest


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_of_rows(frame: "pd.DataFrame") -> str:
    """The sha256 of rows that lie in no file, in hex."""
    return hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            continue
    return found


def _put_in_place(draft: Path, folder: Path) -> None:
    """Rename; a folder cannot be renamed onto a filled one, so the older steps aside first."""
    if not folder.exists():
        draft.replace(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.replace(aside)
    draft.replace(folder)
    shutil.rmtree(aside, ignore_errors=True)
