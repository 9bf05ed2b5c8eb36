"""What was done to one person: old and new values, and a step to put an earlier value back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.enrolment.tables import Enrolment
from models.history.of_record import (
    OF_PERSON,
    FieldChange,
    RecordAction,
    person_timeline,
)
from models.history.putting_back import (
    ChangedSinceError,
    put_back_field,
    put_back_person,
    restored,
)
from models.history.reaching import of_enrolment
from models.history.undo import Undoable
from models.office.queries import time_zone
from models.office.rights import Right
from models.people.tables import Person
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Size, em
from ui.looking import ask
from ui.messages import Question
from ui.panes.history_panel import HistoryLine
from ui.plain import tip
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

STEP = 12
"""How many actions are shown, and how many more at a time."""


def _kinds() -> frozenset[type[Any]]:
    """Return what a person's history tells of."""
    return frozenset({Person, Enrolment, *OF_PERSON, *of_enrolment()})


class PersonHistory(QWidget):
    """The latest actions that touched a person, the fields each changed below it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._person_id = 0
        self._limit = STEP
        self._blocks: list[ActionBlock] = []
        self._nothing = Text(_("Nothing has been done yet."), ink=FAINT, wrap=True)
        self._more = action_button(_("Show more"), "chevron-down")
        self.whole = action_button(_("History of this person"), "history")
        self.whole.setToolTip(tip(_("Show all that was done to this person, to filter and save")))
        if not bench.may(Right.SEE_HISTORY):  # shown before it is laid out, it would be a window
            self.whole.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.8))
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addWidget(self._more)
        column.addWidget(self.whole)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scrolling(inside))
        self._more.clicked.connect(self._show_more)
        self.whole.clicked.connect(self._open_whole)
        with bench.store.reading() as session:
            self._zone = time_zone(session)
        self._fresh = Fresh(self, bench.changes.committed, _kinds(), self._read)
        self._show([], 0, STEP)

    def show_person(self, person_id: int) -> None:
        """Show what was done to this person; the answer comes a moment later."""
        if person_id != self._person_id:
            self._limit = STEP
            self._show([], person_id, STEP)
        self._person_id = person_id
        self._fresh.call_now()

    def blocks(self) -> "list[ActionBlock]":
        """Return the actions shown, the latest first."""
        return self._blocks

    def _open_whole(self) -> None:
        self._bench.show_page("settings", section="history", person_id=self._person_id)

    def _read(self) -> None:
        person_id, limit = self._person_id, self._limit
        if person_id:
            ask(
                self._bench,
                lambda session: person_timeline(session, person_id, limit + 1),
                partial(self._show, person_id=person_id, limit=limit),
                self,
            )

    def _show(self, actions: Sequence[RecordAction], person_id: int, limit: int) -> None:
        if person_id != self._person_id and actions:
            return  # another person is shown meanwhile
        for block in self._blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks = [ActionBlock(one, self._zone) for one in actions[:limit]]
        for block in self._blocks:
            block.undo_asked.connect(self._take_back)
            block.field_asked.connect(self._put_field)
            block.whole_asked.connect(self._ask_whole)
            self._column.addWidget(block)
            self._bench.needs(Right.SERVE, *block.buttons())
        self._nothing.setVisible(not actions)
        self._more.setVisible(len(actions) > limit)

    def _show_more(self) -> None:
        self._limit += STEP
        self._fresh.call_now()

    def _take_back(self, action: RecordAction) -> None:
        entry = action.entry
        self._bench.undoing.take_back(Undoable(entry.action_id, entry.title))

    def _put_field(self, change: FieldChange, *, anyway: bool = False) -> None:
        """Put a field back; if it was changed since, say so and ask."""

        def fail(error: Exception) -> None:
            if not isinstance(error, ChangedSinceError):
                self._bench.fail(error)
            elif self._agrees(str(error), error.lines):
                self._put_field(change, anyway=True)

        said = _("{field} was put back to “{value}”.")
        self._keep(
            lambda session: put_back_field(session, change.change_id, change.field, anyway=anyway),
            said.format(field=change.word, value=change.before),
            fail,
        )

    def _ask_whole(self, action: RecordAction) -> None:
        """Tell what putting the whole record back would change, and do it if that is meant."""
        person_id, action_id = self._person_id, action.entry.action_id
        ask(
            self._bench,
            lambda session: _lines(session, person_id, action_id),
            lambda lines: self._put_whole(person_id, action_id, lines),
            self,
        )

    def _put_whole(self, person_id: int, action_id: int, lines: Sequence[str]) -> None:
        if not lines:
            self._bench.messages.tell(_("All of it is as it was then."))
        elif self._agrees(_("Put the particulars back as they were before this?"), lines):
            self._keep(
                lambda session: put_back_person(session, person_id, action_id, anyway=True),
                _("The particulars were put back."),
                self._bench.fail,
            )

    def _agrees(self, text: str, lines: Sequence[str]) -> bool:
        return self._bench.messages.ask(
            Question(text, _("Put back"), _("That can be undone."), lines, harmful=False)
        )

    def _keep(
        self,
        operation: Callable[[Any], None],
        said: str,
        fail: Callable[[Exception], object],
    ) -> None:
        keep(self._bench, operation, lambda _nothing: self._bench.done(said), self, fail)


class ActionBlock(QWidget):
    """An action, and below it a line for each field it changed."""

    undo_asked = Signal(object)
    field_asked = Signal(object)
    whole_asked = Signal(object)

    def __init__(self, action: RecordAction, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = HistoryLine(action.entry, zone)
        self.line.undo_asked.connect(lambda _entry: self.undo_asked.emit(action))
        self.fields: list[FieldLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.2))
        column.addWidget(self.line)
        for change in action.fields:
            field = FieldLine(change)
            field.asked.connect(self.field_asked)
            self.fields.append(field)
            column.addWidget(field)
        self.whole = action_button(_("Put all back as before this"), "history")
        self.whole.setVisible(action.whole)
        self.whole.clicked.connect(lambda: self.whole_asked.emit(action))
        column.addWidget(self.whole)

    def buttons(self) -> list[QWidget]:
        """Return what takes something back."""
        undo = [self.line.undo] if self.line.undo is not None else []
        return [self.whole, *undo, *(field.button for field in self.fields)]

    def texts(self) -> list[str]:
        """Return what its lines say."""
        return [self.line.text(), *(field.text() for field in self.fields)]


class FieldLine(QWidget):
    """A field, what it held and what it was given; and a button to put that back."""

    asked = Signal(object)

    def __init__(self, change: FieldChange, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = _("{field}: {before} → {after}").format(
            field=change.word, before=change.before, after=change.after
        )
        self._text = Text(text, Size.CAPTION, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(em(self, 1), 0, 0, 0)
        row.addWidget(self._text, 1)
        said = _("Put back {field} “{value}”").format(field=change.word, value=change.before)
        self.button = action_button(_("Put back"))
        self.button.setAccessibleName(said)
        self.button.setToolTip(tip(said))
        self.button.setVisible(change.may_put_back)
        self.button.clicked.connect(lambda: self.asked.emit(change))
        row.addWidget(self.button)

    def text(self) -> str:
        """Return what the line says."""
        return self._text.text()


def _lines(session: Any, person_id: int, action_id: int) -> list[str]:  # noqa: ANN401 - see ask
    line = _("{field}: {now} → {then}")
    return [
        line.format(field=one.word, now=one.now, then=one.then)
        for one in restored(session, person_id, action_id)
    ]
