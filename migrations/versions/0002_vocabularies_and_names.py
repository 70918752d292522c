"""Vocabularies carry their labels and relations; municipalities their other names."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_VOCABULARIES = ("functions", "kinds", "laws", "needs")
_COLUMNS = (("labels", "'{}'"), ("consists_of", "'[]'"), ("topics", "'[]'"))


def upgrade() -> None:
    """Add the columns, empty: the next load of the files fills them."""
    for table in _VOCABULARIES:
        for column, empty in _COLUMNS:
            op.add_column(table, sa.Column(column, sa.Text(), server_default=sa.text(empty), nullable=False))
    op.add_column("municipalities", sa.Column("other_names", sa.Text(), server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    """Take the columns away again."""
    op.drop_column("municipalities", "other_names")
    for table in _VOCABULARIES:
        for column, _ in reversed(_COLUMNS):
            op.drop_column(table, column)
