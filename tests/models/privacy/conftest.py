"""An officer at work, and a second one who has proved to be there."""

import pytest

from models.office.pins import set_pin
from models.office.queries import officers
from models.office.rights import Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from tests.fixtures import CHEAP


@pytest.fixture
def witness(store, keep):
    with store.reading() as session:
        store.officer_id = officers(session)[0].id
    second = keep(Officer(name="Agus Salim", role=Role.COORDINATOR)).id
    set_pin(store, second, "4711", CHEAP)
    return prove(store, second, "4711", Right.ERASE)
