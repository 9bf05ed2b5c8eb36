"""Entries of a short list on a card: date or icon, title, lines below it, badge or remark."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from ui.look import ACCENT, FAINT, Size, em
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.hover_line import HoverLine
from ui.widgets.icon_view import IconView
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry shows; ``value`` is what its signal carries, ``more`` is a line of its own.

    ``picture`` is a small one that belongs to it, as bytes of a picture file.
    """

    value: object
    title: str
    detail: str = ""
    lead: str = ""
    icon: str = ""
    badge: Badge | None = None
    more: str = ""
    picture: bytes = b""


class EntryList(QWidget):
    """A few entries below one another; choosing one emits its value."""

    chosen = Signal(object)

    def __init__(self, lead_width: float = 0, parent: QWidget | None = None) -> None:
        """Make an empty list whose leading texts take ``lead_width`` text lines of room."""
        super().__init__(parent)
        self._lead_width = lead_width
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: list[EntryLine] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show ``entries`` instead of what was there."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [EntryLine(entry, self._lead_width) for entry in entries]
        for line in self._lines:
            line.chosen.connect(self.chosen)
            self._column.addWidget(line)

    def lines(self) -> "list[EntryLine]":
        """Return the entries' widgets, top down."""
        return self._lines


class EntryLine(HoverLine):
    """One entry, to be chosen with mouse, Enter or space."""

    chosen = Signal(object)

    def __init__(self, entry: Entry, lead_width: float = 0, parent: QWidget | None = None) -> None:
        super().__init__(ruled=True, parent=parent)
        self._entry = entry
        badge = entry.badge.text if entry.badge else ""
        said = [entry.lead, entry.title, entry.detail, entry.more, badge]
        self.setAccessibleName(", ".join(part for part in said if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(em(self, 0.25), em(self, 0.45), em(self, 0.25), em(self, 0.5))
        row.setSpacing(em(self, 0.6))
        if entry.lead or lead_width:
            lead = Text(entry.lead, Size.HEADING, ACCENT)
            lead.setMinimumWidth(em(self, lead_width))
            row.addWidget(lead)
        if entry.icon:
            row.addWidget(IconView(entry.icon, FAINT))
        row.addLayout(_lines(entry), 1)
        if entry.picture:
            row.addWidget(_picture(self, entry.picture))
        if entry.badge:
            row.addWidget(BadgeLabel(entry.badge))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._entry.value)
        else:
            super().keyPressEvent(event)

    @override
    def press(self) -> None:
        self.chosen.emit(self._entry.value)


def _lines(entry: Entry) -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(Text(entry.title, Size.STRONG, elide=True))
    for below in filter(None, (entry.detail, entry.more)):
        lines.addWidget(Text(below, Size.CAPTION, FAINT, elide=True))
    return lines


def _picture(line: QWidget, data: bytes) -> QLabel:
    """Return a picture as high as two lines of text; what cannot be read takes no room."""
    shown, picture = QLabel(), QPixmap()
    if picture.loadFromData(data):
        room = QSize(em(line, 8), em(line, 2.5))
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode
        shown.setPixmap(picture.scaled(room, keep, smooth.SmoothTransformation))
    return shown
