"""Spoiled copies of good files: the same ones for the same seed."""

import random
from collections.abc import Iterator, Sequence

from tests.fuzz.target import MOST_BYTES

_TELLING = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\x1a", b"\r", b"\n\n", b",", b";", b"\t", b"/", b"-", b"+", b".",
    b'"', b"<", b">", b"&", b":", b"?", b"9" * 40, b"0" * 20, b"1e999", b"NaN", b"Infinity",
    b"\xd9\xa3", b"\xc2\xb2", b"99991399", b"000000", b"(1)", b"\xe2\x88\x92", b"EUR", b"JPY", b"XXX",
)  # fmt: skip


def spoiled(seeds: Sequence[bytes], seed: int) -> Iterator[bytes]:
    """Endless copies, each with one to five changes; one in two hundred is as large as a file may be."""
    chance = random.Random(seed)
    while True:
        data = chance.choice(seeds)
        for _ in range(chance.randint(1, 5)):
            data = _changed(data, seeds, chance)
        if data and chance.random() < 1 / 200:
            data = (data * (MOST_BYTES // len(data) + 1))[:MOST_BYTES]
        yield data[:MOST_BYTES]


def _changed(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """One change: a byte, a span, a line, a cut, or a piece of another file."""
    start = chance.randint(0, len(data))
    end = min(len(data), start + chance.choice((1, 1, 2, 8, 64, 512)))
    other = chance.choice(seeds)
    lines = data.splitlines(keepends=True) or [b""]
    chance.shuffle(lines)
    return chance.choice(
        (
            lambda: data[:start] + bytes((chance.randrange(256),)) + data[start + 1 :],
            lambda: data[:start] + chance.choice(_TELLING) + data[start:],
            lambda: data[:start] + chance.choice(_TELLING) + data[end:],
            lambda: data[:start] + data[end:],
            lambda: data[:end] + data[start:end] * chance.randint(1, 9) + data[end:],
            lambda: data[:start],
            lambda: data[:start] + other[chance.randint(0, len(other)) :],
            lambda: b"".join(lines),
        )
    )()
