"""The text model a company starts with: what it was built from, and how far it gets in a strange city."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.services import ship_categorizer as ship
from core.services.ship_categorizer.public_text import FILE
from models.artifacts import verify_artifact
from models.categorizers.public_text import PublicText
from models.features.text import normalize_payee, normalize_payees

STRANGE_CITY = "manchester_spend_2010_2018.csv.gz"
EXPENSE_TYPES = Path(__file__).parent / "manchester_expense_to_master.csv"


@pytest.fixture(scope="module")
def without_city(shared_data: Path) -> PublicText:
    return ship.build_public_text(shared_data, with_city=False)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("SHELL 4471 BIRMINGHAM", "vehicle"),
        ("Kartenzahlung ARAL TANKSTELLE 12.03.", "vehicle"),
        ("Allianz Versicherungs-AG Beitrag", "insurance"),
        ("Miete Büro März, Immobilien Meyer", "premises"),
        ("Gehalt 03/2024", "payroll"),
        ("URSSAF ILE DE FRANCE", "payroll"),
        ("LOYER BUREAU MARS", "premises"),
        ("CARTE X1234 SNCF CONNECT", "travel"),
        ("Belastingdienst Omzetbelasting", "taxes"),
        ("Huur kantoor - feb 2010", "premises"),
        ("RECIBO MAPFRE SEGUROS", "insurance"),
        ("ALQUILER LOCAL ABRIL", "premises"),
        ("AGENZIA DELLE ENTRATE F24", "taxes"),
        ("PKN ORLEN STACJA PALIW 12", "vehicle"),
        ("ZUS SKLADKI", "payroll"),
        ("AMAZON WEB SERVICES EMEA", "it"),
        ("FACEBK *ADS 1A2B3", "selling"),
        ("PAYPAL *TRAINLINE", "travel"),
        ("SQ *JOES CAFE", "meals"),
        ("Entgelt Kontoführung", "bank_fees"),
        ("HMRC VAT", "taxes"),
        ("ROYAL MAIL GROUP", "office"),
        ("GIRLS BRIGADE DONATION", "subscriptions"),
    ],
)
def test_a_name_says_what_was_bought(without_city: PublicText, text: str, category: str) -> None:
    answer = without_city.answer([normalize_payee("", text)], ["out"]).iloc[0]
    assert answer["category"] == category
    assert answer["probability"] < 0.97


def test_a_strange_payer_is_income_and_a_strange_payee_most_likely_goods(without_city: PublicText) -> None:
    incoming, outgoing = without_city.scores(["zzz", "zzz"], ["in", "out"])
    assert without_city.categories[int(incoming.argmax())] == "sales"
    assert without_city.categories[int(outgoing.argmax())] == "supplier"


def test_a_city_it_has_no_label_of(without_city: PublicText, shared_data: Path) -> None:
    """Payments over 500 pounds of another council, before April 2016: measured .468 / .364 / .627."""
    rows = pd.read_csv(shared_data / STRANGE_CITY, keep_default_na=False)
    with EXPENSE_TYPES.open(encoding="utf-8", newline="") as lines:
        known = {row["expense_type"]: row["category"] for row in csv.DictReader(lines)}
    rows["category"] = rows["expense_type"].str.strip().map(known)
    rows = rows[(rows["date"] < "2016-04-01") & rows["category"].notna()]
    directions = np.where(rows["amount"] > 0, "out", "in").tolist()
    scores = without_city.scores(normalize_payees(rows["supplier"], rows["supplier"]), directions)
    truth = rows["category"].map(without_city.categories.index).to_numpy()
    best = np.argsort(-scores, axis=1)[:, :3]
    assert (best[:, 0] == truth).mean() > 0.45
    assert (best == truth[:, None]).any(axis=1).mean() > 0.6
    recalls = [(best[truth == at, 0] == at).mean() for at in np.unique(truth)]
    assert np.mean(recalls) > 0.3


def test_without_the_city_no_dated_source_is_in_it(shared_data: Path, tmp_path: Path) -> None:
    ship.ship_public_text(shared_data, tmp_path / "text", with_city=False)
    manifest = verify_artifact(tmp_path / "text")
    assert all(not source.last_date and source.sha256 for source in manifest.sources)
    assert ship.CITY not in {source.name for source in manifest.sources}


def test_with_the_city_it_ends_before_the_days_kept_for_judging(shared_data: Path, tmp_path: Path) -> None:
    ship.ship_public_text(shared_data, tmp_path / "text")
    manifest = verify_artifact(tmp_path / "text")
    assert manifest.sources
    assert not manifest.reaching(date(2016, 4, 1))
    assert ship.CITY in {source.name for source in manifest.sources}
    assert "name-suggestion-index" in manifest.figures["attribution"]
    assert sum(path.stat().st_size for path in (tmp_path / "text").iterdir()) < 1_000_000
    assert PublicText.load(tmp_path / "text" / FILE).categories == manifest.labels
