"""A question in its place that waits without holding anything up; its answers are buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.look import Role, color, em
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.keyboard import holds
from ui.widgets.paint import paint_card
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What a button says, and what it does; ``likely`` stands out."""

    text: str
    do: Callable[[], object]
    likely: bool = False


class QuestionBar(QWidget):
    """Hidden until it asks; any answer hides it again."""

    keyboard_left = Signal()
    """It was answered by the keyboard, which then is nowhere; whoever shows it knows where to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Text(wrap=True)
        self._buttons: list[QPushButton] = []
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        edge = em(self, 0.6)
        top = QHBoxLayout()
        top.addWidget(IconView("circle-help", Role.INFO))
        top.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addLayout(top)
        column.addLayout(self._grid)
        self._words.set_ink(Role.INFO)
        self.hide()

    def ask(self, text: str, answers: Sequence[Answer]) -> None:
        """Show the question; a voice says it too."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.offer(answers)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def offer(self, answers: Sequence[Answer]) -> None:
        """Offer other answers to the same question; the keyboard stays on the one it is on."""
        on = next((button.text() for button in self._buttons if button.hasFocus()), None)
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for answer in answers:
            button = action_button(answer.text, primary=answer.likely)
            button.clicked.connect(partial(self._take, answer))
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._buttons.append(button)
        self._arrange()
        for button in self._buttons:
            if button.text() == on:
                button.show()  # a layout shows it only later, and what is hidden takes no keyboard
                button.setFocus()

    def text(self) -> str:
        """Return what it asks; empty if it asks nothing."""
        return "" if self.isHidden() else self._words.text()

    def answers(self) -> list[QPushButton]:
        """Return the buttons of the answers now offered."""
        return self._buttons

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        pair = 2 * widest + self._grid.horizontalSpacing() + em(self, 1.2)
        return QSize(pair, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shade = color(Role.INFO)
        paint_card(QPainter(self), self.rect(), em(self, 0.4), shade.background, shade.fill)

    def _arrange(self) -> None:
        """Put the answers into one row, or by twos where that is too wide."""
        gap = self._grid.horizontalSpacing()
        whole = sum(button.sizeHint().width() + gap for button in self._buttons)
        columns = len(self._buttons) if whole < self.contentsRect().width() - em(self, 2) else 2
        for number, button in enumerate(self._buttons):
            row, column = divmod(number, columns)
            self._grid.addWidget(button, row, column + 1)

    def _take(self, answer: Answer) -> None:
        had_keyboard = holds(self)
        self.hide()
        if had_keyboard:
            self.keyboard_left.emit()
        answer.do()
