"""Writes the history: every transaction an action, every record it touched a change.

The store hands each writing session a ``Recorder``. What the session flushes and what the bulk
operations do is noted there and written once, just before the commit. Nothing else writes.
"""

import base64
import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, event, func, insert, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, ORMExecuteState, Session
from sqlalchemy.orm.attributes import get_history

from models.base import Base, BigInt, utc_now
from models.engines.dialects import listed
from models.history.chaining import goes_on_from, write_action
from models.history.rows import batches, insert_rows, take_ids
from models.history.tables import COUNT_BITS, Action, Change

Fields = dict[str, Any]
RECORDER = "recorder"
OWN_WRITES = "jangkau_own_write"
UNRECORDED = frozenset({Action.__tablename__, Change.__tablename__})


class UnnamedActionError(RuntimeError):
    """A transaction changed records without saying what it was: a fault of the program."""


class Told(NamedTuple):
    """How the history tells already that a record was made: by which change, and its digest."""

    fields: Fields
    change_id: int
    digest: bytes


@dataclass(slots=True)
class Recorder:
    """What one transaction has done so far.

    ``allowed_elsewhere`` if it only takes in, or out again, what somebody did and might do at a
    desk: then who takes it in needs no right to each table.
    """

    name: str = ""
    words: Fields = field(default_factory=dict)
    officer_id: int | None = None
    desk_id: int | None = None
    undoes_id: int | None = None
    final: bool = False
    allowed_elsewhere: bool = False
    changes: dict[tuple[str, int], tuple[Fields | None, Fields | None]] = field(
        default_factory=dict
    )
    told: dict[tuple[str, int], Told] = field(default_factory=dict)
    written_id: int | None = None
    kept_ids: range = range(0)

    def call(self, name: str, words: Mapping[str, object]) -> None:
        """Name the action; the first to name it is the one the user asked for."""
        if not self.name:
            self.name, self.words = name, dict(words)

    def note(self, table: str, record_id: int, before: Fields | None, after: Fields | None) -> None:
        """Note what became of a record; what happened to it earlier here is joined to it."""
        key = (table, record_id)
        if key in self.changes:
            joined = _join(self.changes.pop(key), (before, after))
            if joined is None:
                return
            before, after = joined
        self.changes[key] = (before, after)

    def note_told(self, table: str, record_id: int, told: Told) -> None:
        """Note a record made just as the history tells it already: that change is copied."""
        self.note(table, record_id, None, told.fields)
        self.told[table, record_id] = told

    def action_ahead(self, session: Session, more: int) -> int:
        """Return the id the action will have; it may grow by ``more`` changes until it is written.

        For records that name the action by which they came.
        """
        self.kept_ids = take_ids(session, 1 + len(self.changes) + more)
        return self.kept_ids[0]

    def touched(self, table: type[Base]) -> list[int]:
        """Return the ids of the records of ``table`` that were made, changed or taken out."""
        name = table.__tablename__
        return [record_id for kept, record_id in self.changes if kept == name]

    def tables(self) -> frozenset[str]:
        """Return the tables that were touched."""
        return frozenset(table for table, _record in self.changes)

    def write(self, session: Session) -> None:
        """Write the action and its changes into the same transaction."""
        if not self.changes:
            return
        if not self.name:
            raise UnnamedActionError(f"changed without a name: {sorted(self.tables())}")
        ids = self.kept_ids or take_ids(session, 1 + len(self.changes))
        if len(ids) <= len(self.changes):
            raise RuntimeError("the action has grown past the ids that were kept for it")
        told = self._still_told()
        written = [item for item in self.changes.items() if item[0] not in told]
        rows, digests = [], []
        for change_id, (key, (before, after)) in enumerate(written, start=ids[1]):
            texts = _text(before), _text(after)
            digests.append(change_digest(*key, *texts))
            rows.append((change_id, ids[0], *key, *texts, digests[-1]))
        copied = sorted(told.values(), key=_change_id)
        self._write_action(session, ids[0], [*digests, *(one.digest for one in copied)])
        insert_rows(session, Change.metadata.tables["change"], CHANGE_COLUMNS, rows)
        self._copy(session, ids[0], ids[1] + len(rows), [one.change_id for one in copied])
        self.written_id = ids[0]

    def _still_told(self) -> dict[tuple[str, int], Told]:
        """Return what the history tells already, and of which nothing became since."""
        return {
            key: told
            for key, told in self.told.items()
            if key in self.changes
            and self.changes[key][0] is None
            and self.changes[key][1] is told.fields
        }

    def _copy(self, session: Session, action_id: int, first: int, told: Sequence[int]) -> None:
        """Write copies of these changes, in the order of their ids; none may be missing."""
        for batch in batches(told):  # of which the database holds but one at a time
            given = {"said": json.dumps(batch), "action_id": action_id, "before": first - 1}
            made = session.connection().execute(
                _COPY, given, execution_options={"preserve_rowcount": True}
            )
            if made.rowcount != len(batch):
                raise RuntimeError("the history does not hold what a record is told by")
            first += len(batch)

    def _write_action(self, session: Session, action_id: int, digests: Iterable[bytes]) -> None:
        chain, stamp = goes_on_from(session, action_id)
        words = canonical(self.words)
        action = Action(
            id=action_id,
            at=utc_now(),
            officer_id=self.officer_id,
            desk_id=self.desk_id,
            name=self.name,
            final=self.final,
            undoes_id=self.undoes_id,
            words_digest=words_digest(words),
            stamp=next_stamp(stamp),
        )
        action.digest = action_digest(action, digests)
        action.chain = next_chain(chain, action.digest)
        write_action(session, action, words)


