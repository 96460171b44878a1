"""A company's first days: public knowledge first, its own labels soon after."""

import numpy as np
import pandas as pd

from models.categorizers.lexicon import Lexicon
from models.categorizers.public_learner import PublicTextLearner
from models.categorizers.public_text import PublicText
from models.categorizers.words import WordsTable
from models.contracts import OnlineCategorizer, Prediction

TEXT = PublicText(
    ("office", "supplier", "travel"),
    {"in": np.array([0.3, 0.4, 0.3]), "out": np.array([0.3, 0.4, 0.3])},
    Lexicon.from_entries([("hotel", "travel", 3), ("paper", "office", 3)]),
    Lexicon.from_entries(()),
    WordsTable((), {}),
)


def rows(*payees: str, category: str = "", company: str = "c", account: str = "a") -> pd.DataFrame:
    count = len(payees)
    return pd.DataFrame(
        {
            "part_id": np.arange(count),
            "company": company,
            "account": account,
            "direction": "out",
            "payee": list(payees),
            "category": category,
        }
    )


def answers(prediction: Prediction) -> list[str]:
    return [prediction.categories[at] for at in prediction.probability.argmax(axis=1)]


def learner() -> PublicTextLearner:
    return PublicTextLearner(TEXT).fit(rows(), seed=1)


def test_it_keeps_the_contract_and_fit_learns_nothing() -> None:
    taught = learner()
    assert isinstance(taught, OnlineCategorizer)
    taught.fit(rows("grand hotel", "grand hotel", category="office"), seed=1)
    assert answers(taught.answer(rows("grand hotel", "zzz"))) == ["travel", "supplier"]


def test_one_label_of_a_payee_is_not_yet_more_than_its_name_two_are() -> None:
    taught = learner()
    taught.learn(rows("grand hotel", category="office"))
    once = taught.answer(rows("grand hotel")).probability[0]
    taught.learn(rows("grand hotel", category="office"))
    twice = taught.answer(rows("grand hotel")).probability[0]
    assert once[0] > 0.5
    assert twice[0] > once[0]


def test_a_company_that_buys_paper_alone_is_expected_to_again() -> None:
    taught = learner()
    taught.learn(rows(*[f"shop{at}" for at in range(10)], category="office"))
    assert answers(taught.answer(rows("zzz"))) == ["office"]
    assert answers(taught.answer(rows("zzz", company="other"))) == ["supplier"]


def test_a_label_first_met_stands_last() -> None:
    taught = learner()
    taught.learn(rows("yacht club", "yacht club", "yacht club", category="boats"))
    prediction = taught.answer(rows("yacht club", "zzz"))
    assert prediction.categories == ("office", "supplier", "travel", "boats")
    assert answers(prediction)[0] == "boats"
    assert np.allclose(prediction.probability.sum(axis=1), 1, atol=1e-5)


def test_only_what_is_to_be_learned_is() -> None:
    stream = rows(*["a hotel"] * 4, category="office")
    never = learner().stream(stream, np.arange(4), np.zeros(4, dtype=bool))
    assert answers(never) == ["travel"] * 4
    assert answers(learner().stream(stream, np.arange(4)))[-1] == "office"


def test_no_payee_and_no_rows() -> None:
    taught = learner()
    taught.learn(rows("", "", category="travel"))
    assert taught.answer(rows("")).probability.shape == (1, 3)
    assert taught.answer(rows()).probability.shape == (0, 3)
    assert taught.stream(rows(), np.zeros(0, dtype=np.intp)).probability.shape == (0, 3)
