"""A second computer on the same database, at which somebody else works."""

from contextlib import closing

import pytest

from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.store import Store


@pytest.fixture
def other(store):
    """The same database, opened at another PC by Sari Contoh."""
    with store.writing() as session:
        sari = add_officer(session, OfficerDraft(name="Sari Contoh")).id
    with closing(Store(store.place)) as opened:
        opened.officer_id = sari
        yield opened


@pytest.fixture
def hear(bench, settled):
    """Hear at this PC that the other one changed records of some kinds, as a server tells it."""

    def _hear(*kinds):
        bench.changes.committed.emit(frozenset(kinds))
        settled()

    return _hear
