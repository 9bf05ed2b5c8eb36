"""Signing on a pad as a hand does with the mouse."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SWING = ((10, 40), (60, 10), (90, 60), (140, 20), (190, 50))


def sign(pad, places=SWING):
    """Draw one stroke, the button held down on the way."""
    held = Qt.MouseButton.LeftButton
    QTest.mousePress(pad, held, pos=QPoint(*places[0]))
    for place in places[1:]:
        at, kind = QPointF(*place), QEvent.Type.MouseMove
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(pad, QMouseEvent(kind, at, pad.mapToGlobal(at), held, held, none))
    QTest.mouseRelease(pad, held, pos=QPoint(*places[-1]))
