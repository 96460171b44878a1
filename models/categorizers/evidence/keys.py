"""What payments have in common: every grain at which earlier labels are counted, as numbers."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.features.amount import amount_bucket
from models.features.temporal import day_of_month, weekday

Hashes = npt.NDArray[np.uint64]

KEYS: tuple[tuple[str, ...], ...] = (
    ("company",),
    ("account",),
    ("account", "text"),
    ("company", "text"),
    ("text",),
    ("account", "payee"),
    ("company", "payee"),
    ("payee",),
    ("two_words",),
    ("company", "first_word"),
    ("first_word",),
    ("account", "last_word"),
    ("last_word",),
    ("account", "five_letters"),
    ("company", "five_letters"),
    ("five_letters",),
    ("account", "payee", "bucket"),
    ("payee", "bucket"),
    ("account", "bucket"),
    ("company", "bucket"),
    ("payee", "amount"),
    ("company", "mcc"),
    ("mcc",),
    ("company", "nace"),
    ("nace",),
    ("company_habit", "payee"),
    ("account_habit", "payee"),
    ("account_habit", "first_word"),
    ("account_habit", "last_word"),
)
"""Each grain by the fields that make it; company and account come first, the rest look at them.

A habit is the category most often given there: companies of one habit tell each other apart from the rest
by counts alone.
"""

OWN = tuple("account" in fields or "company" in fields for fields in KEYS)
"""Which grains never answer another company."""
HABIT_OF = np.array(
    [next((at for at in (0, 1) if f"{KEYS[at][0]}_habit" in fields), -1) for fields in KEYS], dtype=np.int64
)
"""Which grain's habit is crossed in when a payment is read; -1 for none."""
PLAIN = ("log_amount", "is_in", "weekday", "day_of_month", "cents", "words")

_CODES = ("mcc", "nace")
_MOST_WORDS = 8
_LETTERS = 4
_LONGEST = 40
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(31)


class Lines(NamedTuple):
    """Payments as numbers.

    `keys` (rows, KEYS), 0 where a field is empty; `day` (rows,) days since 1970; `log_amount` (rows,);
    `plain` (rows, PLAIN); `name` (rows,) a row's name among `start` (names + 1,), which bounds its
    `tokens`: hashed words and letter groups; `word_end` (names,) where its words end.
    """

    keys: Hashes
    day: npt.NDArray[np.int32]
    log_amount: npt.NDArray[np.float32]
    plain: npt.NDArray[np.float32]
    name: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    word_end: npt.NDArray[np.int64]
    tokens: Hashes


def lines(rows: pd.DataFrame) -> Lines:
    """Number payments with `frames.TRANSACTIONS`; the same value has the same number in every process."""
    name, names = pd.factorize(rows["payee"])
    amount = rows["amount"].to_numpy(dtype=np.float64)
    log_amount = np.log1p(np.abs(amount)).astype(np.float32)
    fields = _fields(rows, name, names)
    found = [_tokens(one) for one in names]
    start = np.cumsum(np.array([0, *(len(tokens) for _, tokens in found)], dtype=np.int64))
    words = np.array([count for count, _ in found], dtype=np.int64)
    plain = (
        log_amount,
        amount > 0,
        weekday(rows["booked_on"]),
        day_of_month(rows["booked_on"]),
        np.round(np.abs(amount) % 1 * 100),
        words[name],
    )
    return Lines(
        keys=np.stack([_crossed(fields, at, grain) for at, grain in enumerate(KEYS)], axis=1),
        day=rows["booked_on"].to_numpy().astype("datetime64[D]").astype(np.int32),
        log_amount=log_amount,
        plain=np.stack(plain, axis=1).astype(np.float32),
        name=name.astype(np.int64),
        start=start,
        word_end=start[:-1] + words,
        tokens=_hashed(np.array([token for _, tokens in found for token in tokens], dtype=object)),
    )


def _fields(rows: pd.DataFrame, name: npt.NDArray[np.intp], names: pd.Index) -> dict[str, Hashes]:
    """Each field hashed, 0 where it says nothing; a habit is not known before the payment is read."""
    split = [one.split() for one in names]
    by_name = {
        "payee": list(names),
        "two_words": [" ".join(words[:2]) for words in split],
        "first_word": [words[0] if words else "" for words in split],
        "last_word": [words[-1] if words else "" for words in split],
        "five_letters": [one.replace(" ", "")[:5] for one in names],
    }
    fields = {key: _hashed(np.array(values, dtype=object))[name] for key, values in by_name.items()}
    amount = rows["amount"].to_numpy(dtype=np.float64)
    cents = np.clip(np.round(amount * 100), -9e18, 9e18).astype(np.int64)
    bucket = (amount_bucket(rows["amount"]).to_numpy() + 1) * np.where(amount > 0, 1, -1)
    company = _of(rows["company"])
    return fields | {
        "company": company,
        "account": _joined(company, _of(rows["account"])),
        "text": _of(rows["text"].str.lower()),
        "bucket": _spread(bucket.astype(np.int64).view(np.uint64)),
        "amount": _spread(cents.view(np.uint64)),
        **{code: _of(rows[code]) for code in _CODES},
    }


def _crossed(fields: dict[str, Hashes], at: int, grain: tuple[str, ...]) -> Hashes:
    key = np.full(len(fields["company"]), np.uint64(at + 1))
    known = np.ones(len(key), dtype=bool)
    for name in grain:
        if not name.endswith("_habit"):
            known &= fields[name] != 0
            key = _joined(key, fields[name])
    return np.where(known, np.maximum(key, np.uint64(1)), np.uint64(0))


def _of(values: pd.Series) -> Hashes:
    codes, distinct = pd.factorize(values)
    return _hashed(np.asarray(distinct, dtype=object))[codes]


def _hashed(texts: npt.NDArray[np.object_]) -> Hashes:
    if not len(texts):
        return np.zeros(0, dtype=np.uint64)
    hashes: Hashes = pd.util.hash_array(texts, categorize=False)
    return np.where(texts == "", np.uint64(0), np.maximum(hashes, np.uint64(1)))


def _joined(first: Hashes, second: Hashes) -> Hashes:
    return _spread(first * _ODD + second)


def _spread(numbers: Hashes) -> Hashes:
    mixed = (numbers ^ (numbers >> _SHIFT)) * _MIX
    return mixed ^ (mixed >> _SHIFT)


@lru_cache(maxsize=131_072)
def _tokens(payee: str) -> tuple[int, tuple[str, ...]]:
    """How many words of a payee are read, and its words, neighbors and groups of four letters."""
    words = tuple(dict.fromkeys(payee.split()))[:_MOST_WORDS]
    pairs = tuple(f"{one} {two}" for one, two in pairwise(words))
    padded = f"^{payee[:_LONGEST]}$"
    groups = dict.fromkeys(f"_{padded[at : at + _LETTERS]}" for at in range(len(padded) - _LETTERS + 1))
    return len(words), words + pairs + tuple(groups)
