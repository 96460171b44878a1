"""Which rows of two files tell of one payment, where their words and days differ as formats do."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from core.domain.sameness import Likeness, Sign
from core.importers.told import ALIKE, DAYS_TO_BOOK, NO_ID, Told, alike, contradict, likeness

_MUCH_ALIKE = 0.75
_DAY_AND_WORDS = attrgetter("booked_on", "words")


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
        pairing.within(0, ALIKE)
        pairing.within(0, 0.0)
        pairing.within(DAYS_TO_BOOK, _MUCH_ALIKE)
    return pairing.found


class _Pairing:
    """Rows and others that are still alone, and the pairs so far."""

    def __init__(
        self, rows: list[Told], others: list[Told], may: May, spoken: Spoken, copies: Counter[str]
    ) -> None:
        self.rows, self.others = rows, others
        self.found: Pairs = {}
        self._taken: set[int] = set()
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
        mine: dict[int, list[Told]] = defaultdict(list)
        for row in self.rows:
            mine[row.amount_minor].append(row)
        for rows in mine.values():
            cut = _Cut()
            for row in rows:
                for other in _around(by_amount.get(row.amount_minor, []), row.booked_on, days):
                    score = self._score(row, other, least, cut)
                    if score is not None:
                        apart = abs((row.booked_on - other.booked_on).days)
                        scored.append((apart, -score, row.key, other.key, row, other))
        for *_, row, other in sorted(scored, key=lambda each: each[:4]):
            if not self._has(row, other):
                self._join(row, other, likeness(row, other))
        self._leave()

    def _score(self, row: Told, other: Told, least: float, cut: "_Cut") -> float | None:
        if not self._may(row, other) or contradict(row, other):
            return None
        if not row.words or not other.words:
            return 0.0 if least == 0.0 else None
        if not least:
            return None
        inside, both = alike(cut[row], cut[other])
        return both if inside >= least else None

    def _nearest(self, pairs: list[tuple[Told, Told]]) -> None:
        if len(pairs) > 1:
            pairs.sort(key=lambda each: abs((each[0].booked_on - each[1].booked_on).days))
        for row, other in pairs:
            if not self._has(row, other) and self._may(row, other) and not contradict(row, other):
                self._join(row, other, likeness(row, other))

    def _has(self, row: Told, other: Told) -> bool:
        """Whether one of the two is taken, or a person keeps them apart."""
        if row.key in self.found or other.key in self._taken:
            return True
        if not self._spoken.two:
            return False
        apart = self._spoken.two.get(frozenset({row.print, other.print}), 0)
        made = self._made[row.print, frozenset({row.print, other.print})]
        return bool(apart) and made >= self._copies[row.print] - apart

    def _join(self, row: Told, other: Told, why: Likeness) -> None:
        self.found[row.key] = (other.key, why)
        self._taken.add(other.key)
        if self._spoken.two:
            self._made[row.print, frozenset({row.print, other.print})] += 1

    def _leave(self) -> None:
        self.rows = [row for row in self.rows if row.key not in self.found]
        self.others = [other for other in self.others if other.key not in self._taken]


def _grouped(rows: Iterable[Told], what: Callable[[Told], object]) -> dict[object, list[Told]]:
    """Rows of one amount that have this in common, without those that do not say it."""
    found: dict[object, list[Told]] = defaultdict(list)
    for row in rows:
        value = what(row)
        if isinstance(value, str):
            value = value.strip().casefold()
            if value in NO_ID:
                continue
        found[row.amount_minor, value].append(row)
    return found


def _around(ordered: list[Told], day: date, days: int) -> list[Told]:
    """Of rows in order of their days, those at most so many days from this one."""
    span = timedelta(days)
    first = bisect_left(ordered, day - span, key=attrgetter("booked_on"))
    return ordered[first : bisect_right(ordered, day + span, key=attrgetter("booked_on"))]


class _Cut:
    """The pieces of the rows of one amount, cut when first asked for."""

    def __init__(self) -> None:
        self._kept: dict[int, frozenset[str]] = {}

    def __getitem__(self, told: Told) -> frozenset[str]:
        if told.key not in self._kept:
            self._kept[told.key] = told.pieces()
        return self._kept[told.key]
