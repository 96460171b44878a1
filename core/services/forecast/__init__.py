"""Forecast: draw what has changed, and hand out the fans, the balance and its odds."""

from core.services.forecast.drawing import Plan, draw, keep, plan, stale
from core.services.forecast.outlook import outlook

__all__ = ["Plan", "draw", "keep", "outlook", "plan", "stale"]
