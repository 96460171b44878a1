import pandas as pd
import pytest

from core.domain.categories import OwnCategory, OwnState, can_hang_below, master_of, own_of, place
from core.domain.labels import Decider, Guess, Label, Reason, Status
from core.rules.own_categories import Following, called, moved

COFFEE = OwnCategory(1, "supplier", "Coffee")
DAIRY = OwnCategory(2, "supplier", "Dairy")
OLD = OwnCategory(3, "supplier", "Old", OwnState.ARCHIVED)
GONE = OwnCategory(4, "supplier", "Gone", OwnState.MERGED)
OWN = (COFFEE, DAIRY, OLD, GONE)


def following(*places: str, payee: str = "metro") -> Following:
    """What is learnt from these filings of one payee's money out, oldest first."""
    frame = pd.DataFrame({"payee_key": payee, "direction": "out", "place": list(places)})
    return Following.of(frame, OWN)


def answer(decider: Decider = Decider.MODEL, count: int | None = None) -> Label:
    reasons = (Reason("payee", "metro", count, 9),) if count else ()
    guesses = (Guess("supplier", 0.9), Guess("meals", 0.1))
    return Label(1, "supplier", decider, Status.GUESSED, 0.9, reasons, guesses)


@pytest.mark.parametrize(
    ("filed", "master", "own", "takes_one"),
    [
        ("supplier", "supplier", None, True),
        ("supplier/17", "supplier", 17, False),
        ("supplier/x", "supplier", None, True),
        ("uncategorised", "uncategorised", None, False),
        ("own_transfer", "own_transfer", None, False),
    ],
)
def test_a_place_is_a_category_or_one_of_its_own(
    filed: str, master: str, own: int | None, takes_one: bool
) -> None:
    assert (master_of(filed), own_of(filed), can_hang_below(filed)) == (master, own, takes_one)


def test_a_place_is_written_as_it_is_read() -> None:
    assert [place("office", None), place("office", 17)] == ["office", "office/17"]


@pytest.mark.parametrize(
    ("filed", "goes_to"),
    [
        (["supplier/1"], "supplier/1"),
        (["supplier/1", "supplier/2"], "supplier/2"),
        (["supplier/1", "supplier/1", "supplier/1", "supplier/2"], "supplier/1"),
        (["supplier/1", "supplier", "supplier"], "supplier/1"),
        (["supplier/1", "supplier/3", "supplier/3"], "supplier"),
        (["supplier/4"], "supplier"),
        (["supplier"], "supplier"),
        (["meals/5"], "supplier"),
    ],
    ids=[
        "the only one",
        "the newest",
        "the most frequent",
        "of those below alone",
        "not an archived one",
        "not a merged one",
        "none filed below",
        "not of another category",
    ],
)
def test_an_answer_goes_on_to_where_the_payee_was_filed(filed: list[str], goes_to: str) -> None:
    settled = following(*filed).settle(answer(), "metro", "out", "")
    assert (settled.category, settled.guesses[0].category) == (goes_to, goes_to)
    assert settled.guesses[1].category == "meals"


@pytest.mark.parametrize(("payee", "direction"), [("zyx", "out"), ("metro", "in"), ("", "out")])
def test_others_do_not_follow(payee: str, direction: str) -> None:
    assert following("supplier/1").settle(answer(), payee, direction, "").category == "supplier"


def test_rows_without_a_payee_teach_nothing() -> None:
    assert following("supplier/1", payee="").settle(answer(), "", "out", "").category == "supplier"


def test_the_count_told_is_that_of_the_sub_category() -> None:
    settled = following("supplier/1", "supplier/1", "supplier").settle(answer(count=7), "metro", "out", "")
    assert [(each.count, each.out_of) for each in settled.reasons] == [(2, 9)]


def test_what_a_rule_says_stands_as_it_says_it() -> None:
    settled = following("supplier/1").settle(answer(Decider.OWNER_RULE), "metro", "out", "")
    assert settled.category == "supplier"


def test_a_row_under_an_archived_one_stays_while_its_category_does() -> None:
    learnt = following("supplier/1")
    assert learnt.settle(answer(), "metro", "out", OLD.place).guesses[0].category == OLD.place
    assert learnt.settle(answer(), "metro", "out", OLD.place).category == OLD.place
    assert learnt.settle(answer(), "metro", "out", GONE.place).category == COFFEE.place
    assert learnt.settle(answer(), "metro", "out", "office/9").category == COFFEE.place


def test_a_company_without_any_changes_nothing() -> None:
    none = Following.of(pd.DataFrame({"payee_key": [], "direction": [], "place": []}), ())
    assert none.settle(answer(), "metro", "out", "supplier") == answer()


def test_a_moved_label_takes_its_guess_along() -> None:
    label = moved(answer(), "supplier", "supplier/1")
    assert [label.category, *(each.category for each in label.guesses)] == [
        "supplier/1",
        "supplier/1",
        "meals",
    ]


@pytest.mark.parametrize(
    ("name", "found"), [("COFFEE", COFFEE), (" coffee ", COFFEE), ("old", OLD), ("Gone", None), ("", None)]
)
def test_a_name_is_found_whatever_its_case_while_it_is_held(name: str, found: OwnCategory | None) -> None:
    assert called(name, OWN) == found
