"""What the compiled pass is handed: how keys are read, and room to work in."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

from models.categorizers.evidence.keys import HABIT_OF, KEYS, Hashes

CANDIDATES = 8
BY_KEY = ("share", "faded", "is_last", "days", "amount", "labels")
BY_CANDIDATE = (
    "prior",
    "faded_prior",
    "untrained",
    "untrained_lead",
    "rank",
    "words_model",
    "words_lead",
    "own_model",
    "own_lead",
    "company_labels",
)
BY_BELIEF = ("belief", "belief_lead", "belief_rank")
"""What another learner believes of a candidate, where one was asked."""

_SHOW_CORRECTIONS = (("account", "text"), ("company", "text"), ("account", "payee"), ("company", "payee"))
_COARSE = (("company",), ("account",), ("first_word",), ("last_word",), ("five_letters",))

Function = TypeVar("Function", bound=Callable[..., object])
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Real = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int32]


class Plan(NamedTuple):
    """How keys are read.

    `weights` (KEYS,) in the untrained sum; `habit_of` (KEYS,) whose habit is crossed in, -1 for nobody's;
    `corrected`: the keys whose last explicit label is told apart.
    """

    weights: Real
    habit_of: Numbers
    corrected: Numbers


class Told(NamedTuple):
    """What is asked and told of each payment, all (rows,).

    `batch` numbers batches and never falls; `wanted` is answered, `learnt` learned after its batch;
    `category` is a number, `weight` how much the label counts, `explicit` whether a person corrected.
    """

    batch: Numbers
    wanted: Flags
    learnt: Flags
    category: Numbers
    weight: Real
    explicit: Flags


class Room(NamedTuple):
    """Where one payment is worked out; filled anew for each."""

    keys: Hashes
    found: Numbers
    score: Real
    words: Real
    own: Real
    prior: Real
    rank_of: Numbers
    touched: Hashes


def compiled(function: Function) -> Function:
    """Machine code, kept between runs beside its file or in the user's cache, where either may be written."""
    try:
        return cast(Function, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:
        return cast(Function, numba.njit(nogil=True)(function))


def the_plan() -> Plan:
    """Own keys speak loudest, coarse ones most softly."""
    loud = [1.6 if "account" in key else 1.2 if "company" in key else 1.0 for key in KEYS]
    soft = [0.5 if key in _COARSE else 1.0 for key in KEYS]
    return Plan(
        (np.array(loud) * np.array(soft)).astype(np.float32),
        HABIT_OF,
        np.array([KEYS.index(key) for key in _SHOW_CORRECTIONS]),
    )


def room_for(categories: int, longest: int) -> Room:
    """Room for payments of so many categories and, at most, so many words."""
    return Room(
        np.zeros(len(KEYS), dtype=np.uint64),
        np.zeros(len(KEYS), dtype=np.int64),
        np.zeros(categories, dtype=np.float32),
        np.zeros(categories, dtype=np.float32),
        np.zeros(categories, dtype=np.float32),
        np.zeros(categories, dtype=np.float32),
        np.zeros(categories, dtype=np.int64),
        np.zeros(3 * longest + len(KEYS) + 1, dtype=np.uint64),
    )
