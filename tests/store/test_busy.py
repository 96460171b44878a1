import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from core import flow
from core.domain.errors import StoreBusy
from core.domain.words.errors import trouble
from core.flow import House
from core.jobs.worker import Worker
from core.services import companies
from core.settings import Settings
from tests.unit.core.houses import TODAY, bring, everything, paid


@pytest.fixture
def other_program(house: House, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that is in the middle of writing; this one waits 50 ms instead of 8 s."""
    event.listen(house.store.engine, "connect", _hurry)
    house.store.engine.dispose()
    with sqlite3.connect(tmp_path / "home" / "bursar.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def _hurry(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA busy_timeout=50")


@pytest.mark.usefixtures("other_program")
def test_writing_to_a_locked_store_is_refused_in_plain_words(house: House) -> None:
    with pytest.raises(StoreBusy) as refused:
        bring(house, paid("2026-05-04", "-12.00", "Baker"))
    said = trouble(refused.value)
    assert said.happened == "The database is in use by another program."
    assert said.next_step == "Wait a moment and try again. Nothing was lost."


def test_a_refused_file_comes_in_once_the_store_is_free(
    house: House, other_program: sqlite3.Connection
) -> None:
    before = everything(house)
    with pytest.raises(StoreBusy):
        bring(house, paid("2026-05-04", "-12.00", "Baker"))
    other_program.execute("ROLLBACK")
    assert everything(house) == before
    assert bring(house, paid("2026-05-04", "-12.00", "Baker")).rows_new == 1


@pytest.mark.usefixtures("other_program")
def test_reading_goes_on_while_another_program_writes(house: House) -> None:
    with house.look(house.scope("local")) as unit:
        assert companies.listed(unit) == []


@pytest.mark.usefixtures("other_program")
def test_a_store_that_is_up_to_date_opens_while_another_program_writes(tmp_path: Path) -> None:
    again = flow.open_house(Settings(home=tmp_path / "home", today=TODAY))
    assert again.scope("local").company_ids is None


@pytest.mark.usefixtures("other_program")
def test_a_worker_that_finds_the_store_locked_looks_again_later(house: House) -> None:
    assert Worker(house).step() is False


def test_a_new_store_that_another_program_holds_is_refused_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.engine.BUSY_MS", 50)
    home = tmp_path / "held"
    home.mkdir()
    with sqlite3.connect(home / "bursar.db", isolation_level=None) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            flow.open_house(Settings(home=home, today=TODAY))
