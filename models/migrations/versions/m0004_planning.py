"""Planning: letters, documents, templates, sessions, equipment, supplies, budgets, targets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _make_of_office()
    _make_of_events()
    _make_documents()
    _keep_what_was_spent()
    _alter_event()
    _alter_others()


def _make_of_office() -> None:
    op.create_table(
        "absence",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("officer_id", BIG, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "leave",
                "travel",
                "other",
                name="absencekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_absence_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_absence_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_last_day"), "absence", ["last_day"], unique=False)
    op.create_index(op.f("ix_absence_officer_id"), "absence", ["officer_id"], unique=False)
    op.create_table(
        "closed_day",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_day")),
        sa.UniqueConstraint("day", name=op.f("uq_closed_day_day")),
    )
    op.create_table(
        "equipment",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "card_printer",
                "printer",
                "laptop",
                "scanner",
                "camera",
                "vehicle",
                "other",
                name="equipmentkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("serial", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
    )
    op.create_table(
        "month_target",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("enrolled", sa.Integer(), nullable=False),
        sa.Column("rupiah", BIG, nullable=False),
        sa.CheckConstraint("enrolled >= 0", name=op.f("ck_month_target_enrolled_not_negative")),
        sa.CheckConstraint("rupiah >= 0", name=op.f("ck_month_target_rupiah_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_target")),
        sa.UniqueConstraint("month", name=op.f("uq_month_target_month")),
    )
    op.create_table(
        "supply",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "blank_card",
                "ribbon",
                "other",
                name="supplykind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("cards_each", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("cards_each >= 1", name=op.f("ck_supply_cards_each_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply")),
    )
    op.create_table(
        "supply_move",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("supply_id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.CheckConstraint("count <> 0", name=op.f("ck_supply_move_count_not_nought")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_supply_move_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["supply.id"], name=op.f("fk_supply_move_supply_id_supply")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_move")),
    )
    op.create_index(op.f("ix_supply_move_event_id"), "supply_move", ["event_id"], unique=False)
    op.create_index(op.f("ix_supply_move_supply_id"), "supply_move", ["supply_id"], unique=False)


def _make_of_events() -> None:
    op.create_table(
        "event_template",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "talk",
                "drive",
                "agreement",
                "follow_up",
                "other",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_template")),
        sa.UniqueConstraint("kind", name=op.f("uq_event_template_kind")),
    )
    op.create_table(
        "event_session",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("venue", sa.String(length=300), nullable=True),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_event_session_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_session_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_session")),
    )
    op.create_index(op.f("ix_event_session_event_id"), "event_session", ["event_id"], unique=False)
    op.create_table(
        "event_equipment",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("equipment_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["equipment_id"],
            ["equipment.id"],
            name=op.f("fk_event_equipment_equipment_id_equipment"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_equipment_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_equipment")),
        sa.UniqueConstraint(
            "event_id", "equipment_id", name=op.f("uq_event_equipment_event_id_equipment_id")
        ),
    )
    op.create_index(
        op.f("ix_event_equipment_equipment_id"), "event_equipment", ["equipment_id"], unique=False
    )
    op.create_index(
        op.f("ix_event_equipment_event_id"), "event_equipment", ["event_id"], unique=False
    )
    op.create_table(
        "budget_line",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("planned", BIG, nullable=False),
        sa.Column("actual", BIG, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("actual >= 0", name=op.f("ck_budget_line_actual_not_negative")),
        sa.CheckConstraint("planned >= 0", name=op.f("ck_budget_line_planned_not_negative")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_budget_line_position_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_budget_line_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
    )
    op.create_index(op.f("ix_budget_line_event_id"), "budget_line", ["event_id"], unique=False)
    op.create_table(
        "packing_line",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("supply_id", BIG, nullable=True),
        sa.Column("packed_at", sa.DateTime(), nullable=True),
        sa.Column("packed_by_id", BIG, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_packing_line_count_not_negative")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_packing_line_position_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_packing_line_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["packed_by_id"], ["officer.id"], name=op.f("fk_packing_line_packed_by_id_officer")
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["supply.id"], name=op.f("fk_packing_line_supply_id_supply")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packing_line")),
    )
    op.create_index(op.f("ix_packing_line_event_id"), "packing_line", ["event_id"], unique=False)
    op.create_index(op.f("ix_packing_line_supply_id"), "packing_line", ["supply_id"], unique=False)


def _make_documents() -> None:
    op.create_table(
        "content",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("size >= 0", name=op.f("ck_content_size_not_negative")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_content")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("agreement_id", BIG, nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("caption", sa.String(length=500), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(event_id IS NULL) <> (agreement_id IS NULL)", name=op.f("ck_attachment_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_attachment_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["content.digest"], name=op.f("fk_attachment_digest_content")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_attachment_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(
        op.f("ix_attachment_agreement_id"), "attachment", ["agreement_id"], unique=False
    )
    op.create_index(op.f("ix_attachment_event_id"), "attachment", ["event_id"], unique=False)
    op.create_table(
        "letter_template",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation",
                "facilities",
                "assignment",
                "thanks",
                name="letterkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("kind", "language", name=op.f("uq_letter_template_kind_language")),
    )
    op.create_table(
        "letter",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation",
                "facilities",
                "assignment",
                "thanks",
                name="letterkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("partner_id", BIG, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=300), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("paper", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("sent_how", sa.String(length=300), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("replaces_id", BIG, nullable=True),
        sa.CheckConstraint("serial >= 0", name=op.f("ck_letter_serial_not_negative")),
        sa.ForeignKeyConstraint(
            ["digest"], ["content.digest"], name=op.f("fk_letter_digest_content")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_letter_event_id_event")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_letter_partner_id_partner")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["letter.id"], name=op.f("fk_letter_replaces_id_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("number", name=op.f("uq_letter_number")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_letter_year_serial")),
    )
    op.create_index(op.f("ix_letter_event_id"), "letter", ["event_id"], unique=False)
    op.create_index(op.f("ix_letter_partner_id"), "letter", ["partner_id"], unique=False)


def _keep_what_was_spent() -> None:
    """Make of what an event cost in all the first line of its budget."""
    op.execute(
        "INSERT INTO budget_line (id, event_id, text, planned, actual, position)"
        " SELECT id, id, 'Biaya kegiatan', 0, budget_spent, 0 FROM event"
        " WHERE budget_spent IS NOT NULL"
    )


def _alter_event() -> None:
    with op.batch_alter_table("event") as event:
        event.drop_constraint(op.f("ck_event_budget_spent_not_negative"))
        event.drop_column("budget_spent")
        event.add_column(sa.Column("target_rupiah", BIG, nullable=True))
        event.add_column(sa.Column("potential_workers", sa.Integer(), nullable=True))
        for name in ("target_rupiah", "potential_workers"):
            event.create_check_constraint(op.f(f"ck_event_{name}_not_negative"), f"{name} >= 0")
        for name in ("repeats_id", "series_id"):
            event.add_column(sa.Column(name, BIG, nullable=True))
            event.create_foreign_key(op.f(f"fk_event_{name}_event"), "event", [name], ["id"])


def _alter_others() -> None:
    with op.batch_alter_table("event_partner") as part:
        for name in ("asked_on", "answered_on"):
            part.add_column(sa.Column(name, sa.Date(), nullable=True))
        for name, table in (("contact_id", "contact"), ("officer_id", "officer")):
            part.add_column(sa.Column(name, BIG, nullable=True))
            key = op.f(f"fk_event_partner_{name}_{table}")
            part.create_foreign_key(key, table, [name], ["id"])
    for column, length in (("head_number", 32), ("letter_pattern", 300), ("paper", 32)):
        op.add_column("office", sa.Column(column, sa.String(length=length), nullable=True))
