"""Bring a store to today's tables, from nothing or from an older Bursar's."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from core.domain.errors import StoreBusy, StoreTooNew
from core.store.engine import WRITES, is_busy


def migrate(engine: Engine) -> None:
    """Run every step the store has not seen, whole or not at all.

    Raises StoreTooNew where a newer Bursar wrote the store, StoreBusy where another process holds it.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    steps = ScriptDirectory.from_config(config)
    try:
        # Most starts find nothing to do: then nobody who writes is waited for.
        with engine.connect() as connection:
            if _is_up_to_date(connection, steps):
                return
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            if not _is_up_to_date(connection, steps):
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except OperationalError as error:
        if is_busy(error):
            raise StoreBusy from error
        raise


def _is_up_to_date(connection: Connection, steps: ScriptDirectory) -> bool:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {step.revision for step in steps.walk_revisions()}:
        raise StoreTooNew(found=found)
    return found == steps.get_current_head()
