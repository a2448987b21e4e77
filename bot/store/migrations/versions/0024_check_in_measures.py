"""Check-ins say in which unit, or among which steps, they were told."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("check_ins", sa.Column("unit", sa.Text(), server_default="", nullable=False))
    op.add_column("check_ins", sa.Column("zones", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE check_ins SET unit = told.unit, zones = told.zones FROM key_results AS told"
        " WHERE told.id = check_ins.key_result_id"
    )


def downgrade() -> None:
    op.drop_column("check_ins", "zones")
    op.drop_column("check_ins", "unit")
