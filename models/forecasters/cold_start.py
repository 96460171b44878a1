"""Too little history for a learner: a simple band around the average, as wide as it must be."""

import numpy as np

from models.contracts import FloatArray
from models.forecasters.grid import Floats
from models.forecasters.history import pick


def average_band(known: Floats, *, horizon_weeks: int, paths: int, seed: int) -> FloatArray:
    """Paths (paths, weeks) drawn from the few weeks known, each path from its own resampling of them.

    Resampling first lets the paths disagree about the average itself: with six weeks known the
    average is nearly as unsure as a single week. No week known gives zeros.
    """
    if not len(known):
        return np.zeros((paths, horizon_weeks), dtype=np.float32)
    random = np.random.default_rng(seed)
    beliefs = pick(known, random.random((paths, len(known))))
    chosen = random.integers(len(known), size=(paths, horizon_weeks))
    return np.take_along_axis(beliefs, chosen, axis=1).astype(np.float32)
