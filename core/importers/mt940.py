"""MT940: what corporate banking programs exchange; MT942, within the day, is written the same way.

Source: SWIFT MT940 Customer Statement Message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.domain.bank_file import Balance, Problem, Reading, Statement
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
    lines = text.count("\n")
    messages = [message for message in _messages(text) if message.says_something()]
    statements = tuple(message.statement(problems, lines, tell) for message in messages)
    if not statements:
        raise _refusal(text, kind)
    problems += pages_off([(message.account, message.number) for message in messages])
    if messages[-1].broken_off():
        problems.append(Problem("not_closed", 0, messages[-1].entries[-1].raw))
    return Reading(kind, encoding, statements, problems)


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
    entries: list[Entry] = field(default_factory=list)

    def says_something(self) -> bool:
        """Whether there is a payment or a balance in it."""
        return bool(self.entries or self.opening or self.closing)

    def broken_off(self) -> bool:
        """Whether it was opened, booked on, and never closed."""
        return bool(self.entries and self.opening and not self.closing)

    def statement(self, problems: list[Problem], lines: int, tell: Tell) -> Statement:
        """The message as a statement, in a file of so many lines; bad lines go to `problems`."""
        currency = _currency(self.opening) or _currency(self.closing) or self.floor[:3]
        rows = []
        for entry in telling(self.entries, tell, lines, lambda entry: entry.line_no):
            try:
                rows.append(read_row(entry, currency, problems))
            except ValueError as error:
                code, value = error.args
                problems.append(Problem(code, entry.line_no, entry.raw, {"value": value}))
        problems += sums_off(self.sums, self.number, rows)
        bank, number = _bank_and_number(self.account)
        return Statement(
            account_number=number,
            currency=currency,
            rows=tuple(rows),
            bank_code=bank,
            opening=_balance(self.opening, currency, problems),
            closing=_balance(self.closing, currency, problems),
        )


def _messages(text: str) -> Iterator[_Message]:
    """The messages of a file: each starts at field 20, or at field 25 where 20 is missing."""
    message = _Message()
    entry: Entry | None = None
    for line_no, tag, value in _fields(text):
        if tag == "20" or (tag == "25" and message.account):
            yield message
            message, entry = _Message(), None
        if tag == "25":
            message.account = value.split("\n")[0]
        elif tag == "61":
            entry = Entry(line_no, value, raw=f":61:{value}")
            message.entries.append(entry)
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
    found = list(_FIELD.finditer(text))
    line_no, counted = 1, 0
    for place, match in enumerate(found):
        line_no += text.count("\n", counted, match.start())
        counted = match.start()
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        value = text[match.end() : end]
        goes_on = place + 1 < len(found) and found[place + 1][1] not in _OPENS_MESSAGE
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
