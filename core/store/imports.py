"""Files brought in, their statements, problems and rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import func, insert, select, update

from core.domain.bank_file import Balance, Problem, Row
from core.domain.company import BalanceAnchor
from core.domain.errors import NotFound
from core.domain.handouts import ImportLine
from core.domain.labels import direction_of
from core.store.bulk import insert_many
from core.store.people import require_accounts
from core.store.schema import ImportProblem, ImportRow, PartRow, StatementRow, TransactionRow
from core.store.unit import Unit


def add_import(unit: Unit, company_id: int, file: Mapping[str, str]) -> int:
    """A new import's id; `file` has file_name, sha256, kind, encoding. Counts are set at the end."""
    unit.require(company_id)
    row = ImportRow(
        company_id=company_id,
        rows_new=0,
        rows_known=0,
        rows_bad=0,
        brought_in_at=unit.now,
        **file,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def set_counts(unit: Unit, import_id: int, rows_new: int, rows_known: int, rows_bad: int) -> None:
    """What the import brought: new rows, rows that were in already, lines that could not be read."""
    row = _import(unit, import_id)
    row.rows_new, row.rows_known, row.rows_bad = rows_new, rows_known, rows_bad


def add_statement(
    unit: Unit,
    import_id: int,
    account_id: int,
    period: tuple[date | None, date | None],
    opening: Balance | None,
    closing: BalanceAnchor | None,
) -> int:
    """A new statement's id; `closing` is what its account can be anchored at."""
    require_accounts(unit, _import(unit, import_id).company_id, [account_id])
    row = StatementRow(
        import_id=import_id,
        account_id=account_id,
        from_on=period[0],
        to_on=period[1],
        opening_on=opening.on if opening else None,
        opening_minor=opening.minor if opening else None,
        closing_on=closing.on if closing else None,
        closing_minor=closing.minor if closing else None,
        closing_source=closing.source if closing else None,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def add_rows(
    unit: Unit,
    ids: tuple[int, int, int, int],
    rows: Iterable[Row],
    payee_keys: Sequence[str],
    fingerprints: Sequence[str],
    news: Sequence[bool],
) -> None:
    """Store rows with one part each. `ids` are company, account, import and statement.

    A row that is no news, since another file brought it in, is kept and held back.
    """
    company_id, account_id, import_id, statement_id = ids
    require_accounts(unit, company_id, [account_id])
    common = {
        "company_id": company_id,
        "account_id": account_id,
        "import_id": import_id,
        "statement_id": statement_id,
    }
    values = (
        common
        | _values(row)
        | {"payee_key": payee_key, "fingerprint": fingerprint, "in_force": new, "held_back": not new}
        for row, payee_key, fingerprint, new in zip(rows, payee_keys, fingerprints, news, strict=True)
    )
    insert_many(unit.session, TransactionRow, values)
    fresh = select(TransactionRow.id, TransactionRow.amount_minor).where(
        TransactionRow.statement_id == statement_id
    )
    unit.session.execute(insert(PartRow).from_select(["transaction_id", "amount_minor"], fresh))


def add_problems(unit: Unit, import_id: int, problems: Iterable[Problem]) -> None:
    """Keep what could not be read, or does not add up."""
    _import(unit, import_id)
    values = [
        {
            "import_id": import_id,
            "code": problem.code,
            "line_no": problem.line_no,
            "raw": problem.raw,
            "facts": dict(problem.facts),
        }
        for problem in problems
    ]
    if values:
        unit.session.execute(insert(ImportProblem), values)


def problems_frame(unit: Unit, import_id: int) -> pd.DataFrame:
    """The problems of one import: line_no, code, facts, raw."""
    _import(unit, import_id)
    columns = (ImportProblem.line_no, ImportProblem.code, ImportProblem.facts, ImportProblem.raw)
    query = select(*columns).where(ImportProblem.import_id == import_id).order_by(ImportProblem.id)
    return pd.DataFrame(unit.session.execute(query).all(), columns=["line_no", "code", "facts", "raw"])


def known_fingerprints(unit: Unit, account_id: int, prints: Sequence[str]) -> dict[str, int]:
    """How often each of these rows is in force in this account already."""
    wanted = set(prints)
    query = (
        select(TransactionRow.fingerprint, func.count())
        .where(
            TransactionRow.account_id == account_id,
            TransactionRow.in_force,
            unit.visible(TransactionRow.company_id),
        )
        .group_by(TransactionRow.fingerprint)
    )
    return {key: count for key, count in unit.session.execute(query) if key in wanted}


def came_in(unit: Unit, company_id: int, sha256: str) -> datetime | None:
    """When this very file was brought in, None where it was not or was undone since."""
    unit.require(company_id)
    return unit.session.scalar(
        select(func.max(ImportRow.brought_in_at)).where(
            ImportRow.company_id == company_id,
            ImportRow.sha256 == sha256,
            ImportRow.undone_at.is_(None),
        )
    )


def import_lines(unit: Unit, company_id: int) -> list[ImportLine]:
    """A company's files, newest first."""
    unit.require(company_id)
    edges = (
        select(
            StatementRow.import_id,
            func.min(StatementRow.from_on).label("from_on"),
            func.max(StatementRow.to_on).label("to_on"),
        )
        .group_by(StatementRow.import_id)
        .subquery()
    )
    query = (
        select(ImportRow, edges.c.from_on, edges.c.to_on)
        .outerjoin(edges, edges.c.import_id == ImportRow.id)
        .where(ImportRow.company_id == company_id)
        .order_by(ImportRow.id.desc())
    )
    return [
        ImportLine(
            row.id,
            row.file_name,
            row.kind,
            row.rows_new,
            row.rows_known,
            row.rows_bad,
            from_on,
            to_on,
            row.brought_in_at,
            row.undone_at,
        )
        for row, from_on, to_on in unit.session.execute(query)
    ]


def newest_closings(unit: Unit, import_id: int) -> dict[int, BalanceAnchor | None]:
    """For each account of an import, the newest balance that a file in force or its owner named."""
    _import(unit, import_id)
    mine = select(StatementRow.account_id).where(StatementRow.import_id == import_id)
    query = (
        select(StatementRow)
        .join(ImportRow, ImportRow.id == StatementRow.import_id)
        .where(StatementRow.account_id.in_(mine), ImportRow.undone_at.is_(None))
        .where(StatementRow.closing_on.is_not(None))
        .order_by(StatementRow.closing_on, StatementRow.id)
    )
    found: dict[int, BalanceAnchor | None] = dict.fromkeys(unit.session.scalars(mine))
    for row in unit.session.scalars(query):
        if row.closing_on is not None and row.closing_minor is not None:
            found[row.account_id] = BalanceAnchor(
                row.closing_on, row.closing_minor, row.closing_source or "file"
            )
    return found


def take_out_of_force(unit: Unit, import_id: int) -> int:
    """Undo an import: its rows count no longer. Returns the company."""
    row = _import(unit, import_id)
    row.undone_at = unit.now
    unit.session.execute(
        update(TransactionRow).where(TransactionRow.import_id == import_id).values(in_force=False)
    )
    _let_come_forward(unit, import_id)
    return row.company_id


def import_state(unit: Unit, import_id: int) -> tuple[int, datetime | None]:
    """The company of an import, and when it was undone."""
    row = _import(unit, import_id)
    return row.company_id, row.undone_at


def _import(unit: Unit, import_id: int) -> ImportRow:
    row = unit.session.get(ImportRow, import_id)
    if row is None or not unit.scope.sees(row.company_id):
        raise NotFound(noun="import", id=import_id)
    return row


def _values(row: Row) -> dict[str, Any]:
    return {
        "line_no": row.line_no,
        "booked_on": row.booked_on,
        "value_on": row.value_on,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "direction": direction_of(row.amount_minor).value,
        "text": row.text,
        "counterparty": row.counterparty,
        "counterparty_account": row.counterparty_account,
        "counterparty_bank": row.counterparty_bank,
        "counterparty_nace": row.counterparty_nace,
        "mcc": row.mcc,
        "type_code": row.type_code,
        "bank_code": row.bank_code,
        "reference": row.reference,
        "standing_order": row.standing_order,
        "contactless": row.contactless,
        "balance_minor": row.balance_minor,
        "raw": row.raw,
    }


def _let_come_forward(unit: Unit, undone_id: int) -> None:
    """Put rows in force that other files hold too: as many of each as the fullest of them has."""
    mine = select(TransactionRow.fingerprint).where(TransactionRow.import_id == undone_id)
    columns = (
        TransactionRow.id,
        TransactionRow.account_id,
        TransactionRow.fingerprint,
        TransactionRow.import_id,
        TransactionRow.in_force,
    )
    query = (
        select(*columns)
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .where(TransactionRow.fingerprint.in_(mine), ImportRow.undone_at.is_(None))
        .where(TransactionRow.import_id != undone_id, unit.visible(TransactionRow.company_id))
        .order_by(TransactionRow.id)
    )
    names = ["id", "account_id", "fingerprint", "import_id", "in_force"]
    held = pd.DataFrame(unit.session.execute(query).all(), columns=names)
    forward: list[int] = []
    for _, alike in held.groupby(["account_id", "fingerprint"]):
        missing = int(alike.groupby("import_id").size().max()) - int(alike["in_force"].sum())
        forward += alike.loc[~alike["in_force"].astype(bool), "id"].head(missing).tolist()
    if forward:
        unit.session.execute(
            update(TransactionRow)
            .where(TransactionRow.id.in_(forward))
            .values(in_force=True, held_back=False)
        )
