"""Counts for 'Inzicht': conversations, replies and questions without an answer; and how cases ended that were let go of."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NOUGHT = sa.text("0")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "use_tally",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), server_default=_NOUGHT, nullable=False),
        sa.PrimaryKeyConstraint("month", "what", "language", "topic", name=op.f("pk_use_tally")),
    )
    op.create_table(
        "agreement_outcomes",
        sa.Column("quarter", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("count", sa.Integer(), server_default=_NOUGHT, nullable=False),
        sa.PrimaryKeyConstraint("quarter", "status", name=op.f("pk_agreement_outcomes")),
    )


def downgrade() -> None:
    """Take them away: what was counted is gone."""
    op.drop_table("agreement_outcomes")
    op.drop_table("use_tally")
