"""What DeepAR is told beside the series itself; nothing in it looks past the forecast's start."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.forecasters.calendar_weeks import CALENDAR, calendar_features
from models.forecasters.fitness import RECENT_WEEKS
from models.forecasters.grid import Floats, Grid

ROLLING_WEEKS = (13, 52)
_TOLD_WEEKS = (13, 52, 104)
FEATURES = len(CALENDAR) + 2 * len(ROLLING_WEEKS)
"""Rows of `dynamic_features`."""
STATIC_FEATURES = 11
LARGEST_SIZE = 5.0
LARGEST_WEEKS = float(np.sinh(LARGEST_SIZE))
"""A week is taken to hold at most this many usual ones, about 74; on the asinh scale 5."""
UNKNOWN = 0
"""The code kept free for a category or trade that training never saw."""

_SECTION_STARTS = (
    (1, "A"), (5, "B"), (10, "C"), (35, "D"), (36, "E"), (41, "F"), (45, "G"), (49, "H"), (55, "I"),
    (58, "J"), (64, "K"), (68, "L"), (69, "M"), (77, "N"), (84, "O"), (85, "P"), (86, "Q"), (90, "R"),
    (94, "S"), (97, "T"), (99, "U"),
)  # fmt: skip
SECTIONS = "".join(letter for _, letter in _SECTION_STARTS)


def section_code(nace: str) -> int:
    """The trade's NACE section as a number from 1 to 21; 0 where the code is empty or unknown.

    Takes "56.10", "5610", "I" and "I56". Source: NACE Rev. 2, divisions by section.
    """
    code = nace.strip().upper()
    if code[:1].isalpha() and code[:1] in SECTIONS:
        return SECTIONS.index(code[0]) + 1
    if not code[:2].isdigit():
        return UNKNOWN
    division = int(code[:2])
    below = [letter for start, letter in _SECTION_STARTS if start <= division]
    return SECTIONS.index(below[-1]) + 1 if below else UNKNOWN


def category_codes(categories: Sequence[str], known: Sequence[str]) -> npt.NDArray[np.int64]:
    """Places in `known`, counted from 1; 0 for a category that training never saw."""
    place = {name: number for number, name in enumerate(known, start=1)}
    return np.array([place.get(name, UNKNOWN) for name in categories], dtype=np.int64)


def typical_week(y: Floats) -> Floats:
    """The mean of each row's weeks with money, (rows,); 0 where no money moved.

    A week counts at most `LARGEST_WEEKS` times the row's median one, so that a single slip of the
    pen does not make all other weeks look like nothing.
    """
    ordered = np.sort(np.where(y > 0, y, np.nan), axis=1)
    moved = (~np.isnan(ordered)).sum(axis=1, keepdims=True)
    if not y.shape[1]:
        return np.zeros(len(y))
    median = np.take_along_axis(ordered, np.maximum(moved - 1, 0) // 2, axis=1)
    held = np.minimum(np.nan_to_num(ordered, nan=0.0), LARGEST_WEEKS * np.nan_to_num(median, nan=0.0))
    typical: Floats = held.sum(axis=1) / np.maximum(moved[:, 0], 1)
    return typical


def usual_week(grid: Grid) -> Floats:
    """The typical week with money of the last 104, or of all where those had none; 0 if never any."""
    recent = typical_week(grid.y[:, -RECENT_WEEKS:])
    usual: Floats = np.where(recent > 0, recent, typical_week(grid.y))
    return usual


def squash(grid: Grid, scale: Floats) -> Floats:
    """asinh(y / scale), (series, weeks): small and large payers on one footing; NaN stays NaN."""
    squashed: Floats = np.minimum(np.arcsinh(grid.y / np.where(scale > 0, scale, 1.0)[:, None]), LARGEST_SIZE)
    return squashed


def dynamic_features(grid: Grid, squashed: Floats, horizon: int) -> npt.NDArray[np.float32]:
    """Calendar and lagged rolling activity, (series, FEATURES, weeks + horizon).

    The rolling share of active weeks and mean size, over 13 and 52 weeks, end `horizon` weeks
    before the week they describe, so they are known for every week forecast.
    """
    weeks = np.concatenate([grid.weeks, grid.coming(horizon)])
    calendar = np.broadcast_to(calendar_features(weeks), (len(grid), len(CALENDAR), len(weeks)))
    seen = ~np.isnan(squashed)
    size = np.where(seen, squashed, 0.0)
    rolling = [
        _trailing_mean(values, seen, window, horizon)
        for window in ROLLING_WEEKS
        for values in ((size > 0).astype(np.float64), size)
    ]
    return np.concatenate([calendar, np.stack(rolling, axis=1)], axis=1).astype(np.float32)


def _trailing_mean(values: Floats, seen: npt.NDArray[np.bool_], window: int, horizon: int) -> Floats:
    """Mean of the `window` known weeks that end `horizon` weeks before each; (series, weeks + horizon)."""
    totals = _trailing_sum(values, window)
    counts = _trailing_sum(seen.astype(np.float64), window)
    means = totals / np.maximum(counts, 1.0)
    return np.concatenate([np.zeros((len(values), horizon)), means], axis=1)


def _trailing_sum(values: Floats, window: int) -> Floats:
    running = np.cumsum(values, axis=1)
    before = np.zeros_like(running)
    before[:, window:] = running[:, :-window] if window < running.shape[1] else 0.0
    return running - before


def static_features(scale: Floats, squashed: Floats) -> npt.NDArray[np.float32]:
    """What a series' last two years were like, (series, STATIC_FEATURES).

    Size (log10 of the usual week, in fives); shares of active weeks and mean sizes of 13, 52 and 104
    weeks; of an active week's size the spread, how much the newest differ, and the largest; how long
    the series has been known. `squashed` as from `squash`.
    """
    recent = squashed[:, -RECENT_WEEKS:]
    seen = ~np.isnan(recent)
    moved = np.where(seen, (recent > 0).astype(np.float64), np.nan)
    amounts = np.where(moved > 0, recent, np.nan)
    usual = mean_of_known(amounts)
    newest = mean_of_known(amounts[:, -13:])
    numbers = [
        np.log10(1.0 + scale) / 5.0,
        *(mean_of_known(moved[:, -weeks:]) for weeks in _TOLD_WEEKS),
        *(mean_of_known(np.where(seen, recent, np.nan)[:, -weeks:]) for weeks in _TOLD_WEEKS),
        np.sqrt(mean_of_known((amounts - usual[:, None]) ** 2)),
        np.where(newest > 0, newest - usual, 0.0),
        np.nan_to_num(amounts, nan=0.0).max(axis=1, initial=0.0) / 3.0,
        seen.sum(axis=1) / RECENT_WEEKS,
    ]
    return np.stack(numbers, axis=1).astype(np.float32)


def mean_of_known(values: Floats) -> Floats:
    """Mean of the known values of each row; 0 where none is."""
    known = ~np.isnan(values)
    mean: Floats = np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return mean
