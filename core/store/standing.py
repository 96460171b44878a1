"""The rows that count: a company's parts in force, each with its payment and the label it stands under."""

from typing import Any, TypeVar

from sqlalchemy import Select

from core.store.schema import LabelRow, PartRow, TransactionRow

_Query = TypeVar("_Query", bound=Select[*tuple[Any, ...]])


def standing(query: _Query, company_id: int) -> _Query:
    """Ask a query of these rows; whether the viewer may see the company is the caller's to check."""
    return (
        query.select_from(TransactionRow)
        .join(PartRow, PartRow.transaction_id == TransactionRow.id)
        .join(LabelRow, LabelRow.id == PartRow.label_id)
        .where(TransactionRow.company_id == company_id, TransactionRow.in_force)
    )
