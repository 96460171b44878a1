"""Explanations, beside all other work: somebody has the panel open and waits."""

import threading

from core.domain.company import Scope
from core.flow import House
from core.registry.shelf import CATEGORIZER
from core.services import explain, versions
from models.categorizers.multiclass import Multiclass
from models.explanations.reasons import explain_row, make_ready


class Explaining:
    """Explains rows one at a time, with a champion of its own kept loaded, so that any thread may ask."""

    def __init__(self, house: House, scope: Scope) -> None:
        self.house = house
        self.scope = scope
        self._one_at_a_time = threading.Lock()
        self._loaded: tuple[int, Multiclass] | None = None

    def get_ready(self) -> None:
        """Load the champion and what explaining needs; raises ArtifactMissing where there is none."""
        with self._one_at_a_time:
            make_ready(self._champion()[1])

    def explain(self, part_id: int) -> None:
        """Explain a row and keep it, once for the model that serves; raises NotFound, ArtifactMissing."""
        with self._one_at_a_time:
            version_id, model = self._champion()
            with self.house.look(self.scope) as unit:
                if explain.is_there(unit, part_id, version_id):
                    return
                row, background, seed = explain.case(unit, part_id, version_id)
            found = explain_row(model, row, background, seed)
            with self.house.unit(self.scope) as unit:
                explain.keep(unit, version_id, found)

    def _champion(self) -> tuple[int, Multiclass]:
        with self.house.look(self.scope) as unit:
            version_id, folder = versions.serving(unit, CATEGORIZER)
        if self._loaded is None or self._loaded[0] != version_id:
            self._loaded = version_id, self.house.shelf.categorizer(folder).model
        return self._loaded
