from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QVBoxLayout

from tests.ui.reach import said
from ui.widgets.search_field import SearchField


def test_escape_clears_the_field_first_and_then_closes_the_dialog(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field = SearchField("Cari nama")
    QVBoxLayout(dialog).addWidget(field)
    dialog.show()
    QTest.keyClicks(field, "pimp")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert dialog.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_field_is_called_by_its_hint(qtbot):
    field = SearchField("Cari nama")
    qtbot.addWidget(field)
    assert said(field) == "Cari nama"


def test_with_nothing_typed_to_take_back_the_last_step_of_the_program_is_taken_back(qtbot):
    window, undone, redone = QDialog(), [], []
    qtbot.addWidget(window)
    field = SearchField("Cari nama")
    QVBoxLayout(window).addWidget(field)
    for key, done in ((QKeySequence.StandardKey.Undo, undone), (QKeySequence("Ctrl+Y"), redone)):
        QShortcut(key, window).activated.connect(lambda done=done: done.append(1))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "pimp")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), undone) == ("", []), "what was typed comes first"
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    field.setText("baru")
    QTest.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), redone) == ("baru", [1])
