"""Companies as they stand while their owner sorts payees: invented beginnings to learn and to check by."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.scores import top_answers
from models.contracts import Prediction

FEWEST_ROWS = 30
"""A company with fewer payments shows too little of itself."""
PAYEES_SORTED = (0, 1, 2, 3, 5, 10, 20, 40)
"""How many payees the owner has sorted by the moments that are looked at."""
MOMENTS = 3
MOST_ASKED = 40
"""Payments looked at a moment: a large company teaches no more than a small one."""
MOST_OF_A_PAYEE = 3
"""Payments of one payee looked at a moment: one odd habit must not speak for all companies."""

_EARLIEST, _LATEST = 0.3, 0.9
_SINGLE = 0.15
"""How often an owner means one payment alone, not all of its payee."""
_PAYEE = ["payee", "direction"]


@dataclass(frozen=True)
class Moment:
    """One company at one time.

    `labelled` holds what its owner sorted, oldest decision first, all said explicitly; `asked` payments
    nobody has sorted, past and coming, with their true category; `belief` what a learner that never saw
    the company thinks of those; `decisions` how often the owner has spoken.
    """

    labelled: pd.DataFrame
    asked: pd.DataFrame
    belief: Prediction
    decisions: int


def moments(
    payments: pd.DataFrame, belief: Prediction, seed: int, counts: tuple[int, ...] = ()
) -> Iterator[Moment]:
    """Moments of every company with enough payments: after `counts` payees, or three numbers by chance.

    `payments` keep `frames.TRANSACTIONS` and `LABEL_COLUMNS`; `belief` has the same rows. The owner sorts
    first what weighs most in doubt x money, as the cards are ordered, and means what the payee's newest
    payment is.
    """
    random = np.random.default_rng(seed)
    place = np.arange(len(payments))
    for _, at in pd.Series(place).groupby(payments["company"].to_numpy(), sort=True):
        if len(at) < FEWEST_ROWS:
            continue
        order = payments.iloc[at.to_numpy()].sort_values(["booked_on", "part_id"], kind="stable")
        places = pd.Series(at.to_numpy(), index=payments.index[at.to_numpy()])[order.index].to_numpy()
        for count in counts or random.choice(PAYEES_SORTED, MOMENTS, replace=False).tolist():
            found = _moment(order, _of(belief, places), count, random)
            if found is not None:
                yield found


def _moment(rows: pd.DataFrame, belief: Prediction, count: int, random: np.random.Generator) -> Moment | None:
    """The company once `count` payees are sorted; None where it has no more to be asked about."""
    seen = int(len(rows) * random.uniform(_EARLIEST, _LATEST))
    past = rows.iloc[:seen]
    asked_first = _as_asked(past, _of(belief, np.arange(seen)))[:count]
    said = [_said(past.iloc[places], random) for places in asked_first]
    labelled = pd.concat(said) if said else past.iloc[:0]
    rest = np.flatnonzero(~rows["part_id"].isin(labelled["part_id"]).to_numpy())
    if not len(rest) or len(asked_first) < count:
        return None
    mixed = random.permutation(rest)
    turn = rows.iloc[mixed].groupby(_PAYEE, sort=False).cumcount().to_numpy()
    some = np.sort(mixed[turn < MOST_OF_A_PAYEE][:MOST_ASKED])
    return Moment(labelled.assign(human=1), rows.iloc[some], _of(belief, some), len(said))


def _as_asked(past: pd.DataFrame, belief: Prediction) -> list[npt.NDArray[np.intp]]:
    """Positions of each payee's payments, in the order in which cards ask about them."""
    sure = top_answers(belief)[1]
    groups = (
        past.assign(sure=sure, size=past["amount"].abs()).reset_index(drop=True).groupby(_PAYEE, sort=False)
    )
    worth = (1 - groups["sure"].min()) * groups["size"].sum()
    number = groups.ngroup().to_numpy()
    order = worth.to_numpy().argsort(kind="stable")[::-1]
    nameless = worth.index.get_level_values("payee") == ""
    return [np.flatnonzero(number == at) for at in order if not nameless[at]]


def _said(rows: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """One decision: all payments of a payee go where its newest belongs, or that payment alone."""
    newest = rows.tail(1)
    if random.random() < _SINGLE:
        return newest
    return rows.assign(category=newest["category"].iloc[0])


def _of(belief: Prediction, places: npt.NDArray[np.intp]) -> Prediction:
    return Prediction(belief.part_ids[places], belief.categories, belief.probability[places])
