"""Layouts: every file keeps what it taught, so that an older answer is there once a newer file is undone."""

from alembic import op

revision = "0012"
down_revision = "0011"

_KEY = ["company_id", "fingerprint", "account_number"]


def upgrade() -> None:
    """A file may teach a layout that another one taught before it."""
    with op.batch_alter_table("table_layout") as layouts:
        layouts.drop_constraint(f"uq_table_layout_{'_'.join(_KEY)}", type_="unique")
        layouts.create_unique_constraint(f"uq_table_layout_{'_'.join(_KEY)}_import_id", [*_KEY, "import_id"])
