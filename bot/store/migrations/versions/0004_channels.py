"""Private channels are read again in time; those already known are due at once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("changes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_channels_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "channel", name=op.f("pk_channels")),
    )
    op.create_index(op.f("ix_channels_due"), "channels", ["due"], unique=False)
    op.execute(
        "INSERT INTO channels (workspace_id, channel, due)"
        " SELECT workspace_id, channel, now() FROM channel_members"
        " UNION SELECT workspace_id, channel, now() FROM insights WHERE private AND channel <> ''"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_channels_due"), table_name="channels")
    op.drop_table("channels")
