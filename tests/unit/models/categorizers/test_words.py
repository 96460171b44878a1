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


def test_a_word_seen_elsewhere_names_the_category() -> None:
    answer = WordsTable.from_votes(VOTES).answer(["grand hotel", "shell", "zzz"])
    assert answer["category"].tolist() == ["travel", "vehicle", ""]
    assert answer["words"].tolist() == ["hotel", "shell", ""]
    assert answer["probability"].iloc[2] == 0


def test_a_longer_phrase_says_more_than_its_words() -> None:
    answer = WordsTable.from_votes(VOTES).answer(["hotel laundry"])
    assert answer[["category", "words"]].to_numpy().tolist() == [["premises", "hotel laundry"]]


def test_a_brand_counts_only_as_it_stands() -> None:
    answer = WordsTable.from_votes(VOTES).answer(["costa coffee york", "costa brava"])
    assert answer["category"].tolist() == ["meals", ""]


def test_scores_hold_every_category_and_leave_room_for_doubt() -> None:
    scores = WordsTable.from_votes(VOTES).scores(["grand hotel", "zzz", "grand hotel"])
    assert list(scores.columns) == ["meals", "premises", "travel", "vehicle"]
    assert scores["travel"].iloc[0] > scores["premises"].iloc[0] > 0
    assert scores.sum(axis=1).iloc[0] < 1
    assert scores.iloc[1].sum() == 0
    assert scores.iloc[0].equals(scores.iloc[2].rename(0))


def test_without_its_own_votes_a_payee_is_a_stranger() -> None:
    table = WordsTable.from_votes(VOTES)
    assert table.answer(["shell"], VOTES)["category"].tolist() == [""]
    assert table.answer(["britannia hotel"], VOTES)["words"].tolist() == ["hotel"]


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
