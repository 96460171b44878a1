"""Companies and accounts in the store."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import aliased

from core.domain.company import Account, AccountKind, BalanceAnchor, Company
from core.domain.errors import NotFound
from core.store.schema import AccountRow, CompanyRow, Dismissal, TransactionRow
from core.store.unit import Unit


def companies(unit: Unit) -> list[Company]:
    """Every company in scope, by name; demo companies last."""
    query = select(CompanyRow).where(unit.visible(CompanyRow.id))
    rows = unit.session.scalars(query.order_by(CompanyRow.is_demo, CompanyRow.name, CompanyRow.id))
    return [_company(row) for row in rows]


def to_learn_from(unit: Unit) -> list[Company]:
    """The companies whose rows teach models: invented ones only while there is no other."""
    listed = companies(unit)
    return [each for each in listed if not each.is_demo] or listed


def company(unit: Unit, company_id: int) -> Company:
    """One company; raises NotFound outside the scope."""
    return _company(_row(unit, company_id))


def add_company(unit: Unit, name: str, nace: str, employees: int | None, *, is_demo: bool) -> int:
    """A new company's id. Only a viewer who sees all may add one."""
    unit.require_all("company", name)
    row = CompanyRow(name=name, nace=nace, employees=employees, is_demo=is_demo, created_at=unit.now)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def limit_minor(unit: Unit, company_id: int) -> int:
    """The balance this company does not want to fall below, minor units of its main currency."""
    return _row(unit, company_id).limit_minor


def set_limit(unit: Unit, company_id: int, minor: int) -> None:
    """Change that limit."""
    _row(unit, company_id).limit_minor = minor
    touch(unit, company_id)


def right_of_100(unit: Unit, company_id: int) -> int:
    """How often, of 100, what files itself is to be right."""
    return _row(unit, company_id).right_of_100


def set_right_of_100(unit: Unit, company_id: int, target: int) -> None:
    """Change that."""
    _row(unit, company_id).right_of_100 = target
    touch(unit, company_id)


def stamp(unit: Unit, company_id: int) -> str:
    """A mark that is another one after every change to this company's data.

    A database gives the number of a removed company to the next one; the mark tells the two apart.
    """
    row = _row(unit, company_id)
    return f"{row.created_at.isoformat()}/{row.stamp}"


def touch(unit: Unit, company_id: int) -> None:
    """Tell every cache that this company's data changed."""
    unit.require(company_id)
    unit.session.execute(
        update(CompanyRow).where(CompanyRow.id == company_id).values(stamp=CompanyRow.stamp + 1)
    )


def touch_all(unit: Unit) -> None:
    """The same for every company: another model serves, or more is known of it."""
    unit.require_all("company", "every")
    unit.session.execute(update(CompanyRow).values(stamp=CompanyRow.stamp + 1))


def accounts(unit: Unit, company_id: int) -> list[Account]:
    """A company's accounts in the order they came in."""
    unit.require(company_id)
    query = select(AccountRow).where(AccountRow.company_id == company_id).order_by(AccountRow.id)
    return [_account(row) for row in unit.session.scalars(query)]


def account_by_number(unit: Unit, number: str, currency: str) -> list[Account]:
    """Accounts in scope with this IBAN or bank number; several where two companies share one.

    With no currency, those of any.
    """
    if not number:
        return []
    query = select(AccountRow).where(AccountRow.number == number, unit.visible(AccountRow.company_id))
    if currency:
        query = query.where(AccountRow.currency == currency)
    return [_account(row) for row in unit.session.scalars(query.order_by(AccountRow.id))]


def require_accounts(unit: Unit, company_id: int, account_ids: Iterable[int]) -> None:
    """Refuse accounts that are not this company's."""
    unit.require(company_id)
    query = select(AccountRow.id).where(AccountRow.company_id == company_id)
    for stranger in set(account_ids) - set(unit.session.scalars(query)):
        raise NotFound(noun="account", id=stranger)


