"""The desk's form and somebody who is enrolled."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from models.history.undo import next_undo
from tests.ui.cameras import multimedia  # noqa: F401 - a fixture, found by name
from ui.panes.desk_enrolment import DeskEnrolment

NIKS = ("6501036210910001", "6501031203790001", "6501035909840003")


@pytest.fixture
def side(bench, stage, event, settled):
    stage.resize(1120, 640)
    made = DeskEnrolment(bench)
    stage.layout().addWidget(made)
    made.show()
    made.begin_new(event, "")
    made.begin()
    settled(made.form.person.nik.hasFocus)
    return made


def typed(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def rows(store, kind):
    with store.reading() as session:
        return session.scalars(select(kind).order_by(kind.id)).all()


def choose_work(side):
    field = side.form.person.field("occupation")
    field.setFocus()
    typed("pp")
    QTest.keyClick(field._list, Qt.Key.Key_Return)
    side.window().activateWindow()  # without a window manager the list that is gone stays active
    assert QTest.qWaitForWindowActive(side.window())


def fill_in(side, nik=NIKS[0], name="Dorkas Njuk"):
    """Type all that is wanted but for what only the person can say."""
    form = side.form
    form.person.nik.setFocus()
    typed(nik)
    form.person.field("name").setFocus()
    typed(name)
    if form.person.occupation() is None:
        choose_work(side)
    form.person.income.setFocus()
    typed("1jt")


def agree(side):
    side.form._declared.click()
    side.form.consent.box.click()


def next_title(store):
    with store.reading() as session:
        return next_undo(session).title
