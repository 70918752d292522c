"""Agreements that were not kept: cases, what was said about them, and letters that wait."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EMPTY = sa.text("''")


def _line(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=_EMPTY, nullable=False)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "agreement_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("reporter", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *map(_line, ("what", "since", "often", "tried", "wish")),
        sa.Column("may_name", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        *map(_line, ("handler", "agreed")),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("passed_on", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_agreement_cases_number")),
    )
    op.create_table(
        "agreement_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _line("who"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        _line("text"),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["agreement_cases.id"],
            name=op.f("fk_agreement_entries_case_id_agreement_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_entries")),
    )
    op.create_table(
        "agreement_counts",
        sa.Column("quarter", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "kind", name=op.f("pk_agreement_counts")),
    )
    op.create_table(
        "outbox_letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        *map(_line, ("subject", "text", "html")),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        _line("problem"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_letters")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_letters_key")),
    )
    for table, column in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


_INDEXES = (
    ("agreement_cases", "reporter"),
    ("agreement_cases", "about"),
    ("agreement_cases", "closed_on"),
    ("agreement_entries", "case_id"),
    ("outbox_letters", "made_at"),
)


def downgrade() -> None:
    """Take them away."""
    for table in ("outbox_letters", "agreement_counts", "agreement_entries", "agreement_cases"):
        op.drop_table(table)
