"""Files brought in, their statements, problems and rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any, cast

import pandas as pd
from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.orm import aliased

from core.domain.bank_file import Balance, Problem, Row
from core.domain.company import BalanceAnchor
from core.domain.handouts import ImportLine
from core.domain.labels import direction_of
from core.domain.progress import Tell, untold
from core.domain.sameness import Fate, Verdict
from core.store.bulk import insert_all
from core.store.filed_again import hand_on
from core.store.people import require_accounts
from core.store.sameness import let_stand, require_import, still_apart
from core.store.schema import AccountRow, ImportProblem, ImportRow, PartRow, StatementRow, TransactionRow
from core.store.unit import Unit

_AS_TOLD = (
    "line_no booked_on value_on amount_minor currency text counterparty counterparty_account "
    "counterparty_bank counterparty_nace mcc type_code bank_code reference standing_order contactless "
    "balance_minor original_minor original_currency exchange_rate end_to_end_id cheque_number "
    "bank_code_family status reversal raw"
).split()
"""What is kept of a row as the bank wrote it."""
_AT_ONCE = 5_000


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
    row = require_import(unit, import_id)
    row.rows_new, row.rows_known, row.rows_bad = rows_new, rows_known, rows_bad


def add_statement(
    unit: Unit,
    import_id: int,
    account_id: int,
    account_number: str,
    period: tuple[date | None, date | None],
    opening: Balance | None,
    closing: BalanceAnchor | None,
) -> int:
    """A new statement's id; `account_number` is as the file names it, `closing` can anchor the account."""
    require_accounts(unit, require_import(unit, import_id).company_id, [account_id])
    row = StatementRow(
        import_id=import_id,
        account_id=account_id,
        account_number=account_number,
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
    rows: Sequence[Row],
    payee_keys: Sequence[str],
    fingerprints: Sequence[str],
    verdicts: Sequence[Verdict],
    tell: Tell = untold,
) -> None:
    """Store rows with one part each. `ids` are company, account, import and statement.

    Only new rows count. What another row in the store stands for is kept and held back. `tell` hears how
    far it is.
    """
    company_id, account_id, import_id, statement_id = ids
    require_accounts(unit, company_id, [account_id])
    if not rows:
        return
    common = {
        "company_id": company_id,
        "account_id": account_id,
        "import_id": import_id,
        "statement_id": statement_id,
    }
    for start in range(0, len(rows), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        columns = _columns(rows[some], verdicts[some])
        columns |= {"payee_key": payee_keys[some], "fingerprint": fingerprints[some]}
        insert_all(unit.session, cast(Table, TransactionRow.__table__), columns, common)
        tell(min(1.0, (start + _AT_ONCE) / len(rows)))
    fresh = select(TransactionRow.id, TransactionRow.amount_minor).where(
        TransactionRow.statement_id == statement_id
    )
    unit.session.execute(insert(PartRow).from_select(["transaction_id", "amount_minor"], fresh))


def row_ids(unit: Unit, import_id: int) -> list[int]:
    """The ids of an import's rows in the order in which they were stored."""
    require_import(unit, import_id)
    query = select(TransactionRow.id).where(TransactionRow.import_id == import_id)
    return list(unit.session.scalars(query.order_by(TransactionRow.id)))


def add_problems(unit: Unit, import_id: int, problems: Iterable[Problem]) -> None:
    """Keep what could not be read, or does not add up."""
    require_import(unit, import_id)
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
    require_import(unit, import_id)
    columns = (ImportProblem.line_no, ImportProblem.code, ImportProblem.facts, ImportProblem.raw)
    query = select(*columns).where(ImportProblem.import_id == import_id).order_by(ImportProblem.id)
    return pd.DataFrame(unit.session.execute(query).all(), columns=["line_no", "code", "facts", "raw"])


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
    left = still_apart(unit, company_id)
    return [
        ImportLine(
            row.id,
            row.file_name,
            row.kind,
            row.rows_new,
            row.rows_known,
            row.rows_bad,
            *left.get(row.id, (0, 0)),
            from_on,
            to_on,
            row.brought_in_at,
            row.undone_at,
        )
        for row, from_on, to_on in unit.session.execute(query)
    ]


def newest_closings(unit: Unit, import_id: int) -> dict[int, BalanceAnchor | None]:
    """For each account of an import, the newest balance that a file in force or its owner named."""
    require_import(unit, import_id)
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


def numbers_named_alone(unit: Unit, import_id: int) -> list[int]:
    """The accounts that took their number from an undone import, and that no file in force calls by it."""
    require_import(unit, import_id)
    named = StatementRow.account_number == AccountRow.number
    other = aliased(StatementRow)
    in_force = (
        select(other.id)
        .join(ImportRow, ImportRow.id == other.import_id)
        .where(other.account_id == AccountRow.id, other.account_number == AccountRow.number)
        .where(ImportRow.undone_at.is_(None))
    )
    first = select(func.min(other.id)).where(other.account_id == AccountRow.id).correlate(AccountRow)
    began_without = select(StatementRow.id).where(
        StatementRow.id == first.scalar_subquery(), StatementRow.account_number == ""
    )
    query = (
        select(AccountRow.id)
        .join(StatementRow, (StatementRow.account_id == AccountRow.id) & named)
        .where(StatementRow.import_id == import_id, AccountRow.number != "")
        .where(~in_force.exists(), began_without.correlate(AccountRow).exists())
    )
    return list(unit.session.scalars(query.distinct()))


def take_out_of_force(unit: Unit, import_id: int) -> None:
    """Undo an import: its rows count no longer; others take their place, filed as people filed them."""
    row = require_import(unit, import_id)
    row.undone_at = unit.now
    unit.session.execute(
        update(TransactionRow).where(TransactionRow.import_id == import_id).values(in_force=False)
    )
    hand_on(unit, let_stand(unit, import_id))


def import_state(unit: Unit, import_id: int) -> tuple[int, datetime | None]:
    """The company of an import, and when it was undone."""
    row = require_import(unit, import_id)
    return row.company_id, row.undone_at


def _columns(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> dict[str, Iterable[Any]]:
    columns: dict[str, Iterable[Any]] = {name: map(attrgetter(name), rows) for name in _AS_TOLD}
    return columns | {
        "direction": (direction_of(row.amount_minor).value for row in rows),
        "in_force": (verdict.fate is Fate.NEW for verdict in verdicts),
        "held_back": (verdict.fate not in (Fate.NEW, Fate.ANNOUNCED) for verdict in verdicts),
        "same_as_id": (verdict.stored for verdict in verdicts),
        "same_signs": (verdict.why.written if verdict.why else "" for verdict in verdicts),
    }
