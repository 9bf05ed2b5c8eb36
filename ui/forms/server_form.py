"""What stands before an office on a server: the question for its password, and what is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.engines.postgres import ServerAddress
from models.remembering import can_remember
from models.server.office_words import WordsError, words_problem
from models.server.reaching import NotReachedError, Part
from models.words import _
from ui.look import ACCENT, FAINT, Role, Size, em
from ui.widgets.alone import Alone
from ui.widgets.form import FieldRow
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.notice import Notice
from ui.widgets.option_button import OptionButton
from ui.widgets.password_field import PasswordField
from ui.widgets.text import Text
from ui.widgets.waiting import Waiting

WIDTH = 28


class ServerForm(Alone):
    """Asks for the password of a server's database; says why it is not reached, and tries again."""

    submitted = Signal(str, str, bool)
    """The password and the office's words that were typed, and whether this computer's keyring is
    to hold them."""
    open_other_asked = Signal()

    def __init__(self, address: ServerAddress, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent=parent)
        self._busy = False
        self._notice = Notice()
        self._field = PasswordField()
        self._row = FieldRow([self._field])
        self.words = QLineEdit()
        self._words_row = FieldRow([self.words])
        self._words_label = _label(_("Words of the office"), self.words)
        self.keep = QCheckBox(_("Remember it on this computer"))
        self.keep.setVisible(can_remember())
        self._waiting = Waiting()
        self._open = action_button(_("Open"), "log-in", primary=True)
        label = _label(_("Password of the server"), self._field)
        another = OptionButton(_("Open another database…"), glyph="folder-open")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._open)
        self.column.addLayout(_head(self, address))
        asked = (label, self._row, self._words_label, self._words_row)
        for widget in (self._notice, *asked, self.keep, self._waiting):
            self.column.addWidget(widget)
        self._words_label.hide()  # until it turns out that they are needed
        self._words_row.hide()
        self.column.addLayout(row)
        self.column.addWidget(another)
        self._notice.hide()
        self.setFocusProxy(self._field)
        another.clicked.connect(self.open_other_asked)
        self._field.entered.connect(self.enter)
        self._open.clicked.connect(self.enter)

    def fail(self, error: Exception) -> None:
        """Say what is wrong where it is: password and words beside them, the rest above."""
        self.busy(False)
        if isinstance(error, WordsError):
            self.ask_words(str(error))
            return
        password = isinstance(error, NotReachedError) and error.part is Part.PASSWORD
        (self.wrong if password else self.trouble)(str(error))

    def ask_words(self, text: str) -> None:
        """Ask for the office's words, too, and say beside them why."""
        self._notice.hide()
        self._words_label.show()
        self._words_row.show()
        self._words_row.say(text)
        self.setFocusProxy(self.words)
        self.words.setFocus()

    def wrong(self, text: str) -> None:
        """Say beside the password that it is wrong; what was typed stays, to be mended."""
        self._notice.hide()
        self._row.say(text)
        self._field.setFocus()

    def trouble(self, text: str) -> None:
        """Say why the server cannot be worked with; it may be tried again."""
        self._row.say("")
        self._notice.say(text, Role.DANGER)

    def said(self) -> str:
        """Return what is wrong, wherever it is told."""
        return self._row.said() or self._words_row.said() or self._notice.text()

    def busy(self, on: bool) -> None:
        """Show that the server is being spoken to, or no longer."""
        self._busy = on
        for widget in (self._field, self.words, self.keep, self._open):
            widget.setEnabled(not on)
        if on:
            self._row.say("")
            self._words_row.say("")
            self._notice.hide()
            self._waiting.begin(_("Opening…"))
        else:
            self._waiting.end()
            self._field.setFocus()

    @override
    def is_busy(self) -> bool:
        return self._busy

    @override
    def enter(self) -> None:
        if self._busy:
            return
        if problem := words_problem(self.words.text()):
            self.ask_words(problem)
            return
        self.submitted.emit(self._field.text(), self.words.text(), self.keep.isChecked())


def _label(text: str, field: QWidget) -> Text:
    field.setAccessibleName(text)
    return Text(text, Size.STRONG)


def _head(form: QWidget, address: ServerAddress) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    title = Text(address.database, Size.HEADING, elide=True)
    words.addWidget(title)
    words.addWidget(Text(f"{address.user} · {address.host}", Size.CAPTION, FAINT, elide=True))
    row = QHBoxLayout()
    row.setSpacing(em(form, 0.6))
    row.addWidget(IconView("database", ACCENT, 2))
    row.addLayout(words, 1)
    return row
