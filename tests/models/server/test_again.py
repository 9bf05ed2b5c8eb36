"""An office that came back from a server moves there again: in place of what it left, or not."""

from contextlib import closing
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, select

from models import protecting
from models.backups.making import copy_whole
from models.documents.contents import keep_content
from models.history.tables import Action
from models.history.verifying import verify_history
from models.local_notes import note, noted
from models.moved import MOVED_TO, MovedError
from models.office.operations import set_up_office
from models.opening import open_store
from models.people.search import find_ids
from models.people.tables import Person
from models.progress import finish
from models.server.going import NotMovedError, come_back, go_to_server
from models.server.joining import join
from models.server.leftover import NotReplacedError
from models.server.office_words import WordsError, new_office_key
from models.server.opening import open_server
from models.server.reaching import NotReachedError
from models.server.standing import Standing, find
from tests import factories as a
from tests import server as server_of_tests
from tests.fixtures import CHEAP, EMPTY_ONE, OFFICE, OFFICER
from tests.models.server.test_going import login, names
from tests.models.server.test_opening import end_all

pytestmark = pytest.mark.of_files("moves a file to a server itself")
PASSWORD = "rahasia kantor"


@pytest.fixture
def address(server):
    """The address of tables without an office, which is to be sealed."""
    with server_of_tests.database(server, f"again_{uuid4().hex}", EMPTY_ONE) as found:
        yield replace(found, seal=new_office_key())


@pytest.fixture
def back(store, address, tmp_path):
    """The office in a file again, after a second computer had joined it at the server."""
    with store.writing("Add") as session:
        session.add(a.person(name="Ani"))
    finish(go_to_server(store, address))
    with closing(join(address, "Meja depan")) as second:
        note(second, "draft", "half a form")
        with second.writing("Add") as session:
            session.add(a.person(name="Budi"))
            keep_content(session, b"a scan")
    path = tmp_path / "back.jangkau"
    with closing(open_server(address, 0)) as there:
        note(there, "draft", "let go of later")
        finish(come_back(there, path, protecting.new_protection(PASSWORD, CHEAP)[0]))
    with closing(open_store(path, PASSWORD)) as opened:
        note(opened, "draft", "another")
        with opened.writing("Add") as session:
            session.add(a.person(name="Citra"))
        yield opened


def fresh(address):
    """Return the address with other words than before."""
    return replace(address, seal=new_office_key())


def entries(address):
    """Return how many entries there are on the server, and where its records went."""
    with psycopg.connect(**login(address)) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM jangkau.action").fetchall()
        went = connection.execute("SELECT value FROM jangkau.local WHERE key = 'moved_to'")
        return count, went.fetchone()


def being_replaced(address):
    """Tell whether the tables are emptied by now, if not for good."""
    with psycopg.connect(**login(address)) as connection:
        [(locks,)] = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock'"
            " AND relation = CAST('jangkau.action' AS regclass)"
        ).fetchall()
    return bool(locks)


def test_what_was_left_is_told_and_is_no_empty_database(back, address):
    bare = replace(address, seal=None)
    found = find(back, bare)
    assert found.standing is Standing.LEFT
    assert (found.left.left_for, found.left.newer) == (str(back.path), 0)
    with back.reading() as session:
        assert found.left.entries == session.scalar(select(func.count(Action.id))) - 1
    with pytest.raises(NotReachedError, match="agreed to"):
        finish(go_to_server(back, bare))


def test_it_moves_there_again_and_every_computer_goes_on_as_the_desk_it_was(back, address):
    again = fresh(address)
    finish(go_to_server(back, again, again=True))
    with pytest.raises(MovedError):
        open_store(back.path, PASSWORD)
    with pytest.raises(WordsError):
        open_server(address, 1)
    with closing(open_server(again, 1)) as second, closing(open_server(again, 0)) as first:
        assert (noted(first, "draft"), noted(second, "draft")) == ("another", "half a form")
        for one in (first, second):
            with one.writing("Add") as session:
                session.add(a.person(name="Dewi"))
        assert names(first) == ["Ani", "Citra", "Dewi", "Budi", "Dewi"]
        with first.reading() as session:
            assert len(find_ids(session, "dewi", limit=5)) == 2
        assert finish(verify_history(first)).findings == ()


