"""The desk over the whole screen, and as the only thing, at the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.__main__ import main
from models.office.at_desk import only_desk
from models.office.pins import set_pin
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from tests import factories as a
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import PASSWORD, _dressed, store  # noqa: F401 - which the star leaves out
from tests.fixtures import CHEAP
from tests.ui.reach import said, unnamed
from ui.desk_place import DeskPlace
from ui.forms.unlock_form import UnlockForm
from ui.pages.event_page import EventPage
from ui.pages.home_page import HomePage
from ui.panes.desk_pane import DeskPane
from ui.rail import Rail
from ui.widgets.header import PageHeader
from ui.widgets.segments import Segments
from ui.widgets.text import Text

F11 = Qt.Key.Key_F11


@pytest.fixture
def event(program, opened):
    with store(program).writing("Plan") as session:
        event = a.event(title="Sosialisasi <b>Pimping</b>")
        session.add(event)
        session.flush()
        return event.id


@pytest.fixture
def desk(hand, program, event):
    program.shell.show_page("event", event_id=event, part="desk")
    return hand.wait_for(DeskPane)


def press(hand, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or hand.window, key, modifier)


def around(hand):
    """Return what is seen around the desk."""
    kinds = (Rail, PageHeader, Segments)
    shown = {kind.__name__ for kind in kinds if hand.seen(kind)}
    shown |= {"menus"} if hand.window.menuBar().isVisible() else set()
    return shown | ({"status"} if hand.window.statusBar().isVisible() else set())


ALL = {"Rail", "PageHeader", "Segments", "menus", "status"}


def test_f11_leaves_the_desk_alone_on_the_whole_screen_and_brings_all_back(hand, desk):
    assert around(hand) == ALL
    press(hand, F11)
    assert around(hand) == set()
    assert hand.window.isFullScreen()
    assert desk.isVisible()
    press(hand, F11)
    assert around(hand) == ALL
    assert not hand.window.isFullScreen()


def test_the_button_does_what_the_key_does(hand, desk):
    hand.click("Whole screen (F11)")
    assert around(hand) == set()
    hand.click("Leave (F11)")
    assert around(hand) == ALL


def test_the_keyboard_stays_in_the_entry(hand, desk):
    QTest.keyClicks(desk.finder.search, "si")
    press(hand, F11)
    assert desk.finder.search.hasFocus()
    assert desk.finder.typed() == "si"


def test_esc_first_empties_the_entry_and_then_leaves(hand, desk):
    press(hand, F11)
    QTest.keyClicks(desk.finder.search, "siti")
    press(hand, Qt.Key.Key_Escape)
    assert around(hand) == set()
    assert desk.finder.typed() == ""
    press(hand, Qt.Key.Key_Escape)
    assert around(hand) == ALL


def test_esc_in_the_list_does_not_leave_while_something_is_typed(hand, desk):
    press(hand, F11)
    QTest.keyClicks(desk.finder.search, "xy")
    desk.person.new.setFocus()
    press(hand, Qt.Key.Key_Escape)
    assert around(hand) == set()


def test_the_strip_names_the_event_as_plain_text(hand, desk):
    press(hand, F11)
    title, day = hand.wait_for(DeskPlace).texts()
    assert title == "Sosialisasi <b>Pimping</b>"
    assert "Balai Desa" in day


def test_the_strip_names_the_sitting_that_comes_next(hand, program, event):
    from datetime import timedelta

    from models.events.tables import EventSession
    from models.office.queries import wall_now

    with store(program).writing("Plan") as session:
        now = wall_now(session)
        begins, ends = now - timedelta(minutes=1), now + timedelta(minutes=1)
        session.add(EventSession(event_id=event, title="Pagi", starts_at=begins, ends_at=ends))
    program.shell.show_page("event", event_id=event, part="desk")
    hand.wait_for(DeskPane)
    press(hand, F11)
    assert "Pagi" in hand.wait_for(DeskPlace).texts()[1]


def test_it_is_as_it_was_left_when_one_comes_back(hand, program, desk, event, settings):
    press(hand, F11)
    press(hand, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    hand.wait_for(HomePage)
    assert around(hand) >= {"Rail", "menus", "status"}
    assert not hand.window.isFullScreen()
    program.shell.show_page("event", event_id=event, part="desk")
    assert around(hand) == set()
    assert settings.desk_fills
    press(hand, F11)
    program.shell.show_page("home")
    program.shell.show_page("event", event_id=event, part="desk")
    assert around(hand) == ALL


def test_another_part_of_the_event_has_its_surroundings_again(hand, program, desk, event):
    press(hand, F11)
    program.shell.show_page("event", event_id=event, part="plan")
    assert around(hand) == ALL


def test_on_other_pages_the_key_enlarges_the_window_only(hand, program, opened):
    press(hand, F11)
    assert hand.window.isFullScreen()
    assert around(hand) >= {"Rail", "menus", "status"}
    press(hand, F11)
    assert not hand.window.isFullScreen()


def test_keys_of_the_menus_work_while_the_menus_are_hidden(hand, desk):
    press(hand, F11)
    press(hand, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(DeskPane)
    assert around(hand) == set()
    assert desk.finder.search.hasFocus()


def test_the_letters_grow_are_remembered_and_are_ordinary_again_outside(hand, desk, settings):
    name, search = desk.finder.keys, desk.finder.search
    ordinary = name.font().pixelSize(), search.font().pixelSize()
    press(hand, F11)
    first = name.font().pixelSize()
    assert first > ordinary[0]
    hand.seen(DeskPlace)[0].larger.click()
    assert name.font().pixelSize() > first
    assert search.font().pixelSize() > ordinary[1]
    press(hand, F11)
    assert (name.font().pixelSize(), search.font().pixelSize()) == ordinary
    press(hand, F11)
    assert name.font().pixelSize() > first
    assert settings.desk_letters == 130


def test_what_comes_later_is_as_large(hand, desk):
    press(hand, F11)
    desk.take_new()
    ordinary = QApplication.font().pixelSize() or 13
    field = QApplication.focusWidget()
    assert field.fontInfo().pixelSize() > ordinary


def test_everything_on_it_has_a_name(hand, desk):
    press(hand, F11)
    assert unnamed(hand.window) == []


def only(hand, program, event):
    program.keep_desk(event)
    return hand.wait_for(DeskPane)


def test_a_computer_that_is_the_desk_only_shows_nothing_else(hand, program, event):
    only(hand, program, event)
    assert around(hand) == set()
    for name in ("go_home", "go_settings", "new_event", "open_database", "find", "back"):
        assert not program.shell.action(name).isEnabled(), name
    assert not program.shell.show_page("people")
    assert not program.shell.show_page("event", event_id=event, part="people")
    assert hand.seen(DeskPane)
    assert program.shell.action("undo").isVisible()


@pytest.mark.parametrize("key", [F11, Qt.Key.Key_Escape])
def test_leaving_it_wants_the_password(hand, program, event, key):
    only(hand, program, event)
    press(hand, key)
    cover = hand.wait_for(UnlockForm)
    hand.unlock("salah sekali")
    hand._qtbot.waitUntil(lambda: cover.said() != "")
    hand.click("Back to the desk")
    hand.wait_for(DeskPane)
    assert around(hand) == set()
    press(hand, key)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(EventPage)
    assert around(hand) == ALL
    assert program.shell.show_page("home")
    assert only_desk(store(program)) is None


def test_the_pin_lets_one_leave_it_too(hand, program, event):
    set_pin(store(program), store(program).officer_id, "4711", CHEAP)
    only(hand, program, event)
    press(hand, F11)
    hand.wait_for(UnlockForm)
    hand.field("PIN or password").setText("4711")
    hand.enter()
    hand._qtbot.waitUntil(lambda: around(hand) == ALL)


def test_it_is_the_desk_only_when_it_is_started_again(hand, program, event, opened):
    only(hand, program, event)
    program.open(opened)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(DeskPane)
    assert around(hand) == set()
    assert not program.shell.show_page("people")


def test_it_is_the_desk_only_in_another_language_too(hand, program, event):
    only(hand, program, event)
    program.speak("id")
    hand.wait_for(DeskPane)
    assert around(hand) == set()
    assert not program.shell.show_page("people")


def test_a_desk_of_an_event_that_is_gone_is_told_and_nothing_is_closed(hand, program, opened):
    program.keep_desk(12345)
    assert "not there any more" in program.messages.told[-1][0]
    assert program.shell.show_page("people")


def test_the_program_can_be_started_as_the_desk_of_an_event(hand, program, event, opened):
    program.begin(opened, event)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(DeskPane)
    assert around(hand) == set()


def test_the_command_line_takes_an_event_by_its_number(monkeypatch):
    given = []
    monkeypatch.setattr("desktop.window.open_window", lambda *all_of: given.append(all_of) or 0)
    assert main(["--database", "a.jangkau", "--desk", "12"]) == 0
    assert given == [("a.jangkau", None, "12")]
    with pytest.raises(SystemExit):
        main(["--desk", "twelve"])


def test_niks_at_the_desk_are_seen_as_long_as_the_key_is_held(hand, program, event):
    with store(program).writing("Take in") as session:
        add_person(session, PersonDraft(name="Siti Rahmawati", nik="6501034507880002"))
    program.shell.show_page("event", event_id=event, part="desk")
    pane = hand.wait_for(DeskPane)
    QTest.keyClicks(pane.finder.search, "siti")

    def seen():
        model = pane.finder.view.model()
        row = [str(model.index(0, at).data()) for at in range(model.columnCount())]
        return [
            one for one in (*row, *map(said, pane.person.facts.findChildren(Text))) if "6501" in one
        ]

    masked = seen()
    assert len(masked) == 2
    assert all("••••••" in one for one in masked)
    QTest.keyPress(pane.finder.search, Qt.Key.Key_F12)
    assert seen() == ["6501034507880002", "NIK: 6501 0345 0788 0002"]
    QTest.keyRelease(pane.finder.search, Qt.Key.Key_F12)
    assert seen() == masked
    assert pane.finder.typed() == "siti"
