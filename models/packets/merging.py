"""Merges what a desk brought home: first told, then done as one action that can be undone.

The caller owns the session. What the desk did is kept word for word, with its fingerprints; what
follows from it here is the merge's own doing.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from graphlib import TopologicalSorter
from operator import attrgetter
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from models.base import Base, utc_now
from models.documents.tables import content
from models.engines.sealing import sealed
from models.errors import UserError
from models.history.bulk import (
    delete_many,
    fetch_many,
    insert_many,
    restore_many,
    table_of,
    update_many,
)
from models.history.conflicts import Key
from models.history.emptying import empty_entries
from models.history.names import PutOff
from models.history.recording import OWN_WRITES, Fields, Told, named, recorder
from models.history.rows import (
    batches,
    chain_key,
    chain_range,
    driver_rows,
    insert_into,
    insert_rows,
    update_rows,
)
from models.history.tables import Action, Change
from models.history.values import revive
from models.office.rights import Right, need
from models.packets.barring import erasures_of
from models.packets.brought import (
    ACTION_COLUMNS,
    Brought,
    KeptChange,
    ReturnRefusedError,
    told_ahead,
)
from models.packets.folding import Dispute, Side
from models.packets.merge_plan import MergePlan, plan_of
from models.packets.planning import Writing, last_action, work_out
from models.packets.reading import Returned
from models.packets.resting import held_fast
from models.packets.tables import ConflictState, MergeConflict, PacketReturn
from models.packets.twice import REJECTED
from models.packets.writes import MERGE, seconds_as_stamp
from models.people.tables import Person
from models.progress import Progress, Work, uncollected
from models.words import _

__all__ = ["MergePlan", "OfficeChangedError", "ReturnRefusedError", "merge", "preview"]

PERSON = Person.__tablename__
SPARE = 64
"""How many changes more than counted the action of a merge may come to."""


Telling = Mapping[Key, Told]
"""How a desk's history tells that a record was made, where it tells nothing else of it."""


class OfficeChangedError(UserError):
    """Somebody worked here since the merge was looked at."""


def preview(session: Session, returned: Returned) -> Work[MergePlan]:
    """Return what merging a return would do, and change nothing.

    Needs the right to plan. Raises ReturnRefusedError where it cannot be merged.
    """
    need(session, Right.PLAN)
    with uncollected():
        writing = yield from work_out(session, returned)
        return plan_of(session, returned, writing)


def merge(session: Session, returned: Returned, plan: MergePlan) -> Work[None]:
    """Do what ``plan`` says, as one action. Where nothing is new, nothing is done.

    Raises OfficeChangedError if anybody has done anything here since: then look at it again.
    """
    need(session, Right.PLAN)
    writing = plan.writing
    if last_action(session) != writing.head:
        raise OfficeChangedError(
            _("Somebody worked at the office meanwhile. Look at what will happen once more.")
        )
    if plan.is_empty:
        return
    named(session, MERGE, desk=plan.desk)
    recorder(session).allowed_elsewhere = True
    _keep_contents(session, returned)
    parts = len(writing.made) + len(writing.changed) + len(writing.gone) + 2
    for done, _step in enumerate(_write_records(session, writing), start=1):
        yield Progress(done, parts)
    _write_conflicts(session, writing)
    _note_return(session, returned, writing)
    yield Progress(parts - 1, parts)
    _empty_again(session, writing)
    yield Progress(parts, parts)


def _keep_contents(session: Session, returned: Returned) -> None:
    """Take the files along that are not here yet; each goes by its fingerprint."""
    digests = returned.session.scalars(select(content.c.digest)).all()
    for batch in batches(digests):
        here = set(session.scalars(select(content.c.digest).where(content.c.digest.in_(batch))))
        missing = [one for one in batch if one not in here]
        for one in missing:
            row = returned.session.execute(select(content).where(content.c.digest == one)).one()
            kept = sealed(session.connection(), content, one, row.data)
            session.connection().execute(content.insert(), {**row._mapping, "data": kept})


