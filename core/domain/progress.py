"""How far reading a file is, told to whoever waits; an error that the listener raises breaks it off."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Tell = Callable[[float], None]
"""Hears the share that is done, 0 to 1; anew for each file of a zip."""
_EVERY = 2_000


def untold(_share: float) -> None:
    """Nobody waits."""


def telling(things: Iterable[T], tell: Tell, whole: int, place: Callable[[T], int]) -> Iterator[T]:
    """The same things, one after the other; now and then it is told how much of `whole` they have reached."""
    for count, thing in enumerate(things, start=1):
        if count % _EVERY == 0:
            tell(min(1.0, place(thing) / max(1, whole)))
        yield thing


def within(tell: Tell, start: float, end: float) -> Tell:
    """What hears 0 to 1 of one part as `start` to `end` of the whole."""
    return lambda share: tell(start + share * (end - start))
