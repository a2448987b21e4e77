"""App Homes are asked for by jobs; the audit trail is searched; ticks and refusals are noted."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refusals",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_refusals_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "day", "command", "sentence", name=op.f("pk_refusals")
        ),
    )
    op.create_table(
        "ticks",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_ticks_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_ticks")),
    )
    op.add_column("audit", sa.Column("search", sa.Text(), server_default="", nullable=False))
    op.drop_column("homes", "stale")


def downgrade() -> None:
    # An older postman would post them as messages; pages are drawn again when they are opened.
    op.execute("DELETE FROM deliveries WHERE kind = 'home'")
    op.add_column(
        "homes", sa.Column("stale", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.alter_column("homes", "stale", server_default=None)
    op.drop_column("audit", "search")
    op.drop_table("ticks")
    op.drop_table("refusals")
