"""Cold start: what the words of a payee's name say where nobody has decided anything yet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.features.text import payee_words

LONGEST_PHRASE = 3
_PRIOR_WEIGHT = 0.25
_SMOOTHING = 2.0
_NOTHING = 1e-9
_DECIMALS = 3
MOST_READ = 50_000
"""So many names stay read; the one not asked for longest gives way."""

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class WordsTable:
    """How often each word or phrase was seen under each category: public knowledge, no company's.

    `counts` maps a phrase of up to three words to its votes (categories,).
    """

    categories: tuple[str, ...]
    counts: dict[str, Vector]

    @classmethod
    def from_votes(cls, votes: pd.DataFrame, least: float = 0.0) -> Self:
        """Count phrases of payees; `votes` has columns payee, category, votes and whole.

        Where `whole` is true the name counts only as it stands, not by its words. Phrases with fewer
        than `least` votes are left out.
        """
        categories = tuple(sorted(set(votes["category"])))
        place = {category: at for at, category in enumerate(categories)}
        counts: dict[str, Vector] = {}
        columns = ["payee", "category", "votes", "whole"]
        for payee, category, weight, whole in votes[columns].itertuples(index=False):
            for phrase in phrases(payee)[-1:] if whole else phrases(payee):
                counts.setdefault(phrase, np.zeros(len(categories)))[place[category]] += weight
        kept = {phrase: seen.round(_DECIMALS) for phrase, seen in counts.items() if seen.sum() >= least}
        return cls(categories, kept)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a table of phrase, category, votes (.csv or .csv.gz)."""
        table = pd.read_csv(path, keep_default_na=False, dtype={"phrase": str, "category": str})
        return cls.from_entries(zip(table["phrase"], table["category"], table["votes"], strict=True))

    @classmethod
    def from_entries(cls, entries: Iterable[tuple[str, str, float]]) -> Self:
        """A table of phrases, each with a category and its votes."""
        known = list(entries)
        categories = tuple(sorted({category for _, category, _ in known}))
        place = {category: at for at, category in enumerate(categories)}
        counts: dict[str, Vector] = {}
        for phrase, category, votes in known:
            counts.setdefault(phrase, np.zeros(len(categories)))[place[category]] = votes
        return cls(categories, counts)

    def entries(self) -> list[tuple[str, str, float]]:
        """What `from_entries` takes, sorted by phrase and category."""
        return [
            (phrase, self.categories[at], float(seen[at]))
            for phrase, seen in sorted(self.counts.items())
            for at in np.flatnonzero(seen)
        ]

    def save(self, path: Path) -> None:
        """Write what `load` reads, the same bytes for the same table."""
        table = pd.DataFrame(self.entries(), columns=["phrase", "category", "votes"])
        compression = {"method": "gzip", "mtime": 0} if path.suffix == ".gz" else None
        table.to_csv(path, index=False, compression=compression)

    def scores(self, payees: Sequence[str], without: pd.DataFrame | None = None) -> pd.DataFrame:
        """What each payee's words say for every category: one column a category, 0 to 1, sum <= 1.

        A payee without a known word has zeros. With `without`, the votes of a payee itself (as in
        `from_votes`) are taken out first: what the table would say had it never met the payee.
        """
        own = self._own_votes(without)
        distinct = list(dict.fromkeys(payees))
        place = {payee: at for at, payee in enumerate(distinct)}
        said = np.zeros((len(distinct), len(self.categories)))
        for at, payee in enumerate(distinct):
            found = self._said(payee, own[payee]) if payee in own else self._alone(payee)
            if found is not None:
                said[at] = found[0]
        rows = np.array([place[payee] for payee in payees], dtype=np.intp)
        return pd.DataFrame(said[rows], columns=list(self.categories))

    def shares(self, payee: str, own: pd.DataFrame | None = None) -> tuple[Vector, str] | None:
        """What one payee's words say (categories,), sum <= 1, and the phrase that says most.

        `own` holds the payee's own votes, taken out first; None where no word is known.
        """
        return self._said(payee, self._own_votes(own).get(payee))

    @cached_property
    def _alone(self) -> Callable[[str], tuple[Vector, str] | None]:
        """Names are read once: an explanation asks for the same few hundred again and again."""
        return lru_cache(MOST_READ)(lambda payee: self._said(payee, None))

    def _said(self, payee: str, own: Vector | None) -> tuple[Vector, str] | None:
        """What a payee's phrases say together, and the strongest; None where none is known."""
        known = [phrase for phrase in phrases(payee) if phrase in self.counts]
        if not known:
            return None
        seen = np.array([self.counts[phrase] for phrase in known])
        if own is not None:
            seen = np.clip(seen - own, 0.0, None)
        if seen.sum() < _NOTHING:
            return None
        shares, says = _weigh(seen, known)
        parts = says[:, None] * shares / (says.sum() + _PRIOR_WEIGHT)
        probability = parts.sum(axis=0)
        return probability, known[int(parts[:, probability.argmax()].argmax())]

    def _own_votes(self, without: pd.DataFrame | None) -> dict[str, Vector]:
        if without is None:
            return {}
        own: dict[str, Vector] = {}
        place = {category: at for at, category in enumerate(self.categories)}
        for payee, category, votes in without[["payee", "category", "votes"]].itertuples(index=False):
            own.setdefault(payee, np.zeros(len(self.categories)))[place[category]] += votes
        return own


def phrases(payee: str) -> tuple[str, ...]:
    """A payee's telling words, alone and with their neighbors, up to three together."""
    words = payee_words(payee)
    return tuple(
        dict.fromkeys(
            " ".join(words[start : start + length])
            for length in range(1, LONGEST_PHRASE + 1)
            for start in range(len(words) - length + 1)
        )
    )


def _weigh(seen: Vector, known: Sequence[str]) -> tuple[Vector, Vector]:
    """Smoothed shares of each phrase (phrases, categories), and how much each phrase says.

    A phrase says the more, the oftener it was seen, the longer it is, and the fewer categories share it.
    """
    votes = seen.sum(axis=1, keepdims=True)
    shares = seen / np.maximum(votes, _NOTHING)
    purity = (shares**2).sum(axis=1)
    length = np.array([phrase.count(" ") + 1 for phrase in known])
    trust = votes[:, 0] / (votes[:, 0] + _SMOOTHING)
    return shares * trust[:, None], purity**2 * length * np.sqrt(trust)
