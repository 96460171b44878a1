import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from core.domain.errors import MeasureRefused
from core.services.bench.forecast import check, regressions
from core.services.bench.forecast_parts import Part
from models.artifacts import Manifest, Source, save_artifact, sha256_of
from tests.unit.core.doors.test_cli import Here

WEEKS = 70
MONDAY = date(2021, 1, 4)
CHEAP = "zero,seasonal_naive,history_13,history_52,history_52_blocks,oracle"


def twenty_series(path: Path) -> Path:
    """Steady, rare, refunded, silent and short ones; s3 has a year's gap, s4 a week without amount."""
    random = np.random.default_rng(2)
    lines = ["unique_id,ds,y"]
    for at in range(20):
        y = np.where(random.random(WEEKS) < (at + 1) / 30, random.gamma(4.0, 25.0, WEEKS), 0.0).round(2)
        if at == 0:
            y[:] = 0.0
        if at in {5, 6}:
            y[::9] = -30.0
        for week in range(WEEKS):
            if (at == 1 and week != 60) or (at == 3 and 5 <= week < 57):
                continue
            amount = "" if at == 4 and week == 68 else f"{y[week]}"
            lines.append(f"s{at},{MONDAY + timedelta(weeks=week)},{amount}")
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


@pytest.fixture
def asked(tmp_path: Path) -> tuple[str, ...]:
    static = tmp_path / "static.csv"
    rows = [f"s{at},k{at % 4},{'rent' if at % 2 else 'sales'},56.10,small" for at in range(20)]
    static.write_text("\n".join(["unique_id,company,category,nace,size", *rows]) + "\n")
    series = twenty_series(tmp_path / "series.csv")
    shorter = ("--horizon", "4", "--origins", "2", "--stride", "4", "--workers", "0", "--paths", "40")
    return ("bench", "forecast", "--series", str(series), "--static", str(static), *shorter)


def test_one_table_and_one_document(here: Here, tmp_path: Path, asked: tuple[str, ...]) -> None:
    out = tmp_path / "figures" / "result.json"
    code, said, told = here(*asked, "--models", CHEAP, "--out", str(out))
    assert code == 0
    document = json.loads(out.read_text())
    meta, results = document["meta"], document["results"]
    assert meta["origins"] == ["2022-03-14", "2022-04-11"]
    assert meta["cheats"] == ["oracle"]
    # Of twenty, the silent one never changes, and the one of a single week has no change to count.
    assert results["all"]["history_52"]["series"] == 18
    assert meta["left_out_without_scale"] == 2
    groups = ["all", "dense", "middle", "rare", "company_net", "horizon:1", "horizon:4"]
    assert set(groups) | {"category:rent", "category:sales"} <= set(results)
    figures = (
        "series mase smape msis sql wql_pooled seasonal_error coverage_50 coverage_80 coverage_95 above_q90 "
        "rcov_80 rcov_95 total_coverage_80 total_rcov_80 total_is_80 fit_s predict_s peak_mb"
    ).split()
    assert all(set(figures) <= set(found) for models in results.values() for found in models.values())
    assert results["horizon:1"]["history_52"]["total_is_80"] is None
    assert results["all"]["oracle"]["gain_share"] == 1.0
    assert results["all"]["history_13"]["against_history_52"]["by_origin"][1] is not None
    assert results["company_net"]["history_52"]["series"] == 4
    assert "oracle cheats" in said
    assert "history_52: 4 of 6 done" in told


