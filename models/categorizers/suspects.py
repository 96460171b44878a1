"""Suspect labels: rows whose label a learner doubts that was taught without it.

Source: Northcutt, Jiang and Chuang 2021, "Confident learning: estimating uncertainty in dataset labels",
J. Artificial Intelligence Research 70: a category's own threshold is the mean belief in it where it is
the label.
"""

import numpy as np
import pandas as pd

from models.categorizers.scores import belief_in
from models.contracts import Prediction

LEAST_BELIEF = 0.5
LEAST_ODDS = 10.0
"""Another category must be more likely than not, and ten times as likely as the label.

Measured on the shipped frozen slice's city payments, companies the shipped model never saw, with one
decision in twenty falsified: half of those are found (.46 of the companies it was chosen on, .50 of the
others), and one doubt in five is one of them (.21, .18); at three times as likely it is one in seven.
"""

_DECISION = ["company", "payee", "direction", "category"]


def find_suspects(held_out: Prediction, labelled_frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of `labelled_frame` whose label is probably wrong, in its order and with its index.

    A row is suspect where belief in its label is below the category's mean self-confidence, and
    another category is above its own, more likely than not and `LEAST_ODDS` times as likely as the label.
    Each decision about a payee counts once in the means. `held_out` are answers without the row's own
    label, in the order of the frame. Columns: thinks, probability, label_probability (0 to 1 each).
    """
    label = labelled_frame["category"]
    own = belief_in(held_out, label)
    confidence = _self_confidence(labelled_frame, own)
    names = list(held_out.categories)
    overall = float(np.mean(list(confidence.values()))) if confidence else 1.0
    above = held_out.probability.astype(np.float64).copy()
    bars = np.array([confidence.get(name, overall) for name in names])
    above[above < np.maximum(bars, LEAST_BELIEF)] = 0.0
    above[np.arange(len(names))[None, :] == pd.Index(names).get_indexer(pd.Index(label))[:, None]] = 0.0
    best = above.argmax(axis=1)
    rival = above[np.arange(len(above)), best] if len(above) else np.zeros(0)
    doubted = (rival > 0) & (own < label.map(confidence).to_numpy(dtype=float)) & (rival >= LEAST_ODDS * own)
    found = pd.DataFrame(
        {
            "thinks": np.array(names, dtype=object)[best],
            "probability": rival,
            "label_probability": own,
        },
        index=labelled_frame.index,
    )
    return found[doubted]


def _self_confidence(
    rows: pd.DataFrame, own: "np.ndarray[tuple[int], np.dtype[np.float64]]"
) -> dict[str, float]:
    """Mean belief in each category where it is the label, over decisions."""
    by_decision = rows[_DECISION].assign(own=own).groupby(_DECISION, sort=False)["own"].mean()
    means = by_decision.groupby("category").mean()
    return {str(name): float(mean) for name, mean in means.items()}
