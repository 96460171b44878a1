"""The served answer: belief moved by memory, honest about who spoke, checked without own labels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.categorizers.lexicon import Lexicon
from models.categorizers.public_text import PublicText
from models.categorizers.served import Served, fold_of
from models.categorizers.weighing import Weighing
from models.categorizers.words import WordsTable
from tests.contract.made_payments import made_payments

TREES = 30
SHIPPED = Path(__file__).parents[4] / "models/shipped/categorizer"


@pytest.fixture(scope="module")
def served() -> Served:
    """A learner of these payments, with the trees that weigh owners' labels as they are shipped."""
    return Served(trees=TREES, weighing=Weighing.load(SHIPPED)).fit(made_payments(500), seed=3)


def nothing_remembered() -> pd.DataFrame:
    return made_payments(0)


def test_without_memory_the_learner_alone_speaks(served: Served) -> None:
    rows = made_payments(80, seed=5)
    answers = served.predict_with(rows, nothing_remembered())
    assert np.allclose(answers.prediction.probability, served.predict(rows).probability)
    assert set(answers.sources) == {"model"}
    assert answers.out_of.sum() == 0


def test_the_owner_wins_over_the_merchant_code(served: Served) -> None:
    """A payee whose code says office is corrected to travel: its next payment follows the owner."""
    corrected = made_payments(1).assign(
        payee="pens ashop", mcc="5111", mcc_answer="office", category="travel", human=1
    )
    answers = served.predict_with(corrected, corrected)
    best = answers.prediction.probability[0].argmax()
    assert answers.prediction.categories[best] == "travel"
    assert answers.prediction.probability[0, best] > 0.5
    assert (answers.sources[0], answers.count[0], answers.out_of[0]) == ("memory", 1, 1)
    assert answers.trusted[0]


def test_a_category_only_the_owner_uses_can_be_answered(served: Served) -> None:
    corrected = made_payments(1).assign(category="horses", human=1)
    answers = served.predict_with(corrected, corrected)
    assert answers.prediction.categories[-1] == "horses"
    assert answers.prediction.probability.sum() == pytest.approx(1)


def test_words_speak_where_no_code_is_given() -> None:
    names = PublicText(
        ("supplier", "travel"),
        dict.fromkeys(("in", "out"), np.array([0.6, 0.4])),
        Lexicon.from_entries([("zeppelin", "travel", 3)]),
        Lexicon.from_entries(()),
        WordsTable((), {}),
    )
    rows = made_payments(500)
    payee = rows["payee"].where(rows["category"] != "travel", "zeppelin " + rows["payee"])
    served = Served(names, TREES).fit(rows.assign(payee=payee), seed=3)
    asked = made_payments(2).assign(payee="zeppelin hotel", mcc=["", "3501"], mcc_answer=["", "travel"])
    answers = served.predict_with(asked, nothing_remembered())
    assert answers.sources.tolist() == ["words", "model"]


def test_a_payee_without_memory_and_a_doubtful_answer_is_not_trusted(served: Served) -> None:
    rows = made_payments(60, seed=6).assign(payee="x", mcc="", mcc_answer="")
    answers = served.predict_with(rows, nothing_remembered())
    unsure = answers.prediction.probability.max(axis=1) < 0.8
    assert unsure.any()
    assert (answers.trusted == ~unsure).all()


def test_held_out_answers_do_not_know_the_labels_of_their_own_payee() -> None:
    """One payee in a wrong category throughout: its own answers stay out of it, others' do not matter."""
    rows = made_payments(600, seed=7)
    odd = rows["payee"] == "fuel ashop"
    rows.loc[odd, ["category", "human", "weight"]] = ["supplier", 1, 10.0]
    served = Served(trees=TREES).fit(rows, seed=3)
    assert list(served.folds) == sorted(set(fold_of(rows.loc[odd, "payee"]).tolist()))
    held_out = served.predict_held_out(rows[odd])
    assert {held_out.categories[at] for at in held_out.probability.argmax(axis=1)} == {"vehicle"}
    untouched = rows[~odd & ~np.isin(fold_of(rows["payee"]), list(served.folds))]
    together = served.predict(untouched).probability
    assert np.array_equal(served.predict_held_out(untouched).probability, together)
