"""Many rows into one table: as fast as the driver takes them, and never all of them in memory."""

from collections.abc import Iterable, Mapping
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import DeclarativeBase, Session

_AT_ONCE = 2_000


def insert_many(session: Session, noun: type[DeclarativeBase], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns, every one without a default of its own among them.

    The statement is compiled and its types are looked up once, not once a row.
    """
    left = iter(rows)
    batch = list(islice(left, _AT_ONCE))
    if not batch:
        return
    connection = session.connection()
    dialect = connection.dialect
    compiled = insert(noun).compile(dialect=dialect, column_keys=list(batch[0]))
    names = compiled.positiontup
    if names is None or len(names) < 2:
        session.execute(insert(noun), [*batch, *left])
        return
    picked = itemgetter(*names)
    types = (noun.__table__.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names)
    turned = [(place, process) for place, process in enumerate(types) if process]
    while batch:
        values = [list(picked(row)) for row in batch]
        for place, process in turned:
            for row in values:
                row[place] = process(row[place])
        connection.exec_driver_sql(str(compiled), [tuple(row) for row in values])
        batch = list(islice(left, _AT_ONCE))
