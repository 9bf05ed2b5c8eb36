"""People: groups and their heads, photos, merged records, named views; what lists looked like."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONE_OWNER = " + ".join(
    f"(CASE WHEN {owner} IS NULL THEN 0 ELSE 1 END)"
    for owner in ("event_id", "agreement_id", "person_id")
)


def upgrade() -> None:
    _alter_person()
    _alter_attachment()
    _make_tables()
    op.create_index(
        "ix_person_by_name",
        "person",
        [sa.text("lower(name)"), "id", "archived_at"],
        unique=False,
    )
    op.create_index(
        "ix_enrolment_enrolled_at", "enrolment", ["enrolled_at", "status", "total"], unique=False
    )


def _alter_person() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("flag", sa.Text(), nullable=True))
        person.add_column(sa.Column("photo", sa.String(length=64), nullable=True))
        person.add_column(sa.Column("merged_into_id", BIG, nullable=True))
        person.create_index(op.f("ix_person_merged_into_id"), ["merged_into_id"], unique=False)
        person.create_index(op.f("ix_person_region_code"), ["region_code"], unique=False)
        person.create_foreign_key(op.f("fk_person_photo_content"), "content", ["photo"], ["digest"])
        person.create_foreign_key(
            op.f("fk_person_merged_into_id_person"), "person", ["merged_into_id"], ["id"]
        )


def _alter_attachment() -> None:
    with op.batch_alter_table("attachment") as attachment:
        attachment.add_column(sa.Column("person_id", BIG, nullable=True))
        attachment.create_index(op.f("ix_attachment_person_id"), ["person_id"], unique=False)
        attachment.create_foreign_key(
            op.f("fk_attachment_person_id_person"), "person", ["person_id"], ["id"]
        )
        attachment.drop_constraint(op.f("ck_attachment_one_owner"))
        attachment.create_check_constraint(op.f("ck_attachment_one_owner"), f"{ONE_OWNER} = 1")


def _make_tables() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("page", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("page", "name", name=op.f("uq_saved_view_page_name")),
    )
    op.create_table(
        "import_mapping",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("shape", sa.String(length=64), nullable=False),
        sa.Column("partner_id", BIG, nullable=True),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_import_mapping_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
    )
    op.create_index(
        op.f("ix_import_mapping_partner_id"), "import_mapping", ["partner_id"], unique=False
    )
    op.create_index(op.f("ix_import_mapping_shape"), "import_mapping", ["shape"], unique=False)
    op.create_table(
        "people_group",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "family",
                "farmers",
                "fishers",
                "wadah",
                "other",
                name="groupkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("head_id", BIG, nullable=True),
        sa.Column("partner_id", BIG, nullable=True),
        sa.Column("region_code", sa.String(length=32), nullable=True),
        sa.Column("region_line", sa.String(length=500), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["head_id"], ["person.id"], name=op.f("fk_people_group_head_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_people_group_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_group")),
    )
    op.create_index(op.f("ix_people_group_head_id"), "people_group", ["head_id"], unique=False)
    op.create_index(op.f("ix_people_group_name"), "people_group", ["name"], unique=False)
    op.create_index(
        op.f("ix_people_group_partner_id"), "people_group", ["partner_id"], unique=False
    )
    op.create_table(
        "group_member",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name=op.f("fk_group_member_group_id_people_group")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_group_member_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint(
            "group_id", "person_id", name=op.f("uq_group_member_group_id_person_id")
        ),
    )
    op.create_index(op.f("ix_group_member_group_id"), "group_member", ["group_id"], unique=False)
    op.create_index(op.f("ix_group_member_person_id"), "group_member", ["person_id"], unique=False)
    op.create_table(
        "person_apart",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("first_id", BIG, nullable=False),
        sa.Column("other_id", BIG, nullable=False),
        sa.CheckConstraint("first_id < other_id", name=op.f("ck_person_apart_in_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_person_apart_first_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["person.id"], name=op.f("fk_person_apart_other_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_apart")),
        sa.UniqueConstraint("first_id", "other_id", name=op.f("uq_person_apart_first_id_other_id")),
    )
    for name in ("first_id", "other_id"):
        op.create_index(op.f(f"ix_person_apart_{name}"), "person_apart", [name], unique=False)
