"""Insights take their numbers from a sequence of their workspace's, so that none waits for one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    for workspace, last in connection.execute(
        sa.text("SELECT workspace_id, last FROM insight_numbers")
    ).all():
        op.execute(f"CREATE SEQUENCE insight_numbers_{workspace} START {last + 1}")
    op.drop_table("insight_numbers")


def downgrade() -> None:
    op.create_table(
        "insight_numbers",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_insight_numbers_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_insight_numbers")),
    )
    connection = op.get_bind()
    for (name,) in connection.execute(
        sa.text(
            "SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()"
            r" AND sequencename ~ '^insight_numbers_\d+$'"
        )
    ).all():
        # Where `is_called` is false, `last_value` is the number that comes next.
        op.execute(
            f"INSERT INTO insight_numbers SELECT {name.rpartition('_')[2]},"  # noqa: S608
            f" last_value - (NOT is_called)::int FROM {name}"
        )
        op.execute(f"DROP SEQUENCE {name}")
