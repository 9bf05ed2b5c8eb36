"""Checklists of events."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "event_task",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", BIG, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "due_days BETWEEN -366 AND 366", name=op.f("ck_event_task_due_within_a_year")
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_event_task_position_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_task_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["officer.id"], name=op.f("fk_event_task_owner_id_officer")
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["officer.id"], name=op.f("fk_event_task_done_by_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_task")),
    )
    op.create_index(op.f("ix_event_task_event_id"), "event_task", ["event_id"], unique=False)
