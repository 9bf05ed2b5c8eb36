"""What stands before an office on a server on a computer that never was there: its address."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from models.engines.postgres import Server
from models.remembering import can_remember
from models.server.credentials import said_of
from models.server.office_words import WordsError
from models.server.reaching import NotReachedError, Part
from models.words import _
from ui.forms.address_form import AddressForm
from ui.look import Role
from ui.messages import Messages
from ui.widgets.alone import Alone, heading
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.waiting import Waiting

WIDTH = 36


class JoinForm(Alone):
    """Asks where the office's server is; what is wrong is said beside its part. Esc goes back."""

    submitted = Signal(str, str, str, bool)
    """The server's line without a desk, the password, the office's words, and whether the keyring
    is to hold them."""
    left = Signal()

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent=parent)
        self._busy = False
        self.form = AddressForm(messages)
        self.keep = QCheckBox(_("Remember password and words on this computer"))
        self.keep.setChecked(can_remember())
        self.keep.setVisible(can_remember())
        self._notice = Notice()
        self._waiting = Waiting()
        self._back = action_button(_("Back"), "arrow-left")
        self._join = action_button(_("Join"), "log-in", primary=True)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._join)
        words = _("This computer becomes a desk of the office that is on the server.")
        self.column.addLayout(heading(_("Join the office's server"), words))
        for widget in (self._notice, self.form, self.keep, self._waiting):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.setFocusProxy(self.form)
        self._back.clicked.connect(self.left)
        self._join.clicked.connect(self.enter)

    def fail(self, error: Exception) -> None:
        """Say why it did not succeed; what was typed stays, to be mended."""
        self.busy(False)
        if isinstance(error, NotReachedError):
            self.form.say(error.part, str(error))
        elif isinstance(error, WordsError):
            self.form.say(Part.WORDS, str(error))
        else:
            self._notice.say(str(error), Role.DANGER)

    def busy(self, on: bool) -> None:
        """Show that the server is being spoken to, or no longer."""
        self._busy = on
        for widget in (self.form, self.keep, self._join, self._back):
            widget.setEnabled(not on)
        if on:
            self._notice.hide()
            self._waiting.begin(_("Reaching the server…"))
        else:
            self._waiting.end()

    @override
    def is_busy(self) -> bool:
        return self._busy

    @override
    def may_leave(self) -> bool:
        return not self._busy

    @override
    def enter(self) -> None:
        if self._busy or not self.form.is_whole():
            return
        draft = self.form.draft()
        address = draft.address()
        keep = self.keep.isChecked() and bool(address.password or address.seal)
        self.submitted.emit(said_of(Server(address, None)), address.password, draft.words, keep)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._busy:
            self.left.emit()
        else:
            super().keyPressEvent(event)
