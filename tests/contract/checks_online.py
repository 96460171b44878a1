"""What every served learner that takes in labels as they arrive owes, beside what all owe.

Each check takes a way to get the same taught learner again, so that it may teach it more.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from models.contracts import OnlineCategorizer
from tests.contract.checks_categorizers import answers, later, same
from tests.contract.made_payments import in_order

Again = Callable[[], OnlineCategorizer]


def strange(category: str = "office") -> pd.DataFrame:
    """A payment to somebody nobody has met, filed by a person."""
    return later().head(1).assign(payee="zyx qwv", text="ZYX QWV", mcc="", category=category, human=1)


def check_it_keeps_the_protocol(again: Again) -> None:
    assert isinstance(again(), OnlineCategorizer)


def check_answering_learns_nothing(again: Again) -> None:
    learner = again()
    first = learner.answer(later())
    assert same(learner.answer(later()), first)


def check_labels_act_at_once(again: Again) -> None:
    """Two labels of a payee are enough to answer its next payment."""
    learner = again()
    assert answers(learner.answer(strange())) != ["travel"]
    learner.learn(strange("travel"))
    learner.learn(strange("travel"))
    assert answers(learner.answer(strange())) == ["travel"]


def check_a_category_nobody_had_comes_last(again: Again) -> None:
    learner = again()
    before = learner.answer(strange()).categories
    learner.learn(pd.concat([strange("donations")] * 2, ignore_index=True))
    prediction = learner.answer(strange())
    assert prediction.categories == (*before, "donations")
    assert answers(prediction) == ["donations"]


def check_a_stream_is_answering_and_learning_in_turns(again: Again) -> None:
    rows, batch = in_order(later()), np.repeat(np.arange(30), 5)
    rows["category"] = rows["category"].iloc[::-1].to_numpy()
    streamed, by_hand = again().stream(rows, batch), again()
    parts = []
    for number in range(30):
        some = rows[batch == number]
        parts.append(by_hand.answer(some).probability)
        by_hand.learn(some)
    assert np.array_equal(streamed.probability, np.concatenate(parts))


def check_what_is_not_learned_leaves_no_trace(again: Again) -> None:
    rows = in_order(later())
    nothing = np.zeros(len(rows), dtype=bool)
    assert same(again().stream(rows, np.arange(len(rows)), nothing), again().answer(rows))


def check_no_label_and_no_row_to_ask(again: Again) -> None:
    learner, nothing = again(), later().head(0)
    before = learner.answer(later())
    learner.learn(nothing)
    assert same(learner.answer(later()), before)
    assert learner.stream(nothing, np.zeros(0, dtype=np.intp)).probability.shape[0] == 0


CHECKS_ONLINE: tuple[Callable[[Again], None], ...] = tuple(
    check for name, check in sorted(globals().items()) if name.startswith("check_")
)
