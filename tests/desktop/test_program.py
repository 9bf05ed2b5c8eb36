import logging
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtTest import QTest

from desktop import errors
from desktop.program import start
from models import opening
from models.documents.tables import MediaType
from models.keys import slots_path
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer, change_office, retire_officer
from models.office.tables import Role as WorkRole
from models.partners.drafts import PartnerDraft
from models.partners.operations import add_partner
from models.partners.queries import find_partners
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import PASSWORD, _dressed, store  # noqa: F401 - which the star leaves out
from tests.fixtures import OFFICE
from ui.actions import action_specs
from ui.help_windows import AboutWindow, KeysWindow
from ui.look import Role
from ui.main_window import MainWindow
from ui.pages.home_page import HomePage
from ui.pages.settings_page import SettingsPage
from ui.panes.settings_backup import BackupPanel
from ui.panes.settings_look import LookPanel
from ui.panes.settings_officers import OfficersPanel
from ui.plain import read_aloud
from ui.rail import RailButton
from ui.widgets.text import Text


def test_the_language_changes_in_place_at_the_same_page(hand, program, opened_plain, settings):
    program.shell.show_page("settings")
    before = program.shell.workspace
    hand.choose("language_id")
    assert program.shell.workspace is not before
    assert hand.wait_for(SettingsPage).turn_to(LookPanel).language.value() == "id"
    assert settings.language == "id"
    assert program.shell.action("language_id").isChecked()


def test_the_language_can_be_changed_on_the_settings_page(hand, program, opened_plain, settings):
    program.shell.show_page("settings")
    QTest.keyClick(hand.seen(SettingsPage)[0].turn_to(LookPanel).language, Qt.Key.Key_Up)
    assert settings.language == "id"
    assert hand.wait_for(SettingsPage).turn_to(LookPanel).language.value() == "id"


def test_unsaved_work_is_not_lost_to_another_language(hand, program, opened_plain, messages):
    program.shell.show_page("settings")
    page = hand.seen(SettingsPage)[0]
    hand.type("Town", "Malinau")
    messages.agrees = False
    hand.choose("language_id")
    assert hand.seen(SettingsPage) == [page]
    assert hand.field("Town").text() == "Malinau"
    assert program.shell.action("language_en").isChecked()
    QTest.keyClick(page.turn_to(LookPanel).language, Qt.Key.Key_Up)
    assert page.turn_to(LookPanel).language.value() == "en"


def test_the_theme_changes_at_once_wherever_it_is_chosen(
    hand, program, opened_plain, settings, qapp
):
    program.shell.show_page("settings")
    page = hand.seen(SettingsPage)[0]
    hand.choose("theme_dark")
    assert qapp.palette().window().color().lightness() < 100
    assert (settings.theme, page.turn_to(LookPanel).theme.value()) == ("dark", "dark")
    QTest.keyClick(page.turn_to(LookPanel).theme, Qt.Key.Key_Up)
    assert qapp.palette().window().color().lightness() > 200
    assert program.shell.action("theme_light").isChecked()


def test_a_backup_is_made_told_and_opens(hand, program, opened, messages, tmp_path, qtbot):
    program.shell.show_page("settings")
    copy = tmp_path / "salinan.jangkau"
    messages.files = [copy]
    hand.choose("back_up")
    qtbot.waitUntil(lambda: messages.told != [])
    assert messages.told == [(f"Backed up to {copy}, and the copy opens.", Role.SUCCESS)]
    opening.open_store(copy, PASSWORD).close()
    assert "Last backup" in program.shell.status()
    facts = hand.seen(SettingsPage)[0].turn_to(BackupPanel).facts.shown()
    assert not facts["Last backup"].startswith("None yet.")


def test_a_backup_that_fails_is_told(hand, opened_plain, messages, tmp_path, qtbot):
    messages.files = [tmp_path / "nowhere" / "salinan.jangkau"]
    hand.choose("back_up")
    qtbot.waitUntil(lambda: messages.told != [])
    assert messages.told[0][0].startswith("The copy could not be written to ")


def partners(program):
    with store(program).reading() as session:
        return [row.name for row in find_partners(session, "Dinas", 5)]


def test_when_who_sits_here_is_removed_another_takes_the_place(program, opened_plain, qtbot):
    rina = store(program).officer_id
    with store(program).writing() as session:
        budi = add_officer(session, OfficerDraft(name="Budi", role=WorkRole.ADMINISTRATOR)).id
    with store(program).writing() as session:
        retire_officer(session, rina)
    qtbot.waitUntil(lambda: store(program).officer_id == budi)


