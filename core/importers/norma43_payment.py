"""One Norma 43 payment as a row: record 22 with its texts (23) and its original currency (24)."""

from dataclasses import dataclass, field

from core.domain.bank_file import Row
from core.domain.codes import TypeCode
from core.importers.fixed_columns import cut, day_of, minor, signed
from core.importers.tables import currency_letters, neutral

DIGITS, DECIMALS = 14, 2
"""Every amount has fourteen digits, the last two behind the comma, whatever the currency."""

_FAMILY = "norma43"
_CHEQUES = frozenset(("01", "10"))


@dataclass(slots=True)
class Payment:
    """A record 22 with the records that continue it."""

    line_no: int
    first: str
    more: list[str] = field(default_factory=list)

    def goes_on(self, line: str) -> None:
        """Take in a record 23 or 24."""
        self.more.append(line)

    def raw(self) -> str:
        """Every record of it as it stands in the file."""
        return "\n".join(line.rstrip() for line in (self.first, *self.more))

    def amount(self) -> int | None:
        """Signed hundredths, None where they cannot be read."""
        return signed(self.first, 28, DIGITS)

    def row(self, currency: str) -> Row:
        """The payment as a row.

        Raises:
            ValueError: with a problem code and the value that could not be read.
        """
        first = self.first
        exact = self.amount()
        if exact is None:
            raise ValueError("bad_amount", cut(first, 28, 42))
        amount = minor(exact, DECIMALS, currency)
        booked_on, value_on = (day_of(cut(first, at, at + 5), year_first=True) for at in (11, 17))
        day = booked_on or value_on
        if day is None:
            raise ValueError("bad_date", cut(first, 11, 16))
        common = cut(first, 23, 24)
        document, one, two = (
            _filled(cut(first, start, end)) for start, end in ((43, 52), (53, 64), (65, 80))
        )
        type_code = neutral(_FAMILY, common, amount) or (TypeCode.OTHER if common else "")
        original, letters = self._original(amount, currency)
        return Row(
            line_no=self.line_no,
            booked_on=day,
            value_on=value_on,
            amount_minor=amount,
            currency=currency,
            raw=self.raw(),
            text=self._text() or " ".join(part for part in (one, two) if part),
            type_code=type_code,
            bank_code=cut(first, 23, 27),
            bank_code_family=_FAMILY,
            reference=two or one or document,
            cheque_number=document.lstrip("0") if common in _CHEQUES else "",
            reversal=type_code == TypeCode.RETURNED_PAYMENT,
            original_minor=original,
            original_currency=letters,
        )

    def _text(self) -> str:
        """The two halves of every record 23, one after the other."""
        halves = [
            half for line in self.more if line[:2] == "23" for half in (cut(line, 5, 42), cut(line, 43, 80))
        ]
        return " ".join(" ".join(halves).split())

    def _original(self, amount: int, currency: str) -> tuple[int | None, str]:
        """What the payment was before it was changed; the account's own currency tells nothing new."""
        line = next((line for line in self.more if line[:2] == "24"), "")
        letters, exact = currency_letters(cut(line, 5, 7)), signed(f"0{line[7:21]}", 1, DIGITS)
        if not letters or letters == currency or exact is None:
            return None, ""
        original = minor(exact, DECIMALS, letters)
        return -original if amount < 0 else original, letters


def _filled(text: str) -> str:
    """A reference that is one, not a row of zeros."""
    return text if text.strip("0 ") else ""
