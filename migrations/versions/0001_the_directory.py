"""The directory: organisations, services, municipalities, contacts, and who confirmed what when."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _fact() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("source_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source_date", sa.String(length=10), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_confirmed_on", sa.Date(), nullable=True),
    )


def upgrade() -> None:
    """Make every table of the directory, and the row that counts its changes."""
    revisions = op.create_table(
        "directory_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_revision")),
    )
    op.bulk_insert(revisions, [{"id": 1, "number": 0}])
    op.create_table(
        "functions",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name_nl", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_functions")),
    )
    op.create_table(
        "kinds",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name_nl", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kinds")),
    )
    op.create_table(
        "laws",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name_nl", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laws")),
    )
    op.create_table(
        "municipalities",
        sa.Column("cbs_code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("province", sa.String(length=200), nullable=False),
        sa.Column("youth_region", sa.String(length=200), nullable=False),
        *_fact(),
        sa.PrimaryKeyConstraint("cbs_code", name=op.f("pk_municipalities")),
    )
    op.create_index(op.f("ix_municipalities_name"), "municipalities", ["name"])
    op.create_table(
        "needs",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name_nl", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs")),
    )
    op.create_table(
        "municipal_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cbs_code", sa.String(length=4), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        *_fact(),
        sa.ForeignKeyConstraint(
            ["cbs_code"],
            ["municipalities.cbs_code"],
            name=op.f("fk_municipal_choices_cbs_code_municipalities"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipal_choices")),
        sa.UniqueConstraint("cbs_code", "subject", name=op.f("uq_municipal_choices_cbs_code")),
    )
    op.create_index(op.f("ix_municipal_choices_cbs_code"), "municipal_choices", ["cbs_code"])
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind_id", sa.String(length=60), nullable=False),
        sa.Column("summary_nl", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("summary_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("website", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contract_status", sa.Text(), server_default=sa.text("''"), nullable=False),
        *_fact(),
        sa.ForeignKeyConstraint(["kind_id"], ["kinds.id"], name=op.f("fk_organisations_kind_id_kinds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_index(op.f("ix_organisations_kind_id"), "organisations", ["kind_id"])
    op.create_index(op.f("ix_organisations_name"), "organisations", ["name"])
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(length=60), nullable=True),
        sa.Column("cbs_code", sa.String(length=4), nullable=True),
        sa.Column("label", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("(organisation_id IS NULL) <> (cbs_code IS NULL)", name=op.f("ck_contacts_one_owner")),
        sa.ForeignKeyConstraint(
            ["cbs_code"],
            ["municipalities.cbs_code"],
            name=op.f("fk_contacts_cbs_code_municipalities"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_contacts_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("cbs_code", "label", name=op.f("uq_contacts_cbs_code")),
        sa.UniqueConstraint("organisation_id", "label", name=op.f("uq_contacts_organisation_id")),
    )
    op.create_index(op.f("ix_contacts_cbs_code"), "contacts", ["cbs_code"])
    op.create_index(op.f("ix_contacts_organisation_id"), "contacts", ["organisation_id"])
    op.create_table(
        "service_areas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(length=60), nullable=False),
        sa.Column("cbs_code", sa.String(length=4), nullable=False),
        *_fact(),
        sa.ForeignKeyConstraint(
            ["cbs_code"],
            ["municipalities.cbs_code"],
            name=op.f("fk_service_areas_cbs_code_municipalities"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_service_areas_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_areas")),
        sa.UniqueConstraint("organisation_id", "cbs_code", name=op.f("uq_service_areas_organisation_id")),
    )
    op.create_index(op.f("ix_service_areas_cbs_code"), "service_areas", ["cbs_code"])
    op.create_index(op.f("ix_service_areas_organisation_id"), "service_areas", ["organisation_id"])
    op.create_table(
        "services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(length=60), nullable=False),
        sa.Column("function_id", sa.String(length=60), nullable=True),
        sa.Column("need_id", sa.String(length=60), nullable=False),
        sa.Column("law_id", sa.String(length=60), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_fact(),
        sa.ForeignKeyConstraint(["function_id"], ["functions.id"], name=op.f("fk_services_function_id_functions")),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_services_law_id_laws")),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_services_need_id_needs")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_services_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint(
            "organisation_id", "need_id", "law_id", "function_id", name=op.f("uq_services_organisation_id")
        ),
    )
    op.create_index(op.f("ix_services_function_id"), "services", ["function_id"])
    op.create_index(op.f("ix_services_law_id"), "services", ["law_id"])
    op.create_index(op.f("ix_services_need_id"), "services", ["need_id"])
    op.create_index(op.f("ix_services_organisation_id"), "services", ["organisation_id"])
    op.create_table(
        "channels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "phone", "email", "website", name="channel_kind", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_fact(),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_channels_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("contact_id", "kind", "value", name=op.f("uq_channels_contact_id")),
    )
    op.create_index(op.f("ix_channels_contact_id"), "channels", ["contact_id"])


def downgrade() -> None:
    """Drop everything."""
    for table in (
        "channels",
        "services",
        "service_areas",
        "contacts",
        "organisations",
        "municipal_choices",
        "needs",
        "municipalities",
        "laws",
        "kinds",
        "functions",
        "directory_revision",
    ):
        op.drop_table(table)
