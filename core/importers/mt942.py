"""MT942: what was booked since the last statement, within the day; it states no balance.

Source: SWIFT MT942 Interim Transaction Report; its payments are written as in MT940.
"""

from core.domain.bank_file import Reading
from core.domain.progress import Tell, untold
from core.importers.layout import Layout
from core.importers.mt940 import interim, likeness, read_messages

KIND = "mt942"


def recognizes(data: bytes) -> float:
    """How surely this is MT942: the fields of MT940, with a floor limit or sums where balances would be."""
    return likeness(data) if interim(data) else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every message of the file as a statement.

    Raises:
        FileDamaged, FileTruncated, NoStatement: as `mt940.read` says.
    """
    return read_messages(data, KIND, tell)
