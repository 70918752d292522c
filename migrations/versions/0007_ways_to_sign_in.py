"""More ways to come in: passkeys, recovery codes, links by mail, and a provider outside."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EMPTY = sa.text("''")


def upgrade() -> None:
    """Make the tables and columns."""
    op.add_column("accounts", sa.Column("recovery", sa.Text(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("accounts", sa.Column("handle", sa.String(length=64), server_default=_EMPTY, nullable=False))
    op.add_column("accounts", sa.Column("outside", sa.String(length=500), server_default=_EMPTY, nullable=False))
    op.create_index(op.f("ix_accounts_outside"), "accounts", ["outside"])
    op.add_column("account_sessions", sa.Column("way", sa.String(length=20), server_default=_EMPTY, nullable=False))
    op.add_column("account_sessions", sa.Column("sid", sa.String(length=255), server_default=_EMPTY, nullable=False))
    op.create_table(
        "account_passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("uses", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_passkeys_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_passkeys")),
        sa.UniqueConstraint("credential", name=op.f("uq_account_passkeys_credential")),
    )
    op.create_index(op.f("ix_account_passkeys_account_id"), "account_passkeys", ["account_id"])
    op.create_table(
        "account_mailed_links",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("onward", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_mailed_links_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_account_mailed_links")),
    )
    op.create_index(op.f("ix_account_mailed_links_account_id"), "account_mailed_links", ["account_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("account_mailed_links")
    op.drop_table("account_passkeys")
    op.drop_column("account_sessions", "sid")
    op.drop_column("account_sessions", "way")
    op.drop_index(op.f("ix_accounts_outside"), "accounts")
    op.drop_column("accounts", "outside")
    op.drop_column("accounts", "handle")
    op.drop_column("accounts", "recovery")
