"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

PERSON_SEARCH = """
CREATE VIRTUAL TABLE person_search USING fts5(
    name, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2",
    prefix='1 2 3 4'
)"""


def upgrade() -> None:
    op.create_table(
        "desk",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.CheckConstraint("number BETWEEN 0 AND 8191", name=op.f("ck_desk_number_in_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
        sa.UniqueConstraint("number", name=op.f("uq_desk_number")),
    )
    op.create_table(
        "event",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
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
        sa.Column(
            "stage",
            sa.Enum(
                "proposed",
                "draft",
                "invited",
                "ready",
                "running",
                "done",
                "reported",
                "cancelled",
                "postponed",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("stage_reason", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("region_code", sa.String(length=32), nullable=True),
        sa.Column("region_line", sa.String(length=500), nullable=True),
        sa.Column("venue", sa.String(length=300), nullable=True),
        sa.Column("target_present", sa.Integer(), nullable=False),
        sa.Column("target_enrolled", sa.Integer(), nullable=False),
        sa.Column("budget_spent", BIG, nullable=True),
        sa.Column("problems_met", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("follow_up_people", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("budget_spent >= 0", name=op.f("ck_event_budget_spent_not_negative")),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_event_ends_after_start")),
        sa.CheckConstraint(
            "follow_up_people >= 0", name=op.f("ck_event_follow_up_people_not_negative")
        ),
        sa.CheckConstraint(
            "target_enrolled >= 0", name=op.f("ck_event_target_enrolled_not_negative")
        ),
        sa.CheckConstraint(
            "target_present >= 0", name=op.f("ck_event_target_present_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_stage"), "event", ["stage"], unique=False)
    op.create_index(op.f("ix_event_starts_at"), "event", ["starts_at"], unique=False)
    op.create_table(
        "local",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_local")),
    )
    op.create_table(
        "occupation",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "sector",
            sa.Enum(
                "transport",
                "other",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation")),
        sa.UniqueConstraint("name", name=op.f("uq_occupation_name")),
    )
    op.create_table(
        "office",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("email", sa.String(length=300), nullable=True),
        sa.Column("head_name", sa.String(length=300), nullable=False),
        sa.Column("head_position", sa.String(length=300), nullable=False),
        sa.Column("time_zone", sa.String(length=32), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "officer",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("staff_number", sa.String(length=32), nullable=True),
        sa.Column("position", sa.String(length=300), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
    )
    op.create_table(
        "partner",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "agency",
                "village",
                "district",
                "group",
                "cooperative",
                "perisai",
                "company",
                "other",
                name="partnerkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.String(length=32), nullable=True),
        sa.Column("region_line", sa.String(length=500), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("email", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    op.create_index(op.f("ix_partner_name"), "partner", ["name"], unique=False)
    op.create_table(
        "action",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("desk_id", BIG, nullable=True),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("undoes_id", BIG, nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_action_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_action_officer_id_officer")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["action.id"], name=op.f("fk_action_undoes_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_index(op.f("ix_action_at"), "action", ["at"], unique=False)
    op.create_index(op.f("ix_action_undoes_id"), "action", ["undoes_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("partner_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("position", sa.String(length=300), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("email", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_contact_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_partner_id"), "contact", ["partner_id"], unique=False)
    op.create_table(
        "event_partner",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("partner_id", BIG, nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "host",
                "speaker",
                "inviter",
                "supporter",
                name="partnerrole",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "not_asked",
                "waiting",
                "confirmed",
                "declined",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_partner_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_event_partner_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_partner")),
        sa.UniqueConstraint(
            "event_id", "partner_id", "role", name=op.f("uq_event_partner_event_id_partner_id_role")
        ),
    )
    op.create_index(op.f("ix_event_partner_event_id"), "event_partner", ["event_id"], unique=False)
    op.create_index(
        op.f("ix_event_partner_partner_id"), "event_partner", ["partner_id"], unique=False
    )
    op.create_table(
        "event_staff",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("officer_id", BIG, nullable=False),
        sa.Column("duty", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_staff_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_event_staff_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_staff")),
        sa.UniqueConstraint(
            "event_id", "officer_id", name=op.f("uq_event_staff_event_id_officer_id")
        ),
    )
    op.create_index(op.f("ix_event_staff_event_id"), "event_staff", ["event_id"], unique=False)
    op.create_index(op.f("ix_event_staff_officer_id"), "event_staff", ["officer_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("nik", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_place", sa.String(length=300), nullable=True),
        sa.Column(
            "sex",
            sa.Enum(
                "male", "female", name="sex", native_enum=False, create_constraint=True, length=24
            ),
            nullable=True,
        ),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("email", sa.String(length=300), nullable=True),
        sa.Column("kk_number", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("rt", sa.String(length=32), nullable=True),
        sa.Column("region_code", sa.String(length=32), nullable=True),
        sa.Column("region_line", sa.String(length=500), nullable=True),
        sa.Column("postal_code", sa.String(length=32), nullable=True),
        sa.Column("occupation_id", BIG, nullable=True),
        sa.Column("second_occupation_id", BIG, nullable=True),
        sa.Column("workplace", sa.String(length=300), nullable=True),
        sa.Column("work_hours", sa.String(length=300), nullable=True),
        sa.Column("group_name", sa.String(length=300), nullable=True),
        sa.Column("income", BIG, nullable=True),
        sa.Column("heir_note", sa.Text(), nullable=True),
        sa.Column("nik_reason", sa.Text(), nullable=True),
        sa.Column("member_number", sa.String(length=32), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("income >= 0", name=op.f("ck_person_income_not_negative")),
        sa.CheckConstraint(
            "nik IS NULL OR length(nik) = 16", name=op.f("ck_person_nik_has_16_digits")
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_person_occupation_id_occupation")
        ),
        sa.ForeignKeyConstraint(
            ["second_occupation_id"],
            ["occupation.id"],
            name=op.f("fk_person_second_occupation_id_occupation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("member_number", name=op.f("uq_person_member_number")),
        sa.UniqueConstraint("nik", name=op.f("uq_person_nik")),
    )
    op.create_index(op.f("ix_person_name"), "person", ["name"], unique=False)
    op.create_index(op.f("ix_person_occupation_id"), "person", ["occupation_id"], unique=False)
    op.create_index(op.f("ix_person_phone"), "person", ["phone"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("invited", sa.Boolean(), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("present_at", sa.DateTime(), nullable=True),
        sa.Column("desk_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_attendance_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_attendance_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attendance_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_attendance_event_id_person_id")),
    )
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("action_id", BIG, nullable=False),
        sa.Column("record_table", sa.String(length=32), nullable=False),
        sa.Column("record_id", BIG, nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_change_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_action_id"), "change", ["action_id"], unique=False)
    op.create_index(op.f("ix_change_record_id"), "change", ["record_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "ticked",
                "signed",
                "thumbprint",
                name="consentway",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_consent_event_id_event")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_consent_officer_id_officer")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_event_id"), "consent", ["event_id"], unique=False)
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("programmes", sa.String(length=32), nullable=False),
        sa.Column("occupation", sa.String(length=300), nullable=False),
        sa.Column(
            "sector",
            sa.Enum(
                "transport",
                "other",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reported_income", BIG, nullable=False),
        sa.Column("base_income", BIG, nullable=False),
        sa.Column("base_reason", sa.Text(), nullable=True),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column(
            "payer",
            sa.Enum(
                "self", "budget", name="payer", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("total", BIG, nullable=False),
        sa.Column("pricing", sa.JSON(), nullable=False),
        sa.Column("age_reason", sa.Text(), nullable=True),
        sa.Column("declared_at", sa.DateTime(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "to_register",
                "billed",
                "paid",
                "registered",
                "rejected",
                name="enrolmentstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reject_reason", sa.String(length=500), nullable=True),
        sa.Column("billing_code", sa.String(length=32), nullable=True),
        sa.Column("enrolled_at", sa.DateTime(), nullable=False),
        sa.Column("desk_id", BIG, nullable=True),
        sa.CheckConstraint("base_income >= 0", name=op.f("ck_enrolment_base_income_not_negative")),
        sa.CheckConstraint("months > 0", name=op.f("ck_enrolment_months_positive")),
        sa.CheckConstraint(
            "reported_income >= 0", name=op.f("ck_enrolment_reported_income_not_negative")
        ),
        sa.CheckConstraint("total >= 0", name=op.f("ck_enrolment_total_not_negative")),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_enrolment_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_enrolment_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index(op.f("ix_enrolment_event_id"), "enrolment", ["event_id"], unique=False)
    op.create_index(
        "ix_enrolment_one_open",
        "enrolment",
        ["event_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("status <> 'rejected'"),
        postgresql_where=sa.text("status <> 'rejected'"),
    )
    op.create_index(op.f("ix_enrolment_person_id"), "enrolment", ["person_id"], unique=False)
    op.create_index(op.f("ix_enrolment_status"), "enrolment", ["status"], unique=False)
    op.create_table(
        "card",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "member",
                "proof",
                name="cardkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "printed",
                "handed",
                "spoilt",
                "cancelled",
                name="cardstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("prints", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("prints >= 0", name=op.f("ck_card_prints_not_negative")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_card_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("number", name=op.f("uq_card_number")),
    )
    op.create_index(op.f("ix_card_enrolment_id"), "card", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_card_state"), "card", ["state"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("paid_at", sa.DateTime(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "cash",
                "channel",
                name="paymentway",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=300), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_payment_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_payment_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    op.create_index(op.f("ix_payment_enrolment_id"), "payment", ["enrolment_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(PERSON_SEARCH)
    else:
        _index_names()


def _index_names() -> None:
    """Make what stands for the full-text index in PostgreSQL: a table searched by three letters."""
    op.create_table(
        "person_search",
        sa.Column("rowid", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rowid", name="pk_person_search"),
    )
    op.create_index(
        "ix_person_search_name",
        "person_search",
        ["name"],
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
