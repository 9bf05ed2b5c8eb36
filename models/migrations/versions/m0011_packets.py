"""Desk packets: stamps that follow cause and effect, what was given, what came home, conflicts."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALONE = {"resolve_fks": False}
AT_THE_END = "DEFERRED"
"""When a key is looked at that names an action written after it."""
KINDS = (
    "field",
    "same_person",
    "enrolled_twice",
    "paid_twice",
    "card_twice",
    "number_twice",
    "receipt_twice",
    "taken_out",
)
STATES = ("open", "decided", "gone")
CHOICES = ("left", "right", "both")
COUNT = 2**16
"""How many actions one millisecond has room for in a stamp."""


def upgrade() -> None:
    _make_secrets()
    _stamp_actions()
    _make_packets()
    _make_conflicts()
    _make_keeps()


def _make_secrets() -> None:
    """Keep what signs cards apart from what a file only notes for itself."""
    op.create_table(
        "secret",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )
    op.execute(
        "INSERT INTO secret (name, value) SELECT key, value FROM local"
        " WHERE key = 'card_signing_key'"
    )
    op.execute("DELETE FROM local WHERE key = 'card_signing_key'")


def _stamp_actions() -> None:
    with op.batch_alter_table("action", reflect_kwargs=ALONE) as action:
        action.add_column(sa.Column("stamp", BIG, nullable=True))
        action.add_column(sa.Column("merged_by_id", BIG, nullable=True))
        action.create_foreign_key(
            op.f("fk_action_merged_by_id_action"),
            "action",
            ["merged_by_id"],
            ["id"],
            deferrable=True,
            initially=AT_THE_END,
        )
    connection, last = op.get_bind(), 0
    for one in connection.execute(sa.text("SELECT id, at FROM action ORDER BY at, id")).all():
        moment = one.at if isinstance(one.at, datetime) else datetime.fromisoformat(one.at)
        seconds = int(moment.replace(tzinfo=UTC).timestamp())
        last = max(last + 1, seconds * 1000 * COUNT)
        connection.execute(
            sa.text("UPDATE action SET stamp = :stamp WHERE id = :id"),
            {"stamp": last, "id": one.id},
        )
    with op.batch_alter_table("action", reflect_kwargs=ALONE) as action:
        action.alter_column("stamp", existing_type=BIG, nullable=False)
        action.create_index(op.f("ix_action_stamp"), ["stamp"])
        action.create_index(op.f("ix_action_merged_by_id"), ["merged_by_id"])


def _make_packets() -> None:
    op.create_table(
        "desk_packet",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("desk_id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("stamp", BIG, nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("first_number", sa.String(length=32), nullable=True),
        sa.Column("last_number", sa.String(length=32), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        *_foreign("desk_packet", desk_id="desk", event_id="event", officer_id="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_packet")),
    )
    _index("desk_packet", "desk_id", "event_id")
    op.create_table(
        "packet_return",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("packet_id", BIG, nullable=False),
        sa.Column("desk_id", BIG, nullable=False),
        sa.Column("chain_key", BIG, nullable=False),
        sa.Column("first_id", BIG, nullable=False),
        sa.Column("last_id", BIG, nullable=False),
        sa.Column("merge_id", BIG, nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=False),
        sa.Column("actions", sa.Integer(), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("actions >= 0", name=op.f("ck_packet_return_actions_not_negative")),
        *_foreign("packet_return", packet_id="desk_packet", desk_id="desk"),
        sa.ForeignKeyConstraint(
            ["merge_id"],
            ["action.id"],
            op.f("fk_packet_return_merge_id_action"),
            deferrable=True,
            initially=AT_THE_END,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet_return")),
    )
    _index("packet_return", "packet_id", "chain_key")


def _make_conflicts() -> None:
    op.create_table(
        "merge_conflict",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", _word("conflictkind", KINDS), nullable=False),
        sa.Column("record_table", sa.String(length=32), nullable=False),
        sa.Column("record_id", BIG, nullable=False),
        sa.Column("field", sa.String(length=32), nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("sides", sa.JSON(), nullable=False),
        sa.Column("state", _word("conflictstate", STATES), nullable=False),
        sa.Column("choice", _word("choice", CHOICES), nullable=True),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        *_foreign("merge_conflict", person_id="person", officer_id="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_conflict")),
    )
    _index("merge_conflict", "person_id", "state")
    op.create_index(
        "ix_merge_conflict_record", "merge_conflict", ["record_table", "record_id", "field"]
    )


def _make_keeps() -> None:
    """Let data be kept past the rule of its retention, with a reason."""
    op.create_table(
        "retention_keep",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        *_foreign("retention_keep", person_id="person", officer_id="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_keep")),
    )
    _index("retention_keep", "person_id")


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _word(name: str, values: Sequence[str]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def _foreign(table: str, **far: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in far.items()
    ]