CHANGE_COLUMNS = ("id", "action_id", "record_table", "record_id", "before", "after", "digest")
_CHANGE = Change.metadata.tables["change"]
_AS_IT_WAS = [column for column in _CHANGE.columns if column.name not in ("id", "action_id")]
_COPY = insert(_CHANGE).from_select(
    ["id", "action_id", *(column.name for column in _AS_IT_WAS)],
    select(
        bindparam("before", type_=BigInt) + func.row_number().over(order_by=_CHANGE.c.id),
        bindparam("action_id", type_=BigInt),
        *_AS_IT_WAS,
    ).where(_CHANGE.c.id.in_(listed(bindparam("said", type_=Text), BigInt))),
)
"""Copies changes within the database: their texts are neither handed out nor back."""


def recorder(session: Session) -> Recorder:
    """Return the recorder of a writing session."""
    found: Recorder = session.info[RECORDER]
    return found


def named(session: Session, name: str, **words: object) -> None:
    """Say what the user is doing, as an English sentence marked with ``N_``.

    The outermost operation names the action: it speaks first.
    """
    recorder(session).call(name, words)


def change_digest(
    table: str | bytes, record_id: int, before: str | bytes | None, after: str | bytes | None
) -> bytes:
    """Return the fingerprint of one change, from the texts that are kept.

    JSON never holds a NUL and is never empty, so the parts cannot run into one another.
    """
    parts = _bytes(table), record_id, _bytes(before or b""), _bytes(after or b"")
    return hashlib.sha256(b"%b\0%d\0%b\0%b" % parts).digest()


def words_digest(words: str | bytes) -> bytes:
    """Return the fingerprint of an action's words, from the text that is kept."""
    return hashlib.sha256(_bytes(words)).digest()


def action_digest(action: Action, changes: Iterable[bytes]) -> bytes:
    """Return the fingerprint of an action, from what it says and the digests of its changes."""
    said = (
        action.id,
        action.at.isoformat(),
        action.officer_id,
        action.desk_id,
        action.name,
        action.words_digest.hex(),
        action.undoes_id,
        action.final,
    )
    return said_digest(said, changes)


def said_digest(said: Sequence[object], changes: Iterable[bytes]) -> bytes:
    """Return the fingerprint of what an action says, and of its changes."""
    digest = hashlib.sha256(canonical(said).encode())
    for one in changes:
        digest.update(one)
    return digest.digest()


