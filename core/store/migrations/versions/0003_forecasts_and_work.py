"""Forecasts as they were said, and the queue of work."""

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables in the order in which they refer to each other."""
    _forecast_run()
    _forecast_series()
    _job()
    _worker_lock()


def _forecast_run() -> None:
    op.create_table(
        "forecast_run",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("data_until", sa.Date(), nullable=False),
        sa.Column("first_week", sa.Date(), nullable=False),
        sa.Column("horizon_weeks", sa.Integer(), nullable=False),
        sa.Column("model_version_id", Id, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_forecast_run_company_id")),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_forecast_run_model_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_run")),
    )
    op.create_index("ix_forecast_run_newest", "forecast_run", ["company_id", "id"])


def _forecast_series() -> None:
    op.create_table(
        "forecast_series",
        sa.Column("id", Id, nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("weeks_seen", sa.Integer(), nullable=False),
        sa.Column("made_of", sa.JSON(), nullable=False),
        sa.Column("paths", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_forecast_series_account_id")),
        sa.ForeignKeyConstraint(["run_id"], ["forecast_run.id"], name=op.f("fk_forecast_series_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_series")),
        sa.UniqueConstraint(
            "run_id",
            "account_id",
            "category",
            "direction",
            name=op.f("uq_forecast_series_run_id_account_id_category_direction"),
        ),
    )
    op.create_index("ix_forecast_series_key", "forecast_series", ["account_id", "category", "direction"])


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("company_id", Id, nullable=True),
        sa.Column("viewer_id", Id, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("doing", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_job_company_id")),
        sa.ForeignKeyConstraint(["viewer_id"], ["viewer.id"], name=op.f("fk_job_viewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_company_id", "job", ["company_id"])
    op.create_index("ix_job_queue", "job", ["state", "id"])


def _worker_lock() -> None:
    op.create_table(
        "worker_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(length=64), nullable=False),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_lock")),
    )
