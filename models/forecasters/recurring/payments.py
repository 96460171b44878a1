"""What recurring money is found in: single payments, as a plain frame."""

import re

from models.frames import Column

PAYMENTS: dict[str, Column] = {
    "payment_id": Column("whole", "identity of the payment"),
    "account": Column("text", "opaque account key; one currency an account"),
    "booked_on": Column("date", "booking date"),
    "amount": Column("number", "signed, major units, minus is money out"),
    "payee": Column("text", "normalized payee; a payment without one belongs to no stream"),
    "category": Column("text", "category key, the one the payment counts under"),
}
"""One row a payment, in any order. Its direction is the sign of its amount; 0 is left out."""

_MONTH_AT_END = re.compile(
    r"(?<=\w) (?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|mai|okt|dez|januar|februar|marz|juni|juli"
    r"|january|february|march|april|june|july|august|september|october|november|december|oktober|dezember"
    r"|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre)$"
)


def without_month(payee: str) -> str:
    """The payee without the month a bank wrote behind it: "account fees dec" is paid every month."""
    return _MONTH_AT_END.sub("", payee)
