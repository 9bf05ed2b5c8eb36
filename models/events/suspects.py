"""Which of many events may clash, found by bare columns; what they really share is looked at then.

Of 5.000 events few clash. Their hours stay the texts that the database keeps, which compare as the
moments do: reading them as dates, and all else of each event, would take most of the time.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.engines.dialects import Later
from models.events.occupied import Condition, can_clash
from models.events.tables import Event, EventEquipment, EventSession, EventStaff
from models.history.rows import columns_at_once
from models.office.tables import Absence
from models.places.village_index import fold_region

Span = tuple[str, str, int]
"""From when an event runs, until when it keeps others away, and its id."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """Pairs of events that share something at about the same time, and events that miss someone."""

    pairs: tuple[tuple[int, int], ...]
    away: tuple[int, ...]


def suspects(session: Session, within: timedelta, *conditions: Condition) -> Suspects:
    """Return which events that meet the conditions may clash, up to ``within`` between them."""
    where = can_clash(*conditions)
    spans, places = _spans(session, within, where)
    taken: dict[Hashable, list[Span]] = defaultdict(list)
    for event_id, place in places.items():
        taken["place", place].append(spans[event_id])
    staff = columns_at_once(
        session, select(EventStaff.event_id, EventStaff.officer_id).join(Event).where(*where)
    )
    things = columns_at_once(
        session,
        select(EventEquipment.event_id, EventEquipment.equipment_id).join(Event).where(*where),
    )
    for kind, (events, shared) in (("officer", staff), ("thing", things)):
        for event_id, one in zip(events, shared, strict=True):
            taken[kind, one].append(spans[event_id])
    pairs = dict.fromkeys(pair for shared in taken.values() for pair in _near_one_another(shared))
    return Suspects(tuple(pairs), tuple(_missing(session, staff, spans)))


def _spans(
    session: Session, within: timedelta, where: Sequence[Condition]
) -> tuple[dict[int, Span], dict[int, str]]:
    """Return by event when it runs, with all its sittings, and its place if that was said."""
    later = within // timedelta(minutes=1)
    place = func.coalesce(Event.region_code, Event.region_line)
    until = Later(Event.ends_at, later)
    rows = columns_at_once(session, select(Event.id, Event.starts_at, until, place).where(*where))
    spans = {one: (begins, ends, one) for one, begins, ends, _at in zip(*rows, strict=True)}
    until = Later(EventSession.ends_at, later)
    sittings = columns_at_once(
        session,
        select(EventSession.event_id, EventSession.starts_at, until).join(Event).where(*where),
    )
    for one, begins, ends in zip(*sittings, strict=True):
        first, last, _id = spans[one]
        spans[one] = min(first, begins), max(last, ends), one
    folded = {text: fold_region(text) for text in {*rows[3]} if text}
    return spans, {one: folded[at] for one, at in zip(rows[0], rows[3], strict=True) if at}


def _near_one_another(spans: list[Span]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of which the second begins before the first keeps nobody away any more."""
    running: list[Span] = []
    for span in sorted(spans):
        running = [other for other in running if other[1] >= span[0]]
        yield from ((other[2], span[2]) for other in running)
        running.append(span)


def _missing(session: Session, staff: list[list[int]], spans: dict[int, Span]) -> Iterator[int]:
    """Yield the events whose days one of the staff may be away on."""
    if not spans:
        return
    earliest = date.fromisoformat(min(spans.values())[0][:10])
    away: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = session.execute(
        select(Absence.officer_id, Absence.first_day, Absence.last_day).where(
            Absence.last_day >= earliest
        )
    )
    for officer_id, first_day, last_day in rows:
        away[officer_id].append((first_day.isoformat(), last_day.isoformat()))
    for event_id, officer_id in zip(*staff, strict=True):
        begins, ends, _id = spans[event_id]
        for leaves, returns in away.get(officer_id, ()):
            if begins[:10] <= returns and ends[:10] >= leaves:
                yield event_id
