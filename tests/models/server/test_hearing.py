"""Several computers at one server: each hears what the others commit, and when it is gone."""

from contextlib import closing
from queue import Queue

import psycopg
import pytest
from sqlalchemy import func, select

from models.history.tables import Action
from models.office.tables import Officer, Role
from models.partners.tables import Partner
from models.server.opening import open_server
from models.store import KINDS
from models.troubles import NotKeptError
from tests import factories as a
from tests.models.server.test_opening import end_all

PATIENCE = 60
"""Seconds a test waits for what is to come; it waits no longer than it takes."""


@pytest.fixture
def address(server, store):
    return store.place.address


@pytest.fixture
def second(address):
    """The office as the computer of desk 2 sees it."""
    with closing(open_server(address, 2)) as store:
        yield store


@pytest.fixture
def heard(second):
    """What the second computer hears."""
    told = Queue()
    second.listen(told.put)
    return told


def test_what_one_computer_commits_the_other_hears(store, heard):
    with store.writing("Add") as session:
        session.add(a.partner())
    assert Partner in heard.get(timeout=PATIENCE)


def test_what_was_rolled_back_is_not_heard(store, heard):
    with pytest.raises(ZeroDivisionError), store.writing("Add") as session:
        session.add(a.partner())
        session.flush()
        raise ZeroDivisionError
    with store.writing("Add") as session:
        session.add(a.event())
    assert Partner not in heard.get(timeout=PATIENCE)


def test_ones_own_commits_are_heard_once(store, second, heard):
    with second.writing("Add") as session:
        session.add(a.partner())
    assert Partner in heard.get(timeout=PATIENCE)
    with store.writing("Add") as session:
        session.add(a.event())
    assert Partner not in heard.get(timeout=PATIENCE)


def test_what_is_no_announcement_is_not_heard(store, address, heard):
    with connected(address) as connection:
        for said in ("", "x", "[]", '{"by": 1}', '{"by": 1, "tables": 3}', '{"tables": ["no"]}'):
            connection.execute("SELECT pg_notify('jangkau', %s)", [said])
        connection.execute(
            "SELECT pg_notify('jangkau', %s)", ['{"by": "?", "tables": ["newer_than_this"]}']
        )
    with store.writing("Add") as session:
        session.add(a.partner())
    assert Partner in heard.get(timeout=PATIENCE)
    assert heard.empty()


def test_a_server_that_goes_away_is_told_and_what_was_missed_is_made_up_for(
    store, second, address, heard
):
    reached = Queue()
    second.watch(reached.put)
    end_all(address)
    assert reached.get(timeout=PATIENCE) is False
    assert reached.get(timeout=PATIENCE) is True
    assert second.reached
    assert heard.get(timeout=PATIENCE) == frozenset(KINDS.values())
    with pytest.raises(NotKeptError):
        names_of_nobody(store)
    with store.writing("Add") as session:
        session.add(a.partner())
    assert Partner in heard.get(timeout=PATIENCE)


def names_of_nobody(store):
    """Use a connection that the server ended."""
    with store.reading() as session:
        session.connection()
        end_all(store.place.address)
        session.get(Action, 0)


def test_a_role_that_was_taken_elsewhere_binds_here(store, second, keep):
    rina = keep(Officer(name="Rina", role=Role.ADMINISTRATOR))
    second.admit(rina.id)
    told = Queue()
    second.listen(told.put)
    with store.writing("Change") as session:
        session.get_one(Officer, rina.id).role = Role.READER
    assert Officer in told.get(timeout=PATIENCE)
    assert second.rights == frozenset()


def test_a_closed_store_hears_nothing_and_leaves_no_connection(store, second, heard, address):
    second.close()
    with store.writing("Add") as session:
        session.add(a.partner())
    store.close()
    with connected(address) as connection:
        left = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name LIKE 'Jangkau%' AND state IS NOT NULL AND query LIKE 'LISTEN%'"
        ).fetchone()
    assert left == (0,)
    assert heard.empty()


def test_what_is_still_being_read_is_let_go_of_when_it_is_read(second, address):
    with second.reading() as session:
        pid = session.scalar(select(func.pg_backend_pid()))
        second.close()
    with connected(address) as connection:
        while connection.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone():
            pass  # the server notices after a moment that somebody left


def connected(address):
    return psycopg.connect(
        host=address.host,
        port=address.port,
        user=address.user,
        dbname=address.database,
        autocommit=True,
    )
