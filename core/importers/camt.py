"""The frame of CAMT messages, entry by entry, so that a large file never stands in memory as a tree.

Source: ISO 20022 message definitions BankToCustomerAccountReport (camt.052), BankToCustomerStatement
(camt.053) and BankToCustomerDebitCreditNotification (camt.054), versions 1 to 13. The namespace and the
version are not looked at, so a newer one reads the same way.
"""

import re
from collections.abc import Iterator
from typing import Any

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.errors import FileDamaged, FileRefused, FileTruncated
from core.domain.progress import Tell, untold
from core.importers.camt_balances import Stated, opening_and_closing, stated_balances
from core.importers.camt_details import Frame, bank_paths, number_paths
from core.importers.camt_entry import read_entry
from core.importers.camt_totals import Totals
from core.importers.camt_tree import Node, Shapes, local_name, raw_of

_MESSAGES = {
    "camt052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt053": ("BkToCstmrStmt", "Stmt"),
    "camt054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
_VERSION = re.compile(r"V\d+$")
_ENTRY = "Ntry"
_ENTRY_TAG = re.compile(rb"<(?:[\w.-]+:)?Ntry[\s>]")
_DOCTYPE = re.compile(rb"(?:[\s\xef\xbb\xbf\xff\xfe]|<\?.*?\?>|<!--.*?-->)*<!DOCTYPE", re.DOTALL)
_PIECE = 1 << 16
_NAME_BYTES = 200
_NEAR_TOP = 30


def likeness(data: bytes, kind: str) -> float:
    """How surely these bytes are this message: its element near the top, else its namespace."""
    head = data[:20_000].replace(b"\x00", b"")
    message, _ = _MESSAGES[kind]
    if re.search(rb"<(?:[\w.-]+:)?%s(?:V\d+)?[\s>/]" % message.encode(), head):
        return 0.98
    namespace = f"camt.{kind[-3:]}".encode()
    return 0.6 if b"iso:20022" in head and namespace in head else 0.0


def read_message(data: bytes, kind: str, tell: Tell = untold) -> Reading:
    """Every statement, report or notification of a message of this kind.

    Raises:
        FileTruncated: the document breaks off before its last closing tag.
        FileDamaged: it is not well-formed, declares a document type, or holds no statement.
        FileRefused: it is another message of the family; facts: kind.
    """
    from lxml import etree

    content = data.strip()
    if _DOCTYPE.match(content[:_PIECE].replace(b"\x00", b"")):
        raise FileDamaged(kind=kind, detail="doctype")
    message = _Message(kind, _entry_lines(content))
    # Entities stay unresolved, nothing is fetched, and libxml2 keeps its limits on depth and size of text.
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{_ENTRY}", f"{{*}}{_MESSAGES[kind][1]}"],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        for start in range(0, len(content), _PIECE):
            parser.feed(content[start : start + _PIECE])
            message.follow(parser.read_events())
            tell(start / len(content))
        root = parser.close()
        message.follow(parser.read_events())
    except etree.XMLSyntaxError as error:
        before = data[: len(data) - len(data.lstrip())].count(b"\n")
        raise _refusal(content, kind, str(error.msg), before + (error.lineno or 1)) from None
    document = root.getroottree().docinfo
    if document.doctype:
        raise FileDamaged(kind=kind, detail="doctype")
    if not message.statements:
        raise _nothing_in(root, kind)
    return Reading(kind, (document.encoding or "utf-8").lower(), tuple(message.statements), message.problems)


def _refusal(content: bytes, kind: str, fault: str, line: int) -> FileRefused:
    """A document that is not well-formed: broken off where its end is missing, else damaged."""
    breaks_off = "Premature end" in fault or not re.search(rb"</[^<>]+>\Z", content[-_NAME_BYTES:])
    if likeness(content, kind) and breaks_off:
        return FileTruncated(kind=kind, lines=content.count(b"\n") + 1)
    return FileDamaged(kind=kind, detail=fault, line=line)


def _nothing_in(root: Any, kind: str) -> FileRefused:
    names = [local_name(child.tag) for child in root.iter() if isinstance(child.tag, str)][:_NEAR_TOP]
    if any(_VERSION.sub("", name) == _MESSAGES[kind][0] for name in names):
        return FileDamaged(kind=kind, detail="no_statement")
    return FileRefused(kind=names[1] if len(names) > 1 else names[0])


def _entry_lines(content: bytes) -> Iterator[int]:
    """The line of each entry; libxml2 counts no further than 65,535."""
    line_no, counted = 1, 0
    for found in _ENTRY_TAG.finditer(content):
        line_no += content.count(b"\n", counted, found.start())
        counted = found.start()
        yield line_no


class _Message:
    """The statements of a message, while its entries go by."""

    def __init__(self, kind: str, lines: Iterator[int]) -> None:
        self.message, self.part = _MESSAGES[kind]
        self.lines = lines
        self.heads = Shapes(within="Bal", without=_ENTRY)
        self.entries = Shapes(within="TxDtls")
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self.rows: list[Row] = []
        self.totals: Totals | None = None
        self.frame: Frame | None = None
        self.passed: Any = None

    def follow(self, events: Iterator[tuple[str, Any]]) -> None:
        """Take in what has been parsed so far."""
        for _, element in events:
            if local_name(element.tag) == self.part:
                self._close(element)
            elif _name_above(element) == self.part:
                self._entry(element)

    def _entry(self, element: Any) -> None:
        """Read an entry; the one before it leaves the tree, which so stays small."""
        parent = element.getparent()
        self._forget()
        if self.frame is None:
            head = self._head(parent)
            self.frame = _frame(head)
            self.totals = Totals() if "TxsSummry" in head.tops else None
        entry = self.entries.node(raw_of(element), next(self.lines, int(element.sourceline or 1)))
        element.clear()
        self.passed = element
        if self.totals:
            self.totals.add(entry)
        try:
            self.rows += read_entry(entry, self.frame, self.problems)
        except ValueError as error:
            code, value = error.args
            self.problems.append(Problem(code, entry.line_no, entry.raw, {"value": value}))

    def _close(self, element: Any) -> None:
        self._forget()
        if _VERSION.sub("", _name_above(element)) == self.message:
            head = self._head(element)
            self.statements += _statements(head, self.rows, self.problems, pages=self.part == "Stmt")
            self.problems += self.totals.differences(head) if self.totals else ()
        self.rows, self.frame, self.totals = [], None, None
        element.clear()

    def _head(self, element: Any) -> Node:
        return self.heads.node(raw_of(element), int(element.sourceline or 1))

    def _forget(self) -> None:
        if self.passed is not None and self.passed.getparent() is not None:
            self.passed.getparent().remove(self.passed)
        self.passed = None


def _name_above(element: Any) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent.tag)


