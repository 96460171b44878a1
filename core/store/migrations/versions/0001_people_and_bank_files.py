"""Companies, accounts and what their banks said."""

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables in the order in which they refer to each other."""
    _viewer()
    _company()
    _viewer_company()
    _account()
    _dismissal()
    _import_file()
    _import_problem()
    _statement()
    _transaction_row()


def _viewer() -> None:
    op.create_table(
        "viewer",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("sees_all", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewer")),
        sa.UniqueConstraint("name", name=op.f("uq_viewer_name")),
    )


def _company() -> None:
    op.create_table(
        "company",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("nace", sa.String(length=8), nullable=False),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("limit_minor", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
    )


def _viewer_company() -> None:
    op.create_table(
        "viewer_company",
        sa.Column("viewer_id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_viewer_company_company_id")),
        sa.ForeignKeyConstraint(["viewer_id"], ["viewer.id"], name=op.f("fk_viewer_company_viewer_id")),
        sa.PrimaryKeyConstraint("viewer_id", "company_id", name=op.f("pk_viewer_company")),
    )


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("anchor_on", sa.Date(), nullable=True),
        sa.Column("anchor_minor", sa.BigInteger(), nullable=True),
        sa.Column("anchor_source", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_account_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint(
            "company_id",
            "number",
            "currency",
            "name",
            name=op.f("uq_account_company_id_number_currency_name"),
        ),
    )
    op.create_index("ix_account_company_id", "account", ["company_id"])


def _dismissal() -> None:
    op.create_table(
        "dismissal",
        sa.Column("company_id", Id, nullable=False),
        sa.Column("fact_key", sa.String(length=160), nullable=False),
        sa.Column("viewer_id", Id, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_dismissal_company_id")),
        sa.ForeignKeyConstraint(["viewer_id"], ["viewer.id"], name=op.f("fk_dismissal_viewer_id")),
        sa.PrimaryKeyConstraint("company_id", "fact_key", name=op.f("pk_dismissal")),
    )


def _import_file() -> None:
    op.create_table(
        "import_file",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("encoding", sa.String(length=24), nullable=False),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_known", sa.Integer(), nullable=False),
        sa.Column("rows_bad", sa.Integer(), nullable=False),
        sa.Column("brought_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_import_file_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
    )
    op.create_index("ix_import_file_company_id", "import_file", ["company_id"])
    op.create_index("ix_import_file_sha256", "import_file", ["sha256"])


def _import_problem() -> None:
    op.create_table(
        "import_problem",
        sa.Column("id", Id, nullable=False),
        sa.Column("import_id", Id, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import_file.id"], name=op.f("fk_import_problem_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_problem")),
    )
    op.create_index("ix_import_problem_import_id", "import_problem", ["import_id"])


def _statement() -> None:
    op.create_table(
        "statement",
        sa.Column("id", Id, nullable=False),
        sa.Column("import_id", Id, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("opening_on", sa.Date(), nullable=True),
        sa.Column("opening_minor", sa.BigInteger(), nullable=True),
        sa.Column("closing_on", sa.Date(), nullable=True),
        sa.Column("closing_minor", sa.BigInteger(), nullable=True),
        sa.Column("closing_source", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_statement_account_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_file.id"], name=op.f("fk_statement_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index("ix_statement_account_id", "statement", ["account_id"])
    op.create_index("ix_statement_import_id", "statement", ["import_id"])


def _transaction_row() -> None:
    op.create_table(
        "transaction_row",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("import_id", Id, nullable=False),
        sa.Column("statement_id", Id, nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("held_back", sa.Boolean(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("payee_key", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("counterparty", sa.Text(), nullable=False),
        sa.Column("counterparty_account", sa.String(length=64), nullable=False),
        sa.Column("counterparty_bank", sa.String(length=32), nullable=False),
        sa.Column("counterparty_nace", sa.String(length=8), nullable=False),
        sa.Column("mcc", sa.String(length=4), nullable=False),
        sa.Column("type_code", sa.String(length=24), nullable=False),
        sa.Column("bank_code", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=128), nullable=False),
        sa.Column("standing_order", sa.Boolean(), nullable=True),
        sa.Column("contactless", sa.Boolean(), nullable=True),
        sa.Column("balance_minor", sa.BigInteger(), nullable=True),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_transaction_row_account_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_transaction_row_company_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_file.id"], name=op.f("fk_transaction_row_import_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_transaction_row_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transaction_row")),
    )
    op.create_index("ix_transaction_row_account", "transaction_row", ["account_id", "booked_on"])
    op.create_index("ix_transaction_row_fingerprint", "transaction_row", ["fingerprint"])
    op.create_index("ix_transaction_row_import_id", "transaction_row", ["import_id"])
    op.create_index(
        "ix_transaction_row_page", "transaction_row", ["company_id", "in_force", "booked_on", "id"]
    )
    op.create_index("ix_transaction_row_payee", "transaction_row", ["company_id", "payee_key", "direction"])
    op.create_index("ix_transaction_row_statement_id", "transaction_row", ["statement_id"])
    viewer = sa.table("viewer", sa.column("name"), sa.column("role"), sa.column("sees_all"))
    op.bulk_insert(
        viewer,
        [
            {"name": "system", "role": "admin", "sees_all": True},
            {"name": "local", "role": "manager", "sees_all": True},
        ],
    )
