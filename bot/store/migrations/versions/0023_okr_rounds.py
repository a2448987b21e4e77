"""OKRs: when teams check in, whom each round asks, what they choose and look back on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "okr_settings",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_okr_settings_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_okr_settings")),
    )
    op.create_table(
        "okr_retrospectives",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("cycle_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("worked", sa.Text(), server_default="", nullable=False),
        sa.Column("hindered", sa.Text(), server_default="", nullable=False),
        sa.Column("next", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["okr_cycles.id"], name=op.f("fk_okr_retrospectives_cycle_id_okr_cycles")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_okr_retrospectives_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_okr_retrospectives_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_okr_retrospectives")),
        sa.UniqueConstraint(
            "cycle_id", "person_id", name=op.f("uq_okr_retrospectives_cycle_id_person_id")
        ),
    )
    op.create_table(
        "okr_cadences",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("every", sa.Text(), server_default="weekly", nullable=False),
        sa.Column("weekday", sa.BigInteger(), server_default="4", nullable=False),
        sa.Column("hour", sa.Time(), server_default="10:00", nullable=False),
        sa.Column("fresh_days", sa.BigInteger(), server_default="3", nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_okr_cadences_team_id_teams")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_okr_cadences_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_okr_cadences")),
    )
    op.create_index("ix_okr_cadences_due", "okr_cadences", ["workspace_id", "due_at"], unique=False)
    op.create_index(
        "uq_okr_cadences_team",
        "okr_cadences",
        ["workspace_id", "team_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "okr_rounds",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("cycle_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("comment_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_by_id"], ["people.id"], name=op.f("fk_okr_rounds_comment_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["okr_cycles.id"], name=op.f("fk_okr_rounds_cycle_id_okr_cycles")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_okr_rounds_team_id_teams")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_okr_rounds_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_okr_rounds")),
    )
    op.create_index(
        "ix_okr_rounds_open",
        "okr_rounds",
        ["workspace_id", "closes_at"],
        unique=False,
        postgresql_where=sa.text("told_at IS NULL"),
    )
    op.create_index(
        "uq_okr_rounds_day",
        "okr_rounds",
        ["workspace_id", "team_id", "day"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "okr_round_people",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_okr_round_people_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["okr_rounds.id"],
            name=op.f("fk_okr_round_people_round_id_okr_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_okr_round_people_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_okr_round_people")),
    )
    op.create_index(
        "ix_okr_round_people_asked",
        "okr_round_people",
        ["workspace_id", "person_id"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'asked')"),
    )
    op.create_index(
        "ix_okr_round_people_due",
        "okr_round_people",
        ["workspace_id", "ask_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_okr_round_people_due",
        table_name="okr_round_people",
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(
        "ix_okr_round_people_asked",
        table_name="okr_round_people",
        postgresql_where=sa.text("state IN ('waiting', 'asked')"),
    )
    op.drop_table("okr_round_people")
    op.drop_index("uq_okr_rounds_day", table_name="okr_rounds", postgresql_nulls_not_distinct=True)
    op.drop_index(
        "ix_okr_rounds_open", table_name="okr_rounds", postgresql_where=sa.text("told_at IS NULL")
    )
    op.drop_table("okr_rounds")
    op.drop_index(
        "uq_okr_cadences_team", table_name="okr_cadences", postgresql_nulls_not_distinct=True
    )
    op.drop_index("ix_okr_cadences_due", table_name="okr_cadences")
    op.drop_table("okr_cadences")
    op.drop_table("okr_retrospectives")
    op.drop_table("okr_settings")
