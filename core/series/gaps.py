"""Months for which no file came in: unknown, and not a time without payments."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

Span = tuple[date, date]
"""First and last day."""

LEAST_GAP = timedelta(days=28)
_FEWEST_DAYS = 20
_UNUSUAL = 3
"""A pause is no pause of business where it is this many times as long as the longest one within a file."""


def missing_spans(files: Iterable[Span], days: Iterable[date]) -> list[Span]:
    """The days between two files of an account that nobody brought in, oldest first.

    Args:
        files: first and last row of each file in force of one account, in any order.
        days: the days on which this account has rows.

    Only a gap of four weeks and more counts, and only where the account has moved on 20 days and never
    rested a third as long within a file: a savings account may be quiet for months.
    """
    known = sorted(set(days))
    covered = _joined(files)
    if len(known) < _FEWEST_DAYS or len(covered) < 2:
        return []
    usual = max(_pauses(known, covered), default=LEAST_GAP)
    least = max(LEAST_GAP, usual * _UNUSUAL)
    day = timedelta(days=1)
    return [
        (before[1] + day, after[0] - day)
        for before, after in pairwise(covered)
        if after[0] - before[1] - day >= least
    ]


def with_gaps(weekly_frame: pd.DataFrame, missing: dict[int, list[Span]]) -> pd.DataFrame:
    """The series with y NaN in every week that a missing span touches; `weekly.COLUMNS`."""
    frame = weekly_frame.copy()
    ends = frame["ds"] + pd.Timedelta(days=6)
    for account_id, spans in missing.items():
        mine = frame["account_id"] == account_id
        for first, last in spans:
            frame.loc[mine & (frame["ds"] <= pd.Timestamp(last)) & (ends >= pd.Timestamp(first)), "y"] = None
    return frame


def _joined(files: Iterable[Span]) -> list[Span]:
    covered: list[Span] = []
    for first, last in sorted(files):
        if covered and first <= covered[-1][1] + timedelta(days=1):
            covered[-1] = covered[-1][0], max(covered[-1][1], last)
        else:
            covered.append((first, last))
    return covered


def _pauses(days: Sequence[date], covered: Sequence[Span]) -> list[timedelta]:
    """How long the account rested within a file."""
    return [
        after - before
        for before, after in pairwise(days)
        if any(first <= before and after <= last for first, last in covered)
    ]
