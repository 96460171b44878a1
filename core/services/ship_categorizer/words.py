"""Public knowledge of merchants' names, for companies that nobody has sorted a payment of yet."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from core.rules import tables
from models.features.text import normalize_payee

BRANDS = "reference/nsi/nsi.min.json.gz"
MCC_NAMES = "reference/prometis_iso18245_official_list.csv"

_BRAND_VOTES = 1.0
_MCC_NAME_VOTES = 0.25
_FEWEST_LETTERS = 3
_COUNTRIES = frozenset("001 150 de at ch fr be nl lu gb ie es it pt dk se no fi pl cz us ca au".split())

_KINDS = {
    "vehicle": "amenity/fuel amenity/charging_station amenity/car_wash amenity/parking shop/car_repair "
    "shop/car_parts shop/tyres shop/truck_repair amenity/vehicle_inspection amenity/car_rental",
    "travel": "tourism/hotel tourism/motel tourism/hostel shop/travel_agency",
    "meals": "amenity/restaurant amenity/fast_food amenity/cafe amenity/pub amenity/bar amenity/ice_cream",
    "supplier": "shop/supermarket shop/convenience shop/wholesale shop/doityourself shop/hardware "
    "shop/trade shop/paint shop/electrical shop/tool_hire shop/variety_store shop/bakery shop/butcher "
    "shop/greengrocer shop/medical_supply shop/catering_supplies",
    "office": "shop/stationery shop/copyshop amenity/post_office shop/furniture",
    "it": "shop/electronics shop/computer shop/mobile_phone",
    "utilities": "shop/telecommunication office/telecommunication office/energy_supplier "
    "office/water_utility amenity/recycling",
    "insurance": "office/insurance",
    "professional": "office/financial_advisor office/tax_advisor office/accountant office/lawyer "
    "office/consulting amenity/language_school amenity/prep_school",
    "payroll": "office/employment_agency",
    "premises": "office/estate_agent office/coworking shop/storage_rental shop/laundry shop/dry_cleaning",
    "selling": "office/courier",
}
"""Kinds of shop whose goods are one kind of cost; marketplaces and fashion say nothing, so are absent."""


def word_votes(shared_data: Path, paid_frame: pd.DataFrame) -> pd.DataFrame:
    """Votes for a words table: payee, category, votes, whole.

    `paid_frame` holds labelled payments (payee, category); many payments of one payee count little
    more than one. Sources: name-suggestion-index (brands and their kind of shop), ISO 18245 (names of
    merchant category codes), both under `shared_data`.
    """
    paid = paid_frame.groupby(["payee", "category"]).size().rename("votes").reset_index()
    paid["votes"] = np.log1p(paid["votes"].astype(float))
    brands = pd.DataFrame(_brands(shared_data / BRANDS), columns=["payee", "category"])
    names = pd.DataFrame(_mcc_names(shared_data / MCC_NAMES), columns=["payee", "category"])
    return pd.concat(
        [
            paid.assign(whole=False),
            brands.drop_duplicates().assign(votes=_BRAND_VOTES, whole=True),
            names.assign(votes=_MCC_NAME_VOTES, whole=False),
        ],
        ignore_index=True,
    )


def _brands(path: Path) -> Iterator[tuple[str, str]]:
    kinds = {kind: category for category, names in _KINDS.items() for kind in names.split()}
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        shelves = json.load(stream)["nsi"]
    for shelf, content in shelves.items():
        category = kinds.get(shelf.removeprefix("brands/"))
        for item in content["items"] if category else ():
            payee = normalize_payee(item["displayName"], "")
            if len(payee) >= _FEWEST_LETTERS and payee.isascii() and _is_near(item):
                yield payee, str(category)


def _is_near(item: dict[str, dict[str, list[str]]]) -> bool:
    return bool(_COUNTRIES & {str(place) for place in item["locationSet"].get("include", [])})


def _mcc_names(path: Path) -> Iterator[tuple[str, str]]:
    table = tables.load("mcc")
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if category := tables.lookup(table, row["MCC"]):
                yield normalize_payee(row["DESCRIPTION"], ""), category
