"""Insights know their customer, their theme and what became of them."""

import sqlalchemy as sa
from alembic import op

from bot.folding import sameness

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "insight_distinctions",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("lower_id", sa.BigInteger(), nullable=False),
        sa.Column("higher_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["higher_id"], ["insights.id"], name=op.f("fk_insight_distinctions_higher_id_insights")
        ),
        sa.ForeignKeyConstraint(
            ["lower_id"], ["insights.id"], name=op.f("fk_insight_distinctions_lower_id_insights")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_insight_distinctions_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_insight_distinctions_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("lower_id", "higher_id", name=op.f("pk_insight_distinctions")),
    )
    op.create_index(
        "ix_insight_distinctions_higher", "insight_distinctions", ["higher_id"], unique=False
    )
    op.create_table(
        "insight_keys",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("insight_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insights.id"], name=op.f("fk_insight_keys_insight_id_insights")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_insight_keys_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "origin", "key", name=op.f("pk_insight_keys")),
    )
    op.create_index("ix_insight_keys_insight", "insight_keys", ["insight_id"], unique=False)
    op.add_column("insights", sa.Column("customer_id", sa.BigInteger(), nullable=True))
    op.add_column("insights", sa.Column("source", sa.Text(), server_default="", nullable=False))
    op.add_column("insights", sa.Column("severity", sa.Text(), server_default="", nullable=False))
    op.add_column("insights", sa.Column("area_id", sa.BigInteger(), nullable=True))
    op.add_column("insights", sa.Column("theme_id", sa.BigInteger(), nullable=True))
    op.add_column("insights", sa.Column("same_as_id", sa.BigInteger(), nullable=True))
    op.add_column("insights", sa.Column("feed_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "insights", sa.Column("conversation", sa.Text(), server_default="", nullable=False)
    )
    op.add_column("insights", sa.Column("thread_ts", sa.Text(), server_default="", nullable=False))
    op.add_column("insights", sa.Column("triaged_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("insights", sa.Column("triaged_by_id", sa.BigInteger(), nullable=True))
    op.add_column("insights", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("insights", sa.Column("routed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_insights_customer",
        "insights",
        ["customer_id"],
        unique=False,
        postgresql_where=sa.text("customer_id IS NOT NULL"),
    )
    op.create_index("ix_insights_kept_at", "insights", ["workspace_id", "kept_at"], unique=False)
    op.create_index(
        "ix_insights_same_as",
        "insights",
        ["same_as_id"],
        unique=False,
        postgresql_where=sa.text("same_as_id IS NOT NULL"),
    )
    op.create_index("ix_insights_tags", "insights", ["tags"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_insights_theme",
        "insights",
        ["theme_id"],
        unique=False,
        postgresql_where=sa.text("theme_id IS NOT NULL"),
    )
    op.create_index(
        "ix_insights_untriaged",
        "insights",
        ["workspace_id", "kept_at"],
        unique=False,
        postgresql_where=sa.text("triaged_at IS NULL AND undone_at IS NULL"),
    )
    op.create_foreign_key(
        op.f("fk_insights_customer_id_customers"), "insights", "customers", ["customer_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_insights_area_id_product_areas"), "insights", "product_areas", ["area_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_insights_feed_id_feeds"), "insights", "feeds", ["feed_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_insights_triaged_by_id_people"), "insights", "people", ["triaged_by_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_insights_same_as_id_insights"), "insights", "insights", ["same_as_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_insights_theme_id_themes"), "insights", "themes", ["theme_id"], ["id"]
    )
    _name_customers()
    op.drop_column("insights", "customer")


def _name_customers() -> None:
    """Make a customer of each name that insights bear, spelt as it was first."""
    names = op.get_bind().execute(
        sa.text(
            "SELECT workspace_id, customer, min(kept_at) AS at FROM insights"
            " WHERE customer <> '' GROUP BY 1, 2 ORDER BY 3"
        )
    )
    for workspace, name, at in names.all():
        known = {"workspace": workspace, "name": name, "folded": sameness(name), "at": at}
        op.get_bind().execute(
            sa.text(
                "INSERT INTO customers (workspace_id, name, folded, made_at)"
                " VALUES (:workspace, :name, :folded, :at) ON CONFLICT DO NOTHING"
            ),
            known,
        )
        op.get_bind().execute(
            sa.text(
                "UPDATE insights SET customer_id = customers.id FROM customers"
                " WHERE insights.workspace_id = :workspace AND insights.customer = :name"
                " AND customers.workspace_id = :workspace AND customers.folded = :folded"
            ),
            known,
        )


def downgrade() -> None:
    op.add_column("insights", sa.Column("customer", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE insights SET customer = name FROM customers WHERE customers.id = customer_id"
    )
    op.alter_column("insights", "customer", server_default=None)
    op.drop_constraint(op.f("fk_insights_theme_id_themes"), "insights", type_="foreignkey")
    op.drop_constraint(op.f("fk_insights_same_as_id_insights"), "insights", type_="foreignkey")
    op.drop_constraint(op.f("fk_insights_triaged_by_id_people"), "insights", type_="foreignkey")
    op.drop_constraint(op.f("fk_insights_feed_id_feeds"), "insights", type_="foreignkey")
    op.drop_constraint(op.f("fk_insights_area_id_product_areas"), "insights", type_="foreignkey")
    op.drop_constraint(op.f("fk_insights_customer_id_customers"), "insights", type_="foreignkey")
    op.drop_index(
        "ix_insights_untriaged",
        table_name="insights",
        postgresql_where=sa.text("triaged_at IS NULL AND undone_at IS NULL"),
    )
    op.drop_index(
        "ix_insights_theme", table_name="insights", postgresql_where=sa.text("theme_id IS NOT NULL")
    )
    op.drop_index("ix_insights_tags", table_name="insights", postgresql_using="gin")
    op.drop_index(
        "ix_insights_same_as",
        table_name="insights",
        postgresql_where=sa.text("same_as_id IS NOT NULL"),
    )
    op.drop_index("ix_insights_kept_at", table_name="insights")
    op.drop_index(
        "ix_insights_customer",
        table_name="insights",
        postgresql_where=sa.text("customer_id IS NOT NULL"),
    )
    op.drop_column("insights", "routed_at")
    op.drop_column("insights", "closed_at")
    op.drop_column("insights", "triaged_by_id")
    op.drop_column("insights", "triaged_at")
    op.drop_column("insights", "thread_ts")
    op.drop_column("insights", "conversation")
    op.drop_column("insights", "feed_id")
    op.drop_column("insights", "same_as_id")
    op.drop_column("insights", "theme_id")
    op.drop_column("insights", "area_id")
    op.drop_column("insights", "severity")
    op.drop_column("insights", "source")
    op.drop_column("insights", "customer_id")
    op.drop_index("ix_insight_keys_insight", table_name="insight_keys")
    op.drop_table("insight_keys")
    op.drop_index("ix_insight_distinctions_higher", table_name="insight_distinctions")
    op.drop_table("insight_distinctions")
