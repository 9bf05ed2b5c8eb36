"""What a desk brings home: all that was done at it, as it stands there, and readable at home."""

import json

import pytest
from sqlalchemy import select, text

from models.base import Base
from models.documents.tables import content
from models.errors import UserError
from models.events.tables import Event
from models.history.tables import Action, Change
from models.office.tables import Officer, Role
from models.packets.coming_home import look_into, merge_file
from models.packets.reading import open_return
from models.packets.returning import NotADeskError, make_return, pointing_to_contents
from models.people.photo import set_photo
from models.people.tables import Person
from models.privacy.disclosures import disclosures
from models.progress import finish
from tests import factories
from tests.fixtures import CHEAP
from tests.models.packets.desks import bring_home, make, officer, peopled, sit_down


@pytest.fixture
def desk(store, tmp_path):
    """Return the store of a desk that opened its packet."""
    event_id, *_rest = peopled(store)
    officer_id = officer(store)
    made, phrase = make(store, tmp_path, event_id, officer_id)
    opened = sit_down(made, phrase, tmp_path, officer_id)
    yield opened
    opened.close()


def add_person(desk, **given):
    with desk.writing("Add a person") as session:
        person = factories.person(**given)
        session.add(person)
    return person.id


def raw(session, table):
    """Return the rows of a table as the driver has them, in order."""
    columns = ", ".join(f'"{one.name}"' for one in Base.metadata.tables[table].columns)
    return session.execute(text(f"SELECT {columns} FROM {table} ORDER BY 1")).all()


def test_all_actions_and_changes_come_home_as_they_stand(store, desk, tmp_path):
    for name in ("Ani", "Siti 'O \u202e😀"):
        add_person(desk, name=name)
    with (
        open_return(store, bring_home(desk, tmp_path)) as returned,
        desk.reading() as session,
    ):
        assert raw(returned.session, "action") == raw(session, "action")
        assert raw(returned.session, "change") == raw(session, "change")
        assert len(returned.session.scalars(select(Action)).all()) == 3
        assert returned.session.scalars(select(Change)).all()[1].after["name"].startswith("Siti")


def test_what_came_home_before_comes_home_again_with_what_was_added(store, desk, tmp_path):
    add_person(desk)
    first = bring_home(desk, tmp_path)
    add_person(desk)
    second = bring_home(desk, tmp_path)
    counts, digests = [], set()
    for path in (first, second):
        with open_return(store, path) as returned:
            counts.append(len(returned.session.scalars(select(Action.id)).all()))
            digests.add(returned.digest)
    assert counts == [2, 4]
    assert len(digests) == 2


def test_what_a_changed_record_points_to_comes_home_and_nothing_else(store, desk, tmp_path):
    person = add_person(desk)
    with desk.writing() as session:
        set_photo(session, person, b"one picture")
    with desk.writing() as session:
        set_photo(session, person, b"another picture")
    with desk.connection() as connection:
        connection.execute(content.insert().values(digest="0" * 64, size=1, data=b"x"))
    with open_return(store, bring_home(desk, tmp_path)) as returned:
        data = set(returned.session.scalars(select(content.c.data)))
    assert data == {b"one picture", b"another picture"}


def test_every_column_that_names_a_content_is_known():
    assert {
        ("person", "photo"),
        ("consent", "proof"),
        ("card_copy", "signature"),
        ("day_close", "paper"),
        ("attachment", "digest"),
        ("letter", "digest"),
        ("event_report", "document"),
    } == set(pointing_to_contents())


def test_nothing_of_it_can_be_read_on_the_way(desk, tmp_path):
    add_person(desk, name="Zulaikha Pangaribuan")
    assert b"Zulaikha" not in bring_home(desk, tmp_path).read_bytes()


def test_the_number_of_actions_is_told(desk, tmp_path):
    add_person(desk)
    done = finish(make_return(desk, tmp_path / "pulang", CHEAP))
    assert (done.actions, done.desk) == (2, "Desk 2")


def test_the_log_tells_what_travels_and_that_line_goes_home_with_it(store, desk, tmp_path):
    person = add_person(desk)
    with desk.writing("Take somebody in") as session:
        [event_id] = session.scalars(select(Event.id))
        session.add(factories.attendance(event_id=event_id, person_id=person))
        known = session.scalars(select(Person.id).where(Person.id != person)).first()
        session.add(factories.enrolment(event_id=event_id, person_id=known))
    path = bring_home(desk, tmp_path)
    with desk.reading() as session:
        [line] = disclosures(session, 9)
    assert (line.kind, line.people, line.full_niks, line.event_id) == ("packet", 2, True, event_id)
    assert line.title.startswith("What Desk 2 brings home of ")
    assert line.officer
    assert line.reason
    finish(merge_file(store, path, finish(look_into(store, path)).head))
    with store.reading() as session:
        assert line in disclosures(session, 9)


def test_a_stick_that_is_gone_is_told_and_nothing_was_let_out(desk, tmp_path):
    add_person(desk)
    with pytest.raises(UserError, match="could not be written"):
        finish(make_return(desk, tmp_path / "gone" / "pulang", CHEAP))
    with desk.reading() as session:
        assert disclosures(session, 9) == []
    bring_home(desk, tmp_path)


def test_where_nothing_was_done_there_is_nothing_to_bring_home(desk, tmp_path):
    with pytest.raises(UserError, match="Nothing was done"):
        bring_home(desk, tmp_path)
    assert list(tmp_path.glob("*.jangkau-return")) == []


def test_the_offices_own_database_brings_nothing_home(store, tmp_path):
    peopled(store)
    with pytest.raises(NotADeskError):
        bring_home(store, tmp_path)


def test_one_who_stopped_it_leaves_the_file_before_as_it_was(desk, tmp_path):
    add_person(desk)
    target = tmp_path / "pulang"
    target.write_bytes(b"the one before")
    work = make_return(desk, target, CHEAP)
    next(work)
    work.close()
    assert target.read_bytes() == b"the one before"


def test_a_reader_does_not_bring_anything_home(desk, tmp_path):
    add_person(desk)
    with desk.writing("Add an officer") as session:
        reader = Officer(name="Wati", role=Role.READER)
        session.add(reader)
    desk._rights = frozenset()
    with pytest.raises(UserError, match="role"):
        bring_home(desk, tmp_path)


def test_changes_are_plain_json_as_the_desk_wrote_them(store, desk, tmp_path):
    person = add_person(desk, name="Ani")
    with desk.writing("Rename") as session:
        session.get_one(Person, person).name = "Ani Rahmawati"
    with open_return(store, bring_home(desk, tmp_path)) as returned:
        kept = returned.session.execute(text('SELECT "before", "after" FROM change')).all()
    assert json.loads(kept[-2][0]) == {"name": "Ani"}
    assert json.loads(kept[-2][1]) == {"name": "Ani Rahmawati"}
