"""The closed part: figures of use, developments, documents, officials, and what was done."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EMPTY = sa.text("''")
_ONE = sa.text("1")


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _names(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(length=200), nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "use_figures",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("provider", sa.String(length=60), nullable=False),
        sa.Column("cbs_code", sa.String(length=4), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("year", "provider", "cbs_code", name=op.f("pk_use_figures")),
    )
    op.create_table(
        "closed_developments",
        _id(),
        *_names("title"),
        sa.Column("text", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=_ONE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_developments")),
    )
    op.create_table(
        "closed_documents",
        _id(),
        *_names("title", "name"),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_documents")),
    )
    op.create_table(
        "closed_officials",
        _id(),
        sa.Column("owner_id", sa.String(length=60), nullable=False),
        *_names("name", "task", "email", "phone"),
        sa.Column("version", sa.Integer(), server_default=_ONE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_officials")),
    )
    op.create_index(op.f("ix_closed_officials_owner_id"), "closed_officials", ["owner_id"])
    op.create_table(
        "desk_log",
        _id(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_names("who"),
        sa.Column("what", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_log")),
    )
    op.create_index(op.f("ix_desk_log_at"), "desk_log", ["at"])


def downgrade() -> None:
    """Take them away."""
    for table in ("desk_log", "closed_officials", "closed_documents", "closed_developments", "use_figures"):
        op.drop_table(table)
