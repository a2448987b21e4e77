"""User groups, team names that are the same, who named a lead, who vanished from Slack."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STANDS = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "user_groups",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("slack_id", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("people", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_user_groups_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_groups")),
        sa.UniqueConstraint(
            "workspace_id", "slack_id", name=op.f("uq_user_groups_workspace_id_slack_id")
        ),
    )
    op.add_column("people", sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("workspaces", sa.Column("groups_asked", sa.DateTime(timezone=True)))
    op.add_column("workspaces", sa.Column("groups_due", sa.DateTime(timezone=True)))
    op.add_column("teams", sa.Column("folded", sa.Text(), nullable=True))
    op.add_column("teams", sa.Column("named_by_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "teams", sa.Column("revision", sa.BigInteger(), server_default="0", nullable=False)
    )
    # Accents are folded in Python: the next change of a team writes its name's again.
    op.execute(r"UPDATE teams SET folded = lower(regexp_replace(name, '\s', '', 'g'))")
    op.alter_column("teams", "folded", nullable=False)
    op.drop_index("uq_teams_name", table_name="teams", postgresql_where=STANDS)
    op.create_index(
        "uq_teams_folded",
        "teams",
        ["workspace_id", "folded"],
        unique=True,
        postgresql_where=STANDS,
    )
    op.create_foreign_key(
        op.f("fk_teams_named_by_id_people"), "teams", "people", ["named_by_id"], ["id"]
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_teams_named_by_id_people"), "teams", type_="foreignkey")
    op.drop_index("uq_teams_folded", table_name="teams", postgresql_where=STANDS)
    op.create_index(
        "uq_teams_name",
        "teams",
        ["workspace_id", sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=STANDS,
    )
    op.drop_column("teams", "revision")
    op.drop_column("teams", "named_by_id")
    op.drop_column("teams", "folded")
    op.drop_column("workspaces", "groups_due")
    op.drop_column("workspaces", "groups_asked")
    op.drop_column("people", "listed_at")
    op.drop_table("user_groups")
