"""One home folder, open: its store and its models."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from core.domain.company import Scope
from core.registry.shelf import KINDS, Shelf
from core.services import versions
from core.settings import Clock, Settings, settings
from core.store.migrate import migrate
from core.store.unit import Store, Unit


@dataclass(frozen=True)
class House:
    """One home folder, open: its store and its models."""

    store: Store
    shelf: Shelf

    @property
    def today(self) -> date:
        """This day, by the one clock."""
        return self.store.clock.today()

    def scope(self, viewer_name: str) -> Scope:
        """What this viewer may see."""
        return self.store.scope(viewer_name)

    @contextmanager
    def look(self, scope: Scope) -> Iterator[Unit]:
        """A unit of work for reading."""
        with self.store.look(scope) as unit:
            yield unit

    @contextmanager
    def unit(self, scope: Scope) -> Iterator[Unit]:
        """A unit of work for writing: all of it happens or nothing."""
        with self.store.unit(scope) as unit:
            yield unit


def open_house(given: Settings | None = None) -> House:
    """Open the home folder: tables brought to today's, shipped models ready to serve.

    Raises StoreBusy or StoreTooNew.
    """
    chosen = given or settings()
    chosen.make_home()
    store = Store(chosen.database_url, Clock(chosen.today))
    migrate(store.engine)
    house = House(store, Shelf(chosen.shipped, chosen.artifacts))
    with house.look(house.scope("system")) as unit:
        served = all(versions.champion(unit, kind) for kind in KINDS)
    if not served:
        with house.unit(house.scope("system")) as unit:
            versions.register_shipped(unit, house.shelf)
    return house
