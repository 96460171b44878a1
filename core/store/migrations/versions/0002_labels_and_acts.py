"""Parts, their labels, what people did, and the versions that answered."""

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables in the order in which they refer to each other."""
    _model_version()
    _part()
    _act()
    _label()
    _owner_rule()
    _explanation()


def _model_version() -> None:
    op.create_table(
        "model_version",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("folder", sa.String(length=120), nullable=False),
        sa.Column("parent_id", Id, nullable=True),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("trained_on", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promoted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["model_version.id"], name=op.f("fk_model_version_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_version")),
    )
    op.create_index("ix_model_version_state", "model_version", ["kind", "state"])


def _part() -> None:
    op.create_table(
        "part",
        sa.Column("id", Id, nullable=False),
        sa.Column("transaction_id", Id, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("label_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["label_id"], ["label.id"], name="fk_part_label_id", use_alter=True),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["transaction_row.id"], name=op.f("fk_part_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
    )
    op.create_index("ix_part_label_id", "part", ["label_id"])
    op.create_index("ix_part_transaction_id", "part", ["transaction_id"])


def _act() -> None:
    op.create_table(
        "act",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("viewer_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reach", sa.String(length=8), nullable=False),
        sa.Column("part_id", Id, nullable=True),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("undoes_id", Id, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_act_company_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_act_part_id")),
        sa.ForeignKeyConstraint(["undoes_id"], ["act.id"], name=op.f("fk_act_undoes_id")),
        sa.ForeignKeyConstraint(["viewer_id"], ["viewer.id"], name=op.f("fk_act_viewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_act_undoes_id")),
    )
    op.create_index("ix_act_company_id", "act", ["company_id"])


def _label() -> None:
    op.create_table(
        "label",
        sa.Column("id", Id, nullable=False),
        sa.Column("part_id", Id, nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("decider", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("guesses", sa.JSON(), nullable=False),
        sa.Column("model_version_id", Id, nullable=True),
        sa.Column("act_id", Id, nullable=True),
        sa.Column("before_id", Id, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_label_act_id")),
        sa.ForeignKeyConstraint(["before_id"], ["label.id"], name=op.f("fk_label_before_id")),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_label_model_version_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_label_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
    )
    op.create_index("ix_label_act_id", "label", ["act_id"])
    op.create_index("ix_label_before_id", "label", ["before_id"])
    op.create_index("ix_label_category", "label", ["category", "decider"])
    op.create_index("ix_label_part_id", "label", ["part_id"])


def _owner_rule() -> None:
    op.create_table(
        "owner_rule",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("payee_key", sa.String(length=120), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("act_id", Id, nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_owner_rule_act_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_owner_rule_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner_rule")),
    )
    op.create_index("ix_owner_rule_act_id", "owner_rule", ["act_id"])
    op.create_index("ix_owner_rule_payee", "owner_rule", ["company_id", "payee_key", "direction"])


def _explanation() -> None:
    op.create_table(
        "explanation",
        sa.Column("id", Id, nullable=False),
        sa.Column("part_id", Id, nullable=False),
        sa.Column("model_version_id", Id, nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("factors", sa.JSON(), nullable=False),
        sa.Column("r2", sa.Double(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_explanation_model_version_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_explanation_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
        sa.UniqueConstraint(
            "part_id", "model_version_id", name=op.f("uq_explanation_part_id_model_version_id")
        ),
    )
