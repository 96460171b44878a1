"""Whose file it is, and whose account each of its statements belongs to."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from core.domain.bank_file import Reading, Row, Statement
from core.domain.company import Account, AccountKind, BalanceAnchor
from core.domain.errors import AnswersMissing, CompaniesMixed
from core.domain.handouts import Answers
from core.importers.balance import anchor as anchor_of
from core.importers.balance import booked
from core.store import people
from core.store.unit import Unit


def of_one_account(reading: Reading) -> bool:
    """Whether one balance said by the owner can only mean one account."""
    return len({(each.account_number, each.currency) for each in reading.statements}) == 1


def known_account(unit: Unit, statement: Statement, company_id: int | None = None) -> Account | None:
    """The account with the statement's number, where exactly one has it: in scope, or of a company."""
    found = people.account_by_number(unit, statement.account_number, statement.currency)
    found = [each for each in found if company_id in (None, each.company_id)]
    return found[0] if len(found) == 1 else None


def owner_of(unit: Unit, reading: Reading) -> int | None:
    """The company that the file's known accounts belong to; raises CompaniesMixed where it is not one."""
    known = (known_account(unit, statement) for statement in reading.statements)
    owners = list(dict.fromkeys(account.company_id for account in known if account))
    if len(owners) > 1:
        names = ", ".join(people.company(unit, each).name for each in owners)
        raise CompaniesMixed(companies=names)
    return owners[0] if owners else None


def company_said(unit: Unit, reading: Reading, answers: Answers) -> int | None:
    """Whose file it is, as far as it is known: the answered company, else that of a known account."""
    owner = owner_of(unit, reading)
    return owner if answers.company_id is None else people.company(unit, answers.company_id).id


def company_of(unit: Unit, reading: Reading, answers: Answers) -> int:
    """Whose file it is: a known company, else one of the answered name, which is made if it is not there."""
    known = company_said(unit, reading, answers)
    if known is not None:
        return known
    if not answers.company_name.strip():
        raise AnswersMissing(keys="company")
    name = answers.company_name.strip()
    same = [each.id for each in people.companies(unit) if each.name.casefold() == name.casefold()]
    if len(same) == 1:
        return same[0]
    return people.add_company(unit, name, answers.nace.strip(), answers.employees, is_demo=answers.is_demo)


def may_be_of(account: Account, statement: Statement) -> bool:
    """Whether a statement may be of this account: one of the two has no number, the currencies agree."""
    open_number = not (account.number and statement.account_number)
    return open_number and statement.currency in ("", account.currency)


def accounts_of(
    unit: Unit, company_id: int, statements: Sequence[Statement], answers: Answers
) -> list[Account]:
    """The account of each statement of a file; those that are not there yet are made, each once.

    A name that was answered is that of the file's one account, else of the one that the file leaves unnamed.
    """
    told = {told_as(each): each for each in statements}
    found: dict[tuple[str, str, str], Account] = {}
    for key, each in told.items():
        named = len(told) > 1 and (each.account_number or each.account_name)
        given = replace(answers, account_name="") if named else answers
        found[key] = _account_of(unit, company_id, each, given)
    return [found[told_as(each)] for each in statements]


def told_as(statement: Statement) -> tuple[str, str, str]:
    """What a file tells two accounts apart by: number, currency and name."""
    return statement.account_number, statement.currency, statement.account_name


def likely_name(statement: Statement, others: Sequence[Account] = ()) -> str:
    """What its account may be called: a name that none of the others has."""
    return _free(_account_name(statement, Answers()), {each.name for each in others})


def _account_of(unit: Unit, company_id: int, statement: Statement, answers: Answers) -> Account:
    """The account a statement belongs to: known by its number, the owner's answer or its name, else new.

    Where the file names no number, the answered account is meant, whether it has one or not; where its
    number is new, an answered account without one is meant, and takes it on.
    """
    mine = people.accounts(unit, company_id)
    number = statement.account_number
    unnamed = [each for each in mine if each.id == answers.account_id and may_be_of(each, statement)]
    if unnamed and number and not known_account(unit, statement, company_id):
        people.set_number(unit, company_id, unnamed[0].id, number)
        return replace(unnamed[0], number=number)
    answered = [each for each in mine if (each.number == number if number else each.id == answers.account_id)]
    spoken_of = {each.currency for each in answered}
    currency = statement.currency or (spoken_of.pop() if len(spoken_of) == 1 else answers.currency)
    if not currency:
        raise AnswersMissing(keys="currency")
    name = _account_name(statement, answers)
    found = [each for each in answered if each.currency == currency]
    if not number and not found and answers.account_id is None:
        found = _of_that_name([each for each in mine if each.currency == currency], name, answers)
    if found:
        return found[0]
    name = _free(name, {each.name for each in mine}, f"{name} {currency}")
    kind = AccountKind(answers.account_kind or statement.account_kind)
    account_id = people.add_account(unit, company_id, name, number, currency, kind)
    return Account(account_id, company_id, name, number, currency, kind)


def _of_that_name(mine: Sequence[Account], name: str, answers: Answers) -> list[Account]:
    """The accounts of one currency that a file without a number means by a name."""
    unnumbered = [each for each in mine if not each.number and each.name in (name, f"{name} {each.currency}")]
    return [each for each in mine if each.name == answers.account_name] or unnumbered


def anchor(statement: Statement, rows: Sequence[Row], answers: Answers) -> BalanceAnchor | None:
    """A balance to count from: the file's own, else what the owner says stood there on its last day."""
    found = anchor_of(statement, rows)
    if found is not None:
        return BalanceAnchor(found.on, found.minor, "file")
    days = [row.booked_on for row in booked(rows)]
    if answers.balance_minor is None or not days:
        return None
    return BalanceAnchor(max(days), answers.balance_minor, "owner")


def _account_name(statement: Statement, answers: Answers) -> str:
    name = answers.account_name.strip() or statement.account_name
    if name:
        return name
    ending = f" {statement.account_number[-4:]}" if statement.account_number else ""
    kind = answers.account_kind or statement.account_kind
    return f"{kind.capitalize()} account{ending}"


def _free(name: str, taken: AbstractSet[str], *instead: str) -> str:
    """The name, what is taken instead where another account has it, or else the name with a number."""
    numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *instead, *numbered) if each not in taken)
