"""The invented bank: many companies with known categories, for the models a fresh machine starts with."""

import csv
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from core.demo.movements import Movement, movements
from core.demo.streams import Stream, parse_stream

_ROLES = Path(__file__).parent / "recipes" / "bank_roles.csv"

TRADES = "56.10 47.71 43.21 62.01 96.02 49.41 86.21 69.20 45.20 10.71 55.10 73.11 01.13 25.11 46.90".split()

FIRST_WORDS = (
    "Abbey Acorn Alder Anchor Arden Ash Aspen Atlas Avon Beacon Beech Birch Blackthorn Bramble Briar "
    "Brook Canal Cedar Chestnut Clifton Clover Cobalt Copper Coral Crane Cross Dale Delta Dove Eagle "
    "Eastgate Elder Falcon Fir Flint Forge Foxglove Garnet Gate Granite Grove Hawthorn Heron Hill "
    "Holly Ivy Jade Juniper Kestrel Keystone Lark Laurel Lime Linden Lion Magpie Maple Marble Mercia "
    "Merlin Mill Moor Northern Oak Orchid Osprey Otter Park Pearl Pine Plover Poplar Quarry Raven Reed "
    "Robin Rose Rowan Ruby Saffron Sapphire Sparrow Spire Station Stone Summit Swan Thistle Topaz "
    "Tower Union Vale Victoria Walnut Weaver Wells Westgate Willow Wren Yew"
).split()
"""Every invented payee starts with one of these; the demo's payees start with none of them."""

_HABIT_SHARE = 0.3
_CODED_OF_FIVE = 3
_FIRMS_A_NOUN = 6
_OWN_NAMES = frozenset({"Bank", "ATM", "Branch", "Own Account", "Tax Authority", "State Revenue Office"})


@dataclass(frozen=True, slots=True)
class Role:
    """What some companies pay or earn, before it is known who exactly is paid.

    `trades` are NACE divisions or "*", `share` of their companies have it with up to `payees` payees;
    `alternatives` are the categories that some owners file the very same payee under.
    """

    trades: frozenset[str]
    share: float
    payees: int
    alternatives: tuple[str, ...]
    nouns: tuple[str, ...]
    stream: Stream


def invented_bank(seed: int, companies: int, until: date, weeks: int = 156) -> pd.DataFrame:
    """Payments of invented companies with their true categories, `weeks` up to `until`.

    About 3,000 rows a company in three years. Some owners file a payee otherwise than most do, so
    the account tells; `companies` that come through a plain bank have no codes, others lack some.

    Returns:
        One row a payment: part_id, company, company_nace, account, account_kind, booked_on,
        amount (signed, major units), amount_minor, currency, direction, counterparty,
        counterparty_account, text, mcc, nace (the payee's), type_code, bank_code, standing_order,
        contactless ("yes", "no" or ""), category (the truth). Text columns hold str only.
    """
    first = until - timedelta(weeks=weeks) + timedelta(days=1)
    frames = [_company_frame(seed, place, first, until) for place in range(companies)]
    bank_frame = pd.concat(frames, ignore_index=True)
    bank_frame.insert(0, "part_id", np.arange(1, len(bank_frame) + 1, dtype=np.int64))
    return bank_frame


def _company_frame(seed: int, place: int, first: date, until: date) -> pd.DataFrame:
    rng = np.random.default_rng([seed, place])
    nace = TRADES[place % len(TRADES)]
    streams = [stream for role in _roles() for stream in _streams_of(role, nace, rng)]
    size = float(np.exp(rng.normal(0.0, 0.45)))
    sized = [replace(stream, low=stream.low * size, high=stream.high * size) for stream in streams]
    company_seed = int(rng.integers(2**31))
    rows_frame = _frame(movements(sized, first, until, company_seed))
    rows_frame.insert(0, "company", f"bank-{seed}-{place}")
    rows_frame.insert(1, "company_nace", nace)
    rows_frame["account"] = rows_frame["company"] + "/" + rows_frame["account_kind"]
    return _without_some_codes(rows_frame, place % 5 < _CODED_OF_FIVE, rng)


