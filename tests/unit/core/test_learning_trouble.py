"""Odd payments and thin lessons, over a real store: sorted sensibly, learned from, and the champion kept."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core import flow
from core.domain.categories import UNCATEGORISED
from core.domain.jobs import JobKind, JobState
from core.domain.labels import Reach
from core.domain.words import jobs as words
from core.flow import House
from core.jobs.explaining import Explaining
from core.jobs.training import train
from core.jobs.worker import Worker
from core.registry.shelf import CATEGORIZER
from core.rules.categories import category_by_key
from core.services import jobs as work
from core.services import review, transactions, versions
from models.artifacts import Manifest, save_artifact
from models.categorizers.examples import FROZEN, REPLAY, save_examples
from models.categorizers.served import Served
from tests.contract.made_payments import made_payments
from tests.unit.core.houses import bring, correction, everything, filed, open_at, paid, parts_of
from tests.unit.core.test_flow import leave_only

TREES = 20
DAY = "2026-05-04"
PIZZA, INVOICE = "\N{SLICE OF PIZZA}\N{SLICE OF PIZZA}", "فاتورة رقم"
GREAT = "1000000000000.00"


@pytest.fixture(scope="session")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A categorizer of four categories and few trees, as it would be shipped."""
    folder = tmp_path_factory.mktemp("small") / "shipped"
    ship(folder, made_payments(300, seed=1, company="replay"), made_payments(200, seed=2, company="frozen"))
    return folder


def ship(folder: Path, replay: pd.DataFrame, frozen: pd.DataFrame) -> None:
    """A small categorizer with rows to learn again and rows to be judged by."""

    def write(draft: Path) -> None:
        Served(trees=TREES).fit(made_payments(300, seed=1, company="replay"), seed=1).save(draft)
        save_examples(draft / REPLAY, replay.assign(words_answer="", words_probability=0.0))
        save_examples(draft / FROZEN, frozen.assign(words_answer="", words_probability=0.0))

    save_artifact(folder / "categorizer", write, Manifest("categorizer", 1))


@pytest.fixture
def small_house(small_models: Path, empty_homes: Path, tmp_path: Path) -> House:
    """An open house in which the small categorizer serves."""
    shutil.copytree(empty_homes / "plain", tmp_path / "home")
    shutil.copytree(small_models, tmp_path / "shipped")
    return open_at(tmp_path / "home", tmp_path / "shipped")


def champion(house: House) -> tuple[int, str]:
    with house.look(house.scope("system")) as unit:
        return versions.serving(unit, CATEGORIZER)


def sort(house: House, company_id: int) -> None:
    version, folder = champion(house)
    served = house.shelf.categorizer(folder)
    flow.sort_with_model(house, house.scope("system"), company_id, served, version)


def file_under(house: House, company_id: int, answers: dict[str, str]) -> None:
    for payee, category in answers.items():
        part = parts_of(house, company_id, payee)[0]
        given = correction(company_id, part, category, reach=Reach.PAYEE)
        flow.correct(house, house.scope("local"), given)


def learn(house: House) -> dict[str, object]:
    return train(house, house.scope("system"), lambda *_: None)


def odd(house: House) -> int:
    """Payments of one day: no text at all, emoji, another script, unseen codes, nothing and very much."""
    return bring(
        house,
        paid(DAY, "-12.00"),
        paid(DAY, "-8.00", PIZZA, mcc="5812"),
        paid(DAY, "-9.00", PIZZA, mcc="0000"),
        paid(DAY, "-5.00", INVOICE, counterparty_nace="99.99"),
        paid(DAY, "0.00", "Nothing"),
        paid(DAY, f"-{GREAT}", "Very much"),
        paid(DAY, GREAT, "Very much"),
    ).company_id


def standing(house: House, company_id: int) -> dict[str, tuple[str, str]]:
    """Category and decider of each payee's rows of money out; "" is a row without a payee."""
    return {payee: (category, decider) for payee, category, decider, _ in filed(house, company_id)[:6]}


