"""Build the text model that a company without a single decision starts with."""

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from core.domain.categories import OWN_TRANSFER, UNCATEGORISED
from core.rules import tables
from core.rules.categories import categories
from core.services.ship_categorizer.city import CITY, city_payments
from core.services.ship_categorizer.words import (
    BRANDS,
    MCC_NAMES,
    brands,
    mcc_names,
    name_votes,
    paid_votes,
)
from models.artifacts import Manifest, Source, save_artifact, sha256_of
from models.categorizers.lexicon import Lexicon
from models.categorizers.public_text import PublicText
from models.categorizers.words import WordsTable

FILE = "public_text.csv.gz"

ATTRIBUTION = (
    "Brand names: name-suggestion-index contributors, BSD-3-Clause. "
    "Merchant category names: ISO 18245, table of PrometisLab, MIT."
)

_LEAST_VOTES = 0.25
_SALES = 0.5
"""How much of the money that comes in is income; the rest is refunds of what went out."""


def build_public_text(shared_data: Path, *, with_city: bool = True) -> PublicText:
    """Keywords, brands and names of trades, and, with the city, the words of its merchants.

    Without the city no labelled payment is in it. Raises FileNotFoundError where a source is missing.
    """
    return know_names(shared_data, city_payments(shared_data) if with_city else None)


def know_names(shared_data: Path, paid_frame: pd.DataFrame | None) -> PublicText:
    """Public knowledge of names, and what labelled payments (payee, category) say of their words."""
    known = tuple(each.key for each in categories() if each.key not in {OWN_TRANSFER, UNCATEGORISED})
    votes = [name_votes(mcc_names(shared_data))]
    if paid_frame is not None:
        votes.append(paid_votes(paid_frame))
    # Trades are counted, not payments: a city's habits are no other company's. No category is impossible.
    trades = Counter(category for _, category in mcc_names(shared_data))
    counts = np.array([trades[category] + 1.0 for category in known])
    out = (counts / counts.sum() + 1 / len(known)) / 2
    income = np.array([_SALES * (category == "sales") for category in known])
    return PublicText(
        known,
        {"in": income + (1 - _SALES) * out, "out": out},
        Lexicon.from_entries((each.phrase, each.category, each.strength) for each in tables.keywords()),
        Lexicon.from_entries((name, category, 1) for name, category in brands(shared_data).items()),
        WordsTable.from_votes(pd.concat(votes, ignore_index=True), _LEAST_VOTES),
    )


def ship_public_text(shared_data: Path, out: Path, *, with_city: bool = True) -> Manifest:
    """Build the text model and write it with its manifest into `out`."""
    text = build_public_text(shared_data, with_city=with_city)
    manifest = Manifest(
        kind="public_text",
        seed=0,
        labels=text.categories,
        sources=public_sources(shared_data, with_city),
        figures={"attribution": ATTRIBUTION},
    )
    return save_artifact(out, lambda folder: text.save(folder / FILE), manifest)


def public_sources(shared_data: Path, with_city: bool) -> tuple[Source, ...]:
    """What the text model was built from."""
    files = (BRANDS, MCC_NAMES)
    found = [Source(name, sha256_of(shared_data / name)) for name in files]
    found += [Source("keywords.csv", sha256_of(tables.FOLDER / "keywords.csv"))]
    if with_city:
        last_day = city_payments(shared_data)["booked_on"].max().date().isoformat()
        found.append(Source(CITY, sha256_of(shared_data / CITY), last_day))
    return tuple(found)
