"""Which answers are filed without asking: those whose precision is high beyond doubt, on later rows."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.scores import top_answers
from models.contracts import Prediction

TARGETS = (0.90, 0.95, 0.97, 0.99)
"""How often what is filed without asking is to be right: what an owner may choose from."""
TARGET = 0.97
"""Unless the owner chose."""
DOUBT = 0.05
"""One-sided: precision is lower than the bound says in one of twenty slices."""
KNOWN_FROM = (0, 10, 100)
"""A company is new, young or well known by its number of labels; each kind may need a bar of its own."""
MOST_REMEMBERED = 3_000
FEWEST_CHECKS = 60
"""Random checks that people answered before a promise is held against them."""

_FEWEST_TAUGHT = 200
_FEWEST_OF_A_KIND = 30
_NEVER = 1e-6

Mask = npt.NDArray[np.bool_]
Known = npt.NDArray[np.int64]
Score = npt.NDArray[np.float64]


class Acceptance:
    """Says of each answer how sure it is to be right, and files those above a bar.

    A logistic regression reads the answer's three best probabilities, what is left, and how many labels
    of the company were known; the bar is the lowest score from which on the Clopper-Pearson bound of
    precision clears the target. A kind of company that is right less often there has a higher bar, and
    one of which nothing is known files nothing.
    """

    def __init__(self, target: float, known_from: tuple[int, ...] = KNOWN_FROM) -> None:
        self.target = target
        self.known_from = known_from
        self.bars: Score = np.full(len(known_from), np.inf)
        self._says: Score | None = None
        self._cards = pd.DataFrame({"score": [], "right": [], "kind": []}).astype(
            {"score": float, "right": bool, "kind": int}
        )

    def fit(self, prediction: Prediction, truth: pd.Series, known: Known) -> Self:
        """Learn from rows that the learner had not seen when it answered.

        `truth` and `known` (rows,): the true category, and how many labels of the company were known.
        """
        right = _is_right(prediction, truth)
        self._says = _taught(_signs(prediction, known), right)
        self._cards = self._drawn(prediction, right, known)
        self._find_bars()
        return self

    def score(self, prediction: Prediction, known: Known) -> Score:
        """How likely each row's best answer is right, 0 to 1."""
        if self._says is None:
            return np.asarray(top_answers(prediction)[1], dtype=np.float64)
        likely: Score = 1 / (1 + np.exp(-(_signs(prediction, known) @ self._says[1:] + self._says[0])))
        return likely

    def accept(self, prediction: Prediction, known: Known) -> Mask:
        """Which rows are filed."""
        accepted: Mask = self.score(prediction, known) >= self.bars[self._kind(known)]
        return accepted

    def refit(self, prediction: Prediction, truth: pd.Series, known: Known) -> None:
        """Find the bars anew from cards drawn at random whatever the answer was; the oldest are forgotten."""
        cards = self._drawn(prediction, _is_right(prediction, truth), known)
        self._cards = pd.concat([self._cards, cards], ignore_index=True).tail(MOST_REMEMBERED)
        self._find_bars()

    def facts(self) -> dict[str, Any]:
        """Target, bars and regression, ready for JSON; the cards they were found on stay behind."""
        return {
            "target": self.target,
            "known_from": self.known_from,
            "bars": [None if np.isinf(bar) else float(bar) for bar in self.bars],
            "says": None if self._says is None else self._says.tolist(),
        }

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Self:
        """Made anew from its `facts`; accepts the same answers."""
        acceptance = cls(facts["target"], tuple(facts["known_from"]))
        acceptance.bars = np.array([np.inf if bar is None else bar for bar in facts["bars"]])
        acceptance._says = None if facts["says"] is None else np.array(facts["says"])
        return acceptance

    def _drawn(self, prediction: Prediction, right: Mask, known: Known) -> pd.DataFrame:
        score = self.score(prediction, known)
        return pd.DataFrame({"score": score, "right": right, "kind": self._kind(known)})

    def _kind(self, known: Known) -> npt.NDArray[np.intp]:
        return np.searchsorted(np.array(self.known_from), known, side="right") - 1

    def _find_bars(self) -> None:
        """One bar for all, raised for a kind of company whose own precision there is below the target."""
        score, right = self._cards["score"].to_numpy(), self._cards["right"].to_numpy()
        kind = self._cards["kind"].to_numpy()
        whole = lowest_bar(score, right, self.target)
        for at in range(len(self.known_from)):
            of_kind = kind == at
            bar = whole if of_kind.sum() >= _FEWEST_OF_A_KIND else np.inf
            above = of_kind & (score >= bar)
            if above.any() and right[above].mean() < self.target:
                bar = max(bar, lowest_bar(score[of_kind], right[of_kind], self.target))
            self.bars[at] = bar


def least_sure(sure: Score, right: Mask, target: float) -> float:
    """From which probability on a company's own random checks bear the target out; 0 where they all do.

    Says 0 too while fewer than 60 are answered, and infinity where no probability is high enough. `sure`
    and `right` are (checks,).
    """
    if len(right) < FEWEST_CHECKS or right.mean() >= target:
        return 0.0
    order = np.argsort(-sure, kind="stable")
    count = np.arange(1, len(order) + 1)
    share = np.cumsum(right[order]) / count
    whole = np.append(sure[order][1:] < sure[order][:-1], True)
    bears = np.flatnonzero(whole & (share >= target) & (count >= _FEWEST_OF_A_KIND))
    return float(sure[order][bears[-1]]) if len(bears) else np.inf


def lowest_bar(sure: Score, right: Mask, target: float) -> float:
    """The lowest score from which on the Clopper-Pearson bound of precision is at least `target`.

    Infinity where no bar clears it. `sure` and `right` are (rows,).
    """
    from scipy.stats import beta

    order = np.argsort(-sure, kind="stable")
    ordered, hits = sure[order], np.cumsum(right[order])
    count = np.arange(1, len(order) + 1)
    bound = beta.ppf(DOUBT, hits, count - hits + 1)
    whole = np.append(ordered[1:] < ordered[:-1], True)[: len(order)]
    clears = np.flatnonzero(whole & (np.nan_to_num(bound) >= target))
    return float(ordered[clears[-1]]) if len(clears) else np.inf


def _is_right(prediction: Prediction, truth: pd.Series) -> Mask:
    right: Mask = top_answers(prediction)[0] == truth.to_numpy(dtype=object)
    return right


def _signs(prediction: Prediction, known: Known) -> Score:
    """Five numbers of each answer: log odds of the three best, what is left after them, labels known."""
    best = np.zeros((len(prediction.part_ids), 3))
    found = prediction.top(3)[1]
    best[:, : found.shape[1]] = found
    shares = np.clip(np.column_stack([best, 1 - best.sum(axis=1)]), _NEVER, 1 - _NEVER)
    return np.column_stack([np.log(shares / (1 - shares)), np.log1p(known)])


def _taught(signs: Score, right: Mask) -> Score | None:
    """Start and weights of the regression (1 + signs,); None where too few rows or no mistakes are there."""
    from sklearn.linear_model import LogisticRegression

    if len(right) < _FEWEST_TAUGHT or right.all() or not right.any():
        return None
    usual, spread = signs.mean(axis=0), np.maximum(signs.std(axis=0), _NEVER)
    model = LogisticRegression().fit((signs - usual) / spread, right)
    weights = model.coef_[0] / spread
    return np.append(model.intercept_[0] - weights @ usual, weights)