def next_chain(before: bytes | None, digest: bytes) -> bytes:
    """Return the chain after an action; ``before`` is that of the action before it, if any."""
    return hashlib.sha256((before or b"") + digest).digest()


def next_stamp(last: int | None) -> int:
    """Return a stamp for what is done now: later than ``last``, whatever the clock says."""
    return max((last or 0) + 1, time.time_ns() // 1_000_000 << COUNT_BITS)


def canonical(value: object) -> str:
    """Write ``value`` as JSON that is the same for the same content, whenever it is written."""
    return _ENCODER.encode(value)


def plain_fields(fields: Mapping[str, Any]) -> Fields:
    """Return the fields as JSON can hold them."""
    return {key: plain(value) for key, value in fields.items()}


def plain(value: object) -> object:
    """Return ``value`` as JSON can hold it."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, list | dict | float):
        return value
    return _plain(value)


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).isoformat()
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return {"base64": base64.b64encode(value).decode()}
    raise TypeError(f"{type(value)} cannot be kept in the history")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _text(fields: Fields | None) -> str | None:
    return None if fields is None else canonical(fields)


def _change_id(told: Told) -> int:
    return told.change_id


def _join(
    first: tuple[Fields | None, Fields | None], then: tuple[Fields | None, Fields | None]
) -> tuple[Fields | None, Fields | None] | None:
    """Return two changes of one record as one, or None if nothing remains of them."""
    before, after = first
    if before is None and then[1] is None:
        return None
    if then[1] is None:
        return {**(then[0] or {}), **(before or {})}, None
    if after is None:
        return before, then[1]
    joined = {**after, **then[1]}
    if before is None:
        return None, joined
    whole = {**(then[0] or {}), **before}
    differing = {key for key in joined if joined[key] != whole.get(key)}
    if not differing:
        return None
    return {key: whole[key] for key in differing}, {key: joined[key] for key in differing}


def _all_fields(target: Base) -> Fields:
    whole = {column.key: getattr(target, column.key) for column in _columns(target)}
    return plain_fields({key: value for key, value in whole.items() if value is not None})


def _columns(target: Base) -> Iterable[Any]:
    return inspect(type(target)).column_attrs


def _recorder_of(target: Base) -> Recorder | None:
    session = inspect(target).session
    return session.info.get(RECORDER) if session is not None else None


@event.listens_for(Base, "attribute_instrument", propagate=True)
def _always_know_the_old_value(_kind: type, _key: str, attribute: Any) -> None:  # noqa: ANN401
    event.listen(attribute, "set", lambda *_: None, active_history=True)


@event.listens_for(Base, "after_insert", propagate=True)
def _made(_mapper: Mapper[Any], _connection: Connection, target: Base) -> None:
    found = _recorder_of(target)
    if found is not None and target.__tablename__ not in UNRECORDED:
        found.note(target.__tablename__, target.id, None, _all_fields(target))


@event.listens_for(Base, "after_update", propagate=True)
def _changed(_mapper: Mapper[Any], _connection: Connection, target: Base) -> None:
    found = _recorder_of(target)
    if found is None:
        return
    before, after = {}, {}
    for column in _columns(target):
        added, _same, deleted = get_history(target, column.key)
        if added or deleted:
            before[column.key] = deleted[0] if deleted else None
            after[column.key] = added[0] if added else None
    if after:
        found.note(target.__tablename__, target.id, plain_fields(before), plain_fields(after))


@event.listens_for(Base, "after_delete", propagate=True)
def _taken_out(_mapper: Mapper[Any], _connection: Connection, target: Base) -> None:
    found = _recorder_of(target)
    if found is not None:
        found.note(target.__tablename__, target.id, _all_fields(target), None)


@event.listens_for(Session, "do_orm_execute")
def _nothing_else_writes(state: ORMExecuteState) -> None:
    """Refuse statements that would change records past the history."""
    if state.is_select or RECORDER not in state.session.info:
        return
    if not state.execution_options.get(OWN_WRITES):
        raise RuntimeError("change records through the session or the bulk operations")
