"""The sittings of an event at the desk: which one runs now, and who was seen at which."""

import enum
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.tables import EventSession, SessionPresence
from models.history.bulk import delete_many, insert_many, table_of
from models.history.recording import recorder
from models.history.rows import batches
from models.office.queries import time_zone
from models.office.tables import Desk
from models.words import _, ngettext, shorten, spoken


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting; hours are those of the clock on the wall. ``seen`` people came to it."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    seen: int = 0

    def named(self) -> str:
        """Return its day, hours and title, to choose it by."""
        words = spoken()
        when = words.span(self.starts_at, self.ends_at)
        return f"{words.short_day(self.starts_at.date())} {when} · {shorten(self.title)}"


class Phase(enum.StrEnum):
    """How the clock stands to a sitting."""

    RUNNING = "running"
    AHEAD = "ahead"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Seen:
    """When and at which desk somebody was seen at one sitting."""

    session_id: int
    present_at: datetime
    desk: str


def sittings(session: Session, event_id: int) -> list[Sitting]:
    """Return the sittings of an event by their hours, with how many were seen at each."""
    seen = seen_by_sitting(session, event_id)
    rows = session.execute(_of_event(event_id)).all()
    return [Sitting(*row, seen.get(row.id, 0)) for row in rows]


def sitting_at(given: Sequence[Sitting], now: datetime) -> Sitting | None:
    """Return the sitting that people come to at ``now`` on the wall's clock.

    That is the one running, of several the one begun last; in a break and before the first, the
    next one of this day; after the last of the day, that one. On other days there is none.
    """
    today = [one for one in given if one.starts_at.date() <= now.date() <= one.ends_at.date()]
    running = [one for one in today if one.starts_at <= now <= one.ends_at]
    ahead = [one for one in today if now < one.starts_at]
    if running:
        return max(running, key=lambda one: one.starts_at)
    if ahead:
        return min(ahead, key=lambda one: one.starts_at)
    return max(today, key=lambda one: one.ends_at, default=None)


def phase(sitting: Sitting, now: datetime) -> Phase:
    """Tell whether a sitting runs at ``now`` on the wall's clock."""
    if now < sitting.starts_at:
        return Phase.AHEAD
    return Phase.OVER if now > sitting.ends_at else Phase.RUNNING


def in_break(given: Sequence[Sitting], now: datetime) -> bool:
    """Tell whether one sitting of this day is over and the next has not begun."""
    today = [one for one in given if one.starts_at.date() == now.date()]
    phases = {phase(one, now) for one in today}
    return phases == {Phase.OVER, Phase.AHEAD}


def seen_at(
    session: Session, event_id: int, people: Collection[int]
) -> dict[int, tuple[Seen, ...]]:
    """Return at which sittings of an event each of these people was seen, the first one first."""
    found: dict[int, list[Seen]] = {}
    wanted = (
        select(
            SessionPresence.person_id,
            SessionPresence.session_id,
            SessionPresence.present_at,
            func.coalesce(Desk.name, ""),
        )
        .join(EventSession, EventSession.id == SessionPresence.session_id)
        .outerjoin(Desk, Desk.id == SessionPresence.desk_id)
        .where(EventSession.event_id == event_id)
        .order_by(EventSession.starts_at, EventSession.id)
    )
    for batch in batches(people):
        rows = session.execute(wanted.where(SessionPresence.person_id.in_(batch)))
        for person, sitting, moment, desk in rows:
            found.setdefault(person, []).append(Seen(sitting, moment, desk))
    return {person: tuple(rows) for person, rows in found.items()}


def seen_by_sitting(session: Session, event_id: int) -> dict[int, int]:
    """Return how many were seen at each sitting of an event at which anybody was."""
    rows = session.execute(
        select(SessionPresence.session_id, func.count())
        .join(EventSession, EventSession.id == SessionPresence.session_id)
        .where(EventSession.event_id == event_id)
        .group_by(SessionPresence.session_id)
    )
    return dict(iter(rows))


