"""Cards: their copies and batches, blocks of numbers, designs, keys that sign codes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALONE = {"resolve_fks": False}
"""Read a table without those it points to: what SQLite tells of ``person`` is not whole."""
CARD_STATES = ("queued", "sent", "printed", "handed", "spoilt", "lost", "damaged", "cancelled")
COPY_STATES = (
    "drawn",
    "sent",
    "printed",
    "handed",
    "spoilt",
    "lost",
    "damaged",
    "replaced",
    "dropped",
)
BATCH_STATES = ("drawn", "sent", "told", "dropped", "reverted")
HAND_WAYS = ("ticked", "drawn")


def upgrade() -> None:
    _make_batches()
    _make_copies()
    _make_numbers_and_keys()
    _make_designs()
    _alter_card()
    _alter_others()


def _make_batches() -> None:
    op.create_table(
        "card_batch",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("desk_id", BIG, nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("printer", sa.String(length=300), nullable=False),
        sa.Column("sheet", sa.String(length=300), nullable=False),
        sa.Column("design", sa.String(length=300), nullable=False),
        sa.Column("state", _word("batchstate", BATCH_STATES), nullable=False),
        sa.Column("spoilt", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        *_not_negative("card_batch", "spoilt"),
        *_foreign("card_batch", desk_id="desk", officer_id="officer", event_id="event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_batch")),
    )
    for column in ("event_id", "drawn_at", "state"):
        op.create_index(op.f(f"ix_card_batch_{column}"), "card_batch", [column])


def _make_copies() -> None:
    op.create_table(
        "card_copy",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("card_id", BIG, nullable=False),
        sa.Column("batch_id", BIG, nullable=False),
        sa.Column("desk_id", BIG, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", _word("copystate", COPY_STATES), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("handed_by_id", BIG, nullable=True),
        sa.Column("hand_way", _word("handway", HAND_WAYS), nullable=True),
        sa.Column("signature", sa.String(length=64), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        *_not_negative("card_copy", "serial", "place"),
        *_foreign(
            "card_copy",
            card_id="card",
            batch_id="card_batch",
            desk_id="desk",
            handed_by_id="officer",
        ),
        sa.ForeignKeyConstraint(
            ["signature"], ["content.digest"], name=op.f("fk_card_copy_signature_content")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_copy")),
        sa.UniqueConstraint("desk_id", "serial", name=op.f("uq_card_copy_desk_id_serial")),
    )
    for column in ("card_id", "batch_id", "state"):
        op.create_index(op.f(f"ix_card_copy_{column}"), "card_copy", [column])


def _make_numbers_and_keys() -> None:
    op.create_table(
        "number_block",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("first", sa.String(length=32), nullable=False),
        sa.Column("last", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
        sa.UniqueConstraint("first", name=op.f("uq_number_block_first")),
    )
    op.create_table(
        "office_key",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=8), nullable=False),
        sa.Column("office", sa.String(length=300), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("revoked", sa.JSON(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_key")),
        sa.UniqueConstraint("mark", name=op.f("uq_office_key_mark")),
    )


def _make_designs() -> None:
    op.create_table(
        "card_design",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_design")),
        sa.UniqueConstraint("name", name=op.f("uq_card_design_name")),
    )


def _alter_card() -> None:
    known = ", ".join(f"'{state}'" for state in CARD_STATES)
    with op.batch_alter_table("card", reflect_kwargs=ALONE) as card:
        card.drop_constraint(op.f("ck_card_cardstate"))
        card.create_check_constraint(op.f("ck_card_cardstate"), f"state IN ({known})")


def _alter_others() -> None:
    with op.batch_alter_table("office") as office:
        for column in ("main_colour", "second_colour"):
            office.add_column(sa.Column(column, sa.String(length=32), nullable=True))
        for column in ("member_design", "proof_design"):
            office.add_column(sa.Column(column, sa.String(length=300), nullable=True))
    with op.batch_alter_table("supply") as supply:
        supply.add_column(sa.Column("begun_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("supply_move", reflect_kwargs=ALONE) as move:
        move.add_column(sa.Column("batch_id", BIG, nullable=True))
        move.create_foreign_key(
            op.f("fk_supply_move_batch_id_card_batch"), "card_batch", ["batch_id"], ["id"]
        )
    op.create_index(op.f("ix_supply_move_batch_id"), "supply_move", ["batch_id"])


def _word(name: str, values: Sequence[str]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def _foreign(table: str, **far: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in far.items()
    ]


def _not_negative(table: str, *columns: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(f"{column} >= 0", name=op.f(f"ck_{table}_{column}_not_negative"))
        for column in columns
    ]
