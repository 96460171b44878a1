"""Layouts of a company's bank files: answered once, remembered by header, forgotten on demand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select

from core.domain.bank_file import Reading
from core.domain.errors import NotFound
from core.domain.handouts import LayoutLine
from core.importers.layout import Layout
from core.store import people
from core.store.sameness import require_import
from core.store.schema import LayoutRow, Viewer
from core.store.unit import Unit


def remember(
    unit: Unit, company_id: int, account_number: str, layout: Mapping[str, Any], import_id: int | None
) -> int:
    """Keep a layout, as `Layout.to_json` writes it; of several answers for one header the newest stands.

    An older one stands again once the file of the newer one is taken back.
    """
    unit.require(company_id)
    if import_id is not None:
        _require_import_of(unit, company_id, import_id)
    row = LayoutRow(
        company_id=company_id,
        fingerprint=str(layout["fingerprint"]),
        account_number=account_number,
        bank=str(layout.get("bank", ""))[:120],
        layout=dict(layout),
        import_id=import_id,
        viewer_id=unit.scope.viewer_id,
        at=unit.now,
    )
    unit.session.execute(
        delete(LayoutRow).where(*_alike(row), LayoutRow.import_id.is_not_distinct_from(import_id))
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def lines(unit: Unit, company_id: int) -> list[LayoutLine]:
    """The remembered layouts of a company, the newest answer first."""
    unit.require(company_id)
    newest = select(func.max(LayoutRow.id)).group_by(
        LayoutRow.company_id, LayoutRow.fingerprint, LayoutRow.account_number
    )
    query = (
        select(LayoutRow, Viewer.name)
        .join(Viewer, Viewer.id == LayoutRow.viewer_id)
        .where(LayoutRow.company_id == company_id, LayoutRow.id.in_(newest))
        .order_by(LayoutRow.at.desc(), LayoutRow.id.desc())
    )
    return [_line(row, name) for row, name in unit.session.execute(query)]


def one(unit: Unit, layout_id: int) -> LayoutLine:
    """One remembered layout; raises NotFound outside the scope."""
    row = _row(unit, layout_id)
    viewer = unit.session.get_one(Viewer, row.viewer_id)
    return _line(row, viewer.name)


def forget(unit: Unit, layout_id: int) -> int:
    """Ask again next time, whatever was answered before that; returns the company."""
    row = _row(unit, layout_id)
    company_id = row.company_id
    unit.session.execute(delete(LayoutRow).where(*_alike(row)))
    return company_id


def forget_taught_by(unit: Unit, import_id: int) -> None:
    """Forget what was answered for a file that is taken back: the answer may have been why."""
    require_import(unit, import_id)
    unit.session.execute(delete(LayoutRow).where(LayoutRow.import_id == import_id))


def forget_all(unit: Unit, company_id: int) -> None:
    """Forget every layout of a company."""
    unit.require(company_id)
    unit.session.execute(delete(LayoutRow).where(LayoutRow.company_id == company_id))


def fitting(unit: Unit, company_id: int, reading: Reading) -> list[LayoutLine]:
    """What was answered about tables under the headers of a file: for its own account first, then the newest.

    Days, signs and columns are a matter of the bank, the currency is one of the account: what was
    answered for another account, or for none, only holds while all of the company are kept in it.
    """
    headers = {layout["fingerprint"] for layout in reading.layouts}
    numbers = {each.account_number for each in reading.statements if each.account_number}
    found = [line for line in lines(unit, company_id) if line.layout["fingerprint"] in headers]
    kept_in = {account.currency for account in people.accounts(unit, company_id)} if found else set()
    found = [
        replace(line, layout={**line.layout, "currency": ""})
        if line.account_number not in numbers and kept_in - {line.layout["currency"]}
        else line
        for line in found
    ]
    return sorted(found, key=lambda line: line.account_number not in numbers)


def known_by(unit: Unit, company_id: int, remembered: Sequence[LayoutLine]) -> dict[str, Layout]:
    """Remembered layouts by fingerprint, for the reader; of several the first counts."""
    unit.require(company_id)
    layouts = [Layout.from_json(line.layout) for line in reversed(remembered)]
    return {layout.fingerprint: layout for layout in layouts}


def _alike(row: LayoutRow) -> tuple[ColumnElement[bool], ...]:
    """The answers about the same table of the same company and account."""
    return (
        LayoutRow.company_id == row.company_id,
        LayoutRow.fingerprint == row.fingerprint,
        LayoutRow.account_number == row.account_number,
    )


def _require_import_of(unit: Unit, company_id: int, import_id: int) -> None:
    if require_import(unit, import_id).company_id != company_id:
        raise NotFound(noun="import", id=import_id)


def _row(unit: Unit, layout_id: int) -> LayoutRow:
    row = unit.session.get(LayoutRow, layout_id)
    if row is None or not unit.scope.sees(row.company_id):
        raise NotFound(noun="layout", id=layout_id)
    return row


def _line(row: LayoutRow, by: str) -> LayoutLine:
    return LayoutLine(row.id, row.company_id, row.bank, row.account_number, dict(row.layout), by, row.at)
