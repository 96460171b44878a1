from typing import Any

from core.domain.words import measuring
from core.doors.bench.forecast_table import table
from core.services.bench.forecast_goals import reached
from core.services.bench.forecast_groups import category_counts

Models = dict[str, dict[str, Any]]


def pair(served: float, plain: float, *, series: int = 10, rcov_80: float = 0.8) -> Models:
    """What is served beside 52-week history in one group."""
    told = {"change": served / plain - 1, "low": -0.1, "high": 0.1, "p": 0.04, "by_origin": [-0.1, 0.2]}
    mine = {"series": series, "sql": served, "rcov_80": rcov_80, "against_history_52": told}
    return {
        "bursar": mine | {"against_best_window": {"baseline": "history_26", **told}},
        "history_52": {"series": series, "sql": plain},
    }


def test_categories_of_ten_series_are_counted() -> None:
    """Rent is 3 % worse, tax 2 % and no more; office has nine series; travel covers 75 %."""
    results = {
        "category:rent": pair(1.03, 1.0),
        "category:tax": pair(1.02, 1.0, rcov_80=0.84),
        "category:office": pair(2.0, 1.0, series=9),
        "category:travel": pair(0.9, 1.0, rcov_80=0.75),
        "dense": pair(2.0, 1.0),
    }
    counts = category_counts(results)
    assert counts == {"counted": 3, "worse": ["rent"], "near": 2, "off": ["travel"]}
    assert measuring.categories_counted(3, ["rent"], 2) == (
        "categories with >= 10 series: 3; worse than 52-week history by over 2 %: 1 (rent); "
        "within 4 points of 80 %: 2"
    )
    assert category_counts({"category:office": results["category:office"]}) is None
    wanted = {
        goal["name"]: (goal["measured"], goal["met"]) for goal in reached(results | {"all": pair(1, 1)})
    }
    assert (wanted["worse"], wanted["near"]) == ((1.0, False), (0.6667, False))


def told_of(results: dict[str, Models]) -> dict[tuple[str, str], str]:
    return {(goal["name"], goal["group"]): measuring.goal(goal) for goal in reached(results)}


def test_a_goal_says_what_came_and_what_was_wanted() -> None:
    results = {"all": pair(0.97, 1.0), "dense": pair(0.97, 1.0), "horizon:2": pair(1, 1, rcov_80=0.7)}
    results["dense"]["deepar"] = {"sql": 1.001, "above_q90": 0.12, "rcov_80": 0.78}
    told = told_of(results)
    assert (
        told["sql", "all"]
        == "met     bursar, all           SQL less that of 52-week history: -3.00% (at most -2.00%)"
    )
    assert told["sure", "all"].startswith("met ")
    # Below at one origin of two, wanted at three of four.
    assert told["origins", "all"] == (
        "missed  bursar, all           share of origins at which it is below: 0.500 (at least 0.750)"
    )
    assert told["rcov_80", "horizon:2"].endswith(
        "randomized coverage of the 80 % band: 0.700 (0.770 to 0.830)"
    )
    models = {(goal["name"], goal["model"]): goal["met"] for goal in reached(results)}
    assert models["sql", "deepar"] is False
    assert models["above_q90", "deepar"] is False
    assert ("gain", "all") not in told, "no oracle was asked, so there is no possible gain"


def test_the_table_says_how_sure_a_difference_is_and_counts_the_goals() -> None:
    figures = dict.fromkeys(("fit_s", "predict_s", "peak_mb"), 0.0)
    results = {"all": {name: each | figures for name, each in pair(0.97, 1.0).items()}}
    meta = {"cheats": [], "skipped": {}, "categories": category_counts(results), "goals": reached(results)}
    lines = list(table({"meta": meta, "results": results}))
    assert any(
        "-3.0% against history_52 (-10.0% to +10.0%), p 0.040; -10.0% +20.0%" in each for each in lines
    )
    assert any("-3.0% against history_26 " in each for each in lines)
    assert "4 of 5 goals met" in lines
