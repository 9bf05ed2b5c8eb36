"""The card of who was just enrolled: as it will be printed, and printed at the desk."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.cards.operations import note_printed
from models.printing.part_sheets import note_used
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import em
from ui.messages import FileKind
from ui.panes.card_files import write_chosen
from ui.panes.card_paper import CardPaper
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.printing import Printing, Sent
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.question_bar import Answer, QuestionBar
from ui.widgets.scrolling import Scrolling


class DeskCard(QWidget):
    """Counts a card as printed once a person said it came out well; until then it stays queued."""

    left = Signal()
    """The desk goes on, the card printed or not."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._cards: Sequence[int] = ()
        self._name = ""
        self.later = action_button(_("Later (Esc)"), "arrow-left")
        self.question = QuestionBar()
        self._strip = ProgressStrip()
        self.paper = CardPaper(bench)
        self._on = self.paper.paper()
        self._printing = Printing(bench, self._strip, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(self.question)
        column.addWidget(self._strip)
        column.addWidget(Scrolling(self.paper), 1)
        column.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
        self.later.clicked.connect(self.left)
        self.paper.print_asked.connect(self.print_card)
        self.paper.save_asked.connect(self._save)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.print_card)

    def show_card(self, card_id: int, name: str) -> None:
        """Show the card of the person called ``name``."""
        self._cards, self._name = (card_id,), name
        self.question.hide()
        self.paper.show_cards(self._cards)
        self._on = self.paper.paper()
        self.setFocus()

    def print_card(self) -> None:
        """Ask for the printer and print the card."""
        cards, on = self._cards, self.paper.paper()

        def sent(told: Sent) -> None:
            if self._cards == cards and on.cards_on(cards, told.pages):
                self._on = on
                self._ask(told.printer)

        self._printing.print_pdf(
            lambda paper: write_chosen(self._bench.store, cards, paper, on, spoken()),
            card_title(self._name),
            sent,
            one_sided=True,
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.question.isHidden():
            self.print_card()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        cards, on = self._cards, self.paper.paper()
        document = Document(
            _("Save the card"),
            file_name(card_title(self._name), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the cards"),
            lambda target: write_chosen(self._bench.store, cards, target, on, spoken()),
        )
        save_document(self._bench, document, self._strip)

    def _ask(self, printer: str) -> None:
        text = ngettext(
            "{n} card was sent to {printer}. Did it come out well?",
            "{n} cards were sent to {printer}. Did all of them come out well?",
            len(self._cards),
            printer=printer or _("the file"),
        )
        answers = [
            Answer(_("It did not"), self.setFocus),
            Answer(_("It came out well"), self._note_printed, likely=True),
        ]
        self.question.ask(text, answers)
        self.question.answers()[-1].setFocus()

    def _note_printed(self) -> None:
        cards, on = self._cards, self._on
        done = _("The card of {name} is printed.").format(name=self._name)

        def operation(session: Any) -> None:  # noqa: ANN401 - models own it
            note_printed(session, cards)
            note_used(session, on.sheet.name, on.sheet.places, on.uses(cards, (0,), cards))

        def kept(_nothing: None) -> None:
            self.paper.begin_anew()
            self._bench.done(done)

        keep(self._bench, operation, kept, self)
        self.left.emit()


def card_title(name: str) -> str:
    """Say whose card it is."""
    return _("The card of {name}").format(name=name)
