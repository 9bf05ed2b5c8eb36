import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.events.tables import Event
from models.people.tables import Person
from ui.widgets.fresh import Fresh


class Committing(QObject):
    committed = Signal(frozenset)


@pytest.fixture
def told(stage):
    """A shown widget, what commits, and how often it was read anew."""
    widget, commits, read = QWidget(stage), Committing(), []
    stage.layout().addWidget(widget)
    widget.show()
    Fresh(widget, commits.committed, frozenset({Event}), lambda: read.append(1))
    return widget, commits, read


def test_what_is_seen_is_read_anew_at_once(told):
    _widget, commits, read = told
    commits.committed.emit(frozenset({Event, Person}))
    assert read == [1]


def test_other_kinds_of_record_do_not_matter(told):
    _widget, commits, read = told
    commits.committed.emit(frozenset({Person}))
    assert read == []


def test_what_is_hidden_is_read_anew_once_when_it_is_shown(told):
    widget, commits, read = told
    widget.hide()
    for _time in range(3):
        commits.committed.emit(frozenset({Event}))
    assert read == []
    widget.show()
    assert read == [1]
    widget.hide()
    widget.show()
    assert read == [1], "nothing has changed since"


def test_reading_by_hand_settles_what_was_missed(told):
    widget, commits, read = told
    fresh = widget.findChild(Fresh)
    widget.hide()
    commits.committed.emit(frozenset({Event}))
    fresh.call_now()
    widget.show()
    assert read == [1]


def test_a_widget_that_is_gone_is_not_told(qtbot):
    widget, commits, read = QWidget(), Committing(), []
    qtbot.addWidget(widget)
    widget.show()
    Fresh(widget, commits.committed, frozenset({Event}), lambda: read.append(1))
    with qtbot.waitSignal(widget.destroyed):
        widget.deleteLater()
    commits.committed.emit(frozenset({Event}))
    assert read == []
