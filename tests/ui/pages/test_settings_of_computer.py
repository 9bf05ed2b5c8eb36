import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLineEdit, QPushButton

from models.backups.making import back_up
from models.office.at_desk import officer_here
from models.office.pins import check_pin, has_pin
from models.progress import finish
from tests.ui.pages.settings_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.settings_at_hand import (
    OTHER,
    PASSWORD,
    button,
    click,
    field,
    opens,
)
from tests.ui.reach import unnamed
from ui.forms.recovery_form import RecoveryForm
from ui.panes.settings_backup import BackupPanel
from ui.panes.settings_look import LookPanel
from ui.panes.settings_officers import OfficersPanel
from ui.panes.settings_safety import SafetyPanel
from ui.widgets.code_view import CodeView
from ui.widgets.notice import Notice
from ui.widgets.text import Text


def test_language_and_theme_are_asked_of_the_program(page, asked, settings):
    page.turn_to(LookPanel).language.setFocus()
    QTest.keyClick(page.turn_to(LookPanel).language, Qt.Key.Key_Up)
    page.turn_to(LookPanel).theme.setFocus()
    QTest.keyClick(page.turn_to(LookPanel).theme, Qt.Key.Key_Down)
    assert asked.what == [("speak", "id"), ("wear", "light")]
    settings.theme = "dark"
    asked.changed.emit()
    assert page.turn_to(LookPanel).theme.value() == "dark"
    assert page.turn_to(LookPanel).language.value() == "en"


def test_a_database_without_password_says_so_and_offers_no_change_of_it(page):
    shown = [
        one.text() for one in page.turn_to(SafetyPanel).findChildren(QPushButton) if one.isVisible()
    ]
    assert shown == ["Set a PIN…", "Lock now"]
    warning = page.turn_to(SafetyPanel).findChild(Notice)
    assert warning.text() == "This database has no password. Use it for trying out only."


def test_the_minutes_until_the_lock_are_told(show, protected, asked):
    page = show(protected[0])
    assert page.turn_to(SafetyPanel).minutes.value() == 10
    QTest.keyClick(page.turn_to(SafetyPanel).minutes, Qt.Key.Key_Home)
    assert page.turn_to(SafetyPanel).minutes.currentText() == "Never"
    QTest.keyClick(page.turn_to(SafetyPanel).minutes, Qt.Key.Key_Down)
    click(page.turn_to(SafetyPanel), "Lock now")
    assert asked.what == [("lock_after", 0), ("lock_after", 5), ("lock",)]


def test_unusual_minutes_are_shown_as_they_are(show, protected, settings):
    settings.lock_minutes = 7
    assert show(protected[0]).turn_to(SafetyPanel).minutes.currentText() == "After 7 minutes"


def test_the_password_is_changed(qtbot, show, protected, messages):
    bench, code = protected
    page = show(bench)
    click(page.turn_to(SafetyPanel), "Change the password…")
    assert page.window().focusWidget() is field(
        page.turn_to(SafetyPanel), "Password or recovery code"
    )
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "Password or recovery code"), PASSWORD)
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "New password"), OTHER)
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "The same once more"), OTHER)
    QTest.keyClick(field(page.turn_to(SafetyPanel), "The same once more"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: messages.told != [])
    assert messages.told[0][0] == "The password was changed."
    assert page.turn_to(SafetyPanel).shown() is page.turn_to(SafetyPanel).offers
    path = bench.store.path
    assert opens(path, OTHER)
    assert opens(path, code)
    assert not opens(path, PASSWORD)


def test_a_wrong_password_is_said_beside_its_field_and_nothing_is_changed(qtbot, show, protected):
    bench, _code = protected
    page = show(bench)
    click(page.turn_to(SafetyPanel), "Change the password…")
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "Password or recovery code"), "salah sekali")
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "New password"), OTHER)
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "The same once more"), OTHER)
    click(page.turn_to(SafetyPanel), "Change the password")
    qtbot.waitUntil(lambda: page.turn_to(SafetyPanel).password.said() != "")
    assert page.turn_to(SafetyPanel).password.said().startswith("That is not the password")
    assert opens(bench.store.path, PASSWORD)
    assert not opens(bench.store.path, OTHER)


def test_a_key_file_that_is_gone_is_told(qtbot, show, protected, messages):
    bench, _code = protected
    page = show(bench)
    shutil.move(bench.store.path.with_name("terkunci.jangkau.keys"), bench.store.path.parent / "x")
    click(page.turn_to(SafetyPanel), "New recovery code…")
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "Password or recovery code"), PASSWORD)
    click(page.turn_to(SafetyPanel), "Make a new code")
    qtbot.waitUntil(lambda: messages.told != [])
    assert messages.told[0][0].startswith("The key file terkunci.jangkau.keys is missing")
    assert button(page.turn_to(SafetyPanel), "Make a new code").isEnabled()


