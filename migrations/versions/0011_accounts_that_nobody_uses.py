"""When somebody last signed in, so that an account that nobody uses is closed; those there are count from today."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Add the day."""
    with op.batch_alter_table("accounts") as accounts:
        accounts.add_column(sa.Column("seen_on", sa.Date(), nullable=True))
    op.execute(sa.text("UPDATE accounts SET seen_on = :today").bindparams(today=datetime.now(UTC).date()))
    with op.batch_alter_table("accounts") as accounts:
        accounts.alter_column("seen_on", existing_type=sa.Date(), nullable=False)


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_column("seen_on")
