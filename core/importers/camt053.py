"""CAMT.053: the ISO 20022 statements of European and many other banks.

Source: ISO 20022 message definition BankToCustomerStatement (camt.053), every version.
"""

from core.domain.bank_file import Reading
from core.domain.progress import Tell, untold
from core.importers.camt import likeness, read_message
from core.importers.layout import Layout

KIND = "camt053"


def recognizes(data: bytes) -> float:
    """How surely this is such a message: its element near the top, whatever its version."""
    return likeness(data, KIND)


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every account of the message; `layout` is not needed.

    Raises:
        FileTruncated, FileDamaged, FileRefused: as `camt.read_message` says.
    """
    return read_message(data, KIND, tell)
