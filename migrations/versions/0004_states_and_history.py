"""Facts say where they come from, what was said against them and which version they are; every change has its line."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_FACTS = ("municipalities", "municipal_choices", "organisations", "service_areas", "services", "channels")
_OLD_KINDS = ("phone", "email", "website")
_NEW_KINDS = ("phone", "textphone", "sms", "whatsapp", "video", "email", "website")
_EMPTY = sa.text("''")


def _fact(table: str) -> list[sa.Column[object]]:
    origin = [sa.Column("origin", sa.String(length=20), server_default=sa.text("'files'"), nullable=False)]
    return [
        *([] if table == "channels" else origin),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("disputed_on", sa.Date(), nullable=True),
        sa.Column("disputed_why", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("successor", sa.Text(), server_default=_EMPTY, nullable=False),
    ]


def _kinds(allowed: tuple[str, ...]) -> None:
    """Let a channel be of these kinds alone."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_channels_channel_kind"), "channels", type_="check")
    quoted = ", ".join(f"'{kind}'" for kind in allowed)
    with op.batch_alter_table("channels") as batch:  # SQLite makes the table anew, and leaves the old check behind
        batch.create_check_constraint(op.f("ck_channels_channel_kind"), f"kind IN ({quoted})")


def upgrade() -> None:
    """Add the columns and tables. What the register proposes is made anew by its next import."""
    for table in _FACTS:
        for column in _fact(table):
            op.add_column(table, column)
    op.add_column("organisations", sa.Column("merged", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("municipal_choices", sa.Column("valid_from", sa.Date(), nullable=True))
    _kinds(_NEW_KINDS)
    op.create_table(
        "directory_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("origin", sa.String(length=20), server_default=sa.text("'files'"), nullable=False),
        sa.Column("why", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("batch", sa.String(length=60), server_default=_EMPTY, nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("owner_id", sa.String(length=60), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"], ["directory_changes.id"], name=op.f("fk_directory_changes_undoes_directory_changes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_changes")),
    )
    for column in ("batch", "owner_id", "undoes"):
        op.create_index(op.f(f"ix_directory_changes_{column}"), "directory_changes", [column])
    op.drop_table("register_proposals")
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("origin", sa.String(length=20), server_default=sa.text("'files'"), nullable=False),
        sa.Column("who", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("record", sa.String(length=80), server_default=_EMPTY, nullable=False),
        sa.Column("proposed", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("decision", sa.String(length=20), server_default=_EMPTY, nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("reason", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("owner_id", "kind", "text", name=op.f("uq_proposals_owner_id")),
    )


def downgrade() -> None:
    """Take them away again. What was withdrawn goes, and channels of kinds that the older version does not know."""
    op.drop_table("proposals")
    op.create_table(
        "register_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cbs_code", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), server_default=_EMPTY, nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_proposals")),
        sa.UniqueConstraint("cbs_code", "kind", "text", name=op.f("uq_register_proposals_cbs_code")),
    )
    for column in ("undoes", "owner_id", "batch"):
        op.drop_index(op.f(f"ix_directory_changes_{column}"), table_name="directory_changes")
    op.drop_table("directory_changes")
    for table in reversed(_FACTS):
        op.execute(sa.text(f"DELETE FROM {table} WHERE withdrawn_on IS NOT NULL"))  # noqa: S608  # our own table names
    quoted = ", ".join(f"'{kind}'" for kind in _OLD_KINDS)
    op.execute(sa.text(f"DELETE FROM channels WHERE kind NOT IN ({quoted})"))  # noqa: S608  # the same
    op.execute("DELETE FROM contacts WHERE NOT EXISTS (SELECT 1 FROM channels WHERE channels.contact_id = contacts.id)")
    _kinds(_OLD_KINDS)
    op.drop_column("municipal_choices", "valid_from")
    op.drop_column("organisations", "merged")
    for table in reversed(_FACTS):
        for column in reversed(_fact(table)):
            op.drop_column(table, column.name)
