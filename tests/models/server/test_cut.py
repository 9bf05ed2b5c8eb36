"""A network that is cut as something is being kept: what is said of it is what became of it."""

import socket
from contextlib import closing, suppress
from dataclasses import replace
from threading import Event, Thread

import pytest
from sqlalchemy import select

from models.engines import confirming
from models.engines.confirming import UnsureError
from models.engines.postgres import Server
from models.people.tables import Person
from models.store import Store
from models.troubles import NotKeptError
from tests import factories as a

LET_THROUGH, SWALLOWED = True, False
"""What becomes of the words that ask for a commit: they arrive, or they are lost."""


class Cable:
    """Carries what is said between a computer and the server, until it is cut at a commit."""

    def __init__(self, port):
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.cut_at_commit = None
        self.one_call_only = self.goes_silent = False
        self._silent = []
        Thread(target=self._take_calls, daemon=True).start()

    def close(self):
        self._listening.close()

    def _take_calls(self):
        with suppress(OSError):
            while True:
                caller, _where = self._listening.accept()
                if self.one_call_only:
                    caller.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self._port))
                cut = Event()
                Thread(target=self._say, args=(caller, server, cut), daemon=True).start()
                Thread(target=self._answer, args=(caller, server, cut), daemon=True).start()

    def _say(self, caller, server, cut):
        with suppress(OSError), server:
            while said := caller.recv(65536):
                if self.cut_at_commit is not None and b"; COMMIT" in said:
                    arrives, self.cut_at_commit = self.cut_at_commit, None
                    cut.set()
                    if self.goes_silent:  # so that the server waits for more
                        self._silent.append(server.dup())
                    if not arrives:
                        caller.shutdown(socket.SHUT_RDWR)
                        return
                server.sendall(said)

    def _answer(self, caller, server, cut):
        with suppress(OSError), caller:
            while said := server.recv(65536):
                if cut.is_set():
                    caller.shutdown(socket.SHUT_RDWR)
                    return
                caller.sendall(said)


@pytest.fixture
def cable(server, store):
    with closing(Cable(store.place.address.port)) as cable:
        yield cable


@pytest.fixture
def far(store, cable):
    """The same office, spoken to through the cable."""
    address = replace(store.place.address, port=cable.port)
    with closing(Store(Server(address, store.place.desk_number))) as far:
        yield far


def names(store):
    with store.reading() as session:
        return session.scalars(select(Person.name)).all()


def add(store, name):
    with store.writing("Add") as session:
        session.add(a.person(name=name))


def test_what_the_server_kept_is_kept_though_its_answer_was_lost(far, store, cable):
    add(far, "Ani")
    told = []
    far.listen(told.append)
    cable.cut_at_commit = LET_THROUGH
    add(far, "Budi")
    assert sorted(names(store)) == ["Ani", "Budi"]
    assert any(Person in one for one in told)
    add(far, "Citra")
    assert len(names(far)) == 3


def test_what_the_server_never_heard_of_is_said_not_to_be_kept(far, store, cable):
    add(far, "Ani")
    cable.cut_at_commit = SWALLOWED
    with pytest.raises(NotKeptError, match="nothing is saved until it does"):
        add(far, "Budi")
    assert names(store) == ["Ani"]
    add(far, "Budi")
    assert sorted(names(store)) == ["Ani", "Budi"]


def test_a_server_that_still_waits_for_the_rest_is_told_to_wait_no_longer(far, store, cable):
    """Else nobody at the office could save anything until it noticed by itself."""
    add(far, "Ani")
    cable.cut_at_commit, cable.goes_silent = SWALLOWED, True
    with pytest.raises(NotKeptError, match="nothing is saved until it does"):
        add(far, "Budi")
    add(store, "Citra")
    assert sorted(names(store)) == ["Ani", "Citra"]


def test_the_server_lets_go_of_a_computer_that_went_silent(server, store):
    """As soon as a computer lets go of a silent server; in place of the two hours it usually is."""
    with store.connection() as connection:
        said = [
            connection.exec_driver_sql(f"SHOW tcp_{name}").scalar()
            for name in ("keepalives_idle", "keepalives_interval", "keepalives_count")
        ]
    assert said == ["5", "2", "3"]


def test_where_nobody_can_tell_it_is_said_that_it_may_be_there(far, store, cable, monkeypatch):
    monkeypatch.setattr(confirming, "ASKED_AFTER", (0.0, 0.0))
    add(far, "Ani")
    cable.cut_at_commit, cable.one_call_only = LET_THROUGH, True
    with pytest.raises(UnsureError, match="look whether it is there"):
        add(far, "Budi")
    assert sorted(names(store)) == ["Ani", "Budi"]


def test_what_was_kept_can_still_be_read_from_its_records(far, store, cable):
    """As after any commit: whoever did it goes on with what they made and changed."""
    add(far, "Ani")
    cable.cut_at_commit = LET_THROUGH
    with far.writing("Change") as session:
        person = session.scalars(select(Person)).one()
        person.name = "Budi"
    assert (person.name, names(store)) == ("Budi", ["Budi"])
