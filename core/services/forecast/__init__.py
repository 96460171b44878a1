"""Forecast: draw what has changed, and hand out the fans, the balance and its odds."""

from core.services.forecast.client import client, worst_first
from core.services.forecast.drawing import Plan, draw, keep, plan, stale
from core.services.forecast.outlook import outlook
from core.services.forecast.what_if import payers, what_if

__all__ = ["Plan", "client", "draw", "keep", "outlook", "payers", "plan", "stale", "what_if", "worst_first"]
