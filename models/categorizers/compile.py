"""Compiles the pass over payments, once after installing: the first sorting need not wait for it."""

import numpy as np
import pandas as pd

from models.categorizers.ranker import Ranker
from models.contracts import Prediction
from models.frames import TRANSACTIONS

_ROWS = 200
_BLANK = {"date": pd.Timestamp(0), "number": 1.0, "whole": 1, "text": "one"}


def main() -> None:
    """Learn payments and answer them as the served learner does; enough to outgrow the first room."""
    rows = pd.DataFrame({name: [_BLANK[column.kind]] * _ROWS for name, column in TRANSACTIONS.items()})
    half = np.full((_ROWS, 2), 0.5, dtype=np.float32)
    belief = Prediction(rows["part_id"].to_numpy(dtype=np.int64), ("one", "other"), half)
    ranker = Ranker().starting_anew(belief.categories)
    ranker.learn(rows.assign(category="one", human=1))
    ranker.answer(rows, belief)


if __name__ == "__main__":
    main()
