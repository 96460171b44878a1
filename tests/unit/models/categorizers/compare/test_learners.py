import numpy as np
import pytest

from models.categorizers.compare.learners.last_label import LastLabel
from models.categorizers.compare.learners.majority import Majority
from models.categorizers.compare.learners.text_only import TextOnly
from models.categorizers.compare.learners.trees import Trees
from models.categorizers.scores import top_answers
from models.contracts import OnlineCategorizer
from tests.unit.models.categorizers.compare.labelled import labelled

HISTORY = labelled(
    "1 x c1 shop office",
    "2 x c1 shop it",
    "3 x c2 shop meals",
    "4 y c1 rail travel",
    "5 y c1 rail travel",
    "5 y c1 rail travel",
)


def last(*lines: str, updates: bool = True) -> list[str]:
    learner = LastLabel(updates=updates).fit(HISTORY, seed=1)
    rows = labelled(*lines)
    return top_answers(learner.stream(rows, np.arange(len(rows))))[0].tolist()


def test_account_and_payee_before_payee_before_account_before_the_commonest() -> None:
    assert last("6 x c1 shop ?", updates=False) == ["it"]
    assert last("6 z c7 shop ?", updates=False) == ["meals"]
    assert last("6 x c2 pub ?", updates=False) == ["meals"]
    assert last("6 z c7 pub ?", updates=False) == ["travel"]


def test_an_account_number_says_nothing_beyond_its_company() -> None:
    assert last("6 z c1 pub ?", updates=False) == ["travel"]
    assert last("6 x c1 pub ?", updates=False) == ["it"]


def test_the_updated_memory_hears_the_row_before() -> None:
    rows = ("6 x c1 shop tax", "6 x c1 shop tax")
    assert last(*rows) == ["it", "tax"]
    assert last(*rows, updates=False) == ["it", "it"]


def test_labels_that_are_not_given_are_not_learned() -> None:
    learner = LastLabel(updates=True).fit(HISTORY, seed=1)
    rows = labelled("6 x c1 shop tax", "6 x c1 shop tax")
    said = learner.stream(rows, np.arange(2), np.array([False, True]))
    assert top_answers(said)[0].tolist() == ["it", "it"]


@pytest.mark.parametrize(
    "learner", [Majority(), LastLabel(updates=True), LastLabel(updates=False), TextOnly(), Trees(100)]
)
def test_every_compared_learner_gives_sound_probabilities(learner: OnlineCategorizer) -> None:
    assert isinstance(learner, OnlineCategorizer)
    learner.fit(HISTORY, seed=1)
    rows = labelled("6 x c1 shop it", "6 z c9 \N{SLICE OF PIZZA} it")
    for given in (learner.answer(rows), learner.stream(rows, np.arange(2))):
        assert given.probability.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
        assert (given.probability >= 0).all()
    assert learner.answer(rows.head(0)).probability.shape[0] == 0


def test_majority_gives_the_shares() -> None:
    given = Majority().fit(HISTORY, seed=1).answer(HISTORY.head(1))
    assert given.categories == ("it", "meals", "office", "travel")
    assert given.probability[0].tolist() == pytest.approx([1 / 6, 1 / 6, 1 / 6, 1 / 2])


def test_letters_of_a_payee_tell_what_it_sells() -> None:
    learner = TextOnly().fit(HISTORY, seed=1)
    assert top_answers(learner.answer(labelled("6 q c1 railway ?")))[0].tolist() == ["travel"]


def test_without_a_letter_the_words_say_the_shares() -> None:
    given = TextOnly().fit(HISTORY.assign(payee=""), seed=1).answer(HISTORY.head(1))
    assert given.probability[0].tolist() == pytest.approx([1 / 6, 1 / 6, 1 / 6, 1 / 2])
