"""OFX 1 (SGML) and 2 (XML): what accounting programs download from banks and cards.

Source: OFX 1.6 and 2.2 specifications, sections 2.2 (headers) and 11.4 (statements).
"""

from collections.abc import Callable
from datetime import date
from xml.sax.saxutils import escape

from core.domain.bank_file import Balance, Row, Statement
from core.domain.codes import TypeCode
from core.domain.money import to_major

_SGML_HEAD = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:UTF-8\r\n"
    "CHARSET:NONE\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
)
_XML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\r\n'
    '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\r\n'
)
_KINDS = {
    TypeCode.ACCOUNT_FEE: "FEE",
    TypeCode.INTEREST_CHARGED: "INT",
    TypeCode.INTEREST_EARNED: "INT",
    TypeCode.CASH_WITHDRAWAL: "ATM",
    TypeCode.CASH_DEPOSIT: "DEP",
    TypeCode.CHEQUE: "CHECK",
    TypeCode.CARD_PAYMENT: "POS",
    TypeCode.CARD_REFUND: "POS",
    TypeCode.TRANSFER_OUT: "XFER",
    TypeCode.TRANSFER_IN: "XFER",
    TypeCode.OWN_TRANSFER: "XFER",
    TypeCode.STANDING_ORDER: "REPEATPMT",
    TypeCode.DIRECT_DEBIT: "DIRECTDEBIT",
    TypeCode.DIRECT_DEBIT_COLLECTED: "DIRECTDEBIT",
    TypeCode.SALARY_BATCH: "PAYMENT",
}
_NAME_LENGTH = 32

Leaf = Callable[[str, str], str]


def write(statement: Statement, version: int = 1) -> bytes:
    """The statement as OFX of this major version, UTF-8; needs a row or a closing balance."""
    leaf = _closed if version > 1 else _open
    rows = tuple(statement.rows)
    closing = statement.closing or _last_known(rows)
    inner = [leaf("CURDEF", statement.currency), *_account(statement, leaf)]
    inner += _list(rows, closing.on, leaf)
    inner += _element("LEDGERBAL", _balance(closing, statement.currency, leaf))
    if statement.account_kind == "card":
        body = _answer("CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS", inner, leaf)
    else:
        body = _answer("BANKMSGSRSV1", "STMTTRNRS", "STMTRS", inner, leaf)
    lines = _element("OFX", _sign_on(closing.on, leaf) + body)
    head = _XML_HEAD if version > 1 else _SGML_HEAD
    return (head + "\r\n".join(lines) + "\r\n").encode()


def _open(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}"


def _closed(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


def _element(name: str, lines: list[str]) -> list[str]:
    return [f"<{name}>", *lines, f"</{name}>"]


def _answer(message: str, response: str, report: str, inner: list[str], leaf: Leaf) -> list[str]:
    lines = [leaf("TRNUID", "1"), *_status(leaf), *_element(report, inner)]
    return _element(message, _element(response, lines))


def _status(leaf: Leaf) -> list[str]:
    return _element("STATUS", [leaf("CODE", "0"), leaf("SEVERITY", "INFO")])


def _sign_on(day: date, leaf: Leaf) -> list[str]:
    lines = [*_status(leaf), leaf("DTSERVER", _day(day)), leaf("LANGUAGE", "ENG")]
    return _element("SIGNONMSGSRSV1", _element("SONRS", lines))


def _account(statement: Statement, leaf: Leaf) -> list[str]:
    number = leaf("ACCTID", statement.account_number)
    if statement.account_kind == "card":
        return _element("CCACCTFROM", [number])
    kind = "SAVINGS" if statement.account_kind == "savings" else "CHECKING"
    return _element("BANKACCTFROM", [leaf("BANKID", statement.bank_code), number, leaf("ACCTTYPE", kind)])


def _list(rows: tuple[Row, ...], until: date, leaf: Leaf) -> list[str]:
    first = rows[0].booked_on if rows else until
    lines = [leaf("DTSTART", _day(first)), leaf("DTEND", _day(until))]
    for place, row in enumerate(rows, start=1):
        lines += _element("STMTTRN", _entry(row, place, leaf))
    return _element("BANKTRANLIST", lines)


def _entry(row: Row, place: int, leaf: Leaf) -> list[str]:
    kind = _KINDS.get(
        TypeCode(row.type_code or TypeCode.OTHER), "CREDIT" if row.amount_minor > 0 else "DEBIT"
    )
    lines = [
        leaf("TRNTYPE", kind),
        leaf("DTPOSTED", _day(row.booked_on)),
        leaf("TRNAMT", f"{to_major(row.amount_minor, row.currency):f}"),
        leaf("FITID", f"{_day(row.booked_on)}{place:06d}"),
    ]
    if row.counterparty:
        lines.append(leaf("NAME", row.counterparty[:_NAME_LENGTH]))
    return [*lines, leaf("MEMO", row.text)]


def _balance(closing: Balance, currency: str, leaf: Leaf) -> list[str]:
    amount = f"{to_major(closing.minor, currency):f}"
    return [leaf("BALAMT", amount), leaf("DTASOF", _day(closing.on))]


def _last_known(rows: tuple[Row, ...]) -> Balance:
    """OFX asks for a ledger balance: where none is stated, the last running one."""
    return Balance(rows[-1].booked_on, rows[-1].balance_minor or 0)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
