"""Everything remembered, in flat arrays: copying them is a snapshot, and nothing else holds state."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from models.categorizers.evidence.keys import KEYS, Hashes
from models.categorizers.evidence.rooms import Numbers, Real, Whole, compiled

WORDS_ROWS = 1 << 16
OWN_ROWS = 1 << 17

_FIRST = 1 << 12
_NOBODY = -1


class State(NamedTuple):
    """Counts of labels by key, and two linear learners over words.

    A key's number is found by `table` (0 = free) and `place`. `slot` (keys, 6): first entry, labels so far,
    last category, last explicit category, labels so far then, entry of the usual category; `slot_sum`
    (keys, 2): weight of all labels, and faded. An entry is one category under one key: `entry` (entries, 5):
    next entry, category, label number and day of its last label, labels; `entry_sum` (entries, 4): weight,
    faded weight, mean log amount, sum of squared deviations. -1 is nobody. `prior` (categories, 2): labels,
    faded labels. `words` and `own` (hashed words, categories) are the linear learners' weights, `words_seen`
    and `own_seen` their squared pushes. `sizes`: keys and entries in use.
    """

    table: Hashes
    place: Whole
    slot: Whole
    slot_sum: Real
    entry: Whole
    entry_sum: Real
    prior: npt.NDArray[np.float64]
    words: Real
    words_seen: Real
    own: Real
    own_seen: Real
    sizes: Numbers


def empty_state(categories: int) -> State:
    """Nothing remembered, with room for so many categories."""
    return State(
        np.zeros(4 * _FIRST, dtype=np.uint64),
        np.zeros(4 * _FIRST, dtype=np.int32),
        np.full((_FIRST, 6), _NOBODY, dtype=np.int32),
        np.zeros((_FIRST, 2), dtype=np.float32),
        np.full((_FIRST, 5), _NOBODY, dtype=np.int32),
        np.zeros((_FIRST, 4), dtype=np.float32),
        np.zeros((categories, 2)),
        np.zeros((WORDS_ROWS, categories), dtype=np.float32),
        np.zeros(WORDS_ROWS, dtype=np.float32),
        np.zeros((OWN_ROWS, categories), dtype=np.float32),
        np.zeros(OWN_ROWS, dtype=np.float32),
        np.zeros(2, dtype=np.int64),
    )


def snapshot(state: State) -> State:
    """A copy that later labels do not touch."""
    return State._make(part.copy() for part in state)


def with_room(state: State, rows: int) -> State:
    """The same memory with room for the labels of so many more payments."""
    new = rows * len(KEYS)
    slots, entries = int(state.sizes[0]) + new, int(state.sizes[1]) + new
    if slots > len(state.slot):
        size = _doubled(slots)
        table, place = np.zeros(4 * size, dtype=np.uint64), np.zeros(4 * size, dtype=np.int32)
        _move(state.table, state.place, table, place)
        longer = _longer(state.slot, size, _NOBODY), _longer(state.slot_sum, size, 0)
        state = state._replace(table=table, place=place, slot=longer[0], slot_sum=longer[1])
    if entries > len(state.entry):
        size = _doubled(entries)
        told = _longer(state.entry_sum, size, 0)
        state = state._replace(entry=_longer(state.entry, size, _NOBODY), entry_sum=told)
    return state


def with_categories(state: State, more: int) -> State:
    """The same memory with room for so many more categories, behind those it has."""
    if not more:
        return state
    return state._replace(
        prior=np.vstack([state.prior, np.zeros((more, 2))]),
        words=np.hstack([state.words, np.zeros((WORDS_ROWS, more), dtype=np.float32)]),
        own=np.hstack([state.own, np.zeros((OWN_ROWS, more), dtype=np.float32)]),
    )


@compiled
def _move(table: Hashes, place: Whole, new_table: Hashes, new_place: Whole) -> None:
    """Put every key of one table into a larger, empty one."""
    mask = np.uint64(len(new_table) - 1)
    for at in range(len(table)):
        if table[at] != 0:
            to = table[at] & mask
            while new_table[to] != 0:
                to = (to + np.uint64(1)) & mask
            new_table[to] = table[at]
            new_place[to] = place[at]


def _doubled(least: int) -> int:
    return 1 << (least - 1).bit_length()


def _longer(part: npt.NDArray[Any], size: int, fill: int) -> npt.NDArray[Any]:
    longer = np.full((size, *part.shape[1:]), fill, dtype=part.dtype)
    longer[: len(part)] = part
    return longer
