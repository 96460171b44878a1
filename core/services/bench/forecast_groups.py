"""The figures of a run by group: all, by density, companies' nets, categories, and weeks ahead."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.services.bench.forecast_parts import Costs
from core.services.bench.forecasters import NAMED_BASELINE, ORACLE, is_baseline
from models.forecasters.figures import Scored, against, figures, gain_share
from models.forecasters.walk_forward import Walk, companies, density_groups

Results = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class Answers:
    """One forecaster's scores of all series, of companies' nets, and what they cost."""

    series: Scored
    nets: Scored
    costs: Costs


def results_of(walk: Walk, answers: Mapping[str, Answers], seed: int) -> Results:
    """Every group that has a series, and in it every forecaster.

    Beside its own figures each has, on the same series: `against_history_52` and `against_best`, the
    paired bootstrap against the baseline named beforehand and against the one that turned out best; and
    `gain_share`, how far it goes from history to the cheating oracle.
    """
    results: Results = {}
    for group, scored in _grouped(walk, answers):
        ahead = group.startswith("horizon:")
        found = {
            name: figures(each, totals=not ahead) | asdict(answers[name].costs)
            for name, each in scored.items()
        }
        if any(each["series"] for each in found.values()):
            _compare(found, scored, seed)
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
        yield f"horizon:{week}", {name: each.week(week) for name, each in everything.items()}
    categories = walk.static_frame["category"].to_numpy(dtype=str)
    for category in sorted(set(categories) - {""}):
        mask = np.asarray(categories == category)
        yield f"category:{category}", {name: each.only(mask) for name, each in everything.items()}


def _compare(found: dict[str, dict[str, Any]], scored: Mapping[str, Scored], seed: int) -> None:
    """Adds the comparisons to each forecaster's figures of one group."""
    known = {name: each["sql"] for name, each in found.items() if each["sql"] is not None}
    rivals = {name: sql for name, sql in known.items() if is_baseline(name)}
    best = min(rivals, key=lambda name: rivals[name]) if rivals else None
    for name, each in found.items():
        if NAMED_BASELINE in known and name != NAMED_BASELINE:
            each[f"against_{NAMED_BASELINE}"] = against(scored[name], scored[NAMED_BASELINE], seed=seed)
        if best is not None and name != best:
            told = against(scored[name], scored[best], seed=seed)
            each["against_best"] = None if told is None else {"baseline": best, **told}
        each["gain_share"] = gain_share(known.get(name), known.get(NAMED_BASELINE), known.get(ORACLE))
