"""OFX 1 and 2 and QFX: what Quicken and Microsoft Money take, and many banks offer.

Source: OFX 2.2 specification, sections 3 and 11; deviations of real banks as users report them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.errors import FileDamaged, FileTruncated
from core.domain.money import to_minor
from core.domain.progress import Tell, telling, untold
from core.importers.decode import decode
from core.importers.layout import Layout
from core.importers.ofx_answers import Answers
from core.importers.ofx_entry import Entry, Notes, amount_of, currency_of, day_of, day_or_none
from core.importers.ofx_scan import Tag, closes, declared_encoding, is_ofx, opens, tags

KIND = "ofx"
_HEAD_BYTES = 20_000
_STATEMENTS = frozenset({"STMTRS", "CCSTMTRS", "INVSTMTRS"})
_KINDS = {"SAVINGS": "savings", "MONEYMRKT": "savings", "CREDITLINE": "loan", "CD": "savings"}
_ROWS = frozenset({"STMTTRN", "STMTTRNP"})
_AGGREGATES = {
    "LEDGERBAL": "LEDGERBAL:",
    "AVAILBAL": "AVAILBAL:",
    "BANKACCTTO": "TO:",
    "CCACCTTO": "TO:",
    "CURRENCY": "CURRENCY:",
    "ORIGCURRENCY": "ORIGINAL:",
}
"""Parts of a statement or entry whose fields go by a name of their own."""
_ENDS_ENTRIES = frozenset({"LEDGERBAL", "AVAILBAL", "BANKTRANLIST", "INVTRANLIST", "INVBANKTRAN"})
"""What no entry holds: an entry that is still open ends here, its own end tag was left out."""
_TRADES = frozenset(
    "BUYDEBT BUYMF BUYOPT BUYOTHER BUYSTOCK CLOSUREOPT INCOME INVEXPENSE JRNLFUND JRNLSEC MARGININTEREST "
    "REINVEST RETOFCAP SELLDEBT SELLMF SELLOPT SELLOTHER SELLSTOCK SPLIT TRANSFER".split()
)
"""Movements of securities: no payments of a bank account, listed and left out."""
_HOLDINGS = "INVPOSLIST"


def recognizes(data: bytes) -> float:
    """How surely this is OFX: the tag that every OFX file holds, near the top."""
    head = data[:_HEAD_BYTES].replace(b"\x00", b"").upper()
    if is_ofx(head):
        return 0.98
    return 0.9 if b"OFXHEADER" in head else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every bank and card statement of an OFX file.

    Raises:
        FileTruncated: the closing tag of the file is missing.
        FileDamaged: its first tag is missing.
        NoStatement: there is no statement in it; says what there is instead.
    """
    text, encoding = decode(data, declared_encoding(data))
    if not opens(text):
        raise FileDamaged(kind=KIND, detail="no_statement")
    if not closes(text):
        raise FileTruncated(kind=KIND, lines=text.count("\n") + 1)
    answers = Answers()
    problems: list[Problem] = []
    blocks = _blocks(text, answers, tell)
    statements = tuple(each for block in blocks for each in block.statements(problems, answers.notes))
    if not statements:
        raise answers.refusal()
    problems += [*answers.problems(), *answers.notes.said.values()]
    return Reading(KIND, encoding, statements, problems)


