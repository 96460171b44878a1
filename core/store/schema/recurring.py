"""Recurring money: streams found, and what the owner said of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.store.schema.base import Base, Id


class StreamLook(Base):
    """From which payments a company's streams were last looked for."""

    __tablename__ = "stream_look"

    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(40))
    looked_at: Mapped[datetime]


class StreamRow(Base):
    """A stream of payments that come again, with its due dates; found anew as payments come in."""

    __tablename__ = "stream"
    # A page that is behind must not reach another stream by a number used before.
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    newest_part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), index=True)
    """Says the stream's payee and category, as they stand today."""
    direction: Mapped[str] = mapped_column(String(3))
    payee_key: Mapped[str] = mapped_column(Text)
    cadence: Mapped[dict[str, Any]]
    fixed: Mapped[bool]
    part_ids: Mapped[list[Any]]
    last_on: Mapped[date]
    dues: Mapped[list[Any]]
    amounts: Mapped[list[Any]]
    lags: Mapped[list[Any]]
    trial: Mapped[dict[str, Any]]
    tried: Mapped[bool]
    """Whether the trial is of these payments; else it is what the same stream was found to be before."""


class StreamSaid(Base):
    """What the owner said of the stream a payment belongs to; one in force for each stream."""

    __tablename__ = "stream_said"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), index=True)
    said: Mapped[str] = mapped_column(String(10))
    """confirmed | struck | nothing"""
    in_force: Mapped[bool]
    at: Mapped[datetime]
