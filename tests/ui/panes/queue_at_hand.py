"""The queue of cards, and a printer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.cards.queries import card_rows
from models.designs.design import Box, Qr
from tests import factories as a
from ui.panes.cards_pane import CardsPane


@pytest.fixture
def cards(keep, event):
    """Three cards of the event in the queue, by their owners' names."""
    people = [keep(a.person(name=name)) for name in ("Ayu", "Budi", "Citra")]
    enrolled = [keep(a.enrolment(event_id=event, person_id=one.id)) for one in people]
    return [keep(a.card(enrolment_id=one.id)).id for one in enrolled]


@pytest.fixture
def pane(bench, stage, event, cards, settled):
    made = CardsPane(bench)
    stage.resize(1150, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    drawn(made, settled)
    return made


def drawn(pane, settled):
    """Wait until the preview is there."""
    settled(lambda: not pane.work.paper._live._later.isActive())


def select(pane, *rows):
    view = pane.work.queue.view
    view.clearSelection()
    for row in rows:
        point = view.visualRect(view.model().index(row, 0)).center()
        keys = Qt.KeyboardModifier.ControlModifier
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, point)


def button(pane, text):
    return next(one for one in pane.findChildren(QPushButton) if one.text() == text)


def press(pane, text, settled):
    QTest.mouseClick(button(pane, text), Qt.MouseButton.LeftButton)
    settled()


def states(store, cards):
    with store.reading() as session:
        rows = card_rows(session, cards)
    return [(rows[card].state, rows[card].prints) for card in cards]


BACK = (Qr(box=Box(30, 15, 24, 24), text="BACK"),)
