"""What stands before an office on a server: the question for its password, and what is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.engines.postgres import ServerAddress
from models.remembering import can_remember
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

    submitted = Signal(str, bool)
    """The password that was typed, and whether this computer's keyring is to hold it."""
    open_other_asked = Signal()

    def __init__(self, address: ServerAddress, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent=parent)
        self._busy = False
        self._notice = Notice()
        self._field = PasswordField()
        self._row = FieldRow([self._field])
        self.keep = QCheckBox(_("Remember it on this computer"))
        self.keep.setVisible(can_remember())
        self._waiting = Waiting()
        self._open = action_button(_("Open"), "log-in", primary=True)
        label = Text(_("Password of the server"), Size.STRONG)
        self._field.setAccessibleName(label.text())
        another = OptionButton(_("Open another database…"), glyph="folder-open")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._open)
        self.column.addLayout(_head(self, address))
        for widget in (self._notice, label, self._row, self.keep, self._waiting):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(another)
        self._notice.hide()
        self.setFocusProxy(self._field)
        another.clicked.connect(self.open_other_asked)
        self._field.entered.connect(self.enter)
        self._open.clicked.connect(self.enter)

    def fail(self, error: Exception) -> None:
        """Say what is wrong where it is: the password beside it, the rest above."""
        self.busy(False)
        password = isinstance(error, NotReachedError) and error.part is Part.PASSWORD
        (self.wrong if password else self.trouble)(str(error))

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
        return self._row.said() or self._notice.text()

    def busy(self, on: bool) -> None:
        """Show that the server is being spoken to, or no longer."""
        self._busy = on
        for widget in (self._field, self.keep, self._open):
            widget.setEnabled(not on)
        if on:
            self._row.say("")
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
        if not self._busy:
            self.submitted.emit(self._field.text(), self.keep.isChecked())


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
