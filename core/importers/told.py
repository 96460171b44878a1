"""A payment as one file tells it, and what speaks for two rows being one payment."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from core.domain.bank_file import Row
from core.domain.sameness import Likeness, Sign

DAYS_APART = 5
"""Between the day of booking and that of value lie a weekend and a holiday at most."""
DAYS_TO_BOOK = 7
"""A card payment is announced at the till and booked within a week."""
ALIKE = 0.6
NO_ID = frozenset({"", "notprovided", "nonref", "none"})
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")


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

    @classmethod
    def of(cls, row: Row, key: int, print_: str, source: Source) -> "Told":
        """A row of a file, or one that the store holds under the same names."""
        return cls(
            key=key,
            print=print_,
            amount_minor=row.amount_minor,
            booked_on=row.booked_on,
            value_on=row.value_on,
            counterparty=row.counterparty,
            text=row.text,
            reference=row.reference,
            end_to_end_id=row.end_to_end_id,
            source=source,
        )

    @cached_property
    def words(self) -> str:
        """Payee and text without accents, signs and letter case."""
        said = f"{self.counterparty} {self.text}".casefold()
        if not said.isascii():
            said = _ACCENTS.sub("", unicodedata.normalize("NFKD", said))
        return " ".join(_SIGNS.sub(" ", said).split())

    def pieces(self) -> frozenset[str]:
        """The words cut into overlapping threes, so that a cut or misspelled word still counts.

        Not kept: for a large file they are many times the file itself.
        """
        padded = f" {self.words.replace(' ', '  ')} "
        return frozenset(map("".join, zip(padded, padded[1:], padded[2:], strict=False)))


def may_be_twins(row: Told, other: Told) -> bool:
    """Whether two booked rows can be one payment.

    One format always gives one day, and the same numbers in its words. Of two formats one may give the day
    of value: then both rows lie in days that both files cover, or one in them and the other's day of value
    is known.
    """
    if row.source.kind == other.source.kind:
        return row.booked_on == other.booked_on and (_same_reference(row, other) or _same_numbers(row, other))
    apart = abs((row.booked_on - other.booked_on).days)
    if apart == 0 or apart > DAYS_APART:
        return apart == 0
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
    elif _same_reference(row, other):
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
    elif alike(row.pieces(), other.pieces())[0] >= ALIKE:
        signs.append(Sign.ALIKE_WORDS)
    return Likeness(tuple(signs), apart)


def alike(mine: frozenset[str], theirs: frozenset[str]) -> tuple[float, float]:
    """How much of the shorter one's pieces stand in the other, and how much of both is common."""
    common = len(mine & theirs)
    shorter = min(len(mine), len(theirs))
    whole = len(mine) + len(theirs) - common
    return (common / shorter, common / whole) if shorter else (0.0, 0.0)


def _same_reference(row: Told, other: Told) -> bool:
    mine, theirs = (
        {each.end_to_end_id.strip().casefold(), each.reference.strip().casefold()} for each in (row, other)
    )
    return bool((mine & theirs) - NO_ID)


def _same_numbers(row: Told, other: Told) -> bool:
    """Whether one says all numbers that the other says."""
    mine, theirs = (set(_NUMBER.findall(each.words)) for each in (row, other))
    return mine <= theirs or theirs <= mine


def contradict(row: Told, other: Told) -> bool:
    """Whether both name an end-to-end id, and not the same one."""
    mine, theirs = (each.end_to_end_id.strip().casefold() for each in (row, other))
    return mine not in NO_ID and theirs not in NO_ID and not _same_id(mine, theirs)


def _same_id(one: str, other: str) -> bool:
    """Two ids of which one may be cut short."""
    one, other = one.strip().casefold(), other.strip().casefold()
    if one in NO_ID or other in NO_ID:
        return False
    return one == other or (
        min(len(one), len(other)) >= 16 and (one.startswith(other) or other.startswith(one))
    )


def _by_value(row: Told, other: Told) -> bool:
    return row.value_on == other.booked_on or row.booked_on == other.value_on


def _covers(source: Source, day: date) -> bool:
    return source.from_on <= day <= source.to_on