def add_account(unit: Unit, company_id: int, name: str, number: str, currency: str, kind: AccountKind) -> int:
    """A new account's id."""
    unit.require(company_id)
    row = AccountRow(company_id=company_id, name=name, number=number, currency=currency, kind=kind.value)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def set_number(unit: Unit, company_id: int, account_id: int, number: str) -> None:
    """An account that was known by its name alone gets the number a file gave for it."""
    unit.require(company_id)
    unit.session.execute(
        update(AccountRow)
        .where(AccountRow.id == account_id, AccountRow.company_id == company_id, AccountRow.number == "")
        .values(number=number)
    )


def forget_number(unit: Unit, company_id: int, account_id: int) -> None:
    """An account is known by its name alone again, unless another one is by the same name."""
    unit.require(company_id)
    other = aliased(AccountRow)
    same = select(other.id).where(
        other.company_id == company_id,
        other.name == AccountRow.name,
        other.currency == AccountRow.currency,
        other.number == "",
    )
    unit.session.execute(
        update(AccountRow)
        .where(AccountRow.id == account_id, AccountRow.company_id == company_id, ~same.exists())
        .values(number="")
        .execution_options(synchronize_session=False)
    )


def set_anchor(unit: Unit, company_id: int, account_id: int, anchor: BalanceAnchor | None) -> None:
    """Vouch for a balance of one account, or take that back."""
    unit.require(company_id)
    unit.session.execute(
        update(AccountRow)
        .where(AccountRow.id == account_id, AccountRow.company_id == company_id)
        .values(
            anchor_on=anchor.on if anchor else None,
            anchor_minor=anchor.minor if anchor else None,
            anchor_source=anchor.source if anchor else None,
        )
    )


def data_until(unit: Unit, company_id: int) -> date | None:
    """The last day this company's data cover; None where it has no rows."""
    return _edge(unit, company_id, last=True)


def data_from(unit: Unit, company_id: int) -> date | None:
    """The first day this company's data cover; None where it has no rows."""
    return _edge(unit, company_id, last=False)


def dismiss(unit: Unit, company_id: int, fact_key: str) -> None:
    """Put a thing to know away for good."""
    unit.require(company_id)
    unit.session.merge(
        Dismissal(company_id=company_id, fact_key=fact_key, viewer_id=unit.scope.viewer_id, at=unit.now)
    )
    touch(unit, company_id)


def dismissed(unit: Unit, company_id: int) -> set[str]:
    """The keys of what was put away."""
    unit.require(company_id)
    query = select(Dismissal.fact_key).where(Dismissal.company_id == company_id)
    return set(unit.session.scalars(query))


def forget_dismissals(unit: Unit, company_id: int) -> None:
    """Drop what was put away, when the company itself goes."""
    unit.require(company_id)
    unit.session.execute(delete(Dismissal).where(Dismissal.company_id == company_id))


def _edge(unit: Unit, company_id: int, *, last: bool) -> date | None:
    unit.require(company_id)
    edge = func.max if last else func.min
    query = select(edge(TransactionRow.booked_on)).where(
        TransactionRow.company_id == company_id, TransactionRow.in_force
    )
    found: date | None = unit.session.scalar(query)
    return found


def _row(unit: Unit, company_id: int) -> CompanyRow:
    unit.require(company_id)
    row = unit.session.get(CompanyRow, company_id)
    if row is None:
        raise NotFound(noun="company", id=company_id)
    return row


def _company(row: CompanyRow) -> Company:
    return Company(row.id, row.name, row.nace, row.employees, row.is_demo)


def _account(row: AccountRow) -> Account:
    anchor = None
    if row.anchor_on is not None and row.anchor_minor is not None:
        anchor = BalanceAnchor(row.anchor_on, row.anchor_minor, row.anchor_source or "")
    return Account(row.id, row.company_id, row.name, row.number, row.currency, AccountKind(row.kind), anchor)
