import pytest

from core.domain.labels import Decider, Reach, Status
from core.domain.words import labels


@pytest.mark.parametrize(
    ("status", "probability", "word"),
    [
        (Status.DECIDED, None, "sure"),
        (Status.DECIDED, 0.97, "sure, 97%"),
        (Status.DECIDED, 0.95, "likely, 95%"),
        (Status.GUESSED, 0.99, "likely, 99%"),
        (Status.GUESSED, 0.80, "likely, 80%"),
        (Status.GUESSED, 0.79, "unsure, 79%"),
        (Status.GUESSED, None, "unsure"),
        (Status.ASKED, 0.2, "not sorted, 20%"),
        (Status.ASKED, None, "not sorted"),
    ],
)
def test_a_percentage_stands_only_beside_a_probability(
    status: Status, probability: float | None, word: str
) -> None:
    assert labels.how_sure_with_odds(status, probability, checked=True) == word


def test_odds_nobody_checked_are_a_word() -> None:
    assert labels.how_sure_with_odds(Status.GUESSED, 0.86, checked=False) == "likely"


def test_every_decider_has_its_word() -> None:
    assert all(labels.decider(each) for each in Decider)


def test_the_reach_says_how_many_follow() -> None:
    assert labels.reach(Reach.PAYEE, "Staples", 14, 200) == (
        "Every payment like this to or from Staples, past and coming (15 payments)"
    )
    assert labels.reach(Reach.FILTER, "Staples", 14, 1200) == "Every payment of the present filter (1,200)"


def test_uncategorised_is_said_as_not_sorted_yet() -> None:
    assert labels.category("uncategorised", {"uncategorised": "Uncategorized expense"}) == "Not sorted yet"
