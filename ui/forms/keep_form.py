"""The form about keeping data past its time: whose, until when, and why."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.privacy.keeping import REASON_LENGTH, KeepDraft
from models.words import _
from ui.forms.boxes_field import BoxesField
from ui.forms.draft_form import DraftForm, told
from ui.widgets.planned_day import PlannedDay


class KeepForm(DraftForm[KeepDraft]):
    """Those ticked, a day on which they are reviewed again, and a reason for all of them."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.people = BoxesField(_("There is nobody to review."))
        self.until = PlannedDay(today)
        self.reason = QLineEdit()
        self.reason.setMaxLength(REASON_LENGTH)
        self.grid.add("people", _("Whose data"), self.people)
        hint = _("On this day they are reviewed again.")
        self.grid.add("until", _("Kept until"), self.until, hint=hint)
        hint = _("The rule, case or request it rests on. Do not write a name.")
        self.grid.add("reason", _("Reason"), self.reason, hint=hint)
        self.watch("people", self.people.changed)
        self.watch("until", self.until.changed)
        self.watch("reason", self.reason.textEdited)

    def show_people(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer these, ids and names; whoever was ticked stays so."""
        before = self.people.chosen()
        self.people.show_boxes(people, before)
        if self.people.chosen() != before:
            self.changed.emit()

    def begin_on(self, today: date) -> None:
        """Take what the office's calendar shows."""
        self._today = today

    @override
    def fill(self, draft: KeepDraft) -> None:
        for one in self.people.offered():
            self.people.box(one).setChecked(one in draft.people)
        self.until.set_value(draft.until)
        self.reason.setText(draft.reason)

    @override
    def draft(self) -> KeepDraft:
        return KeepDraft(self.people.chosen(), self.until.value(), self.reason.text().strip())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems(self._today)

    @override
    def unread(self) -> dict[str, str]:
        return told({"until": self.until.problem})
