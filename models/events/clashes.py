"""Clashes: who or what is planned for two events at once, is away, or has too little time between.

Nothing here forbids anything: it tells what a coordinator would want to know before it is too late.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.events.clash import Clash, ClashKind, hint
from models.events.drafts import EventDraft
from models.events.month import LONGEST
from models.events.occupied import Occupied, Sitting, near, occupied, occupied_by_draft
from models.events.public_holidays import public_holidays
from models.events.suspects import suspects
from models.events.tables import Event
from models.history.rows import batches
from models.office.absences import AbsenceRow, absences
from models.office.closed_days import closed_days
from models.office.tables import Equipment, Officer
from models.words import spoken

BETWEEN_VILLAGES = timedelta(hours=1)
BETWEEN_REGENCIES = timedelta(hours=3)
"""The least time to pack up and get to another village: our own choice, not a rule."""
REGENCY_LETTERS = 5
"""``65.01`` of ``65.01.03.2002``."""
DAY = timedelta(days=1)


def clashes_of(session: Session, event_id: int) -> tuple[Clash, ...]:
    """Return what an event clashes with, the worst first; holidays and closed days last."""
    mine = occupied(session, Event.id == event_id)
    return _clashes(session, mine[0]) if mine else ()


def clashes_for(session: Session, draft: EventDraft, event_id: int | None) -> tuple[Clash, ...]:
    """Return what an event would clash with as it is being typed; ``event_id`` None if it is new.

    The first call in a year loads what reckons its holidays: to be asked off the screen's thread.
    """
    mine = occupied_by_draft(draft, event_id)
    over = event_id is not None and not occupied(session, Event.id == event_id)
    return () if mine is None or over else _clashes(session, mine)


def coming_clashes(session: Session, today: date) -> tuple[Clash, ...]:
    """Return the clashes of all events that are not over, the soonest first.

    What two events share is told once, with the one that begins first. Holidays and closed days are
    left out: they are only to be known.
    """
    morning = datetime.combine(today, time.min)
    coming = Event.starts_at >= morning - LONGEST, Event.ends_at >= morning
    seen = suspects(session, BETWEEN_REGENCIES, *coming)
    return _among(session, seen.pairs, seen.away)


def clashing_ids(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Return how many clashes each of these events has, those without one left out."""
    wanted = set(ids)
    hours = [_hours(session, batch) for batch in batches(wanted)]
    known = [(first, last) for first, last in hours if first and last]
    if not known:
        return {}
    first, last = min(one for one, _last in known), max(one for _first, one in known)
    seen = suspects(session, BETWEEN_REGENCIES, near(first, last, BETWEEN_REGENCIES))
    pairs = [pair for pair in seen.pairs if not wanted.isdisjoint(pair)]
    counts: Counter[int | None] = Counter()
    for clash in _among(session, pairs, [one for one in seen.away if one in wanted]):
        counts.update((clash.event_id, clash.with_id))
    return {one: counts[one] for one in wanted if counts[one]}


class _Names:
    """What officers and things are called, those no longer there too."""

    def __init__(self, session: Session) -> None:
        officers = session.execute(select(Officer.id, Officer.name))
        things = session.execute(select(Equipment.id, Equipment.name))
        self.officers = dict(officers.all())
        self.things = dict(things.all())


def _clashes(session: Session, mine: Occupied) -> tuple[Clash, ...]:
    others = occupied(session, near(mine.begins, mine.ends, BETWEEN_REGENCIES))
    names = _Names(session)
    found = [
        clash
        for other in others
        if other.event_id != mine.event_id
        for clash in _together(mine, other, names)
    ]
    found += _away(session, [mine])
    found += _free_days(session, mine)
    return tuple(sorted(found, key=lambda clash: (-clash.level, clash.begins, clash.what)))


def _hours(session: Session, ids: Sequence[int]) -> tuple[datetime | None, datetime | None]:
    """Return when the first of these events begins and the last ends."""
    wanted = select(func.min(Event.starts_at), func.max(Event.ends_at)).where(Event.id.in_(ids))
    first, last = session.execute(wanted).one()
    return first, last


def _among(
    session: Session, pairs: Sequence[tuple[int, int]], away: Iterable[int]
) -> tuple[Clash, ...]:
    """Return the clashes of these pairs of events, and the absences from events, soonest first."""
    away = set(away)
    ids = away.union(*pairs)
    events = {
        one.event_id: one
        for batch in batches(ids)
        for one in occupied(session, Event.id.in_(batch))
    }
    names = _Names(session)
    found = [
        clash for one, other in pairs for clash in _together(events[one], events[other], names)
    ]
    found += _away(session, [events[one] for one in away])
    return tuple(sorted(found, key=lambda one: (events[one.event_id].begins, -one.level)))


