"""`python -m core bench bring-in`: a line a step, one document."""

import json
from pathlib import Path

import pytest

from tests.unit.core.doors.test_cli import Here


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


def test_each_step_of_each_kind_is_told_and_written(here: Here, tmp_path: Path) -> None:
    out = tmp_path / "figures" / "bring_in.json"
    code, said, _ = here("bench", "bring-in", "--rows", "300", "--kinds", "csv, ofx", "--out", str(out))
    assert code == 0
    assert [line.split()[:1] + line.split()[3:4] for line in said.splitlines()] == [
        [kind, step] for kind in ("csv", "ofx") for step in ("read", "store", "sort")
    ]
    document = json.loads(out.read_text())
    assert (document["meta"]["rows"], list(document["results"])) == (300, ["csv", "ofx"])
    for kind in document["results"].values():
        assert list(kind) == ["file_mb", "read", "store", "sort"]
        assert set(kind["store"]) == {"wall_s", "cpu_s", "peak_mb", "file_times"}
        assert kind["store"]["cpu_s"] > 0


def test_a_kind_without_a_writer_is_refused_with_a_sentence(here: Here, tmp_path: Path) -> None:
    code, _, err = here("bench", "bring-in", "--kinds", "qif", "--out", str(tmp_path / "none.json"))
    assert (code, err.startswith("qif is no format that a made file can be written in.")) == (2, True)
    assert not (tmp_path / "none.json").exists()
