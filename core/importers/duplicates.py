"""Which rows of a new file are in the store already, without eating true repeats."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from core.domain.bank_file import Row


def fingerprint(account_key: str, row: Row) -> str:
    """What makes a payment the same payment in two files: 40 hex digits.

    Account, day, amount, currency, words and reference count, spaces and letter case do not, nor which
    column somebody said names the payee.
    """
    words = " ".join((row.words or f"{row.counterparty} {row.text}").casefold().split())
    parts = (
        account_key,
        row.booked_on.isoformat(),
        str(row.amount_minor),
        row.currency,
        words,
        row.reference.strip().casefold(),
    )
    return hashlib.sha1("\x1f".join(parts).encode()).hexdigest()


def judge(fingerprints: Sequence[str], known: Mapping[str, int]) -> list[bool]:
    """For each row of a file, whether it is new.

    N equal rows in one file stay N: the k-th copy is new only if the store holds fewer than k.
    `known` counts the rows of this account in the store by fingerprint.
    """
    seen: Counter[str] = Counter()
    news = []
    for print_ in fingerprints:
        seen[print_] += 1
        news.append(seen[print_] > known.get(print_, 0))
    return news
