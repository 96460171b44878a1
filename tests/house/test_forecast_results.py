"""The forecasts' figures were made by the command, on the years kept for testing, with every baseline."""

import json
from typing import Any

import pytest

from core.services.bench.forecasters import NAMED_BASELINE, SERVED, forecasters
from tests.house.tree import ROOT

RESULTS = ROOT / "tests" / "bench" / "results"
LARGEST = 400_000
FIGURES = (
    "series mase smape msis sql wql_pooled seasonal_error coverage_50 coverage_80 coverage_95 above_q90 "
    "rcov_80 rcov_95 total_coverage_80 total_rcov_80 total_is_80 fit_s predict_s peak_mb"
).split()
YEARS = {"manchester": ("2018-01-22", 385), "birmingham": ("2016-01-25", 1187), "nn5": ("1997-06-16", 111)}


def document(name: str) -> dict[str, Any]:
    path = RESULTS / f"forecast_{name}.json"
    assert path.stat().st_size < LARGEST
    found: dict[str, Any] = json.loads(path.read_text())
    return found


@pytest.mark.parametrize("name", YEARS)
def test_four_origins_of_the_last_year_and_every_forecaster(name: str) -> None:
    meta, results = document(name)["meta"], document(name)["results"]
    first, series = YEARS[name]
    assert (meta["origins"][0], len(meta["origins"]), meta["series"]) == (first, 4, series)
    assert (meta["arguments"]["horizon"], meta["arguments"]["stride"]) == (12, 12)
    assert meta["skipped"] == {}
    assert not meta["arguments"]["quick"]
    assert all(set(models) == set(forecasters()) for models in results.values())
    assert {"all", "dense", "company_net", "horizon:1", "horizon:12"} <= set(results)
    for models in results.values():
        assert all(set(FIGURES) <= set(found) for found in models.values())
    # A shipped forecaster was taught on the first months of these very cities.
    assert not any(name.endswith("_shipped") for name in results["all"])


def test_the_quick_figures_are_of_some_forty_series_of_birmingham() -> None:
    meta, results = document("quick")["meta"], document("quick")["results"]
    assert meta["arguments"]["quick"]
    assert 35 <= meta["series"] <= 50
    assert meta["origins"] == document("birmingham")["meta"]["origins"]
    assert {SERVED, NAMED_BASELINE, "oracle"} <= set(results["all"])
