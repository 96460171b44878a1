"""Public knowledge of merchants' names, for companies that nobody has sorted a payment of yet."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.rules import tables
from models.features.text import normalize_payee

BRANDS = "reference/nsi/nsi.min.json.gz"
MCC_NAMES = "reference/prometis_iso18245_official_list.csv"

_NAME_VOTES = 0.25
_FEWEST_LETTERS = 3

_KINDS = (
    ("supplier", "shop/supermarket shop/doityourself shop/hardware shop/trade shop/wholesale"),
    ("vehicle", "amenity/fuel"),
    ("travel", "tourism/hotel tourism/motel tourism/hostel shop/travel_agency"),
    (
        "meals",
        "amenity/fast_food amenity/restaurant amenity/cafe amenity/pub amenity/bar amenity/ice_cream "
        "amenity/cinema",
    ),
    (
        "vehicle",
        "amenity/charging_station amenity/car_wash amenity/parking shop/car_repair shop/car_parts shop/tyres "
        "shop/truck_repair amenity/vehicle_inspection shop/car shop/motorcycle amenity/car_rental",
    ),
    ("office", "shop/stationery shop/copyshop shop/furniture amenity/post_office"),
    ("it", "shop/electronics shop/computer"),
    (
        "utilities",
        "shop/mobile_phone shop/telecommunication office/telecommunication office/energy_supplier "
        "office/water_utility amenity/recycling",
    ),
    ("insurance", "office/insurance"),
    (
        "professional",
        "office/financial_advisor office/tax_advisor office/accountant office/lawyer office/consulting "
        "amenity/language_school amenity/prep_school",
    ),
    ("payroll", "office/employment_agency"),
    ("premises", "office/estate_agent office/coworking shop/storage_rental shop/laundry shop/dry_cleaning"),
    ("selling", "office/courier"),
    ("subscriptions", "leisure/fitness_centre"),
    (
        "supplier",
        "shop/convenience shop/variety_store shop/department_store shop/chemist amenity/pharmacy "
        "shop/bakery shop/butcher shop/greengrocer shop/books shop/toys shop/sports shop/clothes "
        "shop/shoes shop/houseware shop/paint shop/electrical shop/tool_hire shop/medical_supply "
        "shop/catering_supplies shop/optician shop/bicycle shop/pet shop/outdoor shop/confectionery "
        "shop/frozen_food shop/craft shop/fabric shop/cosmetics shop/baby_goods shop/gift shop/jewelry",
    ),
)
"""Kinds of shop whose goods are one kind of cost; a brand of several kinds is of the first named here:
a supermarket with a fuel station is a supermarket, a fuel station with a shop is a fuel station.
Marketplaces and banks say nothing, so are absent."""


def paid_votes(paid_frame: pd.DataFrame) -> pd.DataFrame:
    """What labelled payments say of their payees' words; `paid_frame` has payee and category."""
    paid = paid_frame.groupby(["payee", "category"]).size().rename("votes").reset_index()
    return paid.assign(votes=np.log1p(paid["votes"].astype(float)), whole=False)


def name_votes(names: Iterator[tuple[str, str]]) -> pd.DataFrame:
    """What the official names of trades say of their words: little each."""
    return pd.DataFrame(names, columns=["payee", "category"]).assign(votes=_NAME_VOTES, whole=False)


def brands(shared_data: Path) -> dict[str, str]:
    """Brand names, normalized, and the category of the kind of shop they are.

    Source: name-suggestion-index, BSD-3-Clause, and its names to match.
    """
    with gzip.open(shared_data / BRANDS, "rt", encoding="utf-8") as stream:
        shelves = json.load(stream)["nsi"]
    found: dict[str, str] = {}
    for category, kinds in _KINDS:
        for kind in kinds.split():
            for item in shelves.get(f"brands/{kind}", {"items": []})["items"]:
                for payee in _names_of(item):
                    found.setdefault(payee, category)
    return found


def _names_of(item: dict[str, Any]) -> Iterator[str]:
    for name in (item["displayName"], *item.get("matchNames", ())):
        payee = normalize_payee(name, "")
        if len(payee) >= _FEWEST_LETTERS and payee.isascii():
            yield payee


def mcc_names(shared_data: Path) -> Iterator[tuple[str, str]]:
    """The names of merchant category codes, normalized, and the category each code names.

    Source: ISO 18245.
    """
    table = tables.load("mcc")
    with (shared_data / MCC_NAMES).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if category := tables.lookup(table, row["MCC"]):
                yield normalize_payee(row["DESCRIPTION"], ""), category
