"""A day at the desk by keys alone, with a power cut in it, leaves what a plain book says."""

import faulthandler
import multiprocessing
import traceback
from collections import Counter
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication

from models import opening
from models.cards.tables import CardState
from models.events.operations import invite
from models.office.drafts import OfficerDraft
from models.office.operations import set_up_office
from models.people.tables import Sex
from tests import factories as a
from tests.fixtures import *  # noqa: F403 - fixtures are found by name
from tests.fixtures import OFFICE
from tests.journeys import desk_script
from tests.journeys.desk_acts import (
    Comes,
    GoesOn,
    IsMended,
    Rubbish,
    ScannedTwice,
    WalksIn,
)
from tests.journeys.desk_book import Book, kept
from tests.journeys.desk_money_acts import AllMarkedByMistake, IsVoided
from tests.journeys.desk_officer import at_the_desk
from tests.journeys.test_killed_desk import assert_sound

SPAWNED = multiprocessing.get_context("spawn")
PASSWORD = "rahasia kantor"
MOST_KEYS = 25
PATIENCE = 180
"""Seconds after which a desk that tells nothing has stopped."""


@pytest.fixture
def doors_open(tmp_path, protection):
    """An encrypted file with those invited, some of them with a card; return it and the event."""
    path = tmp_path / "kantor.jangkau"
    store = opening.create(path, protection)
    with store.writing() as session:
        set_up_office(session, OFFICE, OfficerDraft(name="Rina Contoh", position="Koordinator"))
    with store.writing("Prepare the day") as session:
        event, before = a.event(title=desk_script.TITLE), a.event(title="Sosialisasi lama")
        invited = desk_script.everybody()[: desk_script.INVITED]
        people = [
            a.person(
                nik=one.nik,
                name=one.name,
                birth_date=one.born,
                phone=one.kept_phone,
                sex=Sex.MALE,
                income=None,
            )
            for one in invited
        ]
        session.add_all([event, before, *people])
        session.flush()
        for one, person in zip(invited, people, strict=True):
            if one.card:
                first = date(2021, 7, 1)
                paid = a.enrolment(person_id=person.id, event_id=before.id, first_month=first)
                session.add(paid)
                session.flush()
                card = a.card(enrolment_id=paid.id, number=one.card, state=CardState.HANDED)
                session.add(card)
        invite(session, event.id, [one.id for one in people])
        event_id = event.id
    store.settle()
    store.close()
    return path, event_id


def work(path, kept_settings, first, teller):
    """Do what the day holds from its act ``first`` on, telling of each what the screen said."""
    faulthandler.enable()  # a fault in native code says where, too
    acts, _cut = desk_script.day()
    try:
        with at_the_desk(path, kept_settings, PASSWORD, desk_script.TITLE) as officer:
            for number, act in enumerate(acts[first:], first):
                keys = officer.keys
                said = act.do(officer)
                teller.send((number, said, officer.keys - keys))
                if isinstance(act, desk_script.PowerCut):
                    while multiprocessing.parent_process().is_alive():  # the power is about to go
                        QCoreApplication.processEvents()
            teller.send(None)
    except Exception:  # noqa: BLE001 - told where the test is
        teller.send(traceback.format_exc())


class Desk:
    """A process that works at the desk from act ``first`` on; tells of each act what it said."""

    def __init__(self, path, first):
        told, teller = SPAWNED.Pipe(duplex=False)
        settings = path.with_name("settings.ini")
        self.process = SPAWNED.Process(target=work, args=(path, settings, first, teller))
        self.process.start()
        teller.close()
        self._told = told

    def next(self):
        """Return the next act that is done; None at the end of the day."""
        assert self._told.poll(PATIENCE), "the desk stands still"
        try:
            told = self._told.recv()
        except EOFError:
            self.process.join()
            pytest.fail(f"the desk ended without a word, exit code {self.process.exitcode}")
        assert not isinstance(told, str), told
        return told

    def kill(self):
        """Let the power go."""
        self.process.kill()
        self.process.join()


@pytest.fixture
def desk_at(doors_open, tmp_path, monkeypatch):
    """Return what starts a desk; none outlives the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    begun = []

    def start(first):
        begun.append(Desk(doors_open[0], first))
        return begun[-1]

    yield start
    for desk in begun:
        desk.kill()


def looked_at(path, event_id) -> Book:
    """Return what the file holds, after looking through all of it."""
    store = opening.open_store(path, PASSWORD)
    try:
        with store.reading() as session:
            assert_sound(session)
            return kept(session, event_id)
    finally:
        store.close()


def test_a_whole_day_leaves_what_the_book_says(doors_open, desk_at):
    path, event_id = doors_open
    acts, cut = desk_script.day()
    book, desk, keys = desk_script.begun_with(), desk_at(0), []
    while (told := desk.next()) is not None:
        number, said, pressed = told
        act = acts[number]
        assert said == act.note(book), f"{number}: {act}"
        if isinstance(act, WalksIn):
            keys.append(pressed)
        if number == cut:
            desk.kill()
            assert looked_at(path, event_id) == book, "what was shown as saved is there"
            desk = desk_at(number + 1)
    assert looked_at(path, event_id) == book
    assert max(keys) <= MOST_KEYS, "besides what was written"


def test_the_day_holds_all_that_may_happen():
    acts, cut = desk_script.day()
    often = Counter(type(act) for act in acts)
    assert often[Comes] == 140
    assert often[WalksIn] + often[GoesOn] == 60
    assert {Comes, ScannedTwice, Rubbish, IsMended, IsVoided, AllMarkedByMistake} <= often.keys()
    assert {act.by for act in acts if isinstance(act, Comes)} == {*desk_script.BYS, "card"}
    assert 40 < cut < len(acts) - 40
