"""`python -m core bench read`: one table, one document."""

import json
from pathlib import Path

import pytest

from tests.unit.core.doors.test_cli import Here

SAMPLES = Path(__file__).parents[3] / "contract/samples"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "a.940").write_bytes((SAMPLES / "mt940/dutch.940").read_bytes())
    (tree / "b.ofx").write_bytes(b"")
    (tree / "notes.md").write_text("about them")
    return tree


def test_one_table_and_one_document(here: Here, tmp_path: Path, tree: Path) -> None:
    (tree / "expected.json").write_text(json.dumps([{"file": "a.940", "n": 1, "sum": "7"}]))
    out = tmp_path / "figures" / "read.json"
    code, said, told = here(
        "bench", "read", str(tree), "--expected", str(tree / "expected.json"), "--out", str(out)
    )
    assert (code, told) == (0, "2 of 2 files read\n")
    assert [line.split() for line in said.splitlines()[1:3]] == [
        [
            "mt940",
            "1",
            "1",
            "0",
            "0",
            "1/1",
            "0/1",
            "0/0",
            "0/0",
            "0/0",
            "0/0",
            "1",
            said.splitlines()[1].split()[-1],
        ],
        ["ofx", "1", "0", "1", "0", *["0/0"] * 6, "0", said.splitlines()[2].split()[-1]],
    ]
    assert said.splitlines()[-1].startswith("2 more files are no statements")
    document = json.loads(out.read_text())
    assert set(document) == {"totals", "by_kind", "files"}
    assert {"files": 2, "read": 1, "refused": 1, "crashed": 0}.items() <= document["totals"].items()


def test_known_layouts_can_be_left_out(here: Here, tmp_path: Path, tree: Path) -> None:
    card = "Date Processed,Description,Amount,\n" + "12-Dec-2019,Cake,£1.50,\n" * 6
    (tree / "card.csv").write_text(card)
    asked = []
    for options in ([], ["--no-known-layouts"]):
        here("bench", "read", str(tree), "--out", str(tmp_path / "out.json"), *options)
        files = json.loads((tmp_path / "out.json").read_text())["files"]
        asked.append(next(told["questions"] for told in files if told["file"] == "card.csv"))
    assert asked == [[], ["sign"]]


def test_expectations_that_cannot_be_read_are_refused(here: Here, tree: Path) -> None:
    code, _, told = here("bench", "read", str(tree), "--expected", str(tree / "notes.md"))
    assert (code, told.startswith("notes.md holds no expectations that can be read.")) == (2, True)
