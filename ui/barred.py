"""Keeps out of reach what the role of who works here does not allow, and says why."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _
from ui.plain import tip

Thing = QWidget | QAction | QShortcut


def why() -> str:
    """Return what is said of it."""
    return _("Your role does not allow this. Ask an administrator.")


def bar(thing: Thing) -> None:
    """Keep a widget, an entry of a menu or a key off from now on, whoever turns it on."""
    thing.setEnabled(False)
    if isinstance(thing, QWidget):
        thing.installEventFilter(_Bar(thing))
        thing.setToolTip(tip(why()))
        thing.setAccessibleDescription(why())
    elif isinstance(thing, QAction):
        thing.setToolTip(tip(why()))
        thing.enabledChanged.connect(lambda on: thing.setEnabled(False) if on else None)


class _Bar(QObject):
    """Turns a widget off again, and puts the reason back in place of any other tool tip."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            if event.type() == QEvent.Type.EnabledChange and watched.isEnabled():
                watched.setEnabled(False)
            elif event.type() == QEvent.Type.ToolTipChange and watched.toolTip() != tip(why()):
                watched.setToolTip(tip(why()))
        return super().eventFilter(watched, event)
