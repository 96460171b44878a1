"""What goes wrong is said with a next step, and nothing is lost: on the pages, over a real store."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from app import session
from core import flow
from core.domain.handouts import Answers
from core.domain.jobs import JobKind, JobState
from core.domain.labels import Correction, Reach, RowFilter
from core.domain.words import numbers
from core.flow import House
from core.jobs import training
from core.jobs.worker import Worker
from core.services import jobs, transactions
from core.settings import PROJECT
from core.store import imports
from core.store.engine import BUSY_MS
from tests.pages.conftest import Screen, statement, words
from tests.unit.core.houses import bank_csv, paid

SHIPPED = PROJECT / "models" / "shipped"


@pytest.fixture
def shipped(screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This installation's models, in a folder that may be ruined."""
    del screen
    monkeypatch.setenv("BURSAR_SHIPPED", str(tmp_path / "shipped"))
    return Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))


@pytest.fixture
def other_program(house: House, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that may write to the same store; the screen waits 50 ms for it instead of 8 s."""
    assert BUSY_MS == 8000
    event.listen(house.store.engine, "connect", lambda line, _: line.execute("PRAGMA busy_timeout=50"))
    house.store.engine.dispose()
    with closing(sqlite3.connect(tmp_path / "home" / "bursar.db", isolation_level=None)) as other:
        yield other


def grocer(house: House, company_id: int) -> int:
    with house.look(house.scope("local")) as unit:
        return transactions.page(unit, company_id, RowFilter(search="grocers"), 1).rows[0].part_id


def filed(house: House, part_id: int) -> str:
    with house.look(house.scope("local")) as unit:
        return transactions.row(unit, part_id).line.category


def cancel_but(house: House, kind: JobKind) -> None:
    with house.unit(house.scope("local")) as unit:
        for job in jobs.recent(unit, None):
            if job.state is JobState.WAITING and job.kind is not kind:
                jobs.cancel(unit, job.id)


def bring_in(app: AppTest) -> None:
    app.file_uploader[0].upload("cafe.csv", statement(), "text/csv").run()
    app.text_input(key="start_company_name").input("Cafe Linden").run()
    app.button(key="start_go").click().run()


def test_a_locked_database_refuses_a_correction_that_works_once_it_is_free(
    screen: Screen, house: House, company_id: int, other_program: sqlite3.Connection
) -> None:
    row = grocer(house, company_id)
    app = screen.open_row(row)
    app.selectbox(key=f"category_{row}").set_value("meals").run()
    other_program.execute("BEGIN IMMEDIATE")
    app.button(key=f"file_{row}").click().run()
    assert "The database is in use by another program." in words(app)
    assert "Wait a moment and try again. Nothing was lost." in words(app)
    other_program.execute("ROLLBACK")
    assert filed(house, row) == "supplier"
    app.button(key=f"file_{row}").click().run()
    assert filed(house, row) == "meals"


def test_what_was_undone_elsewhere_is_not_undone_again(screen: Screen, house: House, company_id: int) -> None:
    row = grocer(house, company_id)
    local = house.scope("local")
    ripple = flow.correct(house, local, Correction(company_id, row, "meals", Reach.PAYEE))
    app = screen.open("trust")
    assert ripple.act_id is not None
    flow.undo(house, local, ripple.act_id)
    app.button(key=f"undo_{ripple.act_id}").click().run()
    assert "This was undone already, or something later builds on it." in words(app)
    assert filed(house, row) == "supplier"


def test_a_refused_undo_leaves_the_question_and_what_the_file_brought(
    screen: Screen, house: House, other_program: sqlite3.Connection
) -> None:
    app = screen.open()
    bring_in(app)
    app.button(key="start_undo_1").click().run()
    other_program.execute("BEGIN IMMEDIATE")
    app.button(key="start_undo_go_1").click().run()
    assert "The database is in use by another program." in words(app)
    other_program.execute("ROLLBACK")
    assert "Sort." in words(app)
    app.button(key="start_undo_go_1").click().run()
    assert "Sort." not in words(app)
    with house.look(house.scope("local")) as unit:
        assert imports.import_state(unit, 1)[1] is not None


def test_learning_without_a_correction_says_what_to_do_first(
    screen: Screen, house: House, company_id: int
) -> None:
    app = screen.open("trust")
    app.button(key="trust_learn").click().run()
    with house.look(house.scope("local")) as unit:
        job = next(job for job in jobs.recent(unit, company_id) if job.kind is JobKind.RETRAIN)
    training.train_job(house, house.scope("system"), job.id)
    app.run()
    assert "Learning stopped: there are too few examples." in words(app)
    assert "File payments in at least two categories, then learn again." in words(app)


def test_a_lost_model_is_named_where_the_file_was_brought_in_and_rules_go_on(
    screen: Screen, shipped: Path
) -> None:
    app = screen.open()
    house = session.house()
    shutil.rmtree(shipped / "categorizer")
    bring_in(app)
    cancel_but(house, JobKind.CATEGORIZE)
    assert Worker(house).step()
    app.run()
    assert "Sorting your payments did not work. A file of the model is missing or damaged" in words(app)
    assert "Run make shipped, or restore your backup. Your payments and filings are untouched." in words(app)
    assert "Sorted and looked ahead." not in words(app)
    for name in ("overview", "transactions", "review", "forecast", "trust"):
        page = screen.open(name)
        assert not page.exception
        assert "Something went wrong" not in words(page)
    with house.look(house.scope("local")) as unit:
        bank = transactions.page(unit, 1, RowFilter(search="account_fee"), 1).total
        fees = transactions.page(unit, 1, RowFilter(categories=("bank_fees",)), 1).total
    assert (bank, fees) == (0, 10)


def test_a_file_brought_in_twice_leaves_one(screen: Screen, house: House, company_id: int) -> None:
    again = screen.open("overview")
    again.button(key="bring_in").click().run()
    again.file_uploader[0].upload("copy of cafe.csv", statement(), "text/csv").run()
    assert "This file came in on 2 Nov 2026: 0 new rows." in words(again)
    assert not [button for button in again.button if button.key == "dialog_go"]
    with house.look(house.scope("local")) as unit:
        assert transactions.page(unit, company_id, RowFilter(), 1).total == 130


def test_payments_without_text_in_another_script_and_of_great_amounts_are_shown(
    screen: Screen, house: House
) -> None:
    """No text, emoji, letters from right to left, an unseen code, 0 and 10^12 euros, all on one day."""
    pizza, invoice, great = "\N{SLICE OF PIZZA}", "فاتورة رقم", "1000000000000.00"
    lines = [
        paid("2026-10-30", "-12.00"),
        paid("2026-10-30", "-8.00", pizza, mcc="0000"),
        paid("2026-10-30", "0.00", invoice),
        paid("2026-10-30", f"-{great}", "Very much"),
        paid("2026-10-30", great, "Very much"),
    ]
    flow.bring_in(house, house.scope("local"), "odd.csv", bank_csv(*lines), Answers(company_name="Odd"))
    for name in ("overview", "transactions", "review", "forecast", "trust"):
        page = screen.open(name)
        assert not page.exception, name
        assert "Something went wrong" not in words(page)
    with house.look(house.scope("local")) as unit:
        shown = transactions.page(unit, 1, RowFilter(), 1).rows
    assert {row.payee for row in shown} == {"", pizza, invoice, "Very much"}
    for row in shown:
        page = screen.open_row(row.part_id)
        assert not page.exception
        assert numbers.money(row.amount_minor, "EUR") in words(page).replace("*", "")
        page.selectbox(key=f"category_{row.part_id}").set_value("office").run()
        page.button(key=f"file_{row.part_id}").click().run()
        assert filed(house, row.part_id) == "office"
