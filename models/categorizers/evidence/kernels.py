"""The one pass over payments, compiled: gather the evidence for each candidate, then learn the label.

Everything compiled that calls each other stands in this one file, and what other files fix comes in as
arguments: a compiled copy is renewed when this file changes, and only then.
"""

import numpy as np

from models.categorizers.evidence.keys import Lines
from models.categorizers.evidence.rooms import Plan, Real, Room, Told, Whole, compiled
from models.categorizers.evidence.state import State

DECAY = 0.8
"""What each later label under a key leaves of an earlier one's say: recency beats frequency."""
_PRIOR_DECAY, _DOUBT = 0.9995, 0.3
_WORDS_SAY, _OWN_SAY = 4.0, 8.0
_WORDS_RATE, _OWN_RATE = 1.2, 1.3
_ODD, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_SHIFT, _ONE = np.uint64(31), np.uint64(1)


@compiled
def _number_of(state: State, key: np.uint64, add: bool) -> int:
    """The number of a key, -1 for one never met; with `add` it gets one."""
    mask = np.uint64(len(state.table) - 1)
    at = key & mask
    while state.table[at] != 0:
        if state.table[at] == key:
            return int(state.place[at])
        at = (at + _ONE) & mask
    if not add:
        return -1
    number = state.sizes[0]
    state.sizes[0] += 1
    state.table[at] = key
    state.place[at] = number
    state.slot[number, 1] = 0
    return int(number)


@compiled
def _mixed(first: np.uint64, second: np.uint64) -> np.uint64:
    mixed = first * _ODD + second
    mixed = (mixed ^ (mixed >> _SHIFT)) * _MIX
    return mixed ^ (mixed >> _SHIFT)


@compiled
def _read(state: State, plan: Plan, lines: Lines, row: int, room: Room) -> None:
    """A payment's keys with habits crossed in, and their numbers."""
    for at in range(len(room.keys)):
        key = lines.keys[row, at]
        if plan.habit_of[at] >= 0 and key != 0:
            whose = room.found[plan.habit_of[at]]
            key = np.uint64(0)
            if whose >= 0:
                usual = state.entry[state.slot[whose, 5], 1]
                key = _mixed(lines.keys[row, at], np.uint64(usual + 1))
        room.keys[at] = key
        room.found[at] = _number_of(state, key, False) if key != 0 else -1


@compiled
def _touched(lines: Lines, row: int, own: bool, rows: int, room: Room) -> int:
    """Which rows of a linear learner's weights a payment touches: words, and in `own` its keys too."""
    mask = np.uint64(rows - 1)
    name = lines.name[row]
    size = _mixed(np.uint64(7), np.uint64(np.int64(1.5 * lines.log_amount[row] + 0.5)))
    room.touched[0] = size & mask
    count = 1
    for at in range(lines.start[name], lines.start[name + 1]):
        room.touched[count] = lines.tokens[at] & mask
        count += 1
    if own:
        for at in range(len(room.keys)):
            if room.keys[at] != 0:
                room.touched[count] = room.keys[at] & mask
                count += 1
        for at in range(lines.start[name], lines.word_end[name]):
            room.touched[count] = _mixed(lines.tokens[at], room.keys[0]) & mask
            room.touched[count + 1] = _mixed(lines.tokens[at], room.keys[1]) & mask
            count += 2
    return count


@compiled
def _linear(weights: Real, room: Room, count: int, into: Real) -> None:
    """Probabilities of all categories by a linear learner."""
    into[:] = 0.0
    for at in range(count):
        into += weights[room.touched[at]]
    into *= np.float32(1.0 / np.sqrt(count))
    into -= into.max()
    for one in range(len(into)):
        into[one] = np.exp(into[one])
    into /= into.sum()


@compiled
def _teach(weights: Real, seen: Real, room: Room, count: int, push: Real, category: int, rate: float) -> None:
    """One step of a linear learner by AdaGrad; `push` holds its probabilities and is spoiled."""
    push[category] -= np.float32(1.0)
    square = np.float32((push * push).sum() / count)
    for at in range(count):
        word = room.touched[at]
        seen[word] += square
        push_by = np.float32(rate / np.sqrt(count * (seen[word] + 1e-6)))
        weights[word] -= push_by * push


