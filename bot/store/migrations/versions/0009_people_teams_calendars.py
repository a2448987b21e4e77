"""What people, teams and calendars are to the bot, and the audit trail of what is changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("delegate_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), server_default="said", nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["people.id"], name=op.f("fk_absences_delegate_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_absences_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_absences_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(
        "ix_absences_person", "absences", ["workspace_id", "person_id", "last"], unique=False
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_audit_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_audit_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["workspace_id", "at", "id"], unique=False)
    op.create_table(
        "homes",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_homes_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_homes_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_homes")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("lead_id", sa.BigInteger(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name=op.f("fk_teams_lead_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_teams_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_index("ix_teams_lead", "teams", ["workspace_id", "lead_id"], unique=False)
    op.create_index(
        "uq_teams_name",
        "teams",
        ["workspace_id", sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_team_members_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["teams.id"],
            name=op.f("fk_team_members_team_id_teams"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_team_members_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_team_members")),
    )
    op.create_index(
        "ix_team_members_person", "team_members", ["workspace_id", "person_id"], unique=False
    )
    op.add_column("people", sa.Column("kind", sa.Text(), server_default="member", nullable=False))
    op.add_column(
        "people", sa.Column("admin", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "people", sa.Column("leads", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("people", sa.Column("chosen_language", sa.Text(), nullable=True))
    op.add_column("people", sa.Column("country", sa.Text(), nullable=True))
    op.add_column("people", sa.Column("region", sa.Text(), nullable=True))
    op.add_column(
        "people", sa.Column("weekdays", postgresql.ARRAY(sa.SmallInteger()), nullable=True)
    )
    op.add_column("people", sa.Column("day_start", sa.Time(), nullable=True))
    op.add_column("people", sa.Column("day_end", sa.Time(), nullable=True))
    op.add_column("people", sa.Column("weekly_ceiling", sa.BigInteger(), nullable=True))
    op.add_column(
        "people",
        sa.Column("follows_status", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("workspaces", sa.Column("chosen_language", sa.Text(), nullable=True))
    op.add_column("workspaces", sa.Column("country", sa.Text(), server_default="", nullable=False))
    op.add_column("workspaces", sa.Column("region", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "workspaces", sa.Column("announcements", sa.Text(), server_default="", nullable=False)
    )
    op.add_column(
        "workspaces",
        sa.Column("weekly_ceiling", sa.BigInteger(), server_default="5", nullable=False),
    )
    op.add_column(
        "workspaces",
        sa.Column("set_up", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("workspaces", "set_up")
    op.drop_column("workspaces", "weekly_ceiling")
    op.drop_column("workspaces", "announcements")
    op.drop_column("workspaces", "region")
    op.drop_column("workspaces", "country")
    op.drop_column("workspaces", "chosen_language")
    op.drop_column("people", "follows_status")
    op.drop_column("people", "weekly_ceiling")
    op.drop_column("people", "day_end")
    op.drop_column("people", "day_start")
    op.drop_column("people", "weekdays")
    op.drop_column("people", "region")
    op.drop_column("people", "country")
    op.drop_column("people", "chosen_language")
    op.drop_column("people", "leads")
    op.drop_column("people", "admin")
    op.drop_column("people", "kind")
    op.drop_index("ix_team_members_person", table_name="team_members")
    op.drop_table("team_members")
    op.drop_index(
        "uq_teams_name", table_name="teams", postgresql_where=sa.text("closed_at IS NULL")
    )
    op.drop_index("ix_teams_lead", table_name="teams")
    op.drop_table("teams")
    op.drop_table("homes")
    op.drop_index("ix_audit_at", table_name="audit")
    op.drop_table("audit")
    op.drop_index("ix_absences_person", table_name="absences")
    op.drop_table("absences")
