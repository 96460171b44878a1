"""A learner that hears each label before it answers; the contract suite must not let it through."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.learners.last_label import LastLabel
from models.contracts import Prediction


class Broken(LastLabel):
    """The plainest memory, told the answers."""

    def __init__(self) -> None:
        super().__init__(updates=True)

    def stream(
        self,
        rows: pd.DataFrame,
        batch: npt.NDArray[np.intp],
        learnt: npt.NDArray[np.bool_] | None = None,
    ) -> Prediction:
        """Learn the rows, then answer them."""
        self.learn(rows)
        return self.answer(rows)
