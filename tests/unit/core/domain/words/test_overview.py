from datetime import date

import pandas as pd

from core.domain.handouts import FactToKnow, Overview
from core.domain.words import overview as words

PERIOD = (date(2016, 10, 1), date(2016, 12, 30))


def _overview(frame: pd.DataFrame, open_minor: int = 0, open_rows: int = 0) -> Overview:
    return Overview(PERIOD[1], "EUR", len(frame), open_minor, open_rows, None, frame, PERIOD, ())


def test_spending_says_how_much_of_it_is_guessed() -> None:
    frame = pd.DataFrame(
        {
            "category": ["office", "uncategorised"],
            "out_minor": [1_000_000, 240_000],
            "guessed_minor": [190_000, 0],
        }
    )
    assert words.spent(_overview(frame)) == (
        "€12,400 went out between 1 Oct 2016 and 30 Dec 2016; of this, €1,900 is guessed "
        "and €2,400 is not sorted yet."
    )


def test_facts_are_told_with_their_figures() -> None:
    fact = FactToKnow(
        "category_up/office/2016-12-30",
        "category_up",
        {"category": "office", "out_minor": 50_000, "usual_minor": 20_000, "currency": "EUR"},
    )
    assert words.fact(fact, {"office": "Office"}, "EUR") == (
        "Office took €500; €200 is usual for you in such a period."
    )


def test_refunds_are_told_above_a_twentieth() -> None:
    assert words.refunds("Office", 10_000, 501, "EUR") == "Office: €5.01 came back."
    assert not words.refunds("Office", 10_000, 500, "EUR")
