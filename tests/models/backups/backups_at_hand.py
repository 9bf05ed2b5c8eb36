"""An encrypted database that backups are made of."""

import pytest

from models import opening
from tests import factories as a


@pytest.fixture
def sealed(tmp_path, protection):
    """An encrypted store with a partner in it."""
    store = opening.create(tmp_path / "kantor.jangkau", protection)
    with store.writing("Add") as session:
        session.add(a.partner(name="Dinas Rahasia"))
    yield store
    store.close()


def add(store, name="Dinas"):
    with store.writing("Add") as session:
        session.add(a.partner(name=name))
