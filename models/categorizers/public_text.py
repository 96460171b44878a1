"""What anybody could guess from a payee's name: for companies that nobody has sorted a payment of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.lexicon import Lexicon
from models.categorizers.words import MOST_READ, WordsTable
from models.features.text import spoken_words

DIRECTIONS = ("in", "out")
SUREST = 0.9
"""Never sure enough to file a payment by itself: that takes .97, and what an owner decided."""

# Pushes in log odds. Chosen on a city's cards before July 2015 to March 2016, never on later rows.
_STRENGTHS = {1: 0.5, 2: 1.2, 3: 2.5}
_LAST_WORD = 1.2
_BRAND = 1.0
_WORDS = 0.6
_LEAST_SHARE = 1e-4
_COLUMNS = ["kind", "phrase", "category", "number"]

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Reading:
    """What one payee's name says: a push for every category, and the phrase that pushes most."""

    pushes: Vector
    phrases: dict[str, str]


@dataclass(frozen=True)
class PublicText:
    """Public knowledge of names: no company's own decisions are in it.

    `priors` hold how often each category comes by direction (categories,), sum 1; `keywords` are
    words of trade, `brands` the beginnings of names, `words` counts of words under categories.
    """

    categories: tuple[str, ...]
    priors: dict[str, Vector]
    keywords: Lexicon
    brands: Lexicon
    words: WordsTable

    @classmethod
    def empty(cls) -> Self:
        """Knows nothing and no category."""
        nothing: Vector = np.zeros(0)
        return cls((), dict.fromkeys(DIRECTIONS, nothing), _no_words(), _no_words(), WordsTable((), {}))

    def scores(
        self, payees: Sequence[str], directions: Sequence[str], without: pd.DataFrame | None = None
    ) -> Vector:
        """How likely each category is for each normalized payee: (rows, categories), rows sum to 1.

        A payee without a known word gets the prior of its direction, of both where none is named. With
        `without` the counts of a payee itself (as in `WordsTable.from_votes`) are taken out first.
        """
        asked = list(zip(payees, directions, strict=True))
        place = {pair: at for at, pair in enumerate(dict.fromkeys(asked))}
        if not place:
            return np.zeros((0, len(self.categories)))
        either = np.mean(list(self.priors.values()), axis=0)
        priors = np.array([self.priors.get(direction, either) for _, direction in place])
        readings = self._readings([payee for payee, _ in place], without)
        odds = np.array([reading.pushes for reading in readings]) + np.log(priors)
        share = np.exp(odds - odds.max(axis=1, keepdims=True, initial=0.0))
        share /= np.maximum(share.sum(axis=1, keepdims=True), np.finfo(float).tiny)
        said = SUREST * share + (1 - SUREST) * priors
        return np.asarray(said[[place[pair] for pair in asked]])

    def answer(
        self, payees: Sequence[str], directions: Sequence[str], without: pd.DataFrame | None = None
    ) -> pd.DataFrame:
        """The likeliest category by the payee's name, one row a payee in the given order.

        Columns: category ("" where no word is known), probability (0 to 1), words (the phrase that
        speaks most for it).
        """
        probability = self.scores(payees, directions, without)
        best = probability.argmax(axis=1) if self.categories else np.zeros(len(payees), dtype=np.intp)
        answers = []
        for reading, at, row in zip(self._readings(payees, without), best, probability, strict=True):
            category = self.categories[at] if self.categories else ""
            said = reading.phrases.get(category, "")
            answers.append((category, float(row[at]), said) if said else ("", 0.0, ""))
        return pd.DataFrame(answers, columns=["category", "probability", "words"])

    def _readings(self, payees: Sequence[str], without: pd.DataFrame | None) -> list[_Reading]:
        own = dict(iter(without.groupby("payee", sort=False))) if without is not None else {}
        distinct = {
            payee: self._said(payee, own[payee]) if payee in own else self._alone(payee)
            for payee in dict.fromkeys(payees)
        }
        return [distinct[payee] for payee in payees]

    def save(self, path: Path) -> None:
        """Write everything as one table, the same bytes for the same knowledge."""
        rows: list[tuple[str, str, str, float]] = []
        for direction in DIRECTIONS:
            numbers = zip(self.categories, self.priors[direction], strict=True)
            rows += [("prior", direction, category, float(number)) for category, number in numbers]
        for kind, lexicon in (("keyword", self.keywords), ("brand", self.brands)):
            rows += [(kind, *entry) for entry in lexicon.entries()]
        rows += [("words", *entry) for entry in self.words.entries()]
        compression = {"method": "gzip", "mtime": 0} if path.suffix == ".gz" else None
        pd.DataFrame(rows, columns=_COLUMNS).to_csv(path, index=False, compression=compression)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read back what `save` wrote."""
        table = pd.read_csv(
            path,
            keep_default_na=False,
            dtype=dict.fromkeys(_COLUMNS[:3], str),
            float_precision="round_trip",
        )
        kinds = {kind: rows[_COLUMNS[1:]] for kind, rows in table.groupby("kind", sort=False)}
        nothing = table.iloc[:0][_COLUMNS[1:]]
        prior = kinds.get("prior", nothing)
        return cls(
            tuple(prior.loc[prior["phrase"] == "out", "category"]),
            {name: prior.loc[prior["phrase"] == name, "number"].to_numpy(float) for name in DIRECTIONS},
            _lexicon(kinds.get("keyword", nothing)),
            _lexicon(kinds.get("brand", nothing)),
            WordsTable.from_entries(kinds.get("words", nothing).itertuples(index=False, name=None)),
        )

    @cached_property
    def _alone(self) -> Callable[[str], _Reading]:
        """Names are read once: a statement repeats the same few hundred."""
        return lru_cache(MOST_READ)(lambda payee: self._said(payee, None))

    def _said(self, payee: str, own: pd.DataFrame | None) -> _Reading:
        tokens = spoken_words(payee)
        found = self.keywords.find(tokens)
        weakest_first = sorted(found, key=lambda match: match.strength)
        pushed = {match.category: (_STRENGTHS[match.strength], match.phrase) for match in weakest_first}
        # A name ends with what it is: "Church Hotel" is a hotel, "Hotel Laundry" a laundry.
        if telling := [match for match in found if match.strength > 1]:
            category, phrase = telling[-1].category, telling[-1].phrase
            pushed[category] = (pushed[category][0] + _LAST_WORD, phrase)
        if brand := self.brands.opening(tokens):
            push, phrase = pushed.get(brand.category, (0.0, brand.phrase))
            pushed[brand.category] = (push + _BRAND, phrase)
        pushes = np.zeros(len(self.categories))
        for category, (push, _) in pushed.items():
            pushes[self._place[category]] = push
        phrases = {category: phrase for category, (_, phrase) in pushed.items()}
        if heard := self.words.shares(payee, own):
            shares, phrase = heard
            pushes += _WORDS * self._against_prior(shares)
            phrases = {category: phrases.get(category, phrase) for category in self.categories}
        return _Reading(pushes, phrases)

    def _against_prior(self, shares: Vector) -> Vector:
        """Log odds of the shares of counted words, what they leave open filled by the prior."""
        prior = self.priors["out"]
        whole = np.zeros(len(self.categories))
        whole[self._counted] = shares
        whole += (1 - whole.sum()) * prior
        return np.asarray(np.log(np.maximum(whole, _LEAST_SHARE) / prior))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {category: at for at, category in enumerate(self.categories)}

    @cached_property
    def _counted(self) -> npt.NDArray[np.intp]:
        """Where the categories of counted words stand among all."""
        return np.array([self._place[category] for category in self.words.categories], dtype=np.intp)


def _lexicon(rows: pd.DataFrame) -> Lexicon:
    numbers = rows["number"].astype(int)
    return Lexicon.from_entries(zip(rows["phrase"], rows["category"], numbers, strict=True))


def _no_words() -> Lexicon:
    return Lexicon.from_entries(())
