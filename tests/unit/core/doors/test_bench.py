import gzip
import json
from pathlib import Path

import pytest

from core.doors.bench import checking
from core.services.bench import birmingham
from core.services.bench.categorize import Lost
from models.artifacts import Manifest, Source, save_artifact
from tests.unit.core.doors.test_cli import Here

HEAD = "date,amount,text,account,company,label\n"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


def payments(path: Path, month: str, rows: int = 120) -> Path:
    """Two labels by two payees, four companies, six payments a day."""
    kinds = (("aaaa", "pens"), ("bbbb", "fuel"))
    lines = []
    for at in range(rows):
        payee, label = kinds[at % 2]
        lines.append(f"2016-{month}-{1 + at // 6:02d},-{at}.50,shop {payee},1,k{at % 4},{label}\n")
    path.write_text(HEAD + "".join(lines))
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, ...]:
    history, test = payments(tmp_path / "history.csv", "01"), payments(tmp_path / "test.csv", "02")
    return ("bench", "categorize", "--history", str(history), "--test", str(test), "--min-rows", "20")


def test_prepare_says_what_it_made(here: Here, tmp_path: Path) -> None:
    city = "date,amount,merchant,card,account,cost_centre_code\n2016-03-31,1,shop,4,Stationery,C\n"
    (tmp_path / birmingham.CITY).write_bytes(gzip.compress((city + "2016-04-01,2,shop,4,,C\n").encode()))
    code, out, _ = here("bench", "prepare", "birmingham", str(tmp_path / "out"), "--data", str(tmp_path))
    assert code == 0
    assert out.startswith("1 rows of history and 0 to test from 2016-04-01 on; 1 rows without a label")
    assert "0 weekly series" in out


def test_prepare_without_the_data_is_refused(here: Here, tmp_path: Path) -> None:
    code, _, err = here("bench", "prepare", "birmingham", str(tmp_path), "--data", str(tmp_path))
    assert (code, err.startswith(f"There is no file {birmingham.CITY}.")) == (2, True)


def test_one_table_and_one_document(here: Here, tmp_path: Path, files: tuple[str, ...]) -> None:
    out = tmp_path / "figures" / "result.json"
    code, said, told = here(*files, "--only", "majority", "--only", "memory_updated", "--out", str(out))
    assert code == 0
    document = json.loads(out.read_text())
    assert document["results"]["prequential"]["memory_updated"]["accuracy"] == 1.0
    assert document["meta"]["skipped"]["cold_start"].startswith("A company's first days")
    lines = [line.split() for line in said.splitlines()]
    assert lines[lines.index(["prequential_day"]) + 3][:3] == ["memory_updated", "120", "1.0000"]
    assert "company_out" in said
    assert "majority: learns the whole history" in told


def test_files_that_overlap_are_refused_with_a_sentence(here: Here, files: tuple[str, ...]) -> None:
    again = [*files[:5], files[3], *files[6:]]
    code, _, err = here(*again)
    assert code == 2
    assert err.startswith("The history goes on until 2016-01-20, but the test begins on 2016-01-01.")


def test_a_history_of_one_label_is_refused_with_a_sentence(
    here: Here, tmp_path: Path, files: tuple[str, ...]
) -> None:
    history = tmp_path / "history.csv"
    history.write_text(history.read_text().replace(",pens\n", ",fuel\n"))
    code, _, err = here(*files)
    assert code == 2
    assert err.startswith(
        "Only one label, fuel, has 20 rows in the history, so there is nothing to tell apart."
    )


def test_a_map_to_a_category_that_does_not_exist_is_refused_with_a_sentence(
    here: Here, tmp_path: Path, files: tuple[str, ...]
) -> None:
    masters = tmp_path / "map.csv"
    masters.write_text("label,master\npens,office\nfuel,horses\n")
    code, _, err = here(*files, "--labels", "master", "--map", str(masters))
    assert (code, "horses" in err.splitlines()[0]) == (2, True)


def test_a_shipped_model_that_saw_the_test_is_refused(
    here: Here, tmp_path: Path, files: tuple[str, ...]
) -> None:
    masters = tmp_path / "map.csv"
    masters.write_text("label,master\npens,office\nfuel,vehicle\n")
    bad = Manifest(kind="public_text", seed=1, sources=(Source("a bank", "1" * 64, "2016-02-03"),))
    save_artifact(tmp_path / "bad", Path.is_dir, bad)
    code, _, err = here(*files, "--map", str(masters), "--text-model", str(tmp_path / "bad"))
    assert code == 2
    assert err.startswith(
        "The shipped model takes no part: its source a bank ends on 2016-02-03, "
        "and the test begins on 2016-02-01."
    )


def test_check_is_skipped_with_a_reason_where_the_data_are_missing(here: Here, tmp_path: Path) -> None:
    code, out, _ = here("bench", "check", "--data", str(tmp_path))
    assert (code, out) == (0, "Not measured: the public payments are not beside the project.\n")


def test_check_fails_where_sorting_or_forecasts_got_worse(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / birmingham.CITY).write_bytes(b"")
    before = tmp_path / "before.json"
    before.write_text("{}")
    asked = ("bench", "check", "--data", str(tmp_path), "--against", str(before))
    asked = (*asked, "--forecast-against", str(before))
    monkeypatch.setattr(checking, "categorize_again", lambda *_: [Lost("frozen", 0.75, 0.73)])
    monkeypatch.setattr(checking, "forecast_again", lambda *_: [("dense", 0.6, 0.61)])
    code, out, _ = here(*asked)
    assert (code, out.splitlines()) == (
        1,
        [
            "Worse in frozen: right 75.0% of the time before, 73.0% now.",
            "Worse forecasts in dense: a scaled quantile loss of 0.6000 before, 0.6100 now.",
        ],
    )
    monkeypatch.setattr(checking, "categorize_again", lambda *_: [])
    monkeypatch.setattr(checking, "forecast_again", lambda *_: [])
    assert here(*asked)[:2] == (
        0,
        "The categorizer is as good as it was.\nThe forecaster is as good as it was.\n",
    )


def test_check_says_where_forecasts_have_no_earlier_figures(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / birmingham.CITY).write_bytes(b"")
    before = tmp_path / "before.json"
    before.write_text("{}")
    monkeypatch.setattr(checking, "categorize_again", lambda *_: [])
    asked = ("bench", "check", "--data", str(tmp_path), "--against", str(before))
    code, out, _ = here(*asked, "--forecast-against", str(tmp_path / "none.json"))
    assert code == 0
    assert out.startswith("The categorizer is as good as it was.\nForecasts are not compared")
