"""Reviewing: decisions applied once, skips and splits that last, random checks, doubted labels."""

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables in the order in which they refer to each other."""
    _review_decision()
    _review_mark()
    _audit()
    _suspect()


def _review_decision() -> None:
    op.create_table(
        "review_decision",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("viewer_id", Id, nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("part_id", Id, nullable=True),
        sa.Column("act_id", Id, nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_review_decision_act_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_review_decision_company_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_review_decision_part_id")),
        sa.ForeignKeyConstraint(["viewer_id"], ["viewer.id"], name=op.f("fk_review_decision_viewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_decision")),
        sa.UniqueConstraint("company_id", "client_id", name=op.f("uq_review_decision_company_id_client_id")),
    )


def _review_mark() -> None:
    op.create_table(
        "review_mark",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("decision_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("payee_key", sa.String(length=120), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("piece", sa.String(length=160), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("newest_part_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_review_mark_company_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["review_decision.id"], name=op.f("fk_review_mark_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_mark")),
    )
    for name in ("company_id", "decision_id"):
        op.create_index(op.f(f"ix_review_mark_{name}"), "review_mark", [name])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("part_id", Id, nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("model_version_id", Id, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_category", sa.String(length=24), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_audit_company_id")),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_audit_model_version_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_audit_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("part_id", name=op.f("uq_audit_part_id")),
    )
    op.create_index(op.f("ix_audit_company_id"), "audit", ["company_id"])


def _suspect() -> None:
    op.create_table(
        "suspect",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("part_id", Id, nullable=False),
        sa.Column("label_id", Id, nullable=False),
        sa.Column("model_version_id", Id, nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("label_probability", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_suspect_company_id")),
        sa.ForeignKeyConstraint(["label_id"], ["label.id"], name=op.f("fk_suspect_label_id")),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_suspect_model_version_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_suspect_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspect")),
        sa.UniqueConstraint("part_id", "label_id", name=op.f("uq_suspect_part_id_label_id")),
    )
    op.create_index(op.f("ix_suspect_company_id"), "suspect", ["company_id"])
