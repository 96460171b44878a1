"""OFX 1 and 2 and QFX: what Quicken and Microsoft Money take, and many banks offer.

Source: OFX 2.2 specification, sections 3 and 11; deviations of real banks as users report them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.codes import TypeCode
from core.domain.errors import FileDamaged, FileTruncated
from core.domain.money import to_minor
from core.importers.amounts import read_either
from core.importers.decode import decode
from core.importers.layout import Layout
from core.importers.ofx_scan import Tag, declared_encoding, tags
from core.importers.tables import neutral

KIND = "ofx"
_STATEMENTS = frozenset({"STMTRS", "CCSTMTRS", "INVSTMTRS"})
_KINDS = {"SAVINGS": "savings", "MONEYMRKT": "savings", "CREDITLINE": "loan", "CD": "savings"}
_ROW = "STMTTRN"
_AGGREGATES = {
    "LEDGERBAL": "LEDGERBAL:",
    "AVAILBAL": "AVAILBAL:",
    "BANKACCTTO": "TO:",
    "CCACCTTO": "TO:",
    "ORIGCURRENCY": "ORIGINAL:",
}
"""Parts of a statement or entry whose fields go by a name of their own."""


def recognizes(data: bytes) -> float:
    """How surely this is OFX: the tag that every OFX file holds, near the top."""
    head = data[:20_000].replace(b"\x00", b"").upper()
    if b"<OFX>" in head:
        return 0.98
    return 0.9 if b"OFXHEADER" in head else 0.0


def read(data: bytes, layout: Layout | None = None) -> Reading:
    """Every bank and card statement of an OFX file.

    Raises:
        FileTruncated: the closing tag of the file is missing.
        FileDamaged: there is no statement in it.
    """
    text, encoding = decode(data, declared_encoding(data))
    if not re.search(r"<OFX\s*>", text, re.IGNORECASE):
        raise FileDamaged(kind=KIND, detail="no_statement")
    if not re.search(r"</OFX\s*>", text, re.IGNORECASE):
        raise FileTruncated(kind=KIND, lines=text.count("\n") + 1)
    problems: list[Problem] = []
    statements = tuple(found.statement(problems) for found in _blocks(text))
    if not statements:
        raise FileDamaged(kind=KIND, detail="no_statement")
    return Reading(KIND, encoding, statements, problems)


@dataclass(slots=True)
class _Entry:
    """The fields of one STMTTRN and its own text."""

    line_no: int
    start: int
    raw: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    def row(self, default_currency: str) -> Row:
        """The entry as a row; raises ValueError(problem code, value) for a field that cannot be read."""
        currency = self.fields.get("CURSYM") or default_currency
        amount = to_minor(_amount(self.fields.get("TRNAMT", "")), currency)
        kind = self.fields.get("TRNTYPE", "").upper()
        code = neutral("ofx", kind, amount) or (TypeCode.OTHER if kind else "")
        words = [self.fields.get("MEMO", ""), self.fields.get("EXTDNAME", "")]
        return Row(
            line_no=self.line_no,
            booked_on=_day(self.fields.get("DTPOSTED", "")),
            value_on=_day_or_none(self.fields.get("DTAVAIL", "")),
            amount_minor=amount,
            currency=currency,
            raw=self.raw,
            text=" ".join(word for word in words if word),
            counterparty=self.fields.get("NAME", ""),
            counterparty_account=self.fields.get("TO:ACCTID", ""),
            counterparty_bank=self.fields.get("TO:BANKID", ""),
            mcc=self.fields.get("SIC", "").zfill(4) if self.fields.get("SIC", "").isdigit() else "",
            type_code=code,
            bank_code=kind,
            reference=self.fields.get("FITID", "") or self.fields.get("CHECKNUM", ""),
            standing_order=True if code == TypeCode.STANDING_ORDER else None,
        )


@dataclass(slots=True)
class _Block:
    """One statement while it is read."""

    card: bool
    fields: dict[str, str] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)

    def statement(self, problems: list[Problem]) -> Statement:
        """The block as a statement; lines that cannot be read go to `problems`."""
        currency = self.fields.get("CURDEF", "")
        rows = []
        for entry in self.entries:
            try:
                rows.append(entry.row(currency))
            except ValueError as error:
                code, value = error.args
                problems.append(Problem(code, entry.line_no, entry.raw, {"value": value}))
        kind = "card" if self.card else _KINDS.get(self.fields.get("ACCTTYPE", "").upper(), "current")
        return Statement(
            account_number=self.fields.get("ACCTID", ""),
            currency=currency or (rows[0].currency if rows else ""),
            rows=tuple(rows),
            account_kind=kind,
            bank_code=self.fields.get("BANKID", ""),
            closing=self._closing(currency),
        )

    def _closing(self, currency: str) -> Balance | None:
        """The ledger balance; one without a readable amount or day is no anchor."""
        try:
            day = _day(self.fields.get("LEDGERBAL:DTASOF", ""))
            amount = _amount(self.fields.get("LEDGERBAL:BALAMT", ""))
        except ValueError:
            return None
        return Balance(day, to_minor(amount, currency))


def _blocks(text: str) -> Iterator[_Block]:
    """The statements of a file, each with its fields and entries."""
    block: _Block | None = None
    entry: _Entry | None = None
    inside = ""
    for tag in tags(text):
        if tag.name in _STATEMENTS:
            if block is not None:
                yield block
            block = None if tag.closes else _Block(card=tag.name == "CCSTMTRS")
            entry, inside = None, ""
        elif block is None:
            continue
        elif tag.name == _ROW:
            entry = _turn(text, tag, block, entry)
        elif tag.name in _AGGREGATES:
            inside = "" if tag.closes else tag.name
        elif not tag.closes and tag.value:
            fields = block.fields if entry is None else entry.fields
            fields.setdefault(_AGGREGATES.get(inside, "") + tag.name, tag.value)


def _turn(text: str, tag: Tag, block: _Block, entry: _Entry | None) -> _Entry | None:
    """Close the open entry with its own text, or open the next one."""
    if entry is not None:
        entry.raw = text[entry.start : tag.end if tag.closes else tag.start].strip()
        block.entries.append(entry)
    return None if tag.closes else _Entry(tag.line_no, tag.start)


def _amount(value: str) -> Decimal:
    try:
        return read_either(value)
    except ValueError:
        raise ValueError("bad_amount" if value else "no_amount", value) from None


def _day(value: str) -> date:
    """A day as YYYYMMDD with time behind it, or DDMMYY as some banks write it."""
    digits = re.match(r"\d*", value)
    text = digits.group() if digits else ""
    try:
        if len(text) == 6:
            return date(2000 + int(text[4:]), int(text[2:4]), int(text[:2]))
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        raise ValueError("bad_date" if value.strip("0") else "no_date", value) from None


def _day_or_none(value: str) -> date | None:
    try:
        return _day(value)
    except ValueError:
        return None
