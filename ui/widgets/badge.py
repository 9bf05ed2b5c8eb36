"""Badges: a few words on a coloured pill, as label, as button, and painted into tables."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.look import Role, Size, color, em, font, rings_buttons
from ui.widgets.paint import paint_ring


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says, and in which role; the words alone must tell it."""

    text: str
    role: Role = Role.NEUTRAL


def badge_size(text: str) -> QSize:
    """Return the room a badge with ``text`` takes, in logical pixels."""
    metrics = QFontMetrics(badge_font())
    height = metrics.height()
    return QSize(metrics.horizontalAdvance(text) + round(height * 1.25), round(height * 1.35))


def badge_font() -> QFont:
    """Return the font of badges."""
    small = font(Size.CAPTION)
    small.setWeight(QFont.Weight.DemiBold)
    return small


def paint_badge(painter: QPainter, room: QRect, badge: Badge) -> None:
    """Paint ``badge`` at the left of ``room``, its words shortened where it is too narrow."""
    size = badge_size(badge.text)
    pill = QRectF(0, 0, min(size.width(), room.width()), min(size.height(), room.height()))
    pill.moveCenter(QRectF(room).center())
    pill.moveLeft(room.left())
    shade = color(badge.role)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade.background)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(shade.ink)
    painter.setFont(badge_font())
    space = int(pill.width() - pill.height() * 0.7)
    words = QFontMetrics(badge_font()).elidedText(badge.text, Qt.TextElideMode.ElideRight, space)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


class BadgeLabel(QLabel):
    """A badge among other widgets; empty text takes no room."""

    def __init__(self, badge: Badge | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_badge(badge)

    def show_badge(self, badge: Badge | None) -> None:
        """Show ``badge``, or nothing."""
        self._badge = badge or Badge("")
        self.setText(self._badge.text)  # what a screen reader says
        if badge is None:
            self.hide()
        elif self.parentWidget():
            self.show()

    @override
    def sizeHint(self) -> QSize:
        return badge_size(self._badge.text)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint().boundedTo(QSize(em(self, 4), em(self, 9)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self._badge)


class BadgeButton(QAbstractButton):
    """A badge that does something when clicked."""

    def __init__(self, badge: Badge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = badge
        self.setAccessibleName(badge.text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return badge_size(self._badge.text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._badge)
        if self.underMouse() or (self.hasFocus() and not rings_buttons()):
            paint_ring(painter, self.rect(), self.height() / 2)
