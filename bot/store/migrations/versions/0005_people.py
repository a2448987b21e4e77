"""Everyone is learnt from Slack in time, and nothing older overwrites what it said last."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "people", sa.Column("updated", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.add_column(
        "workspaces", sa.Column("people_asked", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("workspaces", sa.Column("people_due", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("workspaces", "people_due")
    op.drop_column("workspaces", "people_asked")
    op.drop_column("people", "updated")