def _streams_of(role: Role, nace: str, rng: np.random.Generator) -> Iterator[Stream]:
    """The streams one company has of a role: its own payees, filed by its own habits."""
    if not role.trades & {"*", nace[:2]} or rng.random() > role.share:
        return
    names = _payee_names(role, rng)
    stream = replace(role.stream, mcc=_one(role.stream.mcc, rng), nace=_one(role.stream.nace, rng))
    if "mixed" in stream.marks:
        choices = (stream.category, *role.alternatives)
        for category, part in zip(choices, rng.dirichlet(np.ones(len(choices))), strict=True):
            yield replace(
                stream, payees=names, category=category, rhythm=_thinned(stream.rhythm, float(part))
            )
        return
    if "each" in stream.marks or not role.alternatives:
        yield replace(stream, payees=names)
        return
    for name in names:
        filed_otherwise = rng.random() < _HABIT_SHARE
        category = str(rng.choice(role.alternatives)) if filed_otherwise else stream.category
        yield replace(
            stream, payees=(name,), category=category, rhythm=_thinned(stream.rhythm, 1 / len(names))
        )


def _payee_names(role: Role, rng: np.random.Generator) -> tuple[str, ...]:
    count = int(rng.integers(max(1, role.payees // 2), role.payees + 1))
    names = [
        noun if noun in _OWN_NAMES else f"{rng.choice(_known_in_town(noun))} {noun}"
        for noun in rng.choice(role.nouns, size=count)
    ]
    return tuple(dict.fromkeys(names))


def _known_in_town(noun: str) -> list[str]:
    """The few firms of a trade that the companies have in common."""
    start = zlib.crc32(noun.encode())
    return [FIRST_WORDS[(start + 7 * step) % len(FIRST_WORDS)] for step in range(_FIRMS_A_NOUN)]


def _thinned(rhythm: str, share: float) -> str:
    kind, _, when = rhythm.partition(" ")
    return f"random {float(when) * share}" if kind == "random" else rhythm


def _one(codes: str, rng: np.random.Generator) -> str:
    return str(rng.choice(codes.split("|")))


def _frame(found: list[Movement]) -> pd.DataFrame:
    amounts = np.array([each.amount for each in found], dtype=np.int64)
    return pd.DataFrame(
        {
            "account_kind": [each.account for each in found],
            "booked_on": pd.to_datetime([each.booked_on for each in found]),
            "amount": amounts / 100,
            "amount_minor": amounts,
            "currency": "EUR",
            "direction": np.where(amounts > 0, "in", "out").astype(object),
            "counterparty": [each.counterparty for each in found],
            "counterparty_account": [each.counterparty_account for each in found],
            "text": [each.text for each in found],
            "mcc": [each.mcc for each in found],
            "nace": [each.nace for each in found],
            "type_code": [each.type_code for each in found],
            "bank_code": "",
            "standing_order": ["yes" if each.standing_order else "no" for each in found],
            "contactless": ["yes" if each.contactless else "no" for each in found],
            "category": [each.category for each in found],
        }
    )


def _without_some_codes(rows_frame: pd.DataFrame, coded: bool, rng: np.random.Generator) -> pd.DataFrame:
    """A coded bank leaves gaps; a plain one says hardly more than the text."""
    count = len(rows_frame)
    if coded:
        gaps = {"mcc": 0.15, "nace": 0.35, "type_code": 0.05, "counterparty": 0.05}
    else:
        plain_names = float(rng.choice([0.0, 1.0]))
        gaps = {
            "mcc": 1.0,
            "nace": 1.0,
            "standing_order": 1.0,
            "contactless": 1.0,
            "counterparty": plain_names,
        }
        gaps["type_code"] = float(rng.choice([0.1, 1.0]))
    for column, share in gaps.items():
        rows_frame[column] = rows_frame[column].where(rng.random(count) >= share, "")
    return rows_frame


@cache
def _roles() -> tuple[Role, ...]:
    with _ROLES.open(encoding="utf-8", newline="") as lines:
        return tuple(_role(row) for row in csv.DictReader(lines))


def _role(row: dict[str, str]) -> Role:
    return Role(
        trades=frozenset(row["trades"].split()),
        share=float(row["share"]),
        payees=int(row["payees"]),
        alternatives=tuple(row["alternatives"].split("|")) if row["alternatives"] else (),
        nouns=tuple(row["nouns"].split("|")),
        stream=parse_stream({**row, "payee": ""}),
    )
