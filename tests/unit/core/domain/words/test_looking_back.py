import dataclasses
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from core.domain.handouts import Behind, Fan, Replay, Replayed, Rung, TrackLine
from core.domain.words import looking_back as words

FIRST_WEEK = date(2026, 2, 9)
WEEKS = [FIRST_WEEK + timedelta(weeks=at) for at in range(12)]
NAMES = {"supplier": "Supplier"}


def one(key: str, came: float, low: float = 4100.0, high: float = 9300.0, weeks: int = 12) -> Replayed:
    """A fan whose band ends at `low` to `high`, and so many weeks that came, ten of them inside."""
    levels = {name: [0.0] * 12 for name in ("q10", "q90")}
    fan = Fan(
        key,
        "out",
        "EUR",
        "model",
        60,
        1.0,
        False,
        pd.DataFrame(),
        pd.DataFrame({"ds": WEEKS, **levels}),
        {},
        {},
    )
    frame = pd.DataFrame({"ds": WEEKS[:weeks], "y": 0.0, "sum_y": came})
    inside = tuple(at >= 2 for at in range(weeks))
    ends = (*inside[:-1], low <= came <= high)
    return Replayed(fan, frame, inside, ends, low, high, came)


def replay(weeks_back: int = 12, *, looking_back: bool = False) -> Replay:
    made = datetime(2026, 2, 10, 9, tzinfo=UTC)
    return Replay(Rung(weeks_back, FIRST_WEEK, looking_back), made, 12, None, ())


@pytest.mark.parametrize(
    ("key", "came", "sentence"),
    [
        (
            "balance",
            8750.0,
            "Twelve weeks ago we said 80 in 100 for cash between €4,100 and €9,300 on 3 May 2026; "
            "it became €8,750: inside.",
        ),
        (
            "supplier",
            12_100.0,
            "Twelve weeks ago we said 80 in 100 for Supplier between €4,100 and €9,300 over 12 weeks; "
            "it became €12,100: a miss, above.",
        ),
        (
            "cash_flow",
            100.0,
            "Twelve weeks ago we said 80 in 100 for in minus out between €4,100 and €9,300 over 12 weeks; "
            "it became €100: a miss, below.",
        ),
    ],
)
def test_one_true_sentence_says_what_was_said_and_what_it_became(
    key: str, came: float, sentence: str
) -> None:
    assert words.headline(replay(), one(key, came), NAMES) == sentence


def test_what_was_drawn_afterwards_is_not_claimed_to_have_been_said() -> None:
    back = replay(36, looking_back=True)
    said = words.headline(back, one("balance", 5000.0), NAMES)
    assert said.startswith("Thirty-six weeks ago we would have said 80 in 100 for cash")
    assert "from your payments up to 8 Feb 2026 alone" in words.how_drawn(back)


def test_where_plain_history_stood_in_for_a_damaged_model_that_is_said() -> None:
    said = words.how_drawn(dataclasses.replace(replay(looking_back=True), stood_in=True))
    assert "from your payments up to 8 Feb 2026 alone" in said
    assert "A file of the model was missing or damaged then" in said
    assert "a model that had learned from nothing later" not in said
    assert words.how_drawn(replay()).startswith("Said on 10 Feb 2026 from your payments up to 8 Feb 2026")


def test_weeks_that_have_not_come_yet_are_not_spoken_of() -> None:
    said = words.headline(replay(), one("supplier", 5000.0, weeks=5), NAMES)
    assert "over 5 weeks" in said
    assert words.counted(one("supplier", 5000.0, weeks=5), adding_up=False).startswith("3 of 5 weeks")


def test_weeks_inside_are_counted_against_what_the_band_should_hold() -> None:
    found = one("supplier", 5000.0)
    assert words.counted(found, adding_up=False) == (
        "10 of 12 weeks lay inside the band that should hold 8 of 10."
    )
    assert words.counted(found, adding_up=True) == (
        "In 10 of 12 weeks the running total lay inside the band that should hold 8 of 10."
    )


def test_why_there_is_nothing_to_look_back_at_and_when_there_will_be() -> None:
    young = Behind(30, 38, (), waiting=False, unspoken=False)
    assert words.nothing_yet(young) == (
        "Looking back needs 38 whole weeks of payments, you have 30: "
        "bring in older files, or come back in 8 weeks."
    )
    assert "is being drawn" in words.nothing_yet(replace(young, weeks_known=60, waiting=True))
    assert "learned from the very weeks" in words.nothing_yet(replace(young, weeks_known=60, unspoken=True))
    there = Behind(60, 38, (Rung(12, FIRST_WEEK, True),), waiting=False, unspoken=True)
    assert words.nothing_yet(there) == ""
    assert words.more_to_come(there).startswith("Further back the model in use has learned")


def test_a_track_record_is_told_in_counts() -> None:
    line = TrackLine("supplier", "out", 48, 39, 4, 3)
    assert words.track(line, NAMES) == (
        "Of 48 weeks of Supplier, 39 lay in the band that should hold 38. Of 4 totals over 12 weeks, 3 did."
    )
    assert words.track(replace(line, weeks=5, weeks_inside=5, totals=0), NAMES) == (
        "Of 5 weeks of Supplier, 5 lay in the band that should hold 4."
    )
