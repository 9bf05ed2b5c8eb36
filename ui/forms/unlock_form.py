"""What stands before a database: the question for its password, or why it cannot be opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _, ngettext
from ui.look import ACCENT, FAINT, Role, Size, em
from ui.widgets.alone import Alone
from ui.widgets.choice import Choice
from ui.widgets.form import FieldRow
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.notice import Notice
from ui.widgets.option_button import OptionButton
from ui.widgets.password_field import PasswordField
from ui.widgets.text import Text
from ui.widgets.waiting import Waiting

WIDTH = 28
SECOND = 1_000


@dataclass(frozen=True, slots=True)
class Door:
    """Who may sign in here, by id and name, and who is likely to; nobody to choose from for one."""

    names: Mapping[int, str] = field(default_factory=dict)
    likely: int | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What a lock lies over: whose screen, with a password or not, with a PIN that unlocks, too.

    ``leaving`` where it is asked for before one leaves the desk, and may go back to it instead.
    """

    who: str = ""
    protected: bool = True
    pin: bool = False
    leaving: bool = False


class UnlockForm(Alone):
    """Asks for the password or the recovery code of a database, or for the PIN of its officer."""

    submitted = Signal(str)
    stayed = Signal()
    """Who was to leave the desk goes on with it."""
    open_other_asked = Signal()
    set_up_asked = Signal()

    def __init__(
        self,
        path: Path,
        cover: Cover | None = None,
        door: Door | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the password of ``path``; with a ``cover``, of what is open behind this.

        At a ``door`` of several one says first who one is.
        """
        super().__init__(WIDTH, parent=parent)
        self._protected = cover is None or cover.protected
        self._pin = cover is not None and cover.pin
        self._leaving = cover is not None and cover.leaving
        self._door = door or Door()
        self._busy = False
        self._wait = 0
        self._clock = QTimer(self, interval=SECOND)
        self._who = _asked_who(self._door)
        self._who_label = Text(_("Your name"), Size.STRONG)
        self._label = Text("", Size.STRONG)
        self._field = PasswordField()
        self._row = FieldRow([self._field])
        self._waiting = Waiting()
        self._open = action_button(
            _("Open") if cover is None else _("Unlock"), "log-in", primary=True
        )
        self.column.addLayout(_head_of(path, cover))
        self._lay_out()
        if cover is None:
            self.column.addLayout(_other_ways(self))
        self.setFocusProxy(self._open if self._row.isHidden() else self._field)
        self._listen()
        self._name_field()
        self._judge()

    def officer_id(self) -> int | None:
        """Return who says to be there; None where nobody has to be chosen."""
        return self._who.value() if self._door.names else None

    def wrong(self, text: str) -> None:
        """Say beside the field why it was not opened; what was typed stays, to be mended."""
        self._row.say(text)
        self._field.setFocus()

    def ask_password(self, text: str) -> None:
        """Take no PIN any more, and say why."""
        self._pin = False
        self._field.clear()
        self._name_field()
        self.wrong(text)

    def wait(self, seconds: int) -> None:
        """Take nothing for so many seconds, counting them down beside the field."""
        self._wait = seconds
        self._field.clear()
        self._clock.start()
        self._tell_wait()

    def busy(self, on: bool) -> None:
        """Show that what was typed is being tried, or no longer."""
        self._busy = on
        self._field.setEnabled(not on)
        self._who.setEnabled(not on)
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

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._leaving:
            self.stayed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        asks = self._protected or self._pin
        for choosing in (self._who_label, self._who):
            self.column.addWidget(choosing)
            choosing.setVisible(asks and len(self._door.names) > 1)
        for widget in (self._label, self._row):
            self.column.addWidget(widget)
            widget.setVisible(asks)
        self.column.addWidget(self._waiting)
        row = QHBoxLayout()
        row.addStretch(1)
        if self._leaving:
            stay = action_button(_("Back to the desk"))
            stay.clicked.connect(self.stayed)
            row.addWidget(stay)
        row.addWidget(self._open)
        self.column.addLayout(row)

    def _listen(self) -> None:
        self._who.picked.connect(self._field.setFocus)
        self._clock.timeout.connect(self._count_down)
        self._field.entered.connect(self._submit)
        self._field.changed.connect(self._judge)
        self._open.clicked.connect(self._submit)

    def _name_field(self) -> None:
        name = _("Password or recovery code")
        if self._pin:
            name = _("PIN or password") if self._protected else _("PIN")
        self._label.setText(name)
        self._field.setAccessibleName(name)

    def _count_down(self) -> None:
        self._wait -= 1
        self._tell_wait()
        if self._wait <= 0:
            self._clock.stop()
            self._row.say("")
            self._field.setFocus()

    def _tell_wait(self) -> None:
        self._field.setEnabled(self._wait <= 0)
        if self._wait > 0:
            self._row.say(self._waiting_text())
        self._judge()

    def _waiting_text(self) -> str:
        if self._pin:
            return ngettext(
                "That is not your PIN. Wait for {n} second.",
                "That is not your PIN. Wait for {n} seconds.",
                self._wait,
            )
        return ngettext(
            "That was not the password. Wait for {n} second.",
            "That was not the password. Wait for {n} seconds.",
            self._wait,
        )

    def _judge(self) -> None:
        asks = self._protected or self._pin
        free = not self._busy and self._wait <= 0
        self._open.setEnabled(free and bool(self._field.text() or not asks))

    def _submit(self) -> None:
        if self._open.isEnabled():
            self.submitted.emit(self._field.text())


class TroubleForm(Alone):
    """Says why a database cannot be opened, and what one can do."""

    open_other_asked = Signal()
    again_asked = Signal()
    set_up_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self, path: Path, text: str, parent: QWidget | None = None, *, hurt: bool = False
    ) -> None:
        """Say ``text`` of ``path``; if it is ``hurt`` a backup may take its place."""
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
        restore = OptionButton(
            _("Restore a backup…"),
            _("Or save what can still be read. Nothing is thrown away."),
            "history",
        )
        restore.clicked.connect(self.restore_asked)
        self.column.addWidget(restore)
        restore.setVisible(hurt)
        self.column.addLayout(_other_ways(self))
        self.setFocusProxy(restore if hurt else again)

    def text(self) -> str:
        """Return why it cannot be opened."""
        return self._notice.text()

    @override
    def enter(self) -> None:
        self.again_asked.emit()


def _asked_who(door: Door) -> Choice[int]:
    choice = Choice(door.names)
    choice.setAccessibleName(_("Your name"))
    if door.likely is not None and door.likely in door.names:
        choice.show_value(door.likely)
    return choice


def _head_of(path: Path, cover: Cover | None) -> QHBoxLayout:
    if cover is None:
        return _head("database", path.name, str(path.parent))
    return _head("lock", _("Leave the desk") if cover.leaving else _("Locked"), cover.who)


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
