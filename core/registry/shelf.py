"""The artifact folders: where a version's files lie, and how they are loaded."""

from pathlib import Path

from core.domain.errors import ArtifactMissing
from models.artifacts import ArtifactError, Manifest, verify_artifact
from models.categorizers.served import Served
from models.forecasters.blend import Bursar

CATEGORIZER = "categorizer"
FORECASTER = "forecaster"
KINDS = (CATEGORIZER, FORECASTER)
_SHIPPED = "shipped/"


class Shelf:
    """Two places for models: those of the product, and those this store has trained."""

    def __init__(self, shipped: Path, trained: Path) -> None:
        self.shipped = shipped
        self.trained = trained

    def path(self, folder: str) -> Path:
        """Where a version's folder lies on disk."""
        if folder.startswith(_SHIPPED):
            return self.shipped / folder.removeprefix(_SHIPPED)
        return self.trained / folder

    def shipped_folder(self, kind: str) -> str:
        """The name under which the product's own model of a kind is stored."""
        return f"{_SHIPPED}{kind}"

    def manifest(self, folder: str) -> Manifest:
        """The manifest of a version, its files checked; raises ArtifactMissing naming the file."""
        try:
            return verify_artifact(self.path(folder))
        except ArtifactError as error:
            raise ArtifactMissing(path=error.path.name, fault=error.fault) from error

    def categorizer(self, folder: str) -> Served:
        """The categorizer of a version; raises ArtifactMissing."""
        self.manifest(folder)
        return Served.load(self.path(folder))

    def forecaster(self, folder: str) -> Bursar:
        """The forecaster of a version; raises ArtifactMissing."""
        self.manifest(folder)
        return Bursar.load(self.path(folder))
