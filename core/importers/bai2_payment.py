"""One payment of a BAI2 report: direction by its type code, days, references and the other party."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from core.domain.bank_file import Problem, Row
from core.domain.codes import TypeCode
from core.domain.money import to_minor
from core.importers.bai2_records import Record
from core.importers.dates import century
from core.importers.rounding import rounded
from core.importers.tables import neutral

_FAMILY = "bai2"
_AMOUNT = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,6})?|\.\d{1,6})")
_KEYED = re.compile(r"(?P<key>[A-Z]{4}):[ \t]*(?P<value>.*)")
_INLINE = re.compile(
    r"\b(?P<key>ORIG|ORG|BNF|BENEF|OBI|PMT DET)\s?[:=]\s?(?P<value>.{1,140}?)"
    r"(?=\s{1,3}(?:(?:SND|RCV|INT|INTM|BNF|BENEF|ORIG|ORG|OGB|PMT) )?[A-Z]{2,8}\s?[:=]|;|\n|$)"
)
"""What a key says ends before the next one, of one word or of two that belong together: SND BK, PMT DET."""
_SAME = {"ORIG": "DBNM", "ORG": "DBNM", "BNF": "CRNM", "BENEF": "CRNM", "OBI": "REMI", "PMT DET": "REMI"}
_ROUTED = frozenset("EREF CREF REMI CRNM DBNM CACT DACT CABA DABA CBIC DBIC CHKN IDNM".split())
_NOTE = "890"
_CHECKS = frozenset("474 475 472 395 255".split())
_DIRECTIONS = ((100, 1), (400, -1), (700, 1), (760, -1), (800, 0), (920, 1), (960, -1))


def read_payment(record: Record, as_of: date | None, currency: str, problems: list[Problem]) -> Row:
    """A record 16 with its continuations as a row, booked on the group's day.

    Raises:
        ValueError: with a problem code and the value that could not be read.
    """
    fields = record.fields()
    code, written = fields.take().strip(), fields.take().strip()
    funds, days = fields.take_funds()
    bank_reference, customer_reference = fields.take().strip(), fields.take().strip()
    lines = [line.strip() for line in fields.rest().split("\n")]
    direction = _direction(code)
    if code == _NOTE:
        raise ValueError("no_money", " ".join(lines).strip() or code)
    if direction == 0:
        raise ValueError("bad_line", record.raw.split("\n")[0])
    if as_of is None:
        raise ValueError("no_date", "")
    amount = direction * money(written, currency)
    if "." in written:
        problems += rounded(Decimal(written), currency, written, record.raw)
    said = _said(lines)
    type_code = neutral(_FAMILY, code, amount) or TypeCode.OTHER
    other, account, bank = _other_party(said, amount, type_code)
    cheque = said.get("CHKN", "") or (customer_reference if code in _CHECKS else "")
    return Row(
        line_no=record.line_no,
        booked_on=as_of,
        value_on=_value_day(funds, days, as_of),
        amount_minor=amount,
        currency=currency,
        raw=record.raw,
        text=_text(lines, said),
        counterparty=other,
        counterparty_account=account,
        counterparty_bank=bank,
        type_code=type_code,
        bank_code=code,
        bank_code_family=_FAMILY,
        reference=customer_reference or said.get("EREF", "") or bank_reference,
        end_to_end_id=said.get("EREF", ""),
        cheque_number=cheque.lstrip("0") if cheque.isdecimal() else "",
        standing_order=True if type_code == TypeCode.STANDING_ORDER else None,
        reversal=type_code == TypeCode.RETURNED_PAYMENT,
    )


def money(written: str, currency: str) -> int:
    """An amount in minor units, as BAI2 has them; one with a point is in major units.

    Raises:
        ValueError: with a problem code and the value.
    """
    text = written.strip()
    if not _AMOUNT.fullmatch(text) or not text.isascii():
        raise ValueError("bad_amount" if text else "no_amount", text)
    try:
        return to_minor(Decimal(text), currency) if "." in text else int(text)
    except InvalidOperation:
        raise ValueError("bad_amount", text) from None


def day_of(written: str) -> date | None:
    """A day as YYMMDD, or YYYYMMDD as some banks write it."""
    text = written.strip()
    if not re.fullmatch(r"(?:\d\d)?\d{6}", text, re.ASCII):
        return None
    try:
        return date(century(int(text[:-4])), int(text[-4:-2]), int(text[-2:]))
    except ValueError:
        return None


def _direction(code: str) -> int:
    """1 for credits, -1 for debits, 0 for what moves nothing: balances, totals of status, notes."""
    if not re.fullmatch(r"\d{3}", code, re.ASCII):
        return 0
    return next((sign for least, sign in reversed(_DIRECTIONS) if int(code) >= least), 0)


def _value_day(funds: str, days: list[str], as_of: date) -> date | None:
    """The day the money counts from: named, or the same day; later availability names no day."""
    if funds == "V":
        return day_of(days[0])
    return as_of if funds == "0" else None


def _said(lines: list[str]) -> dict[str, str]:
    """What banks say with a key before it: on a line of its own, or within the text of a wire."""
    said: dict[str, str] = {}
    for line in lines:
        keyed = _KEYED.fullmatch(line.removeprefix(":"))
        if keyed and keyed["key"] in _ROUTED:
            said.setdefault(keyed["key"], keyed["value"].strip())
        for found in _INLINE.finditer(line):
            said.setdefault(_SAME[found["key"]], found["value"].strip())
    return {key: value for key, value in said.items() if value.strip("0 -")}


def _text(lines: list[str], said: dict[str, str]) -> str:
    """The words of a payment: its purpose last, without the lines that have fields of their own."""
    free = [line for line in lines if not _is_routed(line)]
    remittance = said.get("REMI", "")
    if remittance and not any(remittance in line for line in free):
        free.append(remittance)
    return " ".join(" ".join(free).split())


def _is_routed(line: str) -> bool:
    keyed = _KEYED.fullmatch(line.removeprefix(":"))
    return bool(keyed and keyed["key"] in _ROUTED)


def _other_party(said: dict[str, str], amount: int, type_code: str) -> tuple[str, str, str]:
    """Name, account and bank of who paid or was paid; a returned payment keeps its first roles."""
    payer = (amount > 0) != (type_code == TypeCode.RETURNED_PAYMENT)
    side = "D" if payer else "C"
    bank = said.get(f"{side}BIC", "") or said.get(f"{side}ABA", "")
    return said.get(f"{side}BNM" if payer else "CRNM", ""), said.get(f"{side}ACT", ""), bank
