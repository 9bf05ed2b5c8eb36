"""Packets between programs whose tables differ: the older come along, the newer are told of."""

from contextlib import closing
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from models import migrations
from models.events.operations import check_in
from models.history.tables import Action
from models.history.verifying import verify_history
from models.opening import open_store
from models.packets.envelope import PacketError, PacketKind, read_packet
from models.packets.opening import look_at
from models.packets.reading import open_return
from models.people.operations import add_person
from models.people.tables import Person
from models.progress import finish
from models.words import speak
from tests.models import older
from tests.models.packets import laptops as at
from tests.models.packets.desks import bring_home, make, officer, peopled, sit_down
from tests.models.packets.test_whole_way import taken_in

pytestmark = pytest.mark.of_files("the office's file is one of an earlier program")


@dataclass
class Given:
    """An office's file and a packet of its, both made by the older program."""

    path: object
    made: object
    phrase: str
    officer_id: int
    event_id: int
    folder: object

    def desk(self):
        return closing(sit_down(self.made, self.phrase, self.folder, self.officer_id))

    def work(self, desk):
        with desk.writing() as session:
            person = add_person(session, at.draft("BUDI BARU", "6501031305800001"))
            check_in(session, self.event_id, person.id, at.MOMENT)
        return bring_home(desk, self.folder)


@pytest.fixture
def given(tmp_path):
    path = tmp_path / "kantor.jangkau"
    with older.program(), closing(older.office(path)) as office:
        event_id, *_people = peopled(office)
        who = officer(office)
        made, phrase = make(office, tmp_path, event_id, who)
    assert look_at(made.path).schema == older.BEFORE
    return Given(path, made, phrase, who, event_id, tmp_path)


def came_home(given, path):
    """Merge what came home into the office, which today's program opens; return it."""
    office = open_store(given.path)
    assert older.step(office) == migrations.HEAD
    assert taken_in(office, path).new_people == 1
    assert taken_in(office, path).is_empty
    assert finish(verify_history(office)).findings == ()
    with office.reading() as session:
        assert session.scalars(select(Person).where(Person.name == "BUDI BARU")).one().id >> 40
    return office


def test_a_packet_of_an_older_program_opens_brought_up_to_date_and_comes_home(given):
    with given.desk() as desk:
        assert older.step(desk) == migrations.HEAD
        path = given.work(desk)
    assert read_packet(path, PacketKind.RETURN).header.schema == migrations.HEAD
    came_home(given, path).close()


def test_what_an_older_program_brings_home_is_merged_where_the_office_went_on(given):
    with older.program(), given.desk() as desk:
        assert older.step(desk) == older.BEFORE
        path = given.work(desk)
    assert read_packet(path, PacketKind.RETURN).header.schema == older.BEFORE
    came_home(given, path).close()


def test_an_older_program_says_that_a_newer_one_is_needed_and_takes_nothing_in(given):
    with given.desk() as desk:
        path = given.work(desk)
    with closing(open_store(given.path)) as office:
        newer, _phrase = make(office, given.folder, given.event_id, given.officer_id)
    with older.program(), closing(older.reopened(given.path)) as office:
        before = actions(office)
        speak("id")
        wanted = "dibuat dengan versi program yang lebih baru. Pasanglah versi itu di sini juga"
        with pytest.raises(PacketError, match=f"{newer.path.name} {wanted}"):
            look_at(newer.path)
        with pytest.raises(PacketError, match=f"{path.name} {wanted}"), open_return(office, path):
            pass
        assert actions(office) == before


def actions(store):
    with store.reading() as session:
        return session.scalar(select(func.count(Action.id)))
