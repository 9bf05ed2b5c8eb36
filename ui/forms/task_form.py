"""A task of a checklist in two lines: what, by when, by whom; a new one or one being changed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.checklist import TaskRow
from models.events.drafts import TaskDraft
from models.office.queries import OfficerRow
from models.words import _
from ui.icons import icon
from ui.look import Role, em, mark_problem
from ui.plain import label
from ui.widgets.choice import Choice
from ui.widgets.due_field import DueField
from ui.widgets.header import action_button
from ui.widgets.text import Text


class TaskForm(QWidget):
    """Adds what is typed with Enter; shows a task to change it until that is kept or given up."""

    given = Signal(object, object)
    """The task's id, None for a new one, and its draft."""
    removed = Signal(object)
    """The id of the task to be taken out."""
    left = Signal(object)
    """The changing of this task was given up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task_id: int | None = None
        self._first = TaskDraft()
        self.text = QLineEdit()
        self.due = DueField()
        self._names: dict[int | None, str] = {None: _("Nobody in particular")}
        self.owner: Choice[int | None] = Choice(self._names)
        self.keep = action_button("")
        self.remove = action_button(_("Remove"), "trash-2")
        self.never_mind = action_button(_("Never mind"))
        self._problem = Text("", ink=Role.DANGER, wrap=True)
        self.due.setAccessibleName(_("Due"))
        self.owner.setAccessibleName(_("Who does it"))
        self.owner.setMinimumContentsLength(6)
        self.owner.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._arrange()
        self.text.textChanged.connect(self._judge)
        self.keep.clicked.connect(self._give)
        self.remove.clicked.connect(lambda: self.removed.emit(self.task_id))
        self.never_mind.clicked.connect(self.give_up)
        self.begin()

    def know(self, first_day: date, officers: Sequence[OfficerRow]) -> None:
        """Count days from the event's first one, and offer these officers."""
        self.due.count_from(first_day)
        owner, name = self.owner.value(), self.owner.currentText()
        self._names = {None: _("Nobody in particular")} | {one.id: one.name for one in officers}
        self._show_owner(owner, name)

    def begin(self) -> None:
        """Be ready for a new task; day and owner stay as they were, for the next is like it."""
        self.task_id = None
        self.text.clear()
        self._first = self.draft()
        self._name_all()

    def change(self, row: TaskRow) -> None:
        """Show this task to be changed."""
        self.task_id = row.id
        self.text.setText(row.text)
        self.due.setValue(row.due_days)
        self._show_owner(row.owner_id, row.owner)
        self._first = self.draft()
        self._name_all()
        self.text.selectAll()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        """Let go of what was typed."""
        task = self.task_id
        self.begin()
        if task is not None:
            self.left.emit(task)

    def draft(self) -> TaskDraft:
        """Return what is in the fields."""
        return TaskDraft(self.text.text(), self.due.value(), self.owner.value())

    def is_changed(self) -> bool:
        """Whether something was typed for a new task, or anything changed of an old one."""
        if self.task_id is None:
            return bool(self.text.text().strip())
        return self.draft() != self._first

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.task_id is not None or self.is_changed()):
            self.give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addLayout(_row((self.text, 1), (self.keep, 0)))
        column.addWidget(self._problem)
        column.addLayout(_row((self.due, 1), (self.owner, 1)))
        self._changing = QWidget()
        buttons = _row((self.remove, 0), (QWidget(), 1), (self.never_mind, 0))
        self._changing.setLayout(buttons)
        column.addWidget(self._changing)

    def _name_all(self) -> None:
        new = self.task_id is None
        said = _("Add a task…") if new else _("Change the task")
        self.text.setPlaceholderText(said)
        self.text.setAccessibleName(said)
        self.keep.setText(label(_("Add") if new else _("Save")))
        self.keep.setIcon(icon("plus" if new else "save"))
        self._changing.setVisible(not new)
        self._judge()

    def _show_owner(self, owner_id: int | None, name: str) -> None:
        """Show who does it; someone who works here no longer is offered too."""
        self.owner.offer({**self._names, owner_id: self._names.get(owner_id, name)})
        self.owner.show_value(owner_id)

    def _judge(self) -> None:
        problems = self.draft().problems()
        said = problems.get("text", "") if self.text.text().strip() else ""
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        mark_problem(self.text, Role.DANGER if said else None)
        self.text.setAccessibleDescription(said)
        self.keep.setEnabled(not problems)

    def _give(self) -> None:
        if self.keep.isEnabled():
            self.given.emit(self.task_id, self.draft())


def _row(*widgets: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    for widget, share in widgets:
        row.addWidget(widget, share)
    return row