def test_a_new_recovery_code_is_shown_once_and_the_old_one_is_of_no_use(
    qtbot, show, protected, messages
):
    bench, old = protected
    page = show(bench)
    click(page.turn_to(SafetyPanel), "New recovery code…")
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "Password or recovery code"), PASSWORD)
    QTest.keyClick(field(page.turn_to(SafetyPanel), "Password or recovery code"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.window().findChild(QDialog) is not None)
    dialog = page.window().findChild(QDialog)
    qtbot.waitUntil(dialog.isVisible)
    code = "-".join(group.text() for group in dialog.findChild(CodeView).findChildren(Text))
    assert opens(bench.store.path, code)
    assert opens(bench.store.path, PASSWORD)
    assert not opens(bench.store.path, old)
    assert unnamed(dialog) == []
    dialog.findChild(QCheckBox).setChecked(True)
    click(dialog.findChild(RecoveryForm), "Go on")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    qtbot.waitUntil(lambda: page.window().findChild(QDialog) is None)
    assert messages.asked == []


def test_leaving_the_page_forgets_a_password_half_typed(show, protected):
    page = show(protected[0])
    click(page.turn_to(SafetyPanel), "Change the password…")
    QTest.keyClicks(field(page.turn_to(SafetyPanel), "Password or recovery code"), PASSWORD)
    assert page.may_leave()
    assert page.turn_to(SafetyPanel).shown() is page.turn_to(SafetyPanel).offers
    typed = {one.text() for one in page.turn_to(SafetyPanel).findChildren(QLineEdit)}
    assert typed == {""}


def test_it_is_told_where_the_database_is_and_when_it_was_copied(bench, page, asked, tmp_path):
    shown = page.turn_to(BackupPanel).facts.shown()
    assert shown["File"] == "office.jangkau"
    assert shown["Folder"] == str(bench.store.path.parent)
    assert shown["Last backup"].startswith("None yet.")
    click(page.turn_to(BackupPanel), "Back up to a file…")
    assert asked.what == [("back_up",)]
    finish(back_up(bench.store, tmp_path / "salinan.jangkau"))
    asked.changed.emit()
    assert " at " in page.turn_to(BackupPanel).facts.shown()["Last backup"]


@pytest.mark.parametrize("width", [1366, 630])
def test_nothing_is_wider_than_the_page(page, width):
    page.window().resize(width, 600)
    QTest.qWait(50)
    bar = page._scroll.horizontalScrollBar()
    assert bar.maximum() == 0


def test_every_control_has_a_name(show, protected):
    page = show(protected[0])
    page.turn_to(OfficersPanel).begin_new()
    assert unnamed(page.window()) == []
    page.turn_to(SafetyPanel)._show(page.turn_to(SafetyPanel).password)
    assert unnamed(page.window()) == []


def set_pin_in(panel, pin, again, secret=None):
    click(panel, "Set a PIN…")
    if secret is not None:
        QTest.keyClicks(panel.pin._secret._line, secret)
    QTest.keyClicks(panel.pin.pin._line, pin)
    QTest.keyClicks(panel.pin.again._line, again)


def test_a_pin_is_set_with_the_password_and_removed_again(show, protected, asked, qtbot):
    bench = protected[0]
    officer = bench.store.officer_id = officer_here(bench.store)
    panel = show(bench).turn_to(SafetyPanel)
    set_pin_in(panel, "4711", "4711", "falsch geraten")
    QTest.keyClick(panel.pin.again._line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert "not the password" in panel.pin.said()
    assert not has_pin(bench.store, officer)
    panel.pin._secret._line.selectAll()
    QTest.keyClicks(panel.pin._secret._line, PASSWORD)
    QTest.keyClick(panel.pin._secret._line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    check_pin(bench.store, officer, "4711")
    assert panel.shown() is panel.offers
    assert ("lock_after", 10) in asked.what
    assert panel.set_pin.text() == "Change the PIN…"
    click(panel, "Remove the PIN")
    assert not has_pin(bench.store, officer)
    assert not panel.no_pin.isVisible()


def test_where_there_is_no_password_a_pin_is_set_alone(page, bench, qtbot):
    officer = bench.store.officer_id = officer_here(bench.store)
    panel = page.turn_to(SafetyPanel)
    panel.read()
    set_pin_in(panel, "90210", "90210")
    QTest.keyClick(panel.pin.again._line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    check_pin(bench.store, officer, "90210")


@pytest.mark.parametrize(
    ("pin", "again", "said"),
    [("123", "", "4 to 8 digits"), ("1234", "", "Too easy"), ("4711", "4712", "differ")],
)
def test_what_is_wrong_with_a_pin_is_said_beside_it(page, bench, pin, again, said):
    bench.store.officer_id = officer_here(bench.store)
    panel = page.turn_to(SafetyPanel)
    panel.read()
    set_pin_in(panel, pin, again)
    rows = panel.pin._own
    assert any(said in rows.row(name).said() for name in ("pin", "again"))
    assert not panel.pin._agree.isEnabled()
    QTest.keyClick(panel.pin.again._line, Qt.Key.Key_Escape)
    assert panel.shown() is panel.offers
    assert panel.pin.pin.text() == ""
