"""Dependencies: what teams need from each other, and every move since."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dependencies",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("key_result_id", sa.BigInteger(), nullable=True),
        sa.Column("serves_id", sa.BigInteger(), nullable=True),
        sa.Column("lag", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="asked", nullable=False),
        sa.Column("risk", sa.Text(), server_default="", nullable=False),
        sa.Column("risk_why", sa.Text(), server_default="", nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=False),
        sa.Column("promised", sa.Date(), nullable=True),
        sa.Column("forecast", sa.Date(), nullable=True),
        sa.Column("proposed", sa.Date(), nullable=True),
        sa.Column("proposed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sure_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("aged_on", sa.Date(), nullable=True),
        sa.Column("late_on", sa.Date(), nullable=True),
        sa.Column("moves", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_dependencies_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["key_result_id"],
            ["key_results.id"],
            name=op.f("fk_dependencies_key_result_id_key_results"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_dependencies_owner_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["teams.id"], name=op.f("fk_dependencies_provider_id_teams")
        ),
        sa.ForeignKeyConstraint(
            ["requester_id"], ["teams.id"], name=op.f("fk_dependencies_requester_id_teams")
        ),
        sa.ForeignKeyConstraint(
            ["serves_id"],
            ["dependencies.id"],
            name=op.f("fk_dependencies_serves_id_dependencies"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_dependencies_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependencies")),
        sa.UniqueConstraint(
            "workspace_id", "number", name=op.f("uq_dependencies_workspace_id_number")
        ),
    )
    op.create_index(
        "ix_dependencies_due",
        "dependencies",
        ["workspace_id", "next_at"],
        unique=False,
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(
        "ix_dependencies_provider",
        "dependencies",
        ["workspace_id", "provider_id", "state"],
        unique=False,
    )
    op.create_index(
        "ix_dependencies_requester",
        "dependencies",
        ["workspace_id", "requester_id", "state"],
        unique=False,
    )
    op.create_index(
        "ix_dependencies_search",
        "dependencies",
        ["search"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "ix_dependencies_serves", "dependencies", ["workspace_id", "serves_id"], unique=False
    )
    op.create_index(
        "uq_dependencies_source",
        "dependencies",
        ["workspace_id", "source"],
        unique=True,
        postgresql_where=sa.text("source <> ''"),
    )
    op.create_table(
        "dependency_moves",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("dependency_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("after", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dependency_id"],
            ["dependencies.id"],
            name=op.f("fk_dependency_moves_dependency_id_dependencies"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_dependency_moves_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_dependency_moves_team_id_teams")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_dependency_moves_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependency_moves")),
        sa.UniqueConstraint(
            "dependency_id", "place", name=op.f("uq_dependency_moves_dependency_id_place")
        ),
    )
    op.create_table(
        "dependency_settings",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("weekday", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("hour", sa.Time(), server_default="09:00", nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_dependency_settings_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_dependency_settings")),
    )


def downgrade() -> None:
    op.drop_table("dependency_settings")
    op.drop_table("dependency_moves")
    op.drop_table("dependencies")
