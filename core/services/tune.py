"""Tune: the forecaster goes on learning from this store's own weeks, kept only where it got better."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from core.registry.frames import forecast_frames
from core.registry.shelf import FORECASTER, Shelf
from core.store import people, versions
from core.store.unit import Unit
from core.store.weekly import weekly_frame
from models.artifacts import Manifest, save_artifact
from models.forecasters.blend import Bursar
from models.forecasters.tuning import Tuning, fine_tune

__all__ = ["Weeks", "gather", "keep", "save", "tune"]

NEWS = timedelta(weeks=4)
"""Fewer new weeks than this are not worth another tuning."""
AS_CURRENT = timedelta(weeks=8)
"""Companies whose data end longer before the newest ones are left out of the tuning."""


@dataclass(frozen=True)
class Weeks:
    """Series and static frames of every company with current data, cut to one last week."""

    series_frame: pd.DataFrame
    static_frame: pd.DataFrame
    companies: int
    last_week: date
    demo: bool


def gather(unit: Unit) -> Weeks | None:
    """The weeks to learn from; None where there are none, or hardly newer ones than last time."""
    found: list[tuple[pd.DataFrame, pd.DataFrame]] = []
    listed = people.to_learn_from(unit)
    for company in listed:
        weekly = weekly_frame(unit, company.id)
        if weekly is not None:
            found.append(forecast_frames(weekly, company.id, company.nace))
    if not found:
        return None
    ends = [series["ds"].max() for series, _ in found]
    current = [each for each, end in zip(found, ends, strict=True) if end >= max(ends) - AS_CURRENT]
    common = min(series["ds"].max() for series, _ in current)
    if _tried(unit, common.date().isoformat(), len(current)):
        return None
    series = pd.concat([series[series["ds"] <= common] for series, _ in current], ignore_index=True)
    static = pd.concat([static for _, static in current], ignore_index=True)
    static = static[static["unique_id"].isin(series["unique_id"])].reset_index(drop=True)
    return Weeks(series, static, len(current), common.date(), any(each.is_demo for each in listed))


def tune(champion: Bursar, weeks: Weeks, seed: int) -> tuple[Bursar, Tuning]:
    """The better of the champion and its tuned copy, judged at the last two origins."""
    return fine_tune(champion, weeks.series_frame, weeks.static_frame, seed=seed)


def save(shelf: Shelf, folder: str, tuned: Bursar, weeks: Weeks, seed: int) -> Path:
    """Write the tuned forecaster with its manifest; whole or absent."""
    path = shelf.path(folder)
    figures = {"series": len(weeks.static_frame), "companies": weeks.companies}
    save_artifact(path, tuned.save, Manifest(kind=FORECASTER, seed=seed, figures=figures))
    return path


def keep(unit: Unit, folder: str, weeks: Weeks, result: Tuning) -> dict[str, Any]:
    """Let the tuned forecaster serve where it was better; returns the verdict, stored either way."""
    verdict: dict[str, Any] = {
        "promoted": result.kept,
        "origins": [
            {
                "first_week": each.first_week.isoformat(),
                "before": each.loss_before,
                "after": each.loss_after,
                "series": each.series,
            }
            for each in result.origins
        ],
    }
    trained_on = {
        "last_week": result.learned_until.isoformat() if result.learned_until else "",
        "data_until": weeks.last_week.isoformat(),
        "companies": weeks.companies,
        "demo": weeks.demo,
    }
    facts = {"verdict": verdict, "trained_on": trained_on}
    state = "challenger" if result.kept else "rejected"
    version_id = versions.add_version(unit, FORECASTER, state, folder, facts)
    if result.kept:
        versions.promote(unit, version_id)
    return verdict


def _tried(unit: Unit, data_until: str, companies: int) -> bool:
    """Whether the newest tuning learned from as many companies up to at most four weeks earlier."""
    newest = next((line for line in versions.lines(unit, FORECASTER)), None)
    before = str(newest.trained_on.get("data_until", "")) if newest else ""
    if not before or newest is None or newest.trained_on.get("companies") != companies:
        return False
    return date.fromisoformat(data_until) - date.fromisoformat(before) < NEWS
