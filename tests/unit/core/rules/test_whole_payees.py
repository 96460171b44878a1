"""A payee filed as a whole: its next payments follow, until somebody contradicts it."""

import pandas as pd

from core.rules.whole_payees import WholePayees

COLUMNS = ["payee_key", "direction", "category", "reach"]


def filed(*rows: tuple[str, str, str, str]) -> WholePayees:
    return WholePayees.of(pd.DataFrame(rows, columns=COLUMNS))


def asked(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["payee_key", "direction"])


def test_only_the_same_payee_and_direction_follow() -> None:
    metro = filed(("metro", "out", "meals", "payee"), ("metro", "out", "meals", "payee"))
    rows = asked(("metro", "out"), ("metro", "in"), ("tesco", "out"))
    assert metro.answers(rows) == ["meals", "", ""]


def test_one_payment_filed_alone_says_nothing_of_the_next() -> None:
    assert filed(("metro", "out", "meals", "row")).answers(asked(("metro", "out"))) == [""]


def test_a_contradiction_ends_it_and_a_repetition_does_not() -> None:
    whole, again = ("metro", "out", "meals", "payee"), ("metro", "out", "meals", "row")
    assert filed(whole, again).answers(asked(("metro", "out"))) == ["meals"]
    assert filed(whole, ("metro", "out", "office", "row")).answers(asked(("metro", "out"))) == [""]


def test_a_payment_without_a_payee_and_an_empty_book_hold_for_nothing() -> None:
    assert filed(("", "out", "meals", "payee")).answers(asked(("", "out"))) == [""]
    assert filed().answers(asked(("metro", "out"))) == [""]
