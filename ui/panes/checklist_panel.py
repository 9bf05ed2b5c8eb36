"""The checklist of an event: ticked off, added to and changed right where it stands."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.edits import ChangedMeanwhileError, SameMeanwhileError
from models.events.checklist import (
    TaskRow,
    add_task,
    change_task,
    due_name,
    lateness,
    remove_task,
    tick_task,
    untick_task,
)
from models.events.drafts import TaskDraft
from models.events.tables import EventTask
from models.fields import draft_of
from models.office.queries import OfficerRow
from models.office.rights import Right
from models.words import _, shorten, spoken
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.task_form import TaskForm
from ui.look import FAINT, em
from ui.messages import Question
from ui.panes.lines_panel import TOLD
from ui.panes.tick_line import TickLine, line_button
from ui.widgets.meter import Bar
from ui.widgets.panel import Panel
from ui.widgets.scrolling import Scrolling, bring_into_view
from ui.widgets.text import Text

LEAST = 9
"""How many text lines of the tasks are seen at least."""


class ChecklistPanel(Panel):
    """A line for each task, how far they are, and a form for the next one."""

    counted = Signal(str)
    """How many tasks are done of how many, such as ``7/9``; nothing where there are none."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Checklist"), parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._rows: Sequence[TaskRow] = ()
        self._lines: list[TaskLine] = []
        self._shown: tuple[object, ...] = ()
        self._bar = Bar()
        self._bar.setAccessibleName(_("Tasks done"))
        self._nothing = Text(_("Nothing is on the checklist yet."), ink=FAINT, wrap=True)
        self.form = TaskForm()
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.3))
        self.add(self._bar)
        self.add(self._scrolled(), 1)
        self.add(self.form)
        bench.needs(Right.PLAN, self.form)
        self.form.given.connect(self._keep)
        self.form.removed.connect(self._remove)
        self.form.left.connect(self._go_back_to)

    def show_tasks(
        self,
        event_id: int,
        first_day: date,
        rows: Sequence[TaskRow],
        officers: Sequence[OfficerRow],
        today: date,
        zone: ZoneInfo,
    ) -> None:
        """Show these tasks of the event that begins on ``first_day``; what is typed stays."""
        fresh = event_id != self._event_id
        self._event_id, self._rows = event_id, rows
        self.form.know(first_day, officers)
        gone = self.form.line_id not in {None, *(row.id for row in rows)}
        if fresh or (gone and not self.form.is_changed()):
            self.form.begin()
        if self._shown != (shown := (event_id, *rows, today)):
            self._shown = shown
            self._rebuild(today, zone)
        done = sum(row.done_at is not None for row in rows)
        told = {"done": done, "all": len(rows)}
        said = _("{done} of {all} done").format(**told)
        self.counted.emit(f"{done}/{len(rows)}" if rows else "")
        self._bar.fill(done, len(rows))
        self._bar.setAccessibleDescription(said)
        self._bar.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def lines(self) -> "list[TaskLine]":
        """Return the tasks' lines, top down."""
        return self._lines

    def may_leave(self) -> bool:
        """Whether no task is typed that is not kept, or the person lets it go."""
        if not self.form.is_changed():
            return True
        question = Question(
            _("Leave without saving the task?"),
            _("Discard changes"),
            _("What you typed on the checklist has not been saved."),
        )
        agreed = self._bench.messages.ask(question)
        if agreed:
            self.form.begin()
        return agreed

    def _scrolled(self) -> Scrolling:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addStretch(1)
        return Scrolling(inside, LEAST)

    def _rebuild(self, today: date, zone: ZoneInfo) -> None:
        place = next((n for n, line in enumerate(self._lines) if line.has_keyboard()), None)
        held = None if place is None else self._lines[place].row.id
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [TaskLine(row, today, zone) for row in self._rows]
        for line in self._lines:
            line.ticked.connect(self._tick)
            line.opened.connect(self._open)
            line.removed.connect(self._remove)
            self._column.addWidget(line)
        self._bench.needs(Right.PLAN, *self._lines)
        if place is not None:
            self._put_keyboard(held, place)

    def _put_keyboard(self, task_id: int | None, place: int) -> None:
        """Put the keyboard on a task, or where it stood if it is gone."""
        there = [line for line in self._lines if line.row.id == task_id]
        there += self._lines[place : place + 1] or self._lines[-1:]
        widget = there[0].box if there else self.form.text
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(widget)

    def _open(self, row: TaskRow) -> None:
        self.form.change(row)
        bring_into_view(self.form)

    def _go_back_to(self, task_id: int) -> None:
        self._put_keyboard(task_id, 0)

    def _tick(self, row: TaskRow, on: bool) -> None:
        said = _("Done: {task}") if on else _("Not done after all: {task}")
        operation = tick_task if on else untick_task
        self._do(lambda session: operation(session, row.id), said, row.text)

    def _keep(self, task_id: int | None, draft: TaskDraft) -> None:
        event_id = self._event_id
        if event_id is None:
            return
        if task_id is None:
            said = _("On the checklist: {task}")
            self._do(lambda s: add_task(s, event_id, draft), said, draft.text, self._kept)
        else:
            said = _("Changed: {task}")
            look = partial(draft_of, kind=EventTask, record_id=task_id, draft=TaskDraft)

            def change(session: Any, draft: TaskDraft) -> None:  # noqa: ANN401 - see keep
                change_task(session, task_id, draft)

            edit = self.form.edit(EventTask)
            self._do(editing(edit, look, change), said, draft.text, self._kept)

    def _kept(self) -> None:
        """Make room for the next task; after a change the keyboard goes back to the line."""
        task_id = self.form.line_id
        self.form.begin_next()
        if task_id is not None:
            self._go_back_to(task_id)

    def _remove(self, task_id: int) -> None:
        place = next((n for n, row in enumerate(self._rows) if row.id == task_id), None)
        if place is not None:
            said, text = _("Taken off the checklist: {task}"), self._rows[place].text
            self._do(
                lambda s: remove_task(s, task_id),
                said,
                text,
                lambda: self._put_keyboard(None, place),
            )

    def _do(
        self,
        operation: Callable[[Any], object],
        said: str,
        text: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        told = said.format(task=shorten(text.strip(), TOLD))

        def succeeded(_nothing: object) -> None:
            if then is not None:
                then()
            self._bench.done(told)

        keep(self._bench, operation, succeeded, self, self._failed)

    def _failed(self, error: Exception) -> None:
        for line in self._lines:
            line.show_truth()
        if isinstance(error, ChangedMeanwhileError):
            self.form.meanwhile.ask(error)
            if self.form.meanwhile.waits():  # it says so itself; a message would lie over it
                return
        elif isinstance(error, SameMeanwhileError):
            self._kept()
        self._bench.fail(error)


class TaskLine(TickLine):
    """One task: its box, and below it the day, who did it or does it, and whether it is late."""

    def __init__(
        self, row: TaskRow, today: date, zone: ZoneInfo, parent: QWidget | None = None
    ) -> None:
        remark, late = _remark(row, today, zone), row.is_overdue(today)
        super().__init__(row, row.text, remark, alarming=late, parent=parent)
        self.edit = line_button("pencil", _("Change {task}").format(task=row.text))
        self.arrange(self.edit)
        self.edit.clicked.connect(lambda: self.opened.emit(row))

    @override
    def show_truth(self) -> None:
        self.box.setChecked(self.row.done_at is not None)


def _remark(row: TaskRow, today: date, zone: ZoneInfo) -> str:
    words = spoken()
    told = [due_name(row.due_days), words.short_day(row.due)]
    if row.done_at is None:
        told += [lateness(row.due, today), row.owner]
    else:
        day = words.short_day(row.done_at.astimezone(zone).date())
        said = _("done {day} by {officer}") if row.done_by else _("done {day}")
        told.append(said.format(day=day, officer=row.done_by))
    return " · ".join(part for part in told if part)
