"""Agreements and conversations with partners."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("partner_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("ends_on >= begins_on", name=op.f("ck_agreement_ends_after_begin")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_agreement_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_ends_on"), "agreement", ["ends_on"], unique=False)
    op.create_index(op.f("ix_agreement_partner_id"), "agreement", ["partner_id"], unique=False)
    op.create_table(
        "partner_note",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("partner_id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("due_on >= held_on", name=op.f("ck_partner_note_due_after_held")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_partner_note_contact_id_contact")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_partner_note_officer_id_officer")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_note_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_note")),
    )
    op.create_index(
        op.f("ix_partner_note_contact_id"), "partner_note", ["contact_id"], unique=False
    )
    op.create_index(op.f("ix_partner_note_due_on"), "partner_note", ["due_on"], unique=False)
    op.create_index(
        op.f("ix_partner_note_partner_id"), "partner_note", ["partner_id"], unique=False
    )
