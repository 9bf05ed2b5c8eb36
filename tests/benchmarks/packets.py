"""Packets: making one for 5.000 people and opening it, against a plain copy of the same rows."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import select

from models import opening
from models.backups.reading import keyed
from models.events.tables import Attendance, Event
from models.history.bulk import insert_many
from models.keys import Cost, SlotKind, new_file_key, seal
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.office.tables import Officer
from models.packets.making import PacketDraft, make_packet
from models.packets.opening import place, unlock
from models.packets.phrase import new_phrase
from models.people.tables import Person
from models.progress import finish
from models.store import Store
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.people import people

PEOPLE, COMING = 20_000, 5_000
PASSWORD = "meja dua di balai"
CHEAP = Cost(memory=64, passes=1, lanes=1)
"""What a phrase costs on purpose is no part of what is measured."""
MAKE_AIM, MAKE_LIMIT = 12.0, 18.0
OPEN_AIM, OPEN_LIMIT = 2.0, 3.0


def figures() -> Iterator[Figure]:
    """Measure making and opening beside copying people and attendance with bare sqlite3."""
    with tempfile.TemporaryDirectory() as folder:
        store, event_id, officer_id = _office(Path(folder))
        copy = _copying(store, event_id, Path(folder))
        yield _made(_making(store, event_id, officer_id, Path(folder)), copy)
        yield _opened(_opening(store, event_id, officer_id, Path(folder)), copy)
        store.close()


def _made(work: Callable[[], object], copy: Callable[[], object]) -> Figure:
    ours, plain = cpu_seconds(work, copy, runs=3)
    detail = f"{ours * 1000:.0f} ms against {plain * 1000:.0f} ms"
    return Figure("packet of 5.000 made", ours / plain, MAKE_AIM, MAKE_LIMIT, detail)


def _opened(work: Callable[[], object], copy: Callable[[], object]) -> Figure:
    ours, plain = cpu_seconds(work, copy, runs=3)
    detail = f"{ours * 1000:.0f} ms against {plain * 1000:.0f} ms"
    return Figure("packet of 5.000 opened", ours / plain, OPEN_AIM, OPEN_LIMIT, detail)


def _office(folder: Path) -> tuple[Store, int, int]:
    key = new_file_key()
    slots = [seal(key, PASSWORD, SlotKind.PASSWORD, CHEAP)]
    store = opening.create(folder / "office.jangkau", opening.Protection(key, slots))
    with store.writing() as session:
        office = OfficeDraft(name="Kantor", place="Tanjung Selor", time_zone="Asia/Makassar")
        set_up_office(session, office, OfficerDraft(name="Rina"))
    start = datetime(2022, 6, 1, 9)
    with store.writing("Fill") as session:
        who = insert_many(session, Person, ("nik", "name", "phone"), people(PEOPLE))
        columns = ("title", "kind", "stage", "starts_at", "ends_at")
        rows = [("Sosialisasi", "talk", "done", start, start, 0, 0)]
        names = (*columns, "target_present", "target_enrolled")
        event_id = insert_many(session, Event, names, rows)[0]
        coming = [(event_id, one, True) for one in who[:COMING]]
        insert_many(session, Attendance, ("event_id", "person_id", "invited"), coming)
    with store.reading() as session:
        return store, event_id, session.scalars(select(Officer.id)).one()


def _copying(store: Store, event_id: int, folder: Path) -> Callable[[], None]:
    """Return what copies the people of an event and their places as bare SQLite does it.

    Into tables with the same indexes, enciphered as well; not into the index of names.
    """
    number, key, empty = count(), new_file_key(), folder / "empty.jangkau"
    opening.create(empty, opening.Protection(key, ())).close()

    def run() -> None:
        target = folder / f"copy {next(number)}"
        shutil.copyfile(empty, target)
        connection = keyed(store.path, store.file_key)
        connection.execute(f"ATTACH ? AS copy KEY \"x'{key.hex()}'\"", (str(target),))
        connection.execute("BEGIN")
        here = "(SELECT person_id FROM attendance WHERE event_id = ?)"
        for table, which in (("person", f"id IN {here}"), ("attendance", "event_id = ?")):
            copied = f"INSERT INTO copy.{table} SELECT * FROM main.{table} WHERE {which}"
            connection.execute(copied, (event_id,))
        connection.execute("COMMIT")
        assert _count(connection) == COMING
        connection.close()

    return run


def _count(connection: sqlcipher3.dbapi2.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM copy.person").fetchone()[0])


def _making(store: Store, event_id: int, officer_id: int, folder: Path) -> Callable[[], None]:
    number = count()
    draft = PacketDraft(event_id, (officer_id,))

    def run() -> None:
        target = folder / f"{next(number)}.jangkau-desk"
        made = finish(make_packet(store, draft, target, new_phrase(), CHEAP))
        assert made.people == COMING

    return run


def _opening(store: Store, event_id: int, officer_id: int, folder: Path) -> Callable[[], None]:
    number, phrase = count(), new_phrase()
    packet = folder / "packet.jangkau-desk"
    finish(make_packet(store, PacketDraft(event_id, (officer_id,)), packet, phrase, CHEAP))

    def run() -> None:
        target = folder / f"desk {next(number)}.jangkau"
        unlocked = finish(unlock(packet, phrase))
        finish(place(unlocked, target, officer_id, PASSWORD, CHEAP))
        assert unlocked.people == COMING

    return run
