"""The figures of `python -m core bench forecast` as a file and as a table."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from core.domain.words import measuring
from core.services.bench.forecast_groups import CATEGORY, ENOUGH_SERIES, JUDGED_GROUPS, WEEK_AHEAD
from core.services.bench.forecasters import ANCHORED, DEEPAR, NAMED_BASELINE, ORACLE, SERVED

_COLUMNS = {
    "sql": "SQL",
    "mase": "MASE",
    "smape": "sMAPE",
    "msis": "MSIS",
    "wql_pooled": "WQL",
    "coverage_50": "50 %",
    "coverage_80": "80 %",
    "coverage_95": "95 %",
    "rcov_80": "80 % r",
    "rcov_95": "95 % r",
    "above_q90": "> q90",
    "rabove_q90": "> q90 r",
    "total_coverage_80": "total 80",
    "total_rcov_80": "total 80r",
    "total_is_80": "total IS",
    "gain_share": "gain",
}
_WIDTH = 10


def as_json(document: Mapping[str, Any]) -> str:
    """The document with one line a forecaster and group: short enough to be read and compared."""
    groups = ",\n".join(
        f" {json.dumps(group)}: {{\n"
        + ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(found, separators=(',', ':'))}"
            for name, found in models.items()
        )
        + "\n }"
        for group, models in document["results"].items()
    )
    meta = json.dumps(document["meta"], indent=1)
    return f'{{\n"meta": {meta},\n"results": {{\n{groups}\n}}\n}}\n'


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def table(document: Mapping[str, Any]) -> Iterator[str]:
    """The results as lines of plain columns: whole groups, weeks ahead, and categories of ten series."""
    results = document["results"]
    width = max((len(name) for models in results.values() for name in models), default=0)
    for group in JUDGED_GROUPS:
        if group in results:
            yield from _block(group, results[group], width)
    yield from _short("week ahead", WEEK_AHEAD, results, 1)
    yield from _short("category", CATEGORY, results, ENOUGH_SERIES)
    counts = document["meta"]["categories"]
    if counts is not None:
        yield measuring.categories_counted(counts["counted"], counts["worse"], counts["near"])
        yield ""
    yield from _compared(results)
    yield from _goals(document["meta"]["goals"])
    if ORACLE in document["meta"]["cheats"]:
        yield measuring.CHEATS
    for name, why in document["meta"]["skipped"].items():
        yield f"{name}: {why}"


def _block(group: str, models: Mapping[str, Mapping[str, Any]], width: int) -> Iterator[str]:
    heads = "".join(f"{head:>{_WIDTH}}" for head in _COLUMNS.values())
    last = f"{'to h. 52':>{_WIDTH}}{'p':>7}{'fit s':>8}{'ask s':>8}{'MB':>7}"
    yield group
    yield f"  {'':<{width}}{'series':>8}{heads}{last}"
    for name, found in models.items():
        cells = "".join(f"{_number(found.get(key)):>{_WIDTH}}" for key in _COLUMNS)
        other = found.get(f"against_{NAMED_BASELINE}") or {}
        change, p = other.get("change"), other.get("p")
        told = f"{'-' if change is None else f'{change:+.1%}':>{_WIDTH}}{'-' if p is None else f'{p:.3f}':>7}"
        costs = f"{found['fit_s']:>8.1f}{found['predict_s']:>8.1f}{found['peak_mb']:>7,.0f}"
        yield f"  {name:<{width}}{found['series']:>8,}{cells}{told}{costs}"
    yield ""


def _compared(results: Mapping[str, Any]) -> Iterator[str]:
    """Our forecasters against 52-week history, and against the window that was best in hindsight."""
    lines = []
    for group in JUDGED_GROUPS:
        for name in (SERVED, ANCHORED, DEEPAR):
            found = results.get(group, {}).get(name, {})
            told = {NAMED_BASELINE: found.get(f"against_{NAMED_BASELINE}")}
            best = found.get("against_best_window")
            told |= {best["baseline"]: best} if best else {}
            for other, each in told.items():
                if each is not None:
                    sentence = measuring.compared(other, each, each["by_origin"])
                    lines.append(f"  {group:<12}{name:<9}{sentence}")
    if lines:
        yield measuring.COMPARED_HEAD
        yield from lines
        yield ""


def _goals(goals: list[dict[str, Any]]) -> Iterator[str]:
    if goals:
        yield measuring.GOALS_HEAD
        yield from (f"  {measuring.goal(goal)}" for goal in goals)
        yield measuring.goals_met(sum(goal["met"] for goal in goals), len(goals))
        yield ""


def _short(head: str, prefix: str, results: Mapping[str, Any], fewest: int) -> Iterator[str]:
    """One line a group: what is served beside plain history."""
    lines = []
    for group, models in results.items():
        served, plain = models.get(SERVED), models.get(NAMED_BASELINE)
        if group.startswith(prefix) and served and plain and served["series"] >= fewest:
            cells = (served["sql"], plain["sql"], served["rcov_80"], served["rcov_95"], served["rabove_q90"])
            told = "".join(f"{_number(cell):>{_WIDTH}}" for cell in cells)
            lines.append(f"  {group.removeprefix(prefix):<40.40}{served['series']:>8,}{told}")
    if lines:
        yield f"{head:<42}{'series':>8}{'SQL':>{_WIDTH}}{'h. 52':>{_WIDTH}}{'80 % r':>{_WIDTH}}" + (
            f"{'95 % r':>{_WIDTH}}{'> q90 r':>{_WIDTH}}"
        )
        yield from lines
        yield ""


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.4f}" if abs(value) < 100 else f"{value:,.0f}"
