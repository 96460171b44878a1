import pandas as pd
import pytest

from core.domain.errors import MeasureRefused
from core.domain.words.errors import trouble
from core.services.bench.files import OPTIONAL, REQUIRED
from core.services.bench.frames import measured
from models.frames import LABEL_COLUMNS, TRANSACTIONS, check_frame


def rows(*lines: str) -> pd.DataFrame:
    """Each line: date, amount, label; the rest the same."""
    frame = pd.DataFrame([line.split() for line in lines], columns=["date", "amount", "label"])
    frame = frame.assign(
        date=pd.to_datetime(frame["date"]),
        amount=frame["amount"].astype(float),
        text="CARD 1234 Shop",
        account="7",
        company="c",
    )
    return frame.assign(**dict.fromkeys(OPTIONAL, ""))[[*REQUIRED, *OPTIONAL]]


HISTORY = rows("2016-01-01 -5 x", "2016-01-02 5 y", "2016-01-03 -1 x", "2016-01-03 -1 y", "2016-01-03 0 z")
TEST = rows("2016-01-04 -2 x", "2016-01-05 -2 z", "2016-01-05 -2 new")


def refused(history: pd.DataFrame, test: pd.DataFrame, min_rows: int) -> str:
    with pytest.raises(MeasureRefused) as refusal:
        measured(history, test, None, min_rows)
    return trouble(refusal.value).happened


def test_both_files_become_frames_without_rare_labels() -> None:
    found = measured(HISTORY, TEST, None, 2)
    for frame in (found.history_frame, found.test_frame):
        check_frame(frame, TRANSACTIONS | LABEL_COLUMNS)
    assert found.history_frame["category"].tolist() == ["x", "y", "x", "y"]
    assert found.history_frame["direction"].tolist() == ["out", "in", "out", "out"]
    assert found.test_frame["category"].tolist() == ["x"]
    assert found.test_frame["part_id"].tolist() == [4]
    assert found.left_out == {
        "labels_too_rare": 1,
        "history_label_too_rare": 1,
        "test_label_too_rare": 2,
    }


def test_masters_join_labels_before_rare_ones_are_left_out() -> None:
    masters = {"x": "office", "y": "travel", "z": "travel", "new": "uncategorised"}
    found = measured(HISTORY, TEST, masters, 2)
    assert found.history_frame["category"].tolist() == ["office", "travel", "office", "travel", "travel"]
    assert found.test_frame["category"].tolist() == ["office", "travel"]
    assert found.left_out["test_without_master"] == 1


def test_an_amount_of_nothing_is_money_out() -> None:
    found = measured(HISTORY, TEST, None, 1)
    assert found.history_frame["direction"].iloc[-1] == "out"


def test_a_test_that_begins_before_the_history_ends_is_refused() -> None:
    same_day = rows("2016-01-03 -2 x")
    assert refused(HISTORY, same_day, 1) == (
        "The history goes on until 2016-01-03, but the test begins on 2016-01-03."
    )


def test_too_few_rows_of_every_label() -> None:
    assert refused(HISTORY, TEST, 300) == ("No label has 300 rows in the history; the commonest, x, has 2.")


def test_one_label_alone_tells_nothing_apart() -> None:
    one = HISTORY.assign(label="x")
    assert refused(one, TEST, 2) == (
        "Only one label, x, has 2 rows in the history, so there is nothing to tell apart."
    )


def test_masters_of_no_label_at_all() -> None:
    with pytest.raises(MeasureRefused, match="nothing_to_test"):
        measured(HISTORY, TEST, {}, 1)


def test_no_common_label_in_the_test() -> None:
    strange = TEST.assign(label="strange")
    assert refused(HISTORY, strange, 1) == (
        "No row of the test has a label that is common enough in the history."
    )
