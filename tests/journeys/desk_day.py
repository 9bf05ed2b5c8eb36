"""A day at the desk, a transaction a step; and the ledger that says what is true after so many."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from models import opening
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import enrol, take_in
from models.enrolment.tables import Enrolment, PaymentWay
from models.events.operations import check_in, invite
from models.events.tables import Event
from models.money.at_enrolment import MoneyDraft, MoneyKind
from models.money.paying import PaymentDraft, take_payment
from models.money.receipts import void_receipt
from models.money.tables import Receipt
from models.office.drafts import OfficerDraft
from models.office.operations import set_up_office
from models.office.queries import officers
from models.people.drafts import PersonDraft
from models.people.queries import person_draft
from models.people.tables import Person, Sex
from tests import factories as a
from tests.fixtures import OFFICE

PASSWORD = "rahasia kantor"
GUESTS = 120
STEPS = 4 * GUESTS
"""How many steps a day has at most: of eight, two are guests who come."""
DUE = 100_800
"""Rupiah for half a year of a farmer with a million a month (JKK 10.000, JKM 6.800 a month)."""


@dataclass
class Standing:
    """What is true of one person."""

    present: bool = False
    enrolled: str = ""
    consents: int = 0
    cards: int = 0
    paid: tuple[tuple[int, str, int], ...] = ()
    """Each payment: rupiah, way, serial of its receipt."""


@dataclass
class Ledger:
    """What a plain book beside the desk says; receipts by serial: name, rupiah, whether void."""

    people: dict[str, Standing] = field(default_factory=dict)
    receipts: list[tuple[int, str, int, bool]] = field(default_factory=list)

    def pay(self, name: str, way: str) -> None:
        serial = len(self.receipts) + 1
        self.receipts.append((serial, name, DUE, False))
        person = self.people[name]
        person.paid += ((DUE, way, serial),)
        person.enrolled = "paid"

    def take_back_last(self) -> None:
        serial, name, amount, _void = self.receipts[-1]
        self.receipts[-1] = serial, name, amount, True
        person = self.people[name]
        person.paid = ()
        person.enrolled = "to_register"


def ledger(steps: int) -> Ledger:
    """Return what is true after so many steps of the day."""
    book = Ledger({guest_name(number): Standing() for number in range(GUESTS)})
    for step in range(steps):
        match step % 8:
            case 0 | 5:
                book.people[_guest_of(step)] = Standing(present=True)
            case 1 | 6:
                book.people[name_of(step)] = Standing(True, "paid", 1, 1)
                book.pay(name_of(step), "cash")
            case 2:
                book.people[name_of(step)] = Standing(present=True)
            case 3:
                book.people[_guest_of(step - 3)] = Standing(True, "to_register", 1, 1)
            case 4:
                book.pay(_guest_of(step - 4), "channel")
            case 7:
                book.take_back_last()
    return book


def do(session, event: int, step: int) -> None:
    """Do a step with the program's own operations."""
    match step % 8:
        case 0 | 5:
            check_in(session, event, _person(session, _guest_of(step)))
        case 1 | 6:
            cash = MoneyDraft(MoneyKind.CASH)
            enrol(session, event, _enrolment(_somebody_new(step), money=cash))
        case 2:
            take_in(session, event, _somebody_new(step))
        case 3:
            who = _person(session, _guest_of(step - 3))
            known = replace(person_draft(session, who), income=1_000_000)
            enrol(session, event, _enrolment(known, person_id=who))
        case 4:
            who = _person(session, _guest_of(step - 4))
            which = session.scalars(select(Enrolment.id).where(Enrolment.person_id == who)).one()
            draft = PaymentDraft(DUE, PaymentWay.CHANNEL, f"BRI {step}", expects=DUE)
            take_payment(session, which, draft)
        case 7:
            last = select(Receipt.id).order_by(Receipt.serial.desc()).limit(1)
            void_receipt(session, session.scalars(last).one(), "Uang dikembalikan")


def begin(path: Path, protection: opening.Protection) -> None:
    """Make a file with an office, an event and those invited to it."""
    store = opening.create(path, protection)
    with store.writing() as session:
        set_up_office(session, OFFICE, OfficerDraft(name="Rina Contoh", position="Koordinator"))
    with store.writing("Plan an event") as session:
        names = map(guest_name, range(GUESTS))
        people = [a.person(name=name, nik=a.nik(at)) for at, name in enumerate(names)]
        event = a.event()
        session.add_all([event, *people])
        session.flush()
        invite(session, event.id, [one.id for one in people])
    store.settle()
    store.close()


def work(path: Path, done: int, told) -> None:
    """Go on with the day after ``done`` steps, and tell of each once it counts as saved.

    The first word says how the file is open; each tells how long its log is by then.
    """
    with open_day(path) as (store, event):
        with store.writing() as session:
            connection = session.connection()
            how = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("synchronous", "journal_mode", "foreign_keys")
            ]
        told.send((done, log_length(path), how))
        for step in range(done, STEPS):
            with store.writing() as session:
                do(session, event, step)
            told.send((step + 1, log_length(path), how))


@contextmanager
def open_day(path: Path) -> Iterator[tuple[opening.Store, int]]:
    """Open the file as the program does; lend it with the id of the event."""
    store = opening.open_store(path, PASSWORD)
    try:
        with store.reading() as session:
            store.officer_id = officers(session)[0].id
            event = session.scalars(select(Event.id)).one()
        yield store, event
    finally:
        store.close()


def log(path: Path) -> Path:
    """Return where SQLite writes what was committed and is not in the file yet."""
    return path.with_name(path.name + "-wal")


def log_length(path: Path) -> int:
    """Return how many bytes of the log are written; none without one."""
    return log(path).stat().st_size if log(path).exists() else 0


def guest_name(number: int) -> str:
    """Return the name of a guest on the list."""
    return f"Tamu {_spelled(number)}"


def name_of(step: int) -> str:
    """Return the name of who comes unasked at a step."""
    return f"Warga {_spelled(step)}"


def newcomers(first: int, end: int) -> list[str]:
    """Return the names of those who were taken in from step ``first`` to before ``end``."""
    return [name_of(step) for step in range(first, end) if step % 8 in (1, 2, 6)]


def _spelled(number: int) -> str:
    """Write a number in four syllables, as a name that is looked for by its letters."""
    syllables = ("ba", "di", "gu", "ka", "li", "mu", "na", "ri", "su", "ta")
    return "".join(syllables[int(digit)] for digit in f"{number:04}").title()


def _guest_of(step: int) -> str:
    return guest_name(step // 8 * 2 + (step % 8 > 0))


def _person(session, name: str) -> int:
    return session.scalars(select(Person.id).where(Person.name == name)).one()


def _somebody_new(step: int) -> PersonDraft:
    return PersonDraft(
        nik=a.nik(GUESTS + step),
        name=name_of(step),
        birth_date=date(1980, 5, 13),
        sex=Sex.MALE,
        income=1_000_000,
    )


def _enrolment(person: PersonDraft, **given) -> EnrolmentDraft:
    return EnrolmentDraft(
        person=person,
        first_month=date(2022, 7, 1),
        occupation="Petani padi",
        months=6,
        declared=True,
        consent=ConsentDraft(given=True, text_version="2022-1"),
        **given,
    )
