"""The desk: receipts, cash boxes, forms on paper, sittings, consent signed on the screen."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALONE = {"resolve_fks": False}
"""Read a table without those it points to: what SQLite tells of ``person`` is not whole."""
CONSENT_WAYS = ("ticked", "drawn", "signed", "thumbprint")


def upgrade() -> None:
    _make_of_money()
    _make_of_attendance()
    _alter_payment()
    _alter_consent()
    _alter_office()


def _make_of_money() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("desk_id", BIG, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        *_not_negative("receipt", "serial", "amount"),
        *_foreign("receipt", desk_id="desk", event_id="event", officer_id="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("desk_id", "serial", name=op.f("uq_receipt_desk_id_serial")),
    )
    op.create_index(op.f("ix_receipt_event_id"), "receipt", ["event_id"], unique=False)
    op.create_table(
        "cash_box",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("desk_id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", BIG, nullable=True),
        sa.Column("opening", BIG, nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", BIG, nullable=True),
        sa.Column("expected", BIG, nullable=True),
        sa.Column("counted", BIG, nullable=True),
        sa.Column("notes", sa.JSON(), nullable=True),
        sa.Column("difference_reason", sa.Text(), nullable=True),
        *_not_negative("cash_box", "opening", "counted"),
        *_foreign(
            "cash_box",
            desk_id="desk",
            event_id="event",
            opened_by_id="officer",
            closed_by_id="officer",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_box")),
    )
    op.create_index(op.f("ix_cash_box_event_id"), "cash_box", ["event_id"], unique=False)
    op.create_index(
        "ix_cash_box_one_open",
        "cash_box",
        ["desk_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "cash_move",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("cash_box_id", BIG, nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_cash_move_amount_not_nought")),
        *_foreign("cash_move", cash_box_id="cash_box", officer_id="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_move")),
    )
    op.create_index(op.f("ix_cash_move_cash_box_id"), "cash_move", ["cash_box_id"], unique=False)


def _make_of_attendance() -> None:
    op.create_table(
        "session_presence",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("session_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("present_at", sa.DateTime(), nullable=False),
        sa.Column("desk_id", BIG, nullable=True),
        *_foreign(
            "session_presence", session_id="event_session", person_id="person", desk_id="desk"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_presence")),
        sa.UniqueConstraint(
            "session_id", "person_id", name=op.f("uq_session_presence_session_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_session_presence_person_id"), "session_presence", ["person_id"], unique=False
    )
    op.create_table(
        "paper_form",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("desk_id", BIG, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=True),
        sa.Column("typed_at", sa.DateTime(), nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        *_not_negative("paper_form", "serial"),
        *_foreign("paper_form", event_id="event", desk_id="desk", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_form")),
        sa.UniqueConstraint("desk_id", "serial", name=op.f("uq_paper_form_desk_id_serial")),
    )
    for column in ("event_id", "person_id"):
        op.create_index(op.f(f"ix_paper_form_{column}"), "paper_form", [column], unique=False)


def _alter_payment() -> None:
    far = {
        "desk_id": "desk",
        "officer_id": "officer",
        "cash_box_id": "cash_box",
        "receipt_id": "receipt",
    }
    with op.batch_alter_table("payment", reflect_kwargs=ALONE) as payment:
        for column, table in far.items():
            payment.add_column(sa.Column(column, BIG, nullable=True))
            payment.create_foreign_key(
                op.f(f"fk_payment_{column}_{table}"), table, [column], ["id"]
            )
        for column in ("cash_box_id", "receipt_id"):
            payment.create_index(op.f(f"ix_payment_{column}"), [column], unique=False)


def _alter_consent() -> None:
    known = ", ".join(f"'{way}'" for way in CONSENT_WAYS)
    with op.batch_alter_table("consent", reflect_kwargs=ALONE) as consent:
        consent.add_column(sa.Column("proof", sa.String(length=64), nullable=True))
        consent.create_foreign_key(
            op.f("fk_consent_proof_content"), "content", ["proof"], ["digest"]
        )
        consent.drop_constraint(op.f("ck_consent_consentway"))
        consent.create_check_constraint(op.f("ck_consent_consentway"), f"way IN ({known})")


def _alter_office() -> None:
    with op.batch_alter_table("office") as office:
        office.add_column(
            sa.Column("takes_cash", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        office.add_column(sa.Column("receipt_paper", sa.String(length=32), nullable=True))
    with op.batch_alter_table("office") as office:
        office.alter_column("takes_cash", server_default=None)


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