def test_a_run_that_was_cut_off_goes_on_where_it_stood(
    here: Here, tmp_path: Path, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "result.json"
    whole = here(*asked, "--models", "zero,history_52", "--out", str(out))[1]
    monkeypatch.setattr(Part, "measure", lambda self: pytest.fail(f"{self.name} was measured again"))
    code, said, told = here(*asked, "--models", "zero,history_52", "--out", str(out))
    assert (code, said) == (0, whole)
    assert "history_52: 2 origins kept from an earlier run" in told


def test_one_that_stops_is_named_and_the_others_go_on(
    here: Here, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Part.measure

    def stops(part: Part) -> None:
        if part.name == "zero":
            raise ValueError("loss is nan")
        whole(part)

    monkeypatch.setattr(Part, "measure", stops)
    code, said, _ = here(*asked, "--models", "zero,history_52")
    assert code == 0
    assert "zero: It stopped: ValueError: loss is nan" in said
    assert "  history_52 " in said


def planted(folder: Path, *sources: Source) -> str:
    save_artifact(folder / "bad", Path.is_dir, Manifest(kind="forecaster", seed=1, sources=sources))
    return str(folder / "bad")


def test_a_shipped_forecaster_that_saw_a_tested_week_is_refused(
    here: Here, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    """The first tested week begins on Monday 2022-03-14: a source until that day has seen it."""
    leak = planted(tmp_path, Source("a council", "1" * 64, "2022-03-14"))
    code, _, err = here(*asked, "--artifact", leak)
    assert code == 2
    assert err.startswith(
        "The shipped model takes no part: its source a council ends on 2022-03-14, "
        "and the test begins on 2022-03-14."
    )


def test_so_is_one_that_learned_from_the_measured_file_itself(
    here: Here, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    leak = planted(tmp_path, Source("a council", sha256_of(Path(asked[3])), "2020-12-31"))
    code, _, err = here(*asked, "--artifact", leak)
    assert (code, "the very file that is measured" in err) == (2, True)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("a,2021-01-05,1", "Row 1 of series.csv has the date '2021-01-05', which is no Monday."),
        ("a,4.1.2021,1", "Row 1 of series.csv has the date '4.1.2021'"),
        ("a,2021-01-04,much", "Row 1 of series.csv has the amount 'much', which is no number."),
        ("a,2021-01-04,inf", "Row 1 of series.csv has the amount 'inf', which is no number."),
        (",2021-01-04,1", "Row 1 of series.csv names no series."),
        ("a,2021-01-04,1\na,2021-01-04,2", "Row 2 of series.csv gives a week a second time: 'a 2021-01-04'."),
        ("a,2021-01-04,1", "1 weeks are too few for 4 origins that are 12 weeks apart"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(
    here: Here, tmp_path: Path, line: str, sentence: str
) -> None:
    path = tmp_path / "series.csv"
    path.write_text(f"unique_id,ds,y\n{line}\n")
    code, _, err = here("bench", "forecast", "--series", str(path))
    assert code == 2
    assert err.startswith(sentence), err


def test_an_unknown_model_is_refused_with_the_names_that_are_known(
    here: Here, asked: tuple[str, ...]
) -> None:
    code, _, err = here(*asked, "--models", "crystal_ball")
    assert code == 2
    assert err.startswith("There is no learner crystal_ball. Choose from zero, seasonal_naive, history_13")


def test_quick_measures_whole_companies_by_seed(here: Here, tmp_path: Path) -> None:
    series, static = tmp_path / "series.csv", tmp_path / "static.csv"
    rows = [
        f"s{at},{MONDAY + timedelta(weeks=week)},{(at * week) % 7}" for at in range(90) for week in range(9)
    ]
    series.write_text("\n".join(["unique_id,ds,y", *rows]) + "\n")
    facts = [f"s{at},k{at // 10}" for at in range(90)]
    static.write_text("\n".join(["unique_id,company", *facts]) + "\n")
    out = tmp_path / "quick.json"
    short = ("--horizon", "2", "--origins", "1", "--workers", "0", "--models", "history_13", "--quick")
    files = ("--series", str(series), "--static", str(static), "--out", str(out))
    assert here("bench", "forecast", *files, *short)[0] == 0
    document = json.loads(out.read_text())
    assert document["meta"]["series"] == 40
    assert document["results"]["company_net"]["history_13"]["series"] == 4


def test_over_one_percent_more_loss_is_a_regression() -> None:
    before = {"all": {"bursar": {"sql": 0.5}}, "dense": {"bursar": {"sql": 0.6}}, "rare": {}}
    now = {"all": {"bursar": {"sql": 0.505}}, "dense": {"bursar": {"sql": 0.6061}}, "rare": {}}
    assert list(regressions(before, now, 0.01)) == [("dense", 0.6, 0.6061)]
    assert [group for group, *_ in regressions(before, {}, 0.01)] == ["all", "dense"]


def test_figures_of_other_series_are_not_compared_with(shared_data: Path) -> None:
    before = {"meta": {"series": 3, "weeks": 143, "origins": ["2016-01-25"]}, "results": {}}
    with pytest.raises(MeasureRefused) as refused:
        check(before, shared_data, print)
    assert refused.value.code == "measure_other_series"
