"""An office and laptops that go out from it: real files, and clocks that may be wrong."""

import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import sqlcipher3.dbapi2
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from models import opening
from models.base import Base, utc_now
from models.cards.batches import came_out, draw_batch
from models.cards.tables import Card, CardState
from models.documents.tables import content
from models.engines.sqlite import File
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import enrol
from models.enrolment.tables import Enrolment, PaymentWay
from models.events.operations import check_in
from models.history import recording
from models.history.rows import CHAIN_BITS, chain_key, id_range
from models.history.tables import Action, Change
from models.money.at_enrolment import MoneyDraft, MoneyKind
from models.money.paying import PaymentDraft, take_payment
from models.office.tables import Desk, local
from models.packets.merging import merge, preview
from models.packets.reading import Returned
from models.packets.tables import DeskPacket
from models.people.drafts import PersonDraft
from models.people.name_index import index_everybody
from models.people.operations import add_person
from models.people.tables import Sex
from models.progress import finish
from models.store import Store
from tests import factories as a

VILLAGE = {"region_code": "65.01.03.2002", "region_line": "Desa Pimping, Kec. Tanjung Palas Utara"}
MOMENT = datetime(2022, 6, 28, 2, 0, tzinfo=UTC)
CARRIED = (Action.__table__, Change.__table__, content)


@contextmanager
def clock(ahead):
    """Let the clock of the computer be wrong by so much, or show another moment."""
    now = datetime.now(UTC)
    shown = ahead if isinstance(ahead, datetime) else now + ahead
    nanoseconds = int(shown.timestamp() * 1000) * 1_000_000
    real, recording.time = recording.time, SimpleNamespace(time_ns=lambda: nanoseconds)
    moment, recording.utc_now = recording.utc_now, lambda: shown.replace(microsecond=0)
    try:
        yield
    finally:
        recording.time, recording.utc_now = real, moment


RIGHT = timedelta()


@dataclass
class Laptop:
    """A desk's own file."""

    store: object
    packet_id: int
    desk_id: int
    folder: object
    ahead: object = RIGHT
    returns: int = 0

    @contextmanager
    def writing(self):
        with clock(self.ahead), self.store.writing() as session:
            yield session

    def restart(self):
        path = self.store.path
        self.store.close()
        self.store = opening.open_store(path)

    @contextmanager
    def returned(self, until=None):
        """Lend what was done here, up to an action, as a return does."""
        self.returns += 1
        path = self.folder / f"{self.store.path.stem}-return-{self.returns}.db"
        with self.store.reading() as session:
            low, high = id_range(session)
            _copy(session, path, low, until or high)
        with read_back(path, self.packet_id, self.desk_id) as found:
            yield found


@contextmanager
def read_back(path, packet_id, desk_id):
    """Lend a copied return as one that was opened."""
    engine = File(path, None).engine()
    try:
        with Session(engine, autoflush=False) as session:
            ids = session.scalars(select(Action.id)).all()
            yield Returned(
                packet_id,
                desk_id,
                tuple(sorted({chain_key(one) for one in ids})),
                utc_now(),
                b"digest",
                "1",
                session,
            )
    finally:
        engine.dispose()


def _copy(session, path, low, high):
    driver = session.connection().connection.driver_connection
    with closing(sqlcipher3.dbapi2.connect(str(path))) as copy:
        for table in CARRIED:
            copy.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for table, column in ((CARRIED[0], "id"), (CARRIED[1], "action_id")):
            names = ", ".join(f'"{one.name}"' for one in table.columns)
            rows = driver.execute(
                f'SELECT {names} FROM "{table.name}" WHERE {column} BETWEEN ? AND ?', (low, high)
            ).fetchall()
            places = ", ".join("?" * len(table.columns))
            copy.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', rows)
        rows = driver.execute("SELECT digest, size, data FROM content").fetchall()
        copy.executemany("INSERT INTO content (digest, size, data) VALUES (?, ?, ?)", rows)
        copy.commit()


