"""A scanner told from typing: real key events, at real speeds, to windows and to fields."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from ui.scanner import ScannerWatch
from ui.scanning import ScanHabit

NIK = "6501034507880002"
SLOW = 60
"""Milliseconds between two keys of a quick hand."""
SETTLED = 120
"""Milliseconds after which nothing waits any more."""


@pytest.fixture
def field(stage):
    made = QLineEdit()
    stage.layout().addWidget(made)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def button(stage, field):
    made = QPushButton("Save")
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def pressed(button):
    times = []
    button.clicked.connect(lambda: times.append(1))
    return times


@pytest.fixture
def watch(qapp, field):
    made = ScannerWatch(ScanHabit())
    QTest.keyClick(QApplication.focusWindow(), "x")  # the first key ever takes Qt a while
    field.clear()
    made.watch()
    yield made
    made.rest()


@pytest.fixture
def heard(watch):
    scans = []
    watch.heard.connect(lambda one: scans.append(one.text))
    return scans


def scan(text, end=Qt.Key.Key_Return, delay=-1, to=None):
    """Write as a scanner does, to the window that has the keyboard unless told otherwise."""
    window = to or QApplication.focusWindow()
    for letter in text:
        QTest.keyClick(window, letter, delay=delay)
    if end is not None:
        QTest.keyClick(window, end, delay=delay)


def post(receiver, text):
    """Post keys without any delay, Enter behind them."""
    for letter in [*text, "\r"]:
        key = Qt.Key.Key_Return if letter == "\r" else ord(letter.upper())
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.postEvent(receiver, event)


def test_what_a_scanner_writes_lands_in_no_field(qtbot, field, heard):
    scan(NIK)
    qtbot.waitUntil(lambda: heard == [NIK + "\r"])
    assert field.text() == ""


@pytest.mark.parametrize("delay", [1, 5, 15])
def test_scanners_of_any_speed_are_heard(qtbot, field, heard, delay):
    scan("BP-220628-0-0001", delay=delay)
    qtbot.waitUntil(lambda: heard == ["BP-220628-0-0001\r"])
    assert field.text() == ""


def test_keys_posted_all_at_once_are_a_scanner(qtbot, field, heard):
    post(field, NIK)
    qtbot.waitUntil(lambda: heard == [NIK + "\r"])
    assert field.text() == ""


def test_a_scanner_without_an_end_is_heard_after_a_pause(qtbot, field, heard):
    scan(NIK, end=None)
    qtbot.waitUntil(lambda: heard == [NIK])
    assert field.text() == ""


def test_a_scanner_presses_no_button(qtbot, button, pressed, heard):
    button.setDefault(True)
    button.setFocus()
    scan(NIK)
    scan("siti 22", end=Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard == [NIK + "\rsiti 22\t"], "one burst: two scans at once"
    assert pressed == []
    assert button.hasFocus()


def test_a_scanner_triggers_no_shortcut(qtbot, stage, field, heard):
    done = []
    for keys in ("B", "Return", "Ctrl+]"):
        shortcut = QShortcut(QKeySequence(keys), stage)
        shortcut.activated.connect(lambda: done.append(1))
    window = QApplication.focusWindow()
    for letter in "BBB":
        QTest.keyClick(window, letter)
    QTest.keyClick(window, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    scan("123")
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert done == []


def test_typing_is_handed_on_unchanged(qtbot, field, heard):
    for letter in "Siti R.":
        QTest.keyClick(field, letter, delay=SLOW)
    qtbot.waitUntil(lambda: field.text() == "Siti R.")
    QTest.qWait(SETTLED)
    assert heard == []


@pytest.mark.parametrize("to_window", [True, False])
def test_a_letter_typed_is_held_for_less_than_fifty_milliseconds(qtbot, field, watch, to_window):
    receiver = QApplication.focusWindow() if to_window else field
    QTest.keyClick(receiver, "s")
    qtbot.waitUntil(lambda: field.text() == "s")
    assert watch._pause.interval() < 50


def test_once_the_scanner_is_known_letters_wait_less(qtbot, field, watch):
    watch.expect(ScanHabit(pace=12))
    QTest.keyClick(field, "s")
    assert watch._pause.interval() <= 15


def test_two_letters_that_came_close_are_typed_in_their_order(qtbot, field, heard):
    QTest.keyClicks(field, "ab")
    QTest.keyClick(field, "c", delay=SLOW)
    qtbot.waitUntil(lambda: field.text() == "abc")
    assert heard == []


def test_a_few_letters_at_once_without_an_end_are_typed(qtbot, field, heard):
    QTest.keyClicks(field, "abcd")
    qtbot.waitUntil(lambda: field.text() == "abcd")
    assert heard == []


def test_half_a_scan_that_ends_is_told_and_typed_nowhere(qtbot, field, button, pressed, heard):
    button.setDefault(True)
    scan("650")
    qtbot.waitUntil(lambda: heard == ["650\r"])
    assert (field.text(), pressed) == ("", [])


def test_enter_after_typing_reaches_the_field_behind_the_letters(qtbot, field, heard):
    entered = []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    QTest.keyClick(field, "a")
    QTest.keyClick(field, "b")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered == ["ab"]
    assert heard == []


def test_keys_that_write_nothing_go_on_at_once_behind_the_letters(qtbot, field, heard):
    QTest.keyClick(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, "b")
    QTest.keyClick(field, Qt.Key.Key_Home)
    assert field.text() == "ba"


def test_keys_with_ctrl_go_on_at_once(qtbot, field, watch):
    field.setText("abc")
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert field.selectedText() == "abc"


def test_space_presses_the_button_it_is_typed_at(qtbot, button, pressed, watch):
    button.setFocus()
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: pressed == [1])


def test_a_key_that_is_held_is_no_scanner(qtbot, field, heard):
    QTest.keyPress(field, "a")
    for _one in range(12):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True
        )
        QCoreApplication.sendEvent(field, event)
    QTest.keyRelease(field, "a")
    assert field.text() == "a" * 13
    QTest.qWait(SETTLED)
    assert heard == []


def test_what_an_input_method_writes_is_untouched_and_stays_in_order(qtbot, field, heard):
    QTest.keyClick(field, "a")
    event = QInputMethodEvent("", [])
    event.setCommitString("é-ê-è-ë-ē")
    QCoreApplication.sendEvent(field, event)
    assert field.text() == "aé-ê-è-ë-ē"
    QTest.qWait(SETTLED)
    assert heard == []


def test_a_dead_key_is_untouched(qtbot, field, watch):
    seen = []
    field.keyPressEvent = lambda event: seen.append(event.key())
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Dead_Acute, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(field, event)
    assert seen == [Qt.Key.Key_Dead_Acute]


def test_letters_that_wait_go_where_they_were_typed(qtbot, stage, field, watch):
    other = QLineEdit()
    stage.layout().addWidget(other)
    other.show()
    QTest.keyClick(field, "a")
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert (field.text(), other.text()) == ("a", "")


def test_a_field_gone_meanwhile_takes_its_letters_along(qtbot, stage, field, heard):
    doomed = QLineEdit()
    stage.layout().addWidget(doomed)
    QTest.keyPress(doomed, "a")
    doomed.deleteLater()
    QTest.qWait(SETTLED)
    assert field.text() == ""


def test_the_release_of_a_scanners_key_reaches_nobody(qtbot, field, heard):
    released = []
    field.keyReleaseEvent = lambda event: released.append(event.key())
    scan(NIK)
    qtbot.waitUntil(lambda: len(heard) == 1)
    QTest.qWait(SETTLED)
    assert released == []


def test_a_learnt_suffix_ends_a_scan_at_once(qtbot, field, watch, heard):
    watch.expect(ScanHabit(suffix="#"))
    scan("650103#", end=None)
    QTest.qWait(1)
    assert heard == ["650103#"]


def test_a_learnt_control_sign_before_a_code_is_kept_from_the_field(qtbot, field, watch, heard):
    watch.expect(ScanHabit(prefix="\x02"))
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    scan("650103")
    qtbot.waitUntil(lambda: heard == ["\x02650103\r"])


def test_capital_letters_with_their_shift_keys_are_one_scan(qtbot, field, heard):
    window = QApplication.focusWindow()
    for letter in "JKMPBP":
        QTest.keyPress(window, Qt.Key.Key_Shift)
        QTest.keyClick(window, letter, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyRelease(window, Qt.Key.Key_Shift)
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: heard == ["JKMPBP\r"])


def test_a_code_of_several_lines_is_one_scan(qtbot, field, heard):
    scan("NIK 6501034507880002")
    scan("SITI")
    qtbot.waitUntil(lambda: heard == ["NIK 6501034507880002\rSITI\r"])


def test_garbage_of_four_kilobytes_ends_and_leaves_nothing_behind(qtbot, field, heard):
    scan("x" * 4500)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert len(heard[0]) == 4096
    QTest.qWait(SETTLED)
    QTest.keyClick(field, "a", delay=SLOW)
    qtbot.waitUntil(lambda: field.text() == "a")


def test_at_rest_nothing_is_held_back(qtbot, field, watch, heard):
    QTest.keyClick(field, "a")
    watch.rest()
    assert field.text() == "a"
    QTest.keyClicks(field, NIK)
    assert field.text() == "a" + NIK
    assert heard == []


def test_a_letter_that_waits_comes_before_the_shortcut_after_it(stage, field, watch):
    found = []
    shortcut = QShortcut(QKeySequence("F2"), stage)
    shortcut.activated.connect(lambda: found.append(field.text()))
    QTest.keyClick(field, "6")
    QTest.keyClick(field, Qt.Key.Key_F2)
    assert found == ["6"]
