"""Payments and streams of the store as the models take them, and streams as the store keeps them."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date

import numpy as np
import pandas as pd

from core.domain.company import Account
from core.domain.money import exponent
from core.domain.recurring import Cadence, DueDate, StreamFound, StreamKept
from models.forecasters.recurring.ahead import Coming
from models.forecasters.recurring.payments import PAYMENTS
from models.forecasters.recurring.rhythms import Rhythm
from models.forecasters.recurring.weave import Schedule, taken_by
from models.frames import check_frame

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,}")
_COUNTRY_OF = {
    "GBP": "GB", "CHF": "CH", "PLN": "PL", "SEK": "SE", "DKK": "DK", "NOK": "NO", "CZK": "CZ", "USD": "US",
}  # fmt: skip


def payments_frame(rows_frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the store (columns of `core.store.frames.ROWS`) with `models`' `PAYMENTS`."""
    units = {name: 10.0 ** exponent(name) for name in rows_frame["currency"].unique()}
    frame = pd.DataFrame(
        {
            "payment_id": rows_frame["part_id"].astype("int64"),
            "account": rows_frame["account_id"].astype(str).astype(object),
            "booked_on": pd.to_datetime(rows_frame["booked_on"]),
            "amount": rows_frame["amount_minor"].astype("float64")
            / rows_frame["currency"].map(units).astype("float64"),
            "payee": rows_frame["payee_key"].astype(object),
            "category": rows_frame["category"].astype(object),
        }
    )
    return check_frame(frame.reset_index(drop=True), PAYMENTS)


def payments_digest(payments: pd.DataFrame, data_until: date, country: str) -> str:
    """Equal as long as the same payments, whatever they are filed under, cover the same days."""
    told = payments.drop(columns="category").sort_values("payment_id", ignore_index=True)
    rows = pd.util.hash_pandas_object(told, index=False).to_numpy().tobytes()
    head = f"{data_until}/{country}".encode()
    return hashlib.sha1(head + rows, usedforsecurity=False).hexdigest()


def country_of(accounts: Iterable[Account]) -> str:
    """Whose holidays a company keeps: the country of most of its IBANs, else of its first currency."""
    known = list(accounts)
    ibans = [number[:2] for each in known if _IBAN.match(number := each.number.replace(" ", "").upper())]
    if ibans:
        return Counter(ibans).most_common(1)[0][0]
    return _COUNTRY_OF.get(known[0].currency, "") if known else ""


def as_found(coming: Coming) -> StreamFound:
    """A stream with its due dates, in plain numbers."""
    stream = coming.stream
    dues = zip(coming.dues.days, coming.chance, coming.late, strict=True)
    return StreamFound(
        account_id=int(stream.account),
        direction=stream.direction,
        payee_key=stream.payee,
        cadence=_cadence(stream.rhythm),
        fixed=stream.fixed,
        part_ids=stream.payment_ids,
        last_on=pd.Timestamp(stream.days[-1]).date(),
        dues=tuple(
            DueDate(pd.Timestamp(day).date(), round(float(chance), 4), round(float(late), 4))
            for day, chance, late in dues
        ),
        amounts=tuple(round(float(each), 4) for each in coming.amounts),
        lags=tuple(round(float(each), 2) for each in coming.lags),
    )


def as_schedule(kept: StreamKept, payments: pd.DataFrame, until: date) -> Schedule:
    """A stream of the store as it is drawn; `payments` holds its rows among others."""
    found = kept.found
    return Schedule(
        unique_id=kept.series_id,
        name=f"{found.payee_key}/{found.part_ids[0]}",
        days=np.array([due.on for due in found.dues], dtype="datetime64[D]"),
        chance=np.array([due.chance for due in found.dues]),
        amounts=np.array(found.amounts),
        lags=np.array(found.lags),
        until=np.datetime64(until),
        taken=taken_by(payments, found.part_ids, kept.category),
    )


def marked(digests: dict[str, str], streams: Sequence[StreamKept]) -> dict[str, str]:
    """The series' digests, of another look where schedules in force are part of what is drawn."""
    marks = dict(digests)
    for each in streams:
        if each.in_force and each.series_id in marks:
            told = f"{marks[each.series_id]}/{_told(each.found)}"
            marks[each.series_id] = hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest()
    return marks


def _told(found: StreamFound) -> list[tuple[str, object]]:
    """All there is of a stream, in one order; its many amounts are not copied one by one."""
    plain = {each.name: getattr(found, each.name) for each in fields(found)}
    nested = {"cadence": asdict(found.cadence), "dues": tuple(asdict(due) for due in found.dues)}
    return sorted((plain | nested).items())


def _cadence(rhythm: Rhythm) -> Cadence:
    if rhythm.place is None:
        return Cadence(rhythm.unit, rhythm.every)
    place = rhythm.place
    return Cadence(rhythm.unit, rhythm.every, place.kind, place.number, place.weekday)