@compiled
def _learn(
    state: State, plan: Plan, lines: Lines, row: int, category: int, weight: float, explicit: bool, room: Room
) -> None:
    """Take in one label."""
    _read(state, plan, lines, row, room)
    count = _touched(lines, row, False, len(state.words), room)
    _linear(state.words, room, count, room.score)
    _teach(state.words, state.words_seen, room, count, room.score, category, _WORDS_RATE)
    count = _touched(lines, row, True, len(state.own), room)
    _linear(state.own, room, count, room.score)
    _teach(state.own, state.own_seen, room, count, room.score, category, _OWN_RATE)
    for at in range(len(room.keys)):
        if room.keys[at] != 0:
            number = _number_of(state, room.keys[at], True)
            _count(state, number, category, lines.day[row], lines.log_amount[row], weight, explicit)
    state.prior[:, 1] *= _PRIOR_DECAY
    state.prior[category] += 1


@compiled
def _count(
    state: State, number: int, category: int, day: int, size: float, weight: float, explicit: bool
) -> None:
    """One more label under a key."""
    slot, sums = state.slot[number], state.slot_sum[number]
    slot[1] += 1
    slot[2] = category
    if explicit:
        slot[3] = category
        slot[4] = slot[1]
    sums[0] += weight
    sums[1] = sums[1] * DECAY + weight
    at = slot[0]
    while at >= 0 and state.entry[at, 1] != category:
        at = state.entry[at, 0]
    if at < 0:
        at = state.sizes[1]
        state.sizes[1] += 1
        state.entry[at] = np.array([slot[0], category, slot[1], day, 0], dtype=np.int32)
        slot[0] = at
    entry, told = state.entry[at], state.entry_sum[at]
    told[0] += weight
    told[1] = told[1] * DECAY ** (slot[1] - entry[2]) + weight
    entry[2] = slot[1]
    entry[3] = day
    entry[4] += 1
    off = size - told[2]
    told[2] += off / entry[4]
    told[3] += off * (size - told[2])
    if slot[5] < 0 or told[0] >= state.entry_sum[slot[5], 0]:
        slot[5] = at


@compiled
def _untrained(state: State, plan: Plan, room: Room) -> None:
    """How likely each category looks before any tree is asked: a weighted sum over the keys, added on."""
    for one in range(len(room.score)):
        room.score[one] += room.prior[one] + _WORDS_SAY * room.words[one] + _OWN_SAY * room.own[one]
    for key in range(len(room.found)):
        number = room.found[key]
        if number < 0:
            continue
        slot, sums = state.slot[number], state.slot_sum[number]
        at = slot[0]
        while at >= 0:
            category = state.entry[at, 1]
            faded = state.entry_sum[at, 1] * DECAY ** (slot[1] - state.entry[at, 2])
            says = state.entry_sum[at, 0] / (sums[0] + _DOUBT) + faded / (sums[1] + _DOUBT)
            says += 0.3 * (slot[2] == category) + 1.0 * (slot[3] == category)
            room.score[category] += plan.weights[key] * says
            at = state.entry[at, 0]


@compiled
def _choose(room: Room, chosen: Whole) -> None:
    """The likeliest categories, best first; -1 where there are fewer."""
    room.rank_of[:] = -1
    chosen[:] = -1
    for rank in range(min(len(chosen), len(room.score))):
        best = -1
        for one in range(len(room.score)):
            if room.rank_of[one] < 0 and (best < 0 or room.score[one] > room.score[best]):
                best = one
        chosen[rank] = best
        room.rank_of[best] = rank


@compiled
def _by_key(state: State, lines: Lines, row: int, key: int, room: Room, chosen: Whole, out: Real) -> None:
    """What one key says of each candidate."""
    number, first = room.found[key], 6 * key
    slot, sums = state.slot[number], state.slot_sum[number]
    for rank in range(len(chosen)):
        if chosen[rank] >= 0:
            prior = _DOUBT * room.prior[chosen[rank]]
            out[rank, first] = prior / (sums[0] + _DOUBT)
            out[rank, first + 1] = prior / (sums[1] + _DOUBT)
            out[rank, first + 2] = slot[2] == chosen[rank]
            out[rank, first + 5] = np.log1p(slot[1])
    at = slot[0]
    while at >= 0:
        rank = room.rank_of[state.entry[at, 1]]
        if rank >= 0:
            entry, told = state.entry[at], state.entry_sum[at]
            out[rank, first] += told[0] / (sums[0] + _DOUBT)
            out[rank, first + 1] += told[1] * DECAY ** (slot[1] - entry[2]) / (sums[1] + _DOUBT)
            out[rank, first + 3] = np.log1p(max(lines.day[row] - entry[3], 0))
            spread = np.sqrt((told[3] + 0.25) / entry[4])
            out[rank, first + 4] = abs(lines.log_amount[row] - told[2]) / spread
        at = state.entry[at, 0]


