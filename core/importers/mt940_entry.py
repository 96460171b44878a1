"""One payment of an MT940: field 61 and the details that follow it, as a row.

Source: SWIFT MT940 and MT942, field 61, with the longer references that banks write.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Literal

from core.domain.bank_file import Problem, Row
from core.domain.codes import TypeCode
from core.domain.money import to_minor
from core.importers.amounts import read_amount
from core.importers.dates import century, clamp
from core.importers.mt940_details import Details, read_details
from core.importers.rounding import rounded
from core.importers.tables import neutral

_LINE = re.compile(
    r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<entry_month>\d\d|\s\s)?(?P<entry_day>\d\d|\s\s)?"
    r"(?P<mark>[ER]?[DC])[A-Z]?[\n ]?(?P<amount>[\d.,]{1,24}(?![\d.,])) ?(?P<id>[A-Z][A-Z0-9 ]{3})?"
    r"(?P<customer_reference>(?:(?!//| {2})[^\n])*)(?P<rest>(?:(?!//)[^\n])*)"
    r"(?://(?P<bank_reference>[^\n]*))?(?:\n(?P<extra>[^\n]*))?",
    re.ASCII | re.IGNORECASE,
)
_POINT = re.compile(r"\d+\.\d{1,2}")
"""An amount with a point for the comma that the format asks for."""
_ORIGINAL = re.compile(r"/OCMT/([A-Z]{3})(\d+(?:,\d*)?)")
_RATE = re.compile(r"/EXCH/(\d+(?:[.,]\d+)?)")
_CODED = re.compile(r"/(?:TRCD|OCMT|EXCH|GeschKey|BusinessCode)/[^/]*", re.IGNORECASE)
"""What field 61 says in codes behind its references: no words of a payment."""
_NUMBER = re.compile(r"\w*\d\w*", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_NO_REFERENCE = frozenset({"", "NONREF", "NOREF", "KREF", "EREF", "MREF", "MARF", "PREF"})
"""No references: the last five only point to the one in field 86."""
_REVERSED = frozenset({"RC", "RD"})
_EXPECTED = frozenset({"EC", "ED"})


@dataclass(slots=True)
class Entry:
    """One field 61 with the details that follow it."""

    line_no: int
    line: str
    details: str = ""
    raw: str = ""

    def take(self, tag: str, value: str) -> None:
        """Take in a field below it: details that only begin with their code are written anew."""
        if tag == "NS":
            self.details += re.sub(r"^\d\d", " ", value, flags=re.MULTILINE)
        elif re.fullmatch(r"\d{3}", self.details) and value.startswith(self.details):
            self.details = value
        else:
            self.details += value
        self.raw += f"\n:{tag}:{value}"


def read_row(entry: Entry, currency: str, problems: list[Problem]) -> Row:
    """A field 61 and its details as a row; raises ValueError(problem code, value)."""
    found = _LINE.match(entry.line)
    if found is None:
        raise ValueError("bad_line", entry.line.split("\n")[0])
    part = {name: (value or "").strip() for name, value in found.groupdict().items()}
    value_on = day_of(part["year"], part["month"], part["day"])
    mark = part["mark"].upper()
    amount = signed_amount(part["amount"], mark, currency)
    problems += rounded(exact_amount(part["amount"]), currency, part["amount"], entry.raw)
    details = read_details(entry.details)
    bank_code = f"{part['id']}+{details.code}".strip("+")
    type_code = _type_code(part["id"], details.code, amount)
    extra = part["extra"]
    account = extra if _IBAN.fullmatch(extra) else ""
    status: Literal["booked", "pending"] = "pending" if mark in _EXPECTED else "booked"
    original, original_currency, rate = _exchange(f"{extra}{details.text}", amount)
    # Payees and banks come again and again: each is kept once, whatever the size of the file.
    return Row(
        line_no=entry.line_no,
        booked_on=_booked_on(value_on, part["entry_month"], part["entry_day"]),
        value_on=value_on,
        amount_minor=amount,
        currency=currency,
        raw=entry.raw,
        text=_text(details, part["rest"] if account else f"{part['rest']} {extra}"),
        counterparty=intern(details.counterparty),
        counterparty_account=intern(details.account or account),
        counterparty_bank=intern(details.bank),
        type_code=type_code,
        bank_code=intern(bank_code),
        bank_code_family="gvc" if details.code else "swift61" if bank_code else "",
        reference=_reference(details, part["customer_reference"], part["bank_reference"]),
        end_to_end_id=details.reference,
        cheque_number=_cheque(part["id"], part["customer_reference"]),
        original_minor=original,
        original_currency=original_currency,
        exchange_rate=rate,
        status=status,
        reversal=mark in _REVERSED or details.returned,
        standing_order=True if type_code == TypeCode.STANDING_ORDER else None,
    )


def _text(details: Details, extra: str) -> str:
    """The words of field 86, then those beside the references of field 61 that say something of their own."""
    words = " ".join(_CODED.sub(" ", extra).split()).strip("/ ")
    repeated = words in details.text or words == details.counterparty
    if repeated or (details.text and _NUMBER.fullmatch(words)):
        return details.text
    return f"{details.text} {words}".strip()


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
    candidates = (details.reference, customer, details.customer_reference, bank)
    return next((found for found in candidates if found.upper().rstrip("+ ") not in _NO_REFERENCE), "")


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


def signed_amount(digits: str, mark: str, currency: str) -> int:
    """Signed minor units: debits, expected ones too, and reversed credits take money out."""
    amount = exact_amount(digits)
    return to_minor(-amount if mark in ("D", "RC", "ED") else amount, currency)


def exact_amount(digits: str) -> Decimal:
    """An amount as it is written; raises ValueError("bad_amount", it) where it could be two."""
    pointed = _POINT.fullmatch(digits)
    if "." in digits and "," not in digits and not pointed:
        raise ValueError("bad_amount", digits)
    try:
        return read_amount(digits, "." if pointed else ",")
    except ValueError:
        raise ValueError("bad_amount", digits) from None
