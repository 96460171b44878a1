from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.domain.handouts import Checks, DoubtedLabel, ReviewGroup
from core.domain.labels import Decider, Direction, Guess, Label, Reach, Reason, Status
from core.domain.review import GroupKey, Settled
from core.domain.words import review as words

NAMES = {"office": "Office expenses", "travel": "Travel"}
GUESS = Guess("office", None)
GROUP = ReviewGroup(
    key=GroupKey("metro", "out", "EUR"),
    payee="Metro",
    direction=Direction.OUT,
    currency="EUR",
    rows=14,
    money_minor=412_000,
    part_id=7,
    newest_on=date(2026, 5, 4),
    text="METRO 0123",
    label=Label(7, "office", Decider.MODEL, Status.GUESSED, 0.6, (), (GUESS,)),
    label_id=9,
    follows=14,
    is_piece=False,
    can_split=True,
    skipped=False,
)
DOUBT = DoubtedLabel(
    act_id=1,
    reach=Reach.PAYEE,
    part_id=7,
    label_id=9,
    part_ids=(7, 8),
    payee="Metro",
    filed="office",
    filed_at=datetime(2026, 5, 4, tzinfo=UTC),
    filed_rows=2,
    thinks="travel",
    probability=0.93,
    money_minor=2_000,
    currency="EUR",
    reasons=(Reason("mcc_answer", "travel"), Reason("words_answer", "travel")),
)


def test_a_card_says_how_many_how_much_and_when() -> None:
    assert words.what(GROUP) == "14 payments, €4,120.00 money out, newest on 4 May 2026"
    assert words.what(replace(GROUP, rows=1)) == "1 payment, €4,120.00 money out, on 4 May 2026"


def test_the_banks_words_are_shown_where_they_add_to_the_payee() -> None:
    assert words.bank_text(GROUP) == "METRO 0123"
    assert words.bank_text(replace(GROUP, text="METRO")) == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Your answer files all 14, and those like them to come."),
        ({"rows": 1, "follows": 1}, "Your answer files this payment, and those like it to come."),
        (
            {"follows": 17},
            "Your answer files these 14 and 3 more of this payee that are sorted already, and those to come.",
        ),
        (
            {"rows": 3, "is_piece": True},
            "Your answer files only these 3; the others of this payee stay as they are.",
        ),
        (
            {"rows": 1, "follows": 4, "is_check": True},
            "If it is right, only this payment is marked as yours. "
            "If not, your answer files all 4 of this payee.",
        ),
    ],
)
def test_what_will_follow_is_said_before(more: dict[str, object], said: str) -> None:
    assert words.will_follow(replace(GROUP, **more)) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(20, "under a minute"), (71, "about a minute"), (200, "about 3 minutes")],
)
def test_learning_is_offered_with_the_time_it_took_last(seconds: float, said: str) -> None:
    assert words.learn(seconds) == f"Learn from it now ({said})"
    assert words.learn(None) == "Learn from it now"


def test_random_checks_are_counted_in_a_sentence() -> None:
    said = words.checked(Checks(answered=40, right=38))
    assert said == "Of 40 random checks of what Bursar filed by itself, 38 were right."
    assert words.checked(Checks(0, 0)).startswith("Not checked yet")


def test_a_doubted_answer_says_what_was_filed_and_what_the_model_thinks() -> None:
    assert words.doubted(DOUBT, NAMES) == (
        "2 payments, €20.00. You filed this under Office expenses on 4 May 2026."
    )
    assert words.thinks_instead(DOUBT, NAMES) == (
        "Without knowing your answer, the model thinks Travel, 93 in 100; "
        "the merchant code and the payee's name point there too."
    )
    assert words.thinks_instead(replace(DOUBT, probability=None, reasons=()), NAMES) == (
        "Without knowing your answer, the model thinks Travel."
    )


def test_a_refused_answer_says_why_and_an_accepted_one_nothing() -> None:
    assert words.refusal(Settled("a")) == ""
    assert "Nothing was overwritten." in words.refusal(Settled("a", "changed_meanwhile"))
