"""Merging what desks bring home against ATTACH and upsert in plain sqlite3.

The statement that is measured against copies the same records, actions and changes of an attached
file into tables of the same shape, those that are there replaced: the least anybody could do, and
without looking whether two desks said different things, a preview, an undo or the search's row.
Measured here is the whole of it: chain looked through, plan, merge, commit; the processor's seconds
of both, so that a busy machine changes the ratio little.

The aim is not reached, and cannot be by what is kept: a merge writes each change twice, word for
word as the desk's and in its own action, which alone, as bare statements into an empty history,
took three times the upsert. Another four times are the records through keys and checks that the
upsert leaves aside, the search's rows and the commit; the rest is reading and comparing in Python,
nowhere more than a tenth: fingerprints, the fields of each change, and who may be the same person.
Of many desks that last part is a quarter: whoever comes is compared with those of all desks that
were home before who share a birth date, so the twentieth takes twice as long to plan as the first.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from sqlalchemy import select

from models import opening
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import Consent, ConsentWay, Enrolment, EnrolmentStatus, Payer
from models.events.tables import Attendance
from models.history.bulk import insert_many
from models.history.rows import id_range
from models.office.drafts import OfficerDraft
from models.office.operations import set_up_office
from models.people.tables import Person, Sector
from tests.benchmarks.figure import Figure
from tests.fixtures import OFFICE
from tests.models.packets import laptops as at

LARGE, SMALL = (2, 10_000), (20, 500)
"""How many desks, and how many registrations at each."""
RECORDS = ("person", "attendance", "enrolment", "consent", "card", "action", "change")
FIRST, SECOND = ("AHMAD", "SITI", "YOHANES", "MARIA", "BUDI"), ("LAWAI", "USAT", "JALUNG", "BILUNG")


def figures() -> Iterator[Figure]:
    """Measure few desks with many registrations, and many with few."""
    yield _figure(*LARGE, aim=1.5, limit=25)
    yield _figure(*SMALL, aim=1.5, limit=31)


def _figure(desks: int, each: int, aim: float, limit: float) -> Figure:
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = opening.create(folder / "office.jangkau")
        with closing(store):
            with store.writing() as session:
                set_up_office(session, OFFICE, OfficerDraft(name="Rina Contoh"))
            town = at.town(store, folder)
            for place in range(desks):
                _fill(town.give(), town.event_id, each, place * each)
            plain = sum(_upserted(folder, laptop) for laptop in town.laptops)
            ours = 0.0
            for laptop in town.laptops:
                with laptop.returned() as returned:
                    start = process_time()
                    at.merge_into(store, returned)
                    ours += process_time() - start
            town.close()
    detail = f"{ours:.2f} s against {plain:.2f} s"
    said = f"merge of {desks} × {each} registrations against ATTACH and upsert"
    return Figure(said, ours / plain, aim, limit, detail)


def _fill(laptop: at.Laptop, event_id: int, count: int, first: int) -> None:
    """Enrol people at a desk, each by an action; every twentieth comes to the next desk as well."""
    for number in range(first, first + count):
        serial = number - count + 1 if number % 20 == 0 and number >= count else number
        with laptop.store.writing("Enrol {person}") as session:
            _register(session, event_id, serial)
    laptop.store.settle()


def _register(session: at.Session, event_id: int, serial: int) -> None:
    name = f"{FIRST[serial % 5]} {SECOND[serial // 5 % 4]} {serial:05}"
    nik = f"6501{serial // 9999:02}130580{1 + serial % 9999:04}"
    people = [(nik, name, date(1960 + serial % 40, 1 + serial % 12, 1 + serial % 28), 1_000_000)]
    [person] = insert_many(session, Person, ("nik", "name", "birth_date", "income"), people)
    came = ("event_id", "person_id", "invited", "walk_in", "present_at")
    insert_many(session, Attendance, came, [(event_id, person, False, True, at.MOMENT)])
    agreed = ("person_id", "event_id", "text_version", "language", "way", "given_at")
    insert_many(
        session,
        Consent,
        agreed,
        [(person, event_id, "2022-1", "id", ConsentWay.TICKED, at.MOMENT)],
    )
    wanted = {
        "person_id": person,
        "event_id": event_id,
        "programmes": "JKK JKM",
        "occupation": "Petani padi",
        "sector": Sector.OTHER,
        "reported_income": 1_000_000,
        "base_income": 1_000_000,
        "first_month": date(2022, 7, 1),
        "months": 6,
        "payer": Payer.SELF,
        "total": 100_800,
        "pricing": [],
        "status": EnrolmentStatus.TO_REGISTER,
    }
    [made] = insert_many(session, Enrolment, tuple(wanted), [tuple(wanted.values())])
    card = ("enrolment_id", "kind", "number", "state")
    number = f"BP-{id_range(session)[0] >> 40}-{serial}"
    insert_many(session, Card, card, [(made, CardKind.PROOF, number, CardState.QUEUED)])


def _upserted(folder: Path, laptop: at.Laptop) -> float:
    """Return the seconds that copying a desk's rows takes with statements alone."""
    target = folder / "plain.db"
    if not target.exists():
        shutil.copy(laptop.store.path, target)
        with closing(sqlite3.connect(target)) as plain:
            for name in RECORDS:
                plain.execute(f'DELETE FROM "{name}"')
            plain.commit()
    with laptop.store.reading() as session:
        low, high = id_range(session)
        assert session.scalar(select(Person.id).limit(1)) is not None
    with closing(sqlite3.connect(target)) as plain:
        plain.execute("PRAGMA synchronous = FULL")
        start = process_time()
        plain.execute("ATTACH ? AS desk", (str(laptop.store.path),))
        for name in RECORDS:
            plain.execute(
                f'INSERT OR REPLACE INTO main."{name}" SELECT * FROM desk."{name}"'
                " WHERE id BETWEEN ? AND ?",
                (low, high),
            )
        plain.commit()
        return process_time() - start
