"""A bank file on its way in: what was read, what is asked, what came of it."""

from datetime import date

from core.domain.bank_file import is_unread
from core.domain.handouts import FileSeen, Imported, StatementSeen
from core.domain.words import numbers

_KINDS = {
    "bursar_csv": "Bursar bank CSV",
    "plain_csv": "CSV",
    "ofx": "OFX",
    "mt940": "MT940",
    "mt942": "MT942",
    "camt052": "CAMT.052",
    "camt053": "CAMT.053",
    "camt054": "CAMT.054",
    "bai2": "BAI2",
    "coda": "CODA",
    "norma43": "Norma 43",
    "qif": "QIF",
    "xls": "Excel",
    "xlsx": "Excel",
}


def kind(name: str) -> str:
    """A file format's name."""
    return _KINDS.get(name, name.upper())


def read(seen: FileSeen) -> str:
    """Step 1: "1,267 rows in 2 accounts, 1 Jan 2016 to 30 Dec 2016 (CAMT.053)"."""
    rows = sum(each.rows for each in seen.statements)
    accounts = numbers.count(len(seen.statements), "account")
    span = _span([each.from_on for each in seen.statements], [each.to_on for each in seen.statements])
    return f"{numbers.count(rows, 'row')} in {accounts}{span} ({kind(seen.kind)})."


def checked(seen: FileSeen) -> str:
    """Step 2: what does not add up or cannot be read."""
    bad = sum(map(is_unread, seen.problems))
    whole = len(seen.problems) - bad
    if not seen.problems:
        return "Every row can be read."
    said = []
    if bad:
        said.append(f"{numbers.count(bad, 'row')} cannot be read and will be listed for download")
    if whole:
        said.append(f"{numbers.count(whole, 'thing')} to look at")
    return f"{numbers.listed(said)}."


def first_rows(shown: int) -> str:
    """Stands over the first payments of a file."""
    return "It reads as this payment:" if shown == 1 else "Its first payments, as they are read:"


def pairs(how_many: int) -> str:
    """The name of a list of payments that two files tell."""
    return f"Told by two files ({numbers.number(how_many)})"


def repeated(how_many: int) -> str:
    """The name of a list of payments that an earlier file brought, to the letter."""
    return f"Here already, to the letter ({numbers.number(how_many)})"


def more_pairs(how_many: int) -> str:
    """Stands under the first of such a list."""
    return f"and {numbers.number(how_many)} more"


def announced(how_many: int) -> str:
    """The name of the list of payments that the bank announced and has not booked."""
    return f"Only announced, not counted yet ({numbers.number(how_many)})"


def came_in(done: Imported) -> str:
    """Step 3: how many rows are new and how far they are sorted by now."""
    new = f"{numbers.count(done.rows_new, 'new row')} came in"
    known = f", {numbers.number(done.rows_known)} were here already" if done.rows_known else ""
    told_twice = told_again(done.rows_same, done.rows_now_booked, done.rows_announced)
    if not done.rows_new:
        here = f"No new rows: {numbers.count(done.rows_known, 'row')} of this file were here already."
        return " ".join([here, *told_twice])
    by_rules = done.decided + done.guessed
    sorted_by = f"Rules and your earlier answers sorted {numbers.number(by_rules)} rows so far."
    return " ".join([f"{new}{known}.", *told_twice, *([sorted_by] if by_rules else [])])


def compared(seen: FileSeen) -> str:
    """What of a file is new, said before it is brought in."""
    new, known, same, booked, announced = (
        sum(getattr(each, name) for each in seen.statements)
        for name in ("new", "known", "same", "now_booked", "announced")
    )
    here = f", {numbers.number(known)} here already" if known else ""
    return " ".join([f"{numbers.count(new, 'new row')}{here}.", *told_again(same, booked, announced)])


def told_again(same: int, now_booked: int, announced: int) -> list[str]:
    """What another file tells in other words, what was announced and is booked, and what still waits."""
    said = []
    if same:
        verb = "is a payment" if same == 1 else "are payments"
        said.append(f"{numbers.number(same)} {verb} another file tells in other words: counted once.")
    if now_booked:
        verb = "is booked now" if now_booked == 1 else "are booked now"
        said.append(f"{numbers.count(now_booked, 'announced payment')} {verb}.")
    if announced:
        verb = "is" if announced == 1 else "are"
        said.append(f"{numbers.number(announced)} {verb} only announced, and not counted until booked.")
    return said


def exported(file_name: str) -> str:
    """Said once a file of payments is written."""
    return f"{file_name} is written."


def in_already(seen: FileSeen) -> str:
    """Said where this very file is in: "This file came in on 12 May 2026: 0 new rows"."""
    if seen.came_in_on is None:
        return ""
    return f"This file came in on {numbers.moment(seen.came_in_on)}: 0 new rows."


def statement(one: StatementSeen) -> str:
    """One account of a file in a line."""
    name = one.account_name or one.account_number or "An account without a number"
    money = f", together {numbers.money(one.sum_minor, one.currency)}" if one.currency else ""
    return f"{name}: {numbers.count(one.rows, 'row')}{_span([one.from_on], [one.to_on])}{money}"


def proof(opening: str | None, closing: str | None, adds_up: bool | None) -> str:
    """What the file states of an account's balances, amounts as text, and whether its rows lead there."""
    told = {
        True: "the rows lead there",
        False: "the rows do not lead there",
        None: "one alone proves nothing",
    }
    return f"opening {opening or 'not stated'}, closing {closing or 'not stated'}: {told[adds_up]}"


def more_accounts(how_many: int) -> str:
    """Stands under the first accounts of a file that has many."""
    return f"and {numbers.count(how_many, 'more account')}"


def balance_question(seen: FileSeen) -> str:
    """What is asked where the file has no balance."""
    last = max((each.to_on for each in seen.statements if each.to_on), default=None)
    when = f" on {numbers.day(last)}" if last else " at the end of this file"
    return f"What was in the account{when}?"


def _span(firsts: list[date | None], lasts: list[date | None]) -> str:
    known = [each for each in firsts if each], [each for each in lasts if each]
    if not known[0] or not known[1]:
        return ""
    return f", {numbers.day(min(known[0]))} to {numbers.day(max(known[1]))}"
