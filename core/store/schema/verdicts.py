"""Who filed what where: labels with their history, the owner's acts and rules."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.store.schema.base import Base, Id


class OwnCategoryRow(Base):
    """A company's own sub-category below a master category; only its name and state ever change."""

    __tablename__ = "own_category"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    parent: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(8))
    """in_use | archived | merged | undone"""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("own_category.id"))
    made_at: Mapped[datetime]


class LabelRow(Base):
    """A category on a part, by whom and why; never changed once written."""

    __tablename__ = "label"
    __table_args__ = (Index("ix_label_category", "category", "decider"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), index=True)
    category: Mapped[str] = mapped_column(String(24))
    """Always a master category: every sum, series and fan counts by it."""
    own_category_id: Mapped[int | None] = mapped_column(ForeignKey("own_category.id"), index=True)
    decider: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(8))
    probability: Mapped[float | None]
    reasons: Mapped[list[Any]]
    guesses: Mapped[list[Any]]
    model_version_id: Mapped[int | None] = mapped_column(ForeignKey("model_version.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)
    before_id: Mapped[int | None] = mapped_column(ForeignKey("label.id"), index=True)
    """The label this one took the place of; undoing an act puts it back in force."""
    at: Mapped[datetime]


class ActRow(Base):
    """The owner's act: a correction, or the undoing of one. Immutable."""

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    viewer_id: Mapped[int] = mapped_column(ForeignKey("viewer.id"))
    kind: Mapped[str] = mapped_column(String(12))
    """correct | undo | undo_import | pause_rule | use_rule | add_own | rename_own | merge_own | archive_own
    | use_own | confirm_due | strike_due | leave_due | one_payment | two_payments"""
    reach: Mapped[str] = mapped_column(String(8))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    category: Mapped[str] = mapped_column(String(24))
    own_category_id: Mapped[int | None] = mapped_column(ForeignKey("own_category.id"))
    facts: Mapped[dict[str, Any]]
    rows_changed: Mapped[int]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), unique=True)
    at: Mapped[datetime]


class RuleRow(Base):
    """Always file this payee's money in or out under one category."""

    __tablename__ = "owner_rule"
    __table_args__ = (Index("ix_owner_rule_payee", "company_id", "payee_key", "direction"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    payee_key: Mapped[str] = mapped_column(String(120))
    direction: Mapped[str] = mapped_column(String(3))
    category: Mapped[str] = mapped_column(String(24))
    own_category_id: Mapped[int | None] = mapped_column(ForeignKey("own_category.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    in_force: Mapped[bool]
    made_at: Mapped[datetime]
