"""A coordinator's week up to Friday, in Indonesian and without the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.answers import event_parts
from models.events.checklist import checklist
from models.events.packing import packing
from models.events.queries import event_ids, event_view
from models.events.tables import Answer, Stage
from models.letters.queries import event_letters, letter_pdf
from models.office.queries import today
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed, store  # noqa: F401 - which the star leaves out
from tests.reports.values import text
from tests.ui.reach import said
from ui.forms.event_fields import EventFields
from ui.pages.event_page import EventPage
from ui.panes.letters_list import LettersList
from ui.panes.letters_making import LettersMaking
from ui.panes.packing_panel import PackingPanel
from ui.panes.parts_panel import PartsPanel
from ui.panes.plan_pane import PlanPane

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settled(program, qtbot):
    """Wait until no work is under way."""

    def _settled():
        qtbot.waitUntil(lambda: not program.busy)
        QApplication.processEvents()

    return _settled


@pytest.fixture
def press(hand, settled):
    """Press keys where the keyboard is, one after another."""

    def _press(*keys, modifiers=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            popup = QApplication.activePopupWidget()  # which offers what fits what was typed
            QTest.keyClick(popup or QApplication.focusWidget() or hand.window, key, modifiers)
            settled()

    return _press


@pytest.fixture
def tab_to(hand, press):
    """Go on with Tab until the keyboard is where ``here`` says."""

    def _tab_to(here):
        for _step in range(150):
            focus = QApplication.focusWidget()
            if focus is not None and here(focus):
                return
            press(Key.Key_Tab)
        raise AssertionError(f"Tab never comes there; it is at {said(QApplication.focusWidget())}")

    return _tab_to


def type_here(typed):
    QTest.keyClicks(QApplication.focusWidget(), typed)


@pytest.fixture
def form(opened_plain, hand, program, settled, press, qtbot):
    """The form of a new event, begun by its key in an office that speaks Indonesian."""
    program.speak("id")
    settled()
    press(Key.Key_N, modifiers=CONTROL)
    fields = hand.wait_for(EventFields)
    qtbot.waitUntil(lambda: fields.village.ready)
    return fields


@pytest.fixture
def monday(form, hand, program, settled, press, tab_to):
    """A talk in Pimping planned by keys; return its id."""
    tab_to(lambda focus: focus is form.village)
    type_here("pimp")
    settled()
    press(Key.Key_Return)
    tab_to(lambda focus: focus is form.venue)
    type_here("Balai Desa Pimping")
    tab_to(lambda focus: focus is form.parts.field())
    type_here("Pemerintah Desa Pimping")
    settled()
    press(Key.Key_Return)
    tab_to(lambda focus: said(focus) == "Rina Contoh")
    press(Key.Key_Space)
    press(Key.Key_S, modifiers=CONTROL)
    hand.wait_for(PlanPane)
    settled()
    with store(program).reading() as session:
        [event] = event_ids(session)
    return event


@pytest.fixture
def invited(monday, hand, press, tab_to, settled):
    """The invitation made in two steps, and marked as sent."""
    tab_to(lambda focus: said(focus) == "Surat baru…")
    press(Key.Key_Return)
    hand.wait_for(LettersMaking)
    settled()
    press(Key.Key_S, modifiers=CONTROL)
    hand.wait_for(LettersList)
    settled()
    press(Key.Key_Return, modifiers=CONTROL)
    press(Key.Key_Return)  # by WhatsApp, which is offered first
    settled()
    return monday


def test_a_talk_is_planned_with_all_that_belongs_to_its_kind(monday, program):
    with store(program).reading() as session:
        view = event_view(session, monday)
        tasks = checklist(session, monday, today(session))
        things = packing(session, monday).rows
        [part] = event_parts(session, monday)
    assert view.row.title == "Sosialisasi di Desa Pimping"
    assert view.row.region_line.startswith("Desa Pimping, Kec. Tanjung Palas Utara")
    assert view.staff == ("Rina Contoh",)
    assert [task.due_days for task in tasks] == sorted(task.due_days for task in tasks)
    assert tasks[0].text == "Kirim surat undangan kepada mitra dan pemerintah desa"
    assert any(thing.holding is None and "Laptop" in thing.text for thing in things)
    assert (part.name, part.draft.answer) == ("Pemerintah Desa Pimping", Answer.NOT_ASKED)


def test_the_invitation_is_numbered_sent_and_could_be_signed(invited, program):
    with store(program).reading() as session:
        [letter] = event_letters(session, invited)
        page = text(letter_pdf(session, letter.id))
        view, [part] = event_view(session, invited), event_parts(session, invited)
        day = today(session)
    assert letter.number == f"B/001/{day:%m%Y}"
    assert letter.sent_at is not None
    for wanted in (letter.number, "Hal", "Balai Desa Pimping", "Pemerintah Desa Pimping"):
        assert wanted in page
    assert "{" not in page
    assert view.row.stage is Stage.INVITED
    assert (part.draft.answer, part.draft.asked_on) == (Answer.WAITING, day)


def test_the_answer_and_the_stage_are_noted_by_keys(invited, program, hand, press, tab_to, settled):
    press(Key.Key_Escape)
    settled()
    line = hand.wait_for(PartsPanel).lines()[0]
    tab_to(lambda focus: focus is line)
    press(Key.Key_3)
    settled()
    with store(program).reading() as session:
        [part] = event_parts(session, invited)
    assert part.draft.answer is Answer.CONFIRMED
    assert part.draft.answered_on is not None
    page = hand.wait_for(EventPage)
    tab_to(lambda focus: focus is page._stage)
    page._move_to(Stage.READY)  # what its menu calls; a menu runs in a loop of its own
    settled()
    # What was to be done earlier than today is late already, and that is said first.
    assert "tugas terlambat" in page._stages.question.text()
    tab_to(lambda focus: said(focus) == "Tetap pindahkan")
    press(Key.Key_Return)
    settled()
    with store(program).reading() as session:
        assert event_view(session, invited).row.stage is Stage.READY


def test_on_friday_things_are_packed_by_keys(monday, program, hand, press, tab_to, settled):
    switch = hand.seen(PlanPane)[0]._to_do.switch
    tab_to(lambda focus: focus is switch)
    press(Key.Key_Right)
    panel = hand.wait_for(PackingPanel)
    settled()
    tab_to(lambda focus: focus is panel.lines()[0].seat())
    press(Key.Key_Space)
    settled()
    with store(program).reading() as session:
        assert packing(session, monday).packed == 1


def test_every_step_is_taken_back_by_its_name(invited, program, press, settled):
    with store(program).reading() as session:
        [letter] = event_letters(session, invited)
    assert letter.sent_at is not None
    press(Key.Key_Z, modifiers=CONTROL)
    settled()
    with store(program).reading() as session:
        [letter] = event_letters(session, invited)
        assert letter.sent_at is None
        assert event_view(session, invited).row.stage is Stage.DRAFT
    # The letter itself has its number for good: what is taken back next is the plan.
    press(Key.Key_Z, modifiers=CONTROL)
    settled()
    with store(program).reading() as session:
        assert [one.number for one in event_letters(session, invited)] == [letter.number]
