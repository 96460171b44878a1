"""Who looks, and whose money it is."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.domain.company import USUAL_TARGET
from core.store.schema.base import Base, Id


class Viewer(Base):
    """Somebody who looks at companies; until sign-in exists there is one, `local`."""

    __tablename__ = "viewer"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(12))
    sees_all: Mapped[bool]


class ViewerCompany(Base):
    """Which company a viewer may see, where they do not see all."""

    __tablename__ = "viewer_company"

    viewer_id: Mapped[int] = mapped_column(ForeignKey("viewer.id"), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)


class CompanyRow(Base):
    """A small business.

    `limit_minor` is the balance it does not want to fall below, `right_of_100` how often what files
    itself is to be right.
    """

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    nace: Mapped[str] = mapped_column(String(8), default="")
    employees: Mapped[int | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    limit_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    right_of_100: Mapped[int] = mapped_column(default=USUAL_TARGET, server_default=str(USUAL_TARGET))
    stamp: Mapped[int] = mapped_column(default=0)
    """Goes up with every change to the company's data; caches ask for it."""
    created_at: Mapped[datetime]


class AccountRow(Base):
    """A bank account or card. `number` is the IBAN or the bank's own; "" where unknown."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("company_id", "number", "currency", "name"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(64), default="")
    currency: Mapped[str] = mapped_column(String(3))
    kind: Mapped[str] = mapped_column(String(8))
    anchor_on: Mapped[date | None]
    anchor_minor: Mapped[int | None] = mapped_column(BigInteger)
    anchor_source: Mapped[str | None] = mapped_column(String(8))


class Dismissal(Base):
    """A thing to know that somebody has put away; it stays away."""

    __tablename__ = "dismissal"

    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    fact_key: Mapped[str] = mapped_column(String(160), primary_key=True)
    viewer_id: Mapped[int] = mapped_column(ForeignKey("viewer.id"))
    at: Mapped[datetime]
