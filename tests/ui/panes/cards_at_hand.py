"""Cards that wait in the pane, and what is said of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

import ui.printing
from models.cards.queries import card_rows
from tests import factories as a
from tests.ui.test_printing import to_file
from ui.panes.cards_pane import CardsPane


@pytest.fixture
def cards(keep, event):
    """Four cards of the event in the queue, by their owners' names."""
    people = [keep(a.person(name=name)) for name in ("Ayu", "Budi", "Citra", "Dewi")]
    enrolled = [keep(a.enrolment(event_id=event, person_id=one.id)) for one in people]
    return [keep(a.card(enrolment_id=one.id)).id for one in enrolled]


@pytest.fixture
def open_pane(bench, stage, event, cards, settled):
    """Show the event's cards, as when the program was just begun."""

    def _open():
        made = CardsPane(bench)
        stage.resize(1250, 760)
        stage.layout().addWidget(made)
        made.show()
        made.show_event(event)
        settled(lambda: not made.work.paper._live._later.isActive())
        return made

    return _open


@pytest.fixture
def pane(open_pane):
    return open_pane()


@pytest.fixture
def print_out(pane, monkeypatch, tmp_path, settled):
    def _print(**choices):
        monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf", **choices))
        pane.work.print_cards()
        settled(lambda: not pane.work.printing.busy)

    return _print


def buttons(widget, text):
    seen = (one for one in widget.findChildren(QPushButton) if one.isVisible())
    return [one for one in seen if one.text() == text]


def press(widget, text, settled):
    settled(lambda: bool(buttons(widget, text)))
    QTest.mouseClick(buttons(widget, text)[0], Qt.MouseButton.LeftButton)
    settled()


def show(pane, pile, settled):
    pane.work.queue.show_pile(pile)
    settled()


def pick(pane, *cards):
    pane.work.queue.choose_cards(cards, pane.work.queue.pile)


def states(store, cards):
    with store.reading() as session:
        rows = card_rows(session, cards)
    return [rows[card].state for card in cards]
