"""Desks at work at once on a server's event, each a process with a store of its own."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Barrier
from time import perf_counter
from traceback import format_exc
from typing import TypeVar

from sqlalchemy import select

from models.engines.postgres import ServerAddress
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import enrol
from models.enrolment.tables import Enrolment
from models.events.operations import check_in
from models.events.tables import Attendance
from models.history.verifying import verify_history
from models.money.at_enrolment import MoneyDraft, MoneyKind
from models.office.tables import Desk
from models.people.drafts import PersonDraft
from models.people.operations import NikTakenError
from models.people.tables import Person, Sex
from models.progress import finish
from models.server.opening import open_server
from models.store import Store

Given = TypeVar("Given")
Made = TypeVar("Made")

WALK_IN = EnrolmentDraft(
    person=PersonDraft(
        birth_date=date(1980, 5, 13),
        sex=Sex.MALE,
        address="Jalan Durian 12",
        region_code="65.01.03.2002",
        region_line="Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan",
        income=1_500_000,
    ),
    first_month=date(2026, 7, 1),
    occupation="Petani padi",
    months=6,
    declared=True,
    consent=ConsentDraft(given=True, text_version="2026-01"),
    money=MoneyDraft(kind=MoneyKind.CASH),
)


@dataclass(frozen=True, slots=True)
class Work:
    """What one desk is to do at an event, in turns: people to mark, NIKs of walk-ins to enrol."""

    address: ServerAddress
    desk_number: int
    officer: int
    event: int
    guests: tuple[int, ...]
    walk_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One thing the program said was done, or was told not to be: who, by which desk, seconds.

    ``guest`` for one who was marked, ``nik`` for one who enrolled. ``met`` if another desk had done
    it before, of which this one was told.
    """

    desk: int
    seconds: float
    began: float
    guest: int = 0
    nik: str = ""
    met: bool = False


Begin = Callable[[Given, Barrier], list[Made]]


class ClientError(RuntimeError):
    """One of those at work came to no end; what it said of that."""


def at_work(all_work: list[Work]) -> list[Done]:
    """Have each desk do its work in a process of its own, all beginning at once."""
    return all_at_once(_run, all_work)


def all_at_once(begin: Begin[Given, Made], all_given: list[Given]) -> list[Made]:
    """Call ``begin`` with each of these in a process of its own; return what all of them made.

    Each is handed where to wait for the others. Raises ClientError as soon as one of them fails or
    dies; the others are ended then, for they would wait for it.
    """
    context = get_context("spawn")
    ready = context.Barrier(len(all_given))
    running: dict[Connection, SpawnProcess] = {}
    try:
        for given in all_given:
            here, there = context.Pipe(duplex=False)
            running[here] = context.Process(target=_tell, args=(begin, given, ready, there))
            running[here].start()
            there.close()  # so that the end of the process is the end of what is said
        return _told(running)
    finally:
        for one in running.values():
            one.kill()
            one.join()


def _told(running: dict[Connection, SpawnProcess]) -> list[Made]:
    """Return what is said by all of them, whoever is first. Raises ClientError."""
    made: list[Made] = []
    waited = set(running)
    while waited:
        for one in wait(list(waited)):
            waited.remove(one)
            try:
                said, trouble = one.recv()
            except EOFError:
                running[one].join()
                said, trouble = [], f"ended with {running[one].exitcode} and said nothing"
            if trouble:
                raise ClientError(trouble)
            made += said
    return made


def _tell(begin: Begin[Given, Made], given: Given, ready: Barrier, there: Connection) -> None:
    try:
        there.send((begin(given, ready), ""))
    except Exception:  # noqa: BLE001 - whatever it is, who waits for it is told
        there.send(([], format_exc()))


def _run(work: Work, ready: Barrier) -> list[Done]:
    done: list[Done] = []
    with closing(open_server(work.address, work.desk_number)) as store:
        store.officer_id = work.officer
        store.listen(lambda changed: None)  # as the window does, which reads what it shows anew
        with store.reading() as session:
            desk = session.scalars(select(Desk.id).where(Desk.number == work.desk_number)).one()
        _warm_up(store, work)
        ready.wait()
        every = max(len(work.guests) // len(work.walk_ins), 1)
        for number, guest in enumerate(work.guests):
            done.append(_mark(store, work, desk, guest))
            if number % every == 0 and number // every < len(work.walk_ins):
                done.append(_enrol(store, work, desk, work.walk_ins[number // every]))
    return done


class _EnoughError(Exception):
    """It is not to be kept."""


def _warm_up(store: Store, work: Work) -> None:
    """Do once all that is measured, and keep nothing: a program that has just begun loads much."""
    person = replace(WALK_IN.person, name="Pertama")
    with suppress(_EnoughError), store.writing() as session:
        enrol(session, work.event, replace(WALK_IN, person=person))
        check_in(session, work.event, work.guests[0])
        raise _EnoughError


def _mark(store: Store, work: Work, desk: int, guest: int) -> Done:
    began = perf_counter()
    with store.writing() as session:
        place = check_in(session, work.event, guest)
        met = place.desk_id != desk
    return Done(desk, perf_counter() - began, began, guest=guest, met=met)


def _enrol(store: Store, work: Work, desk: int, nik: str) -> Done:
    person = replace(WALK_IN.person, nik=nik, name=f"Datang {nik[-4:]}")
    began, met = perf_counter(), False
    try:
        with store.writing() as session:
            enrol(session, work.event, replace(WALK_IN, person=person))
    except NikTakenError:
        met = True
    return Done(desk, perf_counter() - began, began, nik=nik, met=met)


def lost(store: Store, event: int, done: list[Done]) -> int:
    """Count what was confirmed and is not there as it was confirmed, once and of that desk.

    Raises ValueError if the history is not sound.
    """
    with store.reading() as session:
        seats = session.execute(
            select(Attendance.person_id, Attendance.desk_id).where(
                Attendance.event_id == event, Attendance.present_at.is_not(None)
            )
        ).all()
        enrolled = session.execute(
            select(Person.nik, Enrolment.desk_id)
            .join(Enrolment.person)
            .where(Enrolment.event_id == event)
        ).all()
    found = Counter((one.person_id, one.desk_id) for one in seats)
    found += Counter((one.nik, one.desk_id) for one in enrolled)
    twice = len(seats) - len({one.person_id for one in seats})
    twice += len(enrolled) - len({one.nik for one in enrolled})
    confirmed = [(one.guest or one.nik, one.desk) for one in done if not one.met]
    report = finish(verify_history(store))
    if not report.sound:
        raise ValueError(f"the history does not verify: {report.findings[:3]}")
    return twice + sum(found[one] != 1 for one in confirmed)
