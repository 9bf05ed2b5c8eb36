"""What stands before a database: the question for its password, or why it cannot be opened."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

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


class UnlockForm(Alone):
    """Asks for the password or the recovery code of a database."""

    submitted = Signal(str)
    open_other_asked = Signal()
    set_up_asked = Signal()

    def __init__(
        self,
        path: Path,
        *,
        locked: bool = False,
        who: str = "",
        protected: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the password of ``path``.

        ``locked`` is for a database that is open behind this; ``who`` says whose screen it is.
        One that is not ``protected`` has no password to ask for.
        """
        super().__init__(WIDTH, parent=parent)
        self._protected = protected
        self._busy = False
        self._field = PasswordField()
        self._field.setAccessibleName(_("Password or recovery code"))
        self._row = FieldRow([self._field])
        self._waiting = Waiting()
        self._open = action_button(_("Unlock") if locked else _("Open"), "log-in", primary=True)
        if locked:
            self.column.addLayout(_head("lock", _("Locked"), who))
        else:
            self.column.addLayout(_head("database", path.name, str(path.parent)))
        self._lay_out()
        if not locked:
            self.column.addLayout(_other_ways(self))
        self.setFocusProxy(self._field if protected else self._open)
        self._field.entered.connect(self._submit)
        self._field.changed.connect(self._judge)
        self._open.clicked.connect(self._submit)
        self._judge()

    def wrong(self, text: str) -> None:
        """Say beside the field why it was not opened; what was typed stays, to be mended."""
        self._row.say(text)
        self._field.setFocus()

    def busy(self, on: bool) -> None:
        """Show that what was typed is being tried, or no longer."""
        self._busy = on
        self._field.setEnabled(not on)
        if on:
            self._row.say("")
            self._waiting.begin(_("Opening…"))
        else:
            self._waiting.end()
            self._field.setFocus()
        self._judge()

    @override
    def is_busy(self) -> bool:
        return self._busy

    def said(self) -> str:
        """Return what is said beside the field."""
        return self._row.said()

    def _lay_out(self) -> None:
        if self._protected:
            self.column.addWidget(Text(_("Password or recovery code"), Size.STRONG))
        self.column.addWidget(self._row)
        self._row.setVisible(self._protected)
        self.column.addWidget(self._waiting)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._open)
        self.column.addLayout(row)

    def _judge(self) -> None:
        self._open.setEnabled(not self._busy and bool(self._field.text() or not self._protected))

    def _submit(self) -> None:
        if self._open.isEnabled():
            self.submitted.emit(self._field.text())


class TroubleForm(Alone):
    """Says why a database cannot be opened, and what one can do."""

    open_other_asked = Signal()
    again_asked = Signal()
    set_up_asked = Signal()

    def __init__(self, path: Path, text: str, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent=parent)
        self.column.addLayout(_head("database", path.name, str(path.parent)))
        self._notice = Notice()
        self.column.addWidget(self._notice)
        self._notice.say(text, Role.DANGER)
        again = action_button(_("Try again"), "refresh-cw", primary=True)
        again.clicked.connect(self.again_asked)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(again)
        self.column.addLayout(row)
        self.column.addLayout(_other_ways(self))
        self.setFocusProxy(again)

    def text(self) -> str:
        """Return why it cannot be opened."""
        return self._notice.text()

    @override
    def enter(self) -> None:
        self.again_asked.emit()


def _head(glyph: str, name: str, detail: str) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    title = Text(name, Size.HEADING, elide=True)
    words.addWidget(title)
    if detail:
        words.addWidget(Text(detail, Size.CAPTION, FAINT, elide=True))
    row = QHBoxLayout()
    row.setSpacing(em(title, 0.6))
    row.addWidget(IconView(glyph, ACCENT, 2))
    row.addLayout(words, 1)
    return row


def _other_ways(form: UnlockForm | TroubleForm) -> QVBoxLayout:
    another = OptionButton(_("Open another database…"), glyph="folder-open")
    set_up = OptionButton(_("Set up a new office"), glyph="building-2")
    another.clicked.connect(form.open_other_asked)
    set_up.clicked.connect(form.set_up_asked)
    ways = QVBoxLayout()
    ways.setSpacing(em(form, 0.5))
    ways.addSpacing(em(form, 0.5))
    ways.addWidget(another)
    ways.addWidget(set_up)
    return ways
