"""CODA, the statements of Belgian banks: records of 128 characters, told apart by their first one or two.

Source: Febelfin, Standard for coded statements of account (CODA), version 2.6. A file opens with record 0;
each statement runs from record 1 (old balance) to record 8 (new balance), record 9 proves what lies between.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from core.domain.bank_file import Balance, Problem, Reading, Row, Statement
from core.domain.errors import FileDamaged, FileTruncated
from core.domain.progress import Tell, untold
from core.importers.coda_movement import DECIMALS, DIGITS, Movement, Piece
from core.importers.fixed_columns import cut, day_of, decoded, minor, signed
from core.importers.layout import Layout
from core.importers.rounding import rounded

KIND = "coda"
_WIDTH = 128
_OPENS = re.compile(r"00000\d{6}(?:\d{3}|   )05[D ]", re.ASCII)
_ACCOUNT = re.compile(r"^1[0-3][\d ]{3}.{37}[01]\d{15}\d{6}", re.MULTILINE | re.ASCII)
_MOVEMENT = re.compile(r"^21\d{8}.{21}[01]\d{15}\d{6}", re.MULTILINE | re.ASCII)
_WITHIN = frozenset(("21", "22", "23", "31", "32", "33"))


def recognizes(data: bytes) -> float:
    """How surely this is CODA: its header, and below it the old balance of an account."""
    head = _cut(data[:20_000].removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").decode("latin-1"))
    opens = bool(_OPENS.match(head.lstrip("\n ")))
    inside = bool(_ACCOUNT.search(head) or _MOVEMENT.search(head))
    return 0.98 if opens and inside else 0.7 if inside else 0.4 if opens else 0.0


def read(data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
    """Every statement of the file; a collective movement is split where its details add up to it.

    Raises:
        FileTruncated: the last statement has no new balance.
        FileDamaged: there is no statement in it.
    """
    text, encoding = decoded(data, "iso-8859-1")
    file = _File()
    for line_no, line in enumerate(_cut(text).split("\n"), start=1):
        if line.strip():
            file.take(line_no, line.ljust(_WIDTH))
    if file.open:
        raise FileTruncated(kind=KIND, lines=text.count("\n") + 1)
    if not file.statements:
        raise FileDamaged(kind=KIND, detail="no_statement")
    if file.awaits_end:
        file.problems.append(Problem("no_end", 0, file.last_line))
    return Reading(KIND, encoding, tuple(file.statements), file.problems)


def _cut(text: str) -> str:
    """Records one a line; some programs write them one after the other without line ends."""
    if "\n" in text.strip("\n") or len(text) <= _WIDTH or not _OPENS.match(text):
        return text
    return "\n".join(text[start : start + _WIDTH] for start in range(0, len(text), _WIDTH))


@dataclass(slots=True)
class _Open:
    """A statement between its old and its new balance."""

    first: str
    line_no: int
    movements: list[Movement] = field(default_factory=list)


class _File:
    """The file while it is read, record by record."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self.open: _Open | None = None
        self.awaits_end = False
        self.last_line = ""
        self._bank = ""
        self._records = 0
        self._sums = {"debit": 0, "credit": 0}

    def take(self, line_no: int, line: str) -> None:
        """Take in one record."""
        self.last_line = line.rstrip()
        kind, pair = line[0], line[:2]
        if kind in "128" or pair in ("31", "32", "33"):
            self._records += 1
        if pair in _WITHIN:
            self._within(line_no, line)
        elif kind == "0":
            self._bank = cut(line, 61, 71)
            self._records, self._sums = 0, {"debit": 0, "credit": 0}
            self.awaits_end = True
            if line[16] == "D":
                self.problems.append(Problem("sent_again", 0, line.rstrip()))
        elif kind == "1":
            self.open = _Open(line, line_no)
        elif kind == "8" and self.open is not None:
            self._close(self.open, line)
        elif kind == "9":
            self._prove(line)
        elif kind != "4":
            self._bad(line_no, line)

    def _within(self, line_no: int, line: str) -> None:
        """A record of a movement: 21 opens it or one of its details, the others continue it."""
        if self.open is None:
            self._bad(line_no, line)
            return
        movements = self.open.movements
        last = movements[-1] if movements else None
        if line[:2] == "21" and (last is None or not last.has_detail(line)):
            movements.append(Movement(Piece(line_no, [line])))
        elif last is None:
            self._bad(line_no, line)
        elif line[:2] == "21":
            last.details.append(Piece(line_no, [line]))
        else:
            last.goes_on(line)

    def _close(self, found: _Open, line: str) -> None:
        number, currency = _account(found.first)
        rows = tuple(row for movement in found.movements for row in self._rows(movement, currency))
        self._check_sequence(found.movements, number)
        self.statements.append(
            Statement(
                account_number=number,
                currency=currency,
                rows=rows,
                account_name=cut(found.first, 91, 125) or cut(found.first, 65, 90),
                bank_code=self._bank,
                opening=self._balance(found.first, 43, currency),
                closing=self._balance(line, 42, currency),
            )
        )
        self.open = None

    def _rows(self, movement: Movement, currency: str) -> list[Row]:
        amount = movement.amount()
        if amount is not None:
            self._sums["debit" if amount < 0 else "credit"] += abs(amount)
            exact = Decimal(amount).scaleb(-DECIMALS)
            self.problems += rounded(exact, currency, str(exact), movement.raw())
        try:
            return movement.rows(currency)
        except ValueError as error:
            code, value = error.args
            self.problems.append(Problem(code, movement.main.line_no, movement.raw(), {"value": value}))
            return []

    def _balance(self, line: str, sign_at: int, currency: str) -> Balance | None:
        end = sign_at + DIGITS
        amount, on = signed(line, sign_at, DIGITS), day_of(line[end : end + 6], year_first=False)
        if amount is None or on is None:
            value = cut(line, sign_at, end + 6)
            self.problems.append(Problem("bad_balance", 0, line.rstrip(), {"value": value}))
            return None
        return Balance(on, minor(amount, DECIMALS, currency))

    def _check_sequence(self, movements: list[Movement], number: str) -> None:
        """Movements count from one; each follows the last, after 9999 the count starts anew."""
        before = 0
        for movement in movements:
            sequence = movement.sequence()
            if sequence is None:
                continue
            if before and sequence not in (before, before + 1) and (before != 9999 or sequence > 1):
                facts = {"before": str(before), "after": str(sequence), "where": f"account {number}".strip()}
                self.problems.append(Problem("sequence_broken", 0, movement.main.first.rstrip(), facts))
            before = sequence

    def _prove(self, line: str) -> None:
        """Record 9: how many records there are, and what left and entered the accounts."""
        self.awaits_end = False
        stated = cut(line, 17, 22)
        where = {"where": "the file"}
        if stated.isdecimal() and int(stated) != self._records:
            facts = {"stated": str(int(stated)), "counted": str(self._records)}
            self.problems.append(Problem("records_differ", 0, line.rstrip(), where | facts))
        for side, start in (("debit", 23), ("credit", 38)):
            total = cut(line, start, start + 14)
            if total.isdecimal() and int(total) != self._sums[side]:
                told = [str(Decimal(each).scaleb(-DECIMALS)) for each in (int(total), self._sums[side])]
                facts = {"where": f"all {side}s", "stated": told[0], "counted": told[1]}
                self.problems.append(Problem("sum_differ", 0, line.rstrip(), facts))

    def _bad(self, line_no: int, line: str) -> None:
        self.problems.append(Problem("bad_line", line_no, line.rstrip(), {"value": line.rstrip()}))


def _account(line: str) -> tuple[str, str]:
    """Number and currency of record 1, by its account structure."""
    if line[1] == "0":
        return cut(line, 6, 17), _currency(cut(line, 19, 21))
    if line[1] == "2":
        return cut(line, 6, 36).split(" ")[0], _currency(cut(line, 40, 42))
    return cut(line, 6, 39), _currency(cut(line, 40, 42))


def _currency(text: str) -> str:
    """ISO letters; a Belgian account without any is in euro."""
    return text if re.fullmatch(r"[A-Z]{3}", text) else "EUR"
