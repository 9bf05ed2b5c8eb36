"""Keeps a widget as wide as it likes, at the left of wider room."""

from PySide6.QtWidgets import QHBoxLayout, QWidget


def at_left(inside: QWidget) -> QWidget:
    """Return a widget with ``inside`` at its left, which takes the keyboard for it."""
    around = QWidget()
    around.setFocusProxy(inside)
    row = QHBoxLayout(around)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(inside)
    row.addStretch(1)
    return around
