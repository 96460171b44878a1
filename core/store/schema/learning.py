"""What learning leaves behind: model versions, explanations, forecasts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.schema.base import Base, Id


class ModelVersion(Base):
    """A trained model on disk, and what the judge said. One champion a kind."""

    __tablename__ = "model_version"
    __table_args__ = (Index("ix_model_version_state", "kind", "state"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    """categorizer | forecaster"""
    state: Mapped[str] = mapped_column(String(12))
    """champion | challenger | rejected | retired"""
    folder: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("model_version.id"))
    verdict: Mapped[dict[str, Any]]
    trained_on: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    promoted_at: Mapped[datetime | None]


class ExplanationRow(Base):
    """Why one row looked as it did to one model version; kept so that it never changes."""

    __tablename__ = "explanation"
    __table_args__ = (UniqueConstraint("part_id", "model_version_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    model_version_id: Mapped[int] = mapped_column(ForeignKey("model_version.id"))
    category: Mapped[str] = mapped_column(String(24))
    probability: Mapped[float]
    method: Mapped[str] = mapped_column(String(8))
    factors: Mapped[list[Any]]
    r2: Mapped[float]
    seed: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class ForecastRun(Base):
    """One look ahead for one company, whole or of the series that had changed.

    With `looking_back` it was drawn afterwards, from the payments before `first_week` alone.
    """

    __tablename__ = "forecast_run"
    __table_args__ = (Index("ix_forecast_run_newest", "company_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    data_until: Mapped[date]
    first_week: Mapped[date]
    horizon_weeks: Mapped[int]
    model_version_id: Mapped[int | None] = mapped_column(ForeignKey("model_version.id"))
    made_at: Mapped[datetime]
    looking_back: Mapped[bool] = mapped_column(default=False)


class ForecastSeries(Base):
    """Sample futures of one account x category x direction, as one of the learners said them.

    `paths` is a zipped float32 array (paths, weeks) in major units or, once no page asks for futures of
    it any more (`thinned`), the levels of its fan alone. `digest` tells the data it was drawn from, so
    it is stale as soon as the series' own digest differs.
    """

    __tablename__ = "forecast_series"
    __table_args__ = (
        UniqueConstraint("run_id", "account_id", "category", "direction", "whose"),
        Index("ix_forecast_series_key", "account_id", "category", "direction"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("forecast_run.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    category: Mapped[str] = mapped_column(String(24))
    direction: Mapped[str] = mapped_column(String(3))
    digest: Mapped[str] = mapped_column(String(40))
    weeks_seen: Mapped[int]
    made_of: Mapped[dict[str, Any]]
    paths: Mapped[bytes] = mapped_column(LargeBinary)
    whose: Mapped[str] = mapped_column(String(12), default="bursar")
    """bursar | deepar | history"""
    thinned: Mapped[bool] = mapped_column(default=False)


class ForecastFan(Base):
    """What was said of a category over all accounts of a currency, kept when its futures are not.

    `levels` is a zipped float32 array as in `core.series.levels`.
    """

    __tablename__ = "forecast_fan"
    __table_args__ = (
        UniqueConstraint(
            "company_id",
            "first_week",
            "looking_back",
            "whose",
            "currency",
            "category",
            "direction",
            name="uq_forecast_fan_said",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    first_week: Mapped[date]
    looking_back: Mapped[bool]
    whose: Mapped[str] = mapped_column(String(12))
    currency: Mapped[str] = mapped_column(String(3))
    category: Mapped[str] = mapped_column(String(24))
    """A category key, or "cash_flow" for the net of all."""
    direction: Mapped[str] = mapped_column(String(3))
    levels: Mapped[bytes] = mapped_column(LargeBinary)
