"""One CODA movement as a row: records 21, 22, 23 and the information in 31, 32, 33 below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from core.domain.bank_file import Row
from core.domain.codes import TypeCode
from core.importers.coda_communication import Communication, read_communication
from core.importers.fixed_columns import cut, day_of, minor, signed
from core.importers.tables import neutral

DIGITS, DECIMALS = 15, 3
"""Every amount has fifteen digits, the last three behind the point, whatever the currency."""

_FAMILY = "coda"
_SALARIES = "SALA"
_CONTINUED = {"22": (11, 63), "23": (83, 125), "32": (11, 115), "33": (11, 100)}
_NO_REFERENCE = frozenset(("", "NOTPROVIDED", "NONREF"))


@dataclass(slots=True)
class Piece:
    """A record 21 with the records that continue it."""

    line_no: int
    lines: list[str]

    @property
    def first(self) -> str:
        """The record 21 itself."""
        return self.lines[0]

    def record(self, pair: str) -> str:
        """The first record of a kind, blank where there is none."""
        return next((line for line in self.lines if line[:2] == pair), " " * 128)

    def communication(self) -> Communication:
        """What the movement says: its own words in 21, 22, 23."""
        words = self.first[62:115]
        for pair in ("22", "23"):
            start, end = _CONTINUED[pair]
            words += self.record(pair)[start - 1 : end]
        return read_communication(words, structured=self.first[61] == "1")

    def information(self) -> Iterator[Communication]:
        """What the bank adds in records 31 with their 32 and 33."""
        words, structured = "", False
        for line in self.lines:
            pair = line[:2]
            if pair == "31":
                if words:
                    yield read_communication(words, structured)
                words, structured = line[40:113], line[39] == "1"
            elif pair in ("32", "33"):
                start, end = _CONTINUED[pair]
                words += line[start - 1 : end]
        if words:
            yield read_communication(words, structured)


@dataclass(slots=True)
class Movement:
    """A movement that stands in the balance, with the details of what it sums up."""

    main: Piece
    details: list[Piece] = field(default_factory=list)

    def sequence(self) -> int | None:
        """Its running number within the statement."""
        written = self.main.first[2:6]
        return int(written) if written.isascii() and written.isdecimal() else None

    def amount(self) -> int | None:
        """Signed thousandths, None where they cannot be read."""
        return signed(self.main.first, 32, DIGITS)

    def has_detail(self, line: str) -> bool:
        """Whether a record 21 tells a part of this movement: same number, a detail number of its own."""
        return line[2:6] == self.main.first[2:6] and line[6:10].strip("0 ") != ""

    def goes_on(self, line: str) -> None:
        """Take in a record that continues the movement or its last detail."""
        (self.details[-1] if self.details else self.main).lines.append(line)

    def raw(self) -> str:
        """Every record of it as it stands in the file."""
        return "\n".join(line.rstrip() for piece in (self.main, *self.details) for line in piece.lines)

    def rows(self, currency: str) -> list[Row]:
        """The movement as a row, or one a detail where it sums up several that add up to it.

        Raises:
            ValueError: as `row` does.
        """
        shares = [signed(piece.first, 32, DIGITS) for piece in self.details]
        known = [share for share in shares if share is not None]
        if len(known) > 1 and len(known) == len(shares) and sum(known) == self.amount():
            whole = self.main.communication().text
            rows = [Movement(piece).row(currency) for piece in self.details]
            return [row if row.text else replace(row, text=whole) for row in rows]
        return [self.row(currency)]

    def row(self, currency: str) -> Row:
        """The movement as one row.

        Raises:
            ValueError: with a problem code and the value that could not be read.
        """
        first = self.main.first
        exact = self.amount()
        if exact is None:
            raise ValueError("bad_amount", cut(first, 32, 47))
        amount = minor(exact, DECIMALS, currency)
        value_on, entered_on = (day_of(first[at : at + 6], year_first=False) for at in (47, 115))
        booked_on = entered_on or value_on
        if booked_on is None:
            raise ValueError("bad_date", cut(first, 116, 121))
        code = cut(first, 54, 61)
        said = [piece.communication() for piece in (self.main, *self.details)]
        added = [told for piece in (self.main, *self.details) for told in piece.information()]
        type_code = self._type_code(code, amount)
        customer = cut(self.main.record("22"), 64, 98)
        customer = "" if customer in _NO_REFERENCE else customer
        told = Communication.joined([*said, *added])
        original = _original(told, amount)
        return Row(
            line_no=self.main.line_no,
            booked_on=booked_on,
            value_on=value_on,
            amount_minor=amount,
            currency=currency,
            raw=self.raw(),
            text=told.text,
            counterparty=self._shared("23", 48, 82) or told.name,
            counterparty_account=self._account(),
            counterparty_bank=self._shared("22", 99, 109),
            type_code=type_code,
            bank_code=code,
            bank_code_family=_FAMILY,
            reference=customer or told.reference or cut(first, 11, 31),
            end_to_end_id=customer,
            standing_order=True if type_code == TypeCode.STANDING_ORDER else None,
            reversal=type_code == TypeCode.RETURNED_PAYMENT or self._shared("22", 113, 113) in tuple("12345"),
            original_minor=original,
            original_currency=told.original_currency,
            exchange_rate=told.rate,
        )

    def _type_code(self, code: str, amount: int) -> str:
        """By family and transaction, else by family; the purpose of salaries tells more than a transfer."""
        if amount < 0 and self._shared("22", 118, 121) == _SALARIES:
            return TypeCode.SALARY_BATCH
        known = neutral(_FAMILY, code[1:5], amount) or neutral(_FAMILY, code[1:3], amount)
        return known or (TypeCode.OTHER if code else "")

    def _shared(self, pair: str, first: int, last: int) -> str:
        """What the movement says at these columns, else what all of its details say alike."""
        own = cut(self.main.record(pair), first, last)
        alike = {cut(piece.record(pair), first, last) for piece in self.details}
        return own or (alike.pop() if len(alike) == 1 else "")

    def _account(self) -> str:
        """The other account, without the currency that stands at the end of its columns."""
        return re.sub(r"(?:^|\s+)[A-Z]{3}$", "", self._shared("23", 11, 47)).strip()


def _original(told: Communication, amount: int) -> int | None:
    """The amount before it was changed, signed as the movement."""
    if told.original is None:
        return None
    original = minor(told.original, DECIMALS, told.original_currency)
    return -original if amount < 0 else original
