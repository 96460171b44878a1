"""Amounts with more decimals than their currency has: read as near as it goes, and said."""

from decimal import Decimal

from core.domain.bank_file import Problem
from core.domain.money import exponent, to_major, to_minor


def rounded(exact: Decimal, currency: str, written: str, raw: str) -> list[Problem]:
    """What to say of an amount that cannot be kept whole, nothing of one that can."""
    decimals = exact.as_tuple().exponent
    if isinstance(decimals, int) and -decimals <= exponent(currency):
        return []
    kept = to_major(to_minor(exact, currency), currency)
    if kept == exact:
        return []
    return [Problem("rounded", 0, raw, {"value": written, "counted": str(kept)})]
