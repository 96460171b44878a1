"""Whether the graph of payers and payees earns its place, on a history alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.services.bench import files
from core.services.bench.frames import common_labels, payments
from models.categorizers.peers.graph_trial import EARNS, graph_trial

SEED = 20_160_401
NEWEST_LEARNED = 15_000


def graph(history: Path, min_rows: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Figures of the same learners with and without the graph, on the newest fifth of the file.

    No test row takes part: what is served is chosen before the test. Raises MeasureRefused.
    """
    rows, _ = files.read_labelled(history)
    kept = rows[rows["label"].isin(common_labels(rows, min_rows))]
    found = graph_trial(payments(kept, 0), NEWEST_LEARNED, SEED, tell)
    return {"learners": found, "earns": max(each["earned"] for each in found.values()) >= EARNS}
