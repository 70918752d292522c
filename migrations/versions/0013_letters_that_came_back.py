"""Which letters beside those of the round came back, and what they were about."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EMPTY = sa.text("''")
_TABLE = "outbox_letters"


def upgrade() -> None:
    """Add the columns."""
    op.add_column(_TABLE, sa.Column("about", sa.String(length=40), server_default=_EMPTY, nullable=False))
    op.add_column(_TABLE, sa.Column("bounced_on", sa.Date(), nullable=True))
    op.add_column(_TABLE, sa.Column("bounce", sa.Text(), server_default=_EMPTY, nullable=False))
    op.add_column(_TABLE, sa.Column("hard", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take them away: which letters came back is not known any more."""
    for name in ("hard", "bounce", "bounced_on", "about"):
        op.drop_column(_TABLE, name)
