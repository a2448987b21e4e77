"""What people owe, whose turn it is to hear of it, and the messages that told them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ask_messages",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("reminder", sa.Boolean(), nullable=False),
        sa.Column("more", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_ask_messages_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_ask_messages_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_messages")),
    )
    op.create_index("ix_ask_messages_week", "ask_messages", ["person_id", "week"], unique=False)
    op.create_index(
        "uq_ask_messages_reminder",
        "ask_messages",
        ["person_id", "day"],
        unique=True,
        postgresql_where=sa.text("reminder"),
    )
    op.create_table(
        "asks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_for_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("offered_to_id", sa.BigInteger(), nullable=True),
        sa.Column("offered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("offer_note", sa.Text(), server_default="", nullable=False),
        sa.Column("declined_by_id", sa.BigInteger(), nullable=True),
        sa.Column("escalated_to_id", sa.BigInteger(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["declined_by_id"], ["people.id"], name=op.f("fk_asks_declined_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["escalated_to_id"], ["people.id"], name=op.f("fk_asks_escalated_to_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["people.id"], name=op.f("fk_asks_offered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["offered_to_id"], ["people.id"], name=op.f("fk_asks_offered_to_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["opened_for_id"], ["people.id"], name=op.f("fk_asks_opened_for_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_asks_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_asks_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
    )
    op.create_index(
        "ix_asks_escalated",
        "asks",
        ["escalated_to_id"],
        unique=False,
        postgresql_where=sa.text("state = 'open' AND escalated_to_id IS NOT NULL"),
    )
    op.create_index(
        "ix_asks_offered",
        "asks",
        ["offered_to_id"],
        unique=False,
        postgresql_where=sa.text("state = 'open' AND offered_to_id IS NOT NULL"),
    )
    op.create_index(
        "ix_asks_owed",
        "asks",
        ["person_id"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_asks_open",
        "asks",
        ["workspace_id", "kind", "subject", "opened_for_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "ask_lines",
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("ask_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["asks.id"], name=op.f("fk_ask_lines_ask_id_asks")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["ask_messages.id"], name=op.f("fk_ask_lines_message_id_ask_messages")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_ask_lines_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("message_id", "place", name=op.f("pk_ask_lines")),
    )
    op.create_index("ix_ask_lines_ask", "ask_lines", ["ask_id"], unique=False)
    op.create_table(
        "ask_turns",
        sa.Column("ask_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ask_id"], ["asks.id"], name=op.f("fk_ask_turns_ask_id_asks")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_ask_turns_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_ask_turns_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("ask_id", "person_id", "part", name=op.f("pk_ask_turns")),
    )
    op.create_index(
        "ix_ask_turns_next",
        "ask_turns",
        ["workspace_id", "next_at"],
        unique=False,
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_ask_turns_person", "ask_turns", ["workspace_id", "person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_ask_turns_person", table_name="ask_turns")
    op.drop_index(
        "ix_ask_turns_next", table_name="ask_turns", postgresql_where=sa.text("next_at IS NOT NULL")
    )
    op.drop_table("ask_turns")
    op.drop_index("ix_ask_lines_ask", table_name="ask_lines")
    op.drop_table("ask_lines")
    op.drop_index("uq_asks_open", table_name="asks", postgresql_where=sa.text("state = 'open'"))
    op.drop_index("ix_asks_owed", table_name="asks", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(
        "ix_asks_offered",
        table_name="asks",
        postgresql_where=sa.text("state = 'open' AND offered_to_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_asks_escalated",
        table_name="asks",
        postgresql_where=sa.text("state = 'open' AND escalated_to_id IS NOT NULL"),
    )
    op.drop_table("asks")
    op.drop_index(
        "uq_ask_messages_reminder", table_name="ask_messages", postgresql_where=sa.text("reminder")
    )
    op.drop_index("ix_ask_messages_week", table_name="ask_messages")
    op.drop_table("ask_messages")
