"""Account numbers and references for people and companies that do not exist."""

import zlib
from functools import cache

import numpy as np

_BANKS = ("ALDR", "BRCK", "CYGN", "DRUM", "ELMS", "FERN", "GORS", "HAZL")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789" * 8
"""Once for every value of a byte."""


@cache
def iban(name: str) -> str:
    """An Irish IBAN with right check digits for a made-up name at a made-up bank; always the same.

    Source: ISO 13616 (check digits), IBAN registry (length 22, four letters of bank, 14 digits).
    """
    seed = zlib.crc32(name.encode())
    body = f"{_BANKS[seed % len(_BANKS)]}{seed * 2_654_435_761 % 10**14:014d}"
    as_number = "".join(str(int(letter, 36)) for letter in f"{body}IE00")
    return f"IE{98 - int(as_number) % 97:02d}{body}"


def bank_of(number: str) -> str:
    """The BIC of the made-up bank that keeps this IBAN, "" for what is none."""
    return f"{number[4:8]}IE2DXXX" if number.startswith("IE") else ""


def reference(rng: np.random.Generator, length: int = 8) -> str:
    """Letters and digits that mean nothing to anybody."""
    return "".join([_LETTERS[place] for place in rng.bytes(length)])
