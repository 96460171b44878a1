"""The master categories as the table lists them."""

import csv
from functools import cache
from pathlib import Path

from core.domain.categories import Category, Side

_TABLE = Path(__file__).parent / "tables" / "master_categories.csv"


@cache
def categories() -> tuple[Category, ...]:
    """The 20 master categories, in the order the screens show them.

    Source: tables/master_categories.csv; its column `named_in_paper` says which eight the paper names.
    """
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Category(row["key"], row["name"], Side(row["side"]), row["help"]) for row in csv.DictReader(lines)
        )


@cache
def category_names() -> dict[str, str]:
    """Category key -> the name the screens show."""
    return {category.key: category.name for category in categories()}


@cache
def category_by_key() -> dict[str, Category]:
    """The same categories, found by their key in the store."""
    return {category.key: category for category in categories()}
