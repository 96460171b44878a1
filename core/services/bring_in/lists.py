"""The files that came in, what of them could not be read, and which payments they tell twice."""

import pandas as pd

from core.domain.bank_file import Problem
from core.domain.handouts import ImportLine, PaymentSeen, SamePair
from core.store import imports as stored
from core.store import same_said, sameness
from core.store.unit import Unit

MOST_PAIRS = 200


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


def same_pairs(unit: Unit, import_id: int) -> list[SamePair]:
    """What one file tells in other words than another did, the first 200: held back, or said to be two."""
    held = sameness.pairs(unit, import_id, MOST_PAIRS)
    return [*same_said.two_pairs(unit, import_id), *held]


def announced(unit: Unit, company_id: int) -> list[PaymentSeen]:
    """What the bank announced and has not booked, newest first; it counts nowhere."""
    return sameness.still_announced(unit, company_id)
