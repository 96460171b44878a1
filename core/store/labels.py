"""Labels: written once, pointed at by the part they are in force on."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd
from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import aliased

from core.domain.categories import master_of, own_of, place
from core.domain.errors import NotFound
from core.domain.handouts import HistoryLine
from core.domain.labels import Decider, Guess, Label, Reach, Reason, Status
from core.store.own_categories import place_of
from core.store.schema import ActRow, LabelRow, PartRow, TransactionRow
from core.store.unit import Unit

RULE_DECIDERS = (Decider.OWN_TRANSFER.value, Decider.TYPE_CODE.value, Decider.OWNER_RULE.value)


def put(unit: Unit, labels: Sequence[Label], act_id: int | None = None, *, over_rules: bool = True) -> int:
    """Put labels in force and return how many; a machine's never takes the place of a person's.

    `act_id` names the person's act behind them, None for a machine. A learner, whose answers are some
    seconds old, comes with `over_rules` False: what a rule decided meanwhile stays too.
    """
    if not labels:
        return 0
    mark = unit.session.scalar(select(func.coalesce(func.max(LabelRow.id), 0))) or 0
    before = _in_force(unit, [label.part_id for label in labels])
    kept = {Decider.YOU.value} if over_rules else {Decider.YOU.value, *RULE_DECIDERS}
    values = [
        _values(label) | {"act_id": act_id, "before_id": before[label.part_id][0], "at": unit.now}
        for label in labels
        if label.part_id in before and (act_id is not None or before[label.part_id][1] not in kept)
    ]
    if not values:
        return 0
    unit.session.execute(insert(LabelRow), values)
    newest = (
        select(func.max(LabelRow.id))
        .where(LabelRow.part_id == PartRow.id, LabelRow.id > mark)
        .correlate(PartRow)
        .scalar_subquery()
    )
    fresh = select(LabelRow.part_id).where(LabelRow.id > mark)
    unit.session.execute(
        update(PartRow)
        .where(PartRow.id.in_(fresh))
        .values(label_id=newest)
        .execution_options(synchronize_session=False)
    )
    return len(values)


def in_force(unit: Unit, part_id: int) -> Label:
    """The label a part has now; raises NotFound outside the scope."""
    query = _scoped(unit, select(LabelRow)).where(PartRow.id == part_id)
    row = unit.session.scalar(query)
    if row is None:
        raise NotFound(noun="row", id=part_id)
    return label_of(row)


def history(unit: Unit, part_id: int) -> list[HistoryLine]:
    """Every label a part has had, newest first."""
    current = unit.session.scalar(_scoped(unit, select(PartRow.label_id)).where(PartRow.id == part_id))
    if current is None:
        return []
    rows = unit.session.scalars(
        select(LabelRow).where(LabelRow.part_id == part_id).order_by(LabelRow.id.desc())
    )
    return [
        HistoryLine(
            row.at,
            place(row.category, row.own_category_id),
            Decider(row.decider),
            Status(row.status),
            row.id == current,
        )
        for row in rows
    ]


def of_act(unit: Unit, company_id: int, act_id: int) -> list[tuple[int, int, int | None]]:
    """Labels an act put: (part, label, label in force now where that is of some act)."""
    now = aliased(LabelRow)
    query = (
        select(LabelRow.part_id, LabelRow.id, now.id)
        .join(PartRow, PartRow.id == LabelRow.part_id)
        .outerjoin(now, (now.id == PartRow.label_id) & now.act_id.is_not(None))
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(LabelRow.act_id == act_id, TransactionRow.company_id == company_id)
        .where(unit.visible(TransactionRow.company_id))
    )
    return [(part, label, now) for part, label, now in unit.session.execute(query)]


def put_back(unit: Unit, company_id: int, act_id: int) -> int:
    """Put back in force what stood before an act's labels; returns how many rows changed."""
    unit.require(company_id)
    before = (
        select(LabelRow.before_id).where(LabelRow.id == PartRow.label_id).correlate(PartRow).scalar_subquery()
    )
    mine = (
        select(LabelRow.id)
        .join(ActRow, ActRow.id == LabelRow.act_id)
        .where(LabelRow.act_id == act_id, ActRow.company_id == company_id)
    )
    done: Any = unit.session.execute(
        update(PartRow)
        .where(PartRow.label_id.in_(mine))
        .values(label_id=before)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)


def take_back(unit: Unit, label_ids: Collection[int]) -> None:
    """Put back in force what stood before these labels, wherever one of them is."""
    query = select(PartRow).join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
    query = query.where(PartRow.label_id.in_(label_ids), unit.visible(TransactionRow.company_id))
    for part in unit.session.scalars(query.execution_options(populate_existing=True)):
        while part.label_id is not None and part.label_id in label_ids:
            part.label_id = unit.session.get_one(LabelRow, part.label_id).before_id