def _write_records(session: Session, writing: Writing) -> Iterable[str]:
    """Write table by table: what goes first, so that what comes finds its place free."""
    ordered = Base.metadata.sorted_tables
    telling, names = _tellings(writing.brought), PutOff(session)
    gone = ((name, one) for name, ids in writing.gone.items() for one in ids)
    current = writing.wanted.scope.current if writing.wanted is not None else {}
    held = held_fast(gone, writing.changed, current)
    for table in reversed(ordered):
        if ids := set(writing.gone.get(table.name, ())) - held.get(table.name, set()):
            delete_many(session, table, ids)
            yield table.name
    for table in ordered:
        changes: Mapping[int, Fields] = writing.changed.get(table.name, {})
        records = writing.made.get(table.name, [])
        if table.name in held:
            changes = names.from_held(table, changes)
            made = names.from_held(table, {one["id"]: one for one in records})
            records = list(made.values())
        if changes or records:
            _write_table(session, table, changes, records, telling)
            yield table.name
    for table in reversed(ordered):
        if table.name in held:
            delete_many(session, table, held[table.name])
    names.give()


def _write_table(
    session: Session,
    table: Table,
    changes: Mapping[int, Fields],
    records: Iterable[Fields],
    telling: Telling,
) -> None:
    """Change what is there, then make what is not, then let records rest on others of the table."""
    own = _own_keys(table)
    falling = {one for one, fields in changes.items() if fields.get("status") == REJECTED}
    rising = {
        one
        for one, fields in changes.items()
        if "status" in fields and "person_id" not in fields and one not in falling
    }  # last: where they stood aside for another, that one may only now go to somebody else
    for part in (falling, changes.keys() - falling - rising, rising):
        _change(
            session,
            table,
            {one: {name: changes[one][name] for name in changes[one].keys() - own} for one in part},
        )
    made = [_said(one) for one in _resting_last(table, records)]
    restore_many(session, table, made, dict(_told(table.name, made, telling)))
    resting = {
        one: {name: fields[name] for name in fields.keys() & own} for one, fields in changes.items()
    }
    _change(session, table, {one: fields for one, fields in resting.items() if fields})


def _said(record: Fields) -> Fields:
    return {name: value for name, value in record.items() if value is not None}


def _tellings(brought: Brought) -> Telling:
    """Return what the desk's history tells of records that were made and never touched again."""
    found = {}
    for row in brought.changes:
        key = row.record_table, row.record_id
        writes = brought.writes.get(key, ())
        if row.before is None and row.after and len(writes) == 1 and writes[0].after:
            found[key] = Told(writes[0].after, row.id, row.digest)
    return found


def _told(name: str, records: Iterable[Fields], telling: Telling) -> Iterator[tuple[int, Told]]:
    """Yield those of the records that are to be just as their desk made them."""
    for one in records:
        told = telling.get((name, one["id"]))
        if told is not None and told.fields == one:
            yield one["id"], told


def _change(session: Session, table: Table, changes: Mapping[int, Fields]) -> None:
    revived = {
        one: {name: revive(table.c[name], value) for name, value in fields.items()}
        for one, fields in changes.items()
    }
    update_many(session, table, revived)


def _own_keys(table: Table) -> set[str]:
    """Return the columns that lead to another record of the same table."""
    return {key.parent.name for key in table.foreign_keys if key.column.table is table}


def _resting_last(table: Table, records: Iterable[Fields]) -> list[Fields]:
    """Return records in an order in which each comes after those of its own table it rests on."""
    own = _own_keys(table)
    by_id = {one["id"]: one for one in records}
    if not own:
        return list(by_id.values())
    rests_on = {
        one: led
        for one, fields in by_id.items()
        if (led := [fields[name] for name in own if fields.get(name) in by_id])
    }
    free = [fields for one, fields in by_id.items() if one not in rests_on]
    order = TopologicalSorter(rests_on).static_order()
    return [*free, *(by_id[one] for one in order if one in rests_on)]


def _write_conflicts(session: Session, writing: Writing) -> None:
    now = utc_now()
    found = [_conflict(one, now, ConflictState.OPEN) for one in writing.opened]
    found += [_conflict(one, now, ConflictState.GONE) for one in writing.joined]
    if found:
        insert_many(session, MergeConflict, tuple(found[0]), (list(one.values()) for one in found))
    table = table_of(MergeConflict)
    update_many(
        session, table, {one: {"sides": _kept(sides)} for one, sides in writing.sides.items()}
    )
    gone = {"state": ConflictState.GONE, "decided_at": now}
    update_many(session, table, dict.fromkeys(writing.settled, gone))
    delete_many(session, table, writing.parted)


