"""What the graph of payers and payees adds: the same learners with and without its numbers."""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.figures import figures
from models.categorizers.compare.run import split_newest
from models.categorizers.peers.inputs import Inputs, Matrix
from models.categorizers.peers.lstm import WordLearner
from models.categorizers.peers.tables import table_peers
from models.contracts import OnlineCategorizer
from models.features.graph import PaymentGraph

EARNS = 0.01
"""Graph numbers stay only where they earn a point of accuracy."""
_TRIED = ("logistic", "lda", "xgboost")


class GraphInputs(Inputs):
    """The peers' numbers and, beside them, what the graph says of payee and account.

    The graph is that of the payments before the newest ones that are learned from, so that learned and
    later rows alike may hold payees it does not know.
    """

    def __init__(self, newest: int) -> None:
        super().__init__()
        self.newest = newest
        self._graph = PaymentGraph()

    def fit(self, history: pd.DataFrame, seed: int) -> Self:
        """Count the history's labels, and measure the graph of its older part."""
        super().fit(history, seed)
        self._graph = PaymentGraph().fit(history.iloc[: -self.newest], seed=seed)
        return self

    def _matrix(self, rows: pd.DataFrame, seen: list[npt.NDArray[np.float64]]) -> Matrix:
        return np.hstack([super()._matrix(rows, seen), self._graph.of(rows)])


def graph_trial(
    history: pd.DataFrame, newest: int, seed: int, tell: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """Figures of each learner without and with the graph, on the newest fifth of the history.

    `newest` rows before that fifth are learned from. No row but the history's takes part.
    """
    older, later = split_newest(history)
    found: dict[str, dict[str, Any]] = {}
    for label, inputs in (("without", Inputs), ("with", lambda: GraphInputs(newest))):
        peers = table_peers(newest, inputs)
        makers: dict[str, Callable[[], OnlineCategorizer]] = {name: peers[name] for name in _TRIED}
        makers["lstm"] = lambda made=inputs: WordLearner(newest, made)  # type: ignore[misc]
        for name, make in makers.items():
            said = make().fit(older, seed=seed).answer(later)
            found.setdefault(name, {})[label] = figures(said, later, {}, seed)
            tell(f"{name} {label} the graph: accuracy {found[name][label]['accuracy']}")
    for each in found.values():
        each["earned"] = round(each["with"]["accuracy"] - each["without"]["accuracy"], 4)
    return found
