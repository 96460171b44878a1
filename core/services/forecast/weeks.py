"""A company's weekly series, and what each of them is to be drawn from."""

import pandas as pd

from core.registry.schedules import marked
from core.series.company import company_weekly_frame
from core.series.weekly import digests
from core.store import frames, people, recurring
from core.store.forecasts import SeriesSaid
from core.store.unit import Unit


def weekly_frame(unit: Unit, company_id: int) -> pd.DataFrame | None:
    """Weekly series of all accounts (`core.series.weekly.COLUMNS`); None before the first whole week."""
    data_from = people.data_from(unit, company_id)
    data_until = people.data_until(unit, company_id)
    if data_from is None or data_until is None:
        return None
    rows = frames.series_rows_frame(unit, company_id)
    weekly = company_weekly_frame(rows, people.accounts(unit, company_id), data_from, data_until)
    return None if weekly.empty else weekly


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
