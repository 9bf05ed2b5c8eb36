"""Every operation that changes something, tried as every role: allowed as is said here, or refused.

Operations are found by what they do: a public function of ``models`` that names an action of the
history. One that is not said here fails; so does one that lets anybody do what is not theirs.
"""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import event as events

import models
from models.office.rights import BY_ROLE, NotAllowedError, Right
from models.office.tables import Role
from tests.models.office import calls_of_the_desk, calls_of_the_office
from tests.models.office.operations_world import make_world

PLAN, ADMINISTER = Right.PLAN, Right.ADMINISTER
NOT_CALLED = {
    "cards.office_keys.write_keys": "writes public keys; the key is made as a batch is drawn",
    "cards.revocations.write_revocations": "writes public numbers; the key is made as above",
    "cards.office_keys.take_in_keys": "wants another office's file: cards/test_office_keys",
    "cards.office_keys.retire_key": "wants another office's file: cards/test_office_keys",
    "cards.revocations.read_revocations": "wants another office's file: cards/test_revocations",
    "closing.operations.close_day": "wants a day that was counted: closing/test_closing",
    "enrolment.paper_entry.type_in": "enrols and pays, which are called",
    "exchange.apply.apply_plan": "wants a list that was read: asked for by name below",
    "exchange.returns_apply.apply_returns": "wants a list that was read: asked for by name below",
    "office.operations.set_up_office": "where there is no office yet nobody has a role",
    "packets.given.close_packet": "wants a packet that is out: asked for by name below",
    "packets.given.reopen_packet": "wants a packet that is out: asked for by name below",
    "packets.deciding.decide": "wants two desks that differ: asked for by name below",
    "packets.merging.merge": "wants what came home: asked for by name below",
    "server.joining.join": "wants a server: who may is asked of its database, server/test_joining",
}
"""Operations that are not called here, and why not."""
NEEDED_BY_NAME = {
    "cards.office_keys.take_in_keys": ADMINISTER,
    "cards.office_keys.retire_key": ADMINISTER,
    "cards.revocations.read_revocations": ADMINISTER,
    "closing.operations.close_day": Right.CLOSE_DAY,
    "exchange.apply.apply_plan": PLAN,
    "exchange.returns_apply.apply_returns": PLAN,
    "packets.given.close_packet": PLAN,
    "packets.given.reopen_packet": PLAN,
    "packets.deciding.decide": PLAN,
    "packets.merging.merge": PLAN,
}
"""Of those that are not called, what they ask for before they do anything."""


CALLS = calls_of_the_desk.CALLS | calls_of_the_office.CALLS


def operations():
    """Return every operation there is, by its place within ``models``."""
    root = Path(models.__file__).parent
    for path in sorted(root.rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        for function in ast.parse(path.read_text("utf-8")).body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
                called = {
                    getattr(one.func, "id", "")
                    for one in ast.walk(function)
                    if isinstance(one, ast.Call)
                }
                if "named" in called:
                    yield f"{module}.{function.name}"


def function_at(place):
    module, name = place.rsplit(".", 1)
    return getattr(import_module(f"models.{module}"), name)


class TakenBackError(Exception):
    """All was allowed, up to the commit itself."""


@pytest.fixture
def world(store, keep):
    return make_world(store, keep)


def attempt(store, world, place, call, role):
    """Do an operation as a role up to the commit, and take it back; return what became of it."""
    store._rights = BY_ROLE[role]

    def stop(_session):
        raise TakenBackError

    try:
        with store.writing() as session:
            events.listen(session, "before_commit", stop)
            call(function_at(place), session, world)
    except TakenBackError:
        return "allowed"
    except NotAllowedError:
        return "refused"
    finally:
        store._rights = None
    return "kept"


def test_every_operation_is_said_here():
    """Whoever adds one says what it needs, and how it is called or why it cannot be."""
    assert set(CALLS) | set(NOT_CALLED) == set(operations())
    assert not set(CALLS) & set(NOT_CALLED)


def test_each_is_allowed_to_those_who_may_and_to_nobody_else(store, world):
    """All in one office: each is taken back at the commit, so that none meets another."""
    wrong = []
    for place, (right, call) in CALLS.items():
        for role in Role:
            expected = "allowed" if right in BY_ROLE[role] else "refused"
            found = attempt(store, world, place, call, role)
            if found != expected:
                wrong.append((place, role.value, found))
    assert wrong == []


def test_what_is_not_called_asks_for_its_right_by_name():
    root = Path(models.__file__).parent
    for place, right in NEEDED_BY_NAME.items():
        module, name = place.rsplit(".", 1)
        tree = ast.parse((root / f"{module.replace('.', '/')}.py").read_text("utf-8"))
        [function] = [one for one in tree.body if getattr(one, "name", "") == name]
        asked = [
            ast.unparse(one.args[1])
            for one in ast.walk(function)
            if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "need"
        ]
        assert asked == [f"Right.{right.name}"], place
