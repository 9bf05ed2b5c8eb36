"""A history, what looks through it, and what changes it past the program."""

import pytest
from sqlalchemy import event, text

from models.engines.sqlite import File
from models.history.verifying import verify_history
from models.people.tables import Person
from models.progress import finish
from tests import factories as a


def report(store, seal=None):
    return finish(verify_history(store, seal))


def faults(store):
    return [one.fault for one in report(store).findings]


@pytest.fixture
def people(store):
    """Four people in four actions, the third changed twice and taken out."""
    made = []
    for name in ("Usun", "Bambang", "Lukas", "Yohanes"):
        with store.writing("Add {person}") as session:
            session.info["recorder"].words = {"person": name}
            session.add(person := a.person(name=name, phone=None))
        made.append(person.id)
    for phone in ("+6281234567890", None):
        with store.writing("Change") as session:
            session.get_one(Person, made[2]).phone = phone
    with store.writing("Take out") as session:
        session.delete(session.get_one(Person, made[2]))
    return made


REFUSED = "a server refuses such a value itself"


def tamper(store, statement, which=None, **values):
    """Change what is kept past the program, and past the keys among the tables."""
    with store.connection() as connection:
        for setting in UNGUARDED[connection.dialect.name]:
            connection.exec_driver_sql(setting)
        said = text(statement) if isinstance(statement, str) else statement
        done = connection.execute(said, {"id": which, **values} if which else values).rowcount
    assert done == 1


UNGUARDED = {
    "sqlite": ("PRAGMA defer_foreign_keys = ON", "PRAGMA ignore_check_constraints = ON"),
    "postgresql": ("SET LOCAL session_replication_role = replica",),
}


@pytest.fixture
def unbound(store):
    """The same store, whose connections let keys lead nowhere."""
    if isinstance(store.place, File):
        unbind(store)
    return store


def unbind(store):
    """Have a file's connections look at no keys; a server's need not while they are tampered."""

    @event.listens_for(store._engine, "connect")
    def _free(connection, _record):
        connection.execute("PRAGMA foreign_keys = OFF")

    store._engine.dispose()
