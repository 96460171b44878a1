"""What the model thinks, in a sentence: fewer claims where less is certain."""

import pytest

from core.domain.handouts import ExplanationSeen, WouldBe
from core.domain.labels import Guess, Reason
from core.domain.words import reasons_seen as words

NAMES = {
    "office": "Office",
    "supplier": "Supplier",
    "donations": "Subscriptions and donations",
    "5943": "Stationery",
}
PAYEE = Reason("payee", "staples", weight=0.5)
CODE = Reason("mcc", "5111", weight=0.3)


def seen(*factors: Reason, method: str = "lime", after: Guess | None = None) -> ExplanationSeen:
    return ExplanationSeen("office", 0.68, method, 0.9, factors, 1, after)


def test_two_signs_and_the_runner_up_are_told() -> None:
    assert words.thinks(seen(PAYEE, CODE, after=Guess("supplier", 0.12)), NAMES) == (
        "The model thinks Office, 68 in 100, mainly by the payee (staples) "
        "and the merchant code (5111); next guess Supplier (12%)."
    )


def test_two_ways_of_looking_that_part_leave_one_sign_in_part() -> None:
    assert words.thinks(seen(PAYEE, CODE, method="doubt"), NAMES) == (
        "The model thinks Office, 68 in 100, partly by the payee (staples)."
    )


def test_a_poor_fit_says_that_many_small_signs_decide() -> None:
    assert words.thinks(seen(PAYEE, CODE, method="shap", after=Guess("supplier", 0.3)), NAMES) == (
        "The model thinks Office, 68 in 100: a mix of many small signs, "
        "first the payee (staples) and the merchant code (5111)."
    )


def test_a_day_is_told_second_at_best() -> None:
    monday, weak = Reason("weekday", "0", weight=0.9), Reason("payee", "x", weight=0.1)
    assert words.thinks(seen(monday, CODE), NAMES) == (
        "The model thinks Office, 68 in 100, "
        "mainly by the merchant code (5111) and the day of the week (Monday)."
    )
    against = Reason("mcc", "5111", weight=-0.5)
    for signs in ((monday,), (monday, weak), (monday, against)):
        assert words.thinks(seen(*signs), NAMES) == (
            "The model thinks Office, 68 in 100: a mix of many small signs."
        )


def test_signs_against_are_not_told_as_reasons_for() -> None:
    said = words.thinks(seen(Reason("mcc", "5943", weight=-0.5)), NAMES)
    assert said == "The model thinks Office, 68 in 100: a mix of many small signs."


def test_a_sign_far_weaker_than_the_first_is_left_out() -> None:
    said = words.thinks(seen(PAYEE, Reason("direction", "out", weight=0.1)), NAMES)
    assert said == "The model thinks Office, 68 in 100, mainly by the payee (staples)."


def test_a_code_is_told_with_what_it_stands_for() -> None:
    said = words.thinks(seen(Reason("mcc", "5943", weight=0.5)), NAMES)
    assert said == "The model thinks Office, 68 in 100, mainly by the merchant code 5943 (Stationery)."


@pytest.mark.parametrize("method", ["lime", "doubt", "shap"])
@pytest.mark.parametrize("payee", ["a b c", "one two three four five six seven eight nine ten eleven"])
def test_sentences_stay_within_twenty_five_words(method: str, payee: str) -> None:
    signs = (Reason("payee", payee, weight=0.5), Reason("account", "the old business card", weight=0.4))
    said = words.thinks(seen(*signs, method=method, after=Guess("donations", 0.12)), NAMES)
    assert len(said.split()) <= 25
    assert "payee" in said


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "670.08", "the amount were about €670"),
        ("mcc", "5943", "the merchant code were 5943 (Stationery)"),
        ("type_code", "direct_debit", "the kind of payment were direct debit"),
        ("direction", "in", "the money came in"),
        ("standing_order", "yes", "it were a standing order"),
        ("contactless", "no", "it were not contactless"),
        ("account", "Savings", "the account were Savings"),
    ],
)
def test_what_would_have_changed_the_answer_is_told_in_words(field: str, value: str, said: str) -> None:
    other = WouldBe("supplier", field, value, 0.6)
    assert words.would_be(other, "EUR", NAMES) == f"It would be Supplier if {said}."
