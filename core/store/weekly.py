"""A company's weekly series, summed from the rows in force."""

from datetime import date

import pandas as pd
from sqlalchemy import select

from core.series.company import company_weekly_frame
from core.series.gaps import Span, missing_spans, with_gaps
from core.store import frames, people
from core.store.schema import ImportRow, StatementRow
from core.store.unit import Unit


def weekly_frame(unit: Unit, company_id: int, until: date | None = None) -> pd.DataFrame | None:
    """Weekly series of all accounts (`core.series.weekly.COLUMNS`); None before the first whole week.

    y is NaN where an account's files leave out a month. With `until` they are those of the payments up
    to that day alone.
    """
    data_from, data_until = people.data_from(unit, company_id), people.data_until(unit, company_id)
    if data_from is None or data_until is None:
        return None
    rows = frames.series_rows_frame(unit, company_id)
    if until is not None:
        data_until = min(until, data_until)
        rows = rows[rows["booked_on"] <= data_until]
        if rows.empty:
            return None
    weekly = company_weekly_frame(rows, people.accounts(unit, company_id), data_from, data_until)
    if weekly.empty:
        return None
    days = rows.groupby("account_id")["booked_on"].unique()
    missing = {
        account_id: missing_spans(files, days.get(account_id, ()))
        for account_id, files in file_spans(unit, company_id).items()
    }
    return with_gaps(weekly, missing)


def file_spans(unit: Unit, company_id: int) -> dict[int, list[Span]]:
    """First and last row of every file in force, by account."""
    unit.require(company_id)
    query = (
        select(StatementRow.account_id, StatementRow.from_on, StatementRow.to_on)
        .join(ImportRow, ImportRow.id == StatementRow.import_id)
        .where(ImportRow.company_id == company_id, ImportRow.undone_at.is_(None))
    )
    spans: dict[int, list[Span]] = {}
    for account_id, first, last in unit.session.execute(query):
        if first is not None and last is not None:
            spans.setdefault(account_id, []).append((first, last))
    return spans
