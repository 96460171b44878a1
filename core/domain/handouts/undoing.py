"""What undoing an import takes away, before it is done."""

from dataclasses import dataclass
from datetime import date

from core.domain.handouts.acts import ActLine


@dataclass(frozen=True, slots=True)
class StandingCorrection:
    """A correction that stands on a file's rows, or on another correction that does."""

    act: ActLine
    from_categories: tuple[str, ...]
    """Where its rows were before, as places; `act.category` is where they went."""
    rows_here: int
    """How many rows of the file it filed, and how many of other files."""
    rows_elsewhere: int


@dataclass(frozen=True, slots=True)
class UndoSeen:
    """What goes when an import is undone; `sums_minor` by currency, minor units, money in positive.

    `from_on` and `to_on` are None where none of its rows count. `coming_forward` rows stay all the same,
    since another file holds them too. `corrections` are newest first.
    """

    import_id: int
    file_name: str
    rows: int
    sums_minor: dict[str, int]
    from_on: date | None
    to_on: date | None
    coming_forward: int
    corrections: tuple[StandingCorrection, ...]
