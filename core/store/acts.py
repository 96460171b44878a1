"""What people did: corrections, their undoing, and the rules they made."""

from typing import Any

from sqlalchemy import func, select, update

from core.domain.categories import OwnState, master_of, own_of, place
from core.domain.errors import NotFound
from core.domain.handouts import ActLine, RuleLine
from core.domain.labels import Decider, Direction
from core.store.schema import ActRow, LabelRow, OwnCategoryRow, PartRow, RuleRow, TransactionRow
from core.store.unit import Unit


def add_act(unit: Unit, company_id: int, kind: str, facts: dict[str, Any]) -> int:
    """A new act's id. `facts` may name reach, part_id, category (a place), payee, names and undoes_id."""
    unit.require(company_id)
    undoes_id = facts.get("undoes_id")
    if undoes_id is not None and _act(unit, undoes_id).company_id != company_id:
        raise NotFound(noun="act", id=undoes_id)
    row = ActRow(
        company_id=company_id,
        viewer_id=unit.scope.viewer_id,
        kind=kind,
        reach=str(facts.get("reach", "")),
        part_id=facts.get("part_id"),
        category=master_of(str(facts.get("category", ""))),
        own_category_id=own_of(str(facts.get("category", ""))),
        facts={"payee": str(facts.get("payee", "")), "names": list(facts.get("names", []))},
        rows_changed=0,
        undoes_id=undoes_id,
        at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def set_rows_changed(unit: Unit, act_id: int, rows: int) -> None:
    """How many rows the act changed."""
    _act(unit, act_id).rows_changed = rows


def company_of(unit: Unit, act_id: int) -> tuple[int, str]:
    """Whose act it is, and its kind; raises NotFound outside the scope."""
    row = _act(unit, act_id)
    return row.company_id, row.kind


def payee_of(unit: Unit, act_id: int) -> str:
    """Whose payments the act was about; "" where it was an undoing."""
    return str(_act(unit, act_id).facts.get("payee", ""))


def noted(unit: Unit, act_id: int) -> dict[str, Any]:
    """What was noted on an act, so that undoing can turn it round."""
    return dict(_act(unit, act_id).facts)


def note(unit: Unit, act_id: int, facts: dict[str, Any]) -> None:
    """Note what an act did beside filing rows."""
    act = _act(unit, act_id)
    act.facts = act.facts | facts


def set_place(unit: Unit, act_id: int, category: str) -> None:
    """Where the act filed rows, for one that first had to make the place."""
    act = _act(unit, act_id)
    act.category, act.own_category_id = master_of(category), own_of(category)


def is_undone(unit: Unit, act_id: int) -> bool:
    """Whether a later act took this one back."""
    _act(unit, act_id)
    query = select(func.count()).select_from(ActRow).where(ActRow.undoes_id == act_id)
    return bool(unit.session.scalar(query))


def act_lines(unit: Unit, company_id: int, limit: int = 50) -> list[ActLine]:
    """A company's acts, newest first."""
    unit.require(company_id)
    undone = set(
        unit.session.scalars(
            select(ActRow.undoes_id).where(ActRow.company_id == company_id, ActRow.undoes_id.is_not(None))
        )
    )
    query = select(ActRow).where(ActRow.company_id == company_id).order_by(ActRow.id.desc())
    return [
        ActLine(
            row.id,
            row.at,
            row.kind,
            row.reach,
            str(row.facts.get("payee", "")),
            place(row.category, row.own_category_id),
            row.rows_changed,
            row.id in undone,
            bool(row.facts.get("rules_on")),
            tuple(row.facts.get("names", [])),
        )
        for row in unit.session.scalars(query.limit(limit))
    ]


def corrections_since(unit: Unit, after_act_id: int) -> list[tuple[int, int]]:
    """Corrections in force after this act: (act, rows changed), over all companies in scope."""
    undone = select(ActRow.undoes_id).where(ActRow.undoes_id.is_not(None))
    query = select(ActRow.id, ActRow.rows_changed).where(
        ActRow.kind == "correct",
        ActRow.id > after_act_id,
        ActRow.id.not_in(undone),
        unit.visible(ActRow.company_id),
    )
    return [(act, rows) for act, rows in unit.session.execute(query)]


def add_rule(unit: Unit, act_id: int, payee_key: str, direction: Direction, category: str) -> int:
    """A rule in force from this act on; an earlier rule for the same payee steps back."""
    company_id, _ = company_of(unit, act_id)
    earlier = select(RuleRow.id).where(
        RuleRow.company_id == company_id,
        RuleRow.payee_key == payee_key,
        RuleRow.direction == direction.value,
        RuleRow.in_force,
    )
    row = RuleRow(
        company_id=company_id,
        payee_key=payee_key,
        direction=direction.value,
        category=master_of(category),
        own_category_id=own_of(category),
        act_id=act_id,
        in_force=False,
        made_at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    switch_rules(unit, act_id, on=[row.id], off=list(unit.session.scalars(earlier)))
    return row.id


def switch_rules(unit: Unit, act_id: int, *, on: list[int], off: list[int]) -> None:
    """Put rules in and out of force, noted on the act so that undoing can turn it round."""
    act = _act(unit, act_id)
    for rule_ids, in_force in ((on, True), (off, False)):
        unit.session.execute(
            update(RuleRow)
            .where(RuleRow.company_id == act.company_id, RuleRow.id.in_(rule_ids))
            .values(in_force=in_force)
        )
    act.facts = act.facts | {"rules_on": on, "rules_off": off}


def switched_rules(unit: Unit, act_id: int) -> tuple[list[int], list[int]]:
    """Which rules an act put in force, and which it took out."""
    facts = _act(unit, act_id).facts
    return list(facts.get("rules_on", [])), list(facts.get("rules_off", []))


def rules_moved_on(unit: Unit, act_id: int) -> bool:
    """Whether a rule that the act put in or out of force stands otherwise by now."""
    on, off = switched_rules(unit, act_id)
    moved = (RuleRow.id.in_(on) & ~RuleRow.in_force) | (RuleRow.id.in_(off) & RuleRow.in_force)
    return bool(unit.session.scalar(select(func.count()).select_from(RuleRow).where(moved)))


def rules(unit: Unit, company_id: int) -> dict[tuple[str, str], str]:
    """The rules in force: (payee_key, direction) -> place, a master category where its own is archived."""
    unit.require(company_id)
    offered = (OwnCategoryRow.id == RuleRow.own_category_id) & (OwnCategoryRow.state == OwnState.IN_USE.value)
    query = (
        select(RuleRow.payee_key, RuleRow.direction, RuleRow.category, OwnCategoryRow.id)
        .outerjoin(OwnCategoryRow, offered)
        .where(RuleRow.company_id == company_id, RuleRow.in_force)
    )
    return {(payee, side): place(category, own) for payee, side, category, own in unit.session.execute(query)}


def rules_under(unit: Unit, own_category_id: int) -> list[tuple[str, Direction]]:
    """The rules in force that name this sub-category: payee key and direction."""
    query = select(RuleRow.payee_key, RuleRow.direction).where(
        RuleRow.own_category_id == own_category_id, RuleRow.in_force, unit.visible(RuleRow.company_id)
    )
    return [(payee, Direction(way)) for payee, way in unit.session.execute(query)]


def rule(unit: Unit, rule_id: int) -> tuple[int, str, Direction, str, bool]:
    """Company, payee key, direction, category and whether in force of one rule."""
    row = unit.session.get(RuleRow, rule_id)
    if row is None or not unit.scope.sees(row.company_id):
        raise NotFound(noun="rule", id=rule_id)
    filed = place(row.category, row.own_category_id)
    return row.company_id, row.payee_key, Direction(row.direction), filed, row.in_force


def rule_lines(unit: Unit, company_id: int) -> list[RuleLine]:
    """A company's rules with what they cover and what a person filed elsewhere."""
    unit.require(company_id)
    other = (RuleRow.own_category_id.is_not(None)) & (
        func.coalesce(LabelRow.own_category_id, 0) != RuleRow.own_category_id
    )
    elsewhere = (LabelRow.decider == Decider.YOU.value) & ((LabelRow.category != RuleRow.category) | other)
    query = (
        select(RuleRow, func.count(PartRow.id), func.count(PartRow.id).filter(elsewhere))
        .outerjoin(
            TransactionRow,
            (TransactionRow.company_id == RuleRow.company_id)
            & (TransactionRow.payee_key == RuleRow.payee_key)
            & (TransactionRow.direction == RuleRow.direction)
            & TransactionRow.in_force,
        )
        .outerjoin(PartRow, PartRow.transaction_id == TransactionRow.id)
        .outerjoin(LabelRow, LabelRow.id == PartRow.label_id)
        .where(RuleRow.company_id == company_id)
        .group_by(RuleRow.id)
        .order_by(RuleRow.id.desc())
    )
    return [
        RuleLine(
            row.id,
            row.payee_key,
            Direction(row.direction),
            place(row.category, row.own_category_id),
            row.in_force,
            covers,
            conflicts,
            row.made_at,
        )
        for row, covers, conflicts in unit.session.execute(query)
    ]


def _act(unit: Unit, act_id: int) -> ActRow:
    row = unit.session.get(ActRow, act_id)
    if row is None or not unit.scope.sees(row.company_id):
        raise NotFound(noun="act", id=act_id)
    return row
