"""OFX 1 (SGML) and 2 (XML): what accounting programs download from banks and cards.

Source: OFX 1.6 and 2.2 specifications, sections 2.2 (headers) and 11.4 (statements).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
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
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Leaf = Callable[[str, str], str]


def write(statement: Statement, version: int = 1) -> bytes:
    """The statement as OFX of this major version, UTF-8; needs a row or a closing balance."""
    return write_all([statement], version)


def write_all(statements: Sequence[Statement], version: int = 1) -> bytes:
    """Statements of several accounts in one file; each needs a row or a closing balance."""
    leaf = _closed if version > 1 else _open
    told = [replace(each, rows=tuple(each.rows)) for each in statements]
    cards = [each for each in told if each.account_kind == "card"]
    others = [each for each in told if each.account_kind != "card"]
    body = _message("BANKMSGSRSV1", ("STMTTRNRS", "STMTRS"), others, leaf)
    body += _message("CREDITCARDMSGSRSV1", ("CCSTMTTRNRS", "CCSTMTRS"), cards, leaf)
    last = max((_last_day(each) for each in told), default=date(1970, 1, 1))
    lines = _element("OFX", _sign_on(last, leaf) + body)
    head = _XML_HEAD if version > 1 else _SGML_HEAD
    return (head + "\r\n".join(lines) + "\r\n").encode()


def _open(name: str, value: str) -> str:
    return f"<{name}>{escape(_NOT_IN_XML.sub(' ', value))}"


def _closed(name: str, value: str) -> str:
    return f"{_open(name, value)}</{name}>"


def _element(name: str, lines: list[str]) -> list[str]:
    return [f"<{name}>", *lines, f"</{name}>"]


def _message(name: str, within: tuple[str, str], statements: list[Statement], leaf: Leaf) -> list[str]:
    """The accounts of one kind, none of them no message."""
    response, report = within
    lines: list[str] = []
    for number, each in enumerate(statements, start=1):
        head = [leaf("TRNUID", str(number)), *_status(leaf)]
        lines += _element(response, [*head, *_element(report, _report(each, leaf))])
    return _element(name, lines) if lines else []


def _report(statement: Statement, leaf: Leaf) -> list[str]:
    rows = tuple(statement.rows)
    lines = [leaf("CURDEF", statement.currency), *_account(statement, leaf)]
    lines += _list(rows, _last_day(statement), leaf)
    closing = statement.closing or _last_known(rows)
    return lines + (_element("LEDGERBAL", _balance(closing, statement.currency, leaf)) if closing else [])


def _last_day(statement: Statement) -> date:
    return statement.closing.on if statement.closing else tuple(statement.rows)[-1].booked_on


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
        leaf("FITID", row.reference or f"{_day(row.booked_on)}{place:06d}"),
    ]
    if row.counterparty:
        lines.append(leaf("NAME", row.counterparty[:_NAME_LENGTH]))
    if len(row.counterparty) > _NAME_LENGTH:
        lines.append(leaf("EXTDNAME", row.counterparty))
    return [*lines, leaf("MEMO", row.text)]


def _balance(closing: Balance, currency: str, leaf: Leaf) -> list[str]:
    amount = f"{to_major(closing.minor, currency):f}"
    return [leaf("BALAMT", amount), leaf("DTASOF", _day(closing.on))]


def _last_known(rows: tuple[Row, ...]) -> Balance | None:
    """OFX asks for a ledger balance: where none is stated, the last running one; it is never made up."""
    last = rows[-1]
    return None if last.balance_minor is None else Balance(last.booked_on, last.balance_minor)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
