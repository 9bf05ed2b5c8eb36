"""An office goes from a file to a server and back, and nothing changes on the way."""

from contextlib import closing
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from models import opening
from models.documents.tables import content
from models.events.operations import check_in, invite
from models.history.steps import next_steps, take_back
from models.history.tables import Action
from models.history.verifying import verify_history
from models.local_notes import note, noted
from models.office.tables import Office
from models.people.search import find_ids
from models.people.tables import Person
from models.progress import finish
from models.server.moving import NotAlikeError, NotHeldError, copy_office, tables_moved
from models.server.opening import create_server, open_server
from tests import factories as a
from tests import server as server_of_tests

pytestmark = pytest.mark.of_files("moves a file to a server itself")


@pytest.fixture
def address(server):
    """The address of an empty database of the server."""
    with server_of_tests.database(server, f"moved_{uuid4().hex}") as found:
        yield found


@pytest.fixture
def target(address):
    """A server with tables and no office."""
    with closing(create_server(address)) as store:
        yield store


@pytest.fixture
def full(store):
    """An office in a file: a merged record, a photo, a note, something taken back."""
    with store.writing("Preparing") as session:
        event, people = a.event(), [a.person(name=name) for name in ("Ani", "Budi", "Çelik")]
        session.add_all([event, *people])
        session.flush()
        people[0].merged_into_id = people[2].id  # a record that comes later
        photo = {"digest": "0" * 64, "size": 2, "data": b"\0\xff"}
        session.connection().execute(content.insert().values(photo))
        people[2].photo = "0" * 64
        ids = event.id, [one.id for one in people]
    with store.writing() as session:
        invite(session, ids[0], ids[1][1:])
    with store.writing() as session:
        check_in(session, ids[0], ids[1][1])
    finish(take_back(store, next_steps(store)[0].action_id))
    note(store, "unsaved", '{"name": "Setengah"}')
    return store


def counts(store):
    """Return how many records each table has."""
    with store.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in tables_moved()
        }


def test_everything_is_there_afterwards(full, target):
    moved = finish(copy_office(full, target))
    assert moved.records == counts(full) == counts(target)
    assert finish(verify_history(target)).findings == ()
    with target.reading() as session:
        assert session.scalars(select(content.c.data)).all() == [b"\0\xff"]
        assert (
            find_ids(session, "celik", limit=5)
            == session.scalars(select(Person.id).where(Person.name == "Çelik")).all()
        )
    assert noted(target, "unsaved") == '{"name": "Setengah"}'


def test_the_history_goes_on_where_it_was(full, target):
    finish(copy_office(full, target))
    with full.reading() as session:
        last = session.scalar(select(func.max(Action.id)))
    with target.writing("Going on") as session:
        session.add(a.person())
    with target.reading() as session:
        assert session.scalar(select(func.max(Action.id))) > last
    assert finish(verify_history(target)).findings == ()
    finish(take_back(target, next_steps(target)[0].action_id))


def test_what_was_done_in_the_file_can_be_taken_back_on_the_server(full, target):
    finish(copy_office(full, target))
    assert next_steps(target) == next_steps(full)


def test_the_way_back_gives_the_same_office(full, address, target, tmp_path):
    finish(copy_office(full, target))
    target.close()
    with closing(open_server(address, 0)) as source:
        with source.writing("Working on the server") as session:
            session.add(a.person(name="Dewi"))
        with closing(opening.create(tmp_path / "back.jangkau")) as back:
            finish(copy_office(source, back))
            assert counts(back) == counts(source)
            assert finish(verify_history(back)).findings == ()
            with back.reading() as session:
                assert session.scalars(select(Person).where(Person.name == "Dewi")).one()
            with back.writing("Going on in the file") as session:
                session.add(a.person())
            assert finish(verify_history(back)).findings == ()


def test_an_office_that_is_there_is_not_written_over(full, target):
    finish(copy_office(full, target))
    before = counts(target)
    with pytest.raises(opening.AlreadyThereError):
        finish(copy_office(full, target))
    assert counts(target) == before


def test_what_the_server_cannot_hold_moves_nothing(full, target):
    with full.connection() as connection:
        connection.execute(text("UPDATE person SET name = 'Bu' || char(0) || 'di'"))
    with pytest.raises(NotHeldError, match="person"):
        finish(copy_office(full, target))
    assert set(counts(target).values()) == {0}


def test_a_copy_that_comes_out_different_is_not_kept(full, target):
    with target.rebuilding() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION other() RETURNS trigger AS $$ BEGIN"
                " NEW.name = 'Tertukar'; RETURN NEW; END $$ LANGUAGE plpgsql"
            )
        )
        connection.execute(
            text(
                "CREATE TRIGGER other BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION other()"
            )
        )
    with pytest.raises(NotAlikeError, match="person"):
        finish(copy_office(full, target))
    with target.reading() as session:
        assert session.scalars(select(Office)).all() == []


def test_stopping_in_the_middle_leaves_nothing(full, target):
    work = copy_office(full, target)
    for _step in range(3):
        next(work)
    work.close()
    assert set(counts(target).values()) == {0}
    assert finish(copy_office(full, target)).records == counts(full)


def test_what_is_wrong_in_the_file_stays_wrong_and_is_found_on_the_server(full, target):
    with full.connection() as connection:
        connection.execute(text("UPDATE change SET after = ' ' || after WHERE after IS NOT NULL"))
    assert finish(verify_history(full)).findings != ()
    finish(copy_office(full, target))
    assert len(finish(verify_history(target)).findings) == len(
        finish(verify_history(full)).findings
    )