def people_by_sitting(session: Session, event_id: int) -> dict[int, frozenset[int]]:
    """Return who was seen at each sitting of an event at which anybody was."""
    found: dict[int, set[int]] = {}
    rows = session.execute(
        select(SessionPresence.session_id, SessionPresence.person_id)
        .join(EventSession, EventSession.id == SessionPresence.session_id)
        .where(EventSession.event_id == event_id)
    )
    for sitting, person in rows:
        found.setdefault(sitting, set()).add(person)
    return {sitting: frozenset(people) for sitting, people in found.items()}


def note_seen(
    session: Session,
    event_id: int,
    moments: Mapping[int, datetime],
    session_id: int | None = None,
) -> None:
    """Note that people were at a sitting of an event: the one chosen, or the one of that hour.

    ``moments`` says when each was seen. Who was seen there before stays as they were. Raises
    UserError if the sitting is not, or no longer, one of the event.
    """
    given = [Sitting(*row) for row in session.execute(_of_event(event_id))]
    if session_id is not None and session_id not in {one.id for one in given}:
        raise UserError(_("That session is no longer in the plan of this event."))
    if not given:
        return
    zone, desk = time_zone(session), recorder(session).desk_id
    there = {(sitting, person) for _id, sitting, person in _presences(session, event_id, moments)}
    rows = []
    for person, moment in moments.items():
        wall = moment.astimezone(zone).replace(tzinfo=None)
        found = sitting_at(given, wall) if session_id is None else None
        place = session_id if found is None else found.id
        if place is not None and (place, person) not in there:
            rows.append((place, person, moment, desk))
    columns = ("session_id", "person_id", "present_at", "desk_id")
    insert_many(session, SessionPresence, columns, rows)


def forget_seen(
    session: Session, event_id: int, people: Collection[int], session_id: int | None = None
) -> None:
    """Note that people were not at one sitting of an event after all, or at none of them."""
    gone = [
        presence
        for presence, sitting, _person in _presences(session, event_id, people)
        if session_id in (None, sitting)
    ]
    delete_many(session, table_of(SessionPresence), gone)


def first_seen(session: Session, event_id: int, person_id: int) -> SessionPresence | None:
    """Return when somebody was first seen at any sitting of an event."""
    return session.scalars(
        select(SessionPresence)
        .join(EventSession, EventSession.id == SessionPresence.session_id)
        .where(EventSession.event_id == event_id, SessionPresence.person_id == person_id)
        .order_by(SessionPresence.present_at, SessionPresence.id)
        .limit(1)
    ).one_or_none()


def refuse_gone(session: Session, gone: Collection[EventSession]) -> None:
    """Raise UserError if people were seen at any of these sittings: it stays in the plan."""
    for one in gone:
        seen = session.scalar(select(func.count()).where(SessionPresence.session_id == one.id))
        if seen:
            raise UserError(_kept_in_plan(one.title, seen))


def stays_in_plan(seen: int) -> str:
    """Say beside a sitting why it cannot be taken out of the plan."""
    return ngettext(
        "{n} person was seen here: this session stays in the plan.",
        "{n} people were seen here: this session stays in the plan.",
        seen,
    )


def _kept_in_plan(title: str, seen: int) -> str:
    return ngettext(
        "{n} person was seen at “{session}”: it stays in the plan.",
        "{n} people were seen at “{session}”: it stays in the plan.",
        seen,
        session=shorten(title),
    )


def _of_event(event_id: int) -> Select[int, str, datetime, datetime]:
    return (
        select(EventSession.id, EventSession.title, EventSession.starts_at, EventSession.ends_at)
        .where(EventSession.event_id == event_id)
        .order_by(EventSession.starts_at, EventSession.id)
    )


def _presences(
    session: Session, event_id: int, people: Collection[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield of these people each presence at a sitting of an event: its id, sitting, person."""
    wanted = (
        select(SessionPresence.id, SessionPresence.session_id, SessionPresence.person_id)
        .join(EventSession, EventSession.id == SessionPresence.session_id)
        .where(EventSession.event_id == event_id)
    )
    for batch in batches(people):
        yield from session.execute(wanted.where(SessionPresence.person_id.in_(batch)))
