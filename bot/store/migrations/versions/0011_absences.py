"""What Slack status told an absence, and quick ways to those that are over and to a delegate's."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("absences", sa.Column("status", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_absences_last", "absences", ["workspace_id", "last"], unique=False)
    op.create_index("ix_absences_delegate", "absences", ["delegate_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_absences_delegate", table_name="absences")
    op.drop_index("ix_absences_last", table_name="absences")
    op.drop_column("absences", "status")
