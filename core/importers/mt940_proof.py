"""What an MT940 or MT942 states besides its payments, held against them: sums of a day, numbers of pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from core.domain.bank_file import Problem, Row
from core.domain.money import to_major
from core.importers.mt940_entry import signed_amount

_SUM = re.compile(r"\d{1,5}[A-Z]{3}([\d.,]{1,24})(?![\d.,])")
_PAGE = re.compile(r"(\d+)/(\d+)")


def sums_off(stated: Mapping[str, str], number: str, rows: Sequence[Row]) -> Iterator[Problem]:
    """Fields 90D and 90C that are not the sum of the message's own debits and credits.

    Banks count what is taken back or only expected on either side, and the sum of all pages on the last.
    """
    page = _PAGE.fullmatch(number)
    if any(row.reversal or row.status == "pending" for row in rows) or (page and int(page[2]) > 1):
        return
    for tag, side, sign in (("90D", "debits", -1), ("90C", "credits", 1)):
        found = _SUM.match(stated.get(tag, ""))
        if not found or not rows:
            continue
        currency = rows[0].currency
        counted = sum(abs(row.amount_minor) for row in rows if row.amount_minor * sign > 0)
        try:
            total = signed_amount(found[1], "C", currency)
        except ValueError:
            continue
        if total != counted:
            told = {"stated": str(to_major(total, currency)), "counted": str(to_major(counted, currency))}
            yield Problem("sum_differ", 0, f":{tag}:{stated[tag]}", {"where": f"all {side}"} | told)


def pages_off(numbers: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """Pages of one statement that do not follow each other; given account and field 28 of every message."""
    for (account, written), (next_account, next_written) in pairwise(numbers):
        before, after = _PAGE.fullmatch(written), _PAGE.fullmatch(next_written)
        if account != next_account or not before or not after or before[1] != after[1]:
            continue
        if int(after[2]) - int(before[2]) not in (0, 1):
            facts = {"before": str(int(before[2])), "after": str(int(after[2])), "where": "its pages"}
            yield Problem("sequence_broken", 0, f":28C:{next_written}", facts)
