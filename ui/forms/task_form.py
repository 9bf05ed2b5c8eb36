"""A task of a checklist in two lines: what, by when, by whom; a new one or one being changed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.events.checklist import TaskRow
from models.events.drafts import TaskDraft
from models.office.queries import OfficerRow
from models.words import _
from ui.forms.line_form import LineForm
from ui.widgets.choice import Choice
from ui.widgets.due_field import DueField


class TaskForm(LineForm):
    """Keeps day and owner for the next task, which is like the one before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Add a task…"), _("Change the task"), parent)
        self.due = DueField()
        self._names: dict[int | None, str] = {None: _("Nobody in particular")}
        self.owner: Choice[int | None] = Choice(self._names)
        self.due.setAccessibleName(_("Due"))
        self.owner.setAccessibleName(_("Who does it"))
        self.owner.shrink_to(6)
        self.arrange()

    def know(self, first_day: date, officers: Sequence[OfficerRow]) -> None:
        """Count days from the event's first one, and offer these officers."""
        self.due.count_from(first_day)
        owner, name = self.owner.value(), self.owner.currentText()
        self._names = {None: _("Nobody in particular")} | {one.id: one.name for one in officers}
        self._offer(owner, name)

    @override
    def change(self, row: TaskRow) -> None:
        self._offer(row.owner_id, row.owner)
        super().change(row)

    @override
    def draft(self) -> TaskDraft:
        return TaskDraft(self.text.text(), self.due.value(), self.owner.value())

    @override
    def fill(self, draft: TaskDraft) -> None:
        self.due.setValue(draft.due_days)
        self.owner.show_value(draft.owner_id)

    @override
    def clear(self) -> None:
        """Leave day and owner as they were."""

    @override
    def typed_beside(self) -> bool:
        """Tell that nothing was: day and owner stay for the next task."""
        return False

    @override
    def fields(self) -> Sequence[QWidget]:
        return [self.due, self.owner]

    def _offer(self, owner_id: int | None, name: str) -> None:
        """Show who does it; someone who works here no longer is offered too."""
        self.owner.offer({**self._names, owner_id: self._names.get(owner_id, name)})
        self.owner.show_value(owner_id)
