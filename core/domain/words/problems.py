"""Lines of a bank file that could not be read, or that do not add up."""

from collections.abc import Sequence

from core.domain.bank_file import Problem, Question
from core.domain.words import numbers
from core.domain.words.filling import fill

_SENTENCES: dict[str, str] = {
    "no_date": "has no date",
    "no_amount": "has no amount",
    "bad_date": "has a date we cannot read",
    "bad_amount": "has an amount we cannot read",
}

_QUESTIONS = {
    "date_order": "We could not tell whether {sample} is day first or month first.",
}

_OPTIONS = {
    "day_first": "Day first (3 April is 03/04)",
    "month_first": "Month first (3 April is 04/03)",
}


def sentence(problem: Problem) -> str:
    """One problem, with the line where there is one."""
    text = fill(_SENTENCES.get(problem.code, problem.code.replace("_", " ")), problem.facts)
    return f"Line {problem.line_no} {text}." if problem.line_no else f"{text[:1].upper()}{text[1:]}."


def summary(rows_in: int, problems: Sequence[Problem]) -> str:
    """How many rows cannot come in: "17 rows cannot be read; 1,267 can"."""
    bad = sum(1 for each in problems if each.line_no)
    if not bad:
        return ""
    return f"{numbers.count(bad, 'row')} cannot be read; {numbers.number(rows_in)} can."


def question(asked: Question) -> str:
    """A question of the file's layout."""
    sample = asked.samples[0] if asked.samples else "the date"
    plain = f"Which one is {asked.key.replace('_', ' ')}?"
    return fill(_QUESTIONS.get(asked.key, plain), {"sample": sample})


def option(value: str) -> str:
    """A possible answer to a question of the file's layout."""
    return _OPTIONS.get(value, value)
