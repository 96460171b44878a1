"""What reviewing leaves behind: decisions, what was skipped or split, random checks, doubted labels."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.schema.base import Base, Id


class DecisionRow(Base):
    """One answer on a card, under the id the screen gave it: sent twice, it is there once."""

    __tablename__ = "review_decision"
    __table_args__ = (UniqueConstraint("company_id", "client_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    viewer_id: Mapped[int] = mapped_column(ForeignKey("viewer.id"))
    client_id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(8))
    """file | check | skip | split | undo"""
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    """The row that stood for the card; None for an undoing."""
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    """What the answer filed, or took back."""
    undone: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class MarkRow(Base):
    """A group of alike rows put off (skip), or broken into smaller ones (split); the newest counts.

    Undoing takes the mark away, so that an older one counts again.
    """

    __tablename__ = "review_mark"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("review_decision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    """skip | split"""
    payee_key: Mapped[str] = mapped_column(String(120))
    direction: Mapped[str] = mapped_column(String(3))
    piece: Mapped[str] = mapped_column(String(160))
    """The currency, then each split on the way down: "EUR", "EUR/account=3"."""
    how: Mapped[str] = mapped_column(String(8))
    """A split: account | amount | text | exact | single. "" for a skip."""
    newest_part_id: Mapped[int] = mapped_column(BigInteger)
    """A skip lasts while no row newer than this one has joined the group."""
    at: Mapped[datetime]


class AuditRow(Base):
    """A random row that the machine had filed for sure, shown to a person: its accuracy, unbiased."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), unique=True)
    category: Mapped[str] = mapped_column(String(24))
    """What the machine said when the row was drawn."""
    probability: Mapped[float]
    model_version_id: Mapped[int | None] = mapped_column(ForeignKey("model_version.id"))
    asked_at: Mapped[datetime]
    answered_category: Mapped[str | None] = mapped_column(String(24))
    """None where it was not answered yet, or passed over."""
    answered_at: Mapped[datetime | None]


class SuspectRow(Base):
    """A person's label that a model, taught without it, holds to be wrong."""

    __tablename__ = "suspect"
    __table_args__ = (UniqueConstraint("part_id", "label_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    label_id: Mapped[int] = mapped_column(ForeignKey("label.id"))
    """The doubted label; once another one is in force, nothing is asked any more."""
    model_version_id: Mapped[int] = mapped_column(ForeignKey("model_version.id"))
    category: Mapped[str] = mapped_column(String(24))
    """What the model thinks instead."""
    probability: Mapped[float]
    label_probability: Mapped[float]
    """How likely the model holds the person's own label to be."""
    reasons: Mapped[list[Any]]
    found_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]
    """When the person said that the label is right."""