@compiled
def _lead(values: Real, chosen: Whole, rank: int) -> float:
    """How far a candidate is ahead of the best other one."""
    other = np.float32(0.0)
    for at in range(len(chosen)):
        if at != rank and chosen[at] >= 0:
            other = max(other, values[chosen[at]])
    return float(values[chosen[rank]] - other)


@compiled
def _gather(state: State, plan: Plan, lines: Lines, row: int, room: Room, chosen: Whole, out: Real) -> None:
    """Choose a payment's candidates and write what speaks for each; NaN where nothing is known."""
    _read(state, plan, lines, row, room)
    _linear(state.words, room, _touched(lines, row, False, len(state.words), room), room.words)
    _linear(state.own, room, _touched(lines, row, True, len(state.own), room), room.own)
    faded = state.prior[:, 1].sum() + 1
    room.prior[:] = state.prior[:, 0] / (state.prior[:, 0].sum() + 1)
    _untrained(state, plan, room)
    _choose(room, chosen)
    out[:, :] = np.float32(np.nan)
    for key in range(len(room.found)):
        if room.found[key] >= 0:
            _by_key(state, lines, row, key, room, chosen, out)
    at = 6 * len(room.found)
    known = np.log1p(state.slot[room.found[0], 1]) if room.found[0] >= 0 else 0.0
    for rank in range(len(chosen)):
        one = chosen[rank]
        if one >= 0:
            _corrections(state, plan, room, one, out[rank, at:])
            after = at + len(plan.corrected)
            out[rank, after] = np.log(room.prior[one] + 1e-5)
            out[rank, after + 1] = np.log(state.prior[one, 1] / faded + 1e-5)
            out[rank, after + 2] = room.score[one]
            out[rank, after + 3] = _lead(room.score, chosen, rank)
            out[rank, after + 4] = rank
            out[rank, after + 5] = np.log(room.words[one] + 1e-5)
            out[rank, after + 6] = _lead(room.words, chosen, rank)
            out[rank, after + 7] = np.log(room.own[one] + 1e-5)
            out[rank, after + 8] = _lead(room.own, chosen, rank)
            out[rank, after + 9] = known
            out[rank, after + 10 : after + 10 + lines.plain.shape[1]] = lines.plain[row]


@compiled
def _corrections(state: State, plan: Plan, room: Room, category: int, out: Real) -> None:
    """Near 1 where a person lately named this category, near -1 where another; fades with later labels."""
    for at in range(len(plan.corrected)):
        number = room.found[plan.corrected[at]]
        if number >= 0 and state.slot[number, 3] >= 0:
            slot = state.slot[number]
            fresh = 1 / (1 + np.log1p(slot[1] - slot[4]))
            out[at] = fresh if slot[3] == category else -fresh


@compiled
def run(
    state: State, plan: Plan, lines: Lines, told: Told, says: Real, room: Room, chosen: Whole, out: Real
) -> None:
    """Answer and learn payments, batch after batch; `says` (rows, categories) goes before all counts.

    Writes `chosen` (wanted rows, candidates) and `out` (wanted rows, candidates, features), in row order.
    """
    at, row = 0, 0
    while row < len(told.batch):
        end = row
        while end < len(told.batch) and told.batch[end] == told.batch[row]:
            if told.wanted[end]:
                room.score[:] = says[end]
                _gather(state, plan, lines, end, room, chosen[at], out[at])
                at += 1
            end += 1
        for one in range(row, end):
            if told.learnt[one]:
                weight = told.weight[one]
                _learn(state, plan, lines, one, told.category[one], weight, told.explicit[one], room)
        row = end
