"""Merchant words: what a name says where nobody has decided anything."""

from pathlib import Path

import pandas as pd
import pytest

from models.categorizers.words import WordsTable, phrases

VOTES = pd.DataFrame(
    [
        ("travelodge hotel leeds", "travel", 4.0, False),
        ("britannia hotel", "travel", 3.0, False),
        ("hotel laundry services", "premises", 2.0, False),
        ("shell", "vehicle", 1.0, False),
        ("costa coffee", "meals", 1.0, True),
    ],
    columns=["payee", "category", "votes", "whole"],
)


def said(payee: str, own: pd.DataFrame | None = None) -> tuple[str, str]:
    """The likeliest category and the phrase that says most; nothing where no word is known."""
    table = WordsTable.from_votes(VOTES)
    heard = table.shares(payee, own)
    return ("", "") if heard is None else (table.categories[heard[0].argmax()], heard[1])


def test_a_word_seen_elsewhere_names_the_category() -> None:
    assert said("grand hotel") == ("travel", "hotel")
    assert said("shell") == ("vehicle", "shell")
    assert said("zzz") == ("", "")


def test_a_longer_phrase_says_more_than_its_words() -> None:
    assert said("hotel laundry") == ("premises", "hotel laundry")


def test_a_brand_counts_only_as_it_stands() -> None:
    assert said("costa coffee york") == ("meals", "costa coffee")
    assert said("costa brava") == ("", "")


def test_scores_hold_every_category_and_leave_room_for_doubt() -> None:
    scores = WordsTable.from_votes(VOTES).scores(["grand hotel", "zzz", "grand hotel"])
    assert list(scores.columns) == ["meals", "premises", "travel", "vehicle"]
    assert scores["travel"].iloc[0] > scores["premises"].iloc[0] > 0
    assert scores.sum(axis=1).iloc[0] < 1
    assert scores.iloc[1].sum() == 0
    assert scores.iloc[0].equals(scores.iloc[2].rename(0))


def test_without_its_own_votes_a_payee_is_a_stranger() -> None:
    assert said("shell", VOTES) == ("", "")
    assert said("britannia hotel", VOTES) == ("travel", "hotel")
    scores = WordsTable.from_votes(VOTES).scores(["shell", "britannia hotel"], VOTES)
    assert scores.iloc[0].sum() == 0
    assert scores["travel"].iloc[1] > 0


def test_a_name_read_once_is_not_taken_for_one_without_its_own_votes() -> None:
    table = WordsTable.from_votes(VOTES)
    first = table.scores(["shell"])
    assert table.scores(["shell"], VOTES).iloc[0].sum() == 0
    assert table.scores(["shell"]).equals(first)


def test_saved_is_loaded_with_the_same_bytes(tmp_path: Path) -> None:
    table = WordsTable.from_votes(VOTES)
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    table.save(first / "words.csv.gz")
    loaded = WordsTable.load(first / "words.csv.gz")
    loaded.save(second / "words.csv.gz")
    assert (first / "words.csv.gz").read_bytes() == (second / "words.csv.gz").read_bytes()
    payees = ["grand hotel", "hotel laundry", "shell"]
    assert loaded.scores(payees).equals(table.scores(payees))


def test_rare_phrases_can_be_left_out() -> None:
    table = WordsTable.from_votes(VOTES, least=2.5)
    assert "shell" not in table.counts
    assert table.counts["hotel"].sum() == pytest.approx(9.0)


def test_phrases_are_neighbors_up_to_three() -> None:
    assert phrases("best western plus leeds") == (
        "best", "western", "plus", "leeds",
        "best western", "western plus", "plus leeds",
        "best western plus", "western plus leeds",
    )  # fmt: skip
    assert phrases("") == ()
