"""MT940, and MT942 within the day: what corporate banking programs exchange.

Source: SWIFT MT940 Customer Statement Message; field grammars of the mt-940 library, read field by
field here so that one bad line costs one line and not the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.codes import TypeCode
from core.domain.errors import FileDamaged, FileTruncated
from core.domain.money import to_minor
from core.importers.dates import century, clamp
from core.importers.decode import decode
from core.importers.layout import Layout
from core.importers.mt940_details import Details, read_details
from core.importers.tables import neutral

KIND = "mt940"
_FIELD = re.compile(r"^-?:(\d{2}[A-Z]?|NS):", re.MULTILINE)
_ENDS = re.compile(r"^(?:-.?|-XXX|-\}.*|\{\d:.*)$", re.MULTILINE)
_SURE = re.compile(r"^-?:(?:61:\d{6}|6[02][FM]?:[CD]\d{6})", re.MULTILINE)
_NO_REFERENCE = frozenset({"", "NONREF", "NOREF"})


def recognizes(data: bytes) -> float:
    """How surely this is MT940: numbered fields between colons at the start of lines."""
    head = data[:20_000].replace(b"\r", b"\n").decode("latin-1")
    if _SURE.search(head):
        return 0.95
    return 0.4 if re.search(r"^-?:(20|25):", head, re.MULTILINE) else 0.0


def read(data: bytes, layout: Layout | None = None) -> Reading:
    """Every message of the file as a statement.

    Raises:
        FileTruncated: the last message has payments and an opening balance but no closing one.
        FileDamaged: there is neither a payment nor a balance in it.
    """
    text, encoding = decode(data)
    problems: list[Problem] = []
    messages = list(_messages(text.replace("\r\n", "\n").replace("\r", "\n")))
    if messages and messages[-1].broken_off():
        raise FileTruncated(kind=KIND, lines=text.count("\n") + 1)
    statements = tuple(message.statement(problems) for message in messages if message.says_something())
    if not statements:
        raise FileDamaged(kind=KIND, detail="no_statement")
    return Reading(KIND, encoding, statements, problems)


@dataclass(slots=True)
class _Entry:
    """One field 61 with the details that follow it."""

    line_no: int
    line: str
    details: str = ""
    raw: str = ""


@dataclass(slots=True)
class _Message:
    """One message while it is read."""

    account: str = ""
    opening: str = ""
    closing: str = ""
    floor: str = ""
    entries: list[_Entry] = field(default_factory=list)

    def says_something(self) -> bool:
        """Whether there is a payment or a balance in it."""
        return bool(self.entries or self.opening or self.closing)

    def broken_off(self) -> bool:
        """Whether it was opened, booked on, and never closed."""
        return bool(self.entries and self.opening and not self.closing)

    def statement(self, problems: list[Problem]) -> Statement:
        """The message as a statement; lines that cannot be read go to `problems`."""
        currency = (self.opening or self.closing)[7:10] or self.floor[:3]
        rows = []
        for entry in self.entries:
            try:
                rows.append(_row(entry, currency))
            except ValueError as error:
                code, value = error.args
                problems.append(Problem(code, entry.line_no, entry.raw, {"value": value}))
        bank, _, number = self.account.strip().rpartition("/")
        return Statement(
            account_number=_account_number(number),
            currency=currency,
            rows=tuple(rows),
            bank_code=bank,
            opening=_balance(self.opening),
            closing=_balance(self.closing),
        )


def _messages(text: str) -> Iterator[_Message]:
    """The messages of a file: each starts at field 20, or at field 25 where 20 is missing."""
    message = _Message()
    entry: _Entry | None = None
    for line_no, tag, value in _fields(text):
        if tag == "20" or (tag == "25" and message.account):
            yield message
            message, entry = _Message(), None
        if tag == "25":
            message.account = value.split("\n")[0]
        elif tag == "61":
            entry = _Entry(line_no, value, raw=f":61:{value}")
            message.entries.append(entry)
        elif tag in ("86", "NS") and entry is not None:
            entry.details += value if tag == "86" else re.sub(r"^\d\d", " ", value, flags=re.MULTILINE)
            entry.raw += f"\n:{tag}:{value}"
        elif tag[:2] in ("60", "62", "34"):
            _keep(message, tag, value)
            entry = None if tag[:2] == "62" else entry
    yield message


def _keep(message: _Message, tag: str, value: str) -> None:
    """Keep a balance: the first opening one, the last closing one."""
    if tag[:2] == "60":
        message.opening = message.opening or value
    elif tag[:2] == "62":
        message.closing = value
    else:
        message.floor = value


def _fields(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, tag and value of every field; a value may run over several lines."""
    found = list(_FIELD.finditer(text))
    line_no, counted = 1, 0
    for place, match in enumerate(found):
        line_no += text.count("\n", counted, match.start())
        counted = match.start()
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        value = text[match.end() : end]
        closed = _ENDS.search(value)
        yield line_no, match[1], (value[: closed.start()] if closed else value).strip("\n")


@cache
def _grammars() -> tuple[re.Pattern[str], ...]:
    """Field 61 as SWIFT has it, then with the longer references that some banks write."""
    from mt940.tags import Statement as Swift
    from mt940.tags import StatementASNB, StatementGLS

    return Swift().re, StatementASNB().re, StatementGLS().re


def _parsed(line: str) -> re.Match[str] | None:
    """The parts of a field 61, which has two lines at most; what follows them says nothing."""
    candidates = dict.fromkeys((line, "\n".join(line.split("\n")[:2])))
    matches = (grammar.match(candidate) for candidate in candidates for grammar in _grammars())
    return next((match for match in matches if match), None)


def _row(entry: _Entry, currency: str) -> Row:
    """A field 61 and its details as a row; raises ValueError(problem code, value)."""
    found = _parsed(entry.line)
    if found is None:
        raise ValueError("bad_line", entry.line.split("\n")[0])
    part = {name: (value or "").strip() for name, value in found.groupdict().items()}
    value_on = _day(part["year"], part["month"], part["day"])
    amount = _amount(part["amount"], part["status"].upper(), currency)
    details = read_details(entry.details)
    bank_code = f"{part['id']}+{details.code}".strip("+")
    type_code = _type_code(part["id"], details.code, amount)
    extra = part.get("extra_details", "")
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
        reference=_reference(details, part["customer_reference"], part["bank_reference"]),
        standing_order=True if type_code == TypeCode.STANDING_ORDER else None,
    )


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


def _day(year: str, month: str, day: str) -> date:
    try:
        return clamp(century(int(year)), int(month), int(day))
    except ValueError:
        raise ValueError("bad_date", year + month + day) from None


def _amount(digits: str, status: str, currency: str) -> int:
    """Signed minor units: debits and reversed credits take money out."""
    try:
        amount = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        raise ValueError("bad_amount", digits) from None
    return to_minor(-amount if status in ("D", "RC") else amount, currency)


def _balance(value: str) -> Balance | None:
    """A field 60 or 62; one that cannot be read is no anchor."""
    found = re.match(r"([CD])(\d\d)(\d\d)(\d\d)([A-Z]{3})([\d,]+)", value)
    if not found:
        return None
    try:
        on = _day(found[2], found[3], found[4])
        return Balance(on, _amount(found[6], found[1], found[5]))
    except ValueError:
        return None


def _account_number(written: str) -> str:
    """The number without the currency that some banks append."""
    return re.sub(r"(?<=\d)\s*[A-Z]{3}$", "", written.replace(" ", "").strip("/"))
