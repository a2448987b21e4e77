"""Insights know when they were shown to everyone, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("insights", sa.Column("widened_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("insights", "widened_at")
