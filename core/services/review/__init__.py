"""Review: what waits for a person, alike rows together, most open money first, and their answers."""

from core.services.review.answers import answered, correction_for, join, known, to_take_back
from core.services.review.checks import CHECK_EVERY, checks, draw_checks, lacks_checks
from core.services.review.queue import QUEUE, groups, queue

__all__ = [
    "CHECK_EVERY",
    "QUEUE",
    "answered",
    "checks",
    "correction_for",
    "draw_checks",
    "groups",
    "join",
    "known",
    "lacks_checks",
    "queue",
    "to_take_back",
]
