"""From the file of a packet to the open desk and home again, in the program's own window."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

import desktop.unpacking
from desktop.__main__ import _options
from models.packets.coming_home import look_into
from models.packets.here import packet_here
from models.people.tables import Person
from models.progress import finish
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed  # noqa: F401 - which the star leaves out
from tests.ui.dragging import carrying, drag, drop
from tests.ui.packets_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.packets_at_hand import EVENT, _field_made  # noqa: F401 - as above
from ui.forms.packet_form import PacketForm
from ui.forms.recovery_form import RecoveryForm
from ui.forms.unlock_form import UnlockForm
from ui.forms.welcome_form import WelcomeForm
from ui.pages.elsewhere_page import ElsewherePage
from ui.pages.event_page import EventPage
from ui.pages.home_page import HomePage
from ui.pages.packets_page import PacketsPage
from ui.panes.desk_pane import DeskPane
from ui.panes.packet_banner import PacketBanner

PASSWORD = "sawah hijau pagi"


@pytest.fixture
def office(program, hand, field):
    """The program, open on the office that gave the packets out."""
    program.begin(field.store.path)
    hand.wait_for(HomePage)
    return program


def sit_down(hand, qtbot, phrase):
    """Type the phrase and a password, and go on to the desk."""
    form = hand.wait_for(PacketForm)
    QTest.keyClicks(form.phrase, phrase)
    hand.enter()
    qtbot.waitUntil(lambda: form.who.isVisible())
    hand.type("New password", PASSWORD)
    hand.type("The same once more", PASSWORD)
    hand.enter()
    hand.wait_for(RecoveryForm).findChild(QCheckBox).click()
    hand.click("Go on")
    hand.wait_for(PacketBanner)
    return form


def test_from_the_welcome_a_packet_becomes_a_desk(program, hand, qtbot, messages, field):
    program.begin(None)
    hand.wait_for(WelcomeForm)
    messages.files = [field.packets[0]]
    hand.click("Open a desk packet")
    form = hand.wait_for(PacketForm)
    assert form.facts.shown()["Office"] == "Kantor Cabang Bulungan"
    assert form.facts.shown()["Desk"] == "Meja 2"
    assert form.facts.shown()["Made"]
    sit_down(hand, qtbot, field.phrases[0])
    assert hand.wait_for(PacketBanner).words.text() == (
        f"Packet of Meja 2 for “{EVENT}”, Kantor Cabang Bulungan"
    )
    assert hand.wait_for(DeskPane)
    with program._workshop.store.reading() as session:
        assert packet_here(session).desk == "Meja 2"
    assert program._workshop.store.signed_in


def test_what_was_done_at_the_desk_goes_home(program, hand, qtbot, messages, field, tmp_path):
    program.begin(field.packets[0])
    sit_down(hand, qtbot, field.phrases[0])
    with program._workshop.store.writing("Write down a phone") as session:
        session.get_one(Person, field.people[1]).phone = "+6281200001111"
    home = tmp_path / "stick.jangkau-return"
    messages.files = [home]
    hand.click("Bring home")
    qtbot.waitUntil(lambda: home.exists() and not program.busy)
    assert messages.told[-1][0].startswith("stick.jangkau-return holds all that was done")
    assert finish(look_into(field.store, home)).plan.actions == 2


def test_a_desk_at_which_nothing_was_done_has_nothing_to_bring(
    program, hand, qtbot, messages, field, tmp_path
):
    program.begin(field.packets[0])
    sit_down(hand, qtbot, field.phrases[0])
    messages.files = [tmp_path / "stick.jangkau-return"]
    hand.click("Bring home")
    qtbot.waitUntil(lambda: bool(messages.told) and not program.busy)
    assert messages.told[-1][0] == "Nothing was done at this desk yet."
    assert not (tmp_path / "stick.jangkau-return").exists()


def test_pages_of_which_nothing_is_in_a_packet_say_so(program, hand, qtbot, field):
    program.begin(field.packets[0])
    sit_down(hand, qtbot, field.phrases[0])
    program.shell.show_page("reports")
    page = hand.wait_for(ElsewherePage)
    page.nothing.chosen.emit()
    hand.wait_for(EventPage)


def test_the_desk_opens_again_by_its_password_alone(program, hand, qtbot, field):
    program.begin(field.laptops[0])
    hand.wait_for(UnlockForm)
    hand.unlock("rahasia meja dua")
    hand.wait_for(PacketBanner)
    assert hand.wait_for(DeskPane)


def test_a_wrong_phrase_is_said_beside_it_and_stays(program, hand, qtbot, field):
    program.begin(field.packets[0])
    form = hand.wait_for(PacketForm)
    QTest.keyClicks(form.phrase, "salah ketik")
    hand.enter()
    assert form.said() == ("“salah” is none of the words of a phrase. Look for a slip in it.")
    form.phrase.setText(field.phrases[1])
    hand.enter()
    qtbot.waitUntil(lambda: form.said().startswith("That is not the phrase"))
    assert form.phrase.text() == field.phrases[1]


def test_esc_leads_back_step_by_step(program, hand, qtbot, field):
    program.begin(field.packets[0])
    form = hand.wait_for(PacketForm)
    form.phrase.setText(field.phrases[0])
    hand.enter()
    qtbot.waitUntil(lambda: form.who.isVisible())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert form.phrase.isVisible()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    hand.wait_for(WelcomeForm)


def test_a_password_too_short_does_not_begin(program, hand, qtbot, field):
    program.begin(field.packets[0])
    form = hand.wait_for(PacketForm)
    form.phrase.setText(field.phrases[0])
    hand.enter()
    qtbot.waitUntil(lambda: form.who.isVisible())
    hand.type("New password", "kurang")
    assert not form.begin.isEnabled()
    hand.enter()
    assert form.who.isVisible()


def test_a_name_that_is_taken_is_said_before_it_is_written(program, hand, qtbot, messages, field):
    program.begin(field.packets[0])
    form = hand.wait_for(PacketForm)
    form.phrase.setText(field.phrases[0])
    hand.enter()
    qtbot.waitUntil(lambda: form.who.isVisible())
    messages.files = [field.store.path]
    hand.click("Change where the database is kept")
    hand.type("New password", PASSWORD)
    hand.type("The same once more", PASSWORD)
    assert not form.begin.isEnabled()
    assert "is there already" in form.begin.accessibleDescription()


def test_a_packet_dropped_on_the_office_is_opened(office, hand, field):
    drop(office.shell.window, carrying(field.packets[0]))
    assert hand.wait_for(PacketForm).facts.shown()["Desk"] == "Meja 2"


def test_what_comes_home_dropped_on_the_office_is_looked_into(office, hand, qtbot, field):
    drop(office.shell.window, carrying(*field.returns))
    page = hand.wait_for(PacketsPage)
    qtbot.waitUntil(lambda: sum(card.ready for card in page.merging.cards) == 2)


def test_the_window_leaves_other_files_alone(office, tmp_path):
    assert not drag(office.shell.window, carrying(tmp_path / "list.xlsx")).isAccepted()


def test_nothing_is_taken_through_the_lock(office, field):
    office._locking.lock()
    assert not drag(office.shell.window, carrying(field.packets[0])).isAccepted()


def test_of_what_is_no_packet_it_is_said_and_the_office_stays(
    office, hand, qtbot, messages, tmp_path
):
    strange = tmp_path / "strange.jangkau-desk"
    strange.write_text("<b>nothing</b>")
    office.open(strange)
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == "strange.jangkau-desk is no packet of this program."
    assert hand.seen(HomePage)


def test_a_clock_before_the_packet_was_made_is_told(
    program, hand, qtbot, messages, field, monkeypatch
):
    class Early(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(1970, 1, 1, 12, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(desktop.unpacking, "datetime", Early)
    program.begin(field.packets[0])
    sit_down(hand, qtbot, field.phrases[0])
    assert any("set the clock" in text for text, _role in messages.told)


@pytest.mark.parametrize("name", ["Meja 2.jangkau-desk", "MEJA.JANGKAU-DESK", "kantor.jangkau"])
def test_a_file_given_alone_is_opened_in_the_window(name):
    assert _options([name]) == {"--database": name}


def test_other_words_are_commands():
    assert _options(["verify"]) is None
