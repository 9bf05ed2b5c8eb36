"""The form about an agreement with a partner: its number, what it is about, from when to when."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.partners.drafts import NAME_LENGTH, AgreementDraft
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.note_field import NoteField
from ui.widgets.planned_day import PlannedDay


class AgreementForm(DraftForm[AgreementDraft]):
    """An agreement's draft."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.title = QLineEdit(), QLineEdit()
        self.begins_on, self.ends_on = PlannedDay(today), PlannedDay(today)
        self.note = NoteField()
        for line in (self.number, self.title):
            line.setMaxLength(NAME_LENGTH)
        self.grid.add("number", _("Number"), self.number)
        self.grid.add("title", _("About"), self.title)
        self.grid.add("begins_on", _("Begins"), self.begins_on)
        self.grid.add("ends_on", _("Ends"), self.ends_on, hint=_("Empty: until it is called off."))
        self.grid.add("note", _("Note"), self.note)
        self.watch("number", self.number.textEdited)
        self.watch("title", self.title.textEdited)
        self.watch("begins_on", self.begins_on.changed)
        self.watch("ends_on", self.ends_on.changed)
        self.watch("note", self.note.textChanged)
        self.setFocusProxy(self.number)

    @override
    def fill(self, draft: AgreementDraft) -> None:
        for line, text in ((self.number, draft.number), (self.title, draft.title)):
            line.setText(text)
            line.setCursorPosition(0)
        self.begins_on.set_value(draft.begins_on)
        self.ends_on.set_value(draft.ends_on)
        self.note.show_text(draft.note)

    @override
    def draft(self) -> AgreementDraft:
        return AgreementDraft(
            number=self.number.text(),
            title=self.title.text(),
            begins_on=self.begins_on.value(),
            ends_on=self.ends_on.value(),
            note=self.note.text(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"begins_on": self.begins_on.problem, "ends_on": self.ends_on.problem})
