"""What goes along in a packet: for every table which of its records, and what of them stays behind.

A table that is not named here stays at home. What points to a record that stays at home points
nowhere in the packet; where it has to point somewhere, it stays at home as well.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    String,
    Table,
    and_,
    delete,
    literal,
    null,
    or_,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import NULLTYPE

from models.base import Base
from models.documents.tables import content
from models.engines.sealing import opened_rows
from models.enrolment.tables import Enrolment, PaperForm
from models.events.tables import Attendance
from models.history.rows import BATCH, batches, driver_rows, insert_into
from models.office.tables import Officer
from models.packets.returning import pointing_to_contents
from models.people.search import FOLDED_BY, refold
from models.people.tables import Person
from models.progress import Progress, Work

MOST_CONTENTS = 100_000_000
"""Bytes of photos that go along; a packet is carried on sticks and opened on small laptops."""


@dataclass(frozen=True, slots=True)
class Scope:
    """For what a packet is: its event, the people who may come, the officers who sit there."""

    packet_id: int
    event_id: int
    people: Sequence[int]
    officers: Sequence[int]


Values = Callable[[Connection, Scope], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which records of a table go along, by what one of their columns holds; all if none is named.

    ``left`` are columns that stay behind.
    """

    column: str = ""
    values: Values | None = None
    left: tuple[str, ...] = ()


def _through(parent: str) -> Values:
    """Return the ids of the records of ``parent`` that go along."""
    return lambda packet, _scope: packet.scalars(select(_table(parent).c.id)).all()


def _named_by(child: str, *columns: str) -> Values:
    """Return the ids that records of ``child`` that go along name."""

    def _values(packet: Connection, _scope: Scope) -> Sequence[int]:
        table = _table(child)
        found = {one for name in columns for one in packet.scalars(select(table.c[name]))}
        return sorted(found - {None})

    return _values


WHOLE = Rule()
OF_EVENT = Rule("event_id", lambda _packet, scope: [scope.event_id])
RULES: Mapping[str, Rule] = {
    "office": WHOLE,
    "desk": WHOLE,
    "officer": WHOLE,
    "office_key": WHOLE,
    "closed_day": WHOLE,
    "occupation": WHOLE,
    "card_design": WHOLE,
    "sheet_format": WHOLE,
    "printer_profile": WHOLE,
    "consent_text": WHOLE,
    "event_template": WHOLE,
    "equipment": WHOLE,
    "supply": WHOLE,
    "event": Rule("id", lambda _packet, scope: [scope.event_id]),
    "desk_packet": Rule("id", lambda _packet, scope: [scope.packet_id], ("known",)),
    "event_session": OF_EVENT,
    "event_staff": OF_EVENT,
    "event_equipment": OF_EVENT,
    "event_task": OF_EVENT,
    "packing_line": OF_EVENT,
    "event_partner": Rule("event_id", OF_EVENT.values, ("note",)),
    "partner": Rule("id", _named_by("event_partner", "partner_id"), ("note",)),
    "contact": Rule("id", _named_by("event_partner", "contact_id")),
    "person": Rule("id", lambda _packet, scope: scope.people),
    "person_apart": Rule("first_id", _through("person")),
    "attendance": OF_EVENT,
    "session_presence": Rule("session_id", _through("event_session")),
    "paper_form": OF_EVENT,
    "consent": Rule("person_id", _through("person"), ("proof",)),
    "enrolment": OF_EVENT,
    "payment": Rule("enrolment_id", _through("enrolment")),
    "receipt": Rule("id", _named_by("payment", "receipt_id")),
    "cash_box": Rule("id", _named_by("payment", "cash_box_id")),
    "cash_move": Rule("cash_box_id", _through("cash_box")),
    "card": Rule("enrolment_id", _through("enrolment")),
    "card_copy": Rule("card_id", _through("card"), ("signature",)),
    "card_batch": Rule("id", _named_by("card_copy", "batch_id")),
}
"""In the order of walking: what a rule names stands above it."""

AT_HOME = frozenset(
    {"absence", "action", "agreement", "attachment", "breach", "budget_line", "change"}
    | {"data_request", "day_close", "disclosure", "erasure", "event_report", "group_member"}
    | {"import_mapping", "letter", "letter_template", "merge_conflict", "month_target"}
    | {"packet_return", "part_sheet", "partner_note", "people_group", "retention_keep"}
    | {"retention_rule", "saved_view", "supply_move", "upload_layout", "local", "secret"}
)
"""Tables of which nothing goes along."""
OF_THEIR_OWN = frozenset({content.name, "number_block"})
"""Tables of which a packet gets what no rule can say: contents that are pointed to, a part of the
membership numbers."""


@dataclass(slots=True)
class Chosen:
    """How much went along: records by table, and photos that did not find room."""

    counts: dict[str, int] = field(default_factory=dict)
    photos_left: int = 0


