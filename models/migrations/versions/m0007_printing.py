"""Printing: sheets of the office's own, sheets used in part, how each printer errs."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sheet_format",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_format")),
        sa.UniqueConstraint("name", name=op.f("uq_sheet_format_name")),
    )
    op.create_table(
        "part_sheet",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sheet", sa.String(length=300), nullable=False),
        sa.Column("used", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_sheet")),
    )
    op.create_table(
        "printer_profile",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("queue", sa.String(length=300), nullable=False),
        sa.Column("medium", sa.String(length=300), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("measured_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer_profile")),
        sa.UniqueConstraint("queue", "medium", name=op.f("uq_printer_profile_queue_medium")),
    )
