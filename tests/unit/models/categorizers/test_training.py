"""Training rows: a store's own decisions teach without drowning what was shipped."""

import pandas as pd

from models.categorizers.public_text import PublicText
from models.categorizers.training import MOST_DECIDED_ROWS, ROWS_A_DECISION, training_frame
from tests.contract.made_payments import made_payments

NO_WORDS = PublicText.empty()


def replay() -> pd.DataFrame:
    return made_payments(50, company="shipped").assign(words_answer="office", words_probability=0.5)


def test_one_payee_corrected_in_four_hundred_payments_speaks_with_the_newest_five() -> None:
    own = made_payments(400).assign(payee="pens ashop", category="travel", human=1, weight=10.0)
    taught = training_frame(replay(), own, NO_WORDS)
    kept = taught[taught["human"] == 1]
    assert len(taught) == 50 + ROWS_A_DECISION
    assert kept["booked_on"].min() >= own["booked_on"].nlargest(ROWS_A_DECISION).min()
    assert (kept["weight"] == 10.0).all()
    assert kept["words_answer"].tolist() == [""] * ROWS_A_DECISION


def test_rules_speak_with_five_payments_a_payee_and_three_thousand_in_all() -> None:
    own = made_payments(9_000)
    own["payee"] = [f"shop {number % 1_500}" for number in range(len(own))]
    taught = training_frame(replay(), own, NO_WORDS)
    decided = taught[taught["company"] == "one"]
    assert len(decided) == MOST_DECIDED_ROWS
    assert decided.groupby(["payee", "category"]).size().max() <= 5


def test_nothing_decided_leaves_the_shipped_rows() -> None:
    assert training_frame(replay(), made_payments(0), NO_WORDS).equals(replay())
