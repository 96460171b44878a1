"""What Bursar serves: every label acts at once through counts, and trees weigh what the counts say."""

from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.evidence.book import Evidence, LabelBook, told
from models.categorizers.evidence.keys import lines
from models.categorizers.evidence.rooms import Numbers, Real
from models.categorizers.evidence.trees import TREES, CandidateTrees
from models.categorizers.evidence.views import views
from models.contracts import Prediction
from models.frames import FrameError

_NEVER = 1e-4
"""What is left at least for categories that are no candidates, all together."""
_ELSEWHERE = 0.2
"""How much of what the candidates' scores leave open goes to the others: by July 2015 to March 2016."""


class Ranker:
    """Candidates by memory, order by trees; a new or renamed category works without training."""

    name = "bursar"

    def __init__(self, trees: int = TREES) -> None:
        self._trees = CandidateTrees(trees)
        self._book = LabelBook()

    @property
    def categories(self) -> tuple[str, ...]:
        """Every label known, in the order of a prediction's columns."""
        return self._book.categories

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Enter every label of history in order, and train on how things looked along the way.

        Raises FrameError where history has no row.
        """
        if not len(history):
            raise FrameError("column 'category' has no label to learn from")
        self._book = LabelBook()
        evidence, truth = views(history, self._book, seed)
        self._trees.fit(evidence, truth, seed=seed)
        return self

    def starting_anew(self, categories: tuple[str, ...]) -> "Ranker":
        """The same trees for one more company, with nothing remembered of any other."""
        twin = Ranker()
        twin._trees, twin._book = self._trees, LabelBook(categories)
        return twin

    def fit_moments(self, evidence: Evidence, truth: Numbers, *, seed: int) -> Self:
        """Train the trees on moments (rows) gathered elsewhere; `truth` (rows,) as in `Evidence.chosen`."""
        self._trees.fit(evidence, truth, seed=seed)
        return self

    def answer(self, rows: pd.DataFrame, belief: Prediction | None = None) -> Prediction:
        """Answer with what is known now, and what another learner believes of the rows; learns nothing."""
        nobody = np.zeros(len(rows), dtype=np.bool_)
        codes = np.zeros(len(rows), dtype=np.int64)
        return self._go(rows, codes, nobody, None, nobody, belief)

    def evidence(self, rows: pd.DataFrame, belief: Prediction) -> tuple[Evidence, Numbers]:
        """What the trees would read of labelled rows, and where their true categories stand."""
        codes = self._book.codes(rows["category"])
        nobody = np.zeros(len(rows), dtype=np.bool_)
        asked = told(codes, nobody, learnt=nobody, wanted=~nobody)
        parts = list(self._book.go_through(lines(rows), asked, believed(belief, self.categories)))
        if not parts:
            return Evidence.empty(0), codes
        return Evidence.joined(parts), codes

    def learn(self, rows: pd.DataFrame) -> None:
        """Take in labels (`category`, `human`) as they arrive; no training."""
        codes = self._book.codes(rows["category"])
        for _ in self._book.go_through(lines(rows), told(codes, (rows["human"] > 0).to_numpy())):
            pass

    def stream(
        self,
        rows: pd.DataFrame,
        batch: npt.NDArray[np.intp],
        learnt: npt.NDArray[np.bool_] | None = None,
    ) -> Prediction:
        """Answer each batch of labelled rows, then learn its true labels, batch after batch."""
        codes = self._book.codes(rows["category"])
        return self._go(rows, codes, (rows["human"] > 0).to_numpy(), batch, learnt)

    def save(self, folder: Path) -> None:
        """Write the trees. What is remembered is the labels themselves: `learn` them again, in seconds."""
        self._trees.save(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read back the trees, with nothing remembered; the same labels learned give the same answers."""
        ranker = cls()
        ranker._trees = CandidateTrees.load(folder)
        return ranker

    def _go(
        self,
        rows: pd.DataFrame,
        codes: npt.NDArray[np.int64],
        explicit: npt.NDArray[np.bool_],
        batch: npt.NDArray[np.intp] | None,
        learnt: npt.NDArray[np.bool_] | None,
        belief: Prediction | None = None,
    ) -> Prediction:
        probability = np.zeros((len(rows), len(self.categories)), dtype=np.float32)
        everything = np.ones(len(rows), dtype=np.bool_)
        at = 0
        asked = told(codes, explicit, batch, learnt, everything)
        said = None if belief is None else believed(belief, self.categories)
        for evidence in self._book.go_through(lines(rows), asked, said):
            found = self._shares(evidence)
            probability[at : at + len(found)] = found
            at += len(found)
        return Prediction(rows["part_id"].to_numpy(dtype=np.int64), self.categories, probability)

    def _shares(self, evidence: Evidence) -> npt.NDArray[np.float64]:
        """Probabilities of all categories: the candidates' scores, and the rest evenly, made to sum to 1."""
        scores = self._trees.scores(evidence)
        rows, whole = np.arange(len(scores))[:, None], scores.sum(axis=1, keepdims=True)
        left = np.maximum(_ELSEWHERE * (1 - whole), _NEVER)
        shares = np.repeat(left / max(len(self.categories), 1), len(self.categories) + 1, axis=1)
        shares[rows, evidence.chosen] += (1 - left) * scores / whole
        shares[:, :-1] /= shares[:, :-1].sum(axis=1, keepdims=True)
        return shares[:, :-1]


def believed(belief: Prediction, categories: tuple[str, ...]) -> Real:
    """A belief in the order of other categories: (rows, categories), NaN for those it cannot know."""
    places = pd.Index(belief.categories).get_indexer(pd.Index(categories))
    found = np.full((len(belief.part_ids), len(categories)), np.nan, dtype=np.float32)
    found[:, places >= 0] = belief.probability[:, places[places >= 0]]
    return found
