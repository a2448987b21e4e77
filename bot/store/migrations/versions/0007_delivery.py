"""The outbox: what waits to be delivered, where it went, where Slack takes nothing for now."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sought_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "put_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["deliveries.id"],
            name=op.f("fk_deliveries_parent_id_deliveries"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_deliveries_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_deliveries_workspace_id_key")),
    )
    op.create_index(
        "ix_deliveries_done",
        "deliveries",
        ["workspace_id", "done_at"],
        unique=False,
        postgresql_where=sa.text("NOT erased"),
    )
    op.create_index(
        "ix_deliveries_failed",
        "deliveries",
        ["workspace_id", "reason"],
        unique=False,
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.create_index(
        "ix_deliveries_line",
        "deliveries",
        ["workspace_id", "target", "priority", "due", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_deliveries_others",
        "deliveries",
        ["workspace_id", "priority", "due", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting' AND kind <> 'post'"),
    )
    op.create_index(op.f("ix_deliveries_parent_id"), "deliveries", ["parent_id"], unique=False)
    op.create_index(
        "ix_deliveries_troubled",
        "deliveries",
        ["workspace_id", "target", "priority"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'sending') AND tried_at IS NOT NULL"),
    )
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["workspace_id", "priority", "due", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "destinations",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("problem_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_destinations_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "target", name=op.f("pk_destinations")),
    )
    op.create_table(
        "pauses",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pauses_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "method", name=op.f("pk_pauses")),
    )
    op.create_table(
        "delivery_files",
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("slack_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name=op.f("fk_delivery_files_delivery_id_deliveries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_delivery_files_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_delivery_files")),
    )


def downgrade() -> None:
    op.drop_table("delivery_files")
    op.drop_table("pauses")
    op.drop_table("destinations")
    op.drop_index(
        "ix_deliveries_waiting",
        table_name="deliveries",
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(
        "ix_deliveries_troubled",
        table_name="deliveries",
        postgresql_where=sa.text("state IN ('waiting', 'sending') AND tried_at IS NOT NULL"),
    )
    op.drop_index(op.f("ix_deliveries_parent_id"), table_name="deliveries")
    op.drop_index(
        "ix_deliveries_others",
        table_name="deliveries",
        postgresql_where=sa.text("state = 'waiting' AND kind <> 'post'"),
    )
    op.drop_index(
        "ix_deliveries_line", table_name="deliveries", postgresql_where=sa.text("state = 'waiting'")
    )
    op.drop_index(
        "ix_deliveries_failed",
        table_name="deliveries",
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.drop_index(
        "ix_deliveries_done", table_name="deliveries", postgresql_where=sa.text("NOT erased")
    )
    op.drop_table("deliveries")
