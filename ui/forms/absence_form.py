"""The form about an officer's absence: who, why, from when until when."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.office.absences import NOTE_LENGTH, AbsenceDraft, absence_name
from models.office.tables import AbsenceKind
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.choice import Choice
from ui.widgets.planned_day import PlannedDay


class AbsenceForm(DraftForm[AbsenceDraft]):
    """An absence's draft; whom it may be about is offered by the page."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.officer = Choice[int | None]({None: ""})
        self.kind = Choice({kind: absence_name(kind) for kind in AbsenceKind})
        self.first_day, self.last_day = PlannedDay(today), PlannedDay(today)
        self.note = QLineEdit()
        self.note.setMaxLength(NOTE_LENGTH)
        self.grid.add("officer_id", _("Officer"), self.officer)
        self.grid.add("kind", _("Why"), self.kind)
        self.grid.add("first_day", _("First day"), self.first_day)
        self.grid.add("last_day", _("Last day"), self.last_day, hint=_("Empty: one day only."))
        self.grid.add("note", _("Note"), self.note)
        self.watch("officer_id", self.officer.picked)
        self.watch("kind", self.kind.picked)
        self.watch("first_day", self.first_day.changed)
        self.watch("last_day", self.last_day.changed)
        self.watch("note", self.note.textEdited)
        self.setFocusProxy(self.officer)

    def offer(self, officers: Mapping[int, str]) -> None:
        """Offer these officers; one chosen who is not among them is chosen no more."""
        names: dict[int | None, str] = {None: _("Choose somebody")}
        names.update(officers.items())
        chosen = self.officer.value()
        self.officer.offer(names)
        self.officer.show_value(chosen if chosen in names else None)

    @override
    def fill(self, draft: AbsenceDraft) -> None:
        self.officer.show_value(draft.officer_id)
        self.kind.show_value(draft.kind)
        self.first_day.set_value(draft.first_day)
        self.last_day.set_value(draft.last_day)
        self.note.setText(draft.note)
        self.note.setCursorPosition(0)

    @override
    def draft(self) -> AbsenceDraft:
        return AbsenceDraft(
            officer_id=self.officer.value(),
            kind=self.kind.value(),
            first_day=self.first_day.value(),
            last_day=self.last_day.value(),
            note=self.note.text(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"first_day": self.first_day.problem, "last_day": self.last_day.problem})
