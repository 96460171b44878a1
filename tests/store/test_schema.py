import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from core.domain.errors import StoreTooNew
from core.flow import House
from core.store.engine import make_engine
from core.store.migrate import migrate
from core.store.schema import Base
from tests.unit.core.houses import bring, everything, paid


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return make_engine(f"sqlite:///{tmp_path / 'bursar.db'}")


def test_every_table_and_index_compiles_for_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in Base.metadata.sorted_tables:
        assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert f" ON {table.name} " in str(CreateIndex(index).compile(dialect=dialect))


def test_postgresql_counts_keys_in_64_bits() -> None:
    sql = str(CreateTable(Base.metadata.tables["transaction_row"]).compile(dialect=postgresql.dialect()))
    assert "id BIGSERIAL NOT NULL" in sql
    assert "amount_minor BIGINT NOT NULL" in sql


def test_migrations_from_nothing_make_exactly_the_tables_of_the_schema(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_changes_nothing(house: House) -> None:
    bring(house, paid("2026-05-04", "-12.00", "Baker"))
    before = everything(house)
    migrate(house.store.engine)
    assert everything(house) == before


def test_a_fresh_store_knows_two_viewers_who_see_every_company(house: House) -> None:
    assert house.scope("local").company_ids is None
    assert house.scope("system").company_ids is None


def test_a_store_of_a_newer_bursar_is_refused_and_left_alone(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew) as refused:
        migrate(engine)
    assert refused.value.facts == {"found": "9999"}
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_migration_that_breaks_off_leaves_no_table(engine: Engine, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "bursar.db") as other:
        other.execute("CREATE TABLE job (id INTEGER)")
    with pytest.raises(Exception, match="job"):
        migrate(engine)
    with sqlite3.connect(tmp_path / "bursar.db") as other:
        names = other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert names == [("job",)]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 8000), ("synchronous", 1)],
)
def test_every_connection_is_prepared(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
