"""Lines of a bank file that could not be read, or that do not add up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from core.domain.bank_file import Problem, Question
from core.domain.money import to_minor
from core.domain.words import numbers
from core.domain.words.filling import fill

_SENTENCES = {
    "bad_balance": "states a balance we cannot read (“{value}”)",
    "bad_date": "has no date we can read (“{value}”)",
    "bad_amount": "has no amount we can read (“{value}”)",
    "bad_currency": "names no currency we know (“{value}”)",
    "bad_line": "is not written as its format asks (“{value}”)",
    "wrong_columns": "has {value} cells where the header has others",
    "not_booked": "is not booked yet (“{value}”)",
    "not_carried_out": "was never carried out (“{value}”) and moved no money",
    "no_date": "has no date",
    "no_amount": "has no amount",
    "no_direction": "does not say whether money came in or went out",
    "no_money": "is a note of the bank that moves no money (“{value}”)",
    "no_end": "ends without its closing record: a part of it may be missing",
    "sum_differ": "states {stated} as the sum of {where}, but what stands in it makes {counted}",
    "parts_differ": "states {stated} parts in {where}, but holds {counted}",
    "records_differ": "states {stated} records in {where}, but holds {counted}",
    "sequence_broken": "goes on from number {before} to {after} in {where}: a part may be missing or doubled",
    "group_left_out": "holds a group that is a {value} and brings no payments",
    "bank_error": "holds an error of the bank in place of a statement (“{value}”)",
    "holdings": "also lists what an investment account holds; that is no payment and was left out",
    "trade": "moves securities (“{value}”), which is no payment of a bank account, and was left out",
    "subtotal": "is a subtotal (“{value}”), no payment, and was left out",
    "balance_line": "looks like a balance (“{value}”), no payment, and was left out",
    "taken_back": "takes back an earlier entry (“{value}”) and is no payment itself",
    "corrected": "is corrected by another entry of this file (“{value}”) and was left out",
    "changed": "has amounts in {value}, changed to {account} by the rate beside each",
    "other_currency": "has amounts in {value} without a rate: they stand in an account of their own",
    "rounded": "has an amount with more decimals than its currency has (“{value}”), read as {counted}",
    "splits_differ": "states {stated} for the payment in line {line}, but its parts add up to {counted}",
    "transfers": "also confirms orders to pay ({value}), which stand in a statement once they are booked",
    "three_behind_comma": "has three digits behind a comma (“{value}”), read as the decimal sign",
    "unfinished": "breaks off (“{value}”): the file was probably cut short",
    "unusual_day": "writes a day in an unusual way (“{value}”), read with the day first",
    "day_of_message": "names no day for the payment in line {line}; it takes that of the message, {value}",
    "not_closed": "breaks off before its closing balance: payments may be missing at its end",
    "credit_line": "counts a credit line of {value} {currency} into a balance; it was taken out",
    "sent_again": "is marked by the bank as sent once more: look whether its payments are in already",
    "statement_twice": "holds the same statement twice: look whether its payments stand twice",
    "left_out": "also holds “{value}”, which is no bank statement",
}

_QUESTIONS = {
    "date_order": "We could not tell whether {sample} is day first or month first.",
    "sign": "Is an amount without a minus, such as {sample}, money spent?",
    "amount_column": "Which column holds the amount? The first rows read: {sample}",
    "debit_column": "Which column holds the money out? The first rows read: {sample}",
    "payee_column": "Which column names who was paid or who paid? The first rows read: {sample}",
}

_OPTIONS = {
    "day_first": "Day first (3 April is 03/04)",
    "month_first": "Month first (3 April is 04/03)",
    "as_written": "No, it is money in; a minus is money out",
    "spending_positive": "Yes, it is money out; a minus is money in",
}


def sentence(problem: Problem) -> str:
    """One problem, with its line where there is one."""
    if problem.code == "balance_off":
        return _balance_off(problem.facts)
    if problem.code == "balance_undated":
        ends = numbers.day(date.fromisoformat(problem.facts["on"]))
        return f"The balance has no date: it was taken as of {ends}, the end of its period."
    text = fill(_SENTENCES.get(problem.code, "cannot be read"), problem.facts)
    return f"Line {problem.line_no} {text}." if problem.line_no else f"This file {text}."


def question(asked: Question) -> str:
    """A question of the file's layout, with a sample."""
    told = (each for each in asked.samples if asked.key != "sign" or "-" not in each)
    sample = next(told, "this")
    return fill(_QUESTIONS.get(asked.key, "How is this to be read: {sample}?"), {"sample": sample})


def guessed(asked: Question) -> str:
    """A question with the answer that was taken for now."""
    return f"{question(asked)} Taken for now: {option(asked.guess, asked.header)}."


def option(value: str, header: Sequence[str] = ()) -> str:
    """A possible answer to a question of the file's layout; columns are counted from one, and named."""
    if not value.isdigit():
        return _OPTIONS.get(value, value)
    name = header[int(value)].strip() if int(value) < len(header) else ""
    return f"Column {int(value) + 1}, {name}" if name else f"Column {int(value) + 1}"


def _balance_off(facts: dict[str, str]) -> str:
    currency = facts.get("currency", "")
    off = numbers.money(abs(to_minor(Decimal(facts["difference"]), currency)), currency)
    first, last = (numbers.day(date.fromisoformat(facts[end])) for end in ("from", "to"))
    if facts.get("looks") == "doubled":
        on = numbers.day(date.fromisoformat(facts["on"]))
        return f"The balance is off by {off}: the payment of {off} on {on} may stand twice."
    place = " or out of its place" if facts.get("looks") == "unclear" else ""
    what = "statement" if facts.get("looks") == "statement" else "row"
    return f"The balance is off by {off}: a {what} may be missing{place} between {first} and {last}."
