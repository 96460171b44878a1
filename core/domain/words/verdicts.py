"""What a retraining came to, as the owner reads it."""

from collections.abc import Mapping
from typing import TypeGuard

from core.domain.categories import CHECKED_ROWS
from core.domain.words import numbers

_REFUSALS = {
    "evidence_against": "your answers name categories that hardly any word or bank code points to",
    "flipped_confirmed": "it got payments wrong that you had confirmed",
    "macro_f1_lower": "it was worse across the categories",
    "ece_high": "its percentages were less honest",
    "recall_drop": "it missed more of one category",
}
_COMPARED = frozenset({"flipped_confirmed", "macro_f1_lower"})
"""Refusals that the figures of both models explain."""


_TOLD = 0.01


def sentence(verdict: Mapping[str, object]) -> str:
    """One or two sentences on what learning changed, or why the old model stays.

    Keys read: promoted, codes, corrections, rows_changed, towards_you, champion, challenger, human_rows.
    """
    if not verdict or verdict.get("shipped"):
        return "Shipped with Bursar: not checked against your own answers yet."
    if verdict.get("promoted"):
        return f"{_learned(verdict)}{_few(verdict)}"
    return f"{_kept(verdict)}{_few(verdict)}"


def ahead(verdict: Mapping[str, object]) -> str:
    """What going on learning from the store's own weeks brought the forecaster.

    Keys read: shipped, promoted, origins (of each: before, after, the mean error of twelve weeks).
    """
    if not verdict or verdict.get("shipped"):
        return "Shipped with Bursar: not taught by your own weeks yet."
    origins = verdict.get("origins")
    pairs = [(float(each["before"]), float(each["after"])) for each in origins] if _listed(origins) else []
    if not pairs:
        return "Not tried: going on learning needs a year and a half of weeks."
    times = "the last twelve weeks and the twelve before"
    if verdict.get("promoted"):
        less = numbers.listed([_less(1 - after / before) for before, after in reversed(pairs)])
        return f"Taught by your own weeks: over {times} its error was {less} lower."
    return f"Taught by your own weeks, it was not better over {times} both: the old one stays."


def figures(verdict: Mapping[str, object]) -> str:
    """Right answers of the old and the new model: "90 in 100 -> 93 in 100", "" where unknown."""
    before, after = accuracy(verdict, "champion"), accuracy(verdict, "challenger")
    if before is None or after is None:
        return ""
    return f"right {numbers.in_100(before)} → {numbers.in_100(after)}"


def accuracy(verdict: Mapping[str, object], whose: str) -> float | None:
    """How often `whose` ("champion" or "challenger") answers were right, 0 to 1."""
    scores = verdict.get(whose)
    value = scores.get("accuracy") if isinstance(scores, Mapping) else None
    return float(value) if isinstance(value, int | float) else None


def _learned(verdict: Mapping[str, object]) -> str:
    corrections = numbers.count(_whole(verdict, "corrections"), "correction")
    changed, towards = _whole(verdict, "rows_changed"), _whole(verdict, "towards_you")
    if not changed:
        return f"Learned from {corrections}; no row changed."
    verb = f"{numbers.count(changed, 'row')} changed"
    return f"Learned from {corrections}; {verb}, {numbers.number(towards)} towards your answers."


def _kept(verdict: Mapping[str, object]) -> str:
    codes = [code for code in _REFUSALS if code in _codes(verdict)]
    said = numbers.listed([_REFUSALS[code] for code in codes][:2]) or "it was no better on your answers"
    scores = figures(verdict) if _COMPARED & set(codes) else ""
    return f"The old model stays: the new one was tried, and {said}{f' ({scores})' if scores else ''}."


def _few(verdict: Mapping[str, object]) -> str:
    rows = verdict.get("human_rows")
    if not isinstance(rows, int) or rows >= CHECKED_ROWS:
        return ""
    return f" Checked on only {numbers.count(rows, 'answer')} of yours, so take it with a grain of salt."


def _less(share: float) -> str:
    return numbers.percent(share) if share >= _TOLD else f"under {numbers.percent(_TOLD)}"


def _listed(origins: object) -> TypeGuard[list[Mapping[str, float]]]:
    return isinstance(origins, list)


def _whole(verdict: Mapping[str, object], key: str) -> int:
    value = verdict.get(key)
    return int(value) if isinstance(value, int | float) else 0


def _codes(verdict: Mapping[str, object]) -> list[str]:
    codes = verdict.get("codes")
    return [str(code) for code in codes] if isinstance(codes, list | tuple) else []
