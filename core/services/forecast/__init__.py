"""Forecast: draw what has changed, hand out the fans, the balance and its odds, and look back."""

from core.services.forecast.client import client, worst_first
from core.services.forecast.drawing import Plan, draw, keep, plan, stale
from core.services.forecast.looking_back import BackPlan, plan_back
from core.services.forecast.outlook import outlook
from core.services.forecast.replay import behind, replay
from core.services.forecast.thinning import thin
from core.services.forecast.track import track_record
from core.services.forecast.what_if import payers, what_if

__all__ = [
    "BackPlan",
    "Plan",
    "behind",
    "client",
    "draw",
    "keep",
    "outlook",
    "payers",
    "plan",
    "plan_back",
    "replay",
    "stale",
    "thin",
    "track_record",
    "what_if",
    "worst_first",
]
