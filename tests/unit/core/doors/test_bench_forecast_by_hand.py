"""Five series of 30 weeks, two origins after weeks 26 and 28, two weeks ahead; every figure by hand.

history_13 shows the last 13 weeks: of `even` seven twos and six zeros, so its deciles are 0 up to .4 and
2 from .5 on; of `refunds` seven -3 and six 3, so -3 up to .5 and 3 from .6 on.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.unit.core.doors.test_cli import Here

MONDAY = date(2021, 1, 4)
EVEN = ["0", "2"] * 15
SERIES = {
    "even": EVEN,
    "refunds": ["3", "-3"] * 15,
    "unknown": [*EVEN[:29], ""],
    "risen": [*EVEN[:26], "9", "9", "9", "9"],
    "still": ["5"] * 30,
}
# Week 26 is 0 and loses 2 x (1 - q) x 2 at q = .5 ... .9, week 27 is 2 and loses 2 x q x 2 at .1 ... .4:
# 6 and 4, over nine levels, two weeks and a scale of 2. Twice as large amounts, twice the scale: the same,
# though of -3 and 3 it is the median that is wrong: 18 and 12 over nine, two and six.
EVEN_SQL = (6 / 9 + 4 / 9) / 2 / 2
REFUNDS_SQL = (18 / 9 + 12 / 9) / 2 / 6
# At the last origin only week 28 is known.
UNKNOWN_SQL = (EVEN_SQL + 6 / 9 / 2) / 2
# 9 against 0 (to .4) and 2 (to .9); at the last origin two of 13 are 9, the scale is (25 x 2 + 7) / 27.
RISEN_SQL = ((1.0 * 18 + 3.5 * 14) / 9 / 2 + (0.6 * 18 + 3.0 * 14) / 9 / (57 / 27)) / 2


def written(path: Path, series: dict[str, list[str]], first: date = MONDAY) -> str:
    """A file of series by name, from one Monday on."""
    rows = [
        f"{name},{first + timedelta(weeks=week)},{y}"
        for name, weeks in series.items()
        for week, y in enumerate(weeks)
    ]
    path.write_text("\n".join(["unique_id,ds,y", *rows]) + "\n")
    return str(path)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


def measured(here: Here, folder: Path, series: dict[str, list[str]], models: str) -> dict[str, Any]:
    """What the command writes."""
    out = folder / "result.json"
    asked = ("--horizon", "2", "--origins", "2", "--stride", "2", "--workers", "0", "--models", models)
    code, _, err = here(
        "bench", "forecast", "--series", written(folder / "s.csv", series), "--out", str(out), *asked
    )
    assert code == 0, err
    document: dict[str, Any] = json.loads(out.read_text())
    return document


def alone(here: Here, folder: Path, name: str, model: str) -> dict[str, Any]:
    """The figures of one series; `still` is beside it, for a file may hold some that are left out."""
    document = measured(here, folder, {name: SERIES[name], "still": SERIES["still"]}, model)
    found: dict[str, Any] = document["results"]["all"][model]
    return found


def test_every_second_week_two(here: Here, tmp_path: Path) -> None:
    """A median of 2 is off by 2, then right; the 95 % band is 2 wide and holds all, its ends included."""
    found = alone(here, tmp_path, "even", "history_13")
    assert found["sql"] == pytest.approx(EVEN_SQL, rel=1e-4)
    assert (found["mase"], found["smape"], found["msis"]) == (0.5, 1.0, 1.0)
    assert (found["coverage_50"], found["coverage_80"], found["coverage_95"]) == (1.0, 1.0, 1.0)
    # 2 is the 90 % quantile, and what equals it does not lie above it.
    assert found["above_q90"] == 0.0
    assert found["wql_pooled"] == pytest.approx((6 / 9 + 4 / 9) / 2, rel=1e-4)
    assert found["seasonal_error"] == 2.0
    # Two weeks add up to 0, 2 or 4, each end more than a tenth of the time; 2 came.
    assert (found["total_coverage_80"], found["total_is_80"]) == (1.0, 4 / 2)


def test_negative_weeks_are_split_and_put_together_again(here: Here, tmp_path: Path) -> None:
    found = alone(here, tmp_path, "refunds", "history_13")
    assert found["sql"] == pytest.approx(REFUNDS_SQL, rel=1e-4)
    # The median of -3 is 6 off the 3 that comes first; sizes of 3 and 3 make that as wrong as can be.
    assert (found["mase"], found["smape"], found["msis"]) == (6 / 2 / 6, 1.0, 1.0)
    assert found["seasonal_error"] == 6.0


def test_a_week_without_amount_is_missing_and_no_zero(here: Here, tmp_path: Path) -> None:
    found = alone(here, tmp_path, "unknown", "history_13")
    assert found["sql"] == pytest.approx(UNKNOWN_SQL, rel=1e-4)
    # Weeks 26, 27 and 28 are known: two zeros of three are nothing to a forecast of nothing.
    plain = alone(here, tmp_path, "unknown", "zero")
    assert plain["coverage_80"] == pytest.approx(2 / 3, rel=1e-4)
    # Only the first origin has a total.
    assert found["total_is_80"] == 4 / 2


def test_what_rose_above_the_fan(here: Here, tmp_path: Path) -> None:
    """9 and 9 over a fan of 0 and 2; two weeks later 9 is the 90 % quantile itself."""
    found = alone(here, tmp_path, "risen", "history_13")
    assert found["sql"] == pytest.approx(RISEN_SQL, rel=1e-4)
    assert found["msis"] == pytest.approx(((2 + 40 * 7) / 2 + 9 / (57 / 27)) / 2, rel=1e-4)
    assert (found["coverage_80"], found["above_q90"]) == (0.5, 0.5)
    assert found["mase"] == pytest.approx((7 / 2 + 7 / (57 / 27)) / 2, rel=1e-4)


def test_nothing_forecast(here: Here, tmp_path: Path) -> None:
    """0 for 0 is right in every measure; 0 for 2 loses 2, half of it at each end of the levels."""
    found = alone(here, tmp_path, "even", "zero")
    assert (found["sql"], found["mase"], found["smape"]) == (0.5, 0.5, 1.0)
    assert found["msis"] == 40 * 2 / 2 / 2
    assert (found["coverage_50"], found["above_q90"]) == (0.5, 0.5)
    assert (found["total_coverage_80"], found["total_is_80"]) == (0.0, 10 * 2 / 2)


def test_all_five_together(here: Here, tmp_path: Path) -> None:
    """`still` has no scale: left out and counted. Without a static file nobody knows a company."""
    document = measured(here, tmp_path, SERIES, "zero,history_13")
    meta, results = document["meta"], document["results"]
    assert (meta["series"], meta["weeks"], meta["left_out_without_scale"]) == (5, 30, 1)
    assert meta["origins"] == ["2021-07-05", "2021-07-19"]
    found = results["all"]["history_13"]
    assert found["series"] == 4
    mean = (EVEN_SQL + REFUNDS_SQL + UNKNOWN_SQL + RISEN_SQL) / 4
    assert found["sql"] == pytest.approx(mean, rel=1e-4)
    assert set(results) == {"all", "dense", "horizon:1", "horizon:2"}
    # Of the 26 weeks before the first origin half are 0 where there are no refunds: dense all the same.
    assert results["dense"]["history_13"]["sql"] == found["sql"]


def test_one_series_alone(here: Here, tmp_path: Path) -> None:
    document = measured(here, tmp_path, {"even": EVEN}, "zero,history_13")
    told = document["results"]["all"]["zero"]["against_best"]
    assert told["baseline"] == "history_13"
    assert told["change"] == pytest.approx(0.5 / EVEN_SQL - 1, rel=1e-3)
    # One series cannot tell how sure that is.
    assert (told["low"], told["high"], told["p"]) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "sentence", "step"),
    [
        (
            "id,week,amount\na,2021-01-04,1\n",
            "s.csv lacks the columns unique_id, ds, y.",
            "It needs unique_id",
        ),
        (
            "unique_id,ds,y\na,2021-01-04\n",
            "s.csv is not a CSV table that can be read",
            "as many fields in every row",
        ),
        (
            "unique_id,ds,y\na,2021-01-06,1\n",
            "Row 1 of s.csv has the date '2021-01-06', which is no Monday.",
            "Name every week by its Monday.",
        ),
        (
            "unique_id,ds,y\na,2021-01-04,1\na,2021-01-04,1\n",
            "Row 2 of s.csv gives a week a second time",
            "Add the amounts of a week up into one row.",
        ),
        ("unique_id,ds,y\n", "s.csv has no week.", "Give one row a series and week"),
        ("", "s.csv lacks the columns unique_id, ds, y.", "It needs unique_id"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_with_a_next_step(
    here: Here, tmp_path: Path, text: str, sentence: str, step: str
) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text)
    code, _, err = here("bench", "forecast", "--series", str(path))
    assert code == 2
    assert err.startswith(sentence), err
    assert step in err
