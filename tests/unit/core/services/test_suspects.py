from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from core import flow
from core.domain.handouts import DoubtedLabel
from core.domain.labels import Correction, Reach
from core.flow import House
from core.services import retrain, suspects
from core.store import versions
from models.categorizers.served import Served
from models.contracts import Prediction
from tests.unit.core.houses import bring, filed, paid, parts_of

CATEGORIES = ("office", "travel")
SURE_OF_TRAVEL = ("Hotel", "Rail", "Airline")


class Believer:
    """Knows that Hotel, Rail and Airline are travel and everybody else office, whatever persons said."""

    def predict_held_out(self, rows: pd.DataFrame) -> Prediction:
        travel = rows["payee"].isin([payee.lower() for payee in SURE_OF_TRAVEL]).to_numpy()
        belief = np.where(travel[:, None], [[0.05, 0.95]], [[0.95, 0.05]])
        return Prediction(rows["part_id"].to_numpy(), CATEGORIES, belief.astype(np.float32))

    def features(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(words_answer=np.where(rows["payee"] == "hotel", "travel", ""))


@pytest.fixture
def company_id(plain_house: House) -> int:
    """Hotel was filed under Office by mistake, with both of its payments; the others are right."""
    payees = ("Hotel", "Hotel", "Rail", "Airline", "Paper", "Pens")
    done = bring(plain_house, *[paid(f"2026-05-0{at + 1}", "-10.00", name) for at, name in enumerate(payees)])
    for payee in dict.fromkeys(payees):
        category = "travel" if payee in ("Rail", "Airline") else "office"
        part = parts_of(plain_house, done.company_id, payee)[0]
        wish = Correction(done.company_id, part, category, Reach.PAYEE)
        flow.correct(plain_house, plain_house.scope("local"), wish)
    learn(plain_house)
    return done.company_id


def learn(house: House) -> int:
    """What follows a training: the model that serves is asked about the persons' own labels."""
    system = house.scope("system")
    with house.look(system) as unit:
        lessons = retrain.gather(unit)
    doubts = suspects.look_for(cast("Served", Believer()), lessons.labelled_frame)
    with house.unit(system) as unit:
        version = versions.add_version(unit, "categorizer", "rejected", "none", {})
        return suspects.keep(unit, doubts, version)


def doubted(house: House, company_id: int) -> list[DoubtedLabel]:
    with house.look(house.scope("local")) as unit:
        return suspects.doubted(unit, company_id)


def kept(house: House, company_id: int, one: DoubtedLabel, **said: Any) -> None:
    with house.unit(house.scope("local")) as unit:
        suspects.set_kept(unit, company_id, one.part_ids, **said)


def test_one_filing_is_asked_about_once_with_all_its_doubted_rows(
    plain_house: House, company_id: int
) -> None:
    (one,) = doubted(plain_house, company_id)
    assert (one.payee, one.filed, one.thinks) == ("Hotel", "office", "travel")
    assert (len(one.part_ids), one.filed_rows, one.money_minor) == (2, 2, 2_000)
    assert [(reason.kind, reason.value) for reason in one.reasons] == [("words_answer", "travel")]
    assert one.probability is None


def test_what_is_right_is_not_asked_again_after_the_next_learning(
    plain_house: House, company_id: int
) -> None:
    (one,) = doubted(plain_house, company_id)
    kept(plain_house, company_id, one, kept=True)
    assert doubted(plain_house, company_id) == []
    assert learn(plain_house) == 0
    assert doubted(plain_house, company_id) == []
    kept(plain_house, company_id, one, kept=False)
    assert [each.part_ids for each in doubted(plain_house, company_id)] == [one.part_ids]


def test_filed_elsewhere_the_whole_filing_follows_and_nothing_is_asked(
    plain_house: House, company_id: int
) -> None:
    (one,) = doubted(plain_house, company_id)
    wish = suspects.correction_for(company_id, one, one.thinks)
    ripple = flow.correct(plain_house, plain_house.scope("local"), wish, one.label_id)
    assert [row[1] for row in filed(plain_house, company_id)][:2] == ["travel", "travel"]
    assert doubted(plain_house, company_id) == []
    assert ripple.act_id is not None
    flow.undo(plain_house, plain_house.scope("local"), ripple.act_id)
    assert len(doubted(plain_house, company_id)) == 1


def test_of_a_large_filing_only_the_few_doubted_rows_are_filed_elsewhere(
    plain_house: House, company_id: int
) -> None:
    (one,) = doubted(plain_house, company_id)
    few = DoubtedLabel(**{name: getattr(one, name) for name in DoubtedLabel.__slots__} | {"filed_rows": 40})
    wish = suspects.correction_for(company_id, few, "travel")
    assert (wish.reach, wish.rows.part_ids) == (Reach.FILTER, one.part_ids)


def test_a_row_filed_anew_while_the_model_learned_is_left_out(plain_house: House, company_id: int) -> None:
    system = plain_house.scope("system")
    with plain_house.look(system) as unit:
        lessons = retrain.gather(unit)
    doubts = suspects.look_for(cast("Served", Believer()), lessons.labelled_frame)
    part = parts_of(plain_house, company_id, "Hotel")[0]
    wish = Correction(company_id, part, "travel", Reach.PAYEE)
    flow.correct(plain_house, plain_house.scope("local"), wish)
    with plain_house.unit(system) as unit:
        version = versions.add_version(unit, "categorizer", "rejected", "none", {})
        assert suspects.keep(unit, doubts, version) == 0
