"""Layouts that are known beforehand: what a bank's own header settles, so that nobody need be asked.

Source: the facts of bank2ynab's configuration, each beside its header in `tables/known_layouts.csv`.
"""

import csv
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from core.importers.layout import Layout, fingerprint_of


def with_known(given: Layout | None) -> Layout:
    """What was given, beside all that is known of the tables of banks; what is remembered counts first."""
    given = given or Layout()
    return replace(given, known={**known_layouts(), **given.known})


@cache
def known_layouts() -> Mapping[str, Layout]:
    """Each known layout by the fingerprint of its header, whose cells stand between bars."""
    path = Path(__file__).parent / "tables" / "known_layouts.csv"
    with path.open(encoding="utf-8", newline="") as table:
        layouts = [_layout(row) for row in csv.DictReader(table)]
    return {layout.fingerprint: layout for layout in layouts}


def _layout(row: Mapping[str, str]) -> Layout:
    header = tuple(row["header"].split("|"))
    return Layout(
        fingerprint=fingerprint_of(header),
        header=header,
        bank=row["bank"],
        delimiter=row["delimiter"],
        columns=_columns(row["columns"]),
        date_order=row["date_order"],
        sign=row["sign"],
        decimal=row["decimal"],
        currency=row["currency"],
    )


def _columns(written: str) -> dict[str, tuple[int, ...]]:
    """Roles and columns as the table writes them: "booked_on=0 text=2,8"."""
    pairs = (each.split("=") for each in written.split())
    return {role: tuple(map(int, places.split(","))) for role, places in pairs}
