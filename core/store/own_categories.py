"""A company's own sub-categories: made, renamed, put away; every change noted on the act behind it."""

from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, select

from core.domain.categories import OwnCategory, OwnState
from core.domain.errors import NotFound
from core.domain.handouts import OwnLine
from core.store import acts
from core.store.schema import LabelRow, OwnCategoryRow, PartRow, RuleRow, TransactionRow
from core.store.unit import Unit

_NOTED = "own"
_HOLDS_ITS_NAME = (OwnState.IN_USE.value, OwnState.ARCHIVED.value)


def place_of(row: type[LabelRow]) -> ColumnElement[str]:
    """Where a label files its row, as the database writes a place."""
    below = row.category + "/" + cast(row.own_category_id, String)
    return case((row.own_category_id.is_(None), row.category), else_=below)


def make(unit: Unit, act_id: int, parent: str, name: str) -> OwnCategory:
    """A new sub-category of the act's company, in use from this act on."""
    company_id, _ = acts.company_of(unit, act_id)
    row = OwnCategoryRow(
        company_id=company_id, parent=parent, name=name, state=OwnState.UNDONE.value, made_at=unit.now
    )
    unit.session.add(row)
    unit.session.flush()
    return change(unit, act_id, row.id, {"state": OwnState.IN_USE.value})


def change(unit: Unit, act_id: int, own_category_id: int, after: dict[str, Any]) -> OwnCategory:
    """Give it what `after` says of name, state and merged_into_id, noted on the act to be undone."""
    company_id, _ = acts.company_of(unit, act_id)
    row = _row(unit, own_category_id)
    if row.company_id != company_id:
        raise NotFound(noun="own_category", id=own_category_id)
    before = {key: getattr(row, key) for key in after}
    for key, value in after.items():
        setattr(row, key, value)
    unit.session.flush()
    noted = {"id": own_category_id, "before": before, "after": after}
    acts.note(unit, act_id, {_NOTED: [*_noted(unit, act_id), noted]})
    return _own(row)


def change_back(unit: Unit, act_id: int, undoing_id: int) -> list[OwnCategory]:
    """Give what an act changed back its name and state, as another act; returns how it stands then."""
    return [change(unit, undoing_id, each["id"], each["before"]) for each in reversed(_noted(unit, act_id))]


def moved_on(unit: Unit, act_id: int) -> bool:
    """Whether something stands on what an act did, or would not fit what it leaves when undone.

    That is a later change of the same sub-category, a name that another one carries by now, rows and
    rules filed under one that would be gone, or rows and rules that would go back under one that is.
    """
    company_id, _ = acts.company_of(unit, act_id)
    noted = _noted(unit, act_id)
    mine = {each["id"] for each in noted}
    for each in noted:
        row = _row(unit, each["id"])
        if any(getattr(row, key) != value for key, value in each["after"].items()):
            return True
        back = {"name": row.name, "state": row.state} | each["before"]
        if back["state"] in _HOLDS_ITS_NAME and _is_taken(unit, company_id, back["name"], but=row.id):
            return True
        if back["state"] == OwnState.UNDONE.value and _others_stand_on(unit, each["id"], act_id):
            return True
    return _goes_back_under_a_gone_one(unit, company_id, act_id, mine)


def own_categories(unit: Unit, company_id: int) -> list[OwnCategory]:
    """Every sub-category a company has or had, by name."""
    unit.require(company_id)
    query = select(OwnCategoryRow).where(OwnCategoryRow.company_id == company_id)
    found = [_own(row) for row in unit.session.scalars(query)]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def one(unit: Unit, own_category_id: int) -> tuple[int, OwnCategory]:
    """One sub-category and the company whose it is; raises NotFound outside the scope."""
    row = _row(unit, own_category_id)
    return row.company_id, _own(row)


def lines(unit: Unit, company_id: int) -> list[OwnLine]:
    """The sub-categories that can be filed under, or could again, with what hangs on them."""
    unit.require(company_id)
    rows = (
        select(LabelRow.own_category_id, func.count())
        .join(PartRow, PartRow.label_id == LabelRow.id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(TransactionRow.company_id == company_id, TransactionRow.in_force)
        .where(LabelRow.own_category_id.is_not(None))
        .group_by(LabelRow.own_category_id)
    )
    rules = (
        select(RuleRow.own_category_id, func.count())
        .where(RuleRow.company_id == company_id, RuleRow.in_force, RuleRow.own_category_id.is_not(None))
        .group_by(RuleRow.own_category_id)
    )
    filed = {int(own or 0): count for own, count in unit.session.execute(rows)}
    ruled = {int(own or 0): count for own, count in unit.session.execute(rules)}
    return [
        OwnLine(each, filed.get(each.id, 0), ruled.get(each.id, 0))
        for each in own_categories(unit, company_id)
        if each.state.value in _HOLDS_ITS_NAME
    ]


def _is_taken(unit: Unit, company_id: int, name: str, but: int) -> bool:
    return any(
        each.id != but and each.state.value in _HOLDS_ITS_NAME and each.name.casefold() == name.casefold()
        for each in own_categories(unit, company_id)
    )


def _others_stand_on(unit: Unit, own_category_id: int, act_id: int) -> bool:
    """Whether another act's rows or rules are filed under it; what a machine filed is no obstacle."""
    rows = (
        select(func.count())
        .select_from(PartRow)
        .join(LabelRow, LabelRow.id == PartRow.label_id)
        .where(LabelRow.own_category_id == own_category_id, LabelRow.act_id != act_id)
    )
    rules = select(func.count()).where(
        RuleRow.own_category_id == own_category_id, RuleRow.in_force, RuleRow.act_id != act_id
    )
    return any(unit.session.scalar(query) for query in (rows, rules))


def _goes_back_under_a_gone_one(unit: Unit, company_id: int, act_id: int, mine: set[int]) -> bool:
    """Whether labels or rules of before the act name a sub-category that another act took away."""
    after, before = LabelRow.__table__.alias(), LabelRow.__table__.alias()
    _, off = acts.switched_rules(unit, act_id)
    gone = select(OwnCategoryRow.id).where(
        OwnCategoryRow.company_id == company_id,
        OwnCategoryRow.state.not_in(_HOLDS_ITS_NAME),
        OwnCategoryRow.id.not_in(mine),
    )
    rows = (
        select(func.count())
        .select_from(after.join(before, before.c.id == after.c.before_id))
        .where(after.c.act_id == act_id, before.c.own_category_id.in_(gone))
    )
    rules = select(func.count()).where(RuleRow.id.in_(off), RuleRow.own_category_id.in_(gone))
    return any(unit.session.scalar(query) for query in (rows, rules))


def _noted(unit: Unit, act_id: int) -> list[dict[str, Any]]:
    return list(acts.noted(unit, act_id).get(_NOTED, []))


def _row(unit: Unit, own_category_id: int) -> OwnCategoryRow:
    row = unit.session.get(OwnCategoryRow, own_category_id)
    if row is None or not unit.scope.sees(row.company_id):
        raise NotFound(noun="own_category", id=own_category_id)
    return row


def _own(row: OwnCategoryRow) -> OwnCategory:
    return OwnCategory(row.id, row.parent, row.name, OwnState(row.state))
