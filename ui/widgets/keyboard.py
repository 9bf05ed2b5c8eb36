"""Where the keyboard is."""

from PySide6.QtWidgets import QApplication, QWidget


def holds(widget: QWidget) -> bool:
    """Tell whether the keyboard is on ``widget``, or on something in it."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
