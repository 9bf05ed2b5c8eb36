"""The desk of an event, and its entry."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from models.events.tables import Attendance
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from models.people.tables import Sex
from tests import factories as a
from ui.panes.desk_pane import DeskPane


@pytest.fixture
def event(keep):
    return keep(a.event())


@pytest.fixture
def take_in(store, event):
    """Take somebody in, found by their name, and put them on the event's list; return their id."""

    def _take_in(name, *, listed=True, **given):
        with store.writing("Take in") as session:
            person = add_person(session, PersonDraft(name=name, **given))
            if listed:
                place = a.attendance(event_id=event.id, person_id=person.id)
                session.add(place)
            return person.id

    return _take_in


@pytest.fixture
def siti(take_in):
    return take_in(
        "Siti Rahmawati",
        nik="6501034507880002",
        birth_date=date(1988, 7, 5),
        sex=Sex.FEMALE,
        phone="+6281254110372",
        income=1_000_000,
    )


@pytest.fixture
def pane(bench, stage, event, siti, take_in, qtbot):
    take_in("Martha Usat", nik="6501035909840003")
    made = DeskPane(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event.id)
    made.begin()
    qtbot.waitUntil(lambda: made.finder.search.hasFocus() and not bench.tasks.busy)
    return made


def typed(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def listed(pane):
    """Return the lines of the list as a screen reader says them, without the column's titles."""
    model = pane.finder.view.model()
    rows = range(model.rowCount())
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in rows]


def places(store):
    with store.reading() as session:
        return {one.person_id: one for one in session.scalars(select(Attendance))}


def state(pane):
    return pane.person.state.words.text()
