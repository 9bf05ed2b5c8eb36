"""The table of everybody: who is on it, in what order, and its lines."""

import enum
import json
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from models.cards.queries import last_day
from models.engines.dialects import Packed, listed
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Attendance, Event
from models.history.rows import batches
from models.people.filters import PeopleFilter, fits_typed, month_after
from models.people.name_index import TABLE, ask
from models.people.names import fold_name
from models.people.queries import PERSON_ROW, PersonRow
from models.people.search import NUMBER, TOO_FEW, find_ids
from models.people.tables import Occupation, Person

PARSED_AT_ONCE = 1 << 17
"""Letters of a list of ids that are read in one go: other threads get their turn in between."""


class ListOrder(enum.StrEnum):
    """What the table can be sorted by."""

    NAME = "name"
    NIK = "nik"
    VILLAGE = "village"
    OCCUPATION = "occupation"
    AGE = "age"
    COVER = "cover"
    NUMBER = "number"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Listing:
    """Who is to be on the table, and in what order."""

    wanted: PeopleFilter = field(default_factory=PeopleFilter)
    order: ListOrder = ListOrder.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListedPerson(PersonRow):
    """One line of the table; ``status`` is of the latest enrolment, ``event`` the last attended."""

    flag: str
    status: EnrolmentStatus | None
    cover_until: date | None
    event: str


def listed_ids(
    session: Session, listing: Listing, today: date, counted: ColumnElement[bool] | None = None
) -> Sequence[int]:
    """Return everybody who is on the table, in its order.

    ``counted`` is true of the people a figure counts, whom alone the table is to hold, those in
    the recycle bin too. May take seconds where there are very many: call it off the screen's
    thread.
    """
    return ids_at_once(session, _listed(listing, today, counted))


def first_ids(session: Session, listing: Listing, today: date, count: int) -> Sequence[int]:
    """Return the first so many of the table: soon, where an index has its order."""
    return ids_at_once(session, _listed(listing, today).limit(count))


def searched_ids(
    session: Session, typed: str, listing: Listing, today: date, limit: int
) -> Sequence[int]:
    """Return those on the table who fit what was typed, at most ``limit``, in the table's order."""
    if listing.wanted.is_empty():
        found = find_ids(session, typed, limit=limit)
        conditions = [Person.archived_at.is_(None), among(found)]
        return ids_at_once(session, _sorted(listing, conditions, by_index=False))
    if listing.wanted.archived:
        conditions = [*listing.wanted.conditions(today), *fits_typed(typed)]
        return ids_at_once(session, _sorted(listing, conditions, by_index=False).limit(limit))
    return found_among(session, typed, listed_ids(session, listing, today), limit)


def found_among(session: Session, typed: str, ids: Sequence[int], limit: int) -> Sequence[int]:
    """Return those of ``ids`` who fit what was typed, at most ``limit``, in the order they have.

    A filter may leave out most of those found, so that all must be known: by name, from the index
    of the search alone, for they may be very many.
    """
    found = _named(session, typed)
    if len(found) < TOO_FEW:
        found = frozenset(find_ids(session, typed, limit=_everybody(session)))
    return array("q", islice((one for one in ids if one in found), limit))


def listed_rows(session: Session, ids: Sequence[int]) -> dict[int, ListedPerson]:
    """Return the lines with these ids; one gone meanwhile is left out."""
    found: dict[int, ListedPerson] = {}
    for batch in batches(ids):
        enrolled, attended = _enrolments(session, batch), _last_events(session, batch)
        for row in session.execute(_ROW.where(Person.id.in_(batch))):
            status, until = enrolled.get(row.id, (None, None))
            line = (*row, status, until, attended.get(row.id, ""))
            found[row.id] = ListedPerson(*line)
    return found


def among(ids: Iterable[int]) -> ColumnElement[bool]:
    """Return what is true of the people with these ids, however many they are."""
    return Person.id.in_(listed(json.dumps(list(ids)), Person.id.type))


def ids_at_once(session: Session, wanted: Select[int]) -> Sequence[int]:
    """Return the ids of a long query, in its order, eight bytes each.

    The database hands them over in one step, and they are read a piece at a time, so that neither
    it nor they keep the window waiting; see ``columns_at_once``.
    """
    rows = wanted.subquery()
    return _parsed(session.scalar(select(Packed(rows.c.id))) or "[]")


def _parsed(said: str) -> "array[int]":
    found = array("q")
    start, end = 1, len(said) - 1
    while start < end:
        stop = said.find(",", start + PARSED_AT_ONCE)
        stop = end if stop < 0 else stop
        found.extend(map(int, said[start:stop].split(",")))
        start = stop + 1
    return found


