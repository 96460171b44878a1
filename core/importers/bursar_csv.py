"""The Bursar bank CSV: everything a bank can say about a payment, in one documented table.

One header line, exactly `COLUMNS`, then a line a payment, UTF-8, commas, quotes where needed.
Dates are ISO 8601, amounts have a decimal point and are signed (money in is positive), currency is
ISO 4217, `type_code` one of the neutral codes, `mcc` four digits of ISO 18245, `counterparty_nace`
NACE Rev. 2, `standing_order` and `contactless` 1 or 0. Only booked_on, amount and currency must
be filled. A file may hold several accounts: each account and currency becomes a statement.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice

from core.domain.bank_file import Problem, Reading, Row, Statement
from core.domain.codes import TypeCode
from core.domain.errors import FileDamaged
from core.domain.money import to_minor
from core.domain.progress import Tell, telling, untold
from core.importers.csv_lines import Line, lines
from core.importers.decode import decode
from core.importers.layout import Layout

KIND = "bursar_csv"
COLUMNS = (
    "booked_on",
    "value_on",
    "amount",
    "currency",
    "balance",
    "account",
    "text",
    "type_code",
    "mcc",
    "counterparty",
    "counterparty_account",
    "counterparty_bank",
    "counterparty_nace",
    "standing_order",
    "contactless",
)
_FLAGS = {"1": True, "0": False, "true": True, "false": False, "": None}
_CODES = frozenset(TypeCode)


def recognizes(data: bytes) -> float:
    """1 for exactly this header, else 0."""
    first = data.removeprefix(b"\xef\xbb\xbf")[:400].split(b"\n", 1)[0]
    return 1.0 if first.strip().replace(b'"', b"").lower() == ",".join(COLUMNS).encode() else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """One statement per account and currency, rows in the file's order.

    Raises:
        FileDamaged: the header is another one, or no line below it can be read.
    """
    if not recognizes(data):
        raise FileDamaged(kind=KIND, detail="header")
    text, encoding = decode(data)
    rows: dict[tuple[str, str], list[Row]] = {}
    problems: list[Problem] = []
    days: dict[str, date] = {}
    lines_in_all = text.count("\n")
    for line in telling(islice(lines(text, ","), 1, None), tell, lines_in_all, lambda line: line.line_no):
        try:
            account, row = _row(line, days)
        except ValueError as error:
            code, value = error.args
            problems.append(Problem(code, line.line_no, line.raw, {"value": value}))
        else:
            rows.setdefault((account, row.currency), []).append(row)
    if problems and not rows:
        raise FileDamaged(kind=KIND, detail="no_row")
    statements = tuple(
        Statement(account, currency, tuple(found)) for (account, currency), found in rows.items()
    )
    return Reading(KIND, encoding, statements or (Statement("", "", ()),), problems)


def _row(line: Line, days: dict[str, date]) -> tuple[str, Row]:
    """A line as its account and row; raises ValueError(problem code, what stands there)."""
    if len(line.cells) != len(COLUMNS):
        raise ValueError("wrong_columns", str(len(line.cells)))
    cell = dict(zip(COLUMNS, (value.strip() for value in line.cells), strict=True))
    currency = cell["currency"]
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise ValueError("bad_currency", currency)
    code = cell["type_code"]
    return cell["account"], Row(
        line_no=line.line_no,
        booked_on=_day(cell["booked_on"], days),
        value_on=_day(cell["value_on"], days) if cell["value_on"] else None,
        amount_minor=_minor(cell["amount"], currency),
        currency=currency,
        raw=line.raw,
        text=cell["text"],
        counterparty=cell["counterparty"],
        counterparty_account=cell["counterparty_account"],
        counterparty_bank=cell["counterparty_bank"],
        counterparty_nace=cell["counterparty_nace"],
        mcc=cell["mcc"],
        type_code=code if code in _CODES or not code else TypeCode.OTHER,
        bank_code=code,
        standing_order=_FLAGS.get(cell["standing_order"].lower()),
        contactless=_FLAGS.get(cell["contactless"].lower()),
        balance_minor=_minor(cell["balance"], currency) if cell["balance"] else None,
    )


def _day(text: str, days: dict[str, date]) -> date:
    """An ISO date; a year of statements holds few days, so each is read once."""
    found = days.get(text)
    if found is None:
        try:
            found = days[text] = date.fromisoformat(text)
        except ValueError:
            raise ValueError("bad_date" if text else "no_date", text) from None
    return found


def _minor(text: str, currency: str) -> int:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError("bad_amount" if text else "no_amount", text) from None
    if not amount.is_finite():
        raise ValueError("bad_amount", text)
    try:
        return to_minor(amount, currency)
    except ArithmeticError:
        raise ValueError("bad_amount", text) from None
