"""The card of who was just enrolled: as it will be printed, and printed at the desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.bench import Bench
from ui.look import em
from ui.panes.card_again import CardAgain
from ui.panes.card_paper import CardPaper
from ui.panes.card_printing import CardPrinting
from ui.panes.card_question import CardQuestion
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import Scrolling


class DeskCard(QWidget):
    """Counts a card as printed once a person said it came out well; until then it is asked."""

    left = Signal()
    """The desk goes on, the card printed or not."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: Sequence[int] = ()
        self._name = ""
        self.later = action_button(_("Later (Esc)"), "arrow-left")
        self.question = CardQuestion(bench, only=True)
        self.again = CardAgain(bench)
        self._strip = ProgressStrip()
        self.paper = CardPaper(bench)
        self.printing = CardPrinting(bench, self._strip, self, self.paper.usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        for above in (self.question, self.printing.turning, self.again, self._strip):
            column.addWidget(above)
        column.addWidget(Scrolling(self.paper), 1)
        column.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
        self._listen()

    def show_card(self, card_id: int, name: str) -> None:
        """Show the card of the person called ``name``."""
        self._cards, self._name = (card_id,), name
        self.question.show_batch(None)
        self.again.hide()
        self.paper.show_cards(self._cards)
        self.setFocus()

    def print_card(self) -> None:
        """Ask for the printer and print the card."""
        on, title = self.paper.paper(), card_title(self._name)
        self.again.look(self._cards, lambda cards: self.printing.print_cards(cards, on, title))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._asks():
            self.print_card()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        self.later.clicked.connect(self.left)
        self.paper.print_asked.connect(self.print_card)
        self.paper.save_asked.connect(self._save)
        self.printing.sent.connect(self.question.show_batch)
        self.question.asked.connect(self._take_keyboard)
        self.question.told.connect(self._told)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.print_card)

    def _asks(self) -> bool:
        """Whether something is to be answered first."""
        return not (
            self.question.bar.isHidden()
            and self.printing.turning.isHidden()
            and self.again.isHidden()
        )

    def _save(self) -> None:
        on, title = self.paper.paper(), card_title(self._name)
        self.again.look(self._cards, lambda cards: self.printing.save_cards(cards, on, title))

    def _take_keyboard(self) -> None:
        """Put the keyboard on the likely answer: Enter goes on to the next person."""
        if self.isVisible():
            self.question.bar.answers()[-1].setFocus()

    def _told(self, good: int) -> None:
        self.paper.begin_anew()
        if good:
            self.left.emit()
        else:
            self.setFocus()


def card_title(name: str) -> str:
    """Say whose card it is."""
    return _("The card of {name}").format(name=name)
