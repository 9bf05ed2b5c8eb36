"""The cards' page with its designs, driven by keys: found by name, as a person finds things."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.cards.tables import CardKind
from models.designs.keeping import design_for, design_rows, keep_design, own_design
from tests.ui.reach import said
from ui.pages.cards_page import CardsPage


@pytest.fixture
def settled(qtbot, bench):
    """Wait until all work is done and what it found is shown."""

    def wait(until=lambda: True):
        qtbot.waitUntil(lambda: not bench.tasks.busy and bool(until()))

    return wait


@pytest.fixture
def page(bench, stage, settled):
    stage.resize(1300, 760)
    made = CardsPage(bench)
    stage.layout().addWidget(made)
    made.show()
    made.go()
    settled()
    return made


@pytest.fixture
def pane(page, settled):
    """The designs there are, shown on the page."""
    page.designs.open()
    settled(lambda: page.designs.pane.list.count())
    return page.designs.pane


@pytest.fixture
def draw(page, pane, settled):
    """Open a design in the designer."""

    def _draw(design, design_id=None):
        pane.opened.emit(design, design_id, False, None)
        settled()
        return page.designs.designer

    return _draw


def press(*keys):
    """Press keys one after another, wherever the keyboard is: a name of a key, or text."""
    for key in keys:
        widget = QApplication.focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            combination = key if isinstance(key, tuple) else (key,)
            QTest.keyClick(widget, *combination)


def tab_to(name):
    """Press Tab until what a screen reader calls ``name`` has the keyboard."""
    seen = []
    while True:
        widget = QApplication.focusWidget()
        if said(widget) == name:
            return widget
        place = (widget, said(widget), widget.accessibleDescription())
        assert place not in seen, [one[1] for one in seen]
        seen.append(place)
        press(Qt.Key.Key_Tab)


def choose_in_menu(*titles):
    """Go down the menu that is open, and those within it, and take the last by Enter."""
    before = None
    for title in titles:
        menu = _opened(before)
        before = menu
        for _step in menu.actions():
            active = menu.activeAction()
            if active is not None and active.text() == title:
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction().text() == title
        QTest.keyClick(menu, Qt.Key.Key_Return)


def _opened(before):
    """Return the menu that is open, once it is another than the one before."""
    for _pause in range(100):
        menu = QApplication.activePopupWidget()
        if menu is not None and menu is not before:
            return menu
        QTest.qWait(10)
    raise AssertionError("no menu opened")


def own(bench):
    """Return the office's own designs, by name."""
    with bench.store.reading() as session:
        rows = [row for row in design_rows(session) if row.id is not None]
        return {row.name: own_design(session, row.id) for row in rows}


def keep(bench, design):
    with bench.store.writing() as session:
        return keep_design(session, design)


def used(bench, kind=CardKind.MEMBER):
    """Return what the design is called that such cards are printed by."""
    with bench.store.reading() as session:
        return design_for(session, kind).name


def button(within, text):
    return next(one for one in within.findChildren(QPushButton) if one.text() == text)
