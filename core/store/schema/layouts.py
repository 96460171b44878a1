"""How the banks of a company lay out their tables."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.schema.base import Base, Id


class LayoutRow(Base):
    """What somebody answered about a table, by its header, once a file; the newest answer stands.

    It serves the company it was answered for and no other: two banks may write the same short header and
    mean another day or sign by it. `account_number` is "" where the file named none or several.
    """

    __tablename__ = "table_layout"
    __table_args__ = (UniqueConstraint("company_id", "fingerprint", "account_number", "import_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(40))
    account_number: Mapped[str] = mapped_column(String(64), default="")
    bank: Mapped[str] = mapped_column(String(120), default="")
    layout: Mapped[dict[str, Any]]
    """As `Layout.to_json` writes it."""
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_file.id"))
    """The file it was answered for, None where it was taken in from a text."""
    viewer_id: Mapped[int] = mapped_column(ForeignKey("viewer.id"))
    at: Mapped[datetime]
