"""The engine room: the only place that knows which database it is."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

WRITES = "bursar_writes"
BUSY_MS = 8000
"""How long a connection waits for another process before it gives up."""


def make_engine(url: str) -> Engine:
    """An engine for this store; for SQLite with write-ahead log, foreign keys and patience."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling is switched off: _begin_sqlite says when one starts.
    driver: Any = connection
    driver.isolation_level = None
    cursor = driver.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-16000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns writer would fail instead of waiting.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_busy(error: DBAPIError) -> bool:
    """Whether the database refused because another process holds it."""
    said = str(error.orig)
    return "locked" in said or "busy" in said


def copy_database(engine: Engine, target: Path) -> None:
    """Copy a SQLite store while it is in use, by SQLite's own backup call."""
    source: Any = engine.raw_connection()
    copy = sqlite3.connect(target)
    try:
        source.driver_connection.backup(copy)
    finally:
        copy.close()
        source.close()
