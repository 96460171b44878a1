"""Streams become payments: dated, priced and worded as a bank would, with the truth beside them."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from core.demo.identities import iban, reference
from core.demo.rhythms import due_dates, season_factor
from core.demo.streams import Stream

_CARD_TYPES = frozenset({"card_payment", "card_refund", "cash_withdrawal"})
_YEARLY_RISE = 1.028
_DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Movement:
    """One payment on one account. `amount` is signed, in minor units; `category` is the truth."""

    account: str
    booked_on: date
    amount: int
    category: str
    counterparty: str
    counterparty_account: str
    text: str
    reference: str
    type_code: str
    mcc: str
    nace: str
    standing_order: bool
    contactless: bool
    vague: bool


@dataclass(frozen=True, slots=True)
class Shock:
    """From `first` to `last`, streams of this category and direction are `factor` times as large."""

    category: str
    direction: str
    first: date
    last: date
    factor: float


def movements(
    streams: Sequence[Stream], first: date, last: date, seed: int, shocks: Sequence[Shock] = ()
) -> list[Movement]:
    """Every payment of these streams from `first` to `last`, in booking order.

    Each stream draws from its own seed: a line added to a recipe leaves the others as they were.
    """
    found: list[Movement] = []
    for stream in streams:
        name = f"{stream.account} {stream.direction} {stream.category} {stream.payees[0]} {stream.rhythm}"
        key = zlib.crc32(name.encode())
        found += _of_stream(stream, first, last, np.random.default_rng([seed, key]), shocks)
    return sorted(found, key=lambda each: each.booked_on)


def _of_stream(
    stream: Stream, first: date, last: date, rng: np.random.Generator, shocks: Sequence[Shock]
) -> list[Movement]:
    days = [day for day in due_dates(stream.rhythm, first, last, rng) if rng.random() < stream.chance]
    if stream.rhythm.startswith("random"):
        highest = max(season_factor(stream.season, date(2001, month, 1)) for month in range(1, 13))
        days = [day for day in days if rng.random() * highest < season_factor(stream.season, day)]
    own = [
        shock for shock in shocks if (shock.category, shock.direction) == (stream.category, stream.direction)
    ]
    base = {payee: _draw(stream, rng) for payee in stream.payees} if "steady" in stream.marks else {}
    found = []
    for day in days:
        payees = (
            stream.payees if "each" in stream.marks else [stream.payees[rng.integers(len(stream.payees))]]
        )
        for payee in payees:
            factor = _factor(stream, day, first, own)
            major = base[payee] if base else _draw(stream, rng)
            found.append(_movement(stream, payee, day, round(major * factor * 100), rng))
    return [movement for movement in found if movement.amount]


def _draw(stream: Stream, rng: np.random.Generator) -> float:
    if stream.low == stream.high:
        return stream.low
    return float(np.exp(rng.uniform(np.log(stream.low), np.log(stream.high))))


def _factor(stream: Stream, day: date, first: date, shocks: Sequence[Shock]) -> float:
    rise = _YEARLY_RISE ** ((day - first).days // _DAYS_A_YEAR)
    season = 1.0 if stream.rhythm.startswith("random") else season_factor(stream.season, day)
    for shock in shocks:
        if shock.first <= day <= shock.last:
            season *= shock.factor
    return rise * season


def _movement(stream: Stream, payee: str, day: date, minor: int, rng: np.random.Generator) -> Movement:
    by_card = stream.type_code in _CARD_TYPES
    number = "" if by_card or not payee else iban(payee)
    ref = reference(rng)
    wording = stream.texts[rng.integers(len(stream.texts))]
    text = wording.format(
        payee=payee,
        PAYEE=payee.upper(),
        ref=ref,
        no=int(rng.integers(1000, 99999)),
        month=f"{day:%b %Y}",
        day=f"{day:%d/%m}",
    )
    return Movement(
        account=stream.account,
        booked_on=day,
        amount=minor if stream.direction == "in" else -minor,
        category=stream.category,
        counterparty=payee,
        counterparty_account=number,
        text=text,
        reference="" if by_card else ref,
        type_code=stream.type_code,
        mcc=stream.mcc,
        nace=stream.nace,
        standing_order="standing" in stream.marks,
        contactless="contactless" in stream.marks and bool(rng.random() < 0.8),
        vague="vague" in stream.marks,
    )
