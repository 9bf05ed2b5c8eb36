"""What of a return is new here, after its chain was looked through."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, String, func, select, type_coerce
from sqlalchemy.orm import Session

from models.base import utc_now
from models.errors import UserError
from models.history.rows import chain_key, chain_range
from models.history.tables import COUNT_BITS, Action, Change
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
CHANGE_COLUMNS = tuple(column.name for column in Change.__table__.columns)


class ReturnRefusedError(UserError):
    """What came home cannot be merged; the text says why."""


@dataclass(slots=True)
class Brought:
    """The actions of a return that are not known here, and what they wrote.

    ``actions`` and ``changes`` are rows as they are kept, ``ahead`` says by chain how many seconds
    the desk's clock was ahead, ``last_known`` by chain the last action that is known here already.
    """

    packet: DeskPacket
    desk: str
    actions: list[Any] = field(default_factory=list)
    changes: list[Any] = field(default_factory=list)
    writes: Records[list[Write]] = field(default_factory=Records)
    ahead: dict[int, int] = field(default_factory=dict)
    last_known: dict[int, int] = field(default_factory=dict)

    def is_fresh(self, record_id: int) -> bool:
        """Tell whether a record was made at the desk since what is known here: nobody knows it."""
        last = self.last_known.get(chain_key(record_id))
        return last is not None and record_id > last


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
    yield from _look_through(returned.session)
    found = Brought(packet, desk.name)
    _new_actions(session, returned, found)
    for key in returned.chain_keys:
        found.ahead[key] = _ahead(session, returned.session, key)
    yield Progress(0, 0)
    if found.actions:
        yield from _new_changes(returned.session, found)
    return found


def _look_through(session: Session) -> Work[None]:
    """Work all fingerprints out again, as ``verify_history`` does. Raises ReturnRefusedError."""
    walk = Walk({})
    total = session.scalar(select(func.count(Action.id))) or 0
    for action, changes in entries(session):
        if action is None or next(walk.action(action, changes), None) is not None:
            raise ReturnRefusedError(
                _("What this file says was altered after it was done, so it is not merged.")
            )
        if walk.actions % WALKED == 0:
            yield Progress(walk.actions, total)


def _new_actions(session: Session, returned: Returned, found: Brought) -> None:
    """Take the actions that are not here yet. Raises ReturnRefusedError where a chain forks."""
    for key in returned.chain_keys:
        here, lost = _digests(session, key), _lost(session, key)
        rows = list(_rows(returned.session, Action, ACTION_COLUMNS, key))
        if any(ours != (row.id, row.digest) for ours, row in zip(here.items(), rows, strict=False)):
            raise ReturnRefusedError(
                _(
                    "This file and what {desk} brought home before went different ways: the desk "
                    "went on from an older copy. It is not merged."
                ).format(desk=found.desk)
            )
        found.actions += [row for row in rows if row.id not in here or row.id in lost]
        low = chain_range(key)[0]
        found.last_known[key] = low if lost else max(here, default=low)


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


def _rows(session: Session, kind: Any, columns: Sequence[str], key: int) -> Iterator[Any]:  # noqa: ANN401
    """Yield rows of a chain as they are kept: no text is read and written anew."""
    table = kind.__table__
    low, high = chain_range(key)
    plain = [_as_kept(table.c[name]) for name in columns]
    yield from session.execute(
        select(*plain)
        .where(table.c.id.between(low, high))
        .order_by(table.c.id)
        .execution_options(yield_per=WALKED)
    )


def _as_kept(column: Any) -> Any:  # noqa: ANN401 - a column
    return (
        type_coerce(column, String).label(column.name) if isinstance(column.type, JSON) else column
    )


def _new_changes(session: Session, found: Brought) -> Work[None]:
    """Take the changes of the new actions, and what they wrote by record."""
    stamps = {row.id: row.stamp for row in found.actions}
    ahead = {key: seconds_as_stamp(seconds) for key, seconds in found.ahead.items()}
    done = 0
    for key in {chain_key(one) for one in stamps}:
        for row in _rows(session, Change, CHANGE_COLUMNS, key):
            stamp = stamps.get(row.action_id)
            if stamp is None:
                continue
            found.changes.append(row)
            if of_lent(row.record_table, row.record_id, row.action_id):
                continue
            write = Write(
                stamp - ahead[key],
                row.action_id,
                row.record_table,
                row.record_id,
                None if row.before is None else json.loads(row.before),
                None if row.after is None else json.loads(row.after),
                NOT_YET,
            )
            found.writes.setdefault((row.record_table, row.record_id), []).append(write)
            done += 1
            if done % WALKED == 0:
                yield Progress(0, 0)


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
