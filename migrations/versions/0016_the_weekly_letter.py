"""Who asked for the weekly letter, and the links that stop it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_account_id_accounts")
    return sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "weekly_readers",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("week", sa.String(length=12), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        _of_account("weekly_readers"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_weekly_readers")),
    )
    op.create_table(
        "weekly_links",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _of_account("weekly_links"),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_weekly_links")),
        sa.UniqueConstraint("key", name=op.f("uq_weekly_links_key")),
    )
    op.create_index(op.f("ix_weekly_links_account_id"), "weekly_links", ["account_id"])
    op.create_index(op.f("ix_weekly_links_made_at"), "weekly_links", ["made_at"])


def downgrade() -> None:
    """Take them away: nobody gets the letter any more."""
    op.drop_table("weekly_links")
    op.drop_table("weekly_readers")
