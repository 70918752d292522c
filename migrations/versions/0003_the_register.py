"""The national register: where a channel came from, places, what the register proposes, and how the last fetch went."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Add the tables, empty: the next import of the register fills them. Every channel so far came from the files."""
    op.add_column(
        "channels", sa.Column("origin", sa.String(length=20), server_default=sa.text("'files'"), nullable=False)
    )
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cbs_code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["cbs_code"],
            ["municipalities.cbs_code"],
            name=op.f("fk_places_cbs_code_municipalities"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("cbs_code", "name", name=op.f("uq_places_cbs_code")),
    )
    op.create_index(op.f("ix_places_cbs_code"), "places", ["cbs_code"])
    op.create_table(
        "register_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cbs_code", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_proposals")),
        sa.UniqueConstraint("cbs_code", "kind", "text", name=op.f("uq_register_proposals_cbs_code")),
    )
    op.create_table(
        "register_fetch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("etag", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("last_modified", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_fetch")),
    )


def downgrade() -> None:
    """Take them away again, with what the register brought: the older version would take it for the files' own."""
    op.drop_table("register_fetch")
    op.drop_table("register_proposals")
    op.drop_index(op.f("ix_places_cbs_code"), table_name="places")
    op.drop_table("places")
    op.execute("DELETE FROM channels WHERE origin = 'register'")
    op.execute("DELETE FROM contacts WHERE NOT EXISTS (SELECT 1 FROM channels WHERE channels.contact_id = contacts.id)")
    op.drop_column("channels", "origin")
