"""Room: futures that no page asks for any more become the levels of their fans; what was said stays."""

from datetime import date

import pandas as pd

from core.domain.weeks import WEEK
from core.series.levels import levels_of
from core.services.forecast.looking_back import stood
from core.services.forecast.track import levels_said
from core.store import forecasts, kept_fans
from core.store.unit import Unit
from core.store.weekly import weekly_frame

KEEP_WEEKS = 52
"""Futures are kept whole until their first week lies this long back."""


def thin(unit: Unit, company_id: int) -> int:
    """Keep of futures that are a year old, or in whose place newer ones stand, the levels alone.

    Returns of how many series. The track record reads what is kept as it read the futures.
    """
    run = forecasts.newest_run(unit, company_id)
    if run is None:
        return 0
    before = run.first_week - KEEP_WEEKS * WEEK
    found = kept_fans.outdated(unit, company_id, before)
    if not found:
        return 0
    _keep_fans(unit, company_id, before)
    kept_fans.thin(unit, company_id, {each.id: levels_of(each.paths) for each in found})
    return len(found)


def _keep_fans(unit: Unit, company_id: int, before: date) -> None:
    """Fans over all accounts cannot be put together from levels, so they are kept beside."""
    old = [each for each in stood(unit, company_id) if each.has_paths and each.first_week < before]
    weekly = weekly_frame(unit, company_id) if old else None
    if weekly is None:
        return
    for origin in old:
        then = {"looking_back": origin.looking_back}
        for whose in forecasts.offered(unit, company_id, origin.first_week, **then):
            for currency, mine in _by_currency(weekly):
                levels = dict(levels_said(unit, company_id, origin, mine, whose))
                kept_fans.keep_fans(unit, company_id, origin, currency, whose, levels)


def _by_currency(weekly: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(str(currency), mine) for currency, mine in weekly.groupby("currency")]