def people_of(session: Session, event_id: int, villages: Iterable[str]) -> list[int]:
    """Return who may come to the desk: those of the event, and who lives in one of these regions.

    Regions are codes of villages, districts or regencies. Who is in the bin, limited, erased or
    merged into somebody else is left out.
    """
    here = or_(
        Person.id.in_(select(Attendance.person_id).where(Attendance.event_id == event_id)),
        Person.id.in_(select(Enrolment.person_id).where(Enrolment.event_id == event_id)),
        Person.id.in_(select(PaperForm.person_id).where(PaperForm.event_id == event_id)),
        *(_in_region(code) for code in villages),
    )
    wanted = select(Person.id).where(here, _may_be_processed()).order_by(Person.id)
    return list(session.scalars(wanted))


def carry(session: Session, packet: Connection, scope: Scope) -> Work[Chosen]:
    """Copy what ``scope`` asks for into the empty tables of a packet, with the ids it has."""
    chosen = Chosen()
    for done, (name, rule) in enumerate(RULES.items()):
        yield Progress(done, len(RULES))
        chosen.counts[name] = _carry_table(session, packet, scope, name, rule)
    chosen.photos_left = _carry_contents(session, packet)
    packet.execute(
        update(Officer.__table__)  # type: ignore[arg-type]
        .where(Officer.id.not_in(scope.officers))
        .values(active=False, phone=None, staff_number=None)
    )
    _let_go(packet)
    packet.execute(text("DELETE FROM local WHERE key = :key"), {"key": FOLDED_BY})
    refold(packet)
    return chosen


def _may_be_processed() -> ColumnElement[bool]:
    return and_(
        Person.archived_at.is_(None),
        Person.limited_at.is_(None),
        Person.erased_at.is_(None),
        Person.merged_into_id.is_(None),
    )


def _in_region(code: str) -> ColumnElement[bool]:
    return or_(
        Person.region_code == code, Person.region_code.startswith(f"{code}.", autoescape=True)
    )


def _carry_table(session: Session, packet: Connection, scope: Scope, name: str, rule: Rule) -> int:
    table = _table(name)
    if rule.values is None:
        return _copy(session, packet, table, None, rule.left)
    column, values = table.c[rule.column], rule.values(packet, scope)
    return sum(
        _copy(session, packet, table, column.in_(batch), rule.left) for batch in batches(values)
    )


def _copy(
    session: Session,
    packet: Connection,
    table: Table,
    which: ColumnElement[bool] | None,
    left: Collection[str] = (),
) -> int:
    """Copy records of a table; from a file as they are kept: no value is read and written anew."""
    as_kept = session.connection().dialect.name == packet.dialect.name
    names = [column.name for column in table.columns]
    kept = names if as_kept else left
    columns = [_kept(one, left) if one.name in kept else one for one in table.columns]
    wanted = select(*columns).select_from(table)
    found = session.execute(wanted if which is None else wanted.where(which))
    copied = 0
    for some in found.partitions(BATCH):
        rows = opened_rows(session.connection(), table, some)
        insert_into(packet, table, names, driver_rows(packet.dialect, table, names, rows, kept))
        copied += len(rows)
    return copied


def _kept(column: Column[Any], left: Collection[str]) -> ColumnElement[Any]:
    """Return a column as the driver gives it; what stays behind is empty."""
    if column.name in left:
        return null() if column.nullable else literal("{}", String())
    return type_coerce(column, NULLTYPE)


def _carry_contents(session: Session, packet: Connection) -> int:
    """Copy what records point to, the smallest first; return how many found no room."""
    digests = {
        digest
        for table, column in pointing_to_contents()
        for digest in packet.scalars(select(_table(table).c[column]).distinct())
        if digest is not None
    }
    left, room = len(digests), MOST_CONTENTS
    sizes: list[tuple[int, str]] = []
    for batch in batches(sorted(digests)):
        rows = session.execute(
            select(content.c.size, content.c.digest).where(content.c.digest.in_(batch))
        )
        sizes.extend((size, digest) for size, digest in rows)
    for size, digest in sorted(sizes):
        if size > room:
            break
        room -= size
        left -= _copy(session, packet, content, content.c.digest == digest)
    return left


def _let_go(packet: Connection) -> None:
    """Let what points to a record that stayed at home point nowhere, or stay at home itself."""
    while broken := packet.exec_driver_sql("PRAGMA foreign_key_check").all():
        by_key: dict[tuple[str, int], list[int]] = {}
        for name, row, _parent, key in broken:
            by_key.setdefault((name, key), []).append(row)
        for (name, key), rows in by_key.items():
            column = _column_of(packet, name, key)
            for batch in batches(rows):
                which = column.table.c.id.in_(batch)
                if column.nullable:
                    packet.execute(update(column.table).where(which).values({column.name: None}))
                else:
                    packet.execute(delete(column.table).where(which))


def _column_of(packet: Connection, name: str, key: int) -> Any:  # noqa: ANN401 - a table's column
    keys = packet.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")').all()
    return _table(name).c[next(one[3] for one in keys if one[0] == key)]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
