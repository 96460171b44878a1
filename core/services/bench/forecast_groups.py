"""The figures of a run by group: all, by density, companies' nets, categories, and weeks ahead."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.services.bench.forecast_parts import Costs
from core.services.bench.forecasters import NAMED_BASELINE, ORACLE, SERVED, WINDOWS, is_baseline
from models.forecasters.figures import Scored, against, figures, gain_share
from models.forecasters.walk_forward import Walk, companies, density_groups

Results = dict[str, dict[str, dict[str, Any]]]
_NO_TOTALS = dict.fromkeys(("total_coverage_80", "total_rcov_80", "total_is_80"))
"""A single week ahead has no total."""
CATEGORY, WEEK_AHEAD = "category:", "horizon:"
JUDGED_GROUPS = ("all", "dense", "middle", "rare", "company_net")
"""The groups that a goal is set for as a whole."""
ENOUGH_SERIES = 10
"""A category of fewer series tells too little to be counted."""
MOST_WORSE = 0.02
NOMINAL, MOST_OFF = 0.8, 0.04


@dataclass(frozen=True)
class Answers:
    """One forecaster's scores of all series, of companies' nets, and what they cost."""

    series: Scored
    nets: Scored
    costs: Costs


def results_of(walk: Walk, answers: Mapping[str, Answers], seed: int) -> Results:
    """Every group that has a series, and in it every forecaster.

    Beside its own figures each has, on the same series, `gain_share`, how far it goes from the baseline
    named beforehand to the cheating oracle, and, but for single weeks ahead, `against_history_52`, the
    paired bootstrap against that baseline; in `JUDGED_GROUPS` also `against_best_window` and
    `against_best`, the same against the length of plain history that turned out best and against
    whichever baseline did.
    """
    results: Results = {}
    for group, scored in _grouped(walk, answers):
        missing = _NO_TOTALS if group.startswith(WEEK_AHEAD) else {}
        found = {
            name: missing | figures(each, totals=not missing) | asdict(answers[name].costs)
            for name, each in scored.items()
        }
        if any(each["series"] for each in found.values()):
            _compare(group, found, scored, seed)
            results[group] = found
    return results


def _grouped(walk: Walk, answers: Mapping[str, Answers]) -> Iterator[tuple[str, dict[str, Scored]]]:
    everything = {name: each.series for name, each in answers.items()}
    yield "all", everything
    for density, mask in density_groups(walk).items():
        yield density, {name: each.only(mask) for name, each in everything.items()}
    if companies(walk):
        yield "company_net", {name: each.nets for name, each in answers.items()}
    for week in range(1, walk.horizon + 1):
        yield f"{WEEK_AHEAD}{week}", {name: each.week(week) for name, each in everything.items()}
    categories = walk.static_frame["category"].to_numpy(dtype=str)
    for category in sorted(set(categories) - {""}):
        mask = np.asarray(categories == category)
        yield f"{CATEGORY}{category}", {name: each.only(mask) for name, each in everything.items()}


def _compare(group: str, found: dict[str, dict[str, Any]], scored: Mapping[str, Scored], seed: int) -> None:
    """Adds the comparisons to each forecaster's figures of one group."""
    known = {name: each["sql"] for name, each in found.items() if each["sql"] is not None}
    rivals = {}
    if group in JUDGED_GROUPS:
        rivals["against_best_window"] = _lowest(known, [name for name in WINDOWS if name in known])
        rivals["against_best"] = _lowest(known, [name for name in known if is_baseline(name)])
    if not group.startswith(WEEK_AHEAD) and NAMED_BASELINE in known:
        rivals[f"against_{NAMED_BASELINE}"] = NAMED_BASELINE
    for name, each in found.items():
        for key, rival in rivals.items():
            if rival and name != rival:
                told = against(scored[name], scored[rival], seed=seed)
                named = {} if key.endswith(rival) else {"baseline": rival}
                each[key] = None if told is None else named | told
        each["gain_share"] = gain_share(known.get(name), known.get(NAMED_BASELINE), known.get(ORACLE))


def _lowest(known: Mapping[str, float], names: list[str]) -> str:
    return min(names, key=lambda name: known[name], default="")


def category_counts(results: Results) -> dict[str, Any] | None:
    """What is served, in every category of ten series or more; None where it was not measured.

    `counted` categories; those whose SQL is over 2 % `worse` than 52-week history; and those whose
    randomized 80 % coverage is over four points from 80 %, `off`, the others being `near`.
    """
    counted, worse, off = 0, [], []
    for group, models in results.items():
        served, plain = models.get(SERVED), models.get(NAMED_BASELINE)
        if not group.startswith(CATEGORY) or not served or not plain or served["series"] < ENOUGH_SERIES:
            continue
        counted += 1
        if served["sql"] > plain["sql"] * (1 + MOST_WORSE):
            worse.append(group.removeprefix(CATEGORY))
        if abs(served["rcov_80"] - NOMINAL) > MOST_OFF:
            off.append(group.removeprefix(CATEGORY))
    if not counted:
        return None
    return {"counted": counted, "worse": worse, "near": counted - len(off), "off": off}
