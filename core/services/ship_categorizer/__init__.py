"""Build the categorizer a fresh machine starts with."""

from core.services.ship_categorizer.build import build_categorizer
from core.services.ship_categorizer.city import CITY, LEFT_OUT_COST_CENTER, city_payments
from core.services.ship_categorizer.public_text import build_public_text, ship_public_text

__all__ = [
    "CITY",
    "LEFT_OUT_COST_CENTER",
    "build_categorizer",
    "build_public_text",
    "city_payments",
    "ship_public_text",
]
