"""MT940: what corporate banking programs exchange; MT942, within the day, is written the same way.

Source: SWIFT MT940 Customer Statement Message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.errors import FileDamaged, FileRefused, FileTruncated, NoStatement
from core.domain.progress import Tell, telling, untold
from core.importers.decode import decode
from core.importers.layout import Layout
from core.importers.mt940_entry import Entry, day_of, read_row, signed_amount
from core.importers.mt940_proof import pages_off, sums_off

KIND = "mt940"
_FIELD = re.compile(r"^-?:(\d{2}[A-Z]?|NS):", re.MULTILINE)
_ENDS = re.compile(r"^(?:-.?|-XXX|-\}.*|\{\d:.*)$", re.MULTILINE)
_SURELY_ENDS = re.compile(r"^(?:-\}.*|\{\d:.*)$", re.MULTILINE)
_OPENS_MESSAGE = ("20", "25")
_SURE = re.compile(r"^-?:(?:61:\d{6}|6[02][FM]?:[CD]\d{6})", re.MULTILINE)
_INTERIM = re.compile(r"^-?:(?:34F|13D?|90[CD]):", re.MULTILINE)
_ORDER = re.compile(r"^-?:(?:28D|32B|50[A-Z]):", re.MULTILINE)
_BALANCED = re.compile(r"^-?:6[02][FM]?:", re.MULTILINE)
_BALANCE = re.compile(r"([CD])(\d\d)(\d\d)(\d\d)([A-Z]{3})?([\d.,]{1,24})(?![\d.,])")


def recognizes(data: bytes) -> float:
    """How surely this is MT940: numbered fields between colons, and no sign that it is of within the day."""
    return 0.3 if interim(data) else likeness(data)


def likeness(data: bytes) -> float:
    """How surely this is MT940 or MT942: numbered fields between colons at the start of lines."""
    head = _head(data)
    if _SURE.search(head):
        return 0.95
    return 0.4 if re.search(r"^-?:(20|25):", head, re.MULTILINE) else 0.0


def interim(data: bytes) -> bool:
    """Whether this is MT942: floor limit, time or sums of the day, and no balance."""
    head = _head(data)
    return bool(_INTERIM.search(head)) and not _BALANCED.search(head)


def _head(data: bytes) -> str:
    return _with_lines(data[:20_000].decode("latin-1"))


def _with_lines(text: str) -> str:
    """The text with plain line ends; home banking programs of old (HBCI) write two at signs for one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("@@", "\n") if "@@:" in plain and "\n:" not in plain else plain


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every message of the file as a statement.

    Raises:
        FileDamaged: there is neither a payment nor a balance in it.
        FileTruncated: it breaks off before them.
        NoStatement: it orders payments (MT101).
    """
    return read_messages(data, KIND, tell)


def read_messages(data: bytes, kind: str, tell: Tell = untold) -> Reading:
    """Every message as a statement; the last one may lack its closing balance, which is said."""
    text, encoding = decode(data)
    problems: list[Problem] = []
    text = _with_lines(text)
    statements: list[Statement] = []
    pages: list[tuple[str, str]] = []
    unclosed = ""
    for message in _messages(text, problems, tell):
        if message.says_something():
            statements.append(message.statement(problems))
            pages.append((message.account, message.number))
            unclosed = message.unclosed()
    if not statements:
        raise _refusal(text, kind)
    problems += pages_off(pages)
    if unclosed:
        problems.append(Problem("not_closed", 0, unclosed))
    return Reading(kind, encoding, tuple(statements), problems)


def _refusal(text: str, kind: str) -> FileRefused:
    """What a file without a payment and a balance is: orders to pay, broken off, or damaged."""
    if _ORDER.search(text):
        return NoStatement("orders", format="MT101")
    if not _ENDS.search(text.rstrip("\n").rpartition("\n")[2]):
        return FileTruncated(kind=kind, lines=text.count("\n") + 1)
    return FileDamaged(kind=kind, detail="no_statement")


@dataclass(slots=True)
class _Message:
    """One message while it is read."""

    account: str = ""
    number: str = ""
    opening: str = ""
    closing: str = ""
    floor: str = ""
    sums: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    waiting: list[Entry] = field(default_factory=list)
    last: Entry | None = None

    def says_something(self) -> bool:
        """Whether there is a payment or a balance in it."""
        return bool(self.last or self.opening or self.closing)

    def unclosed(self) -> str:
        """Its last entry as it stands in the file, where it was opened, booked on, and never closed."""
        return self.last.raw if self.last and self.opening and not self.closing else ""

    def begin(self, entry: Entry, problems: list[Problem]) -> Entry:
        """Another entry: those before it are whole, and become rows where the currency is known by now."""
        if currency := _currency(self.opening):
            self._settle(currency, problems)
        self.waiting.append(entry)
        self.last = entry
        return entry

    def statement(self, problems: list[Problem]) -> Statement:
        """The message as a statement; bad lines go to `problems`."""
        currency = _currency(self.opening) or _currency(self.closing) or self.floor[:3]
        self._settle(currency, problems)
        problems += sums_off(self.sums, self.number, self.rows)
        bank, number = _bank_and_number(self.account)
        return Statement(
            account_number=number,
            currency=currency,
            rows=tuple(self.rows),
            bank_code=bank,
            opening=_balance(self.opening, currency, problems),
            closing=_balance(self.closing, currency, problems),
        )

    def _settle(self, currency: str, problems: list[Problem]) -> None:
        for entry in self.waiting:
            try:
                self.rows.append(read_row(entry, currency, problems))
            except ValueError as error:
                code, value = error.args
                problems.append(Problem(code, entry.line_no, entry.raw, {"value": value}))
        self.waiting.clear()


def _messages(text: str, problems: list[Problem], tell: Tell) -> Iterator[_Message]:
    """The messages of a file: each starts at field 20, or at field 25 where 20 is missing."""
    message = _Message()
    entry: Entry | None = None
    lines = text.count("\n")
    for line_no, tag, value in telling(_fields(text), tell, lines, lambda found: found[0]):
        if tag == "20" or (tag == "25" and message.account):
            yield message
            message, entry = _Message(), None
        if tag == "25":
            message.account = value.split("\n")[0]
        elif tag == "61":
            entry = message.begin(Entry(line_no, value, raw=f":61:{value}"), problems)
        elif tag in ("86", "NS"):
            if entry is not None:
                entry.take(tag, value)
        else:
            _keep(message, tag, value)
            entry = None
    yield message


def _keep(message: _Message, tag: str, value: str) -> None:
    """Keep a balance: the first opening one, the last closing one."""
    if tag[:2] == "60":
        message.opening = message.opening or value
    elif tag[:2] == "62":
        message.closing = value
    elif tag[:2] == "34":
        message.floor = value
    elif tag[:2] == "28":
        message.number = value
    elif tag[:2] == "90":
        message.sums[tag] = value


def _fields(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, tag and value of every field; a value may run over several lines."""
    line_no, counted = 1, 0
    for match, after in pairwise(chain(_FIELD.finditer(text), [None])):
        if match is None:
            return
        line_no += text.count("\n", counted, match.start())
        counted = match.start()
        value = text[match.end() : after.start() if after else len(text)]
        goes_on = after is not None and after[1] not in _OPENS_MESSAGE
        closed = (_SURELY_ENDS if goes_on else _ENDS).search(value)
        yield line_no, match[1], (value[: closed.start()] if closed else value).strip("\n")


def _currency(balance: str) -> str:
    found = _BALANCE.match(balance)
    return (found[5] or "") if found else ""


def _balance(value: str, currency: str, problems: list[Problem]) -> Balance | None:
    """A field 60 or 62, some without its currency; one that cannot be read is no anchor, and is said."""
    found = _BALANCE.match(value)
    try:
        if found:
            on = day_of(found[2], found[3], found[4])
            return Balance(on, signed_amount(found[6], found[1], found[5] or currency))
    except ValueError:
        pass
    if value:
        problems.append(Problem("bad_balance", 0, value, {"value": value.partition("\n")[0]}))
    return None


def _bank_and_number(written: str) -> tuple[str, str]:
    """Field 25: the bank before the last slash, the number without the currency some banks append."""
    plain = re.sub(r"/[A-Z]{3}$", "", written.strip())
    bank, _, number = plain.rpartition("/")
    return bank, re.sub(r"(?<=\d)\s*[A-Z]{3}$", "", number.replace(" ", ""))
