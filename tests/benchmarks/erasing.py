"""Erasing one of 100.000 people with a history of 300.000 changes from an encrypted file.

What nobody can save is writing the file anew without its free pages: that is measured beside it.
"""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from sqlalchemy import select

from models import opening
from models.enrolment.tables import Enrolment
from models.events.operations import invite
from models.events.tables import Event, EventKind, Stage
from models.history.bulk import insert_many, table_of, update_many
from models.keys import new_file_key
from models.office.pins import set_pin
from models.office.rights import Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.people.tables import Person
from models.privacy.tables import ErasureCause
from models.privacy.wiping import begin_erasing, erase, finish_erasing
from models.progress import finish
from models.store import Store
from tests.benchmarks.backups import CHEAP
from tests.benchmarks.figure import Figure
from tests.benchmarks.people import people
from tests.factories import END, START, enrolment

PEOPLE, GUESTS, ENROLLED = 100_000, 50_000, 2_000
ROUNDS, CHANGED = 375, 400
AIM, LIMIT = 10.0, 30.0
"""Seconds; a loaded machine takes longer."""


def figures() -> Iterator[Figure]:
    """Measure erasing one person, from the button to the file without them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.jangkau"
        store = opening.create(path, opening.Protection(new_file_key(), []))
        person, second = _fill(store)
        store.settle()
        begin_erasing(store)
        start = perf_counter()
        finish_erasing(store)
        anew = perf_counter() - start
        witness = prove(store, second, "4711", Right.ERASE)
        start = perf_counter()
        finish(erase(store, person, ErasureCause.REQUEST, witness))
        taken = perf_counter() - start
        detail = f"{anew:.1f} s of it to write {path.stat().st_size / 2**20:.0f} MiB anew"
        yield Figure("erasing one of 100.000 people", taken, AIM, LIMIT, detail, "s")
        store.close()


def _fill(store: Store) -> tuple[int, int]:
    """Fill a file; return somebody of whom there is much, and the second officer."""
    chance = random.Random(1)
    with store.writing("Fill") as session:
        session.add_all(
            officers := [
                Officer(name=name, role=Role.ADMINISTRATOR) for name in ("Rina", "Agus Salim")
            ]
        )
        session.flush()
        ids = insert_many(session, Person, ("nik", "name", "phone"), people(PEOPLE))
        event = Event(title="Sosialisasi", kind=EventKind.TALK, stage=Stage.RUNNING,
                      starts_at=START, ends_at=END)  # fmt: skip
        session.add(event)
        session.flush()
        event_id, first, second = event.id, *(one.id for one in officers)
    store.officer_id = first
    with store.writing() as session:
        invite(session, event_id, ids[:GUESTS])
    with store.writing("Enrol") as session:
        session.add_all(enrolment(event_id=event_id, person_id=one) for one in ids[:ENROLLED])
    for number in range(ROUNDS):
        with store.writing("Change") as session:
            chosen = [ids[7], *chance.sample(ids[8:], CHANGED - 1)]
            table = table_of(Person)
            update_many(session, table, {one: {"workplace": f"Pasar {number}"} for one in chosen})
    with store.reading() as session:
        assert session.scalar(select(Enrolment.id).where(Enrolment.person_id == ids[7]))
    set_pin(store, second, "4711", CHEAP)
    return ids[7], second