def test_odd_payments_of_one_day_are_guessed_asked_about_and_follow_the_owner(small_house: House) -> None:
    company = odd(small_house)
    sort(small_house, company)
    before = filed(small_house, company)
    assert {status for *_, status in before} == {"guessed"}
    assert {category for _, category, _, _ in before} <= set(category_by_key()) - {UNCATEGORISED}
    with small_house.look(small_house.scope("local")) as unit:
        queue = review.groups(unit, company, 20)
    assert queue.open_minor == {"EUR": (7, 2 * 10**14 + 3_400)}
    assert {(card.payee, card.rows) for card in queue.cards} == {
        ("Very much", 1), (PIZZA, 2), ("", 1), (INVOICE, 1), ("Nothing", 1),
    }  # fmt: skip
    file_under(small_house, company, {PIZZA: "meals", INVOICE: "taxes", "Nothing": "office", "": "cash"})
    assert standing(small_house, company) == {
        "": ("cash", "you"),
        PIZZA: ("meals", "you"),
        INVOICE: ("taxes", "you"),
        "Nothing": ("office", "you"),
        "Very much": (before[5][1], "model"),
    }
    later = bring(small_house, paid("2026-05-11", "-7.00", PIZZA, mcc="0000"), paid("2026-05-11", "-1.00"))
    assert later.company_id == company
    assert [row[:3] for row in filed(small_house, company)[7:]] == [
        (PIZZA, "meals", "memory"),
        ("", UNCATEGORISED, "nobody"),
    ]


def test_odd_payments_are_explained(small_house: House) -> None:
    company = odd(small_house)
    sort(small_house, company)
    version, _ = champion(small_house)
    explaining = Explaining(small_house, small_house.scope("system"))
    for payee in (PIZZA, INVOICE, "Very much", "Nothing", ""):
        part = parts_of(small_house, company, payee)[0]
        explaining.explain(part)
        with small_house.look(small_house.scope("local")) as unit:
            found = transactions.row(unit, part).explanation
        assert found is not None
        assert found.model_version_id == version
        assert all(np.isfinite(each.weight or 0.0) for each in found.factors)


def test_a_single_category_with_rows_of_one_day_is_learned(small_house: House) -> None:
    company = odd(small_house)
    sort(small_house, company)
    file_under(small_house, company, {PIZZA: "travel", INVOICE: "travel", "Nothing": "travel", "": "travel"})
    verdict = learn(small_house)
    assert (verdict["promoted"], verdict["human_rows"], verdict["confusion"]) == (
        True, 5, [["travel", "travel", 5]],
    )  # fmt: skip
    assert set(standing(small_house, company)) == {"", PIZZA, INVOICE, "Nothing", "Very much"}


def test_a_category_with_one_row_that_the_champion_never_met_is_learned(small_house: House) -> None:
    """The shipped categorizer knows four categories; the owner files one row under a fifth."""
    company = odd(small_house)
    sort(small_house, company)
    file_under(small_house, company, {PIZZA: "travel", INVOICE: "insurance"})
    verdict = learn(small_house)
    assert (verdict["human_rows"], verdict["promoted"]) == (3, True)
    _, folder = champion(small_house)
    assert "insurance" in small_house.shelf.categorizer(folder).categories
    assert standing(small_house, company)[INVOICE] == ("insurance", "you")


def broken_fit(*_: object, **__: object) -> None:
    raise RuntimeError("the trees would not grow")


def full_disk(*_: object, **__: object) -> None:
    raise OSError("no space left on device")


@pytest.mark.parametrize(
    ("place", "fault"), [("Served.fit", broken_fit), ("save_artifact", full_disk), ("judge", broken_fit)]
)
def test_a_training_that_breaks_off_keeps_the_champion_and_what_stands(
    small_house: House, monkeypatch: pytest.MonkeyPatch, place: str, fault: object
) -> None:
    company = odd(small_house)
    sort(small_house, company)
    file_under(small_house, company, {PIZZA: "travel", INVOICE: "office"})
    serving, before = champion(small_house), everything(small_house)
    monkeypatch.setattr(f"core.services.retrain.{place}", fault)
    with pytest.raises((RuntimeError, OSError)):
        learn(small_house)
    assert champion(small_house) == serving
    assert everything(small_house) == before
    assert list(small_house.shelf.trained.glob("categorizer-*")) == []


def test_a_training_process_that_dies_is_told_and_the_champion_serves_on(
    small_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows it would learn again lack their categories: nothing any sentence was written for."""
    company = odd(small_house)
    sort(small_house, company)
    file_under(small_house, company, {PIZZA: "travel", INVOICE: "office"})
    serving, stood = champion(small_house), filed(small_house, company)
    ship(tmp_path / "shipped", made_payments(30).drop(columns="category"), made_payments(30))
    monkeypatch.setenv("BURSAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BURSAR_SHIPPED", str(tmp_path / "shipped"))
    leave_only(small_house, None)
    flow.learn(small_house, small_house.scope("local"), company)
    Worker(small_house).work_off()
    with small_house.look(small_house.scope("local")) as unit:
        job = next(each for each in work.recent(unit, company) if each.kind is JobKind.RETRAIN)
    assert job.state is JobState.FAILED
    assert "Learning broke off before its end. Start it again when you like." in words.outcome(job)
    assert champion(small_house) == serving
    assert filed(small_house, company) == stood
