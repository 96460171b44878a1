"""The names of weekly series, and what each of them is to be drawn from."""

import pandas as pd

from core.registry.schedules import marked
from core.series.weekly import digests
from core.store import recurring
from core.store.forecasts import SeriesSaid
from core.store.unit import Unit


def marks(unit: Unit, company_id: int, weekly: pd.DataFrame) -> dict[str, str]:
    """What each series is to be drawn from: its weeks, and the schedules in force within it."""
    return marked(digests(weekly), recurring.streams(unit, company_id))


def key_of(said: SeriesSaid) -> str:
    """The unique_id of the series these futures are of."""
    return f"{said.account_id}/{said.category}/{said.direction}"


def parsed(unique_id: str) -> tuple[int, str, str]:
    """Account, category and direction of a series."""
    account, category, direction = unique_id.split("/")
    return int(account), category, direction
