"""Real packets for the window's tests: made by an office, opened at desks, brought home.

They are made once and copied: a packet takes its time.
"""

import shutil

import pytest

from models.events.operations import invite
from models.office.queries import officers
from models.opening import open_store
from models.packets.coming_home import look_into, merge_file
from models.packets.making import PacketDraft, make_packet
from models.packets.opening import place, unlock
from models.packets.phrase import new_phrase
from models.packets.returning import make_return
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.fixtures import CHEAP

EVENT = "Sosialisasi Pimping"
PASSWORD = "rahasia meja dua"
DESKS = "Meja 2", "Meja 3"
PHONES = "+6281350017788", "+6281350019999"
TWINS = "Martha Usat", "Marta Usat"


class Field:
    """An office with an event and two desks: what they were given, and what they bring home.

    Both desks wrote down a phone of the first person, each another one; and each took in somebody
    who is probably the same.
    """

    def __init__(self, folder, phrases, event_id, people, officer_id):
        self.folder, self.phrases = folder, phrases
        self.event_id, self.people, self.officer_id = event_id, people, officer_id
        self.store = None
        self.packets = [folder / f"{desk}.jangkau-desk" for desk in DESKS]
        self.laptops = [folder / f"{desk}.jangkau" for desk in DESKS]
        self.returns = [folder / f"{desk}.jangkau-return" for desk in DESKS]

    def laptop(self, number=0):
        """Open the database of a desk; the caller closes it."""
        return open_store(self.laptops[number], PASSWORD, self.officer_id)

    def merge(self):
        """Merge what both desks bring home at the office."""
        for file in self.returns:
            finish(merge_file(self.store, file, finish(look_into(self.store, file)).head))

    def phone(self):
        """Return the first person's phone as the office has it."""
        with self.store.reading() as session:
            return session.get_one(Person, self.people[0]).phone


def _plan(store):
    with store.writing("Plan an event") as session:
        event = a.event(title=EVENT)
        people = [a.person(name="Budi Lawing"), a.person(name="Citra Usat")]
        session.add_all([event, *people])
        session.flush()
        invite(session, event.id, [one.id for one in people])
        return event.id, [one.id for one in people]


@pytest.fixture(scope="session")
def _field_made(tmp_path_factory, office_file):
    folder = tmp_path_factory.mktemp("field")
    store = open_store(shutil.copy(office_file, folder / "office.jangkau"))
    event_id, people = _plan(store)
    with store.reading() as session:
        officer_id = officers(session)[0].id
    made = Field(folder, [new_phrase() for _desk in DESKS], event_id, people, officer_id)
    for desk, packet, phrase in zip(DESKS, made.packets, made.phrases, strict=True):
        draft = PacketDraft(event_id, (officer_id,), desk=desk)
        finish(make_packet(store, draft, packet, phrase, CHEAP))
    store.settle()
    store.close()
    for number, packet in enumerate(made.packets):
        unlocked = finish(unlock(packet, made.phrases[number]))
        finish(place(unlocked, made.laptops[number], officer_id, PASSWORD, CHEAP))
        desk = made.laptop(number)
        with desk.writing("Write down a phone") as session:
            session.get_one(Person, people[0]).phone = PHONES[number]
        with desk.writing("Take somebody in") as session:
            alike = {"nik": None, "phone": "+6281350012345", "sex": None}
            session.add(a.person(name=TWINS[number], **alike))
        finish(make_return(desk, made.returns[number], CHEAP))
        desk.settle()
        desk.close()
    return made


@pytest.fixture
def field(tmp_path, _field_made):
    """Everything of it in a folder of the test's own; the office's store is open."""
    folder = tmp_path / "field"
    shutil.copytree(_field_made.folder, folder)
    was = _field_made
    made = Field(folder, was.phrases, was.event_id, was.people, was.officer_id)
    made.store = open_store(folder / "office.jangkau")
    made.store.officer_id = made.officer_id
    yield made
    made.store.close()


@pytest.fixture
def store(field):
    """The office's store, which packets were made of."""
    return field.store
