"""The models the worker works with, kept loaded while they serve."""

from typing import Any

from core.domain.company import Scope
from core.domain.errors import ArtifactMissing
from core.flow import House
from core.registry.shelf import CATEGORIZER, FORECASTER
from core.services import versions
from models.categorizers.served import Served
from models.contracts import Forecaster
from models.forecasters.blend import Bursar
from models.forecasters.history import History


class Loaded:
    """Hands out the champions, each loaded once; every one raises ArtifactMissing naming a damaged file."""

    def __init__(self, house: House, scope: Scope) -> None:
        self.house = house
        self.scope = scope
        self._kept: dict[int, Any] = {}

    def categorizer(self) -> tuple[int, Served]:
        """The categorizer that serves, and its version."""
        version_id, folder = self._champion(CATEGORIZER)
        if version_id not in self._kept:
            self._forget(Served)
            self._kept[version_id] = self.house.shelf.categorizer(folder)
        served: Served = self._kept[version_id]
        return version_id, served

    def forecaster(self) -> tuple[int, Bursar]:
        """The forecaster that serves, and its version."""
        version_id, folder = self._champion(FORECASTER)
        if version_id not in self._kept:
            self._forget(Bursar)
            self._kept[version_id] = self.house.shelf.forecaster(folder)
        forecaster: Bursar = self._kept[version_id]
        return version_id, forecaster

    def forecaster_or_history(self) -> tuple[int | None, Forecaster, str]:
        """What serves; plain history where its files are damaged, and the file's name: never no fan."""
        try:
            return *self.forecaster(), ""
        except ArtifactMissing as error:
            return None, History(), str(error.facts["path"])

    def forecaster_of(self, version_id: int, folder: str) -> Bursar:
        """Any version, the champion or an earlier one; only champions are kept loaded."""
        found: Bursar | None = self._kept.get(version_id)
        return found or self.house.shelf.forecaster(folder)

    def _champion(self, kind: str) -> tuple[int, str]:
        with self.house.look(self.scope) as unit:
            return versions.serving(unit, kind)

    def _forget(self, kind: type) -> None:
        self._kept = {key: model for key, model in self._kept.items() if not isinstance(model, kind)}