def stands_on(unit: Unit, label_id: int, earlier: Collection[int]) -> bool:
    """Whether a label took the place of one of these, at once or over others."""
    query = (
        select(LabelRow)
        .join(PartRow, PartRow.id == LabelRow.part_id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(LabelRow.id == label_id, unit.visible(TransactionRow.company_id))
    )
    label = unit.session.scalar(query)
    while label is not None and label.before_id is not None:
        if label.before_id in earlier:
            return True
        label = unit.session.get(LabelRow, label.before_id)
    return False


def filed_over(unit: Unit, label_ids: Collection[int]) -> bool:
    """Whether a person has filed a part anew that one of these labels filed."""
    parts = select(LabelRow.part_id).where(LabelRow.id.in_(label_ids))
    now = select(PartRow.label_id).where(PartRow.id.in_(parts), PartRow.label_id.not_in(label_ids))
    return any(stands_on(unit, each, label_ids) for each in unit.session.scalars(now) if each is not None)


def by_people_frame(unit: Unit, company_id: int | None) -> pd.DataFrame:
    """Rows in force that a person filed, oldest filing first.

    Columns: part_id, company, account, payee_key, direction, category, place, act_id, at, reach.
    Reach is how far the person's word went, "always" where it was made a rule.

    `company_id` None takes every company in scope.
    """
    columns = {
        "part_id": PartRow.id,
        "company": TransactionRow.company_id,
        "account": TransactionRow.account_id,
        "payee_key": TransactionRow.payee_key,
        "direction": TransactionRow.direction,
        "category": LabelRow.category,
        "place": place_of(LabelRow),
        "act_id": LabelRow.act_id,
        "at": LabelRow.at,
        "reach": LabelRow.reasons,
    }
    query = _scoped(unit, select(*columns.values())).where(LabelRow.decider == Decider.YOU.value)
    if company_id is not None:
        query = query.where(TransactionRow.company_id == company_id)
    found = unit.session.execute(query.order_by(LabelRow.id)).all()
    filed = pd.DataFrame(found, columns=list(columns))
    filed["reach"] = [reasons[0]["value"] if reasons else "" for reasons in filed["reach"]]
    return filed


def under(unit: Unit, own_category_id: int) -> list[Label]:
    """The labels that file rows under one of a company's own sub-categories, of undone files too."""
    query = (
        select(LabelRow)
        .join(PartRow, PartRow.label_id == LabelRow.id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(LabelRow.own_category_id == own_category_id, unit.visible(TransactionRow.company_id))
        .order_by(LabelRow.id)
    )
    return [label_of(row) for row in unit.session.scalars(query)]


def filed_singly(unit: Unit, company_id: int) -> set[int]:
    """Parts that a person filed one by one: what they said stays when a whole payee moves.

    A merge of sub-categories writes such a label anew, so its reason tells where its act does not.
    """
    unit.require(company_id)
    query = (
        select(LabelRow.part_id, ActRow.kind, ActRow.reach, LabelRow.reasons)
        .join(PartRow, PartRow.label_id == LabelRow.id)
        .join(ActRow, ActRow.id == LabelRow.act_id)
        .where(ActRow.company_id == company_id, LabelRow.decider == Decider.YOU.value)
        .where((ActRow.kind == "merge_own") | (ActRow.reach == Reach.ROW.value))
    )
    return {
        part
        for part, kind, reach, reasons in unit.session.execute(query)
        if kind != "merge_own" or any(each.value == Reach.ROW.value for each in reasons_of(reasons))
    }


def label_of(row: LabelRow) -> Label:
    """A stored label as the noun it is."""
    return Label(
        part_id=row.part_id,
        category=place(row.category, row.own_category_id),
        decider=Decider(row.decider),
        status=Status(row.status),
        probability=row.probability,
        reasons=reasons_of(row.reasons),
        guesses=tuple(Guess(**guess) for guess in row.guesses),
        model_version_id=row.model_version_id,
    )


def reasons_of(stored: Iterable[dict[str, Any]]) -> tuple[Reason, ...]:
    """Stored reasons as the nouns they are."""
    return tuple(Reason(**reason) for reason in stored)


def _scoped(unit: Unit, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(PartRow)
        .join(LabelRow, LabelRow.id == PartRow.label_id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(TransactionRow.in_force, unit.visible(TransactionRow.company_id))
    )


def _in_force(unit: Unit, part_ids: list[int]) -> dict[int, tuple[int | None, str | None]]:
    found: dict[int, tuple[int | None, str | None]] = {}
    for start in range(0, len(part_ids), 20_000):
        query = (
            select(PartRow.id, PartRow.label_id, LabelRow.decider)
            .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
            .outerjoin(LabelRow, LabelRow.id == PartRow.label_id)
            .where(PartRow.id.in_(part_ids[start : start + 20_000]))
            .where(unit.visible(TransactionRow.company_id))
        )
        found |= {part: (label, decider) for part, label, decider in unit.session.execute(query)}
    return found


def _values(label: Label) -> dict[str, Any]:
    return {
        "part_id": label.part_id,
        "category": master_of(label.category),
        "own_category_id": own_of(label.category),
        "decider": label.decider.value,
        "status": label.status.value,
        "probability": label.probability,
        "reasons": [asdict(reason) for reason in label.reasons],
        "guesses": [asdict(guess) for guess in label.guesses],
        "model_version_id": label.model_version_id,
    }