@dataclass
class Town:
    """An office, its event, and the laptops it gave out."""

    store: object
    folder: object
    event_id: int
    empty: object = None
    """A file without an office, wherever this one keeps its records on a server."""
    laptops: list = field(default_factory=list)

    def give(self, slot=None, like=None, ahead=RIGHT):
        """Give a packet to another laptop; ``like`` one, with the same packet."""
        number = len(self.laptops) + 1
        if like is None:
            with self.store.writing("Give a packet") as session:
                desk = Desk(number=number, name=f"Meja {number + 1}")
                session.add(desk)
                session.flush()
                packet = DeskPacket(
                    desk_id=desk.id,
                    event_id=self.event_id,
                    made_at=utc_now(),
                    stamp=session.scalar(select(func.max(Action.stamp))),
                    known=_known(session),
                    content={},
                    public=b"",
                )
                session.add(packet)
                session.flush()
                packet_id, desk_id = packet.id, desk.id
            self._copy_to(f"packet-{packet_id}")
        else:
            packet_id, desk_id = like.packet_id, like.desk_id
            with self.store.reading() as session:
                number = session.get_one(Desk, desk_id).number
        path = self.folder / f"laptop-{len(self.laptops)}.jangkau"
        shutil.copy(self.folder / f"packet-{packet_id}.jangkau", path)
        store = opening.open_store(path)
        with store.connection() as connection:
            for key, value in (
                ("desk_number", number),
                ("next_id", (slot or number) << CHAIN_BITS),
            ):
                connection.execute(update(local).where(local.c.key == key).values(value=str(value)))
        made = Laptop(store, packet_id, desk_id, self.folder, ahead)
        self.laptops.append(made)
        return made

    def _copy_to(self, name):
        path = self.folder / f"{name}.jangkau"
        if self.store.in_file:
            self.store.settle()
            shutil.copy(self.store.path, path)
        else:
            shutil.copy(self.empty, path)
            _copy_records(self.store, path)

    def look(self, laptop, until=None):
        """Return what merging what a laptop brings home would do."""
        with laptop.returned(until) as returned, self.store.reading() as session:
            return finish(preview(session, returned))

    def merge(self, laptop, until=None):
        """Merge what a laptop brings home, up to an action; return the plan."""
        with laptop.returned(until) as returned:
            return merge_into(self.store, returned)

    def close(self):
        for laptop in self.laptops:
            laptop.store.close()


def _copy_records(store, path):
    """Fill an empty file with all that a server keeps of an office."""
    with closing(Store(File(path, None))) as copy, copy.rebuilding() as there:
        with store.reading() as session:
            for table in Base.metadata.sorted_tables:
                rows = session.connection().execute(select(table)).mappings().all()
                there.execute(delete(table))
                if rows:
                    there.execute(insert(table), [dict(row) for row in rows])
        index_everybody(there)


def merge_into(store, returned):
    with store.reading() as session:
        plan = finish(preview(session, returned))
    with store.writing() as session:
        finish(merge(session, returned, plan))
    return plan


def _known(session):
    ids = session.scalars(select(Action.id).order_by(Action.id))
    return {str(chain_key(one)): one for one in ids}


def draft(name, nik="", **given):
    whole = {"birth_date": date(1980, 5, 13), "sex": Sex.MALE, "income": 1_000_000}
    return PersonDraft(**(whole | {"name": name, "nik": nik} | given))


def enrolling(person, person_id=None, cash=None, work="Petani padi"):
    """Return an enrolment; with ``cash`` so many rupiah of it come at once."""
    money = MoneyDraft() if cash is None else MoneyDraft(kind=MoneyKind.CASH, amount=cash or None)
    return EnrolmentDraft(
        person,
        date(2022, 7, 1),
        person_id=person_id,
        occupation=work,
        months=6,
        declared=True,
        consent=ConsentDraft(given=True, text_version="2022-1"),
        money=money,
    )


def town(store, folder, empty=None):
    with store.writing("Plan an event") as session:
        event = a.event()
        session.add(event)
        session.flush()
        return Town(store, folder, event.id, empty)


def known_person(where, name, nik="", **given):
    with where.store.writing() as session:
        return add_person(session, draft(name, nik, **given)).id


def come(laptop, event_id, person_id, at=MOMENT):
    with laptop.writing() as session:
        check_in(session, event_id, person_id, at)


def enrolled(laptop, event_id, person, person_id=None, cash=None):
    with laptop.writing() as session:
        made = enrol(session, event_id, enrolling(person, person_id, cash), MOMENT)
        return made.id, made.person_id


def printed(laptop, enrolment_id):
    """Print the waiting card of an enrolment, and tell that it came out."""
    with laptop.writing() as session:
        cards = session.scalars(
            select(Card.id).where(Card.enrolment_id == enrolment_id, Card.state == CardState.QUEUED)
        ).all()
        batch = draw_batch(session, cards, sheet="A4", design="Anggota")
        came_out(session, batch.id, cards)
        return cards[0]


def enrolments(session):
    return session.scalars(select(Enrolment).order_by(Enrolment.id)).all()


def pay_cash(session, enrolment_id, amount):
    """Take cash at a desk and give a receipt for it."""
    return take_payment(session, enrolment_id, PaymentDraft(amount=amount, way=PaymentWay.CASH))