def _conflict(dispute: Dispute, now: datetime, state: ConflictState) -> Fields:
    return {
        "kind": dispute.kind,
        "record_table": dispute.table,
        "record_id": dispute.record_id,
        "field": dispute.field,
        "person_id": dispute.person_id,
        "sides": _kept(dispute.sides),
        "state": state,
        "found_at": now,
    }


def _kept(sides: Iterable[Side]) -> list[Any]:
    return [{"record": one.record, "action": one.action} for one in sides]


def _note_return(session: Session, returned: Returned, writing: Writing) -> None:
    """Keep what was brought word for word, and that it came."""
    session.flush()
    by_chain: dict[int, list[Any]] = {}
    for row in writing.brought.actions:
        by_chain.setdefault(chain_key(row.id), []).append(row)
    merge_id = recorder(session).action_ahead(session, len(by_chain) + SPARE)
    for key, rows in by_chain.items():
        ahead = writing.brought.ahead[key]
        _correct_known(session, key, ahead)
        session.add(
            PacketReturn(
                packet_id=returned.packet_id,
                desk_id=returned.desk_id,
                chain_key=key,
                first_id=rows[0].id,
                last_id=rows[-1].id,
                merge_id=merge_id,
                returned_at=utc_now(),
                actions=len(rows),
                ahead=ahead,
                digest=returned.digest,
            )
        )
    session.flush()
    _keep_actions(session, writing, merge_id)


def _correct_known(session: Session, key: int, ahead: int) -> None:
    """Put the stamps of what a desk brought before by as much as those that come now."""
    more = seconds_as_stamp(ahead - told_ahead(session, key))
    if more:
        low, high = chain_range(key)
        session.execute(
            update(Action)
            .where(Action.id.between(low, high), Action.merged_by_id.is_not(None))
            .values(stamp=Action.stamp - more),
            execution_options={OWN_WRITES: True, "synchronize_session": False},
        )


def _keep_actions(session: Session, writing: Writing, merge_id: int) -> None:
    """Keep actions and changes as they came. Those of a merge that was undone are here already."""
    here = fetch_many(session, table_of(Action), (row.id for row in writing.brought.actions))
    ahead = {key: seconds_as_stamp(one) for key, one in writing.brought.ahead.items()}
    again = [row.id for row in writing.brought.actions if row.id in here]
    update_rows(session, table_of(Action), ["merged_by_id"], ((merge_id, one) for one in again))
    given = {"merged_by_id": merge_id, "erasure_id": None}
    fresh = (row for row in writing.brought.actions if row.id not in here)
    _insert_actions(session, fresh, given, ahead)
    changes = (row for row in writing.brought.changes if row.action_id not in here)
    insert_rows(session, table_of(Change), KeptChange._fields, changes)


def _insert_actions(
    session: Session, rows: Iterable[Any], given: Fields, ahead: Mapping[int, int]
) -> None:
    """Insert actions with other values where they are ``given``, their stamps put back."""
    table, connection = table_of(Action), session.connection()
    kept = [name for name in ACTION_COLUMNS if name not in given and name != "stamp"]
    columns, values = (*kept, "stamp", *given), tuple(given.values())
    take = attrgetter(*kept)
    came = ((*take(row), row.stamp - ahead[chain_key(row.id)], *values) for row in rows)
    words = ("words",)  # of which the text was read
    bound = driver_rows(connection.dialect, table, columns, came, words)
    insert_into(connection, table, columns, bound)


def _empty_again(session: Session, writing: Writing) -> None:
    """Empty at once what came of people whose data was erased here."""
    if not writing.erased:
        return
    erasures = erasures_of(session, set(writing.erased.values()))
    for erasure_id in sorted(set(erasures.values())):
        keys = [key for key, whose in writing.erased.items() if erasures.get(whose) == erasure_id]
        empty_entries(session, erasure_id, keys)
