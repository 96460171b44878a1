"""MT940 with structured details: what German and Austrian banks send to business customers.

Source: SWIFT MT940 Customer Statement Message; DK Anlage 3 (field 86: GVC code, subfields ?00 to ?63).
"""

import re
import unicodedata
from collections.abc import Iterator

from core.domain.bank_file import Balance, Row, Statement
from core.domain.codes import TypeCode
from core.domain.money import to_major

_CODES = {
    TypeCode.ACCOUNT_FEE: ("NCHG", "808", "FEES"),
    TypeCode.INTEREST_CHARGED: ("NINT", "814", "INTEREST"),
    TypeCode.INTEREST_EARNED: ("NINT", "814", "INTEREST"),
    TypeCode.LOAN_DRAWDOWN: ("NLDP", "606", "LOAN PAID OUT"),
    TypeCode.LOAN_REPAYMENT: ("NLDP", "603", "LOAN REPAYMENT"),
    TypeCode.CASH_WITHDRAWAL: ("NMSC", "083", "CASH PAID OUT"),
    TypeCode.CASH_DEPOSIT: ("NMSC", "082", "CASH PAID IN"),
    TypeCode.CHEQUE: ("NCHK", "070", "CHEQUE"),
    TypeCode.CARD_PAYMENT: ("NMSC", "106", "CARD PAYMENT"),
    TypeCode.CARD_REFUND: ("NMSC", "106", "CARD REFUND"),
    TypeCode.CARD_TAKINGS: ("NTRF", "198", "CARD TAKINGS"),
    TypeCode.TRANSFER_OUT: ("NTRF", "116", "CREDIT TRANSFER"),
    TypeCode.TRANSFER_IN: ("NTRF", "166", "CREDIT TRANSFER"),
    TypeCode.OWN_TRANSFER: ("NTRF", "116", "CREDIT TRANSFER"),
    TypeCode.STANDING_ORDER: ("NSTO", "117", "STANDING ORDER"),
    TypeCode.DIRECT_DEBIT: ("NDDT", "105", "DIRECT DEBIT"),
    TypeCode.DIRECT_DEBIT_COLLECTED: ("NDDT", "171", "DIRECT DEBIT"),
    TypeCode.SALARY_BATCH: ("NTRF", "153", "SALARY"),
    TypeCode.RETURNED_PAYMENT: ("NRTI", "109", "RETURNED"),
    TypeCode.OTHER: ("NMSC", "835", "OTHER"),
}
"""SWIFT transaction type, GVC and posting text; no German code says that a transfer is an own one."""

_PURPOSE_FIELDS = [*range(20, 30), *range(60, 64)]
_CHUNK = 27
_FOREIGN = re.compile(r"[^A-Za-z0-9/\-:().,'+ *&#%@]")


def write(statement: Statement) -> bytes:
    """The statement as one message, Latin letters only, lines ended as SWIFT ends them."""
    rows = tuple(statement.rows)
    lines = [":20:STARTUMSE", f":25:{statement.bank_code}/{statement.account_number}", ":28C:00001/001"]
    if statement.opening is not None:
        lines.append(f":60F:{_balance(statement.opening, statement.currency)}")
    for row in rows:
        lines += _entry(row)
    if statement.closing is not None:
        lines.append(f":62F:{_balance(statement.closing, statement.currency)}")
    return ("\r\n".join([*lines, "-"]) + "\r\n").encode("ascii")


def _entry(row: Row) -> Iterator[str]:
    swift, code, posting = _CODES[TypeCode(row.type_code or TypeCode.OTHER)]
    sign = "C" if row.amount_minor > 0 else "D"
    value_on = row.value_on or row.booked_on
    amount = _comma(abs(row.amount_minor), row.currency)
    yield f":61:{value_on:%y%m%d}{row.booked_on:%m%d}{sign}{amount}{swift}NONREF"
    yield from _details(row, code, posting)


def _details(row: Row, code: str, posting: str) -> Iterator[str]:
    """Field 86, cut between subfields, so that no line starts like a new field."""
    purpose = f"EREF+{row.reference} " if row.reference else ""
    purpose = _swift(f"{purpose}SVWZ+{row.text}")
    chunks = [purpose[start : start + _CHUNK] for start in range(0, len(purpose), _CHUNK)]
    fields = [("00", posting)]
    fields += [(str(number), chunk) for number, chunk in zip(_PURPOSE_FIELDS, chunks, strict=False)]
    fields += [("30", row.counterparty_bank), ("31", row.counterparty_account)]
    name = _swift(row.counterparty)
    fields += [("32", name[:_CHUNK]), ("33", name[_CHUNK : 2 * _CHUNK])]
    pieces = [f"?{number}{value}" for number, value in fields if value]
    yield f":86:{code}{pieces[0]}"
    for start in range(1, len(pieces), 2):
        yield "".join(pieces[start : start + 2])


def _swift(text: str) -> str:
    """Letters of SWIFT's character set; the mark between subfields cannot stand inside one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _FOREIGN.sub(" ", plain)


def _balance(balance: Balance, currency: str) -> str:
    sign = "C" if balance.minor >= 0 else "D"
    return f"{sign}{balance.on:%y%m%d}{currency}{_comma(abs(balance.minor), currency)}"


def _comma(minor: int, currency: str) -> str:
    """SWIFT writes a comma even where no decimals follow."""
    written = f"{to_major(minor, currency):f}".replace(".", ",")
    return written if "," in written else f"{written},"
