"""The files that came in, what of them could not be read, and which payments they tell twice."""

from math import ceil

import pandas as pd

from core.domain.bank_file import Problem
from core.domain.handouts import ImportLine, PairPage, PaymentSeen
from core.store import imports as stored
from core.store import same_said, sameness, told_twice
from core.store.unit import Unit

PAIRS_A_PAGE = 50


def imports(unit: Unit, company_id: int) -> list[ImportLine]:
    """A company's files, newest first."""
    return stored.import_lines(unit, company_id)


def problems_frame(unit: Unit, import_id: int) -> pd.DataFrame:
    """What could not be read of one file: line_no, code, facts, raw."""
    return stored.problems_frame(unit, import_id)


def problems(unit: Unit, import_id: int) -> tuple[Problem, ...]:
    """The same, as the nouns they are."""
    return tuple(
        Problem(row["code"], row["line_no"], row["raw"], row["facts"])
        for row in stored.problems_frame(unit, import_id).to_dict("records")
    )


def same_pairs(unit: Unit, import_id: int, page: int = 1) -> PairPage:
    """What one file tells in other words than another did: said to be two, or held back.

    A page after the last one is the last.
    """
    two = same_said.two_pairs(unit, import_id)
    total = len(two) + told_twice.count_pairs(unit, import_id)
    page, start = _place(page, total)
    shown = two[start : start + PAIRS_A_PAGE]
    left = PAIRS_A_PAGE - len(shown)
    held = told_twice.pairs(unit, import_id, left, max(0, start - len(two))) if left else []
    return PairPage((*shown, *held), total, page)


def repeated_pairs(unit: Unit, import_id: int, page: int = 1) -> PairPage:
    """What one file repeats of another to the letter, page by page in the same way."""
    total = told_twice.count_pairs(unit, import_id, to_the_letter=True)
    page, start = _place(page, total)
    held = told_twice.pairs(unit, import_id, PAIRS_A_PAGE, start, to_the_letter=True)
    return PairPage(tuple(held), total, page)


def _place(page: int, total: int) -> tuple[int, int]:
    page = max(1, min(page, ceil(total / PAIRS_A_PAGE)))
    return page, (page - 1) * PAIRS_A_PAGE


def announced(unit: Unit, company_id: int) -> list[PaymentSeen]:
    """What the bank announced and has not booked, newest first; it counts nowhere."""
    return sameness.still_announced(unit, company_id)
