"""Insights know the message that tells their author what becomes of them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("insights", sa.Column("receipt", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_insights_receipt",
        "insights",
        ["workspace_id", "receipt"],
        unique=False,
        postgresql_where=sa.text("receipt <> ''"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_insights_receipt", table_name="insights", postgresql_where=sa.text("receipt <> ''")
    )
    op.drop_column("insights", "receipt")
