"""Words that name a kind of cost: looked up in a payee, the longest phrase first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

LONGEST_ENTRY = 4
_SHORTEST_PIECE = 3
_ANY = "*"

Meaning = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at word number `at`: what it names, and how surely (1 a hint, 3 nearly sure)."""

    at: int
    phrase: str
    category: str
    strength: int


@dataclass(frozen=True)
class Lexicon:
    """Phrases and what they name.

    `whole` holds phrases of up to four words; `starts` and `ends` hold pieces of single words
    ("versicherung*", "*tankstelle"), for languages that write words together.
    """

    whole: dict[str, Meaning]
    starts: dict[str, Meaning]
    ends: dict[str, Meaning]

    @classmethod
    def from_entries(cls, entries: Iterable[tuple[str, str, int]]) -> Self:
        """Phrases with category and strength; a star stands for the rest of a word."""
        found = cls({}, {}, {})
        for phrase, category, strength in entries:
            if phrase.endswith(_ANY):
                found.starts[phrase.removesuffix(_ANY)] = (category, strength)
            elif phrase.startswith(_ANY):
                found.ends[phrase.removeprefix(_ANY)] = (category, strength)
            else:
                found.whole[phrase] = (category, strength)
        return found

    def entries(self) -> list[tuple[str, str, int]]:
        """What `from_entries` takes, sorted."""
        pieces = {f"{start}{_ANY}": meaning for start, meaning in self.starts.items()}
        pieces |= {f"{_ANY}{end}": meaning for end, meaning in self.ends.items()}
        return sorted((phrase, *meaning) for phrase, meaning in (self.whole | pieces).items())

    def find(self, words: Sequence[str]) -> list[Match]:
        """Every phrase in the words, none inside a longer one, in the order of the words."""
        free = [True] * len(words)
        found: list[Match] = []
        for length in range(min(LONGEST_ENTRY, len(words)), 1, -1):
            for at in range(len(words) - length + 1):
                if words[at] not in self._openings or not all(free[at : at + length]):
                    continue
                phrase = " ".join(words[at : at + length])
                if meaning := self.whole.get(phrase):
                    free[at : at + length] = [False] * length
                    found.append(Match(at, phrase, *meaning))
        for at, word in enumerate(words):
            if free[at] and (meaning := self.whole.get(word) or self._piece(word)):
                found.append(Match(at, word, *meaning))
        return sorted(found, key=lambda match: match.at)

    def opening(self, words: Sequence[str]) -> Match | None:
        """The longest whole phrase that the words begin with."""
        for length in range(min(LONGEST_ENTRY, len(words)), 0, -1):
            phrase = " ".join(words[:length])
            if meaning := self.whole.get(phrase):
                return Match(0, phrase, *meaning)
        return None

    def _piece(self, word: str) -> Meaning | None:
        """What the longest known beginning or end of a single word names."""
        if word[:_SHORTEST_PIECE] not in self._hints and word[-_SHORTEST_PIECE:] not in self._hints:
            return None
        for length in range(len(word), _SHORTEST_PIECE - 1, -1):
            if meaning := self.starts.get(word[:length]) or self.ends.get(word[-length:]):
                return meaning
        return None

    @cached_property
    def _openings(self) -> frozenset[str]:
        """First words of phrases of several words: most words open none."""
        return frozenset(phrase.partition(" ")[0] for phrase in self.whole if " " in phrase)

    @cached_property
    def _hints(self) -> frozenset[str]:
        """How pieces begin and how they end: most words do neither."""
        begin = {start[:_SHORTEST_PIECE] for start in self.starts}
        return frozenset(begin | {end[-_SHORTEST_PIECE:] for end in self.ends})
