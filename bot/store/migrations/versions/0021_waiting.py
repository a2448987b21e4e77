"""The insights of a product area that nobody looked at yet, found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_insights_area_waiting",
        "insights",
        ["area_id", "kept_at"],
        postgresql_where=sa.text(
            "triaged_at IS NULL AND undone_at IS NULL AND area_id IS NOT NULL"
        ),
    )


def downgrade() -> None:
    op.drop_index("ix_insights_area_waiting", table_name="insights")
