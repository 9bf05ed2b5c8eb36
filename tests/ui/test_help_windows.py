import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from shiboken6 import isValid

from models.words import speak
from tests.reports.values import text
from tests.ui.reach import said, unnamed
from ui.actions import action_specs, page_specs
from ui.help_windows import AboutWindow, KeysWindow, key_groups, key_name
from ui.page_keys import page_keys, place_titles
from ui.widgets.text import Text

PAGES = [("home", "Home", "house"), ("settings", "Settings", "settings")]


@pytest.fixture
def keys(stage, qtbot):
    window = KeysWindow((*action_specs(), *page_specs(PAGES)), stage)
    window.show()
    qtbot.waitUntil(window.isVisible)
    yield window
    if isValid(window):
        window.close()


@pytest.fixture
def about(stage, qtbot):
    window = AboutWindow(stage)
    window.show()
    qtbot.waitUntil(window.isVisible)
    yield window
    if isValid(window):
        window.close()


def test_every_key_of_the_menus_is_listed_with_what_it_does(keys):
    specs = [spec for spec in (*action_specs(), *page_specs(PAGES)) if spec.shortcuts()]
    own = place_titles().values()
    of_menus = {menu: keys.shown[menu] for menu in keys.shown if menu not in own}
    listed = {key: what for menu in of_menus.values() for key, what in menu.items()}
    assert listed == {key_name(spec): spec.tip for spec in specs}
    assert keys.shown["Edit"]["Ctrl+K"] == "Search people, events, partners"
    assert keys.shown["Go"]["Ctrl+1"] == "Show the page Home"


def test_the_keys_of_single_pages_follow_those_of_the_menus(keys):
    titles = list(place_titles().values())
    assert list(place_titles()) == list(page_keys())
    assert list(keys.shown)[-len(titles) :] == titles
    assert keys.shown["Desk"]["F4 / Ctrl+Enter"] == "Enrol the person chosen"
    assert keys.shown["Desk"]["↑ / ↓"] == "Choose among those found"
    texts = [label.text() for label in keys.findChildren(Text)]
    assert "F4 / Ctrl+Enter" in texts


def test_what_has_no_key_is_left_out(keys):
    told = [pair for menu in keys.shown.values() for pair in menu.items()]
    assert "Version and licences" not in [what for _key, what in told]
    assert all(key for key, _what in told)
    assert all(keys.shown.values())


def test_the_list_is_scrolled_with_the_arrow_keys(keys):
    keys.resize(400, 250)
    area = keys.findChild(QScrollArea)
    assert keys.focusWidget() is area
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_key_closes_it_for_good(qtbot, keys, key):
    QTest.keyClick(keys.focusWidget(), key)
    qtbot.waitUntil(lambda: not isValid(keys))


def test_the_keys_are_said_in_the_language_of_the_screen(stage):
    speak("id")
    window = KeysWindow(action_specs(), stage)
    told = {what for menu in window.shown.values() for what in menu.values()}
    assert {spec.tip for spec in action_specs() if spec.shortcuts()} < told
    assert {key.what for keys in page_keys().values() for key in keys} < told


def test_about_tells_version_and_licences(about):
    shown = about.licences.toPlainText()
    assert "MIT License" in shown
    assert "SIL Open Font License" in shown
    assert "PySide6 6." in shown
    assert "LGPL" in shown
    assert "sqlcipher3" in shown
    assert about.licences.isReadOnly()


def test_packages_for_developers_are_not_listed(about):
    assert "pytest" not in about.licences.toPlainText()


def test_every_control_has_a_name(keys, about):
    assert unnamed(keys) == []
    assert unnamed(about) == []
    assert said(about.licences) == "Licences"


@pytest.fixture
def printable(stage, bench, qtbot):
    window = KeysWindow((*action_specs(), *page_specs(PAGES)), stage, bench)
    window.show()
    qtbot.waitUntil(window.isVisible)
    yield window
    if isValid(window):
        window.close()


def test_all_that_is_listed_is_on_the_sheet_the_desk_first(printable):
    groups = key_groups(printable.shown)
    assert {group.title: dict(group.lines) for group in groups} == printable.shown
    assert [group.title for group in groups[:2]] == ["Desk", "Enrolment at the desk"]


def test_the_sheet_is_saved_as_pdf(printable, bench, messages, tmp_path, qtbot):
    target = tmp_path / "tombol.pdf"
    messages.files = [target]
    printable.save.click()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert "Enrol the person chosen" in text(target.read_bytes())
    assert messages.told[-1][0] == "Saved as tombol.pdf"


def test_the_sheet_is_printed(printable, bench, messages, qtbot, monkeypatch, tmp_path):
    out = tmp_path / "paper.pdf"

    def to_a_file(printer, _pages, _window):
        printer.setOutputFileName(str(out))
        return True

    monkeypatch.setattr("ui.printing.choose_printer", to_a_file)
    printable.print.click()
    qtbot.waitUntil(lambda: not bench.tasks.busy and messages.told != [])
    assert "sent to print" in messages.told[-1][0]
    assert out.read_bytes().startswith(b"%PDF")


def test_without_a_database_there_is_nothing_to_print_with(keys):
    assert not hasattr(keys, "print")


def test_every_control_of_the_printable_list_has_a_name(printable):
    assert unnamed(printable) == []
