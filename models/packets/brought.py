"""What of a return is new here, after its chain was looked through."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, String, func, select, type_coerce
from sqlalchemy.orm import Session

from models.base import utc_now
from models.errors import UserError
from models.history.rows import chain_key, chain_range
from models.history.tables import COUNT_BITS, Action
from models.history.walking import Walk, entries
from models.office.tables import Desk
from models.packets.reading import Returned
from models.packets.tables import DeskPacket, PacketReturn
from models.packets.writes import NOT_YET, Records, Write, merges_of, of_lent, seconds_as_stamp
from models.progress import Progress, Work
from models.words import _

AHEAD = 5 * 60
"""By how many seconds a clock may be ahead before it is told and allowed for."""
HOUR = 3600
WALKED = 2000
"""Actions looked through between two reports."""

ACTION_COLUMNS = tuple(column.name for column in Action.__table__.columns)


class KeptChange(NamedTuple):
    """A change word for word, as it lies in ``change``: no text is read and written anew."""

    id: int
    action_id: int
    record_table: str
    record_id: int
    before: str | None
    after: str | None
    digest: bytes
    erasure_id: int | None


class ReturnRefusedError(UserError):
    """What came home cannot be merged; the text says why."""


@dataclass(slots=True)
class Brought:
    """The actions of a return that are not known here, and what they wrote.

    ``actions`` and ``changes`` are rows as they are kept, ``ahead`` says by chain how many seconds
    the desk's clock was ahead, ``last_known`` by chain the last action that ever came here.
    """

    packet: DeskPacket
    desk: str
    actions: list[Any] = field(default_factory=list)
    changes: list[KeptChange] = field(default_factory=list)
    writes: Records[list[Write]] = field(default_factory=Records)
    ahead: dict[int, int] = field(default_factory=dict)
    last_known: dict[int, int] = field(default_factory=dict)
    _values: dict[tuple[str, str], frozenset[Any]] = field(default_factory=dict)
    _known: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)

    def is_fresh(self, record_id: int) -> bool:
        """Tell whether a record was made at the desk since what is known here: nobody knows it."""
        last = self.last_known.get(chain_key(record_id))
        return last is not None and record_id > last

    def values(self, table: str, column: str) -> frozenset[Any]:
        """Return what a column of what came home was made to hold; asked when all has come."""
        found = self._values.get((table, column))
        if found is None:
            said = {
                one.after[column]
                for key in self.writes.of(table)
                for one in self.writes[key]
                if one.after and column in one.after
            }
            found = self._values[table, column] = frozenset(said - {None})
        return found

    def known(self, table: str, column: str) -> frozenset[int]:
        """Return to which records a column of what came home leads that are not fresh."""
        found = self._known.get((table, column))
        if found is None:
            led = self.values(table, column)
            found = frozenset(one for one in led if not self.is_fresh(one))
            self._known[table, column] = found
        return found


def brought(session: Session, returned: Returned) -> Work[Brought]:
    """Return what is new in a return. Raises ReturnRefusedError where it cannot be merged."""
    packet = session.get(DeskPacket, returned.packet_id)
    if packet is None:
        raise ReturnRefusedError(_("This office never gave out the packet this comes from."))
    desk = session.get_one(Desk, packet.desk_id)
    if packet.closed_at is not None:
        raise ReturnRefusedError(
            _(
                "The packet of {desk} was closed: {reason}. Open it again first, if what it brings "
                "home is to be merged."
            ).format(desk=desk.name, reason=packet.close_reason or "")
        )
    known = {
        one: _Known(_digests(session, one), _lost(session, one)) for one in returned.chain_keys
    }
    changes = yield from _look_through(returned.session, known)
    found = Brought(packet, desk.name)
    _new_actions(returned, known, found)
    for key in returned.chain_keys:
        found.ahead[key] = _ahead(session, returned.session, key)
    yield Progress(0, 0)
    if found.actions:
        yield from _new_changes(found, changes)
    return found


@dataclass(slots=True)
class _Known:
    """What is here of a chain: its actions with their digests; ``lost`` can come again."""

    digests: Mapping[int, bytes]
    lost: frozenset[int]

    def holds(self, action_id: int) -> bool:
        """Tell whether an action is here and counts."""
        return action_id in self.digests and action_id not in self.lost


def _look_through(session: Session, known: Mapping[int, _Known]) -> Work[dict[int, list[Any]]]:
    """Work all fingerprints out again, as ``verify_history`` does.

    Return the changes of the actions that are not known, as they are kept; a return may be large,
    so it is gone through but once. Raises ReturnRefusedError.
    """
    walk = Walk({})
    total = session.scalar(select(func.count(Action.id))) or 0
    found: dict[int, list[Any]] = {}
    for action, changes in entries(session):
        if action is None or next(walk.action(action, changes), None) is not None:
            raise _altered()
        if not known[chain_key(action.id)].holds(action.id):
            found[action.id] = changes
        if walk.actions % WALKED == 0:
            yield Progress(walk.actions, total)
    return found


def _altered() -> ReturnRefusedError:
    """Return what to say of a return whose fingerprints do not fit."""
    return ReturnRefusedError(
        _("What this file says was altered after it was done, so it is not merged.")
    )


def _new_actions(returned: Returned, known: Mapping[int, _Known], found: Brought) -> None:
    """Take the actions that are not here yet. Raises ReturnRefusedError where a chain forks."""
    for key in returned.chain_keys:
        here = known[key]
        rows = list(_actions(returned.session, key))
        pairs = zip(here.digests.items(), rows, strict=False)
        if any(ours != (row.id, row.digest) for ours, row in pairs):
            raise ReturnRefusedError(
                _(
                    "This file and what {desk} brought home before went different ways: the desk "
                    "went on from an older copy. It is not merged."
                ).format(desk=found.desk)
            )
        found.actions += [row for row in rows if not here.holds(row.id)]
        # Of a merge that was taken back some may have been kept: what came once may still be here.
        found.last_known[key] = max(here.digests, default=chain_range(key)[0])


def _digests(session: Session, key: int) -> dict[int, bytes]:
    """Return the actions of a chain that are here, in order, with their fingerprints."""
    low, high = chain_range(key)
    wanted = select(Action.id, Action.digest).where(Action.id.between(low, high))
    rows = session.execute(wanted.order_by(Action.id))
    return {row.id: row.digest for row in rows}


def _lost(session: Session, key: int) -> frozenset[int]:
    """Return the actions of a chain whose merging was taken back: they can come again."""
    low, high = chain_range(key)
    here = Action.id.between(low, high), Action.merged_by_id.is_not(None)
    rows = session.execute(select(Action.id, Action.merged_by_id).where(*here)).all()
    if not rows:
        return frozenset()
    in_effect = merges_of(session).at
    return frozenset(row.id for row in rows if row.merged_by_id not in in_effect)


def _actions(session: Session, key: int) -> Iterator[Any]:
    """Yield the actions of a chain as they are kept: no text is read and written anew."""
    columns = [_as_kept(Action.__table__.c[name]) for name in ACTION_COLUMNS]
    of_chain = Action.id.between(*chain_range(key))
    yield from session.execute(
        select(*columns).where(of_chain).order_by(Action.id).execution_options(yield_per=WALKED)
    )


def _as_kept(column: Any) -> Any:  # noqa: ANN401 - a column
    return (
        type_coerce(column, String).label(column.name) if isinstance(column.type, JSON) else column
    )


def _new_changes(found: Brought, by_action: Mapping[int, Iterable[Any]]) -> Work[None]:
    """Take the changes of the new actions, and what they wrote by record."""
    ahead = {key: seconds_as_stamp(seconds) for key, seconds in found.ahead.items()}
    try:
        for place, action in enumerate(found.actions, start=1):
            stamp = action.stamp - ahead[chain_key(action.id)]
            for row in by_action[action.id]:
                _take_change(found, _kept(row), stamp)
            if place % WALKED == 0:
                yield Progress(0, 0)
    except ValueError as error:  # no text, or none of JSON: nothing that this program wrote
        raise _altered() from error


def _kept(row: Sequence[Any]) -> KeptChange:
    """Return a change whose texts were read as bytes."""
    change_id, action_id, table, record_id, before, after, digest, erasure_id = row
    return KeptChange(
        change_id,
        action_id,
        table.decode(),
        record_id,
        None if before is None else before.decode(),
        None if after is None else after.decode(),
        digest,
        erasure_id,
    )


def _take_change(found: Brought, row: KeptChange, stamp: int) -> None:
    """Take one change, and what it wrote."""
    found.changes.append(row)
    action_id, key = row.action_id, (row.record_table, row.record_id)
    if of_lent(*key, action_id):
        return
    before = None if row.before is None else _read(row.before)
    after = None if row.after is None else _read(row.after)
    write = Write(stamp, action_id, *key, before, after, NOT_YET)
    writes = found.writes.get(key)
    if writes is None:
        found.writes[key] = [write]
    else:
        writes.append(write)


_DECODER = json.JSONDecoder()


def _read(text: str) -> Any:  # noqa: ANN401 - what JSON holds
    """Read JSON as this program writes it, without blanks around it; any other the longer way."""
    if text.startswith("{"):
        value, end = _DECODER.raw_decode(text)
        if end == len(text):
            return value
    return json.loads(text)


def _ahead(session: Session, theirs: Session, key: int) -> int:
    """Return by how many seconds, in whole hours, a desk's clock was ahead of the office's.

    What is to be told apart are wrong years, days and zones; the way home takes its time, too.
    """
    low, high = chain_range(key)
    last = theirs.scalar(select(func.max(Action.stamp)).where(Action.id.between(low, high))) or 0
    ahead = (last >> COUNT_BITS) / 1000 - utc_now().timestamp()
    if ahead <= AHEAD:
        return 0
    return max(HOUR, round(ahead / HOUR) * HOUR)


def told_ahead(session: Session, key: int) -> int:
    """Return by how many seconds the stamps of a chain that are here were put back so far."""
    rows = select(PacketReturn.ahead).where(PacketReturn.chain_key == key)
    return session.scalar(rows.order_by(PacketReturn.last_id.desc()).limit(1)) or 0


def span(actions: Sequence[Any]) -> tuple[datetime | None, datetime | None]:
    """Return when the first and the last of these actions were done, by the desk's clock."""
    moments = [one.at.astimezone(UTC) for one in actions]
    return min(moments, default=None), max(moments, default=None)
