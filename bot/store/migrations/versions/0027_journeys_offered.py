"""Journeys that are not offered any more."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every journey is offered."""
    op.add_column(
        "journeys",
        sa.Column("offered", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )


def downgrade() -> None:
    """None of them says whether it is."""
    op.drop_column("journeys", "offered")
