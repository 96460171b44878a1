"""Which rows of two files tell of one payment, where their words and days differ as formats do."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter

from core.domain.sameness import Likeness, Sign

DAYS_APART = 5
"""Between the day of booking and that of value lie a weekend and a holiday at most."""
DAYS_TO_BOOK = 7
"""A card payment is announced at the till and booked within a week."""
_ALIKE = 0.6
_MUCH_ALIKE = 0.75
_DAY_AND_WORDS = attrgetter("booked_on", "words")
_NO_ID = frozenset({"", "notprovided", "nonref", "none"})


@dataclass(frozen=True, slots=True)
class Source:
    """The file a row stands in: its format, and the days it covers of this account."""

    kind: str
    from_on: date
    to_on: date


@dataclass(frozen=True)
class Told:
    """A payment as one file tells it; `key` is the caller's own name for it, `print` its fingerprint."""

    key: int
    print: str
    amount_minor: int
    booked_on: date
    value_on: date | None
    counterparty: str
    text: str
    reference: str
    end_to_end_id: str
    source: Source

    @cached_property
    def words(self) -> str:
        """Payee and text without accents, signs and letter case."""
        folded = unicodedata.normalize("NFKD", f"{self.counterparty} {self.text}".casefold())
        kept = (letter if letter.isalnum() else " " for letter in folded if not unicodedata.combining(letter))
        return " ".join("".join(kept).split())

    @cached_property
    def pieces(self) -> frozenset[str]:
        """The words cut into overlapping threes, so that a cut or misspelled word still counts."""
        padded = (f" {word} " for word in self.words.split())
        return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Its references, whichever field they stand in."""
        return frozenset({self.end_to_end_id.strip().casefold(), self.reference.strip().casefold()}) - _NO_ID


@dataclass(frozen=True)
class Spoken:
    """What a person said of rows of an account, by their two fingerprints: how often one or two payments."""

    one: Counter[frozenset[str]] = field(default_factory=Counter)
    two: Counter[frozenset[str]] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.one or self.two)


May = Callable[[Told, Told], bool]
Pairs = dict[int, tuple[int, Likeness]]
"""Key of a row -> key of the row that tells of the same payment, and why."""


def pair_up(
    rows: Sequence[Told], others: Sequence[Told], may: May, spoken: Spoken, copies: Counter[str]
) -> Pairs:
    """Rows with the row that tells of the same payment; each of either side at most once, surest first.

    `may` says whether the days of two rows of one amount allow it. `copies` counts the file's rows by
    fingerprint: of N equal rows of which a person said that k are payments of their own, N - k pair up.
    """
    amounts = {row.amount_minor for row in rows}
    pairing = _Pairing(
        list(rows), [each for each in others if each.amount_minor in amounts], may, spoken, copies
    )
    if pairing.others:
        pairing.by_word_of_a_person()
        pairing.by_same(attrgetter("end_to_end_id"))
        pairing.by_same(attrgetter("reference"))
        pairing.by_same_words()
        pairing.within(0, _ALIKE)
        pairing.within(0, 0.0)
        pairing.within(DAYS_TO_BOOK, _MUCH_ALIKE)
    return pairing.found


def may_be_twins(row: Told, other: Told) -> bool:
    """Whether the days of two booked rows allow one payment.

    One format always gives one day. Of two formats one may give the day of value: then both rows lie in
    days that both files cover, or one in them and the other's day of value is known.
    """
    if row.booked_on == other.booked_on:
        return True
    apart = abs((row.booked_on - other.booked_on).days)
    if row.source.kind == other.source.kind or apart > DAYS_APART:
        return False
    covered = (_covers(other.source, row.booked_on), _covers(row.source, other.booked_on))
    return all(covered) or (any(covered) and _by_value(row, other))


def may_be_booking(announced: Told, booked: Told) -> bool:
    """Whether a payment that was announced can be this booking: on its day or up to a week later."""
    return timedelta() <= booked.booked_on - announced.booked_on <= timedelta(DAYS_TO_BOOK)


def likeness(row: Told, other: Told) -> Likeness:
    """What speaks for two rows being one payment."""
    signs = []
    if _same_id(row.end_to_end_id, other.end_to_end_id):
        signs.append(Sign.END_TO_END)
    elif row.ids & other.ids:
        signs.append(Sign.REFERENCE)
    apart = abs((row.booked_on - other.booked_on).days)
    if apart == 0:
        signs.append(Sign.SAME_DAY)
    else:
        signs.append(Sign.VALUE_DAY if _by_value(row, other) else Sign.NEAR_DAY)
    if not row.words or not other.words:
        signs.append(Sign.NO_WORDS)
    elif row.words == other.words:
        signs.append(Sign.SAME_WORDS)
    elif _alike(row, other)[0] >= _ALIKE:
        signs.append(Sign.ALIKE_WORDS)
    return Likeness(tuple(signs), apart)


class _Pairing:
    """Rows and others that are still alone, and the pairs so far."""

    def __init__(
        self, rows: list[Told], others: list[Told], may: May, spoken: Spoken, copies: Counter[str]
    ) -> None:
        self.rows, self.others = rows, others
        self.found: Pairs = {}
        self._may, self._spoken, self._copies = may, spoken, copies
        self._made: Counter[tuple[str, frozenset[str]]] = Counter()

    def by_word_of_a_person(self) -> None:
        """Pairs of which a person said that they are one payment."""
        left = Counter(self._spoken.one)
        if not left:
            return
        for row in self.rows:
            for other in self.others:
                both = frozenset({row.print, other.print})
                if left[both] > 0 and not self._has(row, other) and row.amount_minor == other.amount_minor:
                    left[both] -= 1
                    self._join(
                        row, other, Likeness((Sign.SAID,), abs((row.booked_on - other.booked_on).days))
                    )
        self._leave()

    def by_same(self, what: Callable[[Told], object]) -> None:
        """Pairs that have this in common, the nearest days first."""
        alone = _grouped(self.others, what)
        for key, rows in _grouped(self.rows, what).items():
            if key in alone:
                self._nearest([(row, other) for row in rows for other in alone[key]])
        self._leave()

    def by_same_words(self) -> None:
        """Pairs of one day with the same words, which are looked at only where day and amount are in both."""
        day = attrgetter("amount_minor", "booked_on")
        both = set(map(day, self.rows)) & set(map(day, self.others))
        rows = [row for row in self.rows if day(row) in both]
        alone = _grouped([other for other in self.others if day(other) in both], _DAY_AND_WORDS)
        for key, some in _grouped(rows, _DAY_AND_WORDS).items():
            self._nearest([(row, other) for row in some for other in alone.get(key, ())])
        self._leave()

    def within(self, days: int, least: float) -> None:
        """Pairs of alike words at most so many days apart, the nearest and most alike first.

        With 0 as the least, pairs of which one has no words at all.
        """
        by_amount: dict[int, list[Told]] = defaultdict(list)
        for other in sorted(self.others, key=attrgetter("booked_on")):
            by_amount[other.amount_minor].append(other)
        scored = []
        for row in self.rows:
            for other in _around(by_amount.get(row.amount_minor, []), row.booked_on, days):
                score = self._score(row, other, least)
                if score is not None:
                    apart = abs((row.booked_on - other.booked_on).days)
                    scored.append((apart, -score, row.key, other.key, row, other))
        for *_, row, other in sorted(scored, key=lambda each: each[:4]):
            if not self._has(row, other):
                self._join(row, other, likeness(row, other))
        self._leave()

    def _score(self, row: Told, other: Told, least: float) -> float | None:
        if not self._may(row, other) or _contradict(row, other):
            return None
        if not row.words or not other.words:
            return 0.0 if least == 0.0 else None
        inside, both = _alike(row, other)
        return both if least and inside >= least else None

    def _nearest(self, pairs: list[tuple[Told, Told]]) -> None:
        if len(pairs) > 1:
            pairs.sort(key=lambda each: abs((each[0].booked_on - each[1].booked_on).days))
        for row, other in pairs:
            if not self._has(row, other) and self._may(row, other) and not _contradict(row, other):
                self._join(row, other, likeness(row, other))

    def _has(self, row: Told, other: Told) -> bool:
        """Whether one of the two is taken, or a person keeps them apart."""
        if row.key in self.found or other.key in self._taken:
            return True
        apart = self._spoken.two.get(frozenset({row.print, other.print}), 0)
        made = self._made[row.print, frozenset({row.print, other.print})]
        return bool(apart) and made >= self._copies[row.print] - apart

    def _join(self, row: Told, other: Told, why: Likeness) -> None:
        self.found[row.key] = (other.key, why)
        self._taken.add(other.key)
        self._made[row.print, frozenset({row.print, other.print})] += 1

    def _leave(self) -> None:
        self.rows = [row for row in self.rows if row.key not in self.found]
        self.others = [other for other in self.others if other.key not in self._taken]

    @cached_property
    def _taken(self) -> set[int]:
        return set()


def _grouped(rows: Iterable[Told], what: Callable[[Told], object]) -> dict[object, list[Told]]:
    """Rows of one amount that have this in common, without those that do not say it."""
    found: dict[object, list[Told]] = defaultdict(list)
    for row in rows:
        value = what(row)
        if isinstance(value, str):
            value = value.strip().casefold()
            if value in _NO_ID:
                continue
        found[row.amount_minor, value].append(row)
    return found


def _around(ordered: list[Told], day: date, days: int) -> list[Told]:
    """Of rows in order of their days, those at most so many days from this one."""
    span = timedelta(days)
    first = bisect_left(ordered, day - span, key=attrgetter("booked_on"))
    return ordered[first : bisect_right(ordered, day + span, key=attrgetter("booked_on"))]


def _alike(row: Told, other: Told) -> tuple[float, float]:
    """How much of the shorter one's words stand in the other, and how much of both is common."""
    common = len(row.pieces & other.pieces)
    shorter = min(len(row.pieces), len(other.pieces))
    whole = len(row.pieces) + len(other.pieces) - common
    return (common / shorter, common / whole) if shorter else (0.0, 0.0)


def _contradict(row: Told, other: Told) -> bool:
    mine, theirs = (each.end_to_end_id.strip().casefold() for each in (row, other))
    return mine not in _NO_ID and theirs not in _NO_ID and not _same_id(mine, theirs)


def _same_id(one: str, other: str) -> bool:
    """Two ids of which one may be cut short."""
    one, other = one.strip().casefold(), other.strip().casefold()
    if one in _NO_ID or other in _NO_ID:
        return False
    return one == other or (
        min(len(one), len(other)) >= 16 and (one.startswith(other) or other.startswith(one))
    )


def _by_value(row: Told, other: Told) -> bool:
    return row.value_on == other.booked_on or row.booked_on == other.value_on


def _covers(source: Source, day: date) -> bool:
    return source.from_on <= day <= source.to_on
