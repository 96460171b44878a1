"""Backup: the database as it stands and every trained model, in one zip."""

import tempfile
import zipfile
from pathlib import Path

from core.store.engine import copy_database
from core.store.unit import Store

__all__ = ["write"]


def write(store: Store, artifacts: Path, target: Path) -> None:
    """Write the zip; it is whole or absent. The database is copied while it is in use."""
    draft = target.with_suffix(".part")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "bursar.db"
        copy_database(store.engine, copy)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.write(copy, "bursar.db")
            for path in sorted(artifacts.rglob("*")):
                if path.is_file():
                    bundle.write(path, Path("artifacts") / path.relative_to(artifacts))
    draft.replace(target)
