"""Streams: payments of one payee on one account that come again and again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.forecasters.grid import Days, Floats
from models.forecasters.recurring.fitting import Fit, find_fit, missed
from models.forecasters.recurring.payments import PAYMENTS, without_month
from models.forecasters.recurring.rhythms import Ints, Rhythm
from models.frames import check_frame

_SAME = 0.05
"""Amounts closer than this share of each other are one standing amount."""
_FEWEST = 2
_OFTEN_TOGETHER = 0.5
_FIXED = 0.005
_HALF_A_YEAR = 150


@dataclass(frozen=True, eq=False)
class Stream:
    """Payments that come again and again, oldest first.

    `days` and `amounts` (paid,) are what came, day by day, amounts > 0; `slots` which due date each
    paid, `lag` by how many days after it; `payment_ids` all its payments; `missed` how many due dates
    since the last have gone by without one. `whole`: all the payee's days are the stream's, else only
    payments of about its amount.
    """

    account: str
    direction: str
    payee: str
    category: str
    rhythm: Rhythm
    fit: Fit
    days: Days
    amounts: Floats
    slots: Ints
    lag: Ints
    payment_ids: tuple[int, ...]
    missed: int
    whole: bool

    @property
    def fixed(self) -> bool:
        """Whether the last payments were all of one amount."""
        recent = self.amounts[-3:]
        return bool(recent.max() - recent.min() <= _FIXED * recent.max())


@dataclass(frozen=True)
class _Group:
    """One payee's days: totals by day, and the payments behind each."""

    days: Days
    amounts: Floats
    ids: tuple[tuple[int, ...], ...]
    rows: int

    def part(self, rows: Ints) -> "_Group":
        ids = tuple(self.ids[row] for row in rows)
        return _Group(self.days[rows], self.amounts[rows], ids, sum(len(each) for each in ids))


def find_streams(payments: pd.DataFrame, until: np.datetime64, country: str = "") -> tuple[Stream, ...]:
    """Every stream that is still alive on `until`, the last day the payments cover.

    `payments` has `PAYMENTS`; later ones than `until` are not looked at. `country` is ISO 3166
    alpha-2, for its working days. An empty frame gives no streams.
    """
    check_frame(payments, PAYMENTS)
    known = payments[(payments["booked_on"] <= pd.Timestamp(until)) & (payments["amount"] != 0)]
    known = known[known["payee"] != ""]
    if known.empty:
        return ()
    ordered = by_side(known).sort_values(["account", "direction", "payee", "booked_on", "payment_id"])
    sizes = ordered.groupby(["account", "direction", "payee"], sort=False).size()
    ends = sizes.to_numpy().cumsum()
    found: list[Stream] = []
    for (account, direction, payee), size, end in zip(sizes.index, sizes, ends, strict=True):
        if size >= _FEWEST:
            rows = ordered.iloc[end - size : end]
            key = (str(account), str(direction), str(payee))
            found += _of_payee(key, rows, until, country)
    return tuple(found)


def by_side(payments: pd.DataFrame) -> pd.DataFrame:
    """Payments with their direction and amounts > 0, a payee's months taken for one payee."""
    return payments.assign(
        direction=np.where(payments["amount"] > 0, "in", "out"),
        amount=payments["amount"].abs(),
        payee=payments["payee"].map({name: without_month(name) for name in payments["payee"].unique()}),
    )


def _of_payee(
    key: tuple[str, str, str], rows: pd.DataFrame, until: np.datetime64, country: str
) -> list[Stream]:
    days = rows["booked_on"].to_numpy().astype("datetime64[D]")
    amounts = rows["amount"].to_numpy(dtype=np.float64)
    ids = rows["payment_id"].to_numpy(dtype=np.int64)
    categories = dict(zip(ids.tolist(), rows["category"], strict=True))
    fits = _fits(days, amounts, ids, country)
    streams = [_stream(key, fitted, categories, until, country) for fitted in fits]
    return [each for each in streams if each.missed <= each.fit.period.silent]


def _fits(days: Days, amounts: Floats, ids: Ints, country: str) -> list[tuple[_Group, Fit, bool]]:
    """The whole payee as one stream; or each standing amount by itself, and what is left over."""
    whole = _by_day(days, amounts, ids)
    together = 1 - len(whole.days) / len(days)
    first = find_fit(whole.days, whole.amounts, country)
    if first is not None and together < _OFTEN_TOGETHER:
        return [(whole, first, True)]
    found: list[tuple[_Group, Fit, bool]] = []
    left = np.ones(len(days), dtype=bool)
    for rows in _standing(amounts):
        part = _by_day(days[rows], amounts[rows], ids[rows])
        fit = find_fit(part.days, part.amounts, country)
        if fit is not None and _is_standing(fit, part.amounts[fit.rows]):
            found.append((part, fit, False))
            left[rows] = False
    if not found:
        return [] if first is None else [(whole, first, True)]
    if left.sum() >= _FEWEST:
        rest = _by_day(days[left], amounts[left], ids[left])
        fit = find_fit(rest.days, rest.amounts, country)
        if fit is not None:
            found.append((rest, fit, False))
    return found


def _is_standing(fit: Fit, amounts: Floats) -> bool:
    """Whether payments picked by their amount are more than chance: three, and the same to the cent or so.

    Among many purchases some lie a month apart by luck, and about half a year apart nearly always.
    """
    enough = len(amounts) >= max(fit.period.fixed, 3)
    return enough and bool(fit.rhythm.days < _HALF_A_YEAR or amounts.max() <= amounts.min() * (1 + _FIXED))


def _by_day(days: Days, amounts: Floats, ids: Ints) -> _Group:
    unique, at = np.unique(days, return_inverse=True)
    sums = np.bincount(at, weights=amounts, minlength=len(unique)).astype(np.float64)
    parts = np.split(ids, np.flatnonzero(np.diff(at)) + 1)
    return _Group(unique, sums, tuple(tuple(part.tolist()) for part in parts), len(ids))


def _standing(amounts: Floats) -> list[Ints]:
    """Rows of amounts that stand close together, each group in the order of its days."""
    order = np.argsort(amounts, kind="stable")
    ratio = np.diff(amounts[order]) / amounts[order][:-1]
    groups = np.split(order, np.flatnonzero(ratio > _SAME) + 1)
    return [np.sort(group) for group in groups if len(group) > _FEWEST]


def _stream(
    key: tuple[str, str, str],
    fitted: tuple[_Group, Fit, bool],
    categories: dict[int, str],
    until: np.datetime64,
    country: str,
) -> Stream:
    group, fit, whole = fitted
    paid = group.part(fit.rows)
    ids = tuple(number for day in paid.ids for number in day)
    return Stream(
        account=key[0],
        direction=key[1],
        payee=key[2],
        category=categories[ids[-1]],
        rhythm=fit.rhythm,
        fit=fit,
        days=paid.days,
        amounts=paid.amounts,
        slots=fit.slots,
        lag=fit.lag,
        payment_ids=ids,
        missed=missed(fit, until, country),
        whole=whole,
    )
