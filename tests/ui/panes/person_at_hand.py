"""Somebody shown with all parts."""

import pytest

from models.people.queries import person_draft
from models.people.tables import Person
from tests import factories as a
from ui.panes.person_detail import PersonDetail


@pytest.fixture
def person(keep):
    """Somebody with a NIK that says a man born on 13 May 1980."""
    return keep(a.person(name="Awing Ding", nik=a.nik(7), heir_note="Istri: Dewi")).id


@pytest.fixture
def show(bench, wide, settled):
    """Make the detail and show it; return it and how to wait."""

    def _show():
        made = PersonDetail(bench)
        wide.layout().addWidget(made)
        made.show()
        return made, settled

    return _show


@pytest.fixture
def detail(show, person):
    made, settled = show()
    made.show_record(person)
    settled()
    return made


@pytest.fixture
def wide(stage):
    stage.resize(700, 700)
    return stage


def history(detail, settled, until):
    detail.show_part("history")
    settled(lambda: until(detail._history.blocks()))
    return detail._history.blocks()


def change(store, person, **fields):
    with store.writing("Change") as session:
        one = session.get_one(Person, person)
        for field, value in fields.items():
            setattr(one, field, value)


def field(store, person, name):
    with store.reading() as session:
        return getattr(person_draft(session, person), name)
