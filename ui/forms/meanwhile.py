"""What two changed at once, asked beside each field: theirs is to stand, or what was typed here."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget
from typing_extensions import override

from models.edits import ChangedMeanwhileError, Choice, Clash
from models.words import _, shorten
from ui.look import Role, Size, em
from ui.widgets.form import FieldRow
from ui.widgets.option_button import OptionButton
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text

SIDE = 13
"""The least width of a side, in text lines."""
TOLD = 240
"""How many letters of a value are shown."""
KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1}


class Choosing(Protocol):
    """A form whose fields can be asked about."""

    changed: Any

    def draft(self) -> Any:  # noqa: ANN401 - any draft
        """Return what is in the fields."""

    def meet(self, now: Any, told: Collection[str] | None = None) -> tuple[Clash, ...]:  # noqa: ANN401
        """Go on from the record as it is now; return what was changed both here and there."""

    def put(self, values: Mapping[str, Any]) -> None:
        """Put values into some of the fields."""

    def row_of(self, name: str) -> FieldRow | None:
        """Return the row of a field, if it has one."""


class SideButton(OptionButton):
    """One side of a choice; it stays as tall as its words where room is short."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))


class FieldChoice(QWidget):
    """Two large buttons, theirs and mine; 1 and 2 press them while the keyboard is on either."""

    taken = Signal(object)
    """0 theirs, 1 mine."""

    def __init__(
        self, clash: Clash, choice: Choice, *, titled: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.clash = clash
        self.shown: dict[str, Any] = {}
        """What the form's fields hold, while nobody types into them."""
        who = choice.written.said if choice.written is not None else ""
        theirs = _("Theirs ({key})").format(key=1), who
        mine = _("Mine ({key})").format(key=2), _("as typed here")
        self.buttons = [
            _side(said, value) for said, value in ((theirs, choice.theirs), (mine, choice.mine))
        ]
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, em(self, 0.4))
        column.setSpacing(em(self, 0.3))
        if titled and choice.word:
            column.addWidget(Text(choice.word, Size.STRONG, wrap=True))
        said = Text(_("Changed elsewhere meanwhile, too:"), Size.CAPTION, Role.WARNING, wrap=True)
        column.addWidget(said)
        column.addWidget(Columns([(button, 1) for button in self.buttons], 2 * SIDE))
        for side, button in enumerate(self.buttons):
            self._group.addButton(button, side)
            button.clicked.connect(partial(self.taken.emit, side))

    def side(self) -> int | None:
        """Return which side was taken: 0 theirs, 1 mine, None before that."""
        side = self._group.checkedId()
        return None if side < 0 else side

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = KEYS.get(Qt.Key(event.key()))
        if side is None:
            super().keyPressEvent(event)
        else:
            self.buttons[side].click()


class Meanwhile(QWidget):
    """Asks about fields changed here and elsewhere, each in its row; here where it has none.

    Typing into such a field anew takes what is typed. Nothing is kept before all are decided.
    """

    turned = Signal()
    """Something was decided."""
    decided = Signal()
    """The last one was decided with its buttons."""

    def __init__(self, form: Choosing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._putting = False
        self.choices: list[FieldChoice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        changed: SignalInstance = form.changed
        changed.connect(self._look)
        self.hide()

    def ask(self, error: ChangedMeanwhileError) -> None:
        """Let the form go on from the record as it is now, and ask about what clashes."""
        told = {one.name: one for one in error.choices}
        self._clear()
        self._putting = True
        clashes = self._form.meet(error.now, told.keys())
        self._putting = False
        for clash in clashes:
            row = self._form.row_of(clash.name)
            choice = FieldChoice(clash, told[clash.name], titled=row is None)
            choice.taken.connect(partial(self._take, choice))
            self.choices.append(choice)
            if row is None:
                self._column.addWidget(choice)
                self.show()
            else:
                row.put_beneath(choice)
            choice.show()  # one just made takes no focus before it is shown
        self._note_shown()
        self.turned.emit()
        self._go_on()

    def clear(self) -> None:
        """Ask about nothing any more."""
        if self.choices:
            self._clear()
            self.turned.emit()

    def waits(self) -> bool:
        """Whether something is still to be decided."""
        return any(choice.side() is None for choice in self.choices)

    def _clear(self) -> None:
        for choice in self.choices:
            _remove(choice)
        self.choices = []
        self.hide()

    def _take(self, choice: FieldChoice, side: int) -> None:
        self._putting = True
        self._form.put((choice.clash.theirs, choice.clash.mine)[side])
        self._putting = False
        self._note_shown()
        self.turned.emit()
        self._go_on()

    def _go_on(self) -> None:
        """Put the keyboard on the next thing to decide; tell where that was the last."""
        left = [choice for choice in self.choices if choice.side() is None]
        if left:
            left[0].buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(left[0])
        elif self.choices:
            self.decided.emit()

    def _look(self) -> None:
        """Ask no more about a field into which something else was typed: that is to stand."""
        if self._putting or not self.choices:
            return
        draft = self._form.draft()
        for choice in list(self.choices):
            if _held(draft, choice.clash) != choice.shown:
                self.choices.remove(choice)
                _remove(choice)
                self.turned.emit()

    def _note_shown(self) -> None:
        draft = self._form.draft()
        for choice in self.choices:
            choice.shown = _held(draft, choice.clash)


def _held(draft: object, clash: Clash) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in clash.mine}


def _side(said: tuple[str, str], value: str) -> SideButton:
    name, who = said
    detail = " · ".join(part for part in (name, who) if part)
    button = SideButton(shorten(value, TOLD), detail, checkable=True)
    button.setAccessibleName(_("{name}: {what}").format(name=name, what=value))
    return button


def _remove(choice: FieldChoice) -> None:
    choice.hide()
    choice.setParent(None)
    choice.deleteLater()
