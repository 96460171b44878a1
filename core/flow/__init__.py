"""What follows what: the whole story of Bursar, one act a function.

A file comes in (`files`), a person answers (`people`), models learn and go back (`models`); each act asks
the worker (`asking`) to sort and to draw what it moved, and the worker does so (`working`).
"""

from core.flow.asking import ask_to_look_ahead
from core.flow.demo import Progress, last_sunday, load_demo, remove_demo, tell_demo
from core.flow.files import bring_in, undo_import
from core.flow.house import House, open_house
from core.flow.models import learn, roll_back, sort_everything
from core.flow.people import (
    answer_cards,
    correct,
    merge_own_categories,
    next_cards,
    pause_rule,
    say_of_stream,
    say_one_payment,
    say_two_payments,
    set_target,
    undo,
)
from core.flow.working import look_ahead, look_back, sort_with_model

__all__ = [
    "House",
    "Progress",
    "answer_cards",
    "ask_to_look_ahead",
    "bring_in",
    "correct",
    "last_sunday",
    "learn",
    "load_demo",
    "look_ahead",
    "look_back",
    "merge_own_categories",
    "next_cards",
    "open_house",
    "pause_rule",
    "remove_demo",
    "roll_back",
    "say_of_stream",
    "say_one_payment",
    "say_two_payments",
    "set_target",
    "sort_everything",
    "sort_with_model",
    "tell_demo",
    "undo",
    "undo_import",
]
