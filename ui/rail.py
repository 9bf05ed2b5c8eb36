"""The rail at the left of the window: where one can go, and who is at the desk."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.words import _
from ui.icons import icon
from ui.look import ACCENT, FAINT, Size, Surface, em, let_tab_reach, rings_buttons, surface
from ui.plain import tip
from ui.widgets.icon_view import IconView
from ui.widgets.paint import paint_ring
from ui.widgets.text import Text

WIDE, SLIM = 12.0, 3.2
"""Widths of the rail with and without words, in text lines."""


class RailButton(QToolButton):
    """One entry: an icon, and a text where there is room; without it, a tool tip."""

    def __init__(self, text: str, glyph: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._name = text, ""
        self._plain = icon(glyph)
        self._lit = icon(glyph, ACCENT)
        self._slim = False
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        let_tab_reach(self)
        # Qlementine forbids buttons to become lower; eight of these must fit a small screen.
        self.setMinimumHeight(self.minimumSizeHint().height())

    def say(self, text: str, name: str = "") -> None:
        """Change the text; where it is too long ``name`` is cut in it, not what is to be done."""
        self._words, self._name = text, name
        self.setAccessibleName(text)
        self.make_slim(self._slim)
        self.update()

    def words(self) -> str:
        """Return the text."""
        return self._words

    def cut_words(self, letters: QFontMetrics, room: int) -> str:
        """Return the text as it is shown in so many pixels."""
        words, right = self._words, Qt.TextElideMode.ElideRight
        over = letters.horizontalAdvance(words) - room
        if over > 0 and self._name:
            left = letters.horizontalAdvance(self._name) - over
            words = words.replace(self._name, letters.elidedText(self._name, right, left), 1)
        return letters.elidedText(words, right, room)

    def make_slim(self, slim: bool) -> None:
        """Show the icon alone, or the text as well."""
        self._slim = slim
        self.setToolTip(tip(self._words) if slim else "")

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 2.3), em(self, 2.5))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(em(self, 2), em(self, 1.75))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = em(self)
        self._paint_ground(painter, unit * 0.5)
        room = QRect(self.rect())
        side = round(unit * 1.25)
        place = QRect(round(unit * 0.7), (room.height() - side) // 2, side, side)
        if self._slim:
            place.moveCenter(room.center())
        glyph: QIcon = self._lit if self.isChecked() else self._plain
        glyph.paint(painter, place)
        if not self._slim:
            self._paint_words(painter, room.adjusted(place.right() + unit // 2, 0, -unit // 4, 0))
        if self.hasFocus() and not rings_buttons():
            paint_ring(painter, room, unit * 0.5)

    def _paint_ground(self, painter: QPainter, radius: float) -> None:
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(surface(Surface.TINT if self.isChecked() else Surface.HOVER))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        ink = ACCENT if self.isChecked() else QPalette.ColorRole.WindowText
        painter.setPen(self.palette().color(ink))
        shown = self.cut_words(painter.fontMetrics(), room.width())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, align, shown)


class Rail(QWidget):
    """Entries above, settings and the person at the desk below."""

    chosen = Signal(str)
    lock_asked = Signal()

    def __init__(
        self, entries: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        """Make a rail of ``entries``, each a name, text and icon; ``settings`` stands below."""
        super().__init__(parent)
        self._office = Text("", Size.CAPTION, FAINT, elide=True)
        self._brand = Text("Jangkau", Size.TITLE)
        self._group = QButtonGroup(self)
        self._buttons = {name: self._entry(name, text, glyph) for name, text, glyph in entries}
        self._person = RailButton(_("Lock"), "circle-user-round", self)
        self._person.clicked.connect(self.lock_asked)
        self.setAccessibleName(_("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self.make_slim(slim=False)

    def light(self, name: str) -> None:
        """Show entry ``name`` as the one we are at; none if it has no entry."""
        self._group.setExclusive(False)
        for own, button in self._buttons.items():
            button.setChecked(own == name)
        self._group.setExclusive(True)

    def show_office(self, office: str, person: str) -> None:
        """Show whose database it is, and who is at the desk."""
        self._office.setText(office)
        said = _("{person} · Lock").format(person=person) if person else _("Lock")
        self._person.say(said, person)

    def button(self, name: str) -> RailButton:
        """Return the entry ``name``."""
        return self._buttons[name]

    def make_slim(self, slim: bool) -> None:
        """Show icons only, or words as well."""
        self._brand.setVisible(not slim)
        self._office.setVisible(not slim)
        for button in (*self._buttons.values(), self._person):
            button.make_slim(slim)
        self.setFixedWidth(em(self, SLIM if slim else WIDE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), surface(Surface.RAIL))
        painter.setPen(QPen(surface(Surface.LINE), 1))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())

    def _entry(self, name: str, text: str, glyph: str) -> RailButton:
        button = RailButton(text, glyph, self)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = em(self, 0.6)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(em(self, 0.15))
        mark = QHBoxLayout()
        mark.setSpacing(em(self, 0.3))
        mark.addWidget(IconView("radio-tower", ACCENT, 1.6))
        mark.addWidget(self._brand, 1)
        column.addLayout(mark)
        column.addWidget(self._office)
        column.addSpacing(em(self, 0.5))
        below = [self._buttons[name] for name in self._buttons if name == "settings"]
        for button in self._buttons.values():
            if button not in below:
                column.addWidget(button)
        column.addStretch(1)
        for button in (*below, self._person):
            column.addWidget(button)
