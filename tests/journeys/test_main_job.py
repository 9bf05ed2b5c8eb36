"""The whole main job at the window, from an empty computer to cards and summary on paper."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.enrolment.counting import event_counts
from models.events.answers import event_parts
from models.events.queries import event_ids, event_view
from models.office.queries import today
from resources import resource
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed, store  # noqa: F401 - which the star leaves out
from tests.desktop.test_first_start import go_on, make_protected
from tests.reports.values import codes, sizes, text
from tests.ui.dragging import carrying, drop
from ui.forms.enrolment_form import EnrolmentForm
from ui.forms.event_fields import EventFields
from ui.forms.partner_form import PartnerForm
from ui.forms.welcome_form import WelcomeForm
from ui.pages.event_page import EventPage
from ui.panes.cards_pane import CardsPane
from ui.panes.desk_pane import DeskPane
from ui.panes.import_pane import ImportPane
from ui.panes.people_pane import PeoplePane
from ui.panes.summary_pane import SummaryPane
from ui.widgets.money_field import MoneyField

LIST = resource("demo", "daftar-petani-pimping.xlsx")


@pytest.fixture
def settled(program, qtbot):
    """Wait until no work is under way."""

    def _settled():
        qtbot.waitUntil(lambda: not program.busy)
        QApplication.processEvents()

    return _settled


@pytest.fixture
def office(hand, program):
    """A protected office, set up from nothing, its first page shown."""
    program.begin(None)
    hand.wait_for(WelcomeForm)
    make_protected(hand)
    go_on(hand)


@pytest.fixture
def partner(office, hand, program, settled):
    program.shell.show_page("partners")
    hand.click("Add partner")
    form = hand.wait_for(PartnerForm)
    type_into(form._name, "Dinas Pertanian")
    hand.click("Save")
    settled()


@pytest.fixture
def event(partner, hand, program, settled, qtbot):
    """An event planned in the form; return its id."""
    hand.choose("new_event")
    fields = hand.wait_for(EventFields)
    qtbot.waitUntil(lambda: fields.village.ready)
    type_into(fields.village, "pimping")
    QTest.keyClick(fields.village._list, Qt.Key.Key_Return)
    type_into(fields.parts.field(), "pertan")
    QTest.keyClick(fields.parts.field()._list, Qt.Key.Key_Return)
    hand.click("Plan the event")
    settled()
    with store(program).reading() as session:
        [made] = event_ids(session)
    return made


@pytest.fixture
def listed(event, hand, program, settled):
    """The list as it was sent, dropped on the event and put on its list."""
    program.shell.show_page("event", event_id=event, part="people")
    settled()
    drop(hand.seen(PeoplePane)[0], carrying(LIST))
    settled()
    hand.wait_for(ImportPane).foot.put.click()
    settled()


@pytest.fixture
def enrolled(event, listed, hand, settled, qtbot):
    """One of the list, found, marked present and enrolled with the keyboard."""
    hand.click("Open desk")
    settled()
    hand.window.activateWindow()
    qtbot.waitUntil(hand.window.isActiveWindow)
    hand.wait_for(DeskPane).begin()
    QTest.keyClicks(QApplication.focusWidget(), "maria set")
    settled()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F4):
        QTest.keyClick(QApplication.focusWidget(), key)
        settled()
    form = hand.wait_for(EnrolmentForm)
    money = next(one for one in form.findChildren(MoneyField) if one.isVisible())
    QTest.keyClicks(money, "1.500.000")
    for box in (form._declared, form.consent.box):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
    hand.click("Save (Enter)")
    settled()


def type_into(field, typed):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)


def counts(program, event):
    with store(program).reading() as session:
        return event_counts(session, event)


def test_an_event_is_planned_with_its_village_and_partner(event, program):
    with store(program).reading() as session:
        view, parts = event_view(session, event), event_parts(session, event)
        day = today(session)
    assert view.row.region_line.startswith("Desa Pimping")
    assert [part.name for part in parts] == ["Dinas Pertanian"]
    assert date.min + timedelta(1) < day < view.row.starts_at.date()


def test_the_good_lines_of_a_list_are_invited_and_no_other(listed, program, event):
    assert counts(program, event).invited == 193


def test_somebody_is_marked_present_and_enrolled(enrolled, program, event):
    now = counts(program, event)
    assert (now.present, now.enrolled, now.cards_queued) == (1, 1, 1)
    assert now.total > 0


def test_cards_and_summary_come_out_as_pdf(enrolled, program, event, hand, settled, tmp_path):
    cards, summary = tmp_path / "kartu.pdf", tmp_path / "ringkasan.pdf"
    program.messages.files = [cards, summary]
    program.shell.show_page("event", event_id=event, part="cards")
    settled()
    QTest.keyClick(hand.wait_for(CardsPane), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled()
    program.shell.show_page("event", event_id=event, part="summary")
    settled()
    hand.wait_for(SummaryPane).save_as()
    settled()
    assert len(codes(cards.read_bytes())) == 1
    assert "MARIA SETIAWAN" in text(cards.read_bytes())
    assert "Dinas Pertanian" in text(summary.read_bytes())
    assert len(sizes(summary.read_bytes())) >= 1


def test_everything_is_taken_back_step_by_step_from_the_menu(
    enrolled, program, event, hand, settled
):
    named = []
    while counts(program, event).invited:
        named.append(hand.menu("undo"))
        hand.choose("undo")
        settled()
    assert len(named) == 3
    assert ["MARIA SETIAWAN" in name for name in named] == [True, True, False]
    hand.choose("redo")
    settled()
    assert counts(program, event).invited == 193


def test_the_other_language_is_spoken_in_place(listed, program, event, hand, settled):
    hand.choose("language_id")
    settled()
    assert program.shell.workspace.place.where["event_id"] == event
    page = hand.wait_for(EventPage)
    assert "Buka meja" in {button.text() for button in page.findChildren(type(page._desk))}
