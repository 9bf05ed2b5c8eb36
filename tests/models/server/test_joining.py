"""Each computer that joins those at a server is given a desk of its own."""

from contextlib import closing
from threading import Thread

import pytest
from sqlalchemy import select

from models.engines.postgres import Server
from models.history.steps import next_steps
from models.history.verifying import verify_history
from models.office.tables import Desk
from models.people.tables import Person
from models.progress import finish
from models.server.joining import is_desk, join
from models.server.opening import open_server
from tests import factories as a


@pytest.fixture
def address(server, store):
    return store.place.address


def desks(store):
    with store.reading() as session:
        return dict(session.execute(select(Desk.number, Desk.name)).all())


def test_a_computer_that_joins_is_a_desk_by_its_name(store, address):
    before = desks(store)
    with closing(join(address, " Meja depan ")) as joined:
        number = joined.place.desk_number
        assert is_desk(joined)
    assert desks(store) == {**before, number: "Meja depan"}


def test_without_a_name_it_is_called_by_its_number(store, address):
    join(address, " ").close()
    assert desks(store)[1] == "Desk 2"


def test_what_it_does_is_said_to_be_its_own(store, address):
    with closing(join(address, "Meja depan")) as joined, joined.writing("Add") as session:
        session.add(person := a.person())
    with store.reading() as session:
        assert session.get(Person, person.id)
    assert person.id >> 40 == 1


def test_several_that_join_at_once_are_different_desks(store, address):
    joined = []
    threads = [Thread(target=lambda: joined.append(join(address, "Meja"))) for _number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    numbers = {one.place.desk_number for one in joined}
    for one in joined:
        one.close()
    assert numbers == {1, 2, 3, 4}
    assert set(desks(store)) == {0, 1, 2, 3, 4}


def test_a_desk_that_was_given_a_number_keeps_it(address):
    with closing(join(address, "Meja depan")) as joined:
        assert next_steps(joined) == (None, None)
        assert finish(verify_history(joined)).findings == ()


def test_a_number_that_nobody_was_given_is_no_desk(address):
    with closing(open_server(address, 5)) as other:
        assert isinstance(other.place, Server)
        assert not is_desk(other)
