"""Payments as the screens show them: pages, one row with all that is known, the categories."""

from dataclasses import replace

from core.domain.categories import Category
from core.domain.handouts import RowDetail, RowPage, WouldBe
from core.domain.labels import Direction, RowFilter, without_odds
from core.rules import tables
from core.rules.categories import categories as master_categories
from core.rules.categories import category_names
from core.store import explanations, labels, reads, told_twice, versions
from core.store.unit import Unit

__all__ = ["categories", "category_names", "page", "row"]

PAGE_ROWS = 100
FACTS = (
    "counterparty",
    "counterparty_account",
    "counterparty_bank",
    "counterparty_nace",
    "mcc",
    "type_code",
    "bank_code",
    "bank_code_family",
    "reference",
    "end_to_end_id",
    "cheque_number",
    "original_minor",
    "original_currency",
    "exchange_rate",
    "text",
    "status",
)


def categories() -> tuple[Category, ...]:
    """The 20 master categories in screen order."""
    return master_categories()


def page(unit: Unit, company_id: int, rows: RowFilter, page_no: int, size: int = PAGE_ROWS) -> RowPage:
    """One page of rows, newest first, with the count and the sums of the whole filter."""
    found = reads.page(unit, company_id, rows, max(page_no, 1), size)
    checked = versions.percentages_hold(unit)
    return replace(found, rows=tuple(replace(line, checked=checked) for line in found.rows))


def row(unit: Unit, part_id: int) -> RowDetail:
    """Everything known of one row; raises NotFound outside the scope or after an undone import."""
    line = replace(reads.line(unit, part_id), checked=versions.percentages_hold(unit))
    label = labels.in_force(unit, part_id)
    paid = reads.transaction(unit, part_id)
    champion = versions.champion_id(unit, "categorizer")
    explained = explanations.of_part(unit, part_id, champion) if champion else None
    other = explained.would_be if explained else None
    facts = {name: str(getattr(paid, name)) for name in FACTS if getattr(paid, name) not in (None, "")}
    if paid.reversal:
        facts["reversal"] = "yes"
    for name in ("standing_order", "contactless"):
        if getattr(paid, name) is not None:
            facts[name] = "yes" if getattr(paid, name) else "no"
    return RowDetail(
        line=line,
        direction=Direction(paid.direction),
        payee_key=paid.payee_key,
        raw=paid.raw,
        facts=facts,
        code_names=_code_names([paid.mcc, *_of(other, "mcc")], [paid.counterparty_nace, *_of(other, "nace")]),
        label=label if line.checked else replace(label, guesses=without_odds(label.guesses)),
        guesses=label.guesses,
        alike=reads.alike(unit, paid.company_id, paid.payee_key, paid.direction) - 1,
        history=tuple(labels.history(unit, part_id)),
        explanation=explained,
        also=tuple(told_twice.stands_for(unit, paid.id)),
    )


def _of(other: WouldBe | None, field: str) -> list[str]:
    return [other.value] if other and other.field == field else []


def _code_names(merchant: list[str], trade: list[str]) -> dict[str, str]:
    found = {code: tables.trade(tables.load("mcc"), code) for code in merchant}
    found |= {code: tables.trade(tables.load("nace"), code) for code in trade}
    return {code: name for code, name in found.items() if code and name}
