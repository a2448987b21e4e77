"""Feeds are counted, so that none sends more than its share."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("window_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "feeds", sa.Column("window_count", sa.BigInteger(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("feeds", "window_count")
    op.drop_column("feeds", "window_at")
