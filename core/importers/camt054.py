"""CAMT.054: single payments the bank tells of, often those of one batch; it states no balance.

Source: ISO 20022 message definition BankToCustomerDebitCreditNotification (camt.054), every version.
"""

from core.domain.bank_file import Reading
from core.domain.progress import Tell, untold
from core.importers.camt import likeness, read_message
from core.importers.layout import Layout

KIND = "camt054"


def recognizes(data: bytes) -> float:
    """How surely this is such a message: its element near the top, whatever its version."""
    return likeness(data, KIND)


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every account of the message; `layout` is not needed.

    Raises:
        FileTruncated, FileDamaged, FileRefused: as `camt.read_message` says.
    """
    return read_message(data, KIND, tell)
