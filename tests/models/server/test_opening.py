"""An office on a server: made, opened by several computers, and what is said when it is not."""

import logging
import traceback
from contextlib import closing
from dataclasses import replace
from threading import Thread
from time import sleep

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.cards.signing import own_public, signer
from models.engines.postgres import ServerAddress
from models.local_notes import note, noted
from models.opening import AlreadyThereError, NewerDatabaseError, NotOursError
from models.partners.tables import Partner
from models.server.opening import OtherOfficeError, ServerError, create_server, open_server
from models.troubles import NotKeptError
from tests import factories as a
from tests import server as server_of_tests


@pytest.fixture
def address(server, store):
    """Where the office of the store is."""
    return store.place.address


@pytest.fixture
def second(address):
    """The office as the computer of desk 2 sees it."""
    with closing(open_server(address, 2)) as store:
        yield store


@pytest.fixture
def empty_address(server, request):
    name = f"empty_{id(request):x}"
    with server_of_tests.database(server, name) as address:
        yield address


def names(store):
    with store.reading() as session:
        return session.scalars(select(Partner.name).order_by(Partner.id)).all()


def test_an_office_is_made_once(empty_address):
    create_server(empty_address).close()
    with pytest.raises(AlreadyThereError):
        create_server(empty_address)


def test_what_one_computer_keeps_the_other_sees(store, second, keep):
    keep(a.partner(name="Desa Pimping"))
    assert names(second) == ["Desa Pimping"]


def test_each_computer_makes_ids_of_its_own_range(store, second):
    made = []
    for one in (store, second):
        with one.writing("Add") as session:
            session.add(partner := a.partner())
        made.append(partner.id)
    assert made[0] < 1 << 40
    assert 2 << 40 < made[1] < 3 << 40


def test_what_a_computer_notes_for_itself_is_its_own(store, second):
    note(store, "draft", "half a form")
    note(second, "draft", "another")
    assert noted(store, "draft") == "half a form"
    assert noted(second, "draft") == "another"


def test_opened_again_a_computer_finds_what_it_noted(address, second):
    note(second, "draft", "half a form")
    with closing(open_server(address, 2)) as again:
        assert noted(again, "draft") == "half a form"


def test_nothing_is_lost_where_two_change_one_record_at_once(store, second, keep):
    partner = keep(a.partner(name=""))

    def add_letters(one, letter):
        for _time in range(10):
            with one.writing("Change") as session:
                session.get_one(Partner, partner.id).name += letter

    both = [Thread(target=add_letters, args=given) for given in ((store, "a"), (second, "b"))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(names(store)[0]) == ["a"] * 10 + ["b"] * 10


def test_who_reads_sees_one_moment_and_waits_for_nobody(store, second, keep):
    partner = keep(a.partner(name="before"))
    with store.reading() as session:
        assert session.get_one(Partner, partner.id).name == "before"
        with second.writing("Change") as other:
            other.get_one(Partner, partner.id).name = "after"
        session.expire_all()
        assert session.get_one(Partner, partner.id).name == "before"
    assert names(store) == ["after"]


def test_a_server_that_goes_away_while_one_saves_is_told_and_nothing_is_kept(store, address):
    with pytest.raises(NotKeptError, match="does not answer"), store.writing("Add") as session:
        session.add(a.partner())
        session.flush()
        end_all(address)
    assert names(store) == []
    with store.writing("Add") as session:
        session.add(a.partner(name="once more"))
    assert names(store) == ["once more"]


def test_a_connection_that_the_server_ended_is_not_lent_again(store, address):
    assert names(store) == []
    end_all(address)
    while connected(address):  # what it says as it goes has come by then
        sleep(0.01)
    assert names(store) == []


def connected(address):
    given = {"host": address.host, "port": address.port, "user": address.user}
    with psycopg.connect(**given, dbname="postgres") as connection:
        asked = "SELECT 1 FROM pg_stat_activity WHERE datname = %s"
        return connection.execute(asked, (address.database,)).fetchone()


def end_all(address):
    """End everybody's connections, as a server does that is started anew."""
    given = {"host": address.host, "port": address.port, "user": address.user}
    with psycopg.connect(**given, dbname="postgres") as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            (address.database,),
        )


def test_a_database_without_an_office_is_not_opened(empty_address):
    with pytest.raises(NotOursError):
        open_server(empty_address, 1)


def test_a_database_of_a_newer_version_is_not_opened(store, address):
    with store.connection() as connection:
        connection.execute(text("UPDATE jangkau.alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError):
        open_server(address, 1)


def test_an_office_is_known_by_the_key_it_signs_cards_with(store, address):
    with store.writing() as session:
        signer(session)
    with store.reading() as session:
        ours = own_public(session)
    open_server(address, 1, ours).close()
    with pytest.raises(OtherOfficeError):
        open_server(address, 1, bytes(32))


def test_a_database_that_sorts_in_another_way_is_not_used(server):
    name = "sorted_otherwise"
    server_of_tests.do(
        server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
    )
    with pytest.raises(ServerError, match="UTF8"):
        create_server(server_of_tests.address(server, name))


def test_a_server_that_is_not_there_is_told(address):
    with pytest.raises(ServerError, match="does not answer"):
        open_server(replace(address, port=1), 1)


def test_beyond_this_computer_a_server_must_prove_itself(address):
    """The tests' server has no certificate."""
    with pytest.raises(ServerError):
        open_server(replace(address, host="127.0.0.2"), 1)


def test_an_address_shows_nobody_its_password():
    assert "rahasia" not in repr(ServerAddress("127.0.0.1", "kantor", "rina", "rahasia"))


NAME, NIK = "Zulaikha Pangaribuan", "6501036505801234"


def refused(store, work):
    """Let the server refuse something; return the error."""
    with pytest.raises(DBAPIError) as found, store.writing("Try") as session:
        work(session)
    return found.value


@pytest.mark.usefixtures("server")
def test_an_error_of_the_server_quotes_nothing_of_the_rows_it_is_about(store, caplog):
    error = refused(
        store, lambda session: session.add_all(a.person(name=NAME, nik=NIK) for _one in range(2))
    )
    logging.getLogger("sqlalchemy").error("refused: %s", error, exc_info=error)
    assert "person" in caplog.text
    assert "duplicate key" in caplog.text
    assert NIK not in caplog.text
    assert NAME not in caplog.text


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT CAST(:value AS INTEGER)",
        "SELECT CAST(:value AS DATE)",
        "SELECT CAST(:value AS JSON)",
        "INSERT INTO jangkau.local (key, value) VALUES (:value, NULL)",
    ],
)
def test_an_error_of_the_server_quotes_no_value_it_was_given(store, statement):
    value = f"{NAME} {NIK}"
    error = refused(
        store, lambda session: session.connection().execute(text(statement), {"value": value})
    )
    told = "".join(traceback.format_exception(error))
    assert "psycopg.errors" in told
    assert NIK not in told
    assert NAME not in told
