"""Retrain: the categorizer learns from the corrections, and the judge decides whether it serves."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from core.domain.categories import ROOT_CATEGORIES, UNCATEGORISED
from core.domain.errors import NotEnoughLabels
from core.domain.labels import Decider, Status
from core.registry.frames import labelled_frame, with_shared_codes
from core.registry.shelf import CATEGORIZER, Shelf
from core.store import acts, frames, people, versions
from core.store.unit import Unit
from models.artifacts import Manifest, save_artifact
from models.categorizers.examples import FROZEN, REPLAY, load_examples
from models.categorizers.judge import Verdict, judge
from models.categorizers.served import Served
from models.categorizers.training import training_frame
from models.explanations.shap_reasons import importance

__all__ = ["Lessons", "Taught", "gather", "record", "save", "teach", "tell_effect"]

TAUGHT_BY = frozenset({Decider.YOU.value, Decider.OWNER_RULE.value})
"""Whose filings are taught: people's, and what their rules and memory decided for sure."""


@dataclass(frozen=True)
class Lessons:
    """What there is to learn: labelled payments of every company, and the acts they come from."""

    labelled_frame: pd.DataFrame
    corrections: int
    newest_act: int
    demo: bool


@dataclass(frozen=True)
class Taught:
    """A challenger, what the judge said of it, and what its answers rest on."""

    served: Served
    verdict: Verdict
    goes_by: dict[str, Any]
    features: tuple[str, ...]


def gather(unit: Unit) -> Lessons:
    """The labelled payments of all companies in scope; ignorance is never a lesson.

    Raises NotEnoughLabels where no person has filed a row under a learnable category.
    """
    taught_by = people.to_learn_from(unit)
    taught = [_taught_rows(unit, company.id) for company in taught_by]
    rows = pd.concat([each for each in taught if len(each)]) if any(map(len, taught)) else pd.DataFrame()
    by_people = rows[rows["decider"] == Decider.YOU.value] if len(rows) else rows
    if by_people.empty:
        raise NotEnoughLabels(rows=0, categories=0)
    made = acts.corrections_since(unit, 0)
    newest = max((act for act, _ in made), default=0)
    labelled = labelled_frame(rows, rows["decider"] == Decider.YOU.value)
    demo = any(company.is_demo for company in taught_by)
    return Lessons(labelled, len(made), newest, demo)


def teach(shelf: Shelf, champion: Served, champion_folder: str, lessons: Lessons, seed: int) -> Taught:
    """Train a challenger on replayed and own rows and judge it against the champion."""
    folder = shelf.path(champion_folder)
    replay, frozen = load_examples(folder / REPLAY), load_examples(folder / FROZEN)
    lesson = training_frame(replay, lessons.labelled_frame, champion.model.words)
    challenger = Served(champion.model.words, weighing=champion.weighing).fit(lesson, seed=seed)
    human = lessons.labelled_frame[lessons.labelled_frame["human"] > 0]
    verdict = judge(champion, challenger, human.reset_index(drop=True), frozen)
    goes_by = importance(challenger.model, lessons.labelled_frame.head(2000)).figures()
    features = tuple(challenger.model.features(lesson.head(1)).columns)
    return Taught(challenger, verdict, goes_by, features)


def save(shelf: Shelf, folder: str, taught: Taught, champion_folder: str, seed: int) -> None:
    """Write the challenger with its manifest and the examples it passes on; whole or absent."""
    origin = shelf.path(champion_folder)
    sources = shelf.manifest(champion_folder).sources

    def write(draft: Path) -> None:
        taught.served.save(draft)
        for name in (REPLAY, FROZEN):
            shutil.copyfile(origin / name, draft / name)

    manifest = Manifest(
        kind=CATEGORIZER,
        seed=seed,
        features=taught.features,
        labels=taught.served.categories,
        sources=sources,
    )
    save_artifact(shelf.path(folder), write, manifest)


def record(unit: Unit, folder: str, taught: Taught, lessons: Lessons) -> int:
    """Write down the challenger and what the judge said; it serves only if he let it. Returns the version."""
    facts = {
        "verdict": _verdict(taught, lessons),
        "trained_on": {"newest_act": lessons.newest_act, "demo": lessons.demo},
    }
    state = "challenger" if taught.verdict.promote else "rejected"
    version_id = versions.add_version(unit, CATEGORIZER, state, folder, facts)
    if taught.verdict.promote:
        versions.promote(unit, version_id)
    return version_id


def tell_effect(unit: Unit, version_id: int, rows_changed: int, towards_you: int) -> dict[str, Any]:
    """Add to a version's verdict how many rows it changed; returns the verdict."""
    line = next(line for line in versions.lines(unit, CATEGORIZER) if line.id == version_id)
    verdict = {**line.verdict, "rows_changed": rows_changed, "towards_you": towards_you}
    versions.set_verdict(unit, version_id, line.state, verdict)
    return verdict


def _taught_rows(unit: Unit, company_id: int) -> pd.DataFrame:
    """A company's rows that somebody or something has decided, with the codes of their payees."""
    rows = with_shared_codes(frames.rows_frame(unit, company_id))
    remembered = (rows["decider"] == Decider.MEMORY.value) & (rows["status"] == Status.DECIDED.value)
    learnable = ~rows["category"].isin([*ROOT_CATEGORIES, UNCATEGORISED, ""])
    return rows[learnable & (rows["decider"].isin(TAUGHT_BY) | remembered)]


def _verdict(taught: Taught, lessons: Lessons) -> dict[str, Any]:
    said = taught.verdict
    return {
        "promoted": said.promote,
        "codes": list(said.codes),
        "corrections": lessons.corrections,
        "human_rows": int((lessons.labelled_frame["human"] > 0).sum()),
        "champion": said.champion.figures(),
        "challenger": said.challenger.figures(),
        "serving": (said.challenger if said.promote else said.champion).figures(),
        "confusion": said.confusion.to_numpy().tolist(),
        **taught.goes_by,
    }