def _frame(head: Node) -> Frame:
    currency = head.at("Acct/Ccy") or next((found.currency for found in stated_balances(head, [])), "")
    written = head.day("CreDtTm") or head.day("FrToDt/ToDtTm")
    return Frame(account=_number(head), currency=currency, written_on=written)


def _statements(head: Node, rows: list[Row], problems: list[Problem], pages: bool) -> Iterator[Statement]:
    """A statement for each currency that the account is kept in."""
    balances = stated_balances(head, problems)
    named = [head.at("Acct/Ccy")] if not rows else []
    stated = [found.currency for found in balances if found.anchors]
    found = dict.fromkeys([*(row.currency for row in rows), *stated, *named])
    currencies = [currency for currency in found if currency] or [""]
    for currency in currencies:
        mine = [each for each in balances if each.currency == currency]
        opening, closing = opening_and_closing(mine, pages)
        yield Statement(
            account_number=_number(head),
            currency=currency,
            rows=tuple(row for row in rows if row.currency == currency),
            account_name=head.at("Acct/Nm", "Acct/Ownr/Nm"),
            bank_code=head.at(*bank_paths("Acct/Svcr")),
            opening=_anchor(opening, problems),
            closing=_anchor(closing, problems),
        )


def _anchor(stated: Stated | None, problems: list[Problem]) -> Balance | None:
    """A balance the statement opens or closes with; what is worth a look about it goes to `problems`."""
    if stated is None:
        return None
    problems += stated.notes
    return stated.balance


def _number(head: Node) -> str:
    return head.at(*number_paths("Acct"))
