"""The unit of work: one transaction on the store, with the viewer's scope and the instant."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Engine, select, true
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.domain.company import Role, Scope
from core.domain.errors import NotFound, StoreBusy
from core.settings import Clock
from core.store.engine import WRITES, is_busy, make_engine
from core.store.schema import Viewer, ViewerCompany


@dataclass(frozen=True, slots=True)
class Unit:
    """One transaction: everything in it happens, or nothing. `now` is its instant, UTC."""

    session: Session
    scope: Scope
    now: datetime
    today: date

    def require(self, company_id: int) -> None:
        """Refuse a company outside the scope, in the same words as one that does not exist."""
        if not self.scope.sees(company_id):
            raise NotFound(noun="company", id=company_id)

    def require_all(self, noun: str, id_: object) -> None:
        """Refuse somebody who does not see every company what concerns them all."""
        if self.scope.company_ids is not None:
            raise NotFound(noun=noun, id=id_)

    def visible(self, column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        """The condition that keeps a query inside the scope."""
        if self.scope.company_ids is None:
            return true()
        return column.in_(self.scope.company_ids)


class Store:
    """The database of one home folder."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.engine: Engine = make_engine(url)
        self.clock = clock

    @contextmanager
    def unit(self, scope: Scope) -> Iterator[Unit]:
        """A unit of work that writes: committed at the end, rolled back on any error.

        Raises StoreBusy where another process holds the database longer than 8 seconds.
        """
        yield from self._open(scope, writes=True)

    @contextmanager
    def look(self, scope: Scope) -> Iterator[Unit]:
        """A unit of work that only reads."""
        yield from self._open(scope, writes=False)

    def _open(self, scope: Scope, *, writes: bool) -> Iterator[Unit]:
        engine = self.engine.execution_options(**{WRITES: writes})
        now = self.clock.now()
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield Unit(session, scope, now, now.date())
        except OperationalError as error:
            if is_busy(error):
                raise StoreBusy from error
            raise

    def scope(self, viewer_name: str) -> Scope:
        """What this viewer may see; the one answer every page, job and command asks for."""
        with Session(self.engine) as session:
            viewer = session.scalar(select(Viewer).where(Viewer.name == viewer_name))
            if viewer is None:
                raise NotFound(noun="viewer", id=viewer_name)
            if viewer.sees_all:
                return Scope(viewer.id, Role(viewer.role), None)
            mine = select(ViewerCompany.company_id).where(ViewerCompany.viewer_id == viewer.id)
            return Scope(viewer.id, Role(viewer.role), frozenset(session.scalars(mine)))
