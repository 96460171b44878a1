"""What a name says to a company that nobody has sorted a payment of."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.categorizers.lexicon import Lexicon
from models.categorizers.public_text import SUREST, PublicText
from models.categorizers.words import WordsTable

CATEGORIES = ("meals", "sales", "supplier", "travel", "vehicle")
OUT = np.array([0.2, 0.05, 0.45, 0.15, 0.15])
VOTES = pd.DataFrame(
    [("bayside chandlery", "supplier", 4.0, False), ("bayside ferries", "travel", 4.0, False)],
    columns=["payee", "category", "votes", "whole"],
)


@pytest.fixture
def text() -> PublicText:
    keywords = [("fuel", "vehicle", 3), ("hotel", "travel", 3), ("inn", "travel", 2), ("spice", "meals", 1)]
    return PublicText(
        CATEGORIES,
        {"in": np.array([0.1, 0.6, 0.2, 0.05, 0.05]), "out": OUT},
        Lexicon.from_entries(keywords),
        Lexicon.from_entries([("acme", "supplier", 1)]),
        WordsTable.from_votes(VOTES),
    )


def likeliest(text: PublicText, payee: str, direction: str = "out") -> str:
    return CATEGORIES[int(text.scores([payee], [direction])[0].argmax())]


def test_an_unknown_name_is_as_likely_as_its_direction_says(text: PublicText) -> None:
    assert text.scores(["zzz"], ["out"])[0] == pytest.approx(OUT)
    assert likeliest(text, "zzz", "in") == "sales"
    assert text.answer(["zzz"], ["out"]).iloc[0].tolist() == ["", 0.0, ""]


def test_a_direction_nobody_named_is_half_in_and_half_out(text: PublicText) -> None:
    either = (text.scores(["zzyx"], ["in"]) + text.scores(["zzyx"], ["out"])) / 2
    assert text.scores(["zzyx"], [""]) == pytest.approx(either)


def test_a_word_of_trade_names_the_category_and_is_said(text: PublicText) -> None:
    answers = text.answer(["tesco fuel", "paypal hotel", "zzz"], ["out"] * 3)
    assert answers["category"].tolist() == ["vehicle", "travel", ""]
    assert answers["words"].tolist() == ["fuel", "hotel", ""]


def test_a_refund_of_a_plain_purchase_is_no_income(text: PublicText) -> None:
    assert likeliest(text, "fuel depot", "in") == "vehicle"


def test_a_name_ends_with_what_it_is(text: PublicText) -> None:
    assert likeliest(text, "fuel hotel") == "travel"
    assert likeliest(text, "hotel fuel") == "vehicle"


def test_a_hint_moves_less_than_a_sure_word(text: PublicText) -> None:
    hint, likely, sure = text.scores(["spice", "inn", "hotel"], ["out"] * 3)
    assert hint[0] / OUT[0] < likely[3] / OUT[3] < sure[3] / OUT[3]


def test_counted_words_speak_but_not_of_their_own_payee(text: PublicText) -> None:
    known = text.scores(["bayside chandlery"], ["out"])
    alone = text.scores(["bayside chandlery"], ["out"], VOTES[VOTES["payee"] == "bayside chandlery"])
    assert known[0, 2] > OUT[2] > alone[0, 2]
    assert alone[0, 3] > known[0, 3]


def test_an_answer_that_only_the_payee_itself_taught_is_none(text: PublicText) -> None:
    answers = text.answer(["bayside chandlery", "chandlery"], ["out"] * 2, VOTES)
    assert answers["words"].tolist() == ["bayside", "chandlery"]
    own = VOTES.assign(payee="chandlery")
    assert text.answer(["chandlery"], ["out"], own.head(1)).iloc[0].tolist() == ["", 0.0, ""]


def test_it_is_never_sure_enough_to_file(text: PublicText) -> None:
    many = text.scores(["acme fuel fuel hotel fuel"] * 2, ["out", "in"])
    assert many.max() < SUREST + (1 - SUREST) * 0.6 < 0.97
    assert many.sum(axis=1) == pytest.approx(1)


def test_scores_are_of_the_row_alone(text: PublicText) -> None:
    together = text.scores(["zzz", "hotel", "zzz", ""], ["out", "in", "in", "out"])
    assert together[1].tolist() == text.scores(["hotel"], ["in"])[0].tolist()
    assert together.shape == (4, 5)
    assert text.scores([], []).shape == (0, 5)


def test_saved_is_loaded_to_the_last_bit(text: PublicText, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    text.save(first / "text.csv.gz")
    loaded = PublicText.load(first / "text.csv.gz")
    loaded.save(second / "text.csv.gz")
    assert (first / "text.csv.gz").read_bytes() == (second / "text.csv.gz").read_bytes()
    names = ["acme fuel", "bayside hotel", "zzz"]
    assert np.array_equal(loaded.scores(names, ["out"] * 3), text.scores(names, ["out"] * 3))


def test_nothing_known_says_nothing() -> None:
    empty = PublicText.empty()
    assert empty.scores(["hotel"], ["out"]).shape == (1, 0)
    assert empty.answer(["hotel"], ["out"]).iloc[0].tolist() == ["", 0.0, ""]