def test_the_last_action_is_undone_and_redone_by_name(hand, program, opened_plain, qtbot):
    with store(program).writing() as session:
        add_partner(session, PartnerDraft(name="Dinas & Pertanian"))
    qtbot.waitUntil(lambda: "Dinas && Pertanian" in hand.menu("undo"))
    hand.choose("undo")
    qtbot.waitUntil(lambda: partners(program) == [])
    qtbot.waitUntil(lambda: "Dinas && Pertanian" in hand.menu("redo"))
    hand.choose("redo")
    qtbot.waitUntil(lambda: partners(program) == ["Dinas & Pertanian"])


def test_a_changed_office_is_shown_in_the_rail(hand, program, opened_plain, qtbot):

    with store(program).writing() as session:
        change_office(session, replace(OFFICE, name="Kantor Malinau"))
    rail = program.shell.workspace.rail
    qtbot.waitUntil(lambda: "Kantor Malinau" in [text.text() for text in rail.findChildren(Text)])


def test_who_says_to_sit_here_is_shown_in_the_rail_now_and_next_time(
    hand, program, opened_plain, qtbot
):
    with store(program).writing() as session:
        budi = add_officer(session, OfficerDraft(name="Budi")).id
    rail = program.shell.workspace.rail
    assert "Rina Contoh · Lock" in [one.words() for one in rail.findChildren(RailButton)]
    program.shell.show_page("settings")
    hand.seen(SettingsPage)[0].turn_to(OfficersPanel).show_officer(budi)
    hand.click("I sit here")
    assert "Budi · Lock" in [one.words() for one in rail.findChildren(RailButton)]
    program.open(opened_plain)
    qtbot.waitUntil(lambda: not program.busy and program.shell.workspace.rail is not rail)
    assert store(program).officer_id == budi


@pytest.mark.parametrize(("name", "kind"), [("keys", KeysWindow), ("about", AboutWindow)])
def test_help_is_there_before_and_after_a_database_is_open(hand, program, plain, qtbot, name, kind):
    program.welcome()
    hand.choose(name)
    hand.wait_for(kind).close()
    program.open(plain)
    hand.wait_for(HomePage)
    hand.choose(name)
    shown = hand.wait_for(kind)
    if kind is KeysWindow:
        assert "Show the page Home" in shown.shown["Go"].values()
    shown.close()


def test_nothing_in_the_menus_is_idle(program, opened_plain):
    for spec in action_specs():
        action = program.shell.action(spec.name)
        assert read_aloud(action.text()).startswith(read_aloud(spec.text))


def test_a_fault_is_told_without_what_it_was_about(program, messages, tmp_path):
    try:
        raise ValueError("NIK 6404010101900001")
    except ValueError as error:
        program.tell_fault(error)
        said = errors.places(ValueError, error.__traceback__)
    assert "640401" not in messages.told[0][0] + said
    assert said.startswith("ValueError test_program.py:")


@pytest.fixture
def hooks(new_computer, tmp_path, monkeypatch):
    """What is told of errors and of Qt's messages, put back after the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    excepthook, handlers = sys.excepthook, list(logging.getLogger().handlers)
    qt = qInstallMessageHandler(None)
    qInstallMessageHandler(qt)
    yield
    sys.excepthook = excepthook
    qInstallMessageHandler(qt)
    for added in set(logging.getLogger().handlers) - set(handlers):
        logging.getLogger().removeHandler(added)
        added.close()


def test_started_it_speaks_as_told_and_logs_faults_without_their_values(
    qtbot, qapp, look, settings, tmp_path, hooks
):
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    started = start(qapp, window, look, settings, "en")
    assert settings.language == "en"
    try:
        raise ValueError("NIK 6404010101900001")
    except ValueError:
        sys.excepthook(*sys.exc_info())
    qInstallMessageHandler(None)
    started.close()
    [log] = (tmp_path / "state").rglob("jangkau.log")
    assert "CRITICAL jangkau ValueError test_program.py:" in log.read_text()
    assert "6404010101900001" not in log.read_text()
    assert started.shell.notices.texts() == [
        "Something went wrong. What was saved is safe; the particulars are in the log."
    ]


def test_closing_lets_go_of_the_database(program, opened, tmp_path):
    program.close()
    assert program.shell.workspace is not None
    moved = opened.rename(tmp_path / "moved.jangkau")
    slots_path(opened).rename(slots_path(moved))
    opening.open_store(moved, PASSWORD).close()


def test_files_lent_to_other_programs_are_taken_back_at_the_end(program, opened):
    lent = program._workshop.bench.lent
    copy = lent.lend("0" * 64, "surat.pdf", MediaType.PDF, b"%PDF-1.7")
    program.close()
    assert not copy.parent.exists()
