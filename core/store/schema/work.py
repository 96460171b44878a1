"""Work asked for, and the one worker that does it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.store.schema.base import Base, Id


class JobRow(Base):
    """A piece of work with its steps; resumed or failed with a sentence after a crash."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_queue", "state", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    viewer_id: Mapped[int] = mapped_column(ForeignKey("viewer.id"))
    state: Mapped[str] = mapped_column(String(12))
    step: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int] = mapped_column(default=1)
    doing: Mapped[str] = mapped_column(String(40), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    payload: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any]]
    problem: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class WorkerLock(Base):
    """The worker at work: one row, whose heartbeat tells whether it lives."""

    __tablename__ = "worker_lock"

    id: Mapped[int] = mapped_column(primary_key=True)
    pid: Mapped[int]
    host: Mapped[str] = mapped_column(String(64))
    heartbeat_at: Mapped[datetime]
