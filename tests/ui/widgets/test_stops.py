import gc
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import desktop
import ui
from tests.ui.reach import said, stops
from ui.main_window import MainWindow
from ui.widgets.entries import Entry, EntryLine, EntryList
from ui.widgets.scrolling import Scrolling
from ui.widgets.stops import go_to_next


@pytest.fixture
def window(qtbot, settings):
    """A window with a list, a grid and a form, each of them filled in another order."""
    window, inside = MainWindow(settings), QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(inside)
    window.lines = EntryList()
    for part in (QPushButton("first"), Scrolling(window.lines), _grid(), _form()):
        column.addWidget(part)
    row = QHBoxLayout()
    row.addWidget(QPushButton("save"))
    row.insertWidget(0, QPushButton("remove"))
    column.addLayout(row)
    window.setCentralWidget(inside)
    window.lines.show_entries([Entry(1, "one"), Entry(2, "two")])
    window.show()
    return window


def _grid():
    box = QWidget()
    grid = QGridLayout(box)
    grid.addWidget(QPushButton("below"), 1, 0)
    grid.addWidget(QPushButton("right"), 0, 1)
    grid.addWidget(QPushButton("left"), 0, 0)
    return box


def _form():
    box = QWidget()
    form = QFormLayout(box)
    form.addRow(_field("name"))
    form.insertRow(0, _field("title"))
    return box


def _field(name):
    field = QLineEdit()
    field.setAccessibleName(name)
    return field


def _button(window, text):
    return next(one for one in window.findChildren(QPushButton) if one.text() == text)


BELOW = ["left", "right", "below", "title", "name", "remove", "save"]


def _order(window):
    _button(window, "first").setFocus()
    found = [said(one) for one in stops(window)]
    place = found.index("first")
    return found[place:] + found[:place]


def test_tab_goes_as_things_stand_whenever_they_were_made(window):
    assert _order(window) == ["first", "one", "two", *BELOW]


def test_lines_made_anew_are_where_the_list_is(qtbot, window):
    for _time in range(3):
        window.lines.show_entries([Entry(n, f"line {n}") for n in range(3)])
    qtbot.waitUntil(lambda: len(window.findChildren(EntryLine)) == 3)
    assert _order(window) == ["first", "line 0", "line 1", "line 2", *BELOW]


def test_what_is_hidden_or_barred_is_passed_by(window):
    window.lines.hide()
    _button(window, "left").setEnabled(False)
    assert _order(window) == ["first", *BELOW[1:]]


def test_back_it_is_the_same_way_and_past_the_end_round(window):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    _button(window, "first").setFocus()
    gone = []
    for _step in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        gone.append(said(QApplication.focusWidget()))
    assert gone == ["save", "remove", "name"]


def test_where_nothing_takes_the_keyboard_tab_goes_nowhere(qtbot):
    empty = QWidget()
    qtbot.addWidget(empty)
    empty.show()
    assert not go_to_next(empty, onward=True)


def test_looking_where_tab_goes_leaves_no_item_of_a_layout_in_python(window):
    before = _items()
    _order(window)
    assert _items() == before


def _items():
    """Return how many items of layouts Python knows, the layouts themselves not counted."""
    known = [one for one in gc.get_objects() if isinstance(one, QLayoutItem)]
    return sum(not isinstance(one, QLayout) for one in known)


def test_nobody_asks_a_layout_for_the_items_it_takes_away_itself():
    """Such an item stays in Python when Qt takes it away; what comes to its place then crashes."""
    for root in (Path(one.__file__).parent for one in (ui, desktop)):
        texts = {path: path.read_text("utf-8") for path in root.rglob("*.py")}
        asks = (".itemAt(", ".replaceWidget(")
        assert [path for path, text in texts.items() if any(one in text for one in asks)] == []
