"""One payment of an MT940: field 61 and the details that follow it, as a row.

Source: SWIFT MT940, field 61; field grammars of the mt-940 library, tried line by line here so that one
bad line costs one line and not the file.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from core.domain.bank_file import Row
from core.domain.codes import TypeCode
from core.domain.money import to_minor
from core.importers.dates import century, clamp
from core.importers.mt940_details import Details, read_details
from core.importers.tables import neutral

_ORIGINAL = re.compile(r"/OCMT/([A-Z]{3})(\d+(?:,\d*)?)")
_RATE = re.compile(r"/EXCH/(\d+(?:[.,]\d+)?)")
_LONGEST = 1_000
"""A field 61 has a tenth of it; the grammars take their time over more."""
_NO_REFERENCE = frozenset({"", "NONREF", "NOREF"})
_REVERSED = frozenset({"RC", "RD"})


@dataclass(slots=True)
class Entry:
    """One field 61 with the details that follow it."""

    line_no: int
    line: str
    details: str = ""
    raw: str = ""


@cache
def _grammars() -> tuple[re.Pattern[str], ...]:
    """Field 61 as SWIFT has it, then with the longer references that some banks write."""
    from mt940.tags import Statement as Swift
    from mt940.tags import StatementASNB, StatementGLS

    return Swift().re, StatementASNB().re, StatementGLS().re


def _parsed(line: str) -> re.Match[str] | None:
    """The parts of a field 61, which has two lines at most; what follows them says nothing."""
    candidates = dict.fromkeys(each[:_LONGEST] for each in (line, "\n".join(line.split("\n", 2)[:2])))
    matches = (grammar.match(candidate) for candidate in candidates for grammar in _grammars())
    return next((match for match in matches if match), None)


def read_row(entry: Entry, currency: str) -> Row:
    """A field 61 and its details as a row; raises ValueError(problem code, value)."""
    found = _parsed(entry.line)
    if found is None:
        raise ValueError("bad_line", entry.line.split("\n")[0])
    part = {name: (value or "").strip() for name, value in found.groupdict().items()}
    value_on = day_of(part["year"], part["month"], part["day"])
    amount = signed_amount(part["amount"], part["status"].upper(), currency)
    details = read_details(entry.details)
    bank_code = f"{part['id']}+{details.code}".strip("+")
    type_code = _type_code(part["id"], details.code, amount)
    extra = part.get("extra_details", "")
    original, original_currency, rate = _exchange(f"{extra}{details.text}", amount)
    return Row(
        line_no=entry.line_no,
        booked_on=_booked_on(value_on, part["entry_month"], part["entry_day"]),
        value_on=value_on,
        amount_minor=amount,
        currency=currency,
        raw=entry.raw,
        text=details.text or extra,
        counterparty=details.counterparty,
        counterparty_account=details.account,
        counterparty_bank=details.bank,
        type_code=type_code,
        bank_code=bank_code,
        bank_code_family="gvc" if details.code else "swift61" if bank_code else "",
        reference=_reference(details, part["customer_reference"], part["bank_reference"]),
        end_to_end_id=details.reference,
        cheque_number=_cheque(part["id"], part["customer_reference"]),
        original_minor=original,
        original_currency=original_currency,
        exchange_rate=rate,
        reversal=part["status"].upper() in _REVERSED or details.returned,
        standing_order=True if type_code == TypeCode.STANDING_ORDER else None,
    )


def _exchange(said: str, amount: int) -> tuple[int | None, str, str]:
    """What the payment was before money was changed, and the rate: SWIFT's words OCMT and EXCH."""
    found, rate = _ORIGINAL.search(said), _RATE.search(said)
    written = rate[1].replace(",", ".") if rate else ""
    exact = written if written and Decimal(written) > 0 else ""
    if not found:
        return None, "", exact
    minor = to_minor(Decimal(found[2].replace(",", ".")), found[1])
    return (-minor if amount < 0 else minor), found[1], exact


def _cheque(swift: str, reference: str) -> str:
    return reference if swift[1:4].upper() == "CHK" and reference.isdigit() else ""


def _type_code(swift: str, german: str, amount: int) -> str:
    """The German code is the finer one; the SWIFT type stands in for it."""
    known = neutral("gvc", german, amount) or neutral("swift61", swift[1:4].upper(), amount)
    return known or (TypeCode.OTHER if swift or german else "")


def _reference(details: Details, customer: str, bank: str) -> str:
    """The first reference that is one: the payer's, the customer's, the bank's."""
    candidates = (details.reference, customer, bank)
    return next((found for found in candidates if found.strip() not in _NO_REFERENCE), "")


def _booked_on(value_on: date, month: str, day: str) -> date:
    """The entry date, which has no year: the one nearest to the value date."""
    if not (month.isdigit() and day.isdigit()):
        return value_on
    years = (value_on.year, value_on.year - 1, value_on.year + 1)
    try:
        near = [clamp(year, int(month), int(day)) for year in years]
    except ValueError:
        return value_on
    return min(near, key=lambda found: abs(found - value_on))


def day_of(year: str, month: str, day: str) -> date:
    """A day of two-digit numbers; raises ValueError("bad_date", what stood there)."""
    try:
        return clamp(century(int(year)), int(month), int(day))
    except ValueError:
        raise ValueError("bad_date", year + month + day) from None


def signed_amount(digits: str, status: str, currency: str) -> int:
    """Signed minor units: debits and reversed credits take money out."""
    try:
        amount = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        raise ValueError("bad_amount", digits) from None
    return to_minor(-amount if status in ("D", "RC") else amount, currency)
