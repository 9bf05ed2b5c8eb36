"""An office moves to a server with everything, its file is left behind; and it comes back."""

from contextlib import closing
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from models import protecting
from models.backups.known import known_backups
from models.backups.making import copy_whole
from models.local_notes import noted
from models.moved import MOVED_TO, MovedError
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.rights import NotAllowedError, Role
from models.opening import AlreadyThereError, open_store
from models.people.tables import Person
from models.progress import finish
from models.server.credentials import said_of
from models.server.going import NotMovedError, come_back, go_to_server
from models.server.opening import open_server
from models.server.reaching import NotReachedError, look_at
from tests import factories as a
from tests import server as server_of_tests
from tests.fixtures import CHEAP, EMPTY_ONE
from tests.models.packets import desks
from tests.models.server.test_opening import end_all

pytestmark = pytest.mark.of_files("moves a file to a server itself")
PASSWORD = "rahasia kantor"


@pytest.fixture
def address(server):
    with server_of_tests.database(server, f"gone_{uuid4().hex}") as found:
        yield found


@pytest.fixture
def office(store):
    """An office in a file, with somebody in it."""
    with store.writing("Add") as session:
        session.add(a.person(name="Ani"))
    return store


@pytest.fixture
def gone(office, address):
    """The office, on the server."""
    finish(go_to_server(office, address))
    path = office.path
    office.close()
    with closing(open_server(address, 0)) as store:
        yield path, store


@pytest.fixture
def protection():
    made, _code = protecting.new_protection(PASSWORD, CHEAP)
    return made


def names(store):
    with store.reading() as session:
        return session.scalars(select(Person.name).order_by(Person.id)).all()


def test_the_office_goes_on_at_the_server(gone):
    _path, store = gone
    with store.writing("Add") as session:
        session.add(a.person(name="Budi"))
    assert names(store) == ["Ani", "Budi"]


def test_the_file_says_where_its_records_went_and_is_not_opened(gone):
    path, store = gone
    with pytest.raises(MovedError) as told:
        open_store(path)
    assert told.value.where == said_of(store.place)
    assert store.place.address.database in str(told.value)


def test_a_backup_from_before_still_opens(office, address, tmp_path):
    finish(copy_whole(office, tmp_path / "backup.jangkau"))
    finish(go_to_server(office, address))
    with closing(open_store(tmp_path / "backup.jangkau")) as store:
        assert names(store) == ["Ani"]


def test_an_older_file_that_moved_is_neither_opened_nor_altered(office, address):
    finish(go_to_server(office, address))
    with office.connection() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0010'")
    path = office.path
    office.close()
    with pytest.raises(MovedError):
        open_store(path)
    assert list(path.parent.glob("*-before-*")) == []


def test_where_nothing_can_be_moved_to_the_file_goes_on(office, address):
    kind = "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
    server_of_tests.do(address.port, f'DROP DATABASE "{address.database}"')
    server_of_tests.do(address.port, f'CREATE DATABASE "{address.database}" {kind}')
    with pytest.raises(NotReachedError):
        finish(go_to_server(office, address))
    path = office.path
    office.close()
    with closing(open_store(path)) as store:
        assert names(store) == ["Ani"]


def test_stopped_in_the_middle_the_file_goes_on_and_it_can_be_done_again(office, address):
    work = go_to_server(office, address)
    next(work)
    work.close()
    path = office.path
    office.close()
    with closing(open_store(path)) as store:
        finish(go_to_server(store, address))
    with closing(open_server(address, 0)) as store:
        assert names(store) == ["Ani"]


def test_a_server_that_goes_away_in_the_middle_is_told_and_the_file_goes_on(office, address):
    with pytest.raises(NotMovedError, match="stopped answering"):
        for _step in go_to_server(office, address):
            end_all(address)
    assert noted(office, MOVED_TO) is None
    with office.writing("Go on") as session:
        session.add(a.person())
    finish(go_to_server(office, address))


