"""What is needed may hold up several promises of the same team; and where cards stand."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_ONWARD = sa.text(
    "INSERT INTO dependency_ties (workspace_id, need_id, promise_id)"
    " SELECT workspace_id, id, serves_id FROM dependencies WHERE serves_id IS NOT NULL"
)
# Of several, one column holds the oldest.
_BACK = sa.text(
    "UPDATE dependencies d SET serves_id = tie.first FROM"
    " (SELECT need_id, min(promise_id) AS first FROM dependency_ties GROUP BY need_id) tie"
    " WHERE tie.need_id = d.id"
)


def upgrade() -> None:
    op.create_table(
        "dependency_ties",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("need_id", sa.BigInteger(), nullable=False),
        sa.Column("promise_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"],
            ["dependencies.id"],
            name=op.f("fk_dependency_ties_need_id_dependencies"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["dependencies.id"],
            name=op.f("fk_dependency_ties_promise_id_dependencies"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_dependency_ties_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("need_id", "promise_id", name=op.f("pk_dependency_ties")),
    )
    op.create_index("ix_dependency_ties_promise", "dependency_ties", ["workspace_id", "promise_id"])
    op.execute(_ONWARD)
    op.drop_index("ix_dependencies_serves", table_name="dependencies")
    op.drop_column("dependencies", "serves_id")
    op.add_column("dependencies", sa.Column("places", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("dependencies", "places")
    op.add_column("dependencies", sa.Column("serves_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        "fk_dependencies_serves_id_dependencies",
        *("dependencies", "dependencies", ["serves_id"], ["id"]),
        ondelete="SET NULL",
    )
    op.create_index("ix_dependencies_serves", "dependencies", ["workspace_id", "serves_id"])
    op.execute(_BACK)
    op.drop_table("dependency_ties")
