"""What becomes of each row a file brings: new, known, the same payment in other words, or only announced."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.domain.bank_file import Row, Statement
from core.domain.sameness import Fate, Likeness, Verdict
from core.importers.alike import Pairs, Spoken, pair_up
from core.importers.duplicates import Run, begins_after, fingerprint, known_copies, runs
from core.importers.told import DAYS_APART, DAYS_TO_BOOK, Source, Told, may_be_booking, may_be_twins
from core.store import same_said
from core.store import sameness as stored
from core.store.unit import Unit

_WITHIN = timedelta(max(DAYS_APART, DAYS_TO_BOOK))


@dataclass(frozen=True, slots=True)
class NowBooked:
    """The row that takes an announced one's place: where it is in the file, and what stands for it."""

    place: int
    other: int
    why: Likeness


@dataclass
class Judged:
    """The rows a file brings for one account, in the file's order, with what becomes of each.

    `now_booked` are announced rows of the store by id. A row of this file is named -1 - its place here.
    """

    rows: list[Row]
    prints: list[str]
    verdicts: list[Verdict]
    now_booked: dict[int, NowBooked] = field(default_factory=dict)

    def count(self, fate: Fate, places: Iterable[int], status: str = "booked") -> int:
        """How many of these rows came to this."""
        return sum(
            self.verdicts[place].fate is fate and self.rows[place].status == status for place in places
        )


Share = tuple[Judged, range]
"""An account's rows, and which places among them are one statement's."""


def judge_all(
    unit: Unit, kind: str, statements: Sequence[Statement], accounts: Sequence[Hashable]
) -> list[Share]:
    """For each statement, the rows of its account with a verdict each.

    `accounts` names each statement's account: by its id in the store, or anyhow where it is not there yet.
    """
    mine: dict[Hashable, list[int]] = {}
    for number, account in enumerate(accounts):
        mine.setdefault(account, []).append(number)
    found: dict[int, Share] = {}
    for account, numbers in mine.items():
        told = [(statements[number], tuple(statements[number].rows)) for number in numbers]
        judged = _judge(unit, account if isinstance(account, int) else None, kind, told)
        start = 0
        for number, (_, rows) in zip(numbers, told, strict=True):
            found[number] = (judged, range(start, start + len(rows)))
            start += len(rows)
    return [found[number] for number in range(len(statements))]


def _judge(
    unit: Unit, account_id: int | None, kind: str, told: Sequence[tuple[Statement, Sequence[Row]]]
) -> Judged:
    rows = [row for _, some in told for row in some]
    prints = [fingerprint(str(account_id or ""), row) for row in rows]
    judged = Judged(rows, prints, [Verdict(Fate.NEW)] * len(rows))
    return _Judging(unit, account_id, kind, judged, runs(told)).judged() if rows else judged


