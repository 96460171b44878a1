"""What forecasts have to reach, each goal with what was measured and whether it is met."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.services.bench.forecast_groups import WEEK_AHEAD, Results, category_counts
from core.services.bench.forecasters import DEEPAR, NAMED_BASELINE, SERVED

Measure = Callable[[Mapping[str, Any], Mapping[str, Any]], float | None]
_SURE = 0.05
_ORIGINS_ALIKE = 3 / 4
_CATEGORIES_NEAR = 16 / 17


@dataclass(frozen=True)
class Goal:
    """One goal: `least` <= what `read` gives for a forecaster and 52-week history in a group <= `most`."""

    name: str
    group: str
    read: Measure
    least: float | None = None
    most: float | None = None
    model: str = SERVED


def reached(results: Results) -> list[dict[str, Any]]:
    """Every goal that can be judged on these results: what was wanted, what came, and whether it is met.

    `name` is a key of `words.measuring`, `group` and `model` say where; `least` and `most` are the bounds
    wanted, None where there is none. Source: the project's goals, set before the first run.
    """
    return [judged for goal in _goals(results) if (judged := _judged(goal, results)) is not None]


def _judged(goal: Goal, results: Results) -> dict[str, Any] | None:
    models = results.get(goal.group, {})
    if goal.model not in models or NAMED_BASELINE not in models:
        return None
    value = goal.read(models[goal.model], models[NAMED_BASELINE])
    if value is None:
        return None
    high_enough = goal.least is None or value >= goal.least
    low_enough = goal.most is None or value <= goal.most
    return {
        "name": goal.name,
        "group": goal.group,
        "model": goal.model,
        "measured": float(f"{value:.4g}"),
        "least": goal.least,
        "most": goal.most,
        "met": high_enough and low_enough,
    }


def _goals(results: Results) -> Iterator[Goal]:
    yield Goal("sql", "all", _change("sql"), most=-0.02)
    yield Goal("sql", "dense", _change("sql"), most=-0.05)
    for group in ("all", "dense"):
        yield Goal("sure", group, _named("p"), most=_SURE)
        yield Goal("origins", group, _origins_below, least=_ORIGINS_ALIKE)
        yield Goal("window", group, _best_window, most=0.0)
    yield Goal("gain", "all", _figure("gain_share"), least=0.6)
    yield from _category_goals(results)
    yield Goal("rcov_80", "all", _figure("rcov_80"), 0.79, 0.81)
    yield Goal("rcov_95", "all", _figure("rcov_95"), 0.945, 0.955)
    for group in ("dense", "middle", "rare"):
        yield Goal("rcov_80", group, _figure("rcov_80"), 0.78, 0.82)
    for group in results:
        if group.startswith(WEEK_AHEAD):
            yield Goal("rcov_80", group, _figure("rcov_80"), 0.77, 0.83)
    for group in ("dense", "middle"):
        yield Goal("rabove_q90", group, _figure("rabove_q90"), 0.09, 0.11)
    for group in ("dense", "middle", "company_net"):
        yield Goal("total_rcov_80", group, _figure("total_rcov_80"), 0.78, 0.82)
    yield Goal("total_rcov_80", "rare", _figure("total_rcov_80"), 0.76, 0.84)
    yield Goal("total_is_80", "dense", _change("total_is_80"), most=-0.16)
    yield Goal("msis", "all", _change("msis"), most=-0.04)
    yield Goal("msis", "dense", _change("msis"), most=-0.08)
    yield Goal("sql", "dense", _change("sql"), most=0.0, model=DEEPAR)
    yield Goal("above_q90", "dense", _figure("above_q90"), most=0.115, model=DEEPAR)
    yield Goal("rcov_80", "dense", _figure("rcov_80"), least=0.78, model=DEEPAR)


def _category_goals(results: Results) -> Iterator[Goal]:
    counts = category_counts(results)
    if counts is not None:
        worse, near = float(len(counts["worse"])), counts["near"] / counts["counted"]
        yield Goal("worse", "all", lambda *_: worse, most=0.0)
        yield Goal("near", "all", lambda *_: near, least=round(_CATEGORIES_NEAR, 4))


def _figure(name: str) -> Measure:
    def read(found: Mapping[str, Any], _: Mapping[str, Any]) -> float | None:
        value: float | None = found.get(name)
        return value

    return read


def _change(name: str) -> Measure:
    """How far a loss lies above (or, minus, below) that of 52-week history, relative."""

    def read(found: Mapping[str, Any], plain: Mapping[str, Any]) -> float | None:
        own, other = found.get(name), plain.get(name)
        return None if own is None or not other else own / other - 1

    return read


def _named(key: str) -> Measure:
    def read(found: Mapping[str, Any], _: Mapping[str, Any]) -> float | None:
        told = found.get(f"against_{NAMED_BASELINE}")
        return None if told is None or told[key] is None else float(told[key])

    return read


def _origins_below(found: Mapping[str, Any], _: Mapping[str, Any]) -> float | None:
    """The share of origins at which the loss lies below that of 52-week history."""
    told = found.get(f"against_{NAMED_BASELINE}")
    changes = [] if told is None else [each for each in told["by_origin"] if each is not None]
    return sum(each < 0 for each in changes) / len(changes) if changes else None


def _best_window(found: Mapping[str, Any], _: Mapping[str, Any]) -> float | None:
    told = found.get("against_best_window")
    return None if told is None else float(told["change"])
