"""The pasts a learner learns from: many starts of a forecast in every series, each as it stood then."""

import numpy as np
import numpy.typing as npt

from models.forecasters.fitness import RECENT_WEEKS
from models.forecasters.grid import Grid

HORIZON = 12

Places = npt.NDArray[np.intp]


def training_windows(
    grid: Grid, *, least_weeks: int, least_active: int, most: int, seed: int
) -> tuple[Places, Places]:
    """Rows and columns (n,) of the grid at which a forecast could have started, at most `most`.

    A column is the number of weeks known then: at least `least_weeks` since the series began,
    `least_active` weeks with money by then, some of it in the last two years, and a whole horizon
    after it. Counting what came later instead would show the learner only series that went on well.
    Sorted by column.
    """
    seen = ~np.isnan(grid.y)
    first = np.where(seen.any(axis=1), seen.argmax(axis=1), len(grid.weeks))
    moved = np.concatenate([np.zeros((len(grid), 1)), np.cumsum(np.nan_to_num(grid.y) > 0, axis=1)], axis=1)
    columns = np.arange(len(grid.weeks) + 1 - HORIZON)
    if not len(columns):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    recent = moved[:, columns] - moved[:, np.maximum(columns - RECENT_WEEKS, 0)]
    ahead = np.concatenate([np.zeros((len(grid), 1)), np.cumsum(seen, axis=1)], axis=1)
    known = ahead[:, columns + HORIZON] - ahead[:, columns]
    fit = (columns[None] - first[:, None] >= least_weeks) & (recent > 0) & (known > 0)
    fit &= moved[:, columns] >= least_active
    rows, places = np.nonzero(fit)
    if len(rows) > most:
        chosen = np.random.default_rng(seed).choice(len(rows), most, replace=False)
        rows, places = rows[chosen], places[chosen]
    order = np.lexsort((rows, places))
    return rows[order], columns[places[order]]
