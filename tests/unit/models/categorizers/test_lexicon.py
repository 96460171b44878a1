"""Words of trade: the longest phrase wins, and a star stands for the rest of a word."""

import pytest

from models.categorizers.lexicon import Lexicon

LEXICON = Lexicon.from_entries(
    [
        ("hotel", "travel", 3),
        ("hotel laundry", "premises", 3),
        ("*versicherung", "insurance", 3),
        ("versicher*", "insurance", 2),
        ("tesco", "supplier", 3),
        ("q park", "vehicle", 3),
    ]
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("church hotel", [("hotel", "travel", 3)]),
        ("hotel laundry services", [("hotel laundry", "premises", 3)]),
        ("allianzversicherung", [("allianzversicherung", "insurance", 3)]),
        ("versicherungs ag", [("versicherungs", "insurance", 2)]),
        ("q park hotel", [("q park", "vehicle", 3), ("hotel", "travel", 3)]),
        ("versich", []),
        ("", []),
    ],
)
def test_found_in(name: str, found: list[tuple[str, str, int]]) -> None:
    matches = LEXICON.find(name.split())
    assert [(match.phrase, match.category, match.strength) for match in matches] == found


def test_a_brand_opens_a_name() -> None:
    assert LEXICON.opening("tesco stores".split()) is not None
    assert LEXICON.opening("old tesco".split()) is None
    assert LEXICON.opening([]) is None


def test_entries_are_what_it_is_made_of() -> None:
    assert Lexicon.from_entries(LEXICON.entries()) == LEXICON
