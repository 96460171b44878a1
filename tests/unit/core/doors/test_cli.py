import json
import os
import socket
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.doors.cli import main
from core.settings import PROJECT, settings
from tests.unit.core.houses import TODAY, bank_csv, paid

FILE = bank_csv(
    paid("2026-05-04", "-12.00", "Baker"),
    paid("2026-05-06", "250.00", "Till", balance="1250.00"),
    paid("2026-05-32", "-5.00", "Nowhen"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "may.csv"
    path.write_bytes(FILE)
    return path


def bursar(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`python -m core ...` as a person types it, on a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "core", *words],
        cwd=PROJECT,
        env=os.environ | {"BURSAR_HOME": str(home), "BURSAR_TODAY": TODAY.isoformat(), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class Here:
    """The same in this process, for commands that open no store."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what was printed, and what was said of a refusal."""
        self._monkeypatch.setattr(sys, "argv", ["bursar", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Here]:
    monkeypatch.setenv("BURSAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BURSAR_TODAY", TODAY.isoformat())
    settings.cache_clear()
    yield Here(monkeypatch, capsys)
    settings.cache_clear()


def test_help_names_every_verb(tmp_path: Path) -> None:
    said = bursar(tmp_path, "--help")
    assert said.returncode == 0
    verbs = "run screen worker migrate demo read bring-in export categorize retrain forecast bench settings "
    verbs += "backup"
    assert [verb for verb in verbs.split() if verb not in said.stdout] == []
    assert not list(tmp_path.iterdir())


def test_reading_a_file_says_what_is_in_it_and_stores_nothing(tmp_path: Path, file: Path) -> None:
    said = bursar(tmp_path / "home", "read", str(file), "--json")
    assert said.returncode == 0
    reading = json.loads(said.stdout)
    assert reading["kind"] == "bursar_csv"
    statement = reading["statements"][0]
    assert (statement["rows"], statement["sum"], statement["currency"]) == (2, "238.00", "EUR")
    assert [row["amount"] for row in statement["transactions"]] == ["-12.00", "250.00"]
    assert len(reading["problems"]) == 1
    assert not (tmp_path / "home").exists()


def test_a_file_comes_in_once_and_is_backed_up(tmp_path: Path, file: Path) -> None:
    home = tmp_path / "home"
    first = bursar(home, "bring-in", str(file), "--company", "Cafe Sole")
    assert (first.returncode, first.stdout.splitlines()[0][:17]) == (0, "2 new rows came i")
    second = bursar(home, "bring-in", str(file), "--company", "Cafe Sole")
    assert second.stdout.startswith("No new rows: 2 rows of this file were here already.")
    saved = bursar(home, "backup", str(tmp_path / "copy.zip"))
    assert saved.returncode == 0
    with zipfile.ZipFile(tmp_path / "copy.zip") as bundle:
        bundle.extract("bursar.db", tmp_path / "out")
    with sqlite3.connect(tmp_path / "out" / "bursar.db") as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT count(*) FROM transaction_row WHERE in_force").fetchall() == [(2,)]


def test_payments_are_written_for_an_accountant(here: Here, tmp_path: Path, file: Path) -> None:
    assert here("bring-in", str(file), "--company", "Cafe Sole")[0] == 0
    out = tmp_path / "cafe.beancount"
    code, said, _ = here("export", "Cafe Sole", "--format", "beancount", "--out", str(out))
    assert (code, said) == (0, "cafe.beancount is written.\n")
    assert out.read_text(encoding="utf-8").count(" EUR") == 4
    assert here("export", "Cafe Sol", "--out", str(out))[0] == 2
    code, _, refusal = here("export", "Cafe Sole", "--out", str(tmp_path / "no" / "cafe.csv"))
    assert code == 2
    assert refusal.startswith(f"{tmp_path / 'no' / 'cafe.csv'} cannot be written.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is nothing in this file."),
        (b"\x00\x01\x02\x03" * 400, "We could not read this file as a bank statement."),
    ],
    ids=["empty", "unknown"],
)
def test_a_file_that_is_no_statement_is_refused_in_one_sentence(
    here: Here, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "file.bin").write_bytes(content)
    code, _, refusal = here("read", str(tmp_path / "file.bin"))
    assert code == 2
    assert refusal.startswith(said)
    assert refusal.count("\n") == 1


def test_a_file_that_is_not_there_is_refused(here: Here, tmp_path: Path) -> None:
    code, _, refusal = here("read", str(tmp_path / "no.csv"))
    assert code == 2
    assert "does not exist" in " ".join(refusal.replace("│", "").split())


def test_a_file_without_a_company_is_refused_and_nothing_is_stored(tmp_path: Path, file: Path) -> None:
    refused = bursar(tmp_path / "home", "bring-in", str(file))
    assert refused.returncode == 2
    assert refused.stderr.startswith("Something is still missing before this file can come in.")


def test_settings_are_printed_as_the_variables_that_change_them(here: Here, tmp_path: Path) -> None:
    code, printed, _ = here("settings")
    assert code == 0
    assert f"BURSAR_HOME={tmp_path / 'home'}" in printed.splitlines()
    assert f"BURSAR_TODAY={TODAY}" in printed.splitlines()


def test_a_taken_port_is_refused_with_the_next_step(here: Here) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, refusal = here("run", "--port", str(port), "--no-open")
    assert code == 2
    assert refusal == (
        f"Another program already uses port {port}. Close it, or start Bursar on another port.\n"
    )


def test_a_training_ends_with_the_worker_that_started_it() -> None:
    code = "import time; from core.doors.processes import end_with_input as end; end(); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdin=subprocess.PIPE) as training:
        assert training.stdin is not None
        training.stdin.close()
        assert training.wait(timeout=30) == 1
