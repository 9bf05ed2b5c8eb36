"""A list of an event whose lines people put in order: added to and changed where it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.edits import ChangedMeanwhileError, SameMeanwhileError
from models.fields import draft_of
from models.office.rights import Right
from models.words import _, shorten
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.line_form import LineForm
from ui.look import FAINT, em
from ui.messages import Question
from ui.widgets.fresh import Fresh
from ui.widgets.keyboard import holds
from ui.widgets.panel import Panel
from ui.widgets.scrolling import Scrolling, bring_into_view
from ui.widgets.text import Text

LEAST = 6
"""How many text lines of the list are seen at least."""
TOLD = 60
"""How many letters of a line a message repeats."""


@dataclass(frozen=True, slots=True)
class Operations:
    """What is done to the lines of one list, with a session; of what kind they are, their draft."""

    kind: type[Any]
    draft: type[Any]

    add: Callable[[Any, int, Any], object]
    change: Callable[[Any, int, Any], object]
    remove: Callable[[Any, int], object]
    move: Callable[[Any, int, int], object]


class ListLine(QWidget):
    """One line. Enter or F2 changes it, Delete takes it off, Alt with an arrow moves it."""

    opened = Signal(object)
    removed = Signal(object)
    moved = Signal(object, int)

    def __init__(self, row: Any, parent: QWidget | None = None) -> None:  # noqa: ANN401
        super().__init__(parent)
        self.row = row

    def text(self) -> str:
        """Return what the line says."""
        raise NotImplementedError

    def seat(self) -> QWidget:
        """Return the widget on which the keyboard stands when it is on the line."""
        raise NotImplementedError

    def show_truth(self) -> None:
        """Show it as it is kept."""

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on it."""
        return holds(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved.emit(self.row, steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self.row.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit(self.row)
        else:
            super().keyPressEvent(event)


class LinesPanel(Panel):
    """Lines below one another and a form for the next one. What is typed is never overwritten."""

    counted = Signal(str)
    """What belongs beside the title, such as ``3/8``."""

    def __init__(
        self,
        bench: Bench,
        title: str,
        form: LineForm,
        nothing: str,
        kinds: frozenset[type[Any]],
    ) -> None:
        """Hold ``form``; ``nothing`` is said of an empty list, ``kinds`` are what it shows."""
        super().__init__(title)
        self.bench = bench
        self.event_id: int | None = None
        self.form = form
        self._rows: Sequence[Any] = ()
        self._lines: list[ListLine] = []
        self._shown: object = None
        self._nothing = Text(nothing, ink=FAINT, wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.3))
        bench.needs(Right.PLAN, form)
        form.given.connect(self._keep)
        form.removed.connect(self._remove)
        form.left.connect(lambda line_id: self._put_keyboard(line_id, 0))
        self._fresh = Fresh(self, bench.changes.committed, kinds, self._read)

    def show_event(self, event_id: int) -> None:
        """Show the list of this event; what is typed for it stays."""
        if event_id != self.event_id:
            self.event_id = event_id
            self.form.begin()
        self._fresh.call_now()

    def lines(self) -> list[Any]:
        """Return the lines, top down."""
        return self._lines

    def may_leave(self) -> bool:
        """Whether nothing is typed that is not kept, or the person lets it go."""
        if not self.form.is_changed():
            return True
        question = Question(
            _("Leave without saving the line?"),
            _("Discard changes"),
            _("What you typed has not been saved."),
        )
        agreed = self.bench.messages.ask(question)
        if agreed:
            self.form.begin()
        return agreed

    def look_up(self, session: Any, event_id: int) -> Sequence[Any]:  # noqa: ANN401
        """Return the list's rows, and keep what else is to be shown of it."""
        raise NotImplementedError

    def show_whole(self) -> None:
        """Show what is said of the list as a whole."""
        raise NotImplementedError

    def make_line(self, row: Any) -> ListLine:  # noqa: ANN401
        """Return the line of a row."""
        raise NotImplementedError

    def operations(self) -> Operations:
        """Return what is done to the lines."""
        raise NotImplementedError

    def scrolled(self, head: QWidget | None = None) -> Scrolling:
        """Return the lines, below their ``head``, in a place that scrolls."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        if head is not None:
            column.addWidget(head)
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addStretch(1)
        return Scrolling(inside, LEAST)

    def do(
        self,
        operation: Callable[[Any], object],
        said: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Do one operation; say what was done, and do ``then`` what follows."""

        def succeeded(_nothing: object) -> None:
            if then is not None:
                then()
            self.bench.done(said)

        keep(self.bench, operation, succeeded, self, self._failed)

    def open_line(self, row: Any) -> None:  # noqa: ANN401
        """Show a line in the form, to be changed."""
        self.form.change(row)
        bring_into_view(self.form)

    def put_keyboard_on(self, line_id: int) -> None:
        """Put the keyboard on a line."""
        self._put_keyboard(line_id, 0)

    def _read(self) -> None:
        if self.event_id is None:
            return
        with self.bench.store.reading() as session:
            self._rows = self.look_up(session, self.event_id)
        gone = self.form.line_id not in {None, *(row.id for row in self._rows)}
        if gone and not self.form.is_changed():  # else saving says what became of it
            self.form.begin()
        if self._shown != (shown := (self.event_id, *self._rows)):
            self._shown = shown
            self._rebuild()
        self._nothing.setVisible(not self._rows)
        self.show_whole()

    def _rebuild(self) -> None:
        place = next((n for n, line in enumerate(self._lines) if line.has_keyboard()), None)
        held = None if place is None else self._lines[place].row.id
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self.make_line(row) for row in self._rows]
        for line in self._lines:
            line.opened.connect(self.open_line)
            line.removed.connect(self._remove)
            line.moved.connect(self._move)
            self._column.addWidget(line)
        self.bench.needs(Right.PLAN, *self._lines)
        if place is not None:
            self._put_keyboard(held, place)

    def _put_keyboard(self, line_id: int | None, place: int) -> None:
        """Put the keyboard on a line, or where it stood if it is gone."""
        there = [line for line in self._lines if line.row.id == line_id]
        there += self._lines[place : place + 1] or self._lines[-1:]
        widget: QWidget = self.form.text
        if there:
            there[0].show()  # one just made takes no focus before it is shown
            widget = there[0].seat()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(widget)

    def _keep(self, line_id: int | None, draft: Any) -> None:  # noqa: ANN401
        event_id, operations = self.event_id, self.operations()
        if event_id is None:
            return
        if line_id is None:
            said = _("Added: {line}")
            self.do(lambda s: operations.add(s, event_id, draft), _told(said, draft), self._kept)
        else:
            said = _("Changed: {line}")
            look = partial(
                draft_of, kind=operations.kind, record_id=line_id, draft=operations.draft
            )
            change = partial(_change, operations, line_id)
            edit = self.form.edit(operations.kind)
            self.do(editing(edit, look, change), _told(said, draft), self._kept)

    def _kept(self) -> None:
        """Make room for the next line; after a change the keyboard goes back to its line."""
        line_id = self.form.line_id
        self.form.begin_next()
        if line_id is not None:
            self._put_keyboard(line_id, 0)

    def _move(self, row: Any, by: int) -> None:  # noqa: ANN401
        ends = {-1: self._rows[0].id, 1: self._rows[-1].id}
        if ends[by] != row.id:
            operations = self.operations()
            self.do(lambda s: operations.move(s, row.id, by), _told(_("Moved: {line}"), row))

    def _remove(self, line_id: int) -> None:
        place = next((n for n, row in enumerate(self._rows) if row.id == line_id), None)
        if place is None:
            return
        operations, said = self.operations(), _told(_("Removed: {line}"), self._rows[place])
        self.do(
            lambda s: operations.remove(s, line_id), said, lambda: self._put_keyboard(None, place)
        )

    def _failed(self, error: Exception) -> None:
        for line in self._lines:
            line.show_truth()
        if isinstance(error, ChangedMeanwhileError):
            self.form.meanwhile.ask(error)
            if self.form.meanwhile.waits():  # it says so itself; a message would lie over it
                return
        elif isinstance(error, SameMeanwhileError):
            self._kept()
        self.bench.fail(error)


def _change(operations: Operations, line_id: int, session: Any, draft: Any) -> None:  # noqa: ANN401
    operations.change(session, line_id, draft)


def _told(said: str, row: Any) -> str:  # noqa: ANN401 - a row or a draft
    return said.format(line=shorten(row.text.strip(), TOLD))
