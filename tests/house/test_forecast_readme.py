"""The forecasts' figures in the README are the ones the measuring command wrote."""

import json
import re
from typing import Any

import pytest

from tests.house.tree import ROOT

RESULTS = ROOT / "tests" / "bench" / "results"
README = (ROOT / "README.md").read_text()
COLUMNS = (
    ("manchester", "all"),
    ("manchester", "dense"),
    ("birmingham", "all"),
    ("birmingham", "dense"),
    ("nn5", "all"),
)
ROW = re.compile(r"^\| `(\w+)` \|((?: [\d.–]+ \|){5})$", re.MULTILINE)
LINES = ROW.findall(README)
CITIES = ("manchester", "birmingham")
GOALS = {
    "loss against 52-week history, all": "sql all bursar",
    "the same, dense series": "sql dense bursar",
    "share of the possible gain": "gain all bursar",
    "categories over 2 % worse than history": "worse all bursar",
    "80 in 100 bands held, all": "rcov_80 all bursar",
    "95 in 100 bands held, all": "rcov_95 all bursar",
    "share of categories within 4 points of 80": "near all bursar",
    "12-week totals in their 80 band, dense": "total_rcov_80 dense bursar",
    "the same, middle": "total_rcov_80 middle bursar",
    "the same, rare": "total_rcov_80 rare bursar",
    "the same, net of a company": "total_rcov_80 company_net bursar",
    "interval score of totals against drawn history, dense": "total_is_80 dense bursar",
    "95 bands (MSIS) against history, all": "msis all bursar",
    "the same, dense": "msis dense bursar",
    "DeepAR alone against history, dense": "sql dense deepar",
}
REACHED = r"(-?\d+\.\d{4} (?:met|missed)|–)"
TOLD = re.findall(
    rf"^\| (.+?) \| ((?:[≥≤] )?[-\d.]+(?: to [\d.]+)?) \| {REACHED} \| {REACHED} \|$", README, re.MULTILINE
)


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RESULTS / f"forecast_{name}.json").read_text())
    return found


def goal_of(city: str, said: str) -> dict[str, Any] | None:
    name, group, model = GOALS[said].split()
    found = document(city)["meta"]["goals"]
    return next(
        (each for each in found if (each["name"], each["group"], each["model"]) == (name, group, model)), None
    )


def test_the_table_has_what_is_served_its_parts_and_the_one_that_cheats() -> None:
    assert {"bursar", "anchored", "deepar", "history_52", "catboost", "oracle"} <= {name for name, _ in LINES}


@pytest.mark.parametrize(("forecaster", "cells"), LINES, ids=[name for name, _ in LINES])
def test_every_loss_stands_in_the_results(forecaster: str, cells: str) -> None:
    told = [cell.strip() for cell in cells.split("|")[:-1]]
    measured = [document(name)["results"][group].get(forecaster) for name, group in COLUMNS]
    assert told == ["–" if each is None else f"{each['sql']:.3f}" for each in measured]


def test_every_goal_is_told() -> None:
    assert [line[0] for line in TOLD] == list(GOALS)


@pytest.mark.parametrize("line", TOLD, ids=[line[0] for line in TOLD])
def test_every_goal_is_told_with_its_figure_and_bound(line: tuple[str, str, str, str]) -> None:
    said, bound, *told = line
    found = [goal_of(city, said) for city in CITIES]
    assert told == [
        "–" if each is None else f"{each['measured']:.4f} {'met' if each['met'] else 'missed'}"
        for each in found
    ]
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", bound)]
    known = next(each for each in found if each is not None)
    assert numbers == [each for each in (known["least"], known["most"]) if each is not None]


def test_how_many_goals_are_met_is_told() -> None:
    goals = {city: document(city)["meta"]["goals"] for city in CITIES}
    met = {city: sum(each["met"] for each in goals[city]) for city in CITIES}
    told = " ".join(README.split())
    assert f"all {len(goals['manchester'])} goals stand in the results" in told
    assert f"{met['manchester']} are met on Manchester, {met['birmingham']} on Birmingham" in told
