"""The judge: whether a challenger serves in the champion's place, by answers given without own labels."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.scores import Scores, belief_in, f1_drop_is_real, recall_lost, scores, top_answers
from models.categorizers.served import TRUSTED_FROM
from models.contracts import Prediction

MOST_F1_LOST = 0.005
MOST_ECE = 0.03
MOST_ECE_LOST = 0.01
MOST_RECALL_LOST = 0.05

_ROWS_A_DECISION = 5
_CHANCE = 2.7
"""Standard errors; of fifteen categories that are all unchanged, one in twenty trials shows so much."""
_NEVER = 1e-4
"""The least a champion believes in anything, so that one wild label does not outweigh all others."""
_DECISION = ["company", "payee", "direction", "category"]


class Judged(Protocol):
    """What the judge asks of a learner."""

    def predict(self, transactions: pd.DataFrame) -> Prediction:
        """Answers as served to a company that labelled nothing."""
        ...

    def predict_held_out(self, transactions: pd.DataFrame) -> Prediction:
        """Answers without any person's label of the row's own payee."""
        ...


@dataclass(frozen=True)
class Verdict:
    """Whether the challenger serves, why not (`codes`), and the figures behind it.

    `champion` and `challenger` are scored on persons' labels answered without the row's payee, up to
    five rows a decision. `confusion` has columns truth, answer, rows: what serves now against the
    persons' labels.
    """

    promote: bool
    codes: tuple[str, ...]
    champion: Scores
    challenger: Scores
    confusion: pd.DataFrame


def judge(
    champion: Judged, challenger: Judged, human_frame: pd.DataFrame, frozen_frame: pd.DataFrame
) -> Verdict:
    """Compare two learners on persons' labels and on the shipped frozen slice.

    Both frames keep `frames.TRANSACTIONS` and `LABEL_COLUMNS`. The challenger is refused with code
      macro_f1_lower: macro-F1 fell by over half a point, by more than chance, on either;
      flipped_confirmed: a payee the champion had right would now be trusted as something else;
      ece_high: its percentages are off by over 3 points on the slice, and by a point more
        than the champion's;
      recall_drop: it misses over 5 points more of one category of the slice, by more than chance;
      evidence_against: to the champion, who never saw them, the labels together are no likelier than
        their categories are on any payment: nothing but themselves links these payees to them. (Who
        learned one wrong category from eleven payees finds it plausible on the twelfth.)
    """
    rows = human_frame.groupby(_DECISION, sort=False).tail(_ROWS_A_DECISION)
    before, after = champion.predict_held_out(rows), challenger.predict_held_out(rows)
    old, new = champion.predict(frozen_frame), challenger.predict(frozen_frame)
    frozen = frozen_frame["category"]
    frozen_scores = scores(old, frozen), scores(new, frozen)
    found = {
        "macro_f1_lower": f1_drop_is_real(before, after, rows, MOST_F1_LOST)
        or f1_drop_is_real(old, new, frozen_frame, MOST_F1_LOST),
        "flipped_confirmed": _flips(rows, before, after),
        "ece_high": frozen_scores[1].ece > max(MOST_ECE, frozen_scores[0].ece + MOST_ECE_LOST),
        "recall_drop": _recall_dropped(recall_lost(old, new, frozen_frame)),
        "evidence_against": _unsupported(rows, before, old),
    }
    codes = tuple(code for code, holds in found.items() if holds)
    return Verdict(
        promote=not codes,
        codes=codes,
        champion=scores(before, rows["category"]),
        challenger=scores(after, rows["category"]),
        confusion=_confusion(rows["category"], before if codes else after),
    )


def _flips(rows: pd.DataFrame, before: Prediction, after: Prediction) -> bool:
    """Whether a decision's rows, mostly right before, are now mostly trusted as something else.

    An answer that changes sides below that trust is doubt, and shown as a guess.
    """
    true = rows["category"].to_numpy()
    was_right = top_answers(before)[0] == true
    answer, sure = top_answers(after)
    is_wrong = (answer != true) & (sure >= TRUSTED_FROM)
    shares = _by_decision(rows, was=was_right.astype(float), now=is_wrong.astype(float))
    return bool(((shares["was"] > 0.5) & (shares["now"] > 0.5)).any())


def _unsupported(rows: pd.DataFrame, before: Prediction, usual: Prediction) -> bool:
    """Whether the labels together are no likelier to the champion than on any payment.

    `usual` are its answers on the frozen slice, whose mean tells how often it names each category. A
    decision's say is the logarithm of how many times likelier its label is than that.
    """
    if not len(rows):
        return False
    anywhere = dict(zip(usual.categories, usual.probability.mean(axis=0), strict=True))
    chance = rows["category"].map(anywhere).fillna(0.0).to_numpy(dtype=float)
    says = np.log((belief_in(before, rows["category"]) + _NEVER) / (chance + _NEVER))
    return bool(_by_decision(rows, says=says)["says"].mean() <= 0)


def _recall_dropped(lost: pd.DataFrame) -> bool:
    """Whether a category lost over 5 points of recall, and more than chance explains."""
    return bool(((lost["lost"] > MOST_RECALL_LOST) & (lost["errors"] > _CHANCE)).any())


def _by_decision(rows: pd.DataFrame, **values: npt.NDArray[np.float64]) -> pd.DataFrame:
    """Means over the rows of each decision, so that a payee paid daily counts once."""
    keys = [rows[name].to_numpy() for name in _DECISION]
    return pd.DataFrame(values).groupby(keys).mean()


def _confusion(truth: pd.Series, prediction: Prediction) -> pd.DataFrame:
    pairs = pd.DataFrame({"truth": truth.to_numpy(), "answer": top_answers(prediction)[0]})
    return pairs.value_counts().reset_index(name="rows")
