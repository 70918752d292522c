"""The round: who is asked, letters, links and handovers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EMPTY = sa.text("''")
_NONE = sa.text("'[]'")


def _of_an_ask(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["ask_id"], ["round_asks.id"], name=op.f(f"fk_{table}_ask_id_round_asks"), ondelete="CASCADE"
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "round_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("via", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("closed", sa.String(length=20), server_default=_EMPTY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_asks")),
        sa.UniqueConstraint("week", "address", name=op.f("uq_round_asks_week")),
    )
    op.create_table(
        "round_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=60), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        _of_an_ask("round_asked"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_asked")),
        sa.UniqueConstraint("ask_id", "owner_id", name=op.f("uq_round_asked_ask_id")),
    )
    op.create_table(
        "round_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("batch", sa.String(length=60), server_default=_EMPTY, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("problem", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("bounced_on", sa.Date(), nullable=True),
        sa.Column("hard", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("bounce", sa.Text(), server_default=_EMPTY, nullable=False),
        _of_an_ask("round_mails"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_mails")),
        sa.UniqueConstraint("ask_id", "kind", "address", "batch", name=op.f("uq_round_mails_ask_id")),
        sa.UniqueConstraint("key", name=op.f("uq_round_mails_key")),
    )
    op.create_table(
        "round_links",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batches", sa.Text(), server_default=_NONE, nullable=False),
        _of_an_ask("round_links"),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_round_links")),
    )
    op.create_table(
        "round_handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("leaver", sa.String(length=200), nullable=False),
        sa.Column("successor", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owners", sa.Text(), server_default=_NONE, nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=20), server_default=_EMPTY, nullable=False),
        sa.Column("decided_by", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        _of_an_ask("round_handovers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_handovers")),
    )
    for table, column in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


_INDEXES = (
    ("round_asked", "ask_id"),
    ("round_asked", "owner_id"),
    ("round_mails", "ask_id"),
    ("round_mails", "address"),
    ("round_links", "ask_id"),
    ("round_handovers", "ask_id"),
)


def downgrade() -> None:
    """Take them away: links that were mailed open nothing any more."""
    for table in ("round_handovers", "round_links", "round_mails", "round_asked", "round_asks"):
        op.drop_table(table)
