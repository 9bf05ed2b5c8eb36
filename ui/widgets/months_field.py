"""A field for how many months are paid at once: a few to choose from, or any other number."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.words import _, ngettext, shorten, spoken
from ui.look import em
from ui.widgets.count_field import CountField
from ui.widgets.segments import Segments

OTHER = "other"


class MonthsField(QWidget):
    """Offers the usual numbers of months; their digits choose them, others are typed beside."""

    changed = Signal()
    """The person chose or typed; not after ``set_value``."""

    def __init__(
        self, offered: Sequence[int], most: int, name: str, parent: QWidget | None = None
    ) -> None:
        """Offer so many months, and any number up to ``most``; a screen reader says ``name``."""
        super().__init__(parent)
        self._offered = offered
        self.segments = DigitSegments(name)
        for months in offered:
            self.segments.add(str(months), spoken().number(months))
        self.segments.add(OTHER, _("Other"))
        self.number = MonthsCount(most)
        self.number.setAccessibleName(_("Number of months"))
        self.number.setMaximumWidth(em(self, 5))
        self.setFocusProxy(self.segments)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.segments)
        row.addWidget(self.number)
        row.addStretch(1)
        self.segments.chosen.connect(self._choose)
        self.segments.unknown.connect(self._type)
        self.number.changed.connect(self.changed)
        self.number.hide()

    def value(self) -> int | None:
        """Return how many months; None while another number is wanted and cannot be read."""
        name = self.segments.name()
        return self.number.value() if name == OTHER else int(name)

    def set_value(self, months: int) -> None:
        """Show ``months``."""
        usual = months in self._offered
        self.segments.blockSignals(True)
        self.segments.choose(str(months) if usual else OTHER)
        self.segments.blockSignals(False)
        self.number.set_value(None if usual else months)
        self.number.setHidden(usual)

    def problem(self) -> str:
        """Return what to say of a number that cannot be read or is missing."""
        if self.value() is not None:
            return ""
        return self.number.problem() or self.number.complaint("")

    def _choose(self, name: str) -> None:
        self.number.setVisible(name == OTHER)
        self.changed.emit()

    def _type(self, digit: str) -> None:
        """Go on with a digit that no usual number has where any number can be typed."""
        self.segments.choose(OTHER)
        self.number.setFocus()
        self.number.setText(digit)
        self.number.changed.emit()


class DigitSegments(Segments):
    """Segments called by numbers, which typing their digits chooses."""

    unknown = Signal(str)
    """A digit that begins none of the numbers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._typed = ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if event.key() == Qt.Key.Key_Shift:  # already held for the Shift+Tab that follows
            super().keyPressEvent(event)
            return
        if not (len(digit) == 1 and digit in "123456789"):
            self._typed = ""
            super().keyPressEvent(event)
            return
        names = [self.tabData(i)[0] for i in range(self.count())]
        meant = next((one for one in (self._typed + digit, digit) if one in names), None)
        self._typed = meant or ""
        if meant is None:
            self.unknown.emit(digit)
        else:
            self.choose(meant)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._typed = ""
        super().focusInEvent(event)


class MonthsCount(CountField):
    """A number of months from one up."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._most = most

    @override
    def read(self, text: str) -> int | None:
        count = super().read(text)
        return count if count is not None and 1 <= count <= self._most else None

    @override
    def complaint(self, text: str) -> str:
        if not text:
            return ngettext(
                "Type how many months, {n} at the most.",
                "Type how many months, {n} at the most.",
                self._most,
            )
        return ngettext(
            "“{given}” is no number of months from 1 to {n}.",
            "“{given}” is no number of months from 1 to {n}.",
            self._most,
            given=shorten(text, 40),
        )