def test_nothing_is_replaced_that_the_file_does_not_have(back, address, tmp_path):
    older = tmp_path / "older.jangkau"
    finish(copy_whole(back, older))
    finish(go_to_server(back, address, again=True))
    with closing(open_server(address, 0)) as there:
        with there.writing("Add") as session:
            session.add(a.person(name="Only there"))
        made, _code = protecting.new_protection(PASSWORD, CHEAP)
        finish(come_back(there, tmp_path / "newest.jangkau", made))
    before = entries(address)
    with closing(open_store(older, PASSWORD)) as file:
        with pytest.raises(NotReplacedError, match=r"newest\.jangkau"):
            finish(go_to_server(file, address, again=True))
        assert noted(file, MOVED_TO) is None
    assert entries(address) == before


def test_another_offices_leavings_are_not_touched(back, address, new_store):
    before = entries(address)
    other = new_store("other", office=False)
    with other.writing() as session:
        set_up_office(session, replace(OFFICE, name="Kantor Cabang Malinau"), OFFICER)
    assert find(other, address).standing is Standing.OTHERS
    with pytest.raises(NotMovedError, match="another office"):
        finish(go_to_server(other, address, again=True))
    assert entries(address) == before


@pytest.mark.parametrize("cut", ["stopped", "away"])
def test_cut_off_in_the_middle_both_are_as_before(back, address, cut):
    before = entries(address)
    work = go_to_server(back, fresh(address), again=True)
    while not being_replaced(address):
        next(work)
    if cut == "stopped":
        work.close()
    else:
        end_all(address)
        with pytest.raises(NotMovedError, match="stopped answering"):
            finish(work)
    assert entries(address) == before
    assert noted(back, MOVED_TO) is None
    with pytest.raises(MovedError):
        open_server(address, 0)
    with psycopg.connect(**login(address)) as connection:
        [(kept,)] = connection.execute("SHOW default_transaction_read_only").fetchall()
    assert kept == "on"


def test_a_desk_that_comes_to_a_new_database_gives_no_id_twice(back, server, address):
    """As where who looks after the server made an empty database of the same name."""
    with server_of_tests.database(server, f"anew_{uuid4().hex}") as empty:
        finish(go_to_server(back, empty))
        with closing(open_server(empty, 1)) as second, second.writing("Add") as session:
            session.add(person := a.person(name="Dewi"))
            ids = session.scalars(select(Person.id).where(Person.name == "Budi")).all()
        assert person.id > ids[0] > 1 << 40
        with closing(open_server(empty, 0)) as there:
            assert finish(verify_history(there)).findings == ()


def test_who_only_has_the_schema_leaves_and_comes_again(store, server, tmp_path):
    """Where the database itself is the server's, it is the office's own logins that only read."""
    name = f"guest_{uuid4().hex}"
    server_of_tests.do(server, f"CREATE ROLE {name} LOGIN")
    with server_of_tests.database(server, name) as found:
        server_of_tests.do(server, f"GRANT CREATE ON DATABASE {name} TO {name}")
        guest = replace(found, user=name)
        finish(go_to_server(store, guest))
        with closing(open_server(guest, 0)) as there:
            made, _code = protecting.new_protection(PASSWORD, CHEAP)
            finish(come_back(there, tmp_path / "back.jangkau", made))
        with (
            psycopg.connect(**login(guest)) as connection,
            pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
        ):
            connection.execute("DELETE FROM jangkau.person")
        with closing(open_store(tmp_path / "back.jangkau", PASSWORD)) as opened:
            finish(go_to_server(opened, guest, again=True))
        with closing(open_server(guest, 0)) as there, there.writing("Add") as session:
            session.add(a.person(name="Ani"))
        with psycopg.connect(**login(found), autocommit=True) as connection:
            connection.execute(f"DROP OWNED BY {name} CASCADE")
    server_of_tests.do(server, f"DROP ROLE {name}")
