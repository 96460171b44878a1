"""Small houses with a few payments in them, for the tests of core and of the store."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core import flow
from core.domain.handouts import Answers, Imported
from core.domain.labels import Correction, Reach, RowFilter
from core.flow import House
from core.importers.bursar_csv import COLUMNS
from core.settings import Settings
from core.store import reads
from core.store.schema import (
    AccountRow,
    Base,
    LabelRow,
    OwnCategoryRow,
    PartRow,
    RuleRow,
    SameSaid,
    TransactionRow,
)

TODAY = date(2026, 5, 12)
CURRENT = "DE02120300000000202051"
SAVINGS = "DE02500105170137075030"
EMPTY: dict[str, str] = dict.fromkeys(COLUMNS, "")
ALL = RowFilter()

Filed = tuple[str, str, str, str]
"""Payee, category, decider, status."""


def open_at(home: Path, shipped: Path | None = None) -> House:
    """An open house on an empty home; `shipped` names a folder of other models, or of none."""
    models = {} if shipped is None else {"shipped": shipped}
    return flow.open_house(Settings(home=home, today=TODAY, **models))


def paid(booked_on: str, amount: str, counterparty: str = "", **more: str) -> dict[str, str]:
    """One line of a Bursar bank CSV: euros of the current account unless `more` says otherwise."""
    plain = {"booked_on": booked_on, "amount": amount, "currency": "EUR", "account": CURRENT}
    return EMPTY | plain | {"counterparty": counterparty} | more


def bank_csv(*lines: dict[str, str]) -> bytes:
    """The file a bank would hand out."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()


def bring(house: House, *lines: dict[str, str], name: str = "Cafe Sole", **answers: Any) -> Imported:
    """These lines, brought in for one company by the person who looks."""
    given = Answers(**({"company_name": name} | answers))
    return flow.bring_in(house, house.scope("local"), "may.csv", bank_csv(*lines), given)


def filed(house: House, company_id: int) -> list[Filed]:
    """How every row in force stands, in the order in which they came in."""
    with house.look(house.scope("system")) as unit:
        parts = sorted(part[0] for part in reads.parts(unit, company_id, ALL))
        lines = [reads.line(unit, part) for part in parts]
    return [(line.payee, line.category, line.decider.value, line.status.value) for line in lines]


def parts_of(house: House, company_id: int, payee: str) -> list[int]:
    """The parts whose payee is written so, in the order in which they came in."""
    with house.look(house.scope("system")) as unit:
        page = reads.page(unit, company_id, RowFilter(search=payee), 1, 1000)
    return sorted(line.part_id for line in page.rows if line.payee == payee)


def correction(company_id: int, part_id: int, category: str, **more: Any) -> Correction:
    """The owner's answer for one row, unless `more` names a wider reach."""
    return Correction(company_id, part_id, category, **({"reach": Reach.ROW} | more))


def in_force(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """What counts now: rows with their label, rules, own categories, accounts with number and anchor, words.

    History is left out.
    """
    rows = (
        select(TransactionRow.id, TransactionRow.amount_minor, PartRow.id, *LabelRow.__table__.columns)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .outerjoin(LabelRow, LabelRow.id == PartRow.label_id)
        .where(TransactionRow.in_force)
        .order_by(PartRow.id)
    )
    rules = select(
        RuleRow.company_id, RuleRow.payee_key, RuleRow.direction, RuleRow.category, RuleRow.own_category_id
    )
    own = select(OwnCategoryRow.id, OwnCategoryRow.parent, OwnCategoryRow.name, OwnCategoryRow.state)
    own = own.where(OwnCategoryRow.state.in_(["in_use", "archived"])).order_by(OwnCategoryRow.id)
    anchor = (AccountRow.anchor_on, AccountRow.anchor_minor, AccountRow.anchor_source)
    accounts = select(AccountRow.id, AccountRow.number, *anchor)
    said = select(SameSaid.row_id, SameSaid.other_id, SameSaid.one).where(SameSaid.in_force)
    asked = {
        "rows": rows,
        "rules": rules.where(RuleRow.in_force),
        "own": own,
        "accounts": accounts,
        "said": said.order_by(SameSaid.id),
    }
    with house.look(house.scope("system")) as unit:
        return {
            name: [tuple(map(repr, row)) for row in unit.session.execute(query)]
            for name, query in asked.items()
        }


def everything(house: House) -> dict[str, list[tuple[str, ...]]]:
    """Every row of every table."""
    with house.look(house.scope("system")) as unit:
        return {
            table.name: sorted(tuple(map(repr, row)) for row in unit.session.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }
