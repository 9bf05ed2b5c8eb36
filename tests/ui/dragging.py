"""Files dragged onto widgets and dropped there, as a file manager does it."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

HOW = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def carrying(*paths, text=""):
    """Return what a drag of these files carries."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if text:
        data.setText(text)
    return data


def drag(widget, data, offered=Qt.DropAction.CopyAction):
    """Drag something onto ``widget``; return the event, accepted or not."""
    event = QDragEnterEvent(QPoint(5, 5), offered, data, *HOW)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event


def drop(widget, data, offered=Qt.DropAction.CopyAction):
    """Drag something onto ``widget`` and drop it; Qt gives it to whoever took the drag."""
    drag(widget, data, offered)
    event = QDropEvent(QPointF(5, 5), offered, data, *HOW)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event
