"""An office that lies on its server as it is: sealed where it is, and its words told once more."""

from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from models.cards.signing import own_public, signer
from models.documents.contents import content, keep_content
from models.engines.sealing import NotOpenedError
from models.office.pins import TRIES, WrongPinError
from models.office.proof_tries import forget_wrong, note_wrong
from models.office.rights import NotAllowedError
from models.office.second_person import TooSoonError
from models.office.tables import Role
from models.progress import finish
from models.server.going import NotMovedError
from models.server.logins import make_login
from models.server.office_words import WordsError, new_office_key, words_of
from models.server.opening import open_server
from models.server.sealing_there import NotSealedError, seal_there, words_again
from models.store import Store
from models.troubles import NotKeptError
from tests import server as server_of_tests
from tests.fixtures import OFFICE_ONE
from tests.models.server.test_going import login
from tests.models.server.test_opening import end_all
from tests.models.server.test_sealing import PHOTO, SCAN, kept_there, secrets_of

pytestmark = pytest.mark.of_files("makes a server's database itself")
PASSWORD = "cukup panjang"


@pytest.fixture
def address(server):
    """The address of an office of which nothing is sealed."""
    with server_of_tests.database(server, f"clear_{uuid4().hex}", OFFICE_ONE) as found:
        yield found


@pytest.fixture
def clear(address):
    """That office, with a photo, a key of its own, and one of a desk that has a login."""
    with closing(open_server(address, 0)) as store:
        with store.writing("Prepare") as session:
            keep_content(session, PHOTO)
            store.public = signer(session).public
        store.desk = make_login(address, f"meja {uuid4().hex}", Role.DESK_OFFICER, PASSWORD)
        store.desk_at = replace(address, user=store.desk.name, password=PASSWORD)
        with (
            closing(open_server(store.desk_at, store.desk.number)) as desk,
            desk.writing("Prepare") as session,
        ):
            store.desk_public = signer(session).public
        yield store


def test_what_lay_there_is_sealed_and_goes_on_with_the_words_only(clear, address):
    before, key = secrets_of(clear), new_office_key()
    assert finish(seal_there(clear, key)) == 1
    files, keys, _rest = kept_there(address)
    assert PHOTO not in files
    assert not set(before.values()) & set(keys)
    for there, number in ((address, 0), (clear.desk_at, clear.desk.number)):
        with pytest.raises(WordsError):
            open_server(there, number)
        with (
            closing(open_server(replace(there, seal=key), number)) as store,
            store.writing("Add") as session,
        ):
            assert content(session, keep_content(session, SCAN)) == SCAN
            public = clear.public if number == 0 else clear.desk_public
            assert signer(session).public == public
    with pytest.raises(NotSealedError, match="already"):
        finish(seal_there(clear, new_office_key()))


def test_nothing_is_left_in_the_pages_of_the_tables(clear, address):
    """Read from the server's own files, past it."""
    path = "SELECT current_setting('data_directory'), pg_relation_filepath('jangkau.content')"
    with psycopg.connect(**login(address), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        [(folder, before)] = connection.execute(path).fetchall()
        assert PHOTO[-64:] in read_there(f"{folder}/{before}")
        finish(seal_there(clear, new_office_key()))
        connection.execute("CHECKPOINT")
        [(folder, after)] = connection.execute(path).fetchall()
    assert before != after
    assert PHOTO[-64:] not in read_there(f"{folder}/{after}")


def read_there(path):
    return Path(path).read_bytes()


@pytest.mark.parametrize("cut", ["stopped", "away"])
def test_cut_off_in_the_middle_all_of_it_is_as_it_was(clear, address, cut):
    before = kept_there(address)
    work = seal_there(clear, new_office_key())
    next(work)
    if cut == "stopped":
        work.close()
    else:
        end_all(address)
        with pytest.raises(NotMovedError, match="stopped answering"):
            finish(work)
    assert kept_there(address)[:2] == before[:2]
    with closing(open_server(address, 0)) as store, store.reading() as session:
        assert signer(session).public == clear.public


def test_nobody_else_may_be_there_meanwhile(clear, address):
    given = login(address)
    with psycopg.connect(**given, application_name="Jangkau 1") as other:
        other.execute("SELECT 1")
        with pytest.raises(NotMovedError, match="close the program"):
            finish(seal_there(clear, new_office_key()))
    assert PHOTO in kept_there(address)[0]


def test_a_computer_that_was_away_brings_nothing_there_in_clear_and_is_told_why_it_reads_nothing(
    clear, address
):
    with closing(Store(clear.place)) as asleep:
        finish(seal_there(clear, new_office_key()))
        with (
            pytest.raises(NotKeptError, match="words of the office"),
            asleep.writing("Add") as session,
        ):
            keep_content(session, SCAN)
        with asleep.reading() as session:
            with pytest.raises(NotOpenedError, match="words of the office"):
                content(session, sha256(PHOTO).hexdigest())
            with pytest.raises(NotOpenedError, match="words of the office"):
                own_public(session)
    assert SCAN not in kept_there(address)[0]


def test_only_the_owner_of_the_database_seals(clear):
    with closing(open_server(clear.desk_at, clear.desk.number)) as desk:
        with pytest.raises(NotSealedError, match="owner"):
            finish(seal_there(desk, new_office_key()))
        with pytest.raises(NotAllowedError):
            words_again(desk, PASSWORD)


def test_the_words_are_told_again_to_who_knows_the_password(clear, address):
    key = new_office_key()
    with pytest.raises(NotSealedError):
        words_again(clear, PASSWORD)
    finish(seal_there(clear, key))
    there = replace(address, seal=key, password=PASSWORD)
    with closing(open_server(there, 0)) as store:
        assert words_again(store, PASSWORD) == words_of(key)
        for _time in range(TRIES):
            note_wrong(store, store.officer_id or 0)
        with pytest.raises(TooSoonError):
            words_again(store, PASSWORD)
        forget_wrong(store, store.officer_id or 0)
        with pytest.raises(WrongPinError):
            words_again(store, "another")
    with (
        closing(open_server(replace(there, password=""), 0)) as store,
        pytest.raises(NotSealedError, match="no password"),
    ):
        words_again(store, "")
