"""One entry of a CAMT message as rows: one, or one a payment where their amounts add up to the entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.domain.bank_file import Problem, Row
from core.domain.codes import TypeCode
from core.domain.money import to_minor
from core.importers import camt_details as said
from core.importers.amounts import read_amount
from core.importers.camt_details import Frame, signed
from core.importers.camt_tree import Node
from core.importers.rounding import rounded

_BOOKED = frozenset({"", "BOOK", "BOOKED"})
_COMING = frozenset({"PDNG", "FUTR"})
_PAYMENT_DAYS = ("IntrBkSttlmDt", "AccptncDtTm", "TxDtTm")
_MCC = "MrchntCtgyCd"
_DIGITS_OF_MCC = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """What becomes a row: an amount, the payments it stands for, and where it is written."""

    amount: int
    details: Sequence[Node]
    origin: Node


@dataclass(frozen=True, slots=True)
class _Booking:
    """What all rows of an entry have in common."""

    booked_on: date
    currency: str
    status: Literal["booked", "pending"]
    reversal: bool


def read_entry(entry: Node, frame: Frame, problems: list[Problem]) -> list[Row]:
    """The rows of an entry.

    One that sums several payments becomes one row a payment where each names its amount and they add up;
    else it stays one, as it stands in the balance, and names the other party only where all share it.

    Raises:
        ValueError: with a problem code and the value that could not be read.
    """
    written = entry.at("Sts/Cd", "Sts/Prtry", "Sts")
    status = written.upper()
    if status not in _BOOKED | _COMING:
        raise ValueError("not_booked", written)
    written, currency = entry.money("Amt")
    currency = currency or frame.currency
    amount = _amount(written, entry, currency, problems)
    details = entry.within
    booking = _Booking(
        booked_on=_booked_on(entry, details, frame, problems),
        currency=currency,
        status="pending" if status in _COMING else "booked",
        reversal=entry.at("RvslInd") in ("true", "1"),
    )
    shares = _shares(details, amount, currency)
    parts = [_Part(share, [detail], detail) for share, detail in zip(shares, details, strict=False)]
    return [_row(part, entry, booking, frame) for part in parts or [_Part(amount, details, entry)]]


def _row(part: _Part, entry: Node, booking: _Booking, frame: Frame) -> Row:
    details, amount = part.details, part.amount
    holders = list(dict.fromkeys([part.origin, entry, *details]))
    returned = any("RtrInf" in detail.tops for detail in details)
    turned = booking.reversal or returned
    codes = said.codes_of(holders, details, amount, returned)
    other = said.other_party(details, amount, turned, frame)
    name = said.party_name(details, other)
    original, original_currency, rate = said.exchange(
        [*details, entry] if len(details) == 1 else [entry], amount, booking.currency
    )
    return Row(
        line_no=part.origin.line_no,
        booked_on=booking.booked_on,
        value_on=entry.day("ValDt"),
        amount_minor=amount,
        currency=booking.currency,
        raw=part.origin.raw,
        text=said.words(entry, details, said.party_behind(details, other, name)),
        counterparty=name,
        counterparty_account=said.party_account(details, other),
        counterparty_bank=said.party_bank(details, other),
        mcc=_mcc(part.origin, entry.raw),
        type_code=codes.type_code,
        bank_code=codes.bank_code,
        bank_code_family=codes.family,
        reference=said.reference(entry, details),
        end_to_end_id=said.end_to_end(details),
        standing_order=True if codes.type_code == TypeCode.STANDING_ORDER else None,
        original_minor=original,
        original_currency=original_currency,
        exchange_rate=rate,
        cheque_number=said.shared(details, "Refs/ChqNb"),
        status=booking.status,
        reversal=turned,
    )


def _amount(written: str, entry: Node, currency: str, problems: list[Problem]) -> int:
    try:
        exact = read_amount(written)
    except ValueError:
        raise ValueError("bad_amount" if written else "no_amount", written) from None
    problems += rounded(exact, currency, written, entry.raw)
    return signed(to_minor(exact, currency), entry.at("CdtDbtInd"))


def _booked_on(entry: Node, details: Sequence[Node], frame: Frame, problems: list[Problem]) -> date:
    """The booking day, else the value day, else a day of the payment, else the day of the bank's message."""
    found = entry.day("BookgDt") or entry.day("ValDt")
    if found is not None:
        return found
    if written := entry.at("BookgDt/Dt", "BookgDt/DtTm"):
        raise ValueError("bad_date", written)
    days = (detail.day(f"RltdDts/{name}") for detail in details for name in _PAYMENT_DAYS)
    found = next((day for day in days if day), frame.written_on)
    if found is None:
        raise ValueError("no_date", "")
    facts = {"value": found.isoformat(), "line": str(entry.line_no)}
    problems.append(Problem("day_of_message", 0, entry.raw, facts))
    return found


def _shares(details: Sequence[Node], amount: int, currency: str) -> list[int]:
    """The amount of each payment where all are said in the entry's currency and add up to it, else none."""
    if len(details) < 2:
        return []
    plain = [_said_amount(detail, currency) for detail in details]
    known = [share for share in plain if share is not None]
    if len(known) < len(plain):
        return []
    indicator = "DBIT" if amount < 0 else "CRDT"
    marked = [
        signed(share, detail.at("CdtDbtInd") or indicator)
        for share, detail in zip(known, details, strict=True)
    ]
    alike = [signed(share, indicator) for share in known]
    return next((shares for shares in (marked, alike) if sum(shares) == amount), [])


def _said_amount(detail: Node, currency: str) -> int | None:
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        written, said_currency = detail.money(path)
        if said_currency == currency:
            try:
                return to_minor(read_amount(written), currency)
            except ValueError:
                return None
    return None


def _mcc(origin: Node, raw: str) -> str:
    if _MCC not in raw:
        return ""
    found = origin.anywhere(_MCC)
    return next((code for code in found if code.isdigit() and len(code) == _DIGITS_OF_MCC), "")
