"""The form about a wording of consent: both languages, and from when it is asked for."""

from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.privacy.consent_wordings import WordingDraft
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.note_field import NoteField
from ui.widgets.planned_day import PlannedDay


class WordingForm(DraftForm[WordingDraft]):
    """A wording's draft. One that somebody agreed to is only read."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._since: date | None = None
        self.indonesian, self.english = NoteField(8), NoteField(8)
        self.in_force_from = PlannedDay(today)
        hint = _("{office} stands for the name of the office.")
        self.grid.add("indonesian", _("Indonesian"), self.indonesian, hint=hint)
        self.grid.add("english", _("English"), self.english)
        self.grid.add("in_force_from", _("In force from"), self.in_force_from)
        self.watch("indonesian", self.indonesian.textChanged)
        self.watch("english", self.english.textChanged)
        self.watch("in_force_from", self.in_force_from.changed)
        self.setFocusProxy(self.indonesian)

    def read_only(self, *, on: bool) -> None:
        """Let it only be read, or be written too."""
        for field in (self.indonesian, self.english):
            field.setReadOnly(on)
        self.in_force_from.setDisabled(on)

    @override
    def fill(self, draft: WordingDraft) -> None:
        self._since = draft.in_force_from
        self.indonesian.show_text(draft.indonesian)
        self.english.show_text(draft.english)
        self.in_force_from.set_value(draft.in_force_from)

    @override
    def draft(self) -> WordingDraft:
        return WordingDraft(self.indonesian.text(), self.english.text(), self.in_force_from.value())

    @override
    def draft_problems(self) -> dict[str, str]:
        draft = self.draft()
        return draft.problems(self._today, fresh=draft.in_force_from != self._since)

    @override
    def unread(self) -> dict[str, str]:
        return told({"in_force_from": self.in_force_from.problem})
