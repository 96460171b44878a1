import json
from functools import partial
from pathlib import Path

import pytest

from core.doors.bench import forecasting
from core.services.bench import paper_forecast as experiment
from core.services.bench.paper_forecast import PaperRequest, paper_of_files
from tests.unit.core.doors.test_cli import Here
from tests.unit.core.services.bench.papers import Wide, made_series


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Sixty weeks, a window of twenty, and fans that are known."""
    monkeypatch.setattr(experiment, "PaperDeepAR", Wide)
    monkeypatch.setattr(forecasting, "PaperRequest", partial(PaperRequest, window=20))
    series, static = made_series()
    series.to_csv(tmp_path / "series.csv", index=False)
    static.to_csv(tmp_path / "static.csv", index=False)
    return tmp_path / "series.csv", tmp_path / "static.csv"


def test_the_papers_two_tables_their_difference_and_the_box_plot(
    here: Here, files: tuple[Path, Path], tmp_path: Path
) -> None:
    series, static = map(str, files)
    out = tmp_path / "result.json"
    asked = ("bench", "forecast", "--paper", "--series", series, "--static", static, "--origins", "2")
    code, said, told = here(*asked, "--paths", "20", "--out", str(out))
    assert code == 0
    lines = said.splitlines()
    without, with_surrogates = lines.index("without surrogates"), lines.index("with surrogates")
    assert lines[without + 2].split()[:3] == ["all", "24", "99"]
    assert lines[without + 2].split()[9] == "0.667"
    assert lines[with_surrogates + 2].split()[9] == "1.000"
    assert (
        "With surrogates the 80 % bands cover more in 2 of 2 categories and come nearer to 80 % in 0; "
        "the paper says they help in 14 of 17."
    ) in lines
    assert "4 of 4: 2018-10-01 with surrogates" in told
    document = json.loads(out.read_text())
    assert document["meta"]["inputs"]["series"]["file"] == "series.csv"
    assert document["meta"]["origins"] == ["2018-03-19", "2018-10-01"]
    assert (tmp_path / "result.png").is_file()
    assert len(list((tmp_path / "result.json.parts").glob("*/*.npz"))) == 4


def test_a_file_that_is_too_short_is_refused_with_a_sentence(here: Here, files: tuple[Path, Path]) -> None:
    lines = files[0].read_text().splitlines()
    files[0].write_text("\n".join(line for line in lines if "unique_id" in line or ",2018-1" in line) + "\n")
    code, _, err = here("bench", "forecast", "--paper", "--series", str(files[0]))
    assert code == 2
    assert err.startswith("The series have 12 weeks; the paper's experiment needs 32.")


def test_a_run_without_categories_needs_no_second_file(files: tuple[Path, Path]) -> None:
    document = paper_of_files(
        files[0], None, PaperRequest(origins=1, paths=20, window=20), None, lambda _: None
    )
    assert list(document["meta"]["inputs"]) == ["series"]
    assert document["results"]["summary"]["categories"] == 0
