"""What keyboard and screen reader reach in a window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


def said(widget, kind=QAccessible.Text.Name):
    """Return what a screen reader says of ``widget``."""
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(kind) if face else ""


def stops(window):
    """Press Tab until it comes round, and return the widgets it came by, in order."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    found = []
    while True:
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached = QApplication.focusWidget()
        if reached is None or reached in found:
            return found
        found.append(reached)


def unnamed(window):
    """Return the controls that Tab comes by and that a screen reader has no name for."""
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in stops(window)
        if not said(widget)
    ]
