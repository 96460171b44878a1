"""Build the categorizer a fresh machine starts with."""

from core.services.ship_categorizer.build import CITY, LEFT_OUT_COST_CENTER, build_categorizer, city_payments

__all__ = ["CITY", "LEFT_OUT_COST_CENTER", "build_categorizer", "city_payments"]
