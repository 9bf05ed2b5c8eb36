"""What the event desk asks: who is this, and what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from models.cards.queries import last_day
from models.enrolment.tables import Consent, Enrolment, EnrolmentStatus
from models.events.tables import Attendance
from models.history.rows import batches
from models.office.tables import Desk
from models.people.name_index import TABLE, Given, ask
from models.people.names import fold_name
from models.people.search import find_ids, fits
from models.people.tables import Occupation, Person
from models.privacy.limits import may_be_processed


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Somebody found at the desk, and how they stand to the event that is running.

    ``desk`` is where they were marked present; ``enrolled_id`` their enrolment at this event;
    ``cover_until`` the last day of any cover that is prepaid; ``consented`` whether a consent
    stands that was not withdrawn.
    """

    id: int
    name: str
    nik: str
    phone: str
    birth_date: date | None
    region_line: str
    occupation: str
    member_number: str
    invited: bool
    walk_in: bool
    present_at: datetime | None
    desk: str
    enrolled_id: int | None
    cover_until: date | None
    consented: bool

    @property
    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.region_line.split(",")[0]


def find_at_desk(session: Session, event_id: int, typed: str, limit: int = 30) -> list[int]:
    """Return the people that fit what was typed, those of this event first."""
    return find_ids(session, typed, limit=limit, event_id=event_id)


def desk_rows(session: Session, event_id: int, ids: Sequence[int]) -> dict[int, DeskRow]:
    """Return the people with these ids as the desk shows them; those gone are left out."""
    found = {}
    for batch in batches(ids):
        given = {"event": event_id, "people": batch}
        enrolled = _covers(session, given)
        for row in session.connection().execute(_PEOPLE, given):
            here, cover = enrolled.get(row.id, (None, None))
            found[row.id] = DeskRow(**row._mapping, enrolled_id=here, cover_until=cover)
    return {person: found[person] for person in ids if person in found}


def best_first(rows: Mapping[int, DeskRow], typed: str) -> list[int]:
    """Return those found with the likeliest first, else in the order in which they are given.

    That is who fits without a letter changed, is on the event's list, is not enrolled there yet,
    and is called as was typed.
    """
    begun = fold_name(typed)

    def unlikely(person: int) -> tuple[bool, bool, bool, bool]:
        row = rows[person]
        unlisted = not (row.invited or row.walk_in)
        otherwise = not fold_name(row.name).startswith(begun)
        return not fits(row.name, typed), unlisted, row.enrolled_id is not None, otherwise

    return sorted(rows, key=unlikely)


def present_ids(session: Session, event_id: int, limit: int = 30) -> list[int]:
    """Return those seen last at an event, the latest first."""
    return list(
        session.scalars(
            select(Attendance.person_id)
            .join(Attendance.person)
            .where(
                Attendance.event_id == event_id,
                Attendance.present_at.is_not(None),
                may_be_processed(),
            )
            .order_by(Attendance.present_at.desc(), Attendance.id.desc())
            .limit(limit)
        )
    )


def has_namesake(session: Session, event_id: int, row: DeskRow) -> bool:
    """Tell whether somebody else of this name is on an event's list, with another NIK or none."""
    folded = fold_name(row.name)
    words = [(word,) for word in folded.split()]
    given: Given = {"event": event_id, "person": row.id, "name": folded, "nik": row.nik}
    return bool(words) and any(ask(session.connection(), _NAMESAKE, given, words))


def attendance_ids(session: Session, event_id: int, typed: str = "") -> list[int]:
    """Return the people on an event's list by name, those that fit what was typed."""
    wanted = (
        select(Person.id)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.event_id == event_id, may_be_processed())
        .order_by(func.lower(Person.name), Person.id)
    )
    ids = list(session.scalars(wanted))
    if not typed.strip():
        return ids
    fitting = set(find_ids(session, typed, limit=len(ids), event_id=event_id, only_event=True))
    return [person for person in ids if person in fitting]


def _covers(session: Session, given: dict[str, Any]) -> dict[int, tuple[int | None, date | None]]:
    """Return for each person the enrolment at this event and until when any cover runs."""
    found: dict[int, tuple[int | None, date | None]] = {}
    rows = session.connection().execute(_ENROLMENTS, given)
    for person, enrolment, event, first_month, months in rows:
        here, cover = found.get(person, (None, None))
        until = last_day(first_month, months)
        found[person] = (
            enrolment if event == given["event"] else here,
            until if cover is None else max(cover, until),
        )
    return found


# Built once: at every keystroke, building them would take longer than asking the database.

_WHO: BindParameter[Sequence[int]] = bindparam("people", expanding=True)

_ENROLMENTS = select(
    Enrolment.person_id,
    Enrolment.id,
    Enrolment.event_id,
    Enrolment.first_month,
    Enrolment.months,
).where(Enrolment.person_id.in_(_WHO), Enrolment.status != EnrolmentStatus.REJECTED)

_PEOPLE: Select[*tuple[Any, ...]] = (
    select(
        Person.id,
        Person.name,
        func.coalesce(Person.nik, "").label("nik"),
        func.coalesce(Person.phone, "").label("phone"),
        Person.birth_date,
        func.coalesce(Person.region_line, "").label("region_line"),
        func.coalesce(Occupation.name, "").label("occupation"),
        func.coalesce(Person.member_number, "").label("member_number"),
        func.coalesce(Attendance.invited, False).label("invited"),
        func.coalesce(Attendance.walk_in, False).label("walk_in"),
        Attendance.present_at,
        func.coalesce(Desk.name, "").label("desk"),
        exists()
        .where(Consent.person_id == Person.id, Consent.withdrawn_at.is_(None))
        .label("consented"),
    )
    .outerjoin(Occupation, Occupation.id == Person.occupation_id)
    .outerjoin(
        Attendance,
        (Attendance.person_id == Person.id) & (Attendance.event_id == bindparam("event")),
    )
    .outerjoin(Desk, Desk.id == Attendance.desk_id)
    .where(Person.id.in_(_WHO))
)

_NAMESAKE = f"""
SELECT 1 FROM {TABLE} AS s
{{cross}} attendance AS a ON a.event_id = :event AND a.person_id = s.rowid
{{cross}} person AS p ON p.id = a.person_id
WHERE {{fits}} AND p.id <> :person AND p.archived_at IS NULL
    AND coalesce(p.nik, '') <> :nik AND {{folded}} = :name LIMIT 1"""
"""The event's list before the records: of all who are known, very many may have that name."""
