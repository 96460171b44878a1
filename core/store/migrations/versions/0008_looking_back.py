"""Looking back: what would have been said earlier, whose futures they are, and what is kept of old ones."""

import sqlalchemy as sa
from alembic import op

from core.store.schema.base import Id

revision = "0008"
down_revision = "0007"

_KEY = ["run_id", "account_id", "category", "direction"]
_FAN_KEY = ["company_id", "first_week", "looking_back", "whose", "currency", "category", "direction"]


def upgrade() -> None:
    """Everything stored so far was said at its time, by Bursar, and keeps its futures."""
    no = sa.false()
    op.add_column("forecast_run", sa.Column("looking_back", sa.Boolean(), nullable=False, server_default=no))
    with op.batch_alter_table("forecast_series", recreate="always") as series:
        # Before the futures: what stands behind them is only found by reading through them.
        whose = sa.Column("whose", sa.String(length=12), nullable=False, server_default="bursar")
        series.add_column(whose, insert_before="paths")
        thinned: sa.Column[bool] = sa.Column("thinned", sa.Boolean(), nullable=False, server_default=no)
        series.add_column(thinned, insert_before="paths")
        series.drop_constraint(f"uq_forecast_series_{'_'.join(_KEY)}", type_="unique")
        series.create_unique_constraint(f"uq_forecast_series_{'_'.join(_KEY)}_whose", [*_KEY, "whose"])
    op.create_table(
        "forecast_fan",
        sa.Column("id", Id, nullable=False),
        sa.Column("company_id", Id, nullable=False),
        sa.Column("first_week", sa.Date(), nullable=False),
        sa.Column("looking_back", sa.Boolean(), nullable=False),
        sa.Column("whose", sa.String(length=12), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("levels", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_forecast_fan_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_fan")),
        sa.UniqueConstraint(*_FAN_KEY, name="uq_forecast_fan_said"),
    )
