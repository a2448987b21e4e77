"""Onboarding: about whom Product Ops are asked when they join."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "onboarding_settings",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("joins", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_onboarding_settings_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_onboarding_settings")),
    )


def downgrade() -> None:
    op.drop_table("onboarding_settings")