class _Judging:
    """One account's rows of one file on their way to a verdict each."""

    def __init__(
        self, unit: Unit, account_id: int | None, kind: str, found: Judged, all_runs: Sequence[Run]
    ) -> None:
        self._unit, self._account_id, self._found, self._runs = unit, account_id or 0, found, all_runs
        booked = [row.booked_on for row in found.rows if row.status == "booked"]
        days = booked or [row.booked_on for row in found.rows]
        self._source = Source(kind, min(days), max(days))
        self._spoken = same_said.spoken(unit, account_id) if account_id else Spoken()
        self._copies = Counter(found.prints)
        self._exact: set[int] = set()
        """Rows of the store that one of this file's repeats to the letter."""

    def judged(self) -> Judged:
        booked = [at for at, row in enumerate(self._found.rows) if row.status == "booked"]
        waiting = [at for at, row in enumerate(self._found.rows) if row.status != "booked"]
        if booked:
            self._judge_booked()
        self._judge_announced(booked, waiting)
        return self._found

    def _judge_booked(self) -> None:
        """Repeats to the letter first, then the same payment in other words."""
        span = (self._source.from_on, self._source.to_on)
        counting = stored.counting(self._unit, self._account_id, span) if self._account_id else {}
        rows = self._found.rows
        runs = [[at for at in run.places if rows[at].status == "booked"] for run in self._runs]
        earlier = [self._earlier(run) for run in self._runs] if counting else []
        known = known_copies(self._found.prints, runs, counting, earlier)
        self._exact = {other for other in known.values() if other > 0}
        left = [at for run in runs for at in run if at not in known]
        amounts = {rows[at].amount_minor for at in left}
        others = self._counted(amounts) if amounts else []
        apart = {-1 - at: ids for run, ids in zip(runs, earlier, strict=False) if ids for at in run}

        def may(row: Told, other: Told) -> bool:
            return may_be_twins(row, other) and other.key not in apart.get(row.key, ())

        pairs = pair_up(self._told(left), others, may, self._spoken, self._copies) if others else {}
        verdicts = self._found.verdicts
        for at in left:
            if -1 - at in pairs:
                other, why = pairs[-1 - at]
                verdicts[at] = Verdict(Fate.SAME, other, why)
        for at, other in known.items():
            verdicts[at] = Verdict(Fate.KNOWN, self._behind(other))

    def _earlier(self, run: Run) -> Set[int]:
        """The rows in the store that ended before these began, by the balances of their statements."""
        if run.before is None:
            return frozenset()
        since = _earlier(run.before.on)
        ended = stored.ended_at(self._unit, self._account_id, run.before, since)
        amounts = (self._found.rows[at].amount_minor for at in run.places)
        return ended.keys() if begins_after(amounts, ended.values()) else frozenset()

    def _judge_announced(self, booked: list[int], waiting: list[int]) -> None:
        """Announced rows that are known, then those that are booked by now, here or in the store."""
        earlier = stored.announced(self._unit, self._account_id, self._span()) if self._account_id else []
        if not waiting and not any(behind is None for _, behind in earlier):
            return
        copies = self._copies_announced(waiting, [told for told, _ in earlier])
        left = [at for at in waiting if at not in copies]
        standing = [told for told, behind in earlier if behind is None]
        pairs = self._booked_by(
            booked, [*standing, *self._told(left)], {behind for _, behind in earlier if behind}
        )
        ends = {told.key: behind for told, behind in earlier}
        for told in standing:
            if told.key in pairs:
                other, why = pairs[told.key]
                ends[told.key] = self._behind(other)
                self._found.now_booked[told.key] = NowBooked(-1 - other, self._behind(other), why)
        for at in left:
            verdict = Verdict(Fate.ANNOUNCED)
            if -1 - at in pairs:
                other, why = pairs[-1 - at]
                verdict = Verdict(Fate.BOOKED, self._behind(other), why)
            self._found.verdicts[at] = verdict
        for at, (other, signs) in copies.items():
            self._found.verdicts[at] = Verdict(Fate.KNOWN, ends[other] or other, signs)

    def _copies_announced(
        self, waiting: list[int], earlier: list[Told]
    ) -> dict[int, tuple[int, Likeness | None]]:
        """Place of a row that was announced before -> the earlier row, and why where not to the letter."""
        by_print: dict[str, list[int]] = {}
        for told in earlier:
            by_print.setdefault(told.print, []).append(told.key)
        known = known_copies(self._found.prints, [waiting], by_print)
        found: dict[int, tuple[int, Likeness | None]] = {at: (other, None) for at, other in known.items()}
        left = [told for told in earlier if told.key not in set(known.values())]
        alone = self._told([at for at in waiting if at not in known])
        pairs = pair_up(alone, left, may_be_twins, self._spoken, self._copies)
        return found | {-1 - key: pair for key, pair in pairs.items()}

    def _booked_by(self, booked: list[int], waiting: list[Told], taken: set[int]) -> Pairs:
        """Announced rows with their booking, each booking once: in this file, or earlier in the store.

        Rows of the store were held against each other when they came in.
        """
        mine = [
            told for told in self._told(booked) if self._found.verdicts[-1 - told.key].fate is not Fate.KNOWN
        ]
        ends = {told.key: self._behind(told.key) for told in mine}
        mine = [told for told in mine if ends[told.key] not in taken]
        fresh = {told.amount_minor for told in waiting if told.key < 0}
        others = [] if not fresh or not self._account_id else self._counted(fresh, with_exact=True)
        others = [told for told in others if told.key not in taken | set(ends.values())]

        def may(row: Told, other: Told) -> bool:
            return may_be_booking(row, other) and (row.key < 0 or other.key < 0)

        return pair_up(waiting, [*mine, *others], may, self._spoken, self._copies)

    def _counted(self, amounts: set[int], *, with_exact: bool = False) -> list[Told]:
        if not self._account_id:
            return []
        found = stored.counted(self._unit, self._account_id, self._span(), amounts)
        return [told for told in found if with_exact or told.key not in self._exact]

    def _behind(self, other: int) -> int:
        """The row that stands for another one of this file, or that one itself."""
        at = -1 - other
        stands_for = self._found.verdicts[at].other if at >= 0 else None
        return other if stands_for is None else stands_for

    def _span(self) -> tuple[date, date]:
        days = [row.booked_on for row in self._found.rows]
        return _earlier(min(days)), _later(max(days))

    def _told(self, places: Iterable[int]) -> list[Told]:
        rows, prints = self._found.rows, self._found.prints
        return [Told.of(rows[at], -1 - at, prints[at], self._source) for at in places]


def _earlier(day: date) -> date:
    return day - _WITHIN if day - date.min > _WITHIN else date.min


def _later(day: date) -> date:
    return day + _WITHIN if date.max - day > _WITHIN else date.max