def _together(mine: Occupied, other: Occupied, names: _Names) -> Iterator[Clash]:
    """Yield what two events cannot both have, as told with the first of them."""
    officers, things = mine.staff & other.staff, mine.equipment & other.equipment
    if (officers or things) and (there := _meeting(mine, other)) is not None:
        clash = _clash(ClashKind.STAFF_EVENT, mine, other, there)
        yield from _named(clash, officers, names.officers)
        yield from _named(replace(clash, kind=ClashKind.THING), things, names.things)
    elif officers and (way := _hurry(mine, other)) is not None:
        here, there = way
        clash = _clash(ClashKind.STAFF_TRAVEL, mine, other, there)
        first = there.starts_at < here.starts_at
        yield from _named(replace(clash, first=first), officers, names.officers)
    if mine.same_village(other) and (there := _meeting(mine, other, in_one_hall=True)) is not None:
        yield replace(_clash(ClashKind.VENUE, mine, other, there), what=there.venue)


def _clash(kind: ClashKind, mine: Occupied, other: Occupied, there: Sitting) -> Clash:
    return Clash(
        kind,
        mine.event_id,
        mine.title,
        "",
        there.starts_at,
        there.ends_at,
        with_id=other.event_id,
        with_title=other.title,
        here=mine.place,
        there=other.place,
    )


def _named(clash: Clash, ids: Iterable[int], names: dict[int, str]) -> list[Clash]:
    """Return the same clash of each of those, by name."""
    found = [replace(clash, what=names[one], what_id=one) for one in ids]
    return sorted(found, key=lambda one: (one.what, one.what_id))


def _meeting(mine: Occupied, other: Occupied, *, in_one_hall: bool = False) -> Sitting | None:
    """Return the first sitting of ``other`` that runs during one of ``mine``."""
    return next(
        (
            there
            for there in other.sittings
            for here in mine.sittings
            if here.overlaps(there)
            and (not in_one_hall or (bool(here.hall) and here.hall == there.hall))
        ),
        None,
    )


def _hurry(mine: Occupied, other: Occupied) -> tuple[Sitting, Sitting] | None:
    """Return a sitting of each between which there is too little time for the way."""
    if not mine.elsewhere(other):
        return None
    here, there = min(product(mine.sittings, other.sittings), key=lambda both: both[0].gap(both[1]))
    return (here, there) if here.gap(there) < _way(mine, other) else None


def _way(mine: Occupied, other: Occupied) -> timedelta:
    """Return the least time from one event to the other; of villages without a code the shorter."""
    codes = mine.region_code[:REGENCY_LETTERS], other.region_code[:REGENCY_LETTERS]
    return BETWEEN_REGENCIES if all(codes) and codes[0] != codes[1] else BETWEEN_VILLAGES


def _away(session: Session, events: Sequence[Occupied]) -> list[Clash]:
    """Return who of the events' staff is away on any of their days."""
    if not events:
        return []
    first, last = min(one.begins for one in events), max(one.ends for one in events)
    by_officer: dict[int, list[AbsenceRow]] = defaultdict(list)
    for absence in absences(session, first.date(), last.date()):
        by_officer[absence.officer_id].append(absence)
    return [
        _absent(one, absence)
        for one in events
        for officer in one.staff & by_officer.keys()
        for absence in by_officer[officer]
        if _on_a_day_of(one, absence)
    ]


def _on_a_day_of(one: Occupied, absence: AbsenceRow) -> bool:
    return any(
        absence.first_day <= sitting.last_day and absence.last_day >= sitting.starts_at.date()
        for sitting in one.sittings
    )


def _absent(one: Occupied, absence: AbsenceRow) -> Clash:
    return Clash(
        ClashKind.STAFF_ABSENT,
        one.event_id,
        one.title,
        absence.officer,
        datetime.combine(absence.first_day, time.min),
        datetime.combine(absence.last_day, time.min),
        what_id=absence.officer_id,
        reason=absence.kind,
    )


def _free_days(session: Session, one: Occupied) -> list[Clash]:
    """Return the holidays and closed days among an event's days."""
    days = sorted({day for sitting in one.sittings for day in _days(sitting)})
    if not days:
        return []
    closed = closed_days(session, days[0], days[-1])
    language = spoken().language
    found = []
    for day in days:
        if holiday := public_holidays(day.year, language).get(day):
            found.append(hint(ClashKind.HOLIDAY, one.event_id, one.title, day, holiday))
        if day in closed:
            found.append(hint(ClashKind.CLOSED, one.event_id, one.title, day, closed[day]))
    return found


def _days(sitting: Sitting) -> list[date]:
    """Return a sitting's days; none where it is so long that its end was surely mistyped."""
    first = sitting.starts_at.date()
    count = (sitting.last_day - first).days + 1
    return [first + n * DAY for n in range(count)] if count <= LONGEST.days else []
