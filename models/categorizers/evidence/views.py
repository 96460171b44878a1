"""What the trees are shown: moments of history as they looked then, warm, cold, and just corrected."""

import numpy as np
import pandas as pd

from models.categorizers.evidence.book import Evidence, LabelBook, told
from models.categorizers.evidence.keys import Lines, lines
from models.categorizers.evidence.rooms import Flags, Numbers

WARM_ROWS = 22_000
COLD_ROWS = 8_000
CORRECTED_ROWS = 4_000
FIRST_SHOWN = 0.4
"""Share of history that only fills the book: moments with an empty book teach little."""

_COLD_FOLDS = 2
_COLD_COMPANIES = 0.2
_FEWEST_COMPANIES = 5
_CORRECTED_SHARE = 0.3
_NOT_REPEATED = 0.05


def views(history: pd.DataFrame, book: LabelBook, seed: int) -> tuple[Evidence, Numbers]:
    """Evidence of sampled moments (rows), and the true category of each (rows,).

    The book, empty before, holds all of history afterwards. A third of the moments is of companies whose
    own labels were never entered; some follow a correction that a person made and kept to.
    """
    random = np.random.default_rng(seed)
    facts = lines(history)
    codes = book.codes(history["category"])
    blank = book.copy()
    human = (history["human"] > 0).to_numpy()
    late = np.arange(len(codes)) >= int(FIRST_SHOWN * len(codes))
    parts = [_view(book, facts, codes, human, _sample(random, late, WARM_ROWS))]
    company = pd.factorize(history["company"])[0]
    for held in _held_companies(random, company):
        wanted = _sample(random, late & held, COLD_ROWS // _COLD_FOLDS)
        parts.append(_view(blank.copy(), facts, codes, human, wanted, ~held))
    corrected, after = _corrections(random, history, codes)
    wanted = _sample(random, late & after, CORRECTED_ROWS)
    parts.append(_view(blank, facts, codes, human | corrected, wanted))
    return Evidence.joined([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _view(
    book: LabelBook,
    facts: Lines,
    codes: Numbers,
    explicit: Flags,
    wanted: Flags,
    learnt: Flags | None = None,
) -> tuple[Evidence, Numbers]:
    seen = Evidence.empty(int(wanted.sum()))
    at = 0
    for part in book.go_through(facts, told(codes, explicit, learnt=learnt, wanted=wanted)):
        seen.chosen[at : at + len(part.chosen)] = part.chosen
        seen.features[at : at + len(part.chosen)] = part.features
        at += len(part.chosen)
    return seen, codes[wanted]


def _sample(random: np.random.Generator, among: Flags, count: int) -> Flags:
    places = np.flatnonzero(among)
    chosen = np.zeros(len(among), dtype=np.bool_)
    chosen[random.permutation(places)[:count]] = True
    return chosen


def _held_companies(random: np.random.Generator, company: Numbers) -> list[Flags]:
    """Rows of a fifth of the companies, twice; none where too few companies are there to learn from."""
    count = int(company.max(initial=-1)) + 1
    if count < _FEWEST_COMPANIES:
        return []
    shuffled = random.permutation(count)
    size = max(1, int(_COLD_COMPANIES * count))
    return [np.isin(company, shuffled[fold * size : (fold + 1) * size]) for fold in range(_COLD_FOLDS)]


def _corrections(random: np.random.Generator, history: pd.DataFrame, codes: Numbers) -> tuple[Flags, Flags]:
    """Rows treated as explicit corrections, and the next row of the same account and payee.

    A correction changes or begins a habit, and whoever makes it means it: the next label repeats it, but
    for one in twenty, where people contradict themselves.
    """
    label = history["category"].to_numpy(dtype=object)
    before = history.groupby(["company", "payee"], sort=False)["category"].shift(1).to_numpy(dtype=object)
    pair = history.groupby(["company", "account", "payee"], sort=False)
    follows = pair["category"].shift(-1).to_numpy(dtype=object)
    repeated = (follows == label) | (random.random(len(codes)) < _NOT_REPEATED)
    lucky = random.random(len(codes)) < _CORRECTED_SHARE
    corrected = (before != label) & pd.notna(follows) & repeated & lucky
    after = (
        pd.Series(corrected)
        .groupby(pair.ngroup().to_numpy())
        .shift(1, fill_value=False)
        .to_numpy(dtype=np.bool_)
    )
    return corrected.astype(np.bool_), after
