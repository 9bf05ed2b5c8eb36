"""Reports: summaries with their texts and figures, layouts of other systems' lists."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "event_report",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("paper", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=300), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("document", sa.String(length=64), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document"], ["content.digest"], name=op.f("fk_event_report_document_content")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_report_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_event_report_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_report")),
    )
    op.create_index(op.f("ix_event_report_event_id"), "event_report", ["event_id"])
    op.create_index(op.f("ix_event_report_finished_at"), "event_report", ["finished_at"])
    op.create_table(
        "upload_layout",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_layout")),
        sa.UniqueConstraint("name", name=op.f("uq_upload_layout_name")),
    )
