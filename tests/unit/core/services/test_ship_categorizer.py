"""The shipped categorizer: what it was taught, what it was not, and what it says to a new company."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.domain.categories import ROOT_CATEGORIES, UNCATEGORISED
from core.rules import tables
from core.services import ship_categorizer as ship
from core.services.ship_categorizer.words import brands
from models.artifacts import Manifest, verify_artifact
from models.categorizers.examples import FROZEN, REPLAY, load_examples
from models.categorizers.served import Served
from models.features.text import normalize_payees


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "models" / "shipped" / "categorizer"


@pytest.fixture(scope="module")
def manifest(folder: Path) -> Manifest:
    return verify_artifact(folder)


def test_every_source_ends_before_the_first_day_kept_for_judging(manifest: Manifest) -> None:
    assert manifest.sources
    assert not manifest.reaching(date(2016, 4, 1))
    assert {source.name for source in manifest.sources} >= {ship.CITY, "invented bank"}
    assert all(len(source.sha256) == 64 for source in manifest.sources)


def test_it_is_small_and_knows_no_root_category(folder: Path, manifest: Manifest) -> None:
    assert sum(path.stat().st_size for path in folder.iterdir()) < 10_000_000
    assert not {*ROOT_CATEGORIES, UNCATEGORISED} & set(manifest.labels)
    assert len(manifest.labels) == 15


def test_rows_that_travel_with_it_end_in_time_and_leave_the_new_company_out(folder: Path) -> None:
    for name in (REPLAY, FROZEN):
        rows = load_examples(folder / name)
        assert rows["booked_on"].max() < pd.Timestamp("2016-04-01")
        assert not rows["company"].str.contains(ship.LEFT_OUT_COST_CENTER).any()
        assert (rows["text"] == "").all()
    replayed, frozen = load_examples(folder / REPLAY), load_examples(folder / FROZEN)
    assert not set(replayed["company"]) & set(frozen["company"])


def test_a_new_company_without_codes_gets_a_guess_for_most_rows(folder: Path, shared_data: Path) -> None:
    """The left-out cost center: at least half its payments with 30 % or more, before any label."""
    city = pd.read_csv(shared_data / ship.CITY, parse_dates=["date"], keep_default_na=False)
    rows = city[city["cost_centre_code"] == ship.LEFT_OUT_COST_CENTER].reset_index(drop=True)
    frame = load_examples(folder / FROZEN).head(1).drop(columns=["category", "weight", "human"])
    frame = frame.loc[[0] * len(rows)].reset_index(drop=True)
    frame = frame.assign(
        part_id=range(len(rows)),
        account="new",
        booked_on=rows["date"],
        amount=-rows["amount"].astype(float),
        direction="out",
        payee=normalize_payees(rows["merchant"], rows["merchant"]),
        **dict.fromkeys(["mcc", "nace", "mcc_answer", "nace_answer", "type_code", "bank_code"], ""),
        **dict.fromkeys(["standing_order", "contactless"], ""),
    )
    prediction = Served.load(folder).predict(frame)
    assert (prediction.probability.max(axis=1) >= 0.3).mean() >= 0.5
    truth = rows["account"].map(tables.birmingham_accounts())
    answer = pd.Series(prediction.categories).iloc[prediction.probability.argmax(axis=1)]
    right = (answer.to_numpy() == truth.to_numpy()).mean()
    assert right > 0.3


def test_the_city_is_read_without_the_new_company_and_without_later_days(shared_data: Path) -> None:
    rows = ship.city_payments(shared_data)
    assert rows["booked_on"].max() == pd.Timestamp("2016-03-31")
    assert "city/RUF0F" not in set(rows["company"])
    assert set(rows["account"]) == {"unknown"}
    assert (rows.loc[rows["direction"] == "out", "amount"] <= 0).all()
    assert len(rows) > 60_000


def test_public_words_know_brands_by_their_kind_of_shop(shared_data: Path) -> None:
    known = brands(shared_data)
    assert known["best western"] == "travel"
    assert known["shell"] == "vehicle"
    assert known["tesco"] == "supplier"
    assert "amazon" not in known
