"""Organisations have a number in the trade register; pairs that are not the same are remembered."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EMPTY = sa.text("''")


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("organisations", sa.Column("kvk", sa.Text(), server_default=_EMPTY, nullable=False))
    op.create_table(
        "not_the_same",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(length=80), nullable=False),
        sa.Column("second", sa.String(length=80), nullable=False),
        sa.Column("who", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("why", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_the_same")),
        sa.UniqueConstraint("first", "second", name=op.f("uq_not_the_same_first")),
    )


def downgrade() -> None:
    """Take them away: what was said not to be the same is proposed again. Merges stay made, but cannot be taken back as a whole."""
    op.drop_table("not_the_same")
    op.drop_column("organisations", "kvk")
