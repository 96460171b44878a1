"""What is about to come in, before anything is stored: its first rows, and which are known already."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from app.parts import tables, text
from core.domain.bank_file import SampleRow
from core.domain.handouts import FileSeen, PaymentSeen
from core.domain.words import files, numbers, sameness

_SHOWN = 5


def first_rows(seen: FileSeen, key: str) -> None:
    """The first payments of the file as they are read, unless a question shows them anyway."""
    if any(question.rows for question in seen.questions):
        return
    rows = [row for each in seen.statements for row in each.first_rows][:_SHOWN]
    if rows:
        text.note(files.first_rows(len(rows)))
        _table([_told(row) for row in rows], f"{key}_first_rows")


def sample(rows: Sequence[SampleRow], key: str) -> None:
    """The lines beside a question, as the chosen answer has them read."""
    if rows:
        _table([_read(row) for row in rows], key)


def pairs(seen: FileSeen, key: str) -> None:
    """Payments that another file tells too: the first of them, each with what speaks for it."""
    found = [pair for each in seen.statements for pair in each.examples]
    if not found:
        return
    total = sum(each.pairs for each in seen.statements)
    with st.expander(files.pairs(total), key=key):
        for each in found:
            text.strong(sameness.row(each.row), sameness.pair(each))
        if total > len(found):
            text.note(files.more_pairs(total - len(found)))


def _told(row: PaymentSeen) -> tuple[date | None, str, str, str]:
    return row.booked_on, numbers.money(row.amount_minor, row.currency), row.payee, row.text


def _read(row: SampleRow) -> tuple[date | None, str, str, str]:
    if row.amount_minor is None:
        return None, "", "", row.raw
    return row.booked_on, numbers.money(row.amount_minor, row.currency), row.payee, row.text


def _table(lines: Sequence[tuple[date | None, str, str, str]], key: str) -> None:
    frame = pd.DataFrame(lines, columns=["Date", "Amount", "Payee", "Text"])
    st.dataframe(
        frame,
        hide_index=True,
        height=tables.height(len(frame)),
        column_config={
            "Date": st.column_config.DateColumn(format="D MMM YYYY", width=105),
            "Amount": st.column_config.TextColumn(width=105, alignment="right"),
            "Payee": st.column_config.TextColumn(width=150),
            "Text": st.column_config.TextColumn(width=200),
        },
        key=key,
    )
