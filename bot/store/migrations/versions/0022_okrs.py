"""OKRs: cycles, objectives, key results and KPIs, their check-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "okr_cycles",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_okr_cycles_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_okr_cycles")),
        sa.UniqueConstraint(
            "workspace_id", "folded", name=op.f("uq_okr_cycles_workspace_id_folded")
        ),
    )
    op.create_table(
        "kpis",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("floor", sa.Numeric(), nullable=True),
        sa.Column("ceiling", sa.Numeric(), nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("breached_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_kpis_owner_id_people")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_kpis_team_id_teams")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_kpis_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpis")),
    )
    op.create_index(
        "uq_kpis_folded",
        "kpis",
        ["workspace_id", "team_id", "folded"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "objectives",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("cycle_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["okr_cycles.id"], name=op.f("fk_objectives_cycle_id_okr_cycles")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_objectives_made_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["objectives.id"], name=op.f("fk_objectives_parent_id_objectives")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_objectives_team_id_teams")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_objectives_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objectives")),
    )
    op.create_index(
        "ix_objectives_cycle", "objectives", ["workspace_id", "cycle_id", "team_id"], unique=False
    )
    op.create_index("ix_objectives_parent", "objectives", ["parent_id"], unique=False)
    op.create_table(
        "key_results",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("objective_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("start", sa.Numeric(), nullable=False),
        sa.Column("target", sa.Numeric(), nullable=False),
        sa.Column("direction", sa.Text(), server_default="up", nullable=False),
        sa.Column("zones", sa.Text(), server_default="", nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("confidence", sa.Text(), server_default="", nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alive_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("copied_from_id", sa.BigInteger(), nullable=True),
        sa.Column("score", sa.Numeric(), nullable=True),
        sa.Column("score_note", sa.Text(), server_default="", nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["copied_from_id"],
            ["key_results.id"],
            name=op.f("fk_key_results_copied_from_id_key_results"),
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name=op.f("fk_key_results_objective_id_objectives")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_key_results_owner_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_key_results_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_results")),
    )
    op.create_index("ix_key_results_objective", "key_results", ["objective_id"], unique=False)
    op.create_index(
        "ix_key_results_owner",
        "key_results",
        ["owner_id"],
        unique=False,
        postgresql_where=sa.text("dropped_at IS NULL"),
    )
    op.create_table(
        "kpi_readings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("kpi_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpis.id"], name=op.f("fk_kpi_readings_kpi_id_kpis")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_kpi_readings_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_kpi_readings_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_readings")),
        sa.UniqueConstraint("kpi_id", "at", name=op.f("uq_kpi_readings_kpi_id_at")),
    )
    op.create_table(
        "check_ins",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("key_result_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("unchanged", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrects_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["check_ins.id"], name=op.f("fk_check_ins_corrects_id_check_ins")
        ),
        sa.ForeignKeyConstraint(
            ["key_result_id"],
            ["key_results.id"],
            name=op.f("fk_check_ins_key_result_id_key_results"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_check_ins_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_check_ins_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_check_ins_corrects_id")),
    )
    op.create_index("ix_check_ins_key_result", "check_ins", ["key_result_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_check_ins_key_result", table_name="check_ins")
    op.drop_table("check_ins")
    op.drop_table("kpi_readings")
    op.drop_index(
        "ix_key_results_owner",
        table_name="key_results",
        postgresql_where=sa.text("dropped_at IS NULL"),
    )
    op.drop_index("ix_key_results_objective", table_name="key_results")
    op.drop_table("key_results")
    op.drop_index("ix_objectives_parent", table_name="objectives")
    op.drop_index("ix_objectives_cycle", table_name="objectives")
    op.drop_table("objectives")
    op.drop_index(
        "uq_kpis_folded",
        table_name="kpis",
        postgresql_where=sa.text("closed_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_table("kpis")
    op.drop_table("okr_cycles")
