"""One entry of an OFX statement: its fields as a row, and the values banks write in ways of their own."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from core.domain.bank_file import Problem, Row
from core.domain.codes import TypeCode
from core.domain.money import to_minor
from core.importers.amounts import read_either
from core.importers.rounding import rounded
from core.importers.tables import neutral

_FAMILY = "ofx"
_NAME_LETTERS = 32
"""A NAME has room for so many."""
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DIGITS = re.compile(r"\d*")
_CURRENCY = re.compile(r"[A-Z]{3}")
_THREE_BEHIND = re.compile(r"[^.,]*\d,\d{3}")
_YEARS = range(1900, 2201)


@dataclass(slots=True)
class Notes:
    """What is worth a look though it was read: each kind of it said once a file."""

    said: dict[str, Problem] = field(default_factory=dict)

    def add(self, code: str, value: str, **facts: str) -> None:
        """Remember the first value of its kind."""
        self.said.setdefault(code, Problem(code, 0, value, {"value": value, **facts}))


@dataclass(slots=True)
class Entry:
    """The fields of one STMTTRN and its own text; a pending one is not booked yet."""

    line_no: int
    start: int
    pending: bool = False
    raw: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    def row(self, default_currency: str, notes: Notes) -> Row:
        """The entry as a row; raises ValueError(problem code, value) for a field that cannot be read."""
        get = self.fields.get
        if self.pending:
            raise ValueError("not_booked", get("NAME") or get("MEMO") or get("TRNAMT", ""))
        if get("CORRECTACTION", "").upper() == "DELETE":
            raise ValueError("taken_back", get("CORRECTFITID", ""))
        money = self._money(default_currency, notes)
        amount, currency = money.minor, money.currency
        kind = get("TRNTYPE", "").upper()
        code = neutral("ofx", kind, amount) or (TypeCode.OTHER if kind else "")
        cheque = get("CHECKNUM", "") or get("CHKNUM", "")
        payee, text = self._payee_and_text()
        return Row(
            line_no=self.line_no,
            booked_on=day_of(get("DTPOSTED", ""), notes),
            value_on=day_or_none(get("DTAVAIL", "") or get("VALUEDATE", "")),
            amount_minor=amount,
            currency=currency,
            raw=self.raw,
            text=text,
            counterparty=payee,
            counterparty_account=get("TO:ACCTID", ""),
            counterparty_bank=get("TO:BANKID", ""),
            mcc=_four_digits(get("SIC", "") or get("MCC", "")),
            type_code=code,
            bank_code=kind,
            bank_code_family=_FAMILY if kind else "",
            reference=get("FITID", "") or get("REFNUM", "") or cheque,
            cheque_number=cheque if cheque.strip("0") else "",
            standing_order=True if code == TypeCode.STANDING_ORDER else None,
            balance_minor=_minor_or_none(get("ACCTBAL", ""), currency),
            original_minor=money.original_minor,
            original_currency=money.original_currency,
            exchange_rate=money.rate,
        )

    def _payee_and_text(self) -> tuple[str, str]:
        """EXTDNAME is the whole of a NAME that has no room for it, else more of the text."""
        name, memo, longer = (self.fields.get(key, "") for key in ("NAME", "MEMO", "EXTDNAME"))
        if len(longer) > _NAME_LETTERS and longer[:_NAME_LETTERS].strip() == name:
            return longer, memo
        return name, " ".join(word for word in (memo, longer) if word)

    def corrected(self) -> str:
        """The FITID of the entry that this one replaces or takes back, "" where it does neither."""
        return self.fields.get("CORRECTFITID", "") if "CORRECTACTION" in self.fields else ""

    def _money(self, account_currency: str, notes: Notes) -> "_Money":
        """The amount in the account's currency, and what it was before it was changed.

        CURRATE is what one unit of CURSYM is worth in the account's currency. Under CURRENCY the
        amount itself stands in CURSYM; under ORIGCURRENCY it was changed from it already.
        """
        get = self.fields.get
        written = get("TRNAMT", "")
        exact = amount_of(written, notes)
        stated = currency_of(get("CURRENCY:CURSYM", "")) or account_currency
        if stated != account_currency and account_currency:
            return self._changed(exact, stated, account_currency, notes)
        amount = to_minor(exact, stated)
        for problem in rounded(exact, stated, written, ""):
            notes.said.setdefault(problem.code, problem)
        before, rate = currency_of(get("ORIGINAL:CURSYM", "")), _rate(get("ORIGINAL:CURRATE", ""))
        if before and before != stated and rate:
            return _Money(amount, stated, to_minor(exact / Decimal(rate), before), before, rate)
        return _Money(amount, stated)

    def _changed(self, exact: Decimal, stated: str, account_currency: str, notes: Notes) -> "_Money":
        """An amount in another currency than the account's: changed by its rate, as it stands without one."""
        rate = _rate(self.fields.get("CURRENCY:CURRATE", ""))
        if not rate:
            notes.add("other_currency", stated)
            return _Money(to_minor(exact, stated), stated)
        notes.add("changed", stated, account=account_currency)
        amount = to_minor(exact * Decimal(rate), account_currency)
        return _Money(amount, account_currency, to_minor(exact, stated), stated, rate)