@dataclass(slots=True)
class _Block:
    """One statement while it is read."""

    card: bool
    fields: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entry: Entry | None = None
    inside: str = ""
    trade: Tag | None = None
    corrected: set[str] = field(default_factory=set)
    """FITIDs of the entries that another one replaces or takes back."""

    def take(self, tag: Tag, text: str, notes: Notes) -> None:
        """One tag of the statement."""
        name = tag.name
        if name in _ROWS:
            self._end_entry(text, tag.end if tag.closes else tag.start, notes)
            if not tag.closes:
                self.entry = Entry(tag.line_no, tag.start, pending=name == "STMTTRNP")
            return
        if not tag.closes and tag.value:
            self._keep(tag)
            return
        if name in _ENDS_ENTRIES:
            self._end_entry(text, tag.start, notes)
        if name in _AGGREGATES:
            self.inside = "" if tag.closes else name
        elif name in _TRADES and self.entry is None:
            self._trade(tag, text)
        elif name == _HOLDINGS and not tag.closes:
            self.problems.append(Problem("holdings", 0, f"<{name}>", {"value": name}))

    def _keep(self, tag: Tag) -> None:
        fields = self.fields if self.entry is None else self.entry.fields
        key = _AGGREGATES.get(self.inside, "") + tag.name
        before = fields.setdefault(key, tag.value)
        if key == "MEMO" and tag.value not in before:
            fields[key] = f"{before} {tag.value}"

    def _end_entry(self, text: str, end: int, notes: Notes) -> None:
        """Close the open entry with its own text: it becomes a row, or a problem."""
        entry, self.entry = self.entry, None
        if entry is None:
            return
        self.inside = ""
        entry.raw = text[entry.start : end].strip()
        self._leave_out(entry.corrected())
        try:
            row = entry.row(currency_of(self.fields.get("CURDEF", "")), notes)
        except ValueError as error:
            code, value = error.args
            self.problems.append(Problem(code, entry.line_no, entry.raw, {"value": value}))
            return
        if row.reference in self.corrected and row.reference != entry.corrected():
            self.problems.append(_corrected(row))
        else:
            self.rows.append(row)

    def _leave_out(self, fitid: str) -> None:
        """What an entry replaces or takes back is listed, and no payment; it may come later, too."""
        if fitid:
            self.corrected.add(fitid)
            self.problems += [_corrected(row) for row in self.rows if row.reference == fitid]
            self.rows = [row for row in self.rows if row.reference != fitid]

    def _trade(self, tag: Tag, text: str) -> None:
        """A movement of securities, listed with its own text."""
        if not tag.closes:
            self.trade = self.trade or tag
        elif self.trade is not None and self.trade.name == tag.name:
            raw = text[self.trade.start : tag.end].strip()
            self.problems.append(Problem("trade", self.trade.line_no, raw, {"value": tag.name}))
            self.trade = None

    def end(self, text: str, at: int, notes: Notes) -> "_Block":
        """The block, its last entry closed."""
        self._end_entry(text, at, notes)
        return self

    def statements(self, problems: list[Problem], notes: Notes) -> Iterator[Statement]:
        """The block as a statement, and one more for each other currency that its rows are left in.

        Lines that cannot be read go to `problems`.
        """
        problems += self.problems
        stated = self.fields.get("CURDEF", "")
        currency = currency_of(stated)
        if stated and not currency:
            notes.add("bad_currency", stated)
        kind = "card" if self.card else _KINDS.get(self.fields.get("ACCTTYPE", "").upper(), "current")
        currency = currency or (self.rows[0].currency if self.rows else "")
        for each in dict.fromkeys((currency, *(row.currency for row in self.rows))):
            yield Statement(
                account_number=self.fields.get("ACCTID", ""),
                currency=each,
                rows=tuple(row for row in self.rows if row.currency == each),
                account_kind=kind,
                bank_code=self.fields.get("BANKID", ""),
                closing=self._closing(currency, notes) if each == currency else None,
            )

    def _closing(self, currency: str, notes: Notes) -> Balance | None:
        """The ledger balance; one without a day of its own is as of the end of the period."""
        stated = self.fields.get("LEDGERBAL:BALAMT", "")
        if not stated:
            return None
        try:
            minor = to_minor(amount_of(stated, notes), currency)
        except ValueError:
            notes.add("bad_balance", stated)
            return None
        written = self.fields.get("LEDGERBAL:DTASOF", "")
        try:
            return Balance(day_of(written, notes), minor)
        except ValueError:
            return self._undated(minor, written, notes)

    def _undated(self, minor: int, written: str, notes: Notes) -> Balance | None:
        """A balance as of the end of the statement's period, else its last row."""
        last = max((row.booked_on for row in self.rows), default=None)
        ends = day_or_none(self.fields.get("DTEND", "")) or last
        if ends is None:
            notes.add("bad_balance", self.fields["LEDGERBAL:BALAMT"])
            return None
        notes.add("balance_undated", written or self.fields["LEDGERBAL:BALAMT"], on=ends.isoformat())
        return Balance(max(ends, last or ends), minor)


def _corrected(row: Row) -> Problem:
    return Problem("corrected", row.line_no, row.raw, {"value": row.reference})


def _blocks(text: str, answers: Answers, tell: Tell) -> Iterator[_Block]:
    """The statements of a file, each with its fields and rows."""
    notes = answers.notes
    block: _Block | None = None
    for tag in telling(tags(text), tell, len(text), lambda tag: tag.end):
        if tag.name in _STATEMENTS:
            if block is not None:
                yield block.end(text, tag.start, notes)
            block = None if tag.closes else _Block(card=tag.name == "CCSTMTRS")
        elif block is None:
            answers.take(tag)
        else:
            block.take(tag, text, notes)
    if block is not None:
        yield block.end(text, len(text), notes)
