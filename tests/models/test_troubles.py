"""What happens to a file while the program works on it: a full disk, a stick taken out."""

import resource
import shutil
import signal
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from models import opening
from models.engines.sqlite import File
from models.history.tables import Action
from models.people.tables import Person
from models.store import Store
from models.troubles import NotKeptError
from tests import factories as a

pytestmark = pytest.mark.of_files("it is about the file and its disk")


@pytest.fixture
def driver(store):
    """The driver's own connection that the store will use next."""

    def _run(pragma):
        with store.connection() as connection:
            connection.exec_driver_sql(pragma)

    return _run


def pages(store):
    with store.connection() as connection:
        return connection.exec_driver_sql("PRAGMA page_count").scalar_one()


def keep_many(store, count=400):
    with store.writing("Keep what a test needs") as session:
        session.add_all(a.person(address="x" * 400) for _number in range(count))


def kept(store):
    with store.reading() as session:
        return (
            session.scalar(select(func.count()).select_from(Person)),
            session.scalar(select(func.count()).select_from(Action)),
        )


def test_a_full_disk_is_told_and_nothing_of_it_is_kept(store, driver):
    before = kept(store)
    driver(f"PRAGMA max_page_count = {pages(store) + 5}")
    with pytest.raises(NotKeptError, match="The disk is full: this was not saved"):
        keep_many(store)
    assert kept(store) == before


def test_after_a_full_disk_the_next_attempt_succeeds(store, driver):
    driver(f"PRAGMA max_page_count = {pages(store) + 5}")
    with pytest.raises(NotKeptError):
        keep_many(store)
    keep_many(store)  # on a connection opened anew, without the limit
    assert kept(store)[0] == 400


@contextmanager
def no_file_larger_than(size):
    """Have the system refuse to write further than so many bytes into any file."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_disk_that_refuses_to_write_is_told_and_the_next_attempt_succeeds(store):
    store.settle()
    with (
        no_file_larger_than(store.path.stat().st_size // 2),
        pytest.raises(NotKeptError, match="does not answer"),
    ):
        keep_many(store, 2000)
    assert kept(store)[0] == 0
    keep_many(store)
    assert kept(store)[0] == 400


def test_a_file_that_may_not_be_changed_is_told(store, driver):
    driver("PRAGMA query_only = ON")
    with pytest.raises(NotKeptError, match=r"office\.jangkau cannot be written to"):
        keep_many(store, 1)


def test_a_folder_taken_away_is_told_though_the_system_would_go_on_writing(store, tmp_path):
    keep_many(store, 1)
    away = tmp_path.with_name("taken-out")
    tmp_path.rename(away)
    with pytest.raises(NotKeptError, match="is not there any more"):
        keep_many(store, 1)
    with pytest.raises(NotKeptError, match="is not there any more"):
        kept(store)
    assert not store.path.exists()  # no empty one was begun in its place
    away.rename(tmp_path)
    assert kept(store)[0] == 1
    keep_many(store, 1)
    assert kept(store)[0] == 2


def test_a_file_taken_away_while_something_is_written_is_told(store, tmp_path):
    with (
        pytest.raises(NotKeptError, match="is not there any more"),
        store.writing("Keep what a test needs") as session,
    ):
        session.add(a.person())
        session.flush()
        store.path.rename(tmp_path / "elsewhere.jangkau")


def test_a_file_replaced_while_something_is_written_is_not_written_into(store, tmp_path):
    copy = tmp_path / "copy.jangkau"
    store.settle()
    shutil.copy(store.path, copy)
    with (
        pytest.raises(NotKeptError),
        store.writing("Keep what a test needs") as session,
    ):
        session.add(a.person())
        copy.replace(store.path)
    assert kept(store)[0] == 0


def test_another_program_that_holds_the_file_is_told(store, driver, monkeypatch):
    monkeypatch.setattr("models.engines.sqlite.BUSY_SECONDS", 0)
    second = Store(File(store.path))
    with (
        store.writing("Hold the file"),
        pytest.raises(NotKeptError, match=r"Another program is using office\.jangkau"),
    ):
        keep_many(second, 1)
    keep_many(second, 1)
    second.close()


def test_a_fault_of_the_program_stays_one(store, keep):
    someone = keep(a.person())
    with pytest.raises(IntegrityError):
        keep(a.person(id=someone.id))


def test_an_encrypted_file_says_the_same(tmp_path, protection, office_file):
    made = opening.create(tmp_path / "locked.jangkau", protection)
    with made.connection() as connection:
        count = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {count + 5}")
    with pytest.raises(NotKeptError, match="The disk is full"):
        keep_many(made)
    keep_many(made)
    made.close()
