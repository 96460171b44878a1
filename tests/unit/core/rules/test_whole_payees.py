"""A payee filed as a whole: its next payments follow, until somebody contradicts it."""

import pandas as pd

from core.rules.whole_payees import WholePayees

COLUMNS = ["payee_key", "direction", "category", "reach"]


def filed(*rows: tuple[str, str, str, str]) -> WholePayees:
    return WholePayees.of(pd.DataFrame(rows, columns=COLUMNS))


def asked(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["payee_key", "direction"])


def test_only_the_same_payee_direction_and_category_follow() -> None:
    metro = filed(("metro", "out", "meals", "payee"), ("metro", "out", "meals", "payee"))
    rows = asked(("metro", "out"), ("metro", "out"), ("metro", "in"), ("tesco", "out"))
    assert metro.holds(rows, ["meals", "office", "meals", "meals"]) == [True, False, False, False]


def test_one_payment_filed_alone_says_nothing_of_the_next() -> None:
    assert filed(("metro", "out", "meals", "row")).holds(asked(("metro", "out")), ["meals"]) == [False]


def test_a_contradiction_ends_it_and_a_repetition_does_not() -> None:
    whole = ("metro", "out", "meals", "payee")
    assert filed(whole, ("metro", "out", "meals", "row")).holds(asked(("metro", "out")), ["meals"]) == [True]
    assert filed(whole, ("metro", "out", "office", "row")).holds(asked(("metro", "out")), ["meals"]) == [
        False
    ]


def test_a_payment_without_a_payee_and_an_empty_book_hold_for_nothing() -> None:
    assert filed(("", "out", "meals", "payee")).holds(asked(("", "out")), ["meals"]) == [False]
    assert filed().holds(asked(("metro", "out")), ["meals"]) == [False]
