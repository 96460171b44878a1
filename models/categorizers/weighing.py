"""What a company's owner sorted, weighed against what the learner believes, and which answers that files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.acceptance import TARGETS, Acceptance, Mask
from models.categorizers.evidence.book import Evidence
from models.categorizers.moments import Moment, moments
from models.categorizers.ranker import Ranker
from models.contracts import Prediction

DECISIONS_FROM = (1, 10)
"""A company is young or well known by the payees its owner sorted."""
TREES = 150

_FILE = "acceptance.json"
_HALVES = 2
_CHECKED_AT = ((0, 2, 5, 10, 20), (0, 1, 3, 10, 40))
"""After how many payees each half's companies are answered for."""

Bars = Mapping[float, Acceptance]


@dataclass(frozen=True)
class Weighing:
    """Trees and bars that no company's labels ever change: each has a book of its own, filled anew.

    So what one company decided never answers another. Where an owner has sorted nothing, the learner's belief
    stands as it is, and has bars of its own: `untouched`. There are bars for each of `TARGETS`.
    """

    ranker: Ranker
    begun: Bars
    untouched: Bars

    @classmethod
    def taught(cls, payments: pd.DataFrame, belief: Prediction, *, seed: int) -> Self:
        """Learn from companies' invented beginnings; `belief` is of learners that never saw the company.

        `payments` keep `frames.TRANSACTIONS` and `LABEL_COLUMNS`. The bars are found on companies that the
        trees answering for them were not taught by: each half's trees answer for the other.
        """
        half = pd.util.hash_pandas_object(payments["company"], index=False).to_numpy() // 7 % _HALVES
        shown = [_shown(payments, belief, half == number, seed) for number in range(_HALVES)]
        seen: list[tuple[Moment, Prediction]] = []
        for number, counts in enumerate(_CHECKED_AT):
            others = _trees([shown[1 - number]], seed)
            found = moments(*_where(payments, belief, half == number), seed + 1, counts)
            seen += [(each, answer(others, each.asked, each.belief, each.labelled)) for each in found]
        return cls(
            _trees(shown, seed),
            _bars([each for each in seen if each[0].decisions], DECISIONS_FROM),
            _bars([each for each in seen if not each[0].decisions], (0,)),
        )

    def answer(self, transactions: pd.DataFrame, belief: Prediction, labelled: pd.DataFrame) -> Prediction:
        """Weigh each company's own labels, oldest first, against the belief about its payments."""
        company = transactions["company"].to_numpy()
        said = labelled["company"].to_numpy()
        parts, places = [], []
        for name in pd.unique(company):
            at = np.flatnonzero(company == name)
            of = Prediction(belief.part_ids[at], belief.categories, belief.probability[at])
            parts.append(answer(self.ranker, transactions.iloc[at], of, labelled[said == name]))
            places.append(at)
        if not parts:
            return belief
        whole = Prediction.joined(parts)
        order = np.concatenate(places).argsort(kind="stable")
        return Prediction(belief.part_ids, whole.categories, whole.probability[order])

    def accepts(
        self, prediction: Prediction, transactions: pd.DataFrame, labelled: pd.DataFrame, target: float
    ) -> Mask:
        """Which answers are filed without asking, where so many are to be right: one of `TARGETS`."""
        sorted_payees = (
            labelled[["company", "payee", "direction"]].drop_duplicates()["company"].value_counts()
        )
        known = np.asarray(transactions["company"].map(sorted_payees).fillna(0), dtype=np.int64)
        begun = self.begun[target].accept(prediction, known.clip(min=1))
        return np.where(known > 0, begun, self.untouched[target].accept(prediction, np.zeros_like(known)))

    def save(self, folder: Path) -> None:
        """Write trees and bars into an existing folder."""
        self.ranker.save(folder)
        facts = {
            name: [each.facts() for each in bars.values()]
            for name, bars in (("begun", self.begun), ("untouched", self.untouched))
        }
        (folder / _FILE).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Read back what `save` wrote; None where the folder has none."""
        if not (folder / _FILE).is_file():
            return None
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        found = {name: {each["target"]: Acceptance.of(each) for each in bars} for name, bars in kept.items()}
        return cls(Ranker.load(folder), found["begun"], found["untouched"])


def answer(ranker: Ranker, rows: pd.DataFrame, belief: Prediction, labelled: pd.DataFrame) -> Prediction:
    """One company's answers. What the bank wrote is read as the payee, since replayed rows keep no more."""
    if not len(labelled) or not len(rows):
        return belief
    own = ranker.starting_anew(belief.categories)
    own.learn(labelled.assign(text=""))
    return own.answer(rows.assign(text=""), belief)


def _shown(
    payments: pd.DataFrame, belief: Prediction, which: Mask, seed: int
) -> tuple[Evidence, npt.NDArray[np.int64]]:
    """What the trees read at moments of some of the companies, and what was right."""
    pairs = [_read(moment) for moment in moments(*_where(payments, belief, which), seed)]
    return Evidence.joined([seen for seen, _ in pairs]), np.concatenate([right for _, right in pairs])


def _read(moment: Moment) -> tuple[Evidence, npt.NDArray[np.int64]]:
    own = Ranker().starting_anew(moment.belief.categories)
    own.learn(moment.labelled)
    return own.evidence(moment.asked, moment.belief)


def _trees(shown: list[tuple[Evidence, npt.NDArray[np.int64]]], seed: int) -> Ranker:
    evidence = Evidence.joined([seen for seen, _ in shown])
    return Ranker(TREES).fit_moments(evidence, np.concatenate([right for _, right in shown]), seed=seed)


def _bars(seen: list[tuple[Moment, Prediction]], known_from: tuple[int, ...]) -> Bars:
    """Where answers to companies never met may be filed, for each target."""
    truth = pd.Series([name for moment, _ in seen for name in moment.asked["category"]], dtype=object)
    known = np.repeat([moment.decisions for moment, _ in seen], [len(moment.asked) for moment, _ in seen])
    said = Prediction.joined([each for _, each in seen])
    found = {target: Acceptance(target, known_from).fit(said, truth, known) for target in TARGETS}
    for lower, higher in reversed(list(pairwise(found.values()))):
        # What clears the higher target clears the lower one, though fewer answers stand above its bar.
        lower.bars = np.minimum(lower.bars, higher.bars)
    return found


def _where(payments: pd.DataFrame, belief: Prediction, which: Mask) -> tuple[pd.DataFrame, Prediction]:
    of = Prediction(belief.part_ids[which], belief.categories, belief.probability[which])
    return payments[which].reset_index(drop=True), of
