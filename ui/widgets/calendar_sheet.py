"""What a sheet of days is by itself: chosen by keys, dragged with the mouse, said to a voice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from models.words import _, ngettext
from ui.icons import icon
from ui.plain import label, tip
from ui.widgets.month_cells import Chip, DayCell

OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Grabbed:
    """What the mouse took hold of, where, and the place of its day among those shown."""

    at: QPoint
    chip: Chip
    day: int


class CalendarSheet(QWidget):
    """Shows what is on on some days; how they are laid out is said by those it is the base of."""

    opened = Signal(object)
    """Somebody wants to see the record with this id."""
    begun = Signal(object)
    """Somebody wants something new where the keyboard is, or where it was clicked."""
    moved = Signal(object, object)
    """The record with this id is to be so much later."""
    left = Signal(object)
    """The keyboard goes to where the sheet does not reach."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty sheet that a screen reader calls ``name``."""
        super().__init__(parent)
        self._chosen: int | None = None
        self._dragged: QPoint | None = None
        self._menu = QMenu(self)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def chosen(self) -> int | None:
        """Return the id of what is chosen where the keyboard is, None where nothing is."""
        return self._chosen

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._settle()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where, grabbed = event.position().toPoint(), self._held()
        if grabbed is None:
            self.setToolTip(tip(self._said_at(where)))
            return
        far = (where - grabbed.at).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged is not None or far:
            self._dragged = where
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def _place(self) -> date:
        """Return where the keyboard is, as ``begun`` tells it."""
        raise NotImplementedError

    def _held(self) -> Grabbed | None:
        """Return what the mouse holds."""
        raise NotImplementedError

    def _said_at(self, where: QPoint) -> str:
        """Return what is told of a pixel of the sheet."""
        raise NotImplementedError

    def _settle(self) -> None:
        """Choose something where nothing there is chosen, and let a voice say it."""
        raise NotImplementedError

    def _open(self) -> None:
        if self._chosen is None:
            self.begun.emit(self._place())
        else:
            self.opened.emit(self._chosen)

    def _offer(self, chips: Iterable[Chip], below: QPoint) -> None:
        """Offer in a menu what there is no room for."""
        self._menu.clear()
        for chip in chips:
            action = self._menu.addAction(icon(chip.glyph, chip.role), label(chip.text))
            action.triggered.connect(lambda _on=False, wanted=chip.id: self.opened.emit(wanted))
        self._menu.popup(self.mapToGlobal(below))

    def _let_go(self) -> None:
        self._dragged = None
        self.unsetCursor()
        self.update()

    def _say(self, moment: Iterable[str], cell: DayCell, *, today: bool) -> None:
        """Let a voice say where the keyboard is, what is on that day and what of it is chosen."""
        said = [*moment]
        if today:
            said.append(_("Today"))
        said += [cell.holiday] if cell.holiday else []
        said.append(ngettext("{n} event", "{n} events", len(cell.chips)))
        said += [chip.tip for chip in cell.chips if chip.id == self._chosen]
        self.setAccessibleDescription(". ".join(said))
        self.update()