@dataclass(frozen=True, slots=True)
class _Money:
    """An amount as it is booked, and as it was before it was changed."""

    minor: int
    currency: str
    original_minor: int | None = None
    original_currency: str = ""
    rate: str = ""


def currency_of(written: str) -> str:
    """Three letters, or "" for anything else."""
    text = written.strip().upper()
    return text if _CURRENCY.fullmatch(text) else ""


def amount_of(value: str, notes: Notes) -> Decimal:
    """An amount; raises ValueError(problem code, value).

    A lone comma with three digits behind it is the decimal sign, for OFX has no thousands; that is noted.
    """
    try:
        found = read_either(value)
    except ValueError:
        raise ValueError("bad_amount" if value else "no_amount", value) from None
    if "," in value and _THREE_BEHIND.fullmatch(value):
        notes.add("three_behind_comma", value)
    return found


def day_of(value: str, notes: Notes) -> date:
    """A day; raises ValueError(problem code, value).

    YYYYMMDD with a time behind it, or with strokes; DDMMYY and DDMMYYYY as some banks write it are noted.
    """
    found = _day(value[:10])
    if found is None:
        raise ValueError("bad_date" if value.strip("0") else "no_date", value)
    day, usual = found
    if not usual:
        notes.add("unusual_day", value)
    return day


def day_or_none(value: str) -> date | None:
    """The same where nothing depends on it."""
    found = _day(value[:10])
    return found[0] if found else None


@lru_cache(maxsize=4096)
def _day(text: str) -> tuple[date, bool] | None:
    """The day, and whether it is written as the format asks; None where there is none."""
    iso = _ISO.match(text)
    found = _DIGITS.match(text)
    digits = "".join(iso.groups()) if iso else (found.group() if found else "")
    try:
        if len(digits) == 6:
            return date(2000 + int(digits[4:]), int(digits[2:4]), int(digits[:2])), False
        if int(digits[:4]) in _YEARS:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])), True
        if int(digits[4:8]) in _YEARS:
            return date(int(digits[4:8]), int(digits[2:4]), int(digits[:2])), False
    except ValueError:
        return None
    return None


def _minor_or_none(value: str, currency: str) -> int | None:
    try:
        return to_minor(read_either(value), currency)
    except ValueError:
        return None


def _rate(value: str) -> str:
    """An exchange rate as the bank wrote it, "" where it is no positive number."""
    text = value.strip().replace(",", ".").lstrip("+")
    return text if re.fullmatch(r"\d{1,12}(?:\.\d{0,12})?", text) and Decimal(text) > 0 else ""


def _four_digits(value: str) -> str:
    return value.zfill(4) if re.fullmatch(r"[0-9]{1,4}", value) else ""
