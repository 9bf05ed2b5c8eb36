"""The enrolment form on its card: what is still missing, and the three ways to save it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from ui.desk_keys import bind, hinted
from ui.forms.enrolment_form import EnrolmentForm
from ui.look import FAINT, Size
from ui.messages import Messages
from ui.panes.form_panel import FormPanel
from ui.widgets.header import action_button
from ui.widgets.reflow import Columns, Tiles
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text

IN_ROWS = 54
"""The width in text lines below which the buttons take two rows, or three."""


class EnrolPanel(FormPanel):
    """The form with what is still missing; it is saved even where nothing was changed."""

    judged = Signal()
    next_asked = Signal()
    """Save, and begin with somebody new at once."""
    card_asked = Signal()
    """Save, and print the card."""
    photo_asked = Signal()
    undo_asked = Signal()
    """Undo, with nothing typed since the form began."""

    def __init__(self, form: EnrolmentForm, messages: Messages) -> None:
        self._enrolment = form
        super().__init__(form, messages, hinted("save"))
        self.missing = Text("", Size.CAPTION, FAINT, elide=True)
        self.photo = action_button(hinted("photo"), "camera")
        self.only_present = action_button(hinted("only_here"), "user-check")
        self.save_next = action_button(hinted("save_next"), "user-plus")
        self.save_card = action_button(hinted("save_card"), "printer")
        self.put_beneath(self.missing)
        self._lay_out_buttons()
        self._listen()
        self.judge()

    def is_busy(self) -> bool:
        """Whether what was saved is being kept now."""
        return self._busy

    @override
    def judge(self) -> None:
        super().judge()
        may = not self._enrolment.problems() and not self._busy
        self._save.setEnabled(may)
        self.judged.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter, or go on to what is missing: it never ticks consent."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        only_save = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        pressed = isinstance(self.focusWidget(), QPushButton) and not only_save
        if not enter or pressed:
            super().keyPressEvent(event)
        elif self._save.isEnabled():
            self.save_asked.emit()
        elif not only_save and not self._busy:
            self._enrolment.go_on()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Undo take back what was saved last while nothing was typed that it could."""
        undo = QKeySequence.StandardKey.Undo
        pressed = isinstance(event, QKeyEvent) and event.matches(undo)
        if pressed and event.type() == QEvent.Type.KeyPress and self._is_untouched():
            self.undo_asked.emit()
            return True
        return super().eventFilter(watched, event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        reached = self.focusWidget()
        if moved and reached is not None:
            bring_into_view(reached)
        return moved

    def _is_untouched(self) -> bool:
        return not self._busy and not self._enrolment.is_changed()

    def _lay_out_buttons(self) -> None:
        """Put what belongs to the form at the left, what ends it at the right, or below."""
        for button in (self._cancel, self._save):
            self.buttons.removeWidget(button)
        while self.buttons.count():
            self.buttons.takeAt(0)
        begun = _row(self.photo, self.only_present)
        others, ended = _row(self._cancel, self.save_next), _row(self.save_card, self._save)
        ends = Tiles([others, ended], 0)
        self.buttons.addWidget(Columns([(begun, 1), (ends, 0)], IN_ROWS))

    def _listen(self) -> None:
        form = self._enrolment
        for line in form.findChildren(QLineEdit):
            line.installEventFilter(self)
        self.judged.connect(self._tell)
        self.save_next.clicked.connect(self.next_asked)
        self.save_card.clicked.connect(self.card_asked)
        self.photo.clicked.connect(self.photo_asked)
        bind(self, "save_next", self._press(self.save_next, self.next_asked))
        bind(self, "save_card", self._press(self.save_card, self.card_asked))
        bind(self, "photo", self._press(self.photo, self.photo_asked))
        bind(self, "only_here", self._take_in)
        bind(self, "read", form.consent.read_asked.emit)
        bind(self, "payment", form.money.choose_next)

    def _take_in(self) -> None:
        """Take in whoever is new as present only; somebody known is so at the entry."""
        if self.only_present.isVisible():
            self.only_present.click()

    def _press(self, button: QPushButton, asked: SignalInstance) -> Callable[[], None]:
        """Do at a key what ``button`` does, while it may; else go to what is in the way."""

        def press() -> None:
            if button.isEnabled():
                asked.emit()
            elif not self._busy:
                self._enrolment.go_on()

        return press

    def _tell(self) -> None:
        """Say what is still missing, and allow what may be done."""
        form = self._enrolment
        problems = form.problems()
        self.missing.setText(next(iter(problems.values()), ""))
        self.missing.setVisible(bool(problems))
        self.only_present.setEnabled(not form.person.own_problems() and not self._busy)
        for button in (self.save_next, self.save_card):
            button.setEnabled(self._save.isEnabled())
        self.photo.setEnabled(not self._busy)


def _row(*buttons: QPushButton) -> QWidget:
    """Return buttons beside one another, as wide as their words."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return row
