"""What would have changed the answer: one readable field with a value that other payments have."""

import numpy as np
import pandas as pd

from models.contracts import WouldBe
from models.explanations.lime_reasons import runner_up
from models.explanations.neighbors import Neighbors, Places, Reader, Vector
from models.explanations.readable import is_made_from, readable_values, with_value_of
from models.frames import TRANSACTIONS

_SMALLEST_FIRST = (
    "contactless",
    "standing_order",
    "amount",
    "account",
    "type_code",
    "bank_code",
    "mcc",
    "nace",
    "direction",
    "payee",
)
"""Fields by how much of a payment changes with them: another payee is nearly another payment."""
_MOST_VALUES = 40


def would_be(learner: Reader, payment: pd.DataFrame, near: Neighbors) -> WouldBe | None:
    """The smallest single change after which the learner answers otherwise; None where there is none.

    `payment` is a frame of one row. Values come from the payments around it: the nearest other amount,
    else one that turns the answer to the runner-up, the most convincing first. The learner itself is
    asked about the payment so changed before it is told.
    """
    belief = learner.believe(near.own)[0]
    own, following = int(belief.argmax()), runner_up(belief)
    fields = [near.fields.index(field) for field in _SMALLEST_FIRST if field in near.fields]
    if not fields:
        return None
    places = [_distinct(near, at) for at in fields]
    each = [near.alone(at, rows) for at, rows in zip(fields, places, strict=True)]
    kept, taken = (np.concatenate(parts) for parts in zip(*each, strict=True))
    ends = np.cumsum([len(rows) for rows in places])[:-1]
    beliefs = np.split(learner.believe(near.changed(kept, taken)), ends)
    for at, rows, said in zip(fields, places, beliefs, strict=True):
        place = _most_telling(near.fields[at], rows, said, own, following)
        found = None if place is None else _checked(learner, payment, near, at, place, own)
        if found is not None:
            return found
    return None


def _distinct(near: Neighbors, at: int) -> Places:
    """One row of the others for each value of a field that differs: amounts nearest first."""
    names = [name for name in near.own if is_made_from(str(name), near.fields[at])]
    others = near.others.loc[np.sort(near.elsewhere[at]), names]
    if near.fields[at] == "amount":
        away = (others[names[0]] - near.own[names[0]].iloc[0]).abs()
        others = others.loc[away.sort_values(kind="stable").index]
    return others.drop_duplicates().index.to_numpy(dtype=np.intp)[:_MOST_VALUES]


def _most_telling(field: str, places: Places, said: Vector, own: int, following: int | None) -> int | None:
    """The row of the others whose value turns the answer: nearest amount, runner-up, most convincing."""
    answers = said.argmax(axis=1)
    turned = np.flatnonzero(answers != own)
    if not len(turned):
        return None
    if field == "amount":
        return int(places[turned[0]])
    order = np.lexsort((-said.max(axis=1)[turned], answers[turned] != following))
    return int(places[turned[order[0]]])


def _checked(
    learner: Reader, payment: pd.DataFrame, near: Neighbors, at: int, place: int, own: int
) -> WouldBe | None:
    changed = with_value_of(payment[list(TRANSACTIONS)], near.payments.iloc[place], near.fields[at])
    value = readable_values(changed.iloc[0])[near.fields[at]]
    belief = learner.believe(learner.features(changed))[0]
    best = int(belief.argmax())
    if best == own or not value:
        return None
    return WouldBe(learner.categories[best], near.fields[at], value, float(belief[best]))