def _named(session: Session, typed: str) -> frozenset[int]:
    """Return whose name fits as it was typed; of a merged record, who goes on."""
    words = [(word,) for word in fold_name(typed).split()]
    if not words or NUMBER.fullmatch(typed.strip()):
        return frozenset()
    ((said,),) = ask(session.connection(), _FITTING, {}, words)
    found = frozenset(_parsed(str(said)))
    merged = session.execute(
        select(Person.id, Person.merged_into_id).where(Person.merged_into_id > 0)
    )
    return found | {stays for one, stays in merged if one in found and stays is not None}


def _everybody(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Person)) or 0


def _listed(
    listing: Listing, today: date, counted: ColumnElement[bool] | None = None
) -> Select[int]:
    wanted = listing.wanted
    if counted is not None:
        conditions = [*wanted.conditions(today, anybody=True), counted]
        return _sorted(listing, conditions, by_index=False)
    conditions = wanted.conditions(today)
    return _sorted(listing, conditions, by_index=wanted.is_empty())


def _sorted(
    listing: Listing, conditions: Iterable[ColumnElement[bool]], *, by_index: bool
) -> Select[int]:
    """Select the people of whom ``conditions`` hold, in order; those of like rank by name.

    Where few of many are wanted, to find them all along the names' index takes longest of all: so
    ``by_index`` says whether it may be.
    """
    down = listing.descending
    name: ColumnElement[str] = func.lower(Person.name)
    if not by_index:
        name = name.concat("")
    wanted = select(Person.id).where(*conditions)
    if listing.order is ListOrder.NAME:  # as an index may have them, either way round
        by = (name.desc(), Person.id.desc()) if down else (name, Person.id)
        return wanted.order_by(*by)
    if listing.order is ListOrder.OCCUPATION:
        wanted = wanted.outerjoin(Occupation, Occupation.id == Person.occupation_id)
    if listing.order is ListOrder.COVER:
        cover = _cover().subquery()
        wanted = wanted.outerjoin(cover, cover.c.person_id == Person.id)
        rank: SQLColumnExpression[Any] = cover.c.after
    else:
        rank = _rank(listing.order)
    # Who is born later is younger.
    falling = down is not (listing.order is ListOrder.AGE)
    return wanted.order_by((rank.desc() if falling else rank.asc()).nulls_last(), name, Person.id)


def _rank(order: ListOrder) -> SQLColumnExpression[Any]:
    return {
        ListOrder.NIK: Person.nik,
        ListOrder.VILLAGE: Person.region_line,
        ListOrder.OCCUPATION: Occupation.name,
        ListOrder.AGE: Person.birth_date,
        ListOrder.NUMBER: Person.member_number,
        ListOrder.GROUP: func.lower(Person.group_name),
    }[order]


def _cover() -> Select[int, int]:
    """Select the month after each person's cover; see ``month_after``."""
    return (
        select(Enrolment.person_id, func.max(month_after()).label("after"))
        .where(Enrolment.status != EnrolmentStatus.REJECTED)
        .group_by(Enrolment.person_id)
    )


def _enrolments(
    session: Session, ids: Collection[int]
) -> dict[int, tuple[EnrolmentStatus, date | None]]:
    """Return of each person the status of the latest enrolment, and until when any cover runs."""
    rows = session.execute(
        select(Enrolment.person_id, Enrolment.status, Enrolment.first_month, Enrolment.months)
        .where(Enrolment.person_id.in_(ids))
        .order_by(Enrolment.enrolled_at, Enrolment.id)
    )
    found: dict[int, tuple[EnrolmentStatus, date | None]] = {}
    for person, status, first_month, months in rows:
        until = found[person][1] if person in found else None
        if status is not EnrolmentStatus.REJECTED:
            ends = last_day(first_month, months)
            until = ends if until is None else max(until, ends)
        found[person] = (status, until)
    return found


def _last_events(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the event that each person was last present at."""
    rows = session.execute(
        select(Attendance.person_id, Event.title)
        .join(Attendance.event)
        .where(Attendance.person_id.in_(ids), Attendance.present_at.is_not(None))
        .order_by(Event.starts_at, Event.id)
    )
    return dict(rows.all())


_ROW: Select[*tuple[Any, ...]] = PERSON_ROW.add_columns(func.coalesce(Person.flag, ""))

_FITTING = f"SELECT {{packed}} FROM (SELECT s.rowid FROM {TABLE} AS s WHERE {{fits}}) AS fitting"
