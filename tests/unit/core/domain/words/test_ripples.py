from core.domain.handouts import Ripple
from core.domain.words import ripples

NAMES = {"office": "Office", "supplier": "Supplier"}


def test_what_will_follow_is_said_before_and_after() -> None:
    ripple = Ripple(14, 2, {"EUR": 412000}, ("supplier",), "office")
    assert ripples.coming(ripple, NAMES) == (
        "14 payments (€4,120) go to Office, from Supplier. 2 payments you filed one by one stay."
    )
    assert ripples.done(ripple, NAMES) == (
        "14 payments (€4,120) are now under Office, from Supplier. 2 payments you filed one by one stay."
    )


def test_nothing_to_change_is_said() -> None:
    assert ripples.coming(Ripple(0, 0, {}, (), "office"), NAMES) == (
        "Nothing changes: it is under Office already."
    )


def test_confirming_a_guess_moves_no_money() -> None:
    assert ripples.done(Ripple(3, 0, {}, (), "office"), NAMES) == "3 payments are now under Office."
    assert ripples.undone(Ripple(3, 0, {}, (), "")) == "Undone: 3 payments are where they were before."
