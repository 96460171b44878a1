import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from core.domain.errors import StoreTooNew
from core.flow import House
from core.store import migrations
from core.store.engine import WRITES, make_engine
from core.store.migrate import migrate
from core.store.schema import Base
from tests.unit.core.houses import bring, everything, paid

COMPANY = "(1, 'Cafe', '', NULL, 0, 0, 0, '2026-05-04', 90)"
ACCOUNT = "(id, company_id, name, number, currency, kind) VALUES (1, 1, 'Giro', '', 'EUR', 'current')"
ROW_BEFORE_0009 = (
    "2, '2026-05-04', NULL, -320, 'EUR', 'out', 'cafe', 'Coffee', 'Cafe', '', '', '', '', '', '', '', "
    "NULL, NULL, NULL, 'f', 'raw'"
)


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


def upgraded(engine: Engine, *steps: tuple[str, list[str]]) -> None:
    """A store brought to a revision and filled, then to the next one, then to today's."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        for revision, statements in steps:
            command.upgrade(config, revision)
            for each in statements:
                connection.execute(text(each))
    migrate(engine)


def test_what_was_filed_before_own_categories_existed_stays_as_it_was(engine: Engine) -> None:
    company = "(1, 'Cafe', '', NULL, 0, 0, 0, '2026-05-04')"
    act = "(1, 1, 1, 'correct', 'row', NULL, 'office', '{}', 1, NULL, '2026-05-04')"
    rule = "(1, 1, 'metro', 'out', 'office', 1, 1, '2026-05-04')"
    filling = {"company": company, "act": act, "owner_rule": rule}
    upgraded(engine, ("0003", [f"INSERT INTO {table} VALUES {row}" for table, row in filling.items()]))
    with engine.connect() as connection:
        for table in ("act", "owner_rule"):
            found = connection.execute(text(f"SELECT category, own_category_id FROM {table}")).all()
            assert found == [("office", None)]


def filled_before_0009() -> list[str]:
    """Two files of one account: the second holds back two rows that the first one counts."""
    filling = [f"INSERT INTO company VALUES {COMPANY}", f"INSERT INTO account {ACCOUNT}"]
    for file in (1, 2):
        brought = f"({file}, 1, 'a.csv', '', 'csv', '', 0, 0, 0, '2026-05-04', NULL)"
        filling.append(f"INSERT INTO import_file VALUES {brought}")
        filling.append(f"INSERT INTO statement (id, import_id, account_id) VALUES ({file}, {file}, 1)")
    for row_id, file, counts in [(1, 1, 1), (2, 1, 1), (3, 2, 0), (4, 2, 0), (5, 2, 1)]:
        ends = f"({row_id}, 1, 1, {file}, {file}, {counts}, {1 - counts}, {ROW_BEFORE_0009})"
        filling.append(f"INSERT INTO transaction_row VALUES {ends}")
    return filling


def test_rows_held_back_before_0009_follow_the_row_that_counts_copy_by_copy(engine: Engine) -> None:
    upgraded(engine, ("0008", filled_before_0009()))
    with engine.connect() as connection:
        query = "SELECT id, same_as_id, same_signs, status, reversal, end_to_end_id FROM transaction_row"
        found = connection.execute(text(query)).all()
    behind = {1: None, 2: None, 3: 1, 4: 2, 5: None}
    assert found == [(row_id, other, "", "booked", 0, "") for row_id, other in behind.items()]


def test_followers_of_which_a_person_spoke_before_0011_have_no_signs(engine: Engine) -> None:
    act = "INSERT INTO act VALUES (1, 1, 1, 'one_payment', '', NULL, '', '{}', 1, NULL, '2026-05-04', NULL)"
    said = "(1, 1, 1, 1, 2, 1, 'f', 'f', 1, '', '[3, 4]', 1, '2026-05-04')"
    words = [act, f"INSERT INTO same_said VALUES {said}"]
    upgraded(engine, ("0008", filled_before_0009()), ("0010", words))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT followers FROM same_said")) == '[[3, ""], [4, ""]]'


@pytest.mark.parametrize("number", ["", "DE1"])
def test_files_from_before_0013_named_the_number_that_their_account_has(engine: Engine, number: str) -> None:
    filling = [*filled_before_0009(), f"UPDATE account SET number = '{number}'"]
    upgraded(engine, ("0008", filling))
    with engine.connect() as connection:
        named = connection.scalars(text("SELECT account_number FROM statement")).all()
    assert named == [number, number]


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
