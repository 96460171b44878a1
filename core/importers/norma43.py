"""Norma 43 (CSB 43, AEB 43), the statements of Spanish banks: records of 80 characters by their first two.

Source: Asociación Española de Banca, Cuaderno 43, Información normalizada de cuenta corriente. An account
runs from record 11 to record 33, which proves what lies between; record 88 counts the file.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.errors import FileDamaged, FileTruncated
from core.domain.progress import Tell, untold
from core.importers.fixed_columns import cut, day_of, decoded, minor, signed
from core.importers.layout import Layout
from core.importers.norma43_payment import DECIMALS, DIGITS, Payment
from core.importers.tables import currency_letters

KIND = "norma43"
_WIDTH = 80
_SHAPE = re.compile(r"^11\d{18}\d{12}[0-2]\d{14}\d{3}", re.MULTILINE | re.ASCII)
_MOVEMENT = re.compile(r"^22.{8}\d{12}\d{2}.{3}[12]\d{14}", re.MULTILINE | re.ASCII)
_DOS_LETTERS = frozenset(b"\xa5\xa4\xa0\x82\xa1\xa2\xa3\xa7\xa6\x80\x90\xd6\xb5\x81\x9a\x87")
_WINDOWS_LETTERS = frozenset(
    b"\xd1\xf1\xe1\xe9\xed\xf3\xfa\xc1\xc9\xcd\xd3\xda\xba\xaa\xc7\xe7\xfc\xdc\xe8\xf2"
)


def recognizes(data: bytes) -> float:
    """How surely this is Norma 43: the account's record of fixed digits, and movements below it."""
    head = data[:20_000].removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").decode("latin-1")
    account, movement = bool(_SHAPE.search(head)), bool(_MOVEMENT.search(head))
    return 0.97 if account and movement else 0.9 if account else 0.7 if movement else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every account of the file as a statement; sums and counts that are off are problems.

    Raises:
        FileTruncated: the last account is never closed.
        FileDamaged: there is no account in it.
    """
    text, encoding = decoded(data, _code_page(data))
    file = _File()
    for line_no, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            file.take(line_no, line.ljust(_WIDTH))
    if file.open:
        raise FileTruncated(kind=KIND, lines=text.count("\n") + 1)
    if not file.statements:
        raise FileDamaged(kind=KIND, detail="no_statement")
    if not file.ended:
        file.problems.append(Problem("no_end", 0, file.last_line))
    return Reading(KIND, encoding, tuple(file.statements), file.problems)


def _code_page(data: bytes) -> str:
    """DOS or Windows, by whose Spanish letters stand in the file."""
    dos = sum(byte in _DOS_LETTERS for byte in data)
    windows = sum(byte in _WINDOWS_LETTERS for byte in data)
    return "cp850" if dos > windows else "iso-8859-1"


@dataclass(slots=True)
class _Open:
    """An account between its opening and its closing record."""

    first: str
    line_no: int
    payments: list[Payment] = field(default_factory=list)


class _File:
    """The file while it is read, record by record."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self.open: _Open | None = None
        self.ended = False
        self.last_line = ""
        self._records = 0

    def take(self, line_no: int, line: str) -> None:
        """Take in one record; record 00 is the envelope that some banks put around the file."""
        self.last_line = line.rstrip()
        pair = line[:2]
        if pair == "88":
            self._count(line)
            return
        self._records += pair != "00"
        if pair == "11":
            self.open = _Open(line, line_no)
        elif self.open is not None and pair == "22":
            self.open.payments.append(Payment(line_no, line))
        elif self.open is not None and pair in ("23", "24") and self.open.payments:
            self.open.payments[-1].goes_on(line)
        elif self.open is not None and pair == "33":
            self._close(self.open, line)
        elif pair != "00":
            self.problems.append(Problem("bad_line", line_no, line.rstrip(), {"value": line.rstrip()}))

    def _close(self, found: _Open, line: str) -> None:
        first = found.first
        currency = currency_letters(cut(first, 48, 50)) or currency_letters(cut(line, 74, 76))
        rows = tuple(row for payment in found.payments if (row := self._row(payment, currency)))
        number = _account_number(first)
        self._prove(line, found.payments, f"account {number}".strip())
        self.statements.append(
            Statement(
                account_number=number,
                currency=currency,
                rows=rows,
                account_name=cut(first, 52, 77),
                bank_code=cut(first, 3, 6),
                opening=self._balance(first, cut(first, 21, 26), 33, currency),
                closing=self._balance(line, cut(first, 27, 32), 59, currency),
            )
        )
        self.open = None

    def _row(self, payment: Payment, currency: str) -> Row | None:
        try:
            return payment.row(currency)
        except ValueError as error:
            code, value = error.args
            self.problems.append(Problem(code, payment.line_no, payment.raw(), {"value": value}))
            return None

    def _balance(self, line: str, day: str, sign_at: int, currency: str) -> Balance | None:
        on, amount = day_of(day, year_first=True), signed(line, sign_at, DIGITS)
        if on is None or amount is None:
            value = cut(line, sign_at, sign_at + 14)
            self.problems.append(Problem("bad_balance", 0, line.rstrip(), {"value": value}))
            return None
        return Balance(on, minor(amount, DECIMALS, currency))

    def _prove(self, line: str, payments: list[Payment], where: str) -> None:
        """Record 33: how many went out and came in, and how much."""
        amounts = [amount for payment in payments if (amount := payment.amount()) is not None]
        sides = {"debits": [-each for each in amounts if each < 0], "credits": [x for x in amounts if x >= 0]}
        for (side, found), start in zip(sides.items(), (21, 40), strict=True):
            count, total = cut(line, start, start + 4), cut(line, start + 5, start + 18)
            told = {"where": f"{side} of {where}"}
            if count.isdecimal() and int(count) != len(found):
                facts = {"stated": str(int(count)), "counted": str(len(found))}
                self.problems.append(Problem("records_differ", 0, line.rstrip(), told | facts))
            if total.isdecimal() and int(total) != sum(found):
                figures = [str(Decimal(each).scaleb(-DECIMALS)) for each in (int(total), sum(found))]
                facts = {"stated": figures[0], "counted": figures[1]}
                self.problems.append(Problem("sum_differ", 0, line.rstrip(), told | facts))

    def _count(self, line: str) -> None:
        """Record 88: how many records there are; some banks count it in."""
        self.ended = True
        stated = cut(line, 21, 26)
        if stated.isdecimal() and int(stated) not in (self._records, self._records + 1):
            facts = {"where": "the file", "stated": str(int(stated)), "counted": str(self._records)}
            self.problems.append(Problem("records_differ", 0, line.rstrip(), facts))


def _account_number(line: str) -> str:
    """The IBAN that bank, branch and account number make up; "" where all of them are zero."""
    bank, branch, account = line[2:6], line[6:10], line[10:20]
    whole = bank + branch + account
    if not (whole.isascii() and whole.isdecimal()):
        return cut(line, 3, 20)
    if not whole.strip("0"):
        return ""
    national = bank + branch + _check_digit(f"00{bank}{branch}") + _check_digit(account) + account
    control = 98 - int(f"{national}142800") % 97
    return f"ES{control:02d}{national}"


def _check_digit(ten_digits: str) -> str:
    """The control digit of a Spanish account number, by weights that are powers of two."""
    left = 11 - sum(int(digit) * (2**place % 11) for place, digit in enumerate(ten_digits)) % 11
    return str({10: 1, 11: 0}.get(left, left))
