"""What recurring money is found in: single payments, as a plain frame."""

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
