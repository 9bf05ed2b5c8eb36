from PySide6.QtCore import Qt
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
