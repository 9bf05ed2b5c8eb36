"""Trust: roles, closed days, requests about data and erasures, a history that can forget."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALONE = {"resolve_fks": False}
"""Read a table without those it points to: what SQLite tells of ``person`` is not whole."""
ROLES = ("administrator", "coordinator", "desk_officer", "reader")
REQUESTS = ("withdrawal", "limit", "copy", "correction", "erasure")
CAUSES = ("request", "withdrawal", "retention")
SUBJECTS = ("never_enrolled", "cover_ended", "rejected")
RANGE = 2**40
"""How many ids a desk has; each desk's actions are a chain of their own."""


def upgrade() -> None:
    _make_closings()
    _make_requests()
    _make_papers()
    _make_rules()
    _alter_people()
    _alter_history()


def _make_closings() -> None:
    op.create_table(
        "day_close",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("desk_id", BIG, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", BIG, nullable=False),
        sa.Column("witness_id", BIG, nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_action_id", BIG, nullable=True),
        sa.Column("paper", sa.String(length=64), nullable=True),
        *_foreign("day_close", desk_id="desk", officer_id="officer", witness_id="officer"),
        sa.ForeignKeyConstraint(
            ["paper"], ["content.digest"], name=op.f("fk_day_close_paper_content")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_close")),
        sa.UniqueConstraint(
            "day", "desk_id", "sequence", name=op.f("uq_day_close_day_desk_id_sequence")
        ),
    )
    op.create_index(op.f("ix_day_close_day"), "day_close", ["day"])


def _make_requests() -> None:
    op.create_table(
        "data_request",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("kind", _word("requestkind", REQUESTS), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("how", sa.String(length=500), nullable=True),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", BIG, nullable=True),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        *_foreign("data_request", person_id="person", officer_id="officer", done_by_id="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    for column in ("person_id", "due_at"):
        op.create_index(op.f(f"ix_data_request_{column}"), "data_request", [column])
    op.create_table(
        "erasure",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("witness_id", BIG, nullable=True),
        sa.Column("cause", _word("erasurecause", CAUSES), nullable=False),
        sa.Column("request_id", BIG, nullable=True),
        sa.Column("basis", sa.String(length=500), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("covers", sa.String(length=64), nullable=True),
        *_not_negative("erasure", "entries"),
        *_foreign(
            "erasure",
            person_id="person",
            officer_id="officer",
            witness_id="officer",
            request_id="data_request",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("number", name=op.f("uq_erasure_number")),
    )
    op.create_index(op.f("ix_erasure_person_id"), "erasure", ["person_id"])


def _make_papers() -> None:
    op.create_table(
        "breach",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("happened", sa.String(length=500), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("officer_id", BIG, nullable=True),
        *_not_negative("breach", "people"),
        *_foreign("breach", officer_id="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
    )
    op.create_table(
        "disclosure",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", BIG, nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("full_niks", sa.Boolean(), nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        *_not_negative("disclosure", "people"),
        *_foreign("disclosure", officer_id="officer", event_id="event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index(op.f("ix_disclosure_at"), "disclosure", ["at"])


def _make_rules() -> None:
    op.create_table(
        "consent_text",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_text")),
        sa.UniqueConstraint("version", "language", name=op.f("uq_consent_text_version_language")),
    )
    op.create_table(
        "retention_rule",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("subject", _word("retentionsubject", SUBJECTS), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=500), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("months > 0", name=op.f("ck_retention_rule_months_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
        sa.UniqueConstraint("subject", name=op.f("uq_retention_rule_subject")),
    )


def _alter_people() -> None:
    for column in ("limited_at", "erased_at"):
        op.add_column("person", sa.Column(column, sa.DateTime(), nullable=True))
    with op.batch_alter_table("officer") as officer:
        # Whoever worked with the program so far could do everything.
        role = _word("role", ROLES)
        officer.add_column(sa.Column("role", role, nullable=False, server_default="administrator"))
    with op.batch_alter_table("officer") as officer:
        officer.alter_column("role", server_default=None)


def _alter_history() -> None:
    for table in ("action", "change"):
        with op.batch_alter_table(table, reflect_kwargs=ALONE) as altered:
            if table == "action":
                altered.add_column(sa.Column("words_digest", sa.LargeBinary(), nullable=True))
            altered.add_column(sa.Column("erasure_id", BIG, nullable=True))
            altered.create_foreign_key(
                op.f(f"fk_{table}_erasure_id_erasure"), "erasure", ["erasure_id"], ["id"]
            )
    _chain_anew()
    with op.batch_alter_table("action", reflect_kwargs=ALONE) as action:
        action.alter_column("words_digest", existing_type=sa.LargeBinary(), nullable=False)


def _chain_anew() -> None:
    """Give each action's words a fingerprint of their own, and chain the actions by it."""
    connection = op.get_bind()
    kept = "SELECT id, at, officer_id, desk_id, name, words, undoes_id, final FROM action"
    desk, chain = -1, b""
    for one in connection.execute(sa.text(f"{kept} ORDER BY id")).all():
        words = hashlib.sha256(one.words.encode()).digest()
        moment = datetime.fromisoformat(one.at).replace(tzinfo=UTC).isoformat()
        said = [one.id, moment, one.officer_id, one.desk_id, one.name, words.hex()]
        digest = hashlib.sha256(_text([*said, one.undoes_id, bool(one.final)]).encode())
        of_action = "SELECT digest FROM change WHERE action_id = :id ORDER BY id"
        for (change,) in connection.execute(sa.text(of_action), {"id": one.id}):
            digest.update(change)
        if one.id // RANGE != desk:
            desk, chain = one.id // RANGE, b""
        chain = hashlib.sha256(chain + digest.digest()).digest()
        connection.execute(
            sa.text(
                "UPDATE action SET words_digest = :words, digest = :digest, chain = :chain"
                " WHERE id = :id"
            ),
            {"words": words, "digest": digest.digest(), "chain": chain, "id": one.id},
        )


def _text(said: list[object]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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
