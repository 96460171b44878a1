"""The figures in the README are the ones the measuring command wrote."""

import json
import re
from typing import Any

import pytest

from tests.house.tree import ROOT

RESULTS = ROOT / "tests" / "bench" / "results"
README = (ROOT / "README.md").read_text()
PROTOCOLS = ("prequential", "prequential_day", "frozen", "company_out")
ROW = re.compile(r"^\| `(\w+)` \|((?: [\d.–]+ \|){4})$", re.MULTILINE)
LINES = ROW.findall(README)
GOALS = {
    "each label learned at once: right": "categorize prequential accuracy",
    "at the day's end: right": "categorize prequential_day accuracy",
    "the right one among the first three": "categorize prequential top3",
    "odds off by": "categorize prequential ece",
    "files itself, asked for 97 of 100: share": "categorize prequential auto_97 share",
    "and of these right": "categorize prequential auto_97 precision",
    "next payment after a correction: right": "categorize explicit_correction accuracy",
    "names never seen: right": "categorize unseen_text accuracy",
    "company never seen: right": "categorize company_out accuracy",
    "the 20 categories: right": "categorize_masters prequential accuracy",
    "the 20 categories, no label of the city: right": "categorize cold_start accuracy",
    "the same, after ten labels of a company": "categorize cold_start_10 accuracy",
}
TOLD = re.findall(r"^\| (.+?) \| ([≥≤]) (\.\d+) \| (\d\.\d{3}) \| (met|missed) \|$", README, re.MULTILINE)


def results(name: str) -> dict[str, dict[str, dict[str, float]]]:
    found: dict[str, dict[str, dict[str, float]]] = json.loads((RESULTS / f"{name}.json").read_text())
    return found["results"]


def test_the_table_has_the_served_learner_and_what_it_is_compared_with() -> None:
    assert {"bursar", "majority", "memory_updated", "multiclass", "xgboost"} <= {name for name, _ in LINES}


@pytest.mark.parametrize(("learner", "cells"), LINES, ids=[name for name, _ in LINES])
def test_every_share_that_was_right_stands_in_the_results(learner: str, cells: str) -> None:
    told = [cell.strip() for cell in cells.split("|")[:-1]]
    measured = [results("categorize")[protocol].get(learner) for protocol in PROTOCOLS]
    assert told == ["–" if each is None else f"{each['accuracy']:.3f}" for each in measured]


def test_every_goal_is_told() -> None:
    assert [line[0] for line in TOLD] == list(GOALS)


@pytest.mark.parametrize(("said", "way", "goal", "told", "verdict"), TOLD, ids=[line[0] for line in TOLD])
def test_every_goal_is_told_with_the_figure_of_the_results(
    said: str, way: str, goal: str, told: str, verdict: str
) -> None:
    file, protocol, *names = GOALS[said].split()
    found: Any = results(file)[protocol]["bursar"]
    for name in names:
        found = found[name]
    reached = float(told) >= float(goal) if way == "≥" else float(told) <= float(goal)
    assert told == f"{found:.3f}"
    assert verdict == ("met" if reached else "missed")
