"""Bring a store to today's tables, from nothing or from an older Bursar's."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from core.domain.errors import StoreTooNew
from core.store.engine import WRITES


def migrate(engine: Engine) -> None:
    """Run every step the store has not seen, whole or not at all.

    Raises StoreTooNew where a newer Bursar wrote the store.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        steps = ScriptDirectory.from_config(config)
        if found == steps.get_current_head():
            return
        if found is not None and found not in {step.revision for step in steps.walk_revisions()}:
            raise StoreTooNew(found=found)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