def test_a_server_whose_disk_is_full_is_told_and_the_file_goes_on(office, server):
    with server_of_tests.database(server, f"full_{uuid4().hex}", EMPTY_ONE) as full:
        with psycopg.connect(**login(full)) as connection:
            connection.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"
            )
            connection.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON jangkau.person FOR EACH ROW"
                " EXECUTE FUNCTION full_disk()"
            )
        with pytest.raises(NotMovedError, match="is full") as told:
            finish(go_to_server(office, full))
        assert "stays where it is" in str(told.value)
        assert look_at(full).office is None
    assert noted(office, MOVED_TO) is None
    with office.writing("Go on") as session:
        session.add(a.person())


def test_an_office_is_not_written_over(gone, new_store):
    _path, store = gone
    other = new_store("other", office=True)
    with pytest.raises(NotReachedError, match="already"):
        finish(go_to_server(other, store.place.address))
    assert names(store) == ["Ani"]


def test_a_desks_database_stays_where_it_is(office, address, tmp_path):
    event_id, *_rest = desks.peopled(office)
    rina = desks.officer(office)
    made, phrase = desks.make(office, tmp_path, event_id, rina)
    with (
        closing(desks.sit_down(made, phrase, tmp_path, rina)) as desk,
        pytest.raises(NotMovedError, match="packet"),
    ):
        finish(go_to_server(desk, address))


def test_only_an_administrator_moves_and_a_backup_that_opens_is_made_first(office, address):
    with office.writing() as session:
        officer = add_officer(session, OfficerDraft(name="Tono", role=Role.COORDINATOR)).id
    office.admit(officer)
    with pytest.raises(NotAllowedError):
        finish(go_to_server(office, address))
    assert known_backups(office.path) == []
    with closing(open_store(office.path)) as administrator:
        finish(go_to_server(administrator, address))
        (made,) = known_backups(administrator.path)
    with closing(open_store(made.path)) as backup:
        assert names(backup) == ["Ani"]


def test_it_comes_back_to_an_encrypted_file(gone, tmp_path, protection):
    _path, store = gone
    with store.writing("Add") as session:
        session.add(a.person(name="Dewi"))
    path = tmp_path / "back.jangkau"
    finish(come_back(store, path, protection))
    with closing(open_store(path, PASSWORD)) as back:
        assert back.encrypted
        assert names(back) == ["Ani", "Dewi"]


def test_the_server_says_where_its_records_went_and_takes_no_more(gone, tmp_path, protection):
    _path, store = gone
    address = store.place.address
    finish(come_back(store, tmp_path / "back.jangkau", protection))
    with pytest.raises(MovedError) as told:
        open_server(address, 3)
    assert told.value.where == str(tmp_path / "back.jangkau")
    with (
        psycopg.connect(**login(address)) as connection,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        connection.execute("DELETE FROM jangkau.person")


def test_nobody_else_may_be_at_the_server_meanwhile(gone, tmp_path, protection):
    _path, store = gone
    given = login(store.place.address)
    with psycopg.connect(**given, application_name="Jangkau 1") as other:
        other.execute("SELECT 1")
        with pytest.raises(NotMovedError, match="close the program"):
            finish(come_back(store, tmp_path / "back.jangkau", protection))
    assert not (tmp_path / "back.jangkau").exists()
    with store.writing("Go on") as session:
        session.add(a.person())


def test_a_way_back_that_is_stopped_leaves_no_file_and_the_server_goes_on(
    gone, tmp_path, protection
):
    _path, store = gone
    before = set(tmp_path.iterdir())
    work = come_back(store, tmp_path / "back.jangkau", protection)
    next(work)
    work.close()
    assert set(tmp_path.iterdir()) == before
    with store.writing("Go on") as session:
        session.add(a.person())


def test_a_file_that_is_there_is_not_written_over(gone, tmp_path, protection):
    _path, store = gone
    (tmp_path / "there.jangkau").write_text("mine")
    with pytest.raises(AlreadyThereError):
        finish(come_back(store, tmp_path / "there.jangkau", protection))
    assert (tmp_path / "there.jangkau").read_text() == "mine"


def test_what_is_in_a_file_already_does_not_come_back(office, tmp_path, protection):
    with pytest.raises(NotMovedError, match="file already"):
        finish(come_back(office, tmp_path / "back.jangkau", protection))


def login(address):
    return {
        "host": address.host,
        "port": address.port,
        "user": address.user,
        "dbname": address.database,
    }
