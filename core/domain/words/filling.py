"""Filling facts into a sentence without ever breaking it."""

from collections.abc import Mapping


def fill(sentence: str, facts: Mapping[str, str]) -> str:
    """The sentence with its facts; one that nobody handed over reads as a question mark."""
    return sentence.format_map(_Blank(facts))


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"
