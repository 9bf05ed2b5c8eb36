"""The first page of an office with 5.000 events and 100.000 people, against the bare statements."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from models import opening
from models.enrolment.tables import Enrolment
from models.events.home import home_view
from models.events.tables import Attendance, Event, EventPartner, EventTask
from models.history.bulk import insert_many
from models.keys import new_file_key
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.office.queries import wall_now
from models.partners.tables import Partner
from models.people.tables import Person
from models.store import Store
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.people import people

EVENTS, PEOPLE = 5_000, 100_000
YEARS = 5
"""Over how many years the events lie; a few of them are still to come."""
AHEAD = 60
"""How many of the events are still to come."""
SHOWN, PARTNERS = 5, 200
OPEN = 40
"""Of so many people, one's membership number is still waited for: those seen last."""
ENROLLED = {
    "programmes": "JKK JKM",
    "occupation": "Petani padi",
    "sector": "other",
    "reported_income": 1_000_000,
    "base_income": 1_000_000,
    "first_month": date(2022, 7, 1),
    "months": 6,
    "payer": "self",
    "total": 100_800,
    "pricing": [],
}
BARE = (
    "SELECT strftime('%m', enrolled_at, '+8 hours'), count(*), sum(total) FROM enrolment"
    " WHERE enrolled_at >= :year_ago AND status <> 'rejected' GROUP BY 1",
    "SELECT count(*) FROM enrolment WHERE status <> 'rejected'",
    "SELECT count(*) FROM enrolment WHERE status IN ('to_register', 'billed', 'paid')"
    " AND NOT EXISTS"
    " (SELECT 1 FROM person WHERE person.id = person_id AND member_number IS NOT NULL)",
    "SELECT count(present_at) FROM attendance JOIN event ON event.id = event_id"
    " WHERE starts_at >= :year AND stage IN ('done', 'reported')",
    "SELECT count(*) FROM enrolment JOIN event ON event.id = event_id"
    " WHERE starts_at >= :year AND stage IN ('done', 'reported') AND status <> 'rejected'",
    "SELECT count(*), sum(starts_at >= :year) FROM event WHERE stage IN ('done', 'reported')",
    "SELECT id, title, starts_at FROM event WHERE ends_at < :today"
    " AND stage NOT IN ('done', 'reported', 'cancelled', 'postponed') ORDER BY starts_at",
    "SELECT id, title, starts_at, venue, stage FROM event WHERE ends_at >= :today"
    " AND stage NOT IN ('done', 'reported', 'cancelled', 'postponed') ORDER BY starts_at LIMIT 5",
    "SELECT event_task.text, title, count(*) OVER () FROM event_task JOIN event"
    " ON event.id = event_id WHERE done_at IS NULL"
    " AND stage NOT IN ('reported', 'cancelled', 'postponed')"
    " AND julianday(date(starts_at)) + due_days <= julianday(:today) + 1"
    " ORDER BY julianday(date(starts_at)) + due_days LIMIT 3",
)
"""The figures and lists of the page, each asked for once and by hand."""


def figures() -> Iterator[Figure]:
    """Measure all that the first page asks for."""
    with tempfile.TemporaryDirectory() as folder:
        store = busy_office(Path(folder) / "office.jangkau", EVENTS, PEOPLE)
        mine, bare = cpu_seconds(_read(store), _read_barely(store), runs=7)
        store.close()
    detail = f"{mine * 1000:.0f} ms against {bare * 1000:.0f} ms; promised are 150 ms"
    yield Figure("the first page of 5.000 events and 100.000 people", mine / bare, 2.5, 4, detail)


def busy_office(path: Path, events: int, persons: int) -> Store:
    """Make an office with so many events, and each person at one of them."""
    store = opening.create(path, opening.Protection(new_file_key(), []))
    with store.writing() as session:
        office = OfficeDraft(name="Kantor", place="Tanjung Selor", time_zone="Asia/Makassar")
        set_up_office(session, office, OfficerDraft(name="Rina"))
        morning = datetime.combine(wall_now(session), time(9))
    with store.writing("Fill") as session:
        columns = ("title", "kind", "stage", "starts_at", "ends_at")
        rows = list(_events(events, morning))
        ids = insert_many(session, Event, (*columns, "target_present", "target_enrolled"), rows)
        planned = [(one, row[2], row[3]) for one, row in zip(ids, rows, strict=True)]
        partners = insert_many(
            session, Partner, ("name", "kind"), ((f"Dinas {n}", "agency") for n in range(PARTNERS))
        )
        parts = ((one, partners[one % PARTNERS], "host", "confirmed") for one in ids)
        insert_many(session, EventPartner, ("event_id", "partner_id", "role", "answer"), parts)
        _add_tasks(session, planned)
        _add_people(session, planned, persons)
    return store


def _events(
    count: int, morning: datetime
) -> Iterator[tuple[str, str, str, datetime, Any, int, int]]:
    for number in range(count):
        ahead = number < AHEAD
        days = number - 1 if ahead else -1 - number * 365 * YEARS // count
        start = morning + timedelta(days=days)
        stage = "draft" if ahead else "done" if number < AHEAD + 20 else "reported"
        yield f"Sosialisasi {number}", "talk", stage, start, start + timedelta(hours=3), 0, 0


def _add_tasks(session: Any, planned: Iterable[tuple[int, str, datetime]]) -> None:
    tasks = (
        (event, f"Tugas {days}", days, None if stage == "draft" else start.replace(tzinfo=UTC), 0)
        for event, stage, start in planned
        for days in (-14, -10, -7, -7, -3, -2, -1, 0, 2)
    )
    insert_many(session, EventTask, ("event_id", "text", "due_days", "done_at", "position"), tasks)


def _add_people(session: Any, planned: Iterable[tuple[int, str, datetime]], count: int) -> None:
    """Have each person come to one of the events held, and seven of ten enrol there."""
    ids = insert_many(session, Person, ("nik", "name", "phone"), people(count))
    held = [
        (event, start.replace(tzinfo=UTC)) for event, stage, start in planned if stage != "draft"
    ]
    seen = [(person, *held[place * len(held) // count]) for place, person in enumerate(ids)]
    insert_many(
        session,
        Attendance,
        ("event_id", "person_id", "invited", "present_at"),
        ((event, person, True, start) for person, event, start in seen),
    )
    columns = ("person_id", "event_id", "status", "enrolled_at", *ENROLLED)
    enrolments = (
        (
            person,
            event,
            "paid" if place < count // OPEN else "registered",
            start,
            *ENROLLED.values(),
        )
        for place, (person, event, start) in enumerate(seen)
        if place % 10 < 7
    )
    insert_many(session, Enrolment, columns, enrolments)


def _read(store: Store) -> Callable[[], None]:
    """Return what asks for the first page as the program does."""

    def read() -> None:
        with store.reading() as session:
            assert len(home_view(session, SHOWN).coming) == SHOWN

    return read


def _read_barely(store: Store) -> Callable[[], None]:
    """Return what counts the least with statements written by hand."""
    with store.reading() as session:
        today = wall_now(session).replace(hour=0, minute=0, second=0)
    days = {
        "today": today,
        "year": today.replace(month=1, day=1),
        "year_ago": today - timedelta(days=365),
    }

    def read() -> None:
        with store.reading() as session:
            for one in BARE:
                given = {name: str(day) for name, day in days.items() if f":{name}" in one}
                session.connection().execute(text(one), given).all()

    return read
